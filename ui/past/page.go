package past

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/filter"
	"oscope/model/history"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
)

// event is a row: something that has happened.
type event struct {
	*history.Entry
	number int // where it stands among those of its scope
	id     string
}

// Common implements model.Item: an event is no resource, but chosen and filtered like
// one.
func (e event) Common() model.Resource {
	return model.Resource{Key: model.Key{Kind: "event", ID: e.id}, Name: e.Title}
}

// historyPage is the list of events with the strip of bars over it.
type historyPage struct {
	*page.Resources[event]
	strip strip
}

// NewPage returns the page of what has happened.
func NewPage(facts *desk.Facts) page.Page {
	h := &historyPage{strip: strip{cursor: -1}}
	h.Resources = &page.Resources[event]{
		Name:  "History",
		Short: "History",
		Past:  true,
		Rows:  events,
		Item:  func(e event) model.Item { return e },
		Columns: []table.Column[event]{
			whenColumn(),
			page.PlainColumn("KIND", 4, func(e event) string { return string(e.Key.Kind) }),
			page.NameColumn("WHAT", func(e event) string { return e.Title }),
			changeColumn(facts),
			tookColumn(),
			page.ProseColumn("BY", 10, 3, by),
		},
		Sorted: "WHEN",
		Asked: func(at *desk.Desk, e event) filter.Facts {
			return filter.Facts{Phase: e.Phase(), Age: model.Age{At: e.At, Bound: model.Exactly}, Now: at.Now}
		},
		Detail:  detail,
		Own:     []desk.Action{{Name: "open", Keys: []string{"enter"}, Help: "go to the resource, if it is still there", Hint: true, Obstacle: page.NeedsSelection, Run: open}},
		Nothing: "Nothing has happened yet that oscope knows of.",
	}
	page.New(h.Resources)
	return h
}

// events are those of a scope, the newest first.
func events(at *desk.Desk) page.Roll[event] {
	entries := at.Past.Entries
	return page.Roll[event]{Len: len(entries), At: func(i int) (event, bool) {
		number := len(entries) - 1 - i
		e := &entries[number]
		return event{e, number, e.At.Format(time.RFC3339Nano) + string(e.Key.Kind) + e.Key.ID + e.Operation}, !e.Sighting()
	}}
}

func whenColumn() table.Column[event] {
	return table.Column[event]{
		Title: "WHEN", Steady: text.MomentWidth, Priority: table.Stays,
		Cell:    func(e event, now time.Time) table.Cell { return table.Cell{Text: text.Moment(e.At, now)} },
		Compare: func(x, y event) int { return y.At.Compare(x.At) },
	}
}

// changeColumn says what has happened. What failed sorts first.
func changeColumn(facts *desk.Facts) table.Column[event] {
	return table.Column[event]{
		Title: "CHANGE", Min: 18, Priority: table.Stays,
		Cell: func(e event, _ time.Time) table.Cell {
			says, style := page.EntryText(facts.Theme, e.Entry)
			return table.Cell{Text: says, Style: style}
		},
		Text:    func(e event) string { says, _ := page.EntryText(facts.Theme, e.Entry); return says },
		Compare: func(x, y event) int { return cmp.Compare(y.Phase(), x.Phase()) },
	}
}

// tookColumn is how long an operation took that came to its end, the longest first.
func tookColumn() table.Column[event] {
	return table.Column[event]{
		Title: "TOOK", Priority: 5, Right: true,
		Cell:    func(e event, _ time.Time) table.Cell { return table.Cell{Text: took(e.Entry)} },
		Compare: func(x, y event) int { return cmp.Compare(y.Ran, x.Ran) },
	}
}

// took is how long an operation has taken; with "≥" when its beginning was not seen.
func took(e *history.Entry) string {
	switch {
	case e.Ran == 0:
		return ""
	case e.RanExact:
		return text.Span(e.Ran)
	}
	return "≥" + text.Span(e.Ran)
}

// by is who did it. Writes that are remembered are those of whoever uses oscope here.
func by(e event) string {
	if !e.Write() {
		return ""
	}
	return text.Join("me", e.By)
}

func open(at *desk.Desk) tea.Cmd {
	e, ok := at.Subject()
	row, isEvent := e.(event)
	if !ok || !isEvent {
		return nil
	}
	if _, there := at.Snapshot.Item(row.Key); !there {
		return at.Toast(desk.Info, row.Title+" is not there any more, or not known")
	}
	return at.GoTo(row.Key)
}

// Derive implements page.Page.
func (h *historyPage) Derive(at *desk.Office) {
	h.Resources.Derive(at)
	of := stripOf{at.Remembered(), at.Now.Truncate(time.Minute), max(10, at.Width-4-labelWidth)}
	h.strip.derive(func() []history.Entry { return shown(at) }, of, at.Now)
}

// shown are the entries of all scopes that are shown.
func shown(at *desk.Office) []history.Entry {
	var all []history.Entry
	for _, scope := range at.Shown() {
		all = append(all, scope.Past.Entries...)
	}
	return all
}

// Moves implements page.Page. The strip ends now.
func (h *historyPage) Moves(at *desk.Office) time.Time {
	return page.Sooner(h.Resources.Moves(at), at.Now.Truncate(time.Minute).Add(time.Minute))
}

// Draw implements page.Page.
func (h *historyPage) Draw(at *desk.Office, width, height int) []layout.Block {
	const least = rows + 2 + 8
	h.Below(0)
	if height < least {
		return h.Resources.Draw(at, width, height)
	}
	th := at.Theme
	box := layout.Box{
		Width: width, Height: rows + 2, Title: h.strip.title(), TitleStyle: th.Title, Border: th.Border,
		Note: th.Glyphs.Left + th.Glyphs.Right + " choose", NoteStyle: th.Dim, Body: h.strip.lines(th, width-2),
	}
	h.Below(box.Height)
	return []layout.Block{layout.Over(&box, h.Resources.Draw(at, width, height-box.Height))}
}

// Typed implements page.Page.
func (h *historyPage) Typed(at *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if h.Typing() {
		return h.Resources.Typed(at, msg)
	}
	switch key := msg.String(); {
	case key == "left" || key == "h":
		h.strip.move(-1)
	case key == "right" || key == "l":
		h.strip.move(1)
	case key == "esc" && h.strip.cursor >= 0 && !h.Narrowed():
		h.strip.cursor = -1
	default:
		return h.Resources.Typed(at, msg)
	}
	if h.strip.cursor < 0 {
		h.Within(nil)
	} else {
		h.Within(func(e event) bool { return h.strip.holds(e.At) })
	}
	return nil, true
}
