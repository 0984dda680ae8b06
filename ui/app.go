package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/notify"
	"oscope/ui/page"
	"oscope/ui/theme"
)

// Options says what an App shows.
type Options struct {
	Clients *awsclient.Fleet
	// Scopes are those to begin with; none, of Opening either, stands for the one that
	// the configuration names.
	Scopes []model.Scope
	// Opening is what else was asked for, of which not all may be known yet.
	Opening Opening
	// Recent keeps what was chosen lately; nil if nothing does.
	Recent Recent
	// Columns are which columns views show.
	Columns Columns
	// Codes brings the requests for MFA codes of the clients; nil if they make none.
	Codes *Codes
	// Accounts are what is configured of accounts, by their numbers.
	Accounts map[string]desk.Account
	// Archive keeps what happens across runs; nil keeps nothing.
	Archive Archive
	// Tell says of what the operator is told besides the screen, and Terminal how the
	// terminal does so.
	Tell     notify.Rules
	Terminal notify.Terminal
	// Demo marks the screen as showing the embedded emulator.
	Demo bool
	// Look is the theme to begin with.
	Look theme.Look
	// Keys are those that the operator has given to actions, by the ids of those.
	Keys map[string][]string
	// Layout is how tables and details share pages at first.
	Layout desk.Layout
	// NoMouse leaves the mouse to the terminal at first.
	NoMouse bool
	// ASCII draws with ASCII characters only.
	ASCII bool
	// Listener is told what a screen shows for a moment only, where there is no screen;
	// nil where there is one.
	Listener Listener
	// Suspend hands the terminal to the shell until that continues the program. It
	// is nil where there is no shell to do so.
	Suspend tea.Cmd
}

// App is the whole program's model. It is changed by Update alone, which Bubble
// Tea calls from one goroutine; commands carry values out and messages back.
type App struct {
	*desk.Facts
	ctx    context.Context // ends with the program, and with it every command
	office *desk.Office    // the same facts with the program, as pages have them
	option Options

	scopes   scopes
	openings []*opening
	regions  []string // that were chosen, in which further profiles are opened too
	watching bool     // see watchSignIns
	live     feeder
	journal  journal
	memory   memory

	dark    bool
	profile colorprofile.Profile

	blurred bool
	started bool      // see startPause
	tickAt  time.Time // see tick; zero while nothing moves
	working bool

	topOf    topOf
	topLines string

	views     []page.Page
	current   int
	global    []desk.Action // those of every page
	dialogs   []opened      // the last one has the keys
	back      []station     // the way back, the last step last
	tabEnds   []int         // where on their line the tabs end that are drawn,
	hintSpans []span        // and where in the footer keys stand
	noMouse   bool
	grabbed   bool            // the divider, which follows the mouse
	idle      map[string]bool // keys of which it has been said that they do nothing
	lookups   []lookup
	toasts    []toast
	toasted   int // how many there have been

	outside outside
}

// New returns the program's model. Everything that it starts ends with ctx.
func New(ctx context.Context, o Options) *App {
	a := &App{
		ctx:     ctx,
		option:  o,
		scopes:  newScopes(),
		live:    newFeeder(),
		noMouse: o.NoMouse,
		idle:    map[string]bool{},
		memory:  newMemory(o.Archive),
		dark:    true,
		profile: colorprofile.TrueColor,
	}
	a.Facts = &desk.Facts{Fleet: live.NewFleet(), Accounts: o.Accounts, Durations: history.NewDurations(), Lately: map[string][]string{}, Now: time.Now()}
	if a.Accounts == nil {
		a.Accounts = map[string]desk.Account{}
	}
	a.office = &desk.Office{Facts: a.Facts, Whole: a}
	a.restyle()
	a.Panes.Layout = o.Layout
	a.views = newPages(a.Facts)
	a.Keys = desk.NewKeys(o.Keys, declared(a, a.views))
	if o.Listener != nil { // who is told names, and goes to details
		a.Keys.Named()
		a.Panes.Layout = desk.TableOnly
	}
	a.arrangeColumns()
	a.openStart()
	a.rearrange()
	return a
}

// startMsg lets the readings begin.
type startMsg struct{}

// startPause leaves the processor to the first frame: reading configuration and
// answers at the same time would delay it by more than it delays the first rows.
const startPause = 15 * time.Millisecond

// Init implements tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.awaitCode(), after(a.ctx, startPause, startMsg{}))
}

// Update implements tea.Model. Data is taken in before any dialog sees a
// message, so that nothing is lost to whatever happens to be open.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.Now = time.Now()
	cmd := tea.Batch(a.terminal(msg), a.handle(msg))
	a.sumUp()
	a.view().Derive(a.office)
	a.refreshDialogs()
	a.lookOutside()
	return a, tea.Batch(cmd, a.leave(), a.tick(), a.work(), a.watchSignIns())
}

// terminal takes in what the terminal tells of itself.
func (a *App) terminal(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.Width, a.Height = msg.Width, msg.Height
		return a.Plan() // another size may show more
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.restyle()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.restyle()
	case tea.FocusMsg:
		a.blurred = false
		return a.Plan()
	case tea.BlurMsg:
		a.blurred = true
	}
	return nil
}

// handle takes in what comes of the program's own commands, and what the operator does.
func (a *App) handle(msg tea.Msg) (cmd tea.Cmd) {
	switch msg := msg.(type) {
	case startMsg:
		a.started = true
		cmd = tea.Batch(a.Plan(), a.goOn(), a.recall())
	case alarmMsg, browsedMsg:
		cmd = a.Plan()
	case pageMsg:
		cmd = tea.Batch(a.takePage(msg), a.lookUp(msg.at), a.followUp(msg.at))
	case failedMsg:
		cmd = tea.Batch(a.takeFailure(msg), a.lookUp(msg.at))
	case recalledMsg:
		cmd = a.takeRecalled(msg)
	case failureMsg:
		cmd = a.complain(msg.err)
	case tickMsg:
		if msg.at.Equal(a.tickAt) {
			a.tickAt = time.Time{}
		}
	case workMsg:
		a.working = false
		a.view().Work()
		if w := a.worker(); w != nil && w.Busy() {
			cmd = w.Work()
		}
	case toastMsg:
		a.dropToast(msg)
	case ownMsg:
		cmd = msg(a)
	case Ask:
		cmd = msg(Unseen{a})
	case scopedMsg:
		cmd = a.take(msg)
	case tea.KeyPressMsg:
		cmd = a.key(msg)
	case tea.MouseMsg:
		cmd = a.mouse(msg)
	case tea.PasteMsg:
		cmd = a.paste(msg)
	}
	return cmd
}

// workMsg gives the page on the screen, and the dialog over it, time for what they could
// not do at once.
type workMsg struct{}

// work has a large page arranged in portions, between which keys are handled.
func (a *App) work() tea.Cmd {
	w := a.worker()
	if a.working || !a.view().Busy() && (w == nil || !w.Busy()) {
		return nil
	}
	a.working = true
	return func() tea.Msg { return workMsg{} }
}

// ownMsg is a message for the program itself: what to do with what a command has brought.
type ownMsg func(*App) tea.Cmd

// worker is the dialog that has the keys, if it is one that works in portions.
func (a *App) worker() desk.Worker {
	if n := len(a.dialogs); n > 0 {
		w, _ := a.dialogs[n-1].Dialog.(desk.Worker)
		return w
	}
	return nil
}

// restyle makes the theme for what is known of the terminal by now.
func (a *App) restyle() {
	a.Theme = a.option.Look.New(a.dark, a.profile)
}

// SetTheme changes to the theme of a name; its error names those that there are.
func (a *App) SetTheme(name string) error {
	if err := theme.Check(name); err != nil {
		return err
	}
	a.option.Look.Name = name
	a.restyle()
	return nil
}

// nextTheme changes to the next theme and says its name.
func (a *App) nextTheme() tea.Cmd {
	name := theme.Next(a.option.Look.Name)
	if err := a.SetTheme(name); err != nil {
		return a.Toast(desk.Bad, err.Error())
	}
	return a.Toast(desk.Info, "theme: "+name)
}

// pages are the views that there are: the last one, of the scopes, only where there
// are several.
func (a *App) pages() []page.Page {
	if a.Several() {
		return a.views
	}
	return a.views[:len(a.views)-1]
}

// digits is how many pages can have a key of their own; the last is for the scopes.
const digits = 9

// digit is the key of a page.
func (a *App) digit(index int) int {
	if index == len(a.views)-1 {
		return digits
	}
	return index + 1
}

// view returns the view on screen.
func (a *App) view() page.Page { return a.views[a.current] }

// show switches to a view.
func (a *App) show(index int) tea.Cmd {
	n := len(a.pages())
	a.current = (index + n) % n
	a.view().Derive(a.office)
	if t, ok := a.view().(page.Tabled); ok {
		t.Fit()
	}
	return a.Plan()
}

// countInFlight returns how many resources are on their way.
func (a *App) countInFlight() int { return a.scopes.all.inFlight }

// countFailed returns how many resources need somebody.
func (a *App) countFailed() int { return a.scopes.all.failed }

// tickMsg: a time on the screen reads differently from at on.
type tickMsg struct{ at time.Time }

// tick redraws when a time that passes on the screen or in its title next changes, while
// something is in flight and somebody looks. Otherwise nothing runs.
func (a *App) tick() tea.Cmd {
	if a.blurred || a.countInFlight() == 0 {
		return nil
	}
	at := page.Sooner(a.view().Moves(a.office), a.outsideMoves())
	if at.IsZero() || !a.tickAt.IsZero() && !at.Before(a.tickAt) {
		return nil
	}
	a.tickAt = at
	return after(a.ctx, at.Sub(a.Now), tickMsg{at})
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

// Empty implements desk.Whole.
func (a *App) Empty() bool { return a.scopes.all.total == 0 }
