package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/application"
	"oscope/ui/association"
	"oscope/ui/attachment"
	"oscope/ui/datasource"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/overview"
	"oscope/ui/packages"
	"oscope/ui/page"
	"oscope/ui/theme"
)

// Options says what an App shows.
type Options struct {
	Client *awsclient.Client
	// Demo marks the screen as showing the embedded emulator.
	Demo bool
	// Region and Profile are shown until the configuration has been read; they may be
	// empty.
	Region, Profile string
	// ASCII draws status glyphs with ASCII characters.
	ASCII bool
	// Suspend hands the terminal to the shell until that continues the program. It
	// is nil where there is no shell to do so.
	Suspend tea.Cmd
}

// App is the whole program's model. It is changed by Update alone, which Bubble
// Tea calls from one goroutine; commands carry values out and messages back.
type App struct {
	*desk.Facts
	Desk   *desk.Desk // the same facts with the program, as rooms have them
	option Options

	live    feeder
	journal journal

	dark    bool
	profile colorprofile.Profile

	height  int
	blurred bool
	started bool      // see startPause
	tickAt  time.Time // see tick; zero while nothing moves
	working bool

	topOf    topOf
	topLines string

	views   []page.Page
	current int
	global  []desk.Action // those of every page
	dialogs []desk.Dialog // the last one has the keys
	lookups []desk.Lookup
	drawn   uint64 // version of the snapshot that open dialogs are up to date with
	toasts  []toast
	toasted int // how many there have been
}

// New returns the program's model. Everything that it starts ends with ctx.
func New(ctx context.Context, o Options) *App {
	a := &App{
		option:  o,
		live:    newFeeder(),
		dark:    true,
		profile: colorprofile.TrueColor,
	}
	a.Facts = &desk.Facts{Ctx: ctx, Client: o.Client, Snapshot: live.NewSnapshot(), Now: time.Now()}
	a.Desk = &desk.Desk{Facts: a.Facts, Program: a}
	a.Snapshot.Caller.Region, a.Snapshot.Caller.Profile = o.Region, o.Profile
	a.restyle()
	a.global = a.everywhere()
	rooms := []page.Page{application.NewPage(a.Desk), attachment.NewPage(a.Desk), packages.NewPage(a.Desk), association.NewPage(a.Desk), integration.NewPage(a.Desk), datasource.NewPage(a.Desk)}
	a.views = append([]page.Page{overview.NewPage(rooms)}, rooms...)
	return a
}

// startMsg lets the readings begin.
type startMsg struct{}

// startPause leaves the processor to the first frame: reading configuration and
// answers at the same time would delay it by more than it delays the first rows.
const startPause = 15 * time.Millisecond

// Init implements tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, after(a.Ctx, startPause, startMsg{}))
}

// Update implements tea.Model. Data is taken in before any dialog sees a
// message, so that nothing is lost to whatever happens to be open.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.Now = time.Now()
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.Width, a.height = msg.Width, msg.Height
		cmd = a.Plan() // another size may show more
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.restyle()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.restyle()
	case tea.FocusMsg:
		a.blurred = false
		cmd = a.Plan()
	case tea.BlurMsg:
		a.blurred = true
	case startMsg:
		a.started = true
		cmd = a.Plan()
	case alarmMsg, browsedMsg:
		cmd = a.Plan()
	case pageMsg:
		cmd = tea.Batch(a.takePage(msg), a.lookUp())
	case failedMsg:
		cmd = tea.Batch(a.takeFailure(msg), a.lookUp())
	case tickMsg:
		if msg.at.Equal(a.tickAt) {
			a.tickAt = time.Time{}
		}
	case workMsg:
		a.working = false
		a.view().Work()
	case toastMsg:
		a.dropToast(msg)
	case desk.Taker:
		cmd = msg.Take(a.Desk)
		a.drawn = 0
	case tea.KeyPressMsg:
		cmd = a.key(msg)
	case tea.PasteMsg:
		cmd = a.paste(msg)
	}
	a.view().Derive(a.Desk)
	a.refreshDialogs()
	return a, tea.Batch(cmd, a.tick(), a.work())
}

// workMsg gives the page on the screen time for what it could not do at once.
type workMsg struct{}

// work has a large page arranged in portions, between which keys are handled.
func (a *App) work() tea.Cmd {
	if a.working || !a.view().Busy() {
		return nil
	}
	a.working = true
	return func() tea.Msg { return workMsg{} }
}

// refreshDialogs brings open dialogs up to date with the snapshot.
func (a *App) refreshDialogs() {
	if a.drawn == a.Snapshot.Version()+a.Snapshot.Beat() {
		return
	}
	a.drawn = a.Snapshot.Version() + a.Snapshot.Beat()
	for _, d := range a.dialogs {
		if r, ok := d.(desk.Refresher); ok {
			r.Refresh(a.Desk)
		}
	}
}

// lookUp asks what waits for a reading whether this was it.
func (a *App) lookUp() tea.Cmd {
	var cmds []tea.Cmd
	for _, l := range slices.Clone(a.lookups) {
		settled, cmd := l.Look(a.Desk)
		if settled {
			a.Drop(l)
		}
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

// LookUp implements Program.
func (a *App) LookUp(l desk.Lookup) { a.lookups = append(a.lookups, l) }

// Drop implements Program.
func (a *App) Drop(l desk.Lookup) {
	a.lookups = slices.DeleteFunc(a.lookups, func(other desk.Lookup) bool { return other == l })
}

// restyle makes the theme for what is known of the terminal by now.
func (a *App) restyle() {
	a.Theme = theme.New(a.dark, a.profile)
	if a.option.ASCII {
		a.Theme.Glyphs = theme.ASCII
	}
}

// view returns the view on screen.
func (a *App) view() page.Page { return a.views[a.current] }

// show switches to a view.
func (a *App) show(index int) tea.Cmd {
	a.current = (index + len(a.views)) % len(a.views)
	a.view().Derive(a.Desk)
	return a.Plan()
}

// Place implements Program.
func (a *App) Place() desk.Place {
	p := desk.Place{Page: a.current}
	if item, ok := a.view().Selected(a.Desk); ok {
		p.Key = item.Common().Key
	}
	return p
}

// Left implements Program.
func (a *App) Left(p desk.Place) bool {
	return a.Modal() || a.view().Typing() || a.Place() != p
}

// Chosen implements Program.
func (a *App) Chosen() []model.Item { return a.view().Chosen(a.Desk) }

// Unmark implements Program.
func (a *App) Unmark() { a.view().Unmark() }

// ShowDetail implements Program.
func (a *App) ShowDetail() { a.view().OpenDetail(a.Desk) }

// Reveal implements Program.
func (a *App) Reveal(key model.Key) tea.Cmd {
	for i, v := range a.views {
		if v.SelectKey(a.Desk, key) {
			return a.show(i)
		}
	}
	return nil
}

// ReadOnly implements Program.
func (a *App) ReadOnly() bool { return a.Client.ReadOnly() }

// countInFlight returns how many resources of the scope are on their way.
func (a *App) countInFlight() int {
	n := 0
	for _, v := range a.views {
		for _, kind := range v.Kinds() {
			n += a.Snapshot.Count(kind, model.InFlight)
		}
	}
	return n
}

// countFailed returns how many resources of the scope need somebody.
func (a *App) countFailed() int {
	n := 0
	for _, v := range a.views {
		for _, kind := range v.Kinds() {
			n += a.failed(kind)
		}
	}
	return n
}

// failed returns how many resources of a kind need somebody. One that is
// made of parts may although it is ACTIVE: see model.Concern.
func (a *App) failed(kind model.Kind) int {
	n := a.Snapshot.Count(kind, model.Failed)
	if kind.Facts().Parts == nil {
		return n
	}
	n = 0
	for _, item := range a.Snapshot.Items(kind) {
		if model.Concern(item) == model.Failed {
			n++
		}
	}
	return n
}

// tickMsg: a time on the screen reads differently from at on.
type tickMsg struct{ at time.Time }

// tick redraws when a time that passes on the screen next changes, while something is
// in flight and somebody looks. Otherwise nothing runs.
func (a *App) tick() tea.Cmd {
	if a.blurred || a.countInFlight() == 0 {
		return nil
	}
	at := a.view().Moves(a.Desk)
	if at.IsZero() || !a.tickAt.IsZero() && !at.Before(a.tickAt) {
		return nil
	}
	a.tickAt = at
	return after(a.Ctx, at.Sub(a.Now), tickMsg{at})
}

// after sends msg when d has passed, unless ctx ends first. (tea.Tick cannot be
// stopped: its goroutine would outlive the program.)
func after(ctx context.Context, d time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}

// Empty implements Program.
func (a *App) Empty() bool {
	for _, v := range a.views {
		if v.Total(a.Desk) > 0 {
			return false
		}
	}
	return true
}
