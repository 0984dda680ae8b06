package page

import (
	"time"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Detail is what a pane says about one resource: facts under headings.
type Detail struct {
	facts []fact
	moves time.Time // when a time in it next reads differently; zero if none does
	under int       // which of its links is under the cursor, from 1; 0 is none
}

// fact is one line of a detail, or several when its value is long. One without a
// value is a heading.
type fact struct {
	label, value string
	style        theme.Style
	link         bool      // the value is a URL
	page         string    // its page in the console; empty if none is known
	to           model.Key // the resource that it leads to; zero if none
	stretch      *Stretch  // it is drawn as one
}

// Add appends a fact; one whose value is empty is left out.
func (d *Detail) Add(label, value string) { d.Styled(label, value, "") }

// Styled is Add with a style.
func (d *Detail) Styled(label, value string, style theme.Style) {
	if value != "" {
		d.facts = append(d.facts, fact{label: label, value: value, style: style})
	}
}

// Link appends a URL as one that terminals can open (OSC 8).
func (d *Detail) Link(label, url string) {
	if url != "" {
		d.facts = append(d.facts, fact{label: label, value: url, link: true})
	}
}

// Related is Styled for a fact about another resource, to which it leads if that is known.
func (d *Detail) Related(at *desk.Desk, label, value string, style theme.Style, key model.Key) {
	d.Styled(label, value, style)
	if item, known := at.Snapshot.Item(key); known && value != "" {
		f := &d.facts[len(d.facts)-1]
		f.to, f.page = key, consoleURL(at, item)
	}
}

// links are the resources that the detail leads to.
func (d *Detail) links() []model.Key {
	var all []model.Key
	for _, f := range d.facts {
		if f.to != (model.Key{}) {
			all = append(all, f.to)
		}
	}
	return all
}

// Heading begins a part of the detail.
func (d *Detail) Heading(title string) { d.facts = append(d.facts, fact{label: title}) }

// When appends a time of the service's.
func (d *Detail) When(label string, t, now time.Time) {
	if !t.IsZero() {
		d.Add(label, t.Local().Format(time.DateTime)+"  ("+text.Ago(now.Sub(t))+")")
		d.Moves(now, text.SpanLasts(now.Sub(t)))
	}
}

// Moves says that a time in the detail reads as it does now for so long.
func (d *Detail) Moves(now time.Time, lasts time.Duration) {
	d.moves = Sooner(d.moves, FullSecond(now.Add(lasts)))
}

// Status appends what every resource has: its status with its meaning, for how
// long it has been in it, and why it failed.
func (d *Detail) Status(at *desk.Desk, r model.Resource) {
	d.StatusAs(at, r, r.Phase())
}

// StatusAs is Status of a resource that an operator has to care about as if its status
// were in another phase.
func (d *Detail) StatusAs(at *desk.Desk, r model.Resource, phase model.Phase) {
	if !r.Key.Kind.HasStatus() {
		d.Add("Status", "the service tells none")
		return
	}
	meaning := model.MeaningOf(r.Key.Kind, r.Status)
	glyph, style := at.Theme.Badge(phase, r.Status)
	d.Styled("Status", glyph+" "+statusWord(r.Status), style)
	since := SinceOf(at, r)
	if since.WorthSaying() {
		d.Add("For", since.Elapsed(at.Now))
		d.moves = Sooner(d.moves, since.Moves(at.Now))
	}
	if !since.until.IsZero() {
		d.Styled("Known", "as of "+text.Clock(since.until)+"; its listing cannot be read now", at.Theme.Warn)
	}
	if item, ok := at.Snapshot.Item(r.Key); ok && phase == model.InFlight {
		d.Progress(at, item)
	}
	d.Add("Meaning", meaning.Explain)
	d.Styled("Reason", r.Reason, at.Theme.Failed)
}

func statusWord(s model.Status) string {
	if s == "" {
		return "not known yet"
	}
	return string(s)
}

const labelWidth = 15

// Lines draws the facts in a width of columns.
func (d *Detail) Lines(th *theme.Theme, width int) []string {
	lines, _ := d.draw(th, width)
	return lines
}

// linkLine is a line of a detail that is of a link, by its number from 1.
type linkLine struct{ line, link int }

// draw is Lines, with those that are of links.
func (d *Detail) draw(th *theme.Theme, width int) (lines []string, of []linkLine) {
	links := 0
	for _, f := range d.facts {
		style, link := f.style, 0
		if f.to != (model.Key{}) {
			links++
			if link = links; link == d.under {
				style = th.Selected
			}
		}
		if f.stretch != nil {
			lines = append(lines, f.stretch.lines(th, width)...)
			continue
		}
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
			switch {
			case f.link:
				line.Link(th.Accent, part, f.value)
			case f.page != "":
				line.Link(style, part, f.page)
			default:
				line.Add(style, part)
			}
			if link > 0 {
				of = append(of, linkLine{len(lines), link})
			}
			lines = append(lines, line.String())
		}
	}
	return lines, of
}

// SwitchText words a switch; one that the service does not speak of is left out.
func SwitchText(s model.Switch, on, off string) string {
	switch s {
	case model.SwitchOn:
		return on
	case model.SwitchOff:
		return off
	case model.SwitchUnsaid:
	}
	return ""
}

// End describes one end of an attachment.
func (d *Detail) End(at *desk.Desk, item model.Item) {
	r := item.Common()
	glyph, style := at.Theme.Badge(r.Phase(), r.Status)
	d.Related(at, "Name", r.Name, "", r.Key)
	d.Styled("Status", glyph+" "+statusWord(r.Status), style)
	d.Add("ARN", r.ARN)
}

// Plain are the facts as text, a line each.
func (d *Detail) Plain() []string {
	lines := make([]string, len(d.facts))
	for i, f := range d.facts {
		if lines[i] = f.label; f.value != "" {
			lines[i] += ": " + text.Clean(f.value)
		}
	}
	return lines
}
