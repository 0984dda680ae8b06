package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// session is a program in a pseudo terminal, with an emulator as the terminal.
type session struct {
	command *exec.Cmd
	tty     *os.File // the terminal's end
	ended   chan struct{}
	frames  []frame // of a film

	mu       sync.Mutex // guards everything below; all that the emulator calls runs under it
	emulator *vt.Emulator
	title    string
	hidden   bool // the cursor
	output   time.Time
}

// screen is a terminal's picture at one moment.
type screen struct {
	cells  [][]uv.Cell
	title  string
	cursor uv.Position // outside the cells when it is hidden
}

func newSession(ctx context.Context, s shot, program, home string) (*session, error) {
	look := dark
	if s.light {
		look = light
	}
	on := &session{
		command:  exec.CommandContext(ctx, program, s.args...),
		ended:    make(chan struct{}),
		emulator: vt.NewEmulator(int(s.width), int(s.height)),
		output:   time.Now(),
	}
	// Nothing of the photographer's own environment gets into a picture.
	on.command.Env = append([]string{
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
		"PATH=" + os.Getenv("PATH"), "HOME=" + home,
	}, s.env...)
	on.command.Dir = home
	on.configure(look)

	var err error
	on.tty, err = pty.StartWithSize(on.command, &pty.Winsize{Cols: s.width, Rows: s.height})
	if err != nil {
		return nil, err
	}
	go func() { _, _ = io.Copy(on.tty, on.emulator) }() // answers to queries
	go func() {
		defer close(on.ended)
		_, _ = io.Copy(on, on.tty) // until the program has ended
		_ = on.command.Wait()
	}()
	return on, nil
}

// configure gives the emulator the answers that it does not know by itself.
func (s *session) configure(look theme) {
	e := s.emulator
	e.SetDefaultBackgroundColor(look.background)
	e.SetDefaultForegroundColor(look.foreground)
	e.SetCallbacks(vt.Callbacks{
		Title:            func(title string) { s.title = title },
		CursorVisibility: func(visible bool) { s.hidden = !visible },
	})
	// Modes that were reset are modes that DECRQM reports as known: synchronized
	// output, widths by grapheme cluster, news of the colour scheme.
	_, _ = e.WriteString("\x1b[?2026;2027;2031l")
	e.RegisterCsiHandler(ansi.Command('?', 0, 'n'), func(p ansi.Params) bool {
		if n, _, _ := p.Param(0, 0); n != 996 { // is the colour scheme dark?
			return false
		}
		answer := "\x1b[?997;1n"
		if look.light {
			answer = "\x1b[?997;2n"
		}
		_, _ = io.WriteString(e.InputPipe(), answer)
		return true
	})
}

// Write takes the program's output.
func (s *session) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.output = time.Now()
	return s.emulator.Write(p)
}

func (s *session) lastOutput() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output
}

// text is the screen as text, one line per row, without the empty ones at the end.
func (s *session) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.TrimRight(s.emulator.String(), "\n")
}

func (s *session) snapshot() screen {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.emulator
	shown := screen{cells: make([][]uv.Cell, e.Height()), title: s.title, cursor: e.CursorPosition()}
	if s.hidden {
		shown.cursor = uv.Pos(-1, -1)
	}
	for y := range shown.cells {
		shown.cells[y] = make([]uv.Cell, e.Width())
		for x := range shown.cells[y] {
			shown.cells[y][x] = *e.CellAt(x, y)
		}
	}
	return shown
}

// waitFor polls until done says so, the program ends or ctx does, whose cause
// is then the error.
func (s *session) waitFor(ctx context.Context, done func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-s.ended:
			if done() {
				return nil
			}
			return errors.New("the program ended")
		}
	}
	return nil
}

// close ends the program.
func (s *session) close() {
	_ = s.command.Process.Kill()
	<-s.ended
	_ = s.tty.Close()
	if pipe, ok := s.emulator.InputPipe().(io.Closer); ok { // the emulator's own Close races with Read
		_ = pipe.Close()
	}
}
