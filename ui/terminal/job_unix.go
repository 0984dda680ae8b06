//go:build unix

package terminal

import (
	"context"
	"io"
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// Suspend returns the command that stops the program and hands the terminal to the
// shell until that continues it. It is nil where nobody could: then the system
// ignores the signal that stops.
func (j *Job) Suspend() tea.Cmd {
	if !resumable() {
		return nil
	}
	return tea.Exec(stop{j}, func(error) tea.Msg { return tea.ResumeMsg{} })
}

// resumable reports whether there is a shell with job control above. One has put
// the program into a process group of its own, in the session in which it is itself.
func resumable() bool {
	session, err := unix.Getsid(0)
	if err != nil || unix.Getpgrp() == session {
		return false
	}
	parent, err := unix.Getsid(os.Getppid())
	return err == nil && parent == session
}

// follow has the terminal set up again whenever the program was stopped by others
// and continues.
func (j *Job) follow(ctx context.Context, program *tea.Program) {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, unix.SIGCONT)
	defer signal.Stop(continued)
	for {
		select {
		case <-ctx.Done():
			return
		case <-continued:
		}
		select {
		case j.continued <- struct{}{}:
		default:
			program.Send(tea.Exec(nothing{}, func(error) tea.Msg { return tea.ClearScreen() })())
		}
	}
}

// stop is run by Bubble Tea while it does not have the terminal.
type stop struct{ job *Job }

// stopTime is how long after the signal the program may still be running. It counts
// twice, because when the program continues it has passed while it stood still.
const stopTime = 100 * time.Millisecond

func (s stop) Run() error {
	if err := unix.Kill(0, unix.SIGTSTP); err != nil {
		return err
	}
	for range 2 {
		select {
		case <-s.job.continued:
			return nil
		case <-time.After(stopTime):
		}
	}
	return nil
}

func (stop) SetStdin(io.Reader)  {}
func (stop) SetStdout(io.Writer) {}
func (stop) SetStderr(io.Writer) {}

// nothing makes Bubble Tea give the terminal back and take it again. Bubble Tea stops
// the ticker by which it draws a moment after it has given the terminal back, and if by
// then it has started it again it never draws any more: so this takes its time.
type nothing struct{ stop }

func (nothing) Run() error {
	time.Sleep(tickerTime)
	return nil
}

// tickerTime is ample for a goroutine that is ready to get the processor.
const tickerTime = 50 * time.Millisecond
