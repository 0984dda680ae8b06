package ondemand

import (
	"context"
	"io"
	"reflect"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// framesPerSecond is the most that is drawn, and the most that Bubble Tea can.
const framesPerSecond = 120

// NewProgram is tea.NewProgram for a program that draws on demand. ctx is what
// tea.WithContext would have been given, and output what tea.WithOutput; neither may
// be among the options, nor may tea.WithFilter and tea.WithFPS.
//
// The model that the program's Run returns is not m but what stands in for it. A
// command that is run by tea.ExecProcess needs its Stdout set, because the program's
// own is no *os.File.
func NewProgram(ctx context.Context, output io.Writer, m tea.Model, options ...tea.ProgramOption) *tea.Program {
	g := &gate{out: output}
	program := tea.NewProgram(&model{Model: m}, append(options,
		tea.WithContext(following{ctx, g}), tea.WithOutput(wrap(g, output)), tea.WithFilter(g.filter), tea.WithFPS(framesPerSecond))...)
	g.send = func() { program.Send(markerMessage) }
	context.AfterFunc(ctx, g.end)
	return program
}

// wrap returns what Bubble Tea gets as its output. It is a terminal if output is.
func wrap(g *gate, output io.Writer) io.Writer {
	if f, ok := output.(term.File); ok {
		return file{File: f, gate: g}
	}
	return g
}

type file struct {
	term.File
	gate *gate
}

func (f file) Write(p []byte) (int, error) { return f.gate.Write(p) }

// markerMessage has the event loop write a marker as a command.
var markerMessage tea.Msg = tea.RawMsg{Msg: marker}

// model keeps markers from the program's model: they change nothing in it.
type model struct {
	tea.Model
	view  tea.View
	valid bool // view is what Model would return
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if msg == markerMessage {
		return m, nil
	}
	m.valid = false
	var cmd tea.Cmd
	m.Model, cmd = m.Model.Update(msg)
	return m, cmd
}

func (m *model) View() tea.View {
	if !m.valid {
		m.view, m.valid = m.Model.View(), true
	}
	return m.view
}

// filter is for tea.WithFilter: the event loop calls it with each message first.
func (g *gate) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg {
	case nil: // a command's that has nothing to say
	case markerMessage:
		g.takesMarker()
	default:
		g.takes(commands(msg))
	}
	return msg
}

// commands reports whether the event loop may write commands for a message, or stop
// the renderer, which waits for it as well. Only messages of Bubble Tea's own make it
// do that. Of these the frequent ones do not; of all others it is assumed, unknown
// ones included, at the price of one tick's delay of the frame.
func commands(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyMsg, tea.MouseMsg, tea.PasteMsg, tea.FocusMsg, tea.BlurMsg, tea.WindowSizeMsg, tea.BatchMsg:
		return false
	}
	return reflect.TypeOf(msg).PkgPath() == teaPath
}

var teaPath = reflect.TypeFor[tea.QuitMsg]().PkgPath()

// following is the context from which Bubble Tea derives the program's. That one's end
// is the first thing that quitting, being killed and recovering from a panic anywhere
// have in common, and before they wait for the renderer; but nobody is told of it, save
// the context from which it was derived: package context asks that one for AfterFunc,
// and calls what it has returned when the derived one ends by itself.
type following struct {
	context.Context
	gate *gate
}

// AfterFunc is as context.AfterFunc describes it.
func (c following) AfterFunc(f func()) func() bool {
	stop := context.AfterFunc(c.Context, f)
	return func() bool {
		c.gate.end()
		return stop()
	}
}

// Done is never nil: of a context that cannot end package context wants no AfterFunc.
func (c following) Done() <-chan struct{} {
	if done := c.Context.Done(); done != nil {
		return done
	}
	return never
}

var never = make(chan struct{})

// Value hides that there is a context of package context's within, to which that would
// turn directly.
func (following) Value(any) any { return nil }
