package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"

	"oscope/ui"
	"oscope/ui/guard"
	"oscope/ui/plain"
)

// talk opens what is to be opened as a conversation, in which ctrl+c interrupts what is
// waited for, and ends nothing at first.
func talk(ctx context.Context, s settings, calls *calls, o ui.Options) error {
	if ctx.Err() != nil {
		return nil // a signal has come already
	}
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	conversation := plain.New(plain.Options{
		In: os.Stdin, Out: os.Stdout, Echo: term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd()),
		ASCII: s.ascii || !utf8Locale(), Interrupts: interrupts,
	})
	o.Listener, o.Look.Words = conversation, true
	app := ui.New(ctx, o)
	guarded := guard.New(ctx, app)
	calls.complain(func(err error) { conversation.Complain(err) })
	err := conversation.Run(ctx, guarded)
	if p := guarded.Panic(); p != nil {
		return crashed(calls, p)
	}
	return err
}
