package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/write"
)

// Options are where a conversation takes place.
type Options struct {
	In  io.Reader
	Out io.Writer
	// Echo says that what is typed is shown, as terminals do, so that the cursor stands
	// behind the question until then.
	Echo  bool
	ASCII bool // writes ASCII characters only
	// Interrupts are the presses of ctrl+c.
	Interrupts <-chan os.Signal
}

// Conversation is one between a person and the program. It is the program's Listener.
type Conversation struct {
	option Options
	out    *bufio.Writer
	ear    ear

	program *tea.Program
	ended   <-chan struct{} // the program has
	changed chan struct{}   // something in it has, since this was last received from
	lines   chan string     // closed at the end of the input

	inMenu   bool
	place    desk.Place // where the detail is that was said last
	warned   bool       // that ctrl+c ends it
	listed   listing
	standing string                         // as it was said last
	forms    map[*write.Form]int            // which field is asked next
	told     map[desk.Dialog]map[string]int // lines of dialogs as they were last read, by how often they are there
	offers   map[desk.Dialog][]string       // and what could be chosen in them
}

// listing is what has been listed last.
type listing struct {
	of   string // the heading
	from int    // number of the first row, from 0
	rows map[int]page.Row
	more bool
}

// New returns a conversation, which is to be the Listener of the program that it is with.
func New(o Options) *Conversation {
	return &Conversation{
		option: o, out: bufio.NewWriter(o.Out),
		changed: make(chan struct{}, 1), lines: make(chan string),
		inMenu: true, forms: map[*write.Form]int{}, told: map[desk.Dialog]map[string]int{}, offers: map[desk.Dialog][]string{},
	}
}

// The terminal that nobody sees: too narrow for a detail beside a table, which would be
// read for nobody, and large enough to do anything.
const (
	columns = 100
	rows    = 40
)

// Run runs the program's model and talks until one of the two ends.
func (c *Conversation) Run(ctx context.Context, m tea.Model) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.ended = ctx.Done()
	c.program = tea.NewProgram(observed{m, c.changed}, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(io.Discard),
		tea.WithoutRenderer(), tea.WithoutSignalHandler(), tea.WithWindowSize(columns, rows))
	ran := make(chan error, 1)
	go func() {
		_, err := c.program.Run()
		cancel()
		ran <- err
	}()
	go c.read()
	err := c.talk()
	if flushed := c.out.Flush(); err == nil {
		err = flushed
	}
	c.program.Quit()
	if ended := <-ran; ended != nil && !errors.Is(ended, tea.ErrProgramKilled) {
		return ended
	}
	return err
}

// read hands on line by line what is typed. A read cannot be given up: the goroutine ends
// with the input, or with the line that comes after the conversation has ended.
func (c *Conversation) read() {
	defer close(c.lines)
	in := bufio.NewScanner(c.option.In)
	for in.Scan() {
		select {
		case c.lines <- in.Text():
		case <-c.ended:
			return
		}
	}
}

// observed is a model of which it is noticed when it may have changed by itself.
type observed struct {
	tea.Model

	changed chan<- struct{}
}

// Update implements tea.Model.
func (o observed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	o.Model, cmd = o.Model.Update(msg)
	if _, asked := msg.(ui.Ask); !asked {
		select {
		case o.changed <- struct{}{}:
		default:
		}
	}
	return o, cmd
}

// How a part of a conversation ends other than by an answer.
var (
	errBack        = errors.New("back")
	errQuit        = errors.New("quit")
	errInterrupted = errors.New("interrupted")
	errTurned      = errors.New("another dialog is open")
	errEnded       = errors.New("the program has ended")
)

// of asks the program something, or does something in it.
func of[T any](c *Conversation, f func(ui.Unseen) (T, tea.Cmd)) (T, error) {
	answer := make(chan T, 1)
	c.program.Send(ui.Ask(func(u ui.Unseen) tea.Cmd {
		value, cmd := f(u)
		answer <- value
		return cmd
	}))
	select {
	case value := <-answer:
		return value, nil
	case <-c.ended:
		var none T
		return none, errEnded
	}
}

// get is of for what starts nothing.
func get[T any](c *Conversation, f func(ui.Unseen) T) (T, error) {
	return of(c, func(u ui.Unseen) (T, tea.Cmd) { return f(u), nil })
}

// do does something in the program.
func (c *Conversation) do(f func(ui.Unseen) tea.Cmd) error {
	_, err := of(c, func(u ui.Unseen) (struct{}, tea.Cmd) { return struct{}{}, f(u) })
	return err
}

// talk goes on with whatever the program has open until somebody wants to end it.
func (c *Conversation) talk() error {
	for {
		if err := c.step(); err != nil && !c.goesOn(err) {
			return c.outcome(err)
		}
	}
}

// outcome is the error that the conversation ends with.
func (c *Conversation) outcome(err error) error {
	if errors.Is(err, errQuit) || errors.Is(err, errEnded) || errors.Is(err, errInterrupted) {
		return nil
	}
	return err
}

// goesOn follows up that a part has ended early, and reports whether the conversation
// goes on.
func (c *Conversation) goesOn(err error) bool {
	switch {
	case errors.Is(err, errBack), errors.Is(err, errTurned):
		return true
	case !errors.Is(err, errInterrupted) || c.warned:
		return false
	}
	c.warned = true
	if err := c.do(func(u ui.Unseen) tea.Cmd { u.Close(); return nil }); err != nil {
		return false
	}
	c.inMenu, c.listed, c.place = true, listing{}, desk.Place{}
	c.say("Interrupted: back at the menu. ctrl+c again ends oscope.")
	return true
}

// step talks about what is open.
func (c *Conversation) step() error {
	type open struct {
		dialog desk.Dialog
		at     *desk.Desk
		detail bool
	}
	now, err := get(c, func(u ui.Unseen) open {
		d, at := u.Top()
		return open{d, at, len(u.Told().Detail) > 0}
	})
	switch {
	case err != nil:
		return err
	case now.dialog != nil:
		return c.dialog(now.dialog, now.at)
	}
	clear(c.forms)
	clear(c.told)
	clear(c.offers)
	switch {
	case c.inMenu:
		return c.menu()
	case now.detail:
		return c.detail()
	}
	return c.list()
}
