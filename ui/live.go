package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// feeder keeps the snapshot fed: it starts the readings that the planner asks for
// and the alarm for the next ones.
type feeder struct {
	readings map[readingKey]underWay
	alarmAt  time.Time
	disarm   context.CancelFunc
	slowed   map[string]float64 // see awsclient.Client.Slowed
	health   live.Health        // of healthOf; see App.health
	healthOf healthOf
}

func newFeeder() feeder {
	return feeder{
		readings: map[readingKey]underWay{},
		disarm:   func() {},
	}
}

type (
	// readingKey tells a reading from all others: the numbers of two snapshots may be
	// the same.
	readingKey struct {
		of     *live.Snapshot
		number uint64
	}
	// underWay is a reading that has begun and not ended.
	underWay struct {
		feed   live.Feed
		cancel context.CancelFunc
	}
	// pageMsg brings a page of a reading, and how to go on.
	pageMsg struct {
		of      *live.Snapshot // that asked for it
		listing live.Listing
		next    tea.Cmd
	}
	// failedMsg ends a reading that did not succeed.
	failedMsg struct {
		of   *live.Snapshot
		read live.Read
		err  *model.CallError
		at   time.Time
	}
	// alarmMsg: some feed is due.
	alarmMsg struct{}
)

// attention tells the planner what can be seen.
func (a *App) attention() live.Attention {
	on := map[live.Feed]bool{{Kind: live.FeedCaller}: true}
	for _, feed := range a.view().Feeds() {
		on[feed] = true
	}
	for _, feed := range a.view().DetailFeeds(a.Desk) {
		on[feed] = true
	}
	for _, l := range a.lookups {
		for _, feed := range l.Tells() {
			on[feed] = true
		}
	}
	for _, d := range a.dialogs {
		if w, ok := d.(desk.Watcher); ok {
			for _, feed := range w.Watches() {
				on[feed] = true
			}
		}
	}
	return live.Attention{OnScreen: on, Blurred: a.blurred}
}

// Plan ends the readings that nobody awaits any more, starts those that are due
// and sets the alarm for the next.
func (a *App) Plan() tea.Cmd {
	if !a.started {
		return nil
	}
	a.cancelStale()
	attention := a.attention()
	var cmds []tea.Cmd
	for _, read := range a.Snapshot.Due(a.Now, attention) {
		cmds = append(cmds, a.begin(a.Snapshot, a.Snapshot.Begin(read, a.Now)))
	}
	return tea.Batch(append(cmds, a.setAlarm(attention))...)
}

func (a *App) cancelStale() {
	for key, reading := range a.live.readings {
		if !key.of.Current(live.Read{Feed: reading.feed, Number: key.number}) {
			a.live.end(key)
		}
	}
}

func (a *App) begin(of *live.Snapshot, read live.Read) tea.Cmd {
	ctx, cancel := context.WithCancel(a.Ctx)
	a.live.readings[readingKey{of, read.Number}] = underWay{read.Feed, cancel}
	return nextPage(ctx, of, read, a.Client.Read(read))
}

func (f *feeder) end(key readingKey) {
	if reading, ok := f.readings[key]; ok {
		reading.cancel()
	}
	delete(f.readings, key)
}

// nextPage asks for one page; the next is asked for when that one has been taken
// in, so that a reading nobody wants any more stops by itself.
func nextPage(ctx context.Context, of *live.Snapshot, read live.Read, reading *awsclient.Reading) tea.Cmd {
	return func() tea.Msg {
		listing, err := reading.Next(ctx)
		if err == nil {
			return pageMsg{of: of, listing: listing, next: nextPage(ctx, of, read, reading)}
		}
		return failedMsg{of: of, read: read, err: model.AsCallError(err), at: listing.At}
	}
}

func (a *App) takePage(msg pageMsg) tea.Cmd {
	read := msg.listing.Read
	if !msg.of.Current(read) {
		a.live.end(readingKey{msg.of, read.Number})
		return nil
	}
	cmd := a.Announce(msg.of.Apply(msg.listing))
	a.live.slowed = a.Client.Slowed()
	if msg.listing.Slice {
		return tea.Batch(cmd, msg.next) // to plan goes through all feeds: once a page
	}
	if msg.listing.More {
		return tea.Batch(cmd, msg.next, a.Plan())
	}
	a.live.end(readingKey{msg.of, read.Number})
	return tea.Batch(cmd, a.Plan())
}

func (a *App) takeFailure(msg failedMsg) tea.Cmd {
	a.live.end(readingKey{msg.of, msg.read.Number})
	if !msg.of.Current(msg.read) {
		return nil
	}
	a.live.slowed = a.Client.Slowed()
	if msg.of.Fail(msg.read, msg.err, msg.at) {
		a.journal.logError(msg.err, msg.at)
	}
	return a.Plan()
}

// setAlarm has Update called when the next feed is due.
func (a *App) setAlarm(attention live.Attention) tea.Cmd {
	at, ok := a.Snapshot.Next(attention)
	if ok && at.Equal(a.live.alarmAt) && at.After(a.Now) {
		return nil
	}
	a.live.disarm()
	a.live.disarm, a.live.alarmAt = func() {}, time.Time{}
	// What is due already waits for room, which the end of a reading makes.
	if !ok || !at.After(a.Now) {
		return nil
	}
	ctx, cancel := context.WithCancel(a.Ctx)
	a.live.disarm, a.live.alarmAt = cancel, at
	return after(ctx, at.Sub(a.Now), alarmMsg{})
}

// browsedMsg: the cursor has rested on a row for a moment.
type browsedMsg struct{}

// browsePause keeps a cursor that runs through a list from asking for the
// detail of every row that it passes.
const browsePause = 250 * time.Millisecond

// Browsed plans anew when the cursor has come to rest.
func (a *App) Browsed() tea.Cmd { return after(a.Ctx, browsePause, browsedMsg{}) }
