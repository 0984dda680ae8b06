package ui

import (
	"time"

	"oscope/model"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// detail is what a pane says about one resource: facts under headings.
type detail struct{ facts []fact }

// fact is one line of a detail, or several when its value is long. One without a
// value is a heading.
type fact struct {
	label, value string
	style        theme.Style
	link         bool // the value is a URL
}

// add appends a fact; one whose value is empty is left out.
func (d *detail) add(label, value string) { d.styled(label, value, "") }

func (d *detail) styled(label, value string, style theme.Style) {
	if value != "" {
		d.facts = append(d.facts, fact{label: label, value: value, style: style})
	}
}

// link appends a URL as one that terminals can open (OSC 8).
func (d *detail) link(label, url string) {
	if url != "" {
		d.facts = append(d.facts, fact{label: label, value: url, link: true})
	}
}

func (d *detail) heading(title string) { d.facts = append(d.facts, fact{label: title}) }

// when appends a time of the service's.
func (d *detail) when(label string, t, now time.Time) {
	if !t.IsZero() {
		d.add(label, t.Local().Format(time.DateTime)+"  ("+text.Ago(now.Sub(t))+")")
	}
}

// status appends what every resource has: its status with its meaning, for how
// long it has been in it, and why it failed.
func (d *detail) status(a *Desk, r model.Resource) {
	meaning := model.MeaningOf(r.Key.Kind, r.Status)
	glyph, style := a.Theme.Badge(meaning.Phase, r.Status)
	d.styled("Status", glyph+" "+statusWord(r.Status), style)
	since := sinceOf(a, r)
	if since.worthSaying() {
		d.add("For", since.elapsed(a.Now))
	}
	if !since.until.IsZero() {
		d.styled("Known", "as of "+clock(since.until)+"; its listing cannot be read now", a.Theme.Warn)
	}
	d.add("Meaning", meaning.Explain)
	d.styled("Reason", r.Reason, a.Theme.Failed)
}

func statusWord(s model.Status) string {
	if s == "" {
		return "not known yet"
	}
	return string(s)
}

const labelWidth = 15

// lines draws the facts in a width of columns.
func (d *detail) lines(th *theme.Theme, width int) []string {
	var lines []string
	for _, f := range d.facts {
		if f.value == "" {
			lines = append(lines, layout.Blank(width, 1)...)
			lines = append(lines, layout.NewLine(width).Skip(1).Add(th.Bold, f.label).String())
			continue
		}
		for i, part := range text.Wrap(f.value, max(1, width-labelWidth-2)) {
			label := f.label
			if i > 0 {
				label = ""
			}
			line := layout.NewLine(width).Skip(1).AddIn(th.Dim, label, labelWidth-1, text.End).Skip(1)
			if f.link {
				line.Link(th.Accent, part, f.value)
			} else {
				line.Add(f.style, part)
			}
			lines = append(lines, line.String())
		}
	}
	return lines
}

// switchText words a switch; one that the service does not speak of is left out.
func switchText(s model.Switch, on, off string) string {
	switch s {
	case model.SwitchOn:
		return on
	case model.SwitchOff:
		return off
	case model.SwitchUnsaid:
	}
	return ""
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
