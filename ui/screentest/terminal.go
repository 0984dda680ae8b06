// Package screentest runs a real tea.Program on a terminal that lives in
// memory, as net/http/httptest runs a handler: a test presses keys and reads
// the screen, and between the two is everything that a user has except the
// glass – key decoding, the event loop, drawing on demand, the renderer, escape
// sequences and a terminal emulator that interprets them.
//
// It works on a real clock and inside testing/synctest. In a bubble hours pass
// at no cost and Settle is exact; but the race detector sees little there,
// because fake time orders what real time would not. Code whose point is
// concurrency wants one test on the real clock as well.
//
// What does not belong here: anything that knows a model of this project.
package screentest

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"oscope/ui/ondemand"
	"oscope/ui/terminal"
)

// Options describe the terminal. The zero value is a dark one of 80×24 cells
// with true colour.
type Options struct {
	Width, Height int // in cells
	// Profile is what the terminal can show; Unknown means TrueColor. For a
	// user who has set NO_COLOR it is ASCII.
	Profile colorprofile.Profile
	// Light makes the terminal answer a query for its background with white.
	Light bool
	// Env is appended to TERM=xterm-256color and COLORTERM=truecolor, which are
	// all that the program sees of an environment.
	Env            []string
	ProgramOptions []tea.ProgramOption
}

// Terminal is a terminal with one program running in it. Its methods that send
// or wait belong to the test's own goroutine; the others are safe anywhere.
type Terminal struct {
	t       testing.TB
	program *tea.Program
	screen  *screen
	input   *input
	bubble  bool // the clock is testing/synctest's

	ended   chan struct{} // closed when the program has
	err     error         // of the program; written before ended is closed
	claimed bool          // WaitExit has handed err to the test
}

// Start runs m and returns at once, before the first frame. The program ends
// with the test, which fails if the program panicked or returned an error that
// WaitExit did not hand out.
func Start(t testing.TB, m tea.Model, o Options) *Terminal {
	t.Helper()
	if o.Width == 0 {
		o.Width = 80
	}
	if o.Height == 0 {
		o.Height = 24
	}
	if o.Profile == colorprofile.Unknown {
		o.Profile = colorprofile.TrueColor
	}
	s := &Terminal{
		t:      t,
		screen: newScreen(o.Width, o.Height, o.Light),
		input:  newInput(),
		bubble: inBubble(),
		ended:  make(chan struct{}),
	}
	options := []tea.ProgramOption{
		tea.WithInput(terminal.NewReader(s.input)),
		tea.WithWindowSize(o.Width, o.Height),
		tea.WithColorProfile(o.Profile),
		tea.WithEnvironment(append([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, o.Env...)),
		// Its goroutine waits for the process, which no bubble may do.
		tea.WithoutSignalHandler(),
	}
	s.program = ondemand.NewProgram(context.Background(), s.screen, m, append(options, o.ProgramOptions...)...)

	go func() { _, _ = io.Copy(s.input, s.screen.replies()) }()
	go func() {
		_, s.err = s.program.Run()
		s.screen.hangUp()
		s.input.Close()
		close(s.ended)
	}()
	t.Cleanup(s.end)
	return s
}

// inBubble reports whether the caller runs inside testing/synctest, which says
// so only by letting Wait return.
func inBubble() (in bool) {
	defer func() { in = recover() == nil }()
	synctest.Wait()
	return true
}

// end is the test's cleanup.
func (s *Terminal) end() {
	go s.program.Quit() // blocks while the model is busy
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Errorf("the program does not end; its screen:\n%s", framed(s.Text()))
		go s.program.Kill()
		return
	}
	if s.err != nil && !s.claimed {
		s.t.Errorf("the program ended with: %v", s.err)
	}
	if s.bubble {
		// Commands such as a blinking cursor's tick outlive the program, and the
		// bubble's clock stops with the test: let them run out.
		time.Sleep(time.Minute)
	}
}

// Exited reports whether the program has ended.
func (s *Terminal) Exited() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// WaitExit waits until the program has ended and returns the error of its Run,
// which the test then answers for.
func (s *Terminal) WaitExit() error {
	s.t.Helper()
	s.await("the program to end", s.Exited)
	s.claimed = true
	return s.err
}

// Resize changes the size of the terminal, in cells, and tells the program.
func (s *Terminal) Resize(width, height int) {
	s.screen.resize(width, height)
	s.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Send gives the program a message that no terminal sends.
func (s *Terminal) Send(msg tea.Msg) { s.program.Send(msg) }

// Text is the screen as text: one line per row, without the spaces at the end
// of a row or the empty rows at the end.
func (s *Terminal) Text() string { return s.screen.text() }

// ANSI is the screen as Text has it, with its styles and hyperlinks. Every line
// begins and ends unstyled.
func (s *Terminal) ANSI() string { return s.screen.ansi() }

// Cursor is where the terminal's own cursor stands, from 0, and whether it is
// shown.
func (s *Terminal) Cursor() (x, y int, visible bool) { return s.screen.cursor() }

// Clipboard is what the program last put there with OSC 52.
func (s *Terminal) Clipboard() string { return s.screen.state().clipboard }

// Title is the window title.
func (s *Terminal) Title() string { return s.screen.state().title }

// Bells is how often the bell has rung.
func (s *Terminal) Bells() int { return s.screen.state().bells }

// Notifications are the desktop notifications so far, each as the program sent
// it: "9;text", "777;notify;title;body" or "99;…".
func (s *Terminal) Notifications() []string { return s.screen.state().notifications }

// Lately is the end of what the program has sent, as it came.
func (s *Terminal) Lately() string { return s.screen.lately() }

// BytesWritten is how much the program has sent to the terminal.
func (s *Terminal) BytesWritten() int64 { return s.screen.state().written }

// input is what the terminal has sent and the program has not read. Like a
// kernel's terminal and unlike io.Pipe it takes data without a reader: a reply
// that waits for the event loop, which waits for the renderer, which waits for
// the terminal to take the reply, would wait for ever.
type input struct {
	mu      sync.Mutex
	changed *sync.Cond
	pending []byte
	closed  bool
}

func newInput() *input {
	in := new(input)
	in.changed = sync.NewCond(&in.mu)
	return in
}

var errHungUp = errors.New("the program has ended")

func (in *input) Write(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return 0, errHungUp
	}
	in.pending = append(in.pending, p...)
	in.changed.Signal()
	return len(p), nil
}

func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.pending) == 0 {
		if in.closed {
			return 0, io.EOF
		}
		in.changed.Wait()
	}
	n := copy(p, in.pending)
	in.pending = in.pending[n:]
	return n, nil
}

// Ready is for terminal.Source.
func (in *input) Ready(wait time.Duration) bool {
	deadline := time.Now().Add(wait)
	timer := time.AfterFunc(wait, func() {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.changed.Broadcast()
	})
	defer timer.Stop()
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.pending) == 0 && !in.closed && time.Now().Before(deadline) {
		in.changed.Wait()
	}
	return len(in.pending) > 0 || in.closed
}

func (in *input) Close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.changed.Broadcast()
}
