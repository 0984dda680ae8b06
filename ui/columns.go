package ui

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Columns are which columns the tables of views show, by the names of both; see
// [ColumnNames].
type Columns struct {
	Configured map[string][]string // where nothing was chosen
	Chosen     map[string][]string
	// Keep keeps what was chosen of a view for the next run, none for what is
	// configured. It may take a while. It is nil if nothing is kept.
	Keep func(view string, columns []string)
}

// ColumnNames are the columns of all views with a table, in their order.
func ColumnNames() map[string][]string {
	all := map[string][]string{}
	for _, v := range newPages(&desk.Facts{Fleet: live.NewFleet(), Durations: history.NewDurations()}) {
		if t, ok := v.(page.Tabled); ok {
			for _, c := range t.AllColumns() {
				all[viewName(t)] = append(all[viewName(t)], c.Name)
			}
		}
	}
	return all
}

// viewName is what a view is called where it is configured.
func viewName(v page.Page) string {
	return strings.ReplaceAll(strings.ToLower(v.Title()), " ", "_")
}

// arrangeColumns has all views show the columns that are chosen or configured.
func (a *App) arrangeColumns() {
	a.option.Columns.Chosen = maps.Clone(a.option.Columns.Chosen)
	if a.option.Columns.Chosen == nil {
		a.option.Columns.Chosen = map[string][]string{}
	}
	for _, v := range a.views {
		if t, ok := v.(page.Tabled); ok {
			a.showColumns(t)
		}
	}
}

func (a *App) showColumns(t page.Tabled) {
	of, name := &a.option.Columns, viewName(t)
	if chosen, ok := of.Chosen[name]; ok {
		t.ShowColumns(chosen)
		return
	}
	t.ShowColumns(of.Configured[name])
}

// keepColumns shows columns of a view from now on; none are those that are configured.
func (a *App) keepColumns(t page.Tabled, columns []string) tea.Cmd {
	of, name := &a.option.Columns, viewName(t)
	of.Chosen[name] = columns
	if len(columns) == 0 {
		delete(of.Chosen, name)
	}
	a.showColumns(t)
	if of.Keep == nil {
		return nil
	}
	keep := of.Keep
	return func() tea.Msg { keep(name, columns); return nil }
}

// noColumns is the obstacle of choosing columns.
func (a *App) noColumns(*desk.Desk) string {
	if _, ok := a.view().(page.Tabled); !ok {
		return "the " + a.view().Title() + " has no columns to choose"
	}
	return ""
}

// columnChooser is the dialog in which the columns of a view are chosen and put in order.
type columnChooser struct {
	app    *App
	of     page.Tabled
	all    []page.ColumnState
	cursor int
	says   string
}

func (a *App) chooseColumns() tea.Cmd {
	t, ok := a.view().(page.Tabled)
	if !ok {
		return nil
	}
	return a.openOwn(&columnChooser{app: a, of: t, all: t.AllColumns()})
}

// Title implements desk.Dialog.
func (c *columnChooser) Title() string { return text.Join("Columns", c.of.Title()) }

// Size implements desk.Dialog.
func (c *columnChooser) Size(width, height int) (int, int) {
	return min(width, 60), min(height, len(c.all)+1)
}

// Body implements desk.Dialog.
func (c *columnChooser) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	rows := max(1, height-1)
	from := max(0, c.cursor-rows+1)
	var lines []string
	for i := from; i < min(len(c.all), from+rows); i++ {
		one := c.all[i]
		sign, check, style, dim := " ", " ", th.Text, th.Dim
		if i == c.cursor {
			sign, style, dim = th.Glyphs.Cursor, th.Selected, th.Selected
		}
		if one.Shown {
			check = th.Glyphs.Settled
		}
		note := ""
		if one.Empty {
			note = "empty in every row"
		}
		line := layout.NewLine(width).Add(style, sign+check+" ").AddIn(style, one.Name, min(width/2, 20), text.End)
		lines = append(lines, line.AddIn(dim, note, line.Room(), text.End).String())
	}
	lines = layout.Fill(lines[:min(len(lines), height-1)], width, height-1)
	return append(lines, layout.NewLine(width).Skip(1).Add(th.Warn, c.says).String())
}

// Hints implements desk.Dialog.
func (c *columnChooser) Hints(*desk.Desk) []desk.Hint {
	return []desk.Hint{{Key: "enter", Name: "keep"}, {Key: "␣", Name: "show or hide"}, {Key: "K", Name: "move up"}, {Key: "J", Name: "move down"}, {Key: "r", Name: "as configured"}, {Key: "esc", Name: "close"}}
}

// Key implements desk.Dialog.
func (c *columnChooser) Key(_ *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	c.says = ""
	switch msg.String() {
	case "esc":
		c.app.Close(c)
	case "down", "j":
		c.goTo(c.cursor + 1)
	case "up", "k":
		c.goTo(c.cursor - 1)
	case "home", "g":
		c.goTo(0)
	case "end", "G":
		c.goTo(len(c.all))
	case "shift+down", "J":
		c.move(1)
	case "shift+up", "K":
		c.move(-1)
	case "space":
		c.all[c.cursor].Shown = !c.all[c.cursor].Shown
		c.goTo(c.cursor + 1)
	case "r":
		c.app.Close(c)
		return c.app.keepColumns(c.of, nil)
	case "enter":
		return c.enter()
	}
	return nil
}

func (c *columnChooser) goTo(i int) { c.cursor = max(0, min(i, len(c.all)-1)) }

// move has the column under the cursor change its place with a neighbour.
func (c *columnChooser) move(by int) {
	from := c.cursor
	c.goTo(from + by)
	c.all[from], c.all[c.cursor] = c.all[c.cursor], c.all[from]
}

func (c *columnChooser) enter() tea.Cmd {
	var names []string
	for _, one := range c.all {
		if one.Shown {
			names = append(names, one.Name)
		}
	}
	if len(names) == 0 {
		c.says = "One of them has to be shown."
		return nil
	}
	c.app.Close(c)
	if slices.Equal(c.all, c.of.AllColumns()) {
		return nil
	}
	return c.app.keepColumns(c.of, names)
}

// Paste implements desk.Dialog.
func (c *columnChooser) Paste(*desk.Desk, tea.PasteMsg) tea.Cmd { return nil }
