package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/fuzzy"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// choice is something that can be open or not.
type choice struct{ value, title, note string }

// chooser is a dialog of choices, of which any number are to be open. Letters find one,
// space picks it or puts it back, and enter opens all that are picked.
type chooser struct {
	app    *App
	name   string
	input  form.Input
	all    []choice // nil while they are being read
	texts  []string // that letters are looked for in
	had    []string // that are open
	picked []string
	fits   []int // of all
	cursor int   // in fits
	from   int   // the first of them that was drawn, on the second line
	says   string

	// typed is what is typed as a choice, or why it is none.
	typed func(string) (choice, string)
	// apply opens what is picked: some more, and fewer of those that were open.
	apply func(more, fewer []string) tea.Cmd
}

func (c *chooser) open() tea.Cmd {
	c.input = form.NewInput("")
	return c.app.openOwn(c)
}

// fill offers choices, of which some are open.
func (c *chooser) fill(all []choice, had []string) {
	c.all, c.had, c.picked = all, had, slices.Clone(had)
	for _, one := range all {
		c.texts = append(c.texts, one.title+" "+one.note)
	}
	c.match()
}

// match finds the choices that are meant.
func (c *chooser) match() {
	c.fits, c.cursor, c.says = fuzzy.Rank(c.input.Value(), c.texts), 0, ""
}

// under is the choice under the cursor: what is typed, where that is none of those that
// are offered.
func (c *chooser) under() (choice, bool) {
	if len(c.fits) > 0 {
		return c.all[c.fits[c.cursor]], true
	}
	if c.input.Value() == "" || c.all == nil {
		return choice{}, false
	}
	one, problem := c.typed(c.input.Value())
	return one, problem == ""
}

// Title implements desk.Dialog.
func (c *chooser) Title() string { return c.name }

// Size implements desk.Dialog.
func (c *chooser) Size(width, height int) (int, int) {
	const most, least = 22, 6
	return min(width, 76), min(height, most, max(least, len(c.all)+3))
}

// Body implements desk.Dialog.
func (c *chooser) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	c.input.SetWidth(width - 16)
	head := layout.NewLine(width).Skip(1).Add(th.Key, "› ").Styled(c.input.View())
	lines := []string{head.Right(th.Dim, strconv.Itoa(len(c.picked))+" picked ").String()}
	rows := max(1, height-2)
	from := max(0, c.cursor-rows+1)
	c.from = from
	for i := from; i < min(len(c.fits), from+rows); i++ {
		lines = append(lines, c.row(at, c.all[c.fits[i]], i == c.cursor, width))
	}
	if len(c.fits) == 0 {
		lines = append(lines, c.nothing(at, width)...)
	}
	lines = layout.Fill(lines[:min(len(lines), height-1)], width, height-1)
	return append(lines, layout.NewLine(width).Skip(1).Add(th.Warn, c.says).String())
}

func (c *chooser) row(at *desk.Desk, one choice, under bool, width int) string {
	th := at.Theme
	sign, check, style, dim := " ", " ", th.Text, th.Dim
	if under {
		sign, style, dim = th.Glyphs.Cursor, th.Selected, th.Selected
	}
	if slices.Contains(c.picked, one.value) {
		check = th.Glyphs.Settled
	}
	line := layout.NewLine(width).Add(style, sign+check+" ").AddIn(style, one.title, min(width/2, 34), text.Middle).Add(style, " ")
	return line.AddIn(dim, one.note, line.Room(), text.End).String()
}

// nothing says what there is to choose where no choice is meant.
func (c *chooser) nothing(at *desk.Desk, width int) []string {
	switch {
	case c.all == nil:
		return layout.Paragraph(at.Theme.Dim, "Reading…", 2, width)
	case c.input.Value() == "":
		return layout.Paragraph(at.Theme.Dim, "There are none.", 2, width)
	}
	one, problem := c.typed(c.input.Value())
	if problem != "" {
		return layout.Paragraph(at.Theme.Warn, problem, 2, width)
	}
	return []string{c.row(at, one, true, width)}
}

// Hints implements desk.Dialog.
func (c *chooser) Hints(*desk.Desk) []desk.Hint {
	_, ok := c.under()
	return []desk.Hint{{Key: "␣", Name: "pick or put back", Off: !ok}, {Key: "enter", Name: "open what is picked"}, {Key: "ctrl+o", Name: "only this one", Off: !ok}, {Key: "↑↓", Name: "move"}, {Key: "esc", Name: "close"}}
}

// Key implements desk.Dialog.
func (c *chooser) Key(_ *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		if c.input.Value() == "" {
			c.app.Close(c)
			return nil
		}
		c.input.SetValue("")
		c.match()
	case "down":
		c.cursor = max(0, min(c.cursor+1, len(c.fits)-1))
	case "up":
		c.cursor = max(0, c.cursor-1)
	case "pgdown":
		c.cursor = max(0, min(c.cursor+10, len(c.fits)-1))
	case "pgup":
		c.cursor = max(0, c.cursor-10)
	case "space":
		c.toggle()
	case "enter":
		return c.enter()
	case "ctrl+o":
		if one, ok := c.under(); ok {
			c.picked = []string{one.value}
			return c.enter()
		}
	default:
		c.input, _ = c.input.Update(msg)
		c.match()
	}
	return nil
}

// Click implements desk.Clicker: it picks what is on a line, or puts it back.
func (c *chooser) Click(_ *desk.Desk, _, y int) tea.Cmd {
	if i := c.from + y - 1; y > 0 && i < len(c.fits) {
		c.cursor = i
		c.toggle()
	}
	return nil
}

// toggle picks what is under the cursor, or puts it back.
func (c *chooser) toggle() {
	one, ok := c.under()
	if !ok {
		return
	}
	if i := slices.Index(c.picked, one.value); i >= 0 {
		c.picked = slices.Delete(c.picked, i, i+1)
	} else {
		c.picked = append(c.picked, one.value)
	}
	if len(c.fits) == 0 { // it was typed, and is one of them from now on
		c.all, c.texts = append(c.all, one), append(c.texts, one.title)
	}
	c.input.SetValue("")
	c.match()
	c.cursor = slices.IndexFunc(c.all, func(other choice) bool { return other.value == one.value })
}

// enter opens what is picked, and what is under the cursor if that was looked for, or if
// nothing else has changed.
func (c *chooser) enter() tea.Cmd {
	if slices.Equal(c.picked, c.had) || c.input.Value() != "" {
		if one, ok := c.under(); ok && !slices.Contains(c.picked, one.value) {
			c.picked = append(c.picked, one.value)
		}
	}
	more, fewer := without(c.picked, c.had), without(c.had, c.picked)
	switch {
	case c.all == nil:
		return nil
	case len(c.fits) == 0 && len(more) == 0 && c.input.Value() != "":
		return nil // what is typed is none, which stands there
	case len(c.picked) == 0:
		c.says = "One of them has to be open."
		return nil
	}
	c.app.Close(c)
	if len(more)+len(fewer) == 0 {
		return nil
	}
	return c.apply(more, fewer)
}

// without returns those that are not among others.
func without(all, others []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(one string) bool { return slices.Contains(others, one) })
}

// Offers implements desk.Lister.
func (c *chooser) Offers() []desk.Offer {
	var all []desk.Offer
	for _, i := range c.fits {
		one := c.all[i]
		all = append(all, desk.Offer{Title: one.title, Note: one.note, Picked: slices.Contains(c.picked, one.value)})
	}
	return all
}

// Take implements desk.Lister: it picks one, or puts it back.
func (c *chooser) Take(i int) tea.Cmd {
	c.cursor = i
	c.toggle()
	return nil
}

// Paste implements desk.Dialog.
func (c *chooser) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	c.input, _ = c.input.Update(msg)
	c.match()
	return nil
}
