package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
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
	ctx    context.Context // ends with the program, and with it every command
	client *awsclient.Client
	option Options

	snapshot *live.Snapshot
	live     feeder
	journal  journal

	theme   *theme.Theme
	dark    bool
	profile colorprofile.Profile

	width, height int
	now           time.Time // of the message that is being handled
	blurred       bool
	started       bool // see startPause
	ticking       bool

	topOf    topOf
	topLines string

	views   []view
	current int
	dialogs []dialog   // the last one has the keys
	unknown []*attempt // being looked up
	drawn   uint64     // version of the snapshot that open forms are up to date with
	toasts  []toast
	toasted int // how many there have been
}

// New returns the program's model. Everything that it starts ends with ctx.
func New(ctx context.Context, o Options) *App {
	a := &App{
		ctx:      ctx,
		client:   o.Client,
		option:   o,
		snapshot: live.NewSnapshot(),
		live:     newFeeder(),
		dark:     true,
		profile:  colorprofile.TrueColor,
		now:      time.Now(),
	}
	a.snapshot.Caller.Region, a.snapshot.Caller.Profile = o.Region, o.Profile
	a.views = []view{newOverview(), newApplicationsView(a), newAttachmentsView(a), newPackagesView(a), newAssociationsView(a), newIntegrationsView(a), newDataSourcesView(a)}
	a.restyle()
	return a
}

// startMsg lets the readings begin.
type startMsg struct{}

// startPause leaves the processor to the first frame: reading configuration and
// answers at the same time would delay it by more than it delays the first rows.
const startPause = 15 * time.Millisecond

// Init implements tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, after(a.ctx, startPause, startMsg{}))
}

// Update implements tea.Model. Data is taken in before any dialog sees a
// message, so that nothing is lost to whatever happens to be open.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.now = time.Now()
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		cmd = a.plan() // another size may show more
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.restyle()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.restyle()
	case tea.FocusMsg:
		a.blurred = false
		cmd = a.plan()
	case tea.BlurMsg:
		a.blurred = true
	case startMsg:
		a.started = true
		cmd = a.plan()
	case alarmMsg, browsedMsg:
		cmd = a.plan()
	case pageMsg:
		cmd = tea.Batch(a.takePage(msg), a.lookUp())
	case failedMsg:
		cmd = tea.Batch(a.takeFailure(msg), a.lookUp())
	case tickMsg:
		a.ticking = false
	case toastMsg:
		a.dropToast(msg)
	case sentMsg:
		cmd = a.takeSent(msg)
	case openedMsg:
		if msg.err != nil {
			cmd = a.toast(bad, "the browser could not be started: "+msg.err.Error())
		}
	case loadedMsg:
		cmd = msg.take(a)
		a.drawn = 0
	case editMsg:
		cmd = a.takeEdit(msg)
	case tea.KeyPressMsg:
		cmd = a.key(msg)
	case tea.PasteMsg:
		cmd = a.paste(msg)
	}
	a.view().derive(a)
	a.refreshForms()
	return a, tea.Batch(cmd, a.tick())
}

// refreshForms brings what open forms offer up to date with the snapshot. Drawing
// them changes nothing.
func (a *App) refreshForms() {
	if a.drawn == a.snapshot.Version()+a.snapshot.Beat() {
		return
	}
	a.drawn = a.snapshot.Version() + a.snapshot.Beat()
	for _, d := range a.dialogs {
		if f, ok := d.(*formDialog); ok {
			f.bringUpToDate(a)
		}
	}
}

// restyle makes the theme for what is known of the terminal by now.
func (a *App) restyle() {
	a.theme = theme.New(a.dark, a.profile)
	if a.option.ASCII {
		a.theme.Glyphs = theme.ASCII
	}
}

// style returns the theme of the moment, for what outlives a change of it.
func (a *App) style() *theme.Theme { return a.theme }

// view returns the view on screen.
func (a *App) view() view { return a.views[a.current] }

// show switches to a view.
func (a *App) show(index int) tea.Cmd {
	a.current = (index + len(a.views)) % len(a.views)
	a.view().derive(a)
	return a.plan()
}

// place is where an operator stands. What has to be read before it can open opens
// only if the operator is still there: otherwise keys that are meant for something
// else would go into it.
type place struct {
	view int
	key  model.Key
}

func (a *App) place() place {
	p := place{view: a.current}
	if item, ok := a.view().selected(a); ok {
		p.key = item.Common().Key
	}
	return p
}

// left reports whether the operator has gone on from a place to something else.
func (a *App) left(p place) bool {
	return len(a.dialogs) > 0 || a.view().typing() || a.place() != p
}

// reveal switches to the view of a resource and puts the cursor on it.
func (a *App) reveal(key model.Key) tea.Cmd {
	for i, v := range a.views {
		if v.selectKey(a, key) {
			return a.show(i)
		}
	}
	return nil
}

// readOnly reports whether writes are refused.
func (a *App) readOnly() bool { return a.client.ReadOnly() }

// countInFlight returns how many resources of the scope are on their way.
func (a *App) countInFlight() int {
	n := 0
	for _, v := range a.views {
		for _, kind := range v.kinds() {
			n += a.snapshot.Count(kind, model.InFlight)
		}
	}
	return n
}

// countFailed returns how many resources of the scope need somebody.
func (a *App) countFailed() int {
	n := 0
	for _, v := range a.views {
		for _, kind := range v.kinds() {
			n += a.failed(kind)
		}
	}
	return n
}

// failed returns how many resources of a kind need somebody. An integration may
// although it is ACTIVE: see concern.
func (a *App) failed(kind model.Kind) int {
	n := a.snapshot.Count(kind, model.Failed)
	if kind != model.KindIntegration {
		return n
	}
	n = 0
	for _, item := range a.snapshot.Items(kind) {
		if concern(item) == model.Failed {
			n++
		}
	}
	return n
}

type tickMsg struct{}

// tick redraws once a second while something is in flight, for the elapsed times
// on the screen. With nothing in flight no time on the screen moves, and nothing
// runs.
func (a *App) tick() tea.Cmd {
	if a.ticking || a.blurred || a.countInFlight() == 0 {
		return nil
	}
	a.ticking = true
	return after(a.ctx, a.now.Truncate(time.Second).Add(time.Second).Sub(a.now), tickMsg{})
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
