// Command oscope is a terminal dashboard for Amazon OpenSearch Service.
//
// This package reads flags and the environment, makes one client and runs one
// program or one subcommand; everything else is below it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := newRootCommand().ExecuteContext(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "oscope:", err)
		os.Exit(1)
	}
}
