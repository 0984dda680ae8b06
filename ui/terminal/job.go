package terminal

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// Job is the program as the shell above it and the system see it: something that
// is stopped, continued and told to end.
type Job struct {
	terminal  term.File
	continued chan struct{} // told to the command that has stopped the program
}

// NewJob returns the job of a program that runs in a terminal.
func NewJob(terminal term.File) *Job {
	return &Job{terminal: terminal, continued: make(chan struct{})}
}

// endTime is how long a program may take to end after its context has: longer than
// a terminal takes that can be written to.
const endTime = time.Second

// Run runs the program until it ends, or until shortly after ctx has: a terminal
// that takes no output holds the program in a write from which nothing wakes it.
// The terminal then gets its mode back, which needs no output. ctx must be the
// program's own.
func (j *Job) Run(ctx context.Context, program *tea.Program) error {
	before, err := term.GetState(j.terminal.Fd())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go j.follow(ctx, program)
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(endTime):
	}
	return term.Restore(j.terminal.Fd(), before)
}
