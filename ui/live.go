package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/write"
)

// feeder keeps the snapshot fed: it starts the readings that the planner asks for
// and the alarm for the next ones.
type feeder struct {
	readings map[readingKey]underWay
	alarmAt  time.Time
	disarm   context.CancelFunc
}

func newFeeder() feeder {
	return feeder{
		readings: map[readingKey]underWay{},
		disarm:   func() {},
	}
}

type (
	// readingKey tells a reading from all others: the numbers of two scopes may be the
	// same, and those of one that was removed and added again.
	readingKey struct {
		at     *desk.Desk
		number uint64
	}
	// underWay is a reading that has begun and not ended.
	underWay struct {
		feed   live.Feed
		cancel context.CancelFunc
	}
	// pageMsg brings a page of a reading, and how to go on.
	pageMsg struct {
		at      *desk.Desk // of the scope that is read
		listing live.Listing
		next    tea.Cmd
	}
	// failedMsg ends a reading that did not succeed.
	failedMsg struct {
		at   *desk.Desk
		read live.Read
		err  *model.CallError
		when time.Time
	}
	// alarmMsg: some feed is due.
	alarmMsg struct{}
)

// seen tells the planner what can be seen.
func (a *App) seen() live.View {
	v := live.View{OnScreen: map[live.Feed]bool{{Kind: live.FeedCaller}: true}, Besides: map[model.Scope]map[live.Feed]bool{}, Only: a.scopes.seen, Blurred: a.blurred}
	for _, feed := range a.view().Feeds() {
		v.OnScreen[feed] = true
	}
	for _, feed := range a.view().Also() {
		v.OnScreen[feed] = true
	}
	besides := func(at *desk.Desk, feeds []live.Feed) {
		if v.Besides[at.ID] == nil {
			v.Besides[at.ID] = map[live.Feed]bool{}
		}
		for _, feed := range feeds {
			v.Besides[at.ID][feed] = true
		}
	}
	for _, i := range a.view().DetailFeeds(a.office) {
		besides(i.At, i.Feeds)
	}
	for _, l := range a.lookups {
		besides(l.at, l.Tells())
	}
	for _, d := range a.dialogs {
		if w, ok := d.Dialog.(desk.Watcher); ok {
			besides(d.at, w.Watches())
		}
	}
	return v
}

// Plan ends the readings that nobody awaits any more, starts those that are due
// and sets the alarm for the next.
func (a *App) Plan() tea.Cmd {
	if !a.started {
		return nil
	}
	a.cancelStale()
	view := a.seen()
	var cmds []tea.Cmd
	for _, due := range a.Fleet.Due(a.Now, view) {
		at := a.scopes.of[due.Scope].Desk
		a.use(at)
		cmds = append(cmds, a.begin(at, at.Snapshot.Begin(due.Read, a.Now)))
	}
	for _, i := range a.view().DetailFeeds(a.office) {
		a.use(i.At)
		if i.Stands != nil {
			cmds = append(cmds, scoped(i.At, write.Examine(i.At, i.Stands)))
		}
		if !a.blurred {
			cmds = append(cmds, scoped(i.At, write.Inquire(i.At, i.Asks)))
		}
	}
	for _, d := range a.dialogs {
		if i, ok := d.Dialog.(desk.Inspector); ok {
			cmds = append(cmds, scoped(d.at, i.Inspect(d.at)))
		}
	}
	return tea.Batch(append(cmds, a.setAlarm(view))...)
}

func (a *App) cancelStale() {
	for key, reading := range a.live.readings {
		if !key.at.Snapshot.Current(live.Read{Feed: reading.feed, Number: key.number}) {
			a.live.end(key)
		}
	}
}

func (a *App) begin(at *desk.Desk, read live.Read) tea.Cmd {
	ctx, cancel := context.WithCancel(at.Ctx)
	a.live.readings[readingKey{at, read.Number}] = underWay{read.Feed, cancel}
	return nextPage(ctx, at, read, at.Client.Read(read))
}

func (f *feeder) end(key readingKey) {
	if reading, ok := f.readings[key]; ok {
		reading.cancel()
	}
	delete(f.readings, key)
}

// nextPage asks for one page; the next is asked for when that one has been taken
// in, so that a reading nobody wants any more stops by itself.
func nextPage(ctx context.Context, at *desk.Desk, read live.Read, reading *awsclient.Reading) tea.Cmd {
	return func() tea.Msg {
		listing, err := reading.Next(ctx)
		if err == nil {
			return pageMsg{at: at, listing: listing, next: nextPage(ctx, at, read, reading)}
		}
		return failedMsg{at: at, read: read, err: model.AsCallError(err), when: listing.At}
	}
}

func (a *App) takePage(msg pageMsg) tea.Cmd {
	at, read := msg.at, msg.listing.Read
	if a.standOf(at) == nil || !at.Snapshot.Current(read) {
		a.live.end(readingKey{at, read.Number})
		return nil
	}
	a.use(at)
	cmd := a.announce(at, at.Snapshot.Apply(msg.listing))
	a.noteSlowed(at)
	if msg.listing.Slice {
		return tea.Batch(cmd, msg.next) // to plan goes through all feeds: once a page
	}
	if msg.listing.More {
		return tea.Batch(cmd, msg.next, a.Plan())
	}
	a.live.end(readingKey{at, read.Number})
	return tea.Batch(cmd, a.Plan())
}

func (a *App) takeFailure(msg failedMsg) tea.Cmd {
	at := msg.at
	a.live.end(readingKey{at, msg.read.Number})
	if a.standOf(at) == nil || !at.Snapshot.Current(msg.read) {
		return nil
	}
	a.use(at)
	a.noteSlowed(at)
	if at.Snapshot.Fail(msg.read, msg.err, msg.when) {
		a.journal.logError(at, msg.err, msg.when)
	}
	return a.Plan()
}

// noteSlowed keeps which services have slowed a scope down.
func (a *App) noteSlowed(at *desk.Desk) {
	if slowed := at.Client.Slowed(); len(slowed) > 0 {
		a.scopes.slowed[at] = slowed
	} else {
		delete(a.scopes.slowed, at)
	}
}

// setAlarm has Update called when the next feed is due.
func (a *App) setAlarm(view live.View) tea.Cmd {
	at, ok := a.Fleet.Next(view)
	if ok && at.Equal(a.live.alarmAt) && at.After(a.Now) {
		return nil
	}
	a.live.disarm()
	a.live.disarm, a.live.alarmAt = func() {}, time.Time{}
	// What is due already waits for room, which the end of a reading makes.
	if !ok || !at.After(a.Now) {
		return nil
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.live.disarm, a.live.alarmAt = cancel, at
	return after(ctx, at.Sub(a.Now), alarmMsg{})
}

// browsedMsg: the cursor has rested on a row for a moment.
type browsedMsg struct{}

// browsePause keeps a cursor that runs through a list from asking for the
// detail of every row that it passes.
const browsePause = 250 * time.Millisecond

// Browsed plans anew when the cursor has come to rest.
func (a *App) Browsed() tea.Cmd { return after(a.ctx, browsePause, browsedMsg{}) }
