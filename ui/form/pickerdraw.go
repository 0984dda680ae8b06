package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Summary implements Field.
func (p *Picker) Summary(th *theme.Theme) (string, theme.Style) {
	var titles []string
	for _, value := range p.chosen {
		if o := p.option(value); o != nil {
			titles = append(titles, o.Title)
		}
	}
	switch o := p.option(p.Value()); {
	case len(titles) == 0 && p.many:
		return "none", th.Faint
	case len(titles) == 0:
		return "—", th.Faint
	case !p.many && o.Status != "":
		return o.Title + "  " + o.Status, ""
	}
	return strings.Join(titles, ", "), ""
}

// Lines implements Field.
func (p *Picker) Lines(th *theme.Theme, width, height int) []string {
	if height < 1 {
		return nil
	}
	head := layout.NewLine(width)
	sign := "/ "
	if p.place != "" { // behind a path it would be taken for a part of that
		head.Add(th.Dim, p.place).Skip(1)
		sign = "› "
	}
	if n := len(p.chosen); p.many && n > 0 {
		head.Add(th.Dim, fmt.Sprintf("%d of %d picked", n, max(n, len(p.options)))).Skip(2)
	}
	head.Add(th.Key, sign)
	p.filter.SetWidth(head.Room() - 2)
	if p.filter.Value() == "" {
		head.Add(th.Faint, p.placeholder())
	} else {
		head.Styled(p.filter.View())
	}
	matching := p.matching()
	lacks := p.lackLines(th, width, len(matching))
	// The last line says in full what the row under the cursor has to cut.
	rows := min(max(1, height-2-len(lacks)), len(matching))
	under := p.under(matching)
	first := max(0, min(under-rows/2, len(matching)-rows))
	if hidden := len(matching) - rows; hidden > 0 {
		head.Right(th.Dim, text.CutEnd(counter(under+1, len(matching)), 12))
	}
	lines := append([]string{head.String()}, lacks...)
	badges := slices.ContainsFunc(p.options, func(o Option) bool { return o.Status != "" })
	titles := p.titleWidth(width, badges)
	p.drawn = make([]string, len(lines), len(lines)+rows)
	for i, o := range matching[first : first+rows] {
		lines = append(lines, p.row(th, width, titles, badges, o, first+i == under))
		p.drawn = append(p.drawn, o.Value)
	}
	if rows > 0 {
		o := matching[under]
		says := cmp.Or(o.Obstacle, p.foreseen(&o), o.Note)
		if text.Width(text.Clean(says)) > p.noteRoom(width, titles, badges) {
			lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Dim, o.Title+": "+says).String())
		}
	}
	return lines[:min(len(lines), height)]
}

// lackLines say what is missing from the options, and why none is shown.
func (p *Picker) lackLines(th *theme.Theme, width, matching int) []string {
	var lines []string
	say := func(style theme.Style, s string) {
		for _, part := range text.Wrap(s, width-2) {
			lines = append(lines, layout.NewLine(width).Skip(2).Add(style, part).String())
		}
	}
	if p.lack != "" {
		say(th.Warn, p.lack)
	}
	switch {
	case matching > 0:
	case len(p.options)+len(p.beside()) > 0:
		say(th.Dim, "Nothing matches.")
	case p.lack == "":
		say(th.Dim, p.empty)
	}
	return lines
}

func (p *Picker) placeholder() string {
	switch {
	case p.many && p.typed != nil:
		return "type to narrow, or a value of your own; space picks and puts back, tab goes on"
	case p.many:
		return "type to narrow; space picks and puts back, tab goes on"
	case p.typed != nil:
		return "type to narrow the list, or a value of your own"
	}
	return "type to narrow the list"
}

const (
	pickerKind   = 13
	pickerStatus = 18
)

// kinds reports whether there is a column of kinds: on a narrow line names matter
// more.
func (p *Picker) kinds(width int) bool {
	return width >= 70 && slices.ContainsFunc(p.options, func(o Option) bool { return o.Kind != "" })
}

// besides is the width of the columns beside the titles.
func (p *Picker) besides(width int, badges bool) int {
	used := 3
	if p.kinds(width) {
		used += pickerKind
	}
	if badges {
		used += pickerStatus
	}
	return used
}

// titleWidth is as wide as the longest title wants and the line allows.
func (p *Picker) titleWidth(width int, badges bool) int {
	longest := text.Width(text.Escape(p.filter.Value()))
	longest = max(longest, p.index.widest(p.options))
	for _, o := range p.beside() {
		longest = max(longest, text.Width(text.Clean(o.Title)))
	}
	return max(10, min(longest+2, width-p.besides(width, badges)-10))
}

// noteRoom is how wide the column of notes is.
func (p *Picker) noteRoom(width, titles int, badges bool) int {
	return width - p.besides(width, badges) - titles
}

func (p *Picker) row(th *theme.Theme, width, titles int, badges bool, o Option, under bool) string {
	line := layout.NewLine(width)
	base, status, dim, says := th.Text, o.Style, th.Dim, o.Note
	if o.Obstacle != "" {
		base, status, says = th.Faint, th.Faint, o.Obstacle
		dim = th.Faint
	}
	if why := p.foreseen(&o); why != "" {
		base, status, says = th.Dim, th.Dim, why
	}
	cursor := " "
	if under {
		base, status, dim, cursor = th.Selected, th.Selected, th.Selected, th.Glyphs.Cursor
	}
	check := " "
	if slices.Contains(p.chosen, o.Value) {
		check = th.Glyphs.Settled
	}
	line.AddIn(base, cursor+check+" ", 3, text.End).AddIn(base, o.Title, titles-1, text.Middle).AddIn(base, "", 1, text.End)
	if p.kinds(width) {
		line.AddIn(dim, o.Kind, pickerKind-1, text.End).AddIn(base, "", 1, text.End)
	}
	if badges {
		line.AddIn(status, o.Status, pickerStatus-1, text.End).AddIn(base, "", 1, text.End)
	}
	return line.AddIn(dim, says, line.Room(), text.End).String()
}

func counter(at, of int) string { return strconv.Itoa(at) + "/" + strconv.Itoa(of) }
