// Package guard ends a program in an orderly way when its model panics: the terminal is
// given back as when it quits, and what happened is known to who has started it. Bubble
// Tea gives the terminal back as well, but prints the stack over what was there and
// keeps it from the program.
package guard

import (
	"context"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// Panic is a panic of a model or one of its commands.
type Panic struct {
	Value         any
	Stack         []string // the functions, the innermost first, with their lines but no values
	Width, Height int      // of the terminal, in cells
}

// Guard is a model that stands for another one.
type Guard struct {
	ctx           context.Context
	model         tea.Model
	lost          chan struct{} // closed by the first panic
	width, height int

	mu    sync.Mutex
	panic *Panic
}

// New returns the guard of a model. ctx is the program's.
func New(ctx context.Context, m tea.Model) *Guard {
	return &Guard{ctx: ctx, model: m, lost: make(chan struct{})}
}

// Panic returns what has ended the program, nil if that was no panic.
func (g *Guard) Panic() *Panic {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.panic
}

// Init implements tea.Model.
func (g *Guard) Init() (cmd tea.Cmd) {
	cmd = g.quit //nolint:wastedassign // if it panics
	defer g.recover()
	return tea.Batch(g.quit, g.command(g.model.Init()))
}

// quit ends the program after a panic, wherever that was.
func (g *Guard) quit() tea.Msg {
	select {
	case <-g.lost:
		return tea.QuitMsg{}
	case <-g.ctx.Done():
		return nil
	}
}

// Update implements tea.Model. After a panic the model is let alone: it may be half
// changed.
func (g *Guard) Update(msg tea.Msg) (same tea.Model, cmd tea.Cmd) {
	if g.Panic() != nil {
		return g, nil
	}
	same = g //nolint:wastedassign // if it panics
	defer g.recover()
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		g.mu.Lock()
		g.width, g.height = size.Width, size.Height
		g.mu.Unlock()
	}
	var asked tea.Cmd
	g.model, asked = g.model.Update(msg)
	guarded := g.command(asked)
	return g, guarded
}

// View implements tea.Model.
func (g *Guard) View() (v tea.View) {
	if g.Panic() != nil {
		return tea.View{}
	}
	defer g.recover()
	return g.model.View()
}

// command guards a command, and those that it brings.
func (g *Guard) command(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.recover()
		msg = cmd()
		// Commands to be run at once or one after the other; of the latter Bubble Tea
		// does not export the type.
		if all := reflect.ValueOf(msg); all.IsValid() && all.Kind() == reflect.Slice && all.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range all.Len() {
				if one, ok := reflect.TypeAssert[tea.Cmd](all.Index(i)); ok {
					all.Index(i).Set(reflect.ValueOf(g.command(one)))
				}
			}
		}
		return msg
	}
}

// recover is deferred around everything of the model's.
func (g *Guard) recover() {
	value := recover()
	if value == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.panic == nil {
		g.panic = &Panic{Value: value, Stack: stack(), Width: g.width, Height: g.height}
		close(g.lost)
	}
}

const deepest = 64

// stack is where the panic that is being recovered from was. Of the paths of files only
// the names are kept: the others are of the machine where the program was built.
func stack() []string {
	var counters [deepest]uintptr
	frames := runtime.CallersFrames(counters[:runtime.Callers(0, counters[:])])
	var lines []string
	for {
		frame, more := frames.Next()
		if frame.Function == "runtime.gopanic" {
			lines = nil // what is above is of the recovering
		} else if !strings.HasPrefix(frame.Function, "runtime.") || strings.HasPrefix(frame.Function, "runtime.panic") || strings.HasPrefix(frame.Function, "runtime.goPanic") {
			lines = append(lines, fmt.Sprintf("%s %s:%d", frame.Function, path.Base(frame.File), frame.Line))
		}
		if !more {
			return lines
		}
	}
}
