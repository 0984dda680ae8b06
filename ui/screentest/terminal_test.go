package screentest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// journal is a program that shows what happens to it, newest line first, under
// a line that says how its terminal is.
type journal struct {
	width, height int
	background    string
	events        []string
}

func (journal) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (j journal) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		j.width, j.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		j.background = "light"
		if msg.IsDark() {
			j.background = "dark"
		}
	case tea.FocusMsg:
		j.events = append(j.events, "focus")
	case tea.BlurMsg:
		j.events = append(j.events, "blur")
	case tea.PasteMsg:
		j.events = append(j.events, "paste "+msg.Content)
	case time.Time:
		j.events = append(j.events, "tick")
	case tea.KeyPressMsg:
		j.events = append(j.events, msg.String())
		switch msg.String() {
		case "q":
			return j, tea.Quit
		case "I":
			return j, tea.Interrupt
		case "P":
			panic("the journal is full")
		case "c":
			return j, tea.SetClipboard("copied ✓")
		case "n":
			return j, tea.Raw("\x1b]9;one; two\a\x1b]9;4;1;50\a\x1b]777;notify;a;b\a\a")
		case "t":
			return j, tea.Tick(time.Hour, func(t time.Time) tea.Msg { return t })
		}
	}
	return j, nil
}

func (j journal) View() tea.View {
	lines := []string{fmt.Sprintf("\x1b[1;38;2;255;136;0m%d×%d\x1b[m %s 日本", j.width, j.height, j.background)}
	for _, event := range slices.Backward(j.events) {
		lines = append(lines, event)
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen, v.ReportFocus = true, true
	v.WindowTitle = fmt.Sprintf("journal; %d", len(j.events))
	return v
}

// both runs a test in a bubble and on the real clock.
func both(t *testing.T, test func(*testing.T)) {
	t.Run("fake clock", func(t *testing.T) { synctest.Test(t, test) })
	t.Run("real clock", test)
}

func TestText(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{Width: 30, Height: 5})
		s.WaitFor("dark")
		if got, want := s.Text(), "30×5 dark 日本"; got != want {
			t.Errorf("the screen is %q, want %q", got, want)
		}
		s.Type("xy")
		s.Settle()
		if got, want := s.Text(), "30×5 dark 日本\ny\nx"; got != want {
			t.Errorf("the screen is %q, want %q", got, want)
		}
	})
}

func TestLight(t *testing.T) {
	both(t, func(t *testing.T) {
		Start(t, journal{}, Options{Light: true}).WaitFor("80×24 light")
	})
}

func TestProfile(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.Unknown: "\x1b[38;2;255;136;0;1m",
		colorprofile.ANSI256: "\x1b[38;5;208;1m",
		colorprofile.ASCII:   "\x1b[1m",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := Start(t, journal{}, Options{Profile: profile})
			s.Settle()
			if got := s.ANSI(); !strings.HasPrefix(got, want+"80×24\x1b[m") {
				t.Errorf("%v: the screen is %q, want it to begin with %q", profile, got, want)
			}
		})
	}
}

func TestPress(t *testing.T) {
	keys := []string{
		"a", "Z", "é", "+", "space", "enter", "esc", "tab", "shift+tab", "backspace", "ctrl+c", "ctrl+i", "alt+x", "ctrl++",
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete",
		"ctrl+left", "alt+up", "shift+pgdown", "ctrl+alt+d", "ctrl+shift+home", "alt+enter",
		"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "shift+f3",
	}
	synctest.Test(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{Height: len(keys) + 1})
		s.Settle()
		s.Press(keys...)
		s.Settle()
		got := strings.Split(s.Text(), "\n")[1:]
		slices.Reverse(got)
		if !slices.Equal(got, keys) {
			t.Errorf("pressed  %q\nreceived %q", keys, got)
		}
	})
}

func TestLoneEscapeByte(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.WaitFor("dark")
		s.Type("\x1b")
		s.Settle()
		s.WaitFor("\nesc")
	})
}

func TestFocusAndPaste(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.WaitFor("dark")
		s.Blur()
		s.WaitFor("blur")
		s.Focus()
		s.WaitFor("focus\nblur")
		s.Paste("q and more")
		s.WaitFor("paste q and more\nfocus")
	})
}

func TestResize(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.WaitFor("80×24")
		s.Type("x")
		s.WaitFor("x")
		s.Resize(9, 2)
		s.WaitFor("9×2 dark\nx")
		s.Resize(100, 40)
		s.WaitFor("100×40 dark 日本\nx")
	})
}

func TestNotedState(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.WaitFor("dark")
		written := s.BytesWritten()
		s.Type("cn")
		s.Wait(func(string) bool { return s.Clipboard() != "" && s.Bells() > 0 && s.Title() == "journal; 2" })
		if got, want := s.Clipboard(), "copied ✓"; got != want {
			t.Errorf("the clipboard has %q, want %q", got, want)
		}
		if got, want := s.Notifications(), []string{"9;one; two", "777;notify;a;b"}; !slices.Equal(got, want) {
			t.Errorf("notified of %q, want %q", got, want)
		}
		if s.BytesWritten() <= written {
			t.Errorf("%d bytes written before the keys and %d after", written, s.BytesWritten())
		}
		if _, _, visible := s.Cursor(); visible {
			t.Error("the cursor is visible, and the view has none")
		}
	})
}

func TestFakeTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.Type("t")
		s.Settle()
		idle := s.BytesWritten()
		time.Sleep(59 * time.Minute)
		s.Settle()
		if strings.Contains(s.Text(), "tick") || s.BytesWritten() != idle {
			t.Fatalf("something happened within the hour:\n%s", s.Text())
		}
		time.Sleep(time.Minute)
		s.Settle()
		if !strings.Contains(s.Text(), "tick") {
			t.Fatalf("nothing happened after the hour:\n%s", s.Text())
		}
	})
}

func TestLeftoverTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // panics if the tick outlives the bubble
		s := Start(t, ticking{}, Options{})
		s.Settle()
	})
}

type ticking struct{ journal }

func (m ticking) Init() tea.Cmd {
	return tea.Tick(45*time.Second, func(t time.Time) tea.Msg { return t })
}

func TestWaitExit(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.Type("q")
		if err := s.WaitExit(); err != nil {
			t.Error(err)
		}
		if !s.Exited() {
			t.Error("not exited after WaitExit")
		}
		s.Resize(10, 10) // nobody is there; must not block
	})
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		if s.Exited() {
			t.Error("exited without being told")
		}
		s.Type("I")
		if err := s.WaitExit(); !errors.Is(err, tea.ErrInterrupted) {
			t.Errorf("ended with %v, want %v", err, tea.ErrInterrupted)
		}
	})
}

// failing is a test that is expected to fail.
type failing struct {
	testing.TB
	cleanups []func()
	failures []string
}

func (f *failing) Helper()           {}
func (f *failing) Cleanup(do func()) { f.cleanups = append(f.cleanups, do) }
func (f *failing) Errorf(format string, a ...any) {
	f.failures = append(f.failures, fmt.Sprintf(format, a...))
}
func (f *failing) Fatalf(format string, a ...any) { f.Errorf(format, a...); runtime.Goexit() }
func (f *failing) Fatal(a ...any)                 { f.Errorf("%s", fmt.Sprint(a...)); runtime.Goexit() }

func TestFailures(t *testing.T) {
	for _, c := range []struct {
		name string
		test func(*Terminal)
		want []string // parts of the one failure
	}{
		{"nothing wrong", func(s *Terminal) { s.WaitFor("dark") }, nil},
		{"waits in vain", func(s *Terminal) { s.WaitFor("hope") }, []string{`"hope"`, "│80×24 dark"}},
		{"ends too early", func(s *Terminal) { s.Type("q"); s.WaitFor("hope") }, []string{"ended", `"hope"`}},
		{"never ends", func(s *Terminal) { _ = s.WaitExit() }, []string{"the program to end", "│80×24 dark"}},
		{"interrupted", func(s *Terminal) { s.Type("I"); s.Settle() }, []string{"interrupted"}},
		{"panics", func(s *Terminal) { s.Type("P"); s.Settle() }, []string{"panic"}},
		{"unknown key", func(s *Terminal) { s.Press("return") }, []string{`"return"`}},
		{"unfinished key", func(s *Terminal) { s.Press("ctrl+") }, []string{`"ctrl+"`}},
		{"no golden file", func(s *Terminal) { s.Settle(); s.Golden("none") }, []string{"none.golden", "-update", "│80×24 dark"}},
		{"other text", func(s *Terminal) { s.Type("z"); s.Settle(); s.Golden("journal") }, []string{
			filepath.Join("testdata", "journal.golden"), "row 1\n  want │40×6 dark 日本\n  got  │80×24 dark 日本", "row 2\n  want │x\n  got  │z",
		}},
		{"types after the end", func(s *Terminal) { s.Type("q"); _ = s.WaitExit(); s.Type("x") }, []string{`"x"`, "ended"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &failing{TB: t}
				done := make(chan struct{})
				go func() {
					defer close(done)
					defer func() {
						for _, do := range f.cleanups {
							do()
						}
					}()
					c.test(Start(f, journal{}, Options{}))
				}()
				<-done
				if c.want == nil && len(f.failures) > 0 || c.want != nil && len(f.failures) != 1 {
					t.Fatalf("failures: %q", f.failures)
				}
				for _, want := range c.want {
					if !strings.Contains(f.failures[0], want) {
						t.Errorf("the failure does not say %q:\n%s", want, f.failures[0])
					}
				}
			})
		})
	}
}

func TestGolden(t *testing.T) {
	both(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{Width: 40, Height: 6})
		s.WaitFor("dark")
		s.Type("x")
		s.WaitFor("x")
		s.Golden("journal")
	})
}

func TestGoldenUpdate(t *testing.T) {
	t.Chdir(t.TempDir())
	*update = true
	defer func() { *update = false }()
	synctest.Test(t, func(t *testing.T) {
		s := Start(t, journal{}, Options{})
		s.Settle()
		s.Golden("a/b")
		*update = false
		s.Golden("a/b")
		text, err := os.ReadFile(filepath.Join("testdata", "a", "b.golden"))
		if err != nil || string(text) != s.ANSI()+"\n" {
			t.Errorf("the file holds %q (error: %v)", text, err)
		}
	})
}

func TestDifference(t *testing.T) {
	got := difference("same\n\x1b[1mbold\x1b[m\nold\n", "same\nbold\nnew\n")
	want := "row 3\n  want │old\n  got  │new\n" + "row 2, same text, other style\n  want \"\\x1b[1mbold\\x1b[m\"\n  got  \"bold\"\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
