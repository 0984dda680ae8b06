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
	page.List[place, *overviewEntry]
	pages    []page.Page // whose resources it is about
	scopes   []*desk.Desk
	failed   []failure // what cannot be read,
	alike    []*alike  // and the same put together
	of       map[*desk.Desk]*part
	version  uint64 // of the office that all this is of
	beat     uint64
	derived  bool
	lateFrom time.Time     // when the next of what is in flight is late; zero if none will be
	moved    bool          // somebody has moved the cursor
	drawn    []int         // which shown row each line of the screen belongs to; -1 for none
	tops     [sections]int // how many lines of each section are above what is in sight

	chosen   []desk.Thing // the one under the cursor, as last asked for,
	chosenOf *overviewEntry
	bound    []desk.Action // what can be done, as last put together,
	boundOf  wrong
	cache    cache
}

// NewPage returns the overview of what some pages show.
func NewPage(pages []page.Page) page.Page { return &overview{List: newList(), pages: pages} }

func (o *overview) Title() string       { return "Overview" }
func (o *overview) Brief() string       { return "Overview" }
func (o *overview) Kinds() []model.Kind { return nil }

// Feeds are those of all its pages, but for what has no news: what has no status.
func (o *overview) Feeds() []live.Feed {
	var feeds []live.Feed
	for _, p := range o.pages {
		for _, feed := range p.Feeds() {
			if !feed.Kind.Facts().Optional && !slices.Contains(feeds, feed) {
				feeds = append(feeds, feed)
			}
		}
	}
	return feeds
}

// Moves is about the rows near the cursor, as many as a screen may show, and about what
// will be late, which moves up.
func (o *overview) Moves(at *desk.Office) time.Time {
	const most = 100
	var next time.Time
	rows, flying := o.Rows(), o.bounds()[attention]
	for i := max(0, min(rows.Index()-most, flying)); i < min(rows.Index()+most, flying); i++ {
		e := rows.At(i)
		next = page.Sooner(next, page.Sooner(e.since.Moves(at.Now), e.since.OverMoves(at.Now)))
	}
	if o.lateFrom.IsZero() {
		return next
	}
	return page.Sooner(next, page.FullSecond(o.lateFrom.Add(1)))
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

func (o *overview) Select(*desk.Office, model.Ref) bool { return false }

func (o *overview) Selected(*desk.Office) (desk.Thing, bool) {
	e, ok := o.Rows().Selected()
	if !ok {
		return desk.Thing{}, false
	}
	return e.thing()
}

// thing is the resource that a row is about, if it is there.
func (e *overviewEntry) thing() (desk.Thing, bool) {
	item, there := e.item()
	return desk.Thing{At: e.At, Item: item}, there
}

// Chosen implements Page. A resource that is marked in several sections is chosen once.
func (o *overview) Chosen(*desk.Office) []desk.Thing {
	if o.Rows().MarkedLen() > 0 {
		var things []desk.Thing
		had := map[model.Ref]bool{}
		for _, e := range o.Rows().Marked() {
			if thing, there := e.thing(); there && !had[thing.Ref()] {
				had[thing.Ref()] = true
				things = append(things, thing)
			}
		}
		return things
	}
	e, _ := o.Rows().Selected()
	switch {
	case e != nil && e == o.chosenOf && e.event == nil: // asked for by many actions of every frame
	case e == nil:
		return nil
	default:
		thing, there := e.thing()
		if !there {
			return nil
		}
		o.chosen, o.chosenOf = []desk.Thing{thing}, e
	}
	return o.chosen
}

// wrong is what is wrong with a resource, as far as it matters to what mends that.
type wrong struct {
	kind   model.Kind // empty if nothing is
	status model.Status
}

// Actions implements Page: they change with what is under the cursor.
func (o *overview) Actions() []desk.Action {
	var of wrong
	e, _ := o.Rows().Selected()
	if e != nil && e.section == attention {
		r := e.Item.Common()
		of = wrong{r.Key.Kind, r.Status}
	}
	if o.bound == nil || o.boundOf != of { // they are asked for with every frame
		o.bound, o.boundOf = o.bind(e), of
	}
	return o.bound
}

func (o *overview) bind(e *overviewEntry) []desk.Action {
	mark := o.Marking()
	marks := mark.Run
	mark.Run = func(at *desk.Desk) tea.Cmd { o.moved = true; return marks(at) }
	associate := association.AssociateOnDomain
	associate.Hint = false // most rows are no domains
	all := []desk.Action{{Name: "open", Keys: []string{"enter"}, Help: "go to the resource", Screen: true, Hint: true, Obstacle: o.cannotOpen, Run: o.open}}
	all = append(all, o.mending(e)...)
	all = append(all, attachment.Attach, association.Apply, associate, page.Copy, page.CopyJSON, page.ShowReturned, page.Console)
	all = append(all, o.Narrowing()...)
	return page.Unambiguous(append(all, mark))
}

// mending are the actions of the rooms that mend what is wrong with the resource of a row.
func (o *overview) mending(e *overviewEntry) []desk.Action {
	if e == nil || e.section != attention {
		return nil
	}
	var all []desk.Action
	for _, p := range o.pages {
		for _, x := range p.Actions() {
			if x.Mends != nil && x.Mends(e.Item) {
				x.Takes = desk.OneThing // what is marked here may be of other kinds
				all = append(all, x)
			}
		}
	}
	return all
}

// cannotOpen says why there is nothing to go to under the cursor.
func (o *overview) cannotOpen(at *desk.Desk) string {
	e, ok := o.Rows().Selected()
	if !ok {
		return page.NeedsSelection(at)
	}
	if _, there := e.item(); !there {
		return e.title + " is not there any more, or not known"
	}
	return ""
}

func (o *overview) open(*desk.Desk) tea.Cmd {
	if e, ok := o.Rows().Selected(); ok {
		if thing, there := e.thing(); there {
			return thing.At.GoTo(thing.Item.Common().Key)
		}
	}
	return nil
}

func (o *overview) OpenDetail(*desk.Office) {}

// Stand implements Page.
func (o *overview) Stand() page.Stand {
	s := o.List.Stand()
	if e, ok := o.Rows().Selected(); ok {
		at := placeOf(e)
		s.Ref, s.Event = at.Ref, at.event
	}
	return s
}

// Return implements Page.
func (o *overview) Return(at *desk.Office, s page.Stand) {
	o.Renarrow(s.Narrowed)
	o.Derive(at)
	o.moved = o.Rows().Select(place{s.Ref, s.Event}) || o.moved
}

func (o *overview) Hints(*desk.Office) []desk.Hint { return o.SearchHints() }

func (o *overview) Typed(_ *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case o.Typing():
		o.Search(msg)
	case o.Move(msg.String()):
		o.moved = true
	case msg.String() == "esc":
		return nil, o.Widen()
	default:
		return nil, false
	}
	return nil, true
}

// Grabs implements Page.
func (o *overview) Grabs(*desk.Office, int, int) bool { return false }

// Click implements Page.
func (o *overview) Click(at *desk.Office, _, y int) tea.Cmd {
	if y >= len(o.drawn) || o.drawn[y] < 0 {
		return nil
	}
	if by := o.drawn[y] - o.Rows().Index(); by != 0 {
		o.moved = true
		o.Rows().Move(by)
		return nil
	}
	if o.cannotOpen(at.Shown()[0]) != "" {
		return nil
	}
	return o.open(nil)
}
