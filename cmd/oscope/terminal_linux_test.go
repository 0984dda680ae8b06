package main_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"golang.org/x/sys/unix"
)

const columns, rows = 120, 40

// window is a terminal of the kernel's with a program in it.
type window struct {
	t       *testing.T
	master  *os.File
	command *exec.Cmd
	ended   chan struct{}

	mu     sync.Mutex
	screen *vt.Emulator
	wire   []byte // all that has been read
	blind  bool   // it is not shown
	unread bool   // nobody reads what the program writes
	wake   *sync.Cond
}

// open runs a command as the leader of a session in a terminal of its own, which
// answers queries.
func open(t *testing.T, name string, arguments ...string) *window {
	t.Helper()
	return openWith(t, true, nil, name, arguments...)
}

// openMute is open with a terminal that answers nothing, and with variables in the
// environment.
func openMute(t *testing.T, environment []string, name string, arguments ...string) *window {
	t.Helper()
	return openWith(t, false, environment, name, arguments...)
}

func openWith(t *testing.T, answers bool, environment []string, name string, arguments ...string) *window {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	w := &window{t: t, master: os.NewFile(uintptr(fd), "/dev/ptmx"), ended: make(chan struct{}), screen: vt.NewEmulator(columns, rows)}
	w.wake = sync.NewCond(&w.mu)
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: rows})
	}
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = slave.Close() }()
	w.command = exec.Command(name, arguments...)
	w.command.Stdin, w.command.Stdout, w.command.Stderr = slave, slave, slave
	w.command.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=", "NO_COLOR=", "PS1=$ ", "ENV=")
	w.command.Env = append(w.command.Env, environment...)
	w.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := w.command.Start(); err != nil {
		t.Fatal(err)
	}
	go w.show()
	answered := io.Discard // the screen would wait
	if answers {
		answered = w.master
	}
	go func(screen io.Reader) { _, _ = io.Copy(answered, screen) }(w.screen)
	go func() { _ = w.command.Wait(); close(w.ended) }()
	t.Cleanup(func() {
		_ = w.command.Process.Kill()
		<-w.ended
		_ = w.master.Close() // hangs up: whatever a shell has left ends
	})
	return w
}

// show shows what the program writes.
func (w *window) show() {
	part := make([]byte, 4096)
	for {
		w.mu.Lock()
		for w.unread {
			w.wake.Wait()
		}
		w.mu.Unlock()
		n, err := w.master.Read(part)
		if err != nil {
			return
		}
		w.mu.Lock()
		w.wire = append(w.wire, part[:n]...)
		if !w.blind {
			_, _ = w.screen.Write(part[:n])
		}
		w.mu.Unlock()
	}
}

// read has the program's output read, or not.
func (w *window) read(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unread = !on
	w.wake.Broadcast()
}

// sees waits until text is on the screen.
func (w *window) sees(text string) {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		w.mu.Lock()
		screen := w.screen.String()
		w.mu.Unlock()
		if strings.Contains(screen, text) {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

func (w *window) write(text string) {
	w.t.Helper()
	if _, err := w.master.WriteString(text); err != nil {
		w.t.Fatal(err)
	}
}

func (w *window) signal(s os.Signal) {
	w.t.Helper()
	if err := w.command.Process.Signal(s); err != nil {
		w.t.Fatal(err)
	}
}

// stops waits until the program stands still.
func (w *window) stops() {
	w.t.Helper()
	for range 1000 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.command.Process.Pid))
		if err != nil {
			w.t.Fatal(err)
		}
		if strings.Contains(string(stat), ") T ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatal("it does not stop")
}

func (w *window) ends() {
	w.t.Helper()
	select {
	case <-w.ended:
	case <-time.After(10 * time.Second):
		w.t.Fatal("it does not end")
	}
}

// modes returns the terminal's, which both of its ends share.
func (w *window) modes() *unix.Termios {
	w.t.Helper()
	modes, err := unix.IoctlGetTermios(int(w.master.Fd()), unix.TCGETS)
	if err != nil {
		w.t.Fatal(err)
	}
	return modes
}

// The program as it is built, in terminals of the kernel's.
func TestTerminal(t *testing.T) {
	program := filepath.Join(t.TempDir(), "oscope")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Run("suspended to a shell", func(t *testing.T) { suspendToShell(t, program) })
	t.Run("no shell to suspend to", func(t *testing.T) { noShell(t, program) })
	t.Run("stopped and continued", func(t *testing.T) { continued(t, program) })
	t.Run("continued again and again", func(t *testing.T) { continuedOften(t, program) })
	t.Run("paused", func(t *testing.T) { paused(t, program) })
	t.Run("logged", func(t *testing.T) { logged(t, program) })
	t.Run("terminated while unread", func(t *testing.T) { endsUnread(t, program, unix.SIGTERM) })
	t.Run("hung up while unread", func(t *testing.T) { endsUnread(t, program, unix.SIGHUP) })
	t.Run("terminated", func(t *testing.T) { endsOrderly(t, program, unix.SIGTERM) })
	t.Run("hung up", func(t *testing.T) { endsOrderly(t, program, unix.SIGHUP) })
	t.Run("closed", func(t *testing.T) { closed(t, program) })
	t.Run("resized in a storm", func(t *testing.T) { resized(t, program) })
	t.Run("synchronized or not", func(t *testing.T) { synchronized(t, program) })
	t.Run("graphemes or not", func(t *testing.T) { graphemes(t, program) })
	t.Run("colours", func(t *testing.T) { colours(t, program) })
	t.Run("what is no frame", func(t *testing.T) { besidesFrames(t, program) })
	t.Run("killed", func(t *testing.T) { killed(t, program) })
	t.Run("spoiled history", func(t *testing.T) { spoiledHistory(t, program) })
	t.Run("browser", func(t *testing.T) { opensBrowser(t, program) })
}

// A shell with job control gets the terminal at ctrl+z, and fg brings it back.
func suspendToShell(t *testing.T, program string) {
	w := open(t, "/bin/sh", "-i")
	w.write(program + " --demo\n")
	w.sees("─ In flight")
	for _, view := range []struct{ key, title string }{{"2", "─ Applications"}, {"3", "─ Attachments"}} {
		w.write("\x1a")
		w.sees("Stopped")
		w.write("clear; fg\n")
		w.sees("DEMO")
		w.write(view.key)
		w.sees(view.title)
	}
	w.write("q")
	w.sees("\n$")
}

// Where nobody could resume it, it goes on.
func noShell(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	w.write("\x1a")
	w.sees("no shell to suspend to")
	w.write("2")
	w.sees("─ Applications")
	w.write("q")
	w.ends()
}

// What was stopped from outside sets up the terminal again: others have used it.
func continued(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	w.signal(unix.SIGSTOP)
	w.stops()
	modes := w.modes()
	modes.Lflag |= unix.ICANON | unix.ECHO
	if err := unix.IoctlSetTermios(int(w.master.Fd()), unix.TCSETS, modes); err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	_, _ = w.screen.WriteString("\x1b[?1049l\x1b[2JStopped")
	w.mu.Unlock()
	w.signal(unix.SIGCONT)
	w.sees("─ In flight")
	if w.modes().Lflag&(unix.ICANON|unix.ECHO) != 0 {
		t.Error("the terminal echoes lines")
	}
	w.write("2")
	w.sees("─ Applications")
	w.write("q")
	w.ends()
}

// It draws after every time that it takes the terminal again.
func continuedOften(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	for range 20 {
		for _, view := range []struct{ key, title string }{{"2", "─ Applications"}, {"3", "─ Attachments"}} {
			w.signal(unix.SIGCONT)
			w.write(view.key)
			w.sees(view.title)
		}
	}
	w.write("q")
	w.ends()
}

// A terminal that is paused, as with ctrl+s, gets what there is to see when it is not
// any more, and keys that were pressed meanwhile have been taken.
func paused(t *testing.T, program string) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	w.read(false)
	for range 60 {
		w.write("21")
		time.Sleep(20 * time.Millisecond)
	}
	w.write("3")
	time.Sleep(2 * time.Second)
	w.read(true)
	w.sees("─ Attachments")
	w.write("2")
	w.sees("─ Applications")
	w.write("q")
	w.ends()
}

// With a log every call has a line, and no key is in it; what is in the way of the log
// is said before the screen is drawn, or on it.
func logged(t *testing.T, program string) {
	folder := t.TempDir()
	path := filepath.Join(folder, "calls.jsonl")
	w := open(t, program, "--demo", "--log", path)
	w.sees("─ In flight")
	w.sees("field-mask")
	w.write("2/typed-by-hand")
	w.sees("typed-by-hand")
	w.write("\x03")
	w.ends()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"operation":"ListApplications"`, `"operation":"DescribeDomains"`, `"requestId":`, `"status":200`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is not in the log:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "typed-by-hand") || strings.Contains(string(text), "field-mask") {
		t.Errorf("the log holds what is on the screen:\n%s", text)
	}
	w = open(t, program, "--demo", "--log", filepath.Join(folder, "none", "calls.jsonl"))
	w.sees("the log cannot be written")
	w.ends()
	w = open(t, program, "--demo", "--log", "/dev/full")
	w.sees("no space left on device")
	w.write("q")
	w.ends()
}

// A signal ends it although nobody takes what it writes, and the terminal gets its
// mode back.
func endsUnread(t *testing.T, program string, signal os.Signal) {
	w := open(t, program, "--demo")
	w.sees("─ In flight")
	w.read(false)
	for range 60 { // of some KB each; a terminal of the kernel's holds 4 to 20
		w.write("21")
		time.Sleep(20 * time.Millisecond)
	}
	w.signal(signal)
	w.ends()
	if w.modes().Lflag&unix.ICANON == 0 {
		t.Error("the terminal is left raw")
	}
	w.read(true)
}
