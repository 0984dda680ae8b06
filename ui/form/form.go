// Package form asks an operator for the values of one write: fields one below
// the other, the one with the focus opened, and a review at the end. It checks
// while the values are typed, keeps them whatever happens, and leaves it to its
// owner to know what they are for and to send them.
package form

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Field is one question.
type Field interface {
	// Label names the field in a word or two.
	Label() string
	// Summary is the present value on one line, for when the field is closed.
	Summary(th *theme.Theme) (value string, style theme.Style)
	// Problem says why the value will not do; empty when it will.
	Problem() string
	// Lines draws the opened field in at most height lines of width columns.
	Lines(th *theme.Theme, width, height int) []string
	// Key handles a key and says whether it was one for the field.
	Key(tea.KeyPressMsg) (handled bool)
	// Paste takes in pasted text.
	Paste(tea.PasteMsg)
	// Choose is told that the operator has pressed enter, and says whether that
	// leads on to the next field.
	Choose() (next bool)
	// Question is the field in words, and Answer takes a line that answers it: see
	// [Form.Answer].
	Question() Question
	Answer(line string) (problem string, next bool)
}

// Outcome is what a key press has made of a form.
type Outcome int

// The outcomes of a key press.
const (
	Stay   Outcome = iota
	Cancel         // the operator wants to leave
	Submit         // the operator confirms the review, and no field has a problem
)

// Form is an open form. The zero Form is not usable: see New.
type Form struct {
	fields func() []Field
	review Review

	focus   int    // index into the fields; their number is the review
	scroll  int    // of a review that is longer than the form
	drawn   []spot // the lines, as they were drawn last
	changed bool
	visited map[Field]bool // problems are shown of these only
	refused map[Field]string
}

// Review draws what will be done, and the line of the button that does it.
type Review func(th *theme.Theme, width int) (lines []string, button string)

// New returns a form. Fields says, at any time, which ones apply; a field keeps
// its identity while it comes and goes.
func New(fields func() []Field, review Review) *Form {
	return &Form{fields: fields, review: review, visited: map[Field]bool{}, refused: map[Field]string{}}
}

// Reviewing reports whether the review has the focus.
func (f *Form) Reviewing() bool { return f.focus >= len(f.fields()) }

// Fields returns how many fields apply now.
func (f *Form) Fields() int { return len(f.fields()) }

// Changed reports whether a key or pasted text has changed a field since the form
// was opened.
func (f *Form) Changed() bool { return f.changed }

// Focused returns the field with the focus, or nil at the review.
func (f *Form) Focused() Field {
	if shown := f.fields(); f.focus < len(shown) {
		return shown[f.focus]
	}
	return nil
}

// Focus opens a field, or the review if field is nil.
func (f *Form) Focus(field Field) {
	if f.Focused() != field {
		f.leave()
	}
	shown := f.fields()
	f.focus = len(shown)
	for i, other := range shown {
		if other == field {
			f.focus = i
		}
	}
}

// FocusFirstOpen opens the first field that still wants a value, or the review.
func (f *Form) FocusFirstOpen() {
	for _, field := range f.fields() {
		if field.Problem() != "" {
			f.Focus(field)
			return
		}
	}
	f.Focus(nil)
}

// Refuse marks a field with what the service said about its value and opens it.
// The mark stays until a key changes the field, or the operator tries again: the
// service complains of one thing at a time.
func (f *Form) Refuse(field Field, says string) {
	f.Focus(field)
	f.refused = map[Field]string{field: says}
}

// Problem returns the first field that has a problem, and the problem.
func (f *Form) Problem() (field Field, problem string) {
	for _, field := range f.fields() {
		if p := field.Problem(); p != "" {
			return field, p
		}
	}
	return nil, ""
}

// Problems returns every problem with the label of its field.
func (f *Form) Problems() []string {
	var all []string
	for _, field := range f.fields() {
		if p := field.Problem(); p != "" {
			all = append(all, field.Label()+": "+p)
		}
	}
	return all
}

func (f *Form) leave() {
	if field := f.Focused(); field != nil {
		f.visited[field] = true
	}
}

func (f *Form) move(by int) {
	f.leave()
	f.scroll = 0
	f.focus = max(0, min(f.focus+by, len(f.fields())))
}

// Key handles a key press.
func (f *Form) Key(msg tea.KeyPressMsg) Outcome {
	f.focus = min(f.focus, len(f.fields()))
	if msg.String() == "ctrl+s" {
		f.scroll = 0
		f.Focus(nil)
		return Stay
	}
	field := f.Focused()
	if field != nil && field.Key(msg) {
		f.changed = f.changed || !moves(msg)
		delete(f.refused, field)
		return Stay
	}
	switch msg.String() {
	case "pgdown", "ctrl+d":
		f.scroll += scrollBy
	case "pgup", "ctrl+u":
		f.scroll = max(0, f.scroll-scrollBy)
	case "tab", "down":
		f.move(1)
	case "shift+tab", "up":
		f.move(-1)
	case "esc":
		return Cancel
	case "enter":
		return f.enter(field)
	}
	return Stay
}

func (f *Form) enter(field Field) Outcome {
	if field != nil {
		next := field.Choose()
		f.changed = true
		delete(f.refused, field)
		f.visited[field] = f.visited[field] || next
		if next && field.Problem() == "" {
			f.move(1)
		}
		return Stay
	}
	if field, problem := f.Problem(); problem != "" {
		f.Focus(field)
		f.visited[field] = true
		return Stay
	}
	clear(f.refused)
	return Submit
}

// moves reports whether a key that a field has taken may only have moved a cursor.
func moves(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "up", "down", "pgup", "pgdown", "esc":
		return true
	}
	return false
}

// Paste hands pasted text to the field with the focus.
func (f *Form) Paste(msg tea.PasteMsg) {
	if field := f.Focused(); field != nil {
		field.Paste(msg)
		delete(f.refused, field)
	}
}

const labelWidth = 17

// openLeast is how many lines an open field gets even where that pushes others
// off the screen.
const openLeast = 7

// Lines draws the form in exactly height lines of width columns. Of a form that
// is longer it draws the part around what has the focus.
func (f *Form) Lines(th *theme.Theme, width, height int) []string {
	fields := f.fields()
	f.focus = min(f.focus, len(fields))
	room := max(openLeast, height-len(fields)-1)
	labels := labelsWidth(fields, width)
	var lines []string
	var spots []spot
	from, to := 0, 0 // the lines of what has the focus
	for i, field := range fields {
		if i == f.focus {
			from = len(lines)
		}
		lines = append(lines, f.headLine(th, width, labels, field, i == f.focus))
		spots = append(spots, spot{field: i})
		if i == f.focus {
			lines = append(lines, f.openLines(th, width, room, field)...)
			for to = len(lines); len(spots) < to; {
				spots = append(spots, spot{i, len(spots) - from})
			}
		}
	}
	spots = append(spots, spot{field: len(fields)})
	head := layout.NewLine(width)
	if f.focus == len(fields) {
		lines = append(lines, head.Skip(1).Add(th.Key, marker).Skip(1).Add(th.Bold, "Review").String())
		return f.reviewLines(th, width, height, lines, spots)
	}
	lines = append(lines, head.Skip(3).Add(th.Dim, "Review").String())
	// The end of what has the focus must show, its beginning even more so.
	start := min(max(0, to-height), from)
	f.drawn = spots[start:]
	return layout.Fill(lines[start:], width, height)
}

// reviewLines draws the review below the fields, of which it pushes out those that
// there is no room for. Its button stays in sight whatever is scrolled.
func (f *Form) reviewLines(th *theme.Theme, width, height int, fields []string, spots []spot) []string {
	review, button := f.review(th, width)
	if len(fields)+len(review)+1 <= height {
		f.drawn = reviewSpots(spots, len(review))
		return layout.Fill(append(append(fields, review...), button), width, height)
	}
	above := max(0, min(len(fields)-1, len(fields)+len(review)+1-height))
	fields = fields[above:]
	room := height - len(fields) - 1
	hidden := max(0, len(review)-room)
	f.scroll = min(f.scroll, hidden)
	shown := layout.Fill(review[f.scroll:], width, room)
	if below := hidden - f.scroll; below > 0 && room > 0 {
		shown[room-1] = layout.NewLine(width).Skip(indent).Add(th.Key, "pgdn").Skip(1).Add(th.Dim, strconv.Itoa(below+1)+" more lines").String()
	}
	f.drawn = reviewSpots(spots[above:], len(shown))
	return layout.Fill(append(append(fields, shown...), button), width, height)
}

const scrollBy = 8 // lines

const marker = "▸"

// labelsWidth is how wide the column of labels is: wider than usual where one names
// what it is about, but never so that values have no room.
func labelsWidth(fields []Field, width int) int {
	widest := labelWidth
	for _, field := range fields {
		widest = max(widest, text.Width(text.Clean(field.Label()))+1)
	}
	return max(labelWidth, min(widest, width*2/5))
}

func (f *Form) headLine(th *theme.Theme, width, labels int, field Field, focused bool) string {
	line := layout.NewLine(width).Skip(1)
	problem := f.problem(field)
	labelStyle := th.Dim
	switch {
	case focused:
		line.Add(th.Key, marker)
		labelStyle = th.Bold
	case problem != "":
		line.Add(th.Error, th.Glyphs.Failed)
	case field.Problem() == "":
		line.Add(th.OK, th.Glyphs.Settled)
	default:
		line.Skip(1)
	}
	value, style := field.Summary(th)
	line.Skip(1).AddIn(labelStyle, text.CutMiddle(field.Label(), labels-1), labels, text.End).Add(style, value)
	if problem != "" && !focused {
		line.Skip(2).Add(th.Error, problem)
	}
	return line.String()
}

// problem is what is shown as wrong with a field: what the service said, or its
// own problem once the operator has been there.
func (f *Form) problem(field Field) string {
	if says := f.refused[field]; says != "" {
		return says
	}
	if f.visited[field] {
		return field.Problem()
	}
	return ""
}

const indent = 3

func (f *Form) openLines(th *theme.Theme, width, height int, field Field) []string {
	var wrong []string
	if problem := f.problem(field); problem != "" {
		for _, part := range text.Wrap(problem, width-indent-labelWidth-1) {
			wrong = append(wrong, layout.NewLine(width).Skip(indent+labelWidth).Add(th.Error, part).String())
		}
	}
	var lines []string
	for _, line := range field.Lines(th, width-indent, max(0, height-len(wrong))) {
		lines = append(lines, strings.Repeat(" ", indent)+line)
	}
	return append(lines, wrong...)
}
