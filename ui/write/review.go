package write

import (
	"oscope/model"
	"oscope/ui/layout"
	"oscope/ui/theme"
)

// Review is the last step: what went wrong, what will be done, in sentences and
// as commands, and the button that does it.
func (d *Form) Review(th *theme.Theme, width int) (lines []string, button string) {
	say := func(style theme.Style, s string) {
		lines = append(lines, layout.Paragraph(style, s, 3, width)...)
	}
	say(d.style, d.where)
	problems := d.Form.Problems()
	for _, t := range d.attempts {
		if says := t.failure(); says != "" {
			say(th.Error, th.Glyphs.Failed+" "+says)
		}
		if len(problems) == 0 { // otherwise they say what to do
			for _, says := range t.advice(model.AtForm, d.keys) {
				say(th.Text, says)
			}
		}
	}
	if d.complaint != "" {
		say(th.Error, th.Glyphs.Failed+" "+d.complaint)
	}
	if len(lines) > 1 {
		lines = append(lines, layout.Blank(width, 1)...)
	}
	if len(problems) > 0 {
		for _, problem := range problems {
			say(th.Warn, problem)
		}
		return lines, d.button(th, width, "")
	}
	for _, says := range d.Says() {
		say(th.Text, says)
	}
	if found := d.lines(th, 3, width, !d.forbids, len(d.attempts) > 0); len(found) > 0 {
		lines = append(append(lines, layout.Blank(width, 1)...), found...)
	}
	if says := d.unmended(); says != "" {
		say(th.Error, th.Glyphs.Failed+" "+says)
	}
	lines = append(lines, layout.Blank(width, 1)...)
	for _, command := range d.commands() {
		say(th.Dim, command)
		lines = append(lines, layout.Blank(width, 1)...)
	}
	return lines, d.button(th, width, d.Verb)
}

// button is the last line of the review: what enter does, if anything.
func (d *Form) button(th *theme.Theme, width int, verb string) string {
	line := layout.NewLine(width).Skip(3)
	switch {
	case d.leaving:
		line.Add(th.Warn, "Throw these values away? esc again leaves, any other key stays.")
	case d.sending() != nil:
		line.Add(th.InFlight, th.Glyphs.InFlight+" Sending…")
	case verb != "" && d.agreed && d.failing():
		line.Add(th.Error, " "+verb+" ").Skip(1).Add(th.Error, "a check says that this will fail; enter once more does it all the same")
	case verb != "":
		line.Add(th.Selected, " "+verb+" ").Skip(1).Add(th.Dim, "press enter")
	}
	return line.String()
}

// refusals are why the service has refused what was sent last.
func (d *Form) refusals() []*model.CallError {
	var all []*model.CallError
	for _, t := range d.attempts {
		if t.state == refused {
			all = append(all, t.err)
		}
	}
	return all
}

// commands are those of the form, each for the profile that the form is about.
func (d *Form) commands() []string {
	var all []string
	for _, command := range d.Commands() {
		all = append(all, command+d.flags)
	}
	return all
}
