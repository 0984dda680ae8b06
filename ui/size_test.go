package ui_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/ui"
)

// Mistake 6 of the field: panics at small sizes, and a stale frame after a
// resize.
func TestResizeWithADialogOpen(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{
		{"1"}, {"2"}, {"2", "enter"}, {"2", "/"}, {dataSources, "a"}, {dataSources, "a", "tab", "tab", "tab", "tab"}, {"3", "d"}, {"?"}, {"!"},
	} {
		t.Run(strings.Join(open, " "), func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.press(open...)
				before := s.body()
				for _, size := range [][2]int{{1, 1}, {2, 40}, {200, 1}, {60, 15}, {59, 14}, {61, 16}, {200, 60}, {1, 60}, {80, 24}} {
					s.Resize(size[0], size[1])
					s.pass(time.Second)
					for i, line := range strings.Split(s.Text(), "\n") {
						if ansi.StringWidth(line) > size[0] || i >= size[1] {
							t.Fatalf("%v: the screen is\n%s", size, s.Text())
						}
					}
				}
				if got := s.body(); got != before {
					t.Errorf("the screen was\n%s\nand after resizes is\n%s", before, got)
				}
			})
		})
	}
}

// What cannot be seen takes no keys, except those that leave.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.Resize(40, 10)
		s.pass(time.Second)
		s.sees("oscope needs 60×15; this terminal is")
		s.write("analytics")
		s.press("enter", "q", "esc")
		if len(s.wire.writes()) != 0 || s.Exited() {
			t.Fatal("a dialog that cannot be seen has taken keys")
		}
		s.Resize(80, 24)
		s.pass(time.Second)
		s.sees("Detach a data source", "›")
		s.seesNot("› a")
		s.press("esc")
		s.Resize(40, 10)
		s.pass(time.Second)
		s.Press("q")
		if err := s.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}

func TestRedraw(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		before := s.Text()
		written := s.BytesWritten()
		s.press("ctrl+l")
		if s.Text() != before || s.BytesWritten()-written < 500 {
			t.Errorf("%d bytes were written; the screen is\n%s", s.BytesWritten()-written, s.Text())
		}
	})
}

// program runs an App without a terminal: what its commands bring is taken in
// until nothing more comes by itself.
type program struct {
	t   *testing.T
	app tea.Model
}

// send hands a message to the App, and then all that follows from it at once.
func (p *program) send(msg tea.Msg) {
	queue := []tea.Msg{msg}
	for len(queue) > 0 {
		var cmd tea.Cmd
		p.app, cmd = p.app.Update(queue[0])
		queue = append(queue[1:], p.run(cmd)...)
	}
}

// run returns the messages that a command brings without waiting for a clock.
func (p *program) run(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	brought := make(chan tea.Msg, 1)
	go func() { brought <- cmd() }()
	synctest.Wait()
	select {
	case msg := <-brought:
		if batch, ok := msg.(tea.BatchMsg); ok {
			var all []tea.Msg
			for _, c := range batch {
				all = append(all, p.run(c)...)
			}
			return all
		}
		if msg == nil {
			return nil
		}
		return []tea.Msg{msg}
	default:
		return nil // an alarm
	}
}

func key(name string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp, "space": ' '}
	if code, ok := codes[name]; ok {
		if name == "space" {
			return tea.KeyPressMsg{Code: code, Text: " "}
		}
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

// inProgram runs a test on an App without a terminal, on a fake clock.
func inProgram(t *testing.T, world emulator.World, test func(*program)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(world, emulator.Options{})
		source := awsclient.InProcess(e.Transport(), "us-east-1")
		p := &program{t: t, app: ui.New(t.Context(), ui.Options{Clients: clients(source), Demo: true})}
		for _, msg := range p.run(p.app.Init()) {
			p.send(msg)
		}
		test(p)
	})
}

// Whatever the size and whatever is open, a frame has exactly as many lines as
// the terminal, none of them wider than it.
func TestEveryFrameFitsItsTerminal(t *testing.T) {
	heavy(t)
	t.Parallel()
	keys := everyKey()
	const rounds = 600
	inProgram(t, emulator.DemoWorld(), func(p *program) {
		random := rand.New(rand.NewPCG(1, 2))
		var trail []string
		defer func() {
			if trouble := recover(); trouble != nil {
				t.Errorf("after %q: %v", trail[max(0, len(trail)-12):], trouble)
				panic(trouble)
			}
		}()
		for range rounds {
			width, height := 1+random.IntN(200), 1+random.IntN(60)
			if random.IntN(2) == 0 { // more often such sizes as have screens
				width, height = 60+random.IntN(100), 15+random.IntN(40)
			}
			p.send(tea.WindowSizeMsg{Width: width, Height: height})
			name := keys[random.IntN(len(keys))]
			trail = append(trail, name)
			p.send(key(name))
			time.Sleep(time.Duration(random.IntN(600)) * time.Millisecond)
			lines := strings.Split(p.app.View().Content, "\n")
			if len(lines) > height {
				t.Fatalf("%d×%d after %q: %d lines", width, height, trail, len(lines))
			}
			for i, line := range lines {
				if w := ansi.StringWidth(line); w > width {
					t.Fatalf("%d×%d after %q: line %d is %d columns wide: %q", width, height, trail[max(0, len(trail)-12):], i, w, line)
				}
			}
		}
	})
}

// Sizes of all sorts, with a dialog and without.
func TestManySizes(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, open := range [][]string{{"1"}, {"2", "enter"}, {dataSources, "a"}, {"3", "d"}, {"2", "/"}, {"?"}} {
		inProgram(t, emulator.DemoWorld(), func(p *program) {
			p.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			for _, name := range open {
				p.send(key(name))
			}
			for width := 1; width <= 200; width += 7 {
				for height := 1; height <= 60; height += 3 {
					p.send(tea.WindowSizeMsg{Width: width, Height: height})
					lines := strings.Split(p.app.View().Content, "\n")
					if len(lines) > height {
						t.Fatalf("%q at %d×%d: %d lines", open, width, height, len(lines))
					}
					for i, line := range lines {
						if w := ansi.StringWidth(line); w > width || w != width && width >= 60 && height >= 15 {
							t.Fatalf("%q at %d×%d: line %d is %d columns wide: %q", open, width, height, i, w, line)
						}
					}
				}
			}
		})
	}
}

// Before its size is known the program draws nothing, and panics at nothing.
func TestWithoutASize(t *testing.T) {
	t.Parallel()
	inProgram(t, emulator.DemoWorld(), func(p *program) {
		for _, name := range []string{"2", "enter", "a", "esc", "?"} {
			p.send(key(name))
			if got := p.app.View().Content; got != "" {
				t.Errorf("%q", got)
			}
		}
	})
}
