package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"oscope/cmd/oscope/config"
	"oscope/model"
	"oscope/ui/notify"
)

// commandTime is how long a command of the operator's may run.
const commandTime = 30 * time.Second

// telling are the rules of the configuration.
func telling(ctx context.Context, c config.Notify) notify.Rules {
	rules := notify.Rules{Always: c.When == config.Always, Never: c.When == config.Never, Bell: c.Bell}
	for _, kind := range c.Kinds {
		rules.Kinds = append(rules.Kinds, model.Kind(kind))
	}
	if len(c.Command) > 0 {
		rules.Run = func(f notify.Fact) error { return runWith(ctx, c.Command, f) }
	}
	return rules
}

// runWith runs a command with a fact in its environment. It has no terminal: what it
// writes would go over the screen.
func runWith(ctx context.Context, command []string, f notify.Fact) error {
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	run := exec.CommandContext(ctx, command[0], command[1:]...)
	run.Env = append(os.Environ(),
		"OSCOPE_TEXT="+clean(f.Text), "OSCOPE_KIND="+string(f.Key.Kind), "OSCOPE_NAME="+clean(f.Name),
		"OSCOPE_STATUS="+clean(string(f.Status)), "OSCOPE_BEFORE="+clean(string(f.Before)), "OSCOPE_REASON="+clean(f.Reason),
		"OSCOPE_ACCOUNT="+f.Account, "OSCOPE_REGION="+f.Region)
	if err := run.Run(); err != nil {
		return fmt.Errorf("notify.command %s: %w", command[0], err)
	}
	return nil
}

// clean makes a text of AWS's safe for an environment, which ends at a zero byte.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }
