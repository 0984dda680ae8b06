package overview

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/association"
	"oscope/ui/attachment"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// overview is the first screen: what is in flight, what needs somebody, and what
// has happened lately.
type overview struct {
	pages   []page.Page     // whose resources it is about
	entries []overviewEntry // those that the cursor can stand on
	flying  int             // of them, the first ones are in flight,
	updates int             // and those from here on are behind the newest version
	failed  []failure       // what cannot be read,
	alike   []*alike        // and the same put together
	of      map[*desk.Desk]*part
	version uint64 // of the office that all this is of
	beat    uint64
	derived bool
	rows    []int // the entry on each line that is drawn; -1 for none
	trouble bool  // only what needs attention is shown
	cursor  int
	ref     model.Ref // of the entry under the cursor, once somebody has moved it
}

// NewPage returns the overview of what some pages show.
func NewPage(pages []page.Page) page.Page { return &overview{pages: pages} }

func (o *overview) Title() string       { return "Overview" }
func (o *overview) Brief() string       { return "Overview" }
func (o *overview) Kinds() []model.Kind { return nil }

// Feeds are those of all its pages.
func (o *overview) Feeds() []live.Feed {
	var feeds []live.Feed
	for _, p := range o.pages {
		for _, feed := range p.Feeds() {
			if !slices.Contains(feeds, feed) {
				feeds = append(feeds, feed)
			}
		}
	}
	return feeds
}

func (o *overview) Busy() bool { return false }
func (o *overview) Work()      {}

// Moves is about the entries near the cursor, as many as a screen may show.
func (o *overview) Moves(at *desk.Office) time.Time {
	const most = 100
	var next time.Time
	for _, e := range o.entries[max(0, min(o.cursor-most, o.flying)):min(o.cursor+most, o.flying)] {
		next = page.Sooner(next, page.Sooner(e.since.Moves(at.Now), e.since.OverMoves(at.Now)))
	}
	return next
}

func (o *overview) Total(*desk.Desk) int { return 0 }

// Also implements Page.
func (o *overview) Also() []live.Feed { return nil }

// DetailFeeds is what it names when that cannot be read, and does not show otherwise.
func (o *overview) DetailFeeds(*desk.Office) []desk.Interest {
	feed := live.Feed{Kind: live.FeedDefault}
	var all []desk.Interest
	for _, f := range o.failed {
		if f.at.Snapshot.Feed(feed).Err != nil {
			all = append(all, desk.Interest{At: f.at, Feeds: []live.Feed{feed}})
		}
	}
	return all
}

func (o *overview) moveTo(i int) {
	o.cursor = max(0, min(i, len(o.entries)-1))
	if o.cursor < len(o.entries) {
		o.ref = o.entries[o.cursor].Ref()
	}
}

func (o *overview) Select(*desk.Office, model.Ref) bool { return false }

func (o *overview) Selected(*desk.Office) (desk.Thing, bool) {
	if o.cursor >= len(o.entries) {
		return desk.Thing{}, false
	}
	return o.entries[o.cursor].Thing, true
}

func (o *overview) Chosen(at *desk.Office) []desk.Thing {
	if thing, ok := o.Selected(at); ok {
		return []desk.Thing{thing}
	}
	return nil
}

func (o *overview) Actions() []desk.Action {
	return []desk.Action{
		{Name: "open", Keys: []string{"enter"}, Help: "go to the resource", Hint: true, Obstacle: page.NeedsSelection, Run: o.open},
		{Name: "trouble", Keys: []string{"x"}, Help: "show only what needs attention, or all again", Run: func(*desk.Desk) tea.Cmd { o.setTrouble(!o.trouble); return nil }},
		attachment.Attach,
		association.Apply,
		{Name: "copy", Keys: []string{"y"}, Help: "copy the ARN to the clipboard", Obstacle: page.NothingToCopy, Run: page.CopyARN},
		page.ShowReturned,
		page.Console,
	}
}

func (o *overview) open(at *desk.Desk) tea.Cmd {
	item, _ := at.Subject()
	return at.GoTo(item.Common().Key)
}

func (o *overview) OpenDetail(*desk.Office) {}

func (o *overview) Unmark() {}

// Stand implements Page.
func (o *overview) Stand() page.Stand {
	var s page.Stand
	if o.cursor < len(o.entries) {
		s.Ref = o.entries[o.cursor].Ref()
	}
	return s
}

// Return implements Page.
func (o *overview) Return(_ *desk.Office, s page.Stand) {
	if i := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.Ref() == s.Ref }); i >= 0 {
		o.moveTo(i)
	}
}

func (o *overview) setTrouble(on bool) { o.trouble, o.derived = on, false }

func (o *overview) Filter(string) bool { return false }

func (o *overview) Typing() bool { return false }

func (o *overview) Hints(*desk.Office) []desk.Hint { return nil }

func (o *overview) Typed(_ *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch msg.String() {
	case "down", "j":
		o.moveTo(o.cursor + 1)
	case "up", "k":
		o.moveTo(o.cursor - 1)
	case "home", "g":
		o.moveTo(0)
	case "end", "G":
		o.moveTo(len(o.entries) - 1)
	case "esc":
		if !o.trouble {
			return nil, false
		}
		o.setTrouble(false)
	default:
		return nil, false
	}
	return nil, true
}

func (o *overview) Pasted(*desk.Office, tea.PasteMsg) tea.Cmd { return nil }

// Grabs implements Page.
func (o *overview) Grabs(*desk.Office, int, int) bool { return false }

// Click implements Page.
func (o *overview) Click(_ *desk.Office, _, y int) tea.Cmd {
	if y >= len(o.rows) || o.rows[y] < 0 {
		return nil
	}
	if e := o.entries[o.rows[y]]; o.rows[y] == o.cursor {
		return e.At.GoTo(e.Item.Common().Key)
	}
	o.moveTo(o.rows[y])
	return nil
}
