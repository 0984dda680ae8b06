// Command oscope is a terminal dashboard for Amazon OpenSearch Service.
//
// This package reads flags and the environment, makes the clients and runs
// one program or one subcommand; everything else is below it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"oscope/cmd/oscope/exit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := execute(ctx)
	stop()
	code, says := exit.Of(err)
	if says != nil {
		fmt.Fprintln(os.Stderr, "oscope:", says)
	}
	os.Exit(int(code))
}
