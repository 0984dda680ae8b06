package main_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"
	"golang.org/x/sys/unix"

	"oscope/ui/ondemand"
)

// gets waits until text has come over the wire, from a mark on, and returns how long
// that took.
func (w *window) gets(text string, from int) time.Duration {
	w.t.Helper()
	for began := time.Now(); ; time.Sleep(time.Millisecond) {
		if bytes.Contains(w.came(from), []byte(text)) {
			return time.Since(began)
		}
		if time.Since(began) > 20*time.Second {
			w.t.Fatalf("%q has not come: %q", text, w.came(from))
		}
	}
}

// came returns what has come over the wire from a mark on.
func (w *window) came(from int) []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return bytes.Clone(w.wire[from:])
}

func (w *window) mark() int { return len(w.came(0)) }

// restored checks that the terminal is as it was before the program.
func (w *window) restored() {
	w.t.Helper()
	for _, off := range []string{"\x1b[?1049l", "\x1b[?1004l", "\x1b[?25h"} {
		w.gets(off, 0)
	}
	if modes := w.modes(); modes.Lflag&unix.ICANON == 0 || modes.Lflag&unix.ECHO == 0 {
		w.t.Error("the terminal is left raw")
	}
}

func endsOrderly(t *testing.T, program string, signal os.Signal) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	w.signal(signal)
	w.ends()
	w.restored()
}

// A terminal that is gone ends the program.
func closed(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	if err := w.master.Close(); err != nil {
		t.Fatal(err)
	}
	w.ends()
}

// However often the size changes, in the end the screen is of the last one.
func resized(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	resize := func(width, height int) {
		if err := unix.IoctlSetWinsize(int(w.master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(width), Row: uint16(height)}); err != nil {
			t.Fatal(err)
		}
	}
	blind := func(on bool) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.blind = on
	}
	blind(true) // the emulated screen cannot do that
	for i := range 300 {
		resize(1+i*37%220, 1+i*17%70)
		if i%10 == 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}
	resize(100, 30)
	for before := -1; before != w.mark(); { // until nothing is on its way that was drawn for another size
		before = w.mark()
		time.Sleep(400 * time.Millisecond)
	}
	w.mu.Lock()
	w.screen = vt.NewEmulator(100, 30)
	go func(screen *vt.Emulator) { _, _ = io.Copy(io.Discard, screen) }(w.screen)
	w.mu.Unlock()
	blind(false)
	w.write("2")
	w.write("\x0c") // the new screen has seen nothing yet
	w.sees("─ Applications")
	w.write("q")
	w.ends()
	w.gets("\x1b[?1049l", 0)
	if strings.Contains(string(w.came(0)), "panic") {
		t.Error("it panicked")
	}
}

// Frames are synchronized in a terminal that says it can, and only there.
func synchronized(t *testing.T, program string) {
	const begin = "\x1b[?2026h"
	for _, c := range []struct {
		answer string
		on     bool
	}{{"", false}, {"\x1b[?2026;0$y", false}, {"\x1b[?2026;2$y", true}} {
		w := openMute(t, nil, program, "--demo")
		w.gets("\x1b[?2026$p", 0)
		w.sees("─ In flight")
		w.write(c.answer)
		time.Sleep(100 * time.Millisecond)
		from := w.mark()
		w.write("2")
		w.sees("─ Applications")
		if got := bytes.Contains(w.came(from), []byte(begin)); got != c.on {
			t.Errorf("answered %q: synchronized is %v", c.answer, got)
		}
		w.write("q")
		w.ends()
	}
}

// A terminal that says it tells graphemes is asked to.
func graphemes(t *testing.T, program string) {
	for answer, on := range map[string]bool{"": false, "\x1b[?2027;2$y": true} {
		w := openMute(t, nil, program, "--demo")
		w.gets("\x1b[?2027$p", 0)
		w.sees("─ In flight")
		w.write(answer)
		w.write("2")
		w.sees("─ Applications")
		w.write("3")
		w.sees("─ Attachments")
		if got := bytes.Contains(w.came(0), []byte("\x1b[?2027h")); got != on {
			t.Errorf("answered %q: 2027 is %v", answer, got)
		}
		w.write("q")
		w.ends()
	}
}

// The program's colours are those that its terminal has.
func colours(t *testing.T, program string) {
	full, indexed := regexp.MustCompile(`[34]8;2;[0-9]+;[0-9]+;[0-9]+`), regexp.MustCompile(`[34]8;5;[0-9]+`)
	basic := regexp.MustCompile(`\x1b\[([0-9]+;)*(3[0-7]|4[0-7]|9[0-7]|10[0-7])(;[0-9]+)*m`)
	for _, c := range []struct {
		name                 string
		environment          []string
		full, indexed, basic bool
	}{
		{"true colour", []string{"COLORTERM=truecolor"}, true, false, false},
		{"256", []string{"TERM=xterm-256color"}, false, true, false},
		{"16", []string{"TERM=linux"}, false, false, true},
		{"none", []string{"COLORTERM=truecolor", "NO_COLOR=yes"}, false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := openMute(t, c.environment, program, "--demo")
			w.sees("─ In flight")
			w.write("2")
			w.sees("─ Applications")
			came := w.came(0)
			rest := indexed.ReplaceAll(full.ReplaceAll(came, nil), nil)
			if f, i, b := full.Match(came), indexed.Match(came), basic.Match(rest); f != c.full || i != c.indexed || b && !c.basic || c.basic && !b {
				t.Errorf("true colours %v, of 256 %v, of 16 %v: %q", f, i, b, basic.FindAll(rest, 3))
			}
			w.write("q")
			w.ends()
		})
	}
}

// What goes to the terminal beside frames goes at once too.
func besidesFrames(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	for _, sequence := range []string{"\x1b[?1004h", "\x1b]2;oscope", "\x1b]11;?"} { // focus, title, background
		w.gets(sequence, 0)
	}
	w.write("2")
	w.sees("✓ ACTIVE")
	from := w.mark()
	w.write("y")
	if took := w.gets("\x1b]52;c;", from); took > 2*time.Second {
		t.Errorf("the clipboard was sent after %v", took)
	}
	w.write("q")
	w.ends()
	w.restored()
}

// A browser that talks does not talk on the screen, and what runs beside it goes on.
func opensBrowser(t *testing.T, program string) {
	dir := t.TempDir()
	opened := filepath.Join(dir, "opened")
	script := "#!/bin/sh\necho JUNK; echo JUNK >&2; echo \"$1\" > " + opened + "\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	w := openMute(t, []string{"DISPLAY=:0", "SSH_CONNECTION=", "PATH=" + dir + ":" + os.Getenv("PATH")}, program, "--demo")
	w.sees("─ In flight")
	w.write("2")
	w.sees("✓ ACTIVE")
	w.write("jo") // the first one is being created
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if url, _ := os.ReadFile(opened); strings.HasPrefix(string(url), "https://") && strings.HasSuffix(string(url), "\n") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no browser was opened:\n%s", w.screen)
		}
	}
	w.write("3")
	w.sees("─ Attachments")
	if bytes.Contains(w.came(0), []byte("JUNK")) {
		t.Error("the browser wrote on the screen")
	}
	w.write("q")
	w.ends()
}

// panics is a model that does at a key.
type panics struct{}

func (panics) Init() tea.Cmd { return nil }

func (p panics) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		panic("boom")
	}
	return p, nil
}

func (panics) View() tea.View {
	view := tea.NewView("calm")
	view.AltScreen, view.ReportFocus = true, true
	return view
}

// panicking names the variable that makes the next test the program that panics.
const panicking = "OSCOPE_TEST_PANICS"

func TestAsPanickingProgram(t *testing.T) {
	if os.Getenv(panicking) == "" {
		t.Skip("it is run by TestPanicRestoresTheTerminal")
	}
	_, _ = ondemand.NewProgram(context.Background(), os.Stdout, panics{}).Run()
}

// After a panic the terminal is as it was, and the panic can be read.
func TestPanicRestoresTheTerminal(t *testing.T) {
	w := openMute(t, []string{panicking + "=1"}, os.Args[0], "-test.run=^TestAsPanickingProgram$")
	w.sees("calm")
	w.write("x")
	w.ends()
	w.restored()
	w.gets("boom", 0)
	if came := w.came(0); bytes.LastIndex(came, []byte("boom")) < bytes.LastIndex(came, []byte("\x1b[?1049l")) {
		t.Errorf("the panic is not on the normal screen: %q", came)
	}
}
