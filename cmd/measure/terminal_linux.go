package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const terminalColumns, terminalRows = 200, 50

// silence is how long a program writes nothing when it is done with a key.
const silence = 60 * time.Millisecond

// terminal is one of the kernel's with a program in it.
type terminal struct {
	master  *os.File
	command *exec.Cmd
	began   time.Time

	mu   sync.Mutex
	text []byte    // all that the program has written
	last time.Time // of it
}

func start(ctx context.Context, s subject) (*terminal, error) {
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	t := &terminal{master: os.NewFile(uintptr(fd), "/dev/ptmx")}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: terminalColumns, Row: terminalRows})
	}
	var slave *os.File
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		_ = t.master.Close()
		return nil, err
	}
	defer func() { _ = slave.Close() }()
	t.command = exec.CommandContext(ctx, s.command[0], s.command[1:]...)
	t.command.Stdin, t.command.Stdout, t.command.Stderr = slave, slave, slave
	t.command.Env = append(append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor"), s.env...)
	t.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t.began = time.Now()
	if err := t.command.Start(); err != nil {
		_ = t.master.Close()
		return nil, err
	}
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	part := make([]byte, 1<<16)
	for {
		n, err := t.master.Read(part)
		if err != nil {
			return
		}
		t.mu.Lock()
		t.text, t.last = append(t.text, part[:n]...), time.Now()
		t.mu.Unlock()
	}
}

func (t *terminal) end() {
	_ = t.command.Process.Kill()
	_ = t.command.Wait()
	_ = t.master.Close()
}

func (t *terminal) pid() int { return t.command.Process.Pid }

// received is how many bytes the program has written.
func (t *terminal) received() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.text)
}

// waitFor waits until text is in what the program has written, and returns how long
// after its start that came.
func (t *terminal) waitFor(text string, most time.Duration) (time.Duration, bool) {
	for time.Since(t.began) < most {
		t.mu.Lock()
		found, at := bytes.Contains(t.text, []byte(text)), t.last.Sub(t.began)
		t.mu.Unlock()
		if found {
			return at, true
		}
		time.Sleep(100 * time.Microsecond)
	}
	return 0, false
}

// press presses a key and returns when the last byte came that it has caused, and how
// many there were.
func (t *terminal) press(key string) (time.Duration, int) {
	before, pressed := t.received(), time.Now()
	_, _ = t.master.WriteString(key)
	for {
		time.Sleep(silence / 10)
		t.mu.Lock()
		n, last := len(t.text)-before, t.last
		t.mu.Unlock()
		if n > 0 && time.Since(last) >= silence || time.Since(pressed) > time.Second {
			return max(0, last.Sub(pressed)), n
		}
	}
}
