package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// List is any number of lines to type: enter adds one, backspace on an empty line
// takes the last one back. A line that is still being typed counts as well.
type List struct {
	label   string
	rule    string
	check   func(entry string) string
	entries []string
	input   Input
}

// NewList returns an empty list; check says what is wrong with one entry.
func NewList(label, rule string, check func(entry string) string) *List {
	return &List{label: label, rule: rule, check: check, input: NewInput("")}
}

// SetValues replaces the entries, and what is being typed.
func (l *List) SetValues(entries []string) {
	l.entries = slices.Clone(entries)
	l.input.SetValue("")
}

// Values are the entries, with what is still being typed.
func (l *List) Values() []string {
	if entry := l.typed(); entry != "" && !slices.Contains(l.entries, entry) {
		return append(slices.Clone(l.entries), entry)
	}
	return l.entries
}

func (l *List) typed() string { return strings.TrimSpace(l.input.Value()) }

// problemEntry is how much of an entry a problem quotes, in columns.
const problemEntry = 30

// Label implements Field.
func (l *List) Label() string { return l.label }

// Problem implements Field.
func (l *List) Problem() string {
	for _, entry := range l.Values() {
		if problem := l.check(entry); problem != "" {
			return text.CutMiddle(text.Escape(entry), problemEntry) + ": " + problem
		}
	}
	return ""
}

// Summary implements Field.
func (l *List) Summary(th *theme.Theme) (string, theme.Style) {
	if len(l.Values()) == 0 {
		return "none", th.Faint
	}
	return text.Escape(strings.Join(l.Values(), ", ")), ""
}

// Choose implements Field: it adds what has been typed, and leads on from an
// empty line.
func (l *List) Choose() bool {
	entry := l.typed()
	if entry == "" {
		return true
	}
	if l.check(entry) != "" {
		return true // which the problem stops
	}
	l.entries = l.Values()
	l.input.SetValue("")
	return false
}

// Key implements Field.
func (l *List) Key(msg tea.KeyPressMsg) bool {
	if !edits(msg) {
		return false
	}
	if msg.String() == "backspace" && l.input.Value() == "" && len(l.entries) > 0 {
		last := len(l.entries) - 1
		l.input.SetValue(l.entries[last])
		l.entries = l.entries[:last:last]
		return true
	}
	l.input, _ = l.input.Update(msg)
	return true
}

// Paste implements Field. Several pasted lines become several entries.
func (l *List) Paste(msg tea.PasteMsg) {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(msg.Content, "\r", "\n"), "\n"), "\n")
	for i, line := range lines {
		l.input, _ = l.input.Update(tea.PasteMsg{Content: line})
		if i < len(lines)-1 {
			l.Choose()
		}
	}
}

// Lines implements Field: the last entries, the line to type, the rule.
func (l *List) Lines(th *theme.Theme, width, height int) []string {
	var foot []string
	for _, part := range text.Wrap(l.rule+". Enter adds, backspace takes the last one back, tab goes on.", width-labelWidth-1) {
		foot = append(foot, layout.NewLine(width).Skip(labelWidth).Add(th.Dim, part).String())
	}
	l.input.SetWidth(width - labelWidth - 3)
	foot = append([]string{layout.NewLine(width).Skip(labelWidth).Add(th.Key, "› ").Styled(l.input.View()).String()}, foot...)
	var lines []string
	room := max(0, height-len(foot))
	for _, entry := range l.entries[max(0, len(l.entries)-room):] {
		lines = append(lines, layout.NewLine(width).Skip(labelWidth).Add(th.OK, th.Glyphs.Settled+" ").AddIn("", text.Escape(entry), width-labelWidth-2, text.Middle).String())
	}
	lines = append(lines, foot...)
	return lines[:max(0, min(len(lines), height))]
}
