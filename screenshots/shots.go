package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"time"
)

// shot is one picture: a terminal, a program in it and what to do with the two.
type shot struct {
	name          string
	width, height uint16 // in cells
	light         bool
	env           []string // beyond what newSession gives
	args          []string
	script        []step
}

var shots = slices.Concat(
	[]shot{{
		name: "attach", width: 112, height: 28, args: []string{"--demo"},
		script: []step{
			wait(`In flight`), keys("2"), wait(`logs-prod +✓ ACTIVE`), film(2 * time.Second),
			keys("a"), wait(`▸ Data source`), film(2 * time.Second),
			keys("m", "e", "t"), film(time.Second),
			keys("\r", "\x13"), wait(`aws opensearch attach`), film(4 * time.Second),
			keys("\r"), wait(`logs-prod +metrics-long-term +◐ PENDING`), film(4 * time.Second),
			wait(`logs-prod +metrics-long-term +✓ ATTACHED`), film(4 * time.Second),
		},
	}},
	darkAndLight("overview",
		wait(`COPYING → `), // something has happened by then
		settle(),
	),
	darkAndLight("attachments",
		wait(`In flight`),
		keys("3"),
		wait(`APPLICATION +DATA SOURCE`),
		keys("g", "j"), // onto one that is PENDING
		wait(`Why +waits for`),
		settle(),
	),
	darkAndLight("attach-form",
		wait(`In flight`),
		keys("2"),
		wait(`logs-prod`),
		keys("a"),
		wait(`▸ Data source`),
		settle(),
	),
	darkAndLight("change",
		wait(`In flight`),
		keys("7"),
		wait(`app-logs-prod`),
		keys("/", "app-logs", "\r", "\r"),
		wait(`Stages · [3-8] of 8`), // some of them are over by then
		settle(),
	),
	darkAndLight("history",
		wait(`COPYING → `), // something has happened by then
		keys("8"),
		wait(`settled`),
		keys("/", "kind:package available", "\r"),
		wait(`How it went`),
		settle(),
	),
	// The review finds what the service would let happen: a VPC that the application cannot
	// get into, which one key mends, and a plugin for another engine version.
	darkAndLight("checks-attach",
		wait(`In flight`),
		keys("7", "/", "app-logs-prod", "\r"),
		wait(`▌ +app-logs-prod`),
		keys("a"),
		wait(`▸ Application`),
		keys("logs-prod", "\r", "\x13"),
		wait(`✗ VPC access`),
		settle(),
	),
	darkAndLight("checks-plugin",
		wait(`In flight`),
		keys("4"),
		wait(`Packages · [1-9]`),
		keys("n"),
		wait(`▸ Type`),
		keys("\x1b[B", "\r", "rollup", "\r", "2.19", "\r", "\t"),
		wait(`▸ Bucket`),
		keys("acme-opensearch-packages", "\r"),
		wait(`plugins/`),
		keys("plugins/timeseries-rollup-2.19.zip", "\r", "\x13"),
		wait(`✗ archive`),
		settle(),
	),
	darkAndLight("associations",
		wait(`In flight`),
		keys("5"),
		wait(`ASSOCIATING`),
		wait(`Associations · 1`),
		keys("g"),
		settle(),
	),
)

// darkAndLight is two shots of the demo at the size of a README.
func darkAndLight(name string, script ...step) []shot {
	s := shot{width: 120, height: 35, args: []string{"--demo"}, script: script}
	dark, light := s, s
	dark.name = name + "-dark"
	light.name, light.light = name+"-light", true
	return []shot{dark, light}
}

// step is one line of a script.
type step func(context.Context, *session) error

const (
	// keyPause is how long a key has before the next.
	keyPause = 40 * time.Millisecond
	// waitLimit is how long a text may take to appear.
	waitLimit = 2 * time.Minute
)

// wait goes on when the screen matches a regular expression, in which ^ and $
// are the ends of a row.
func wait(pattern string) step {
	re := regexp.MustCompile("(?m)" + pattern)
	return func(ctx context.Context, s *session) error {
		ctx, cancel := context.WithTimeoutCause(ctx, waitLimit, fmt.Errorf("%q did not appear within %v", pattern, waitLimit))
		defer cancel()
		return s.waitFor(ctx, func() bool { return re.MatchString(s.text()) })
	}
}

// keys presses keys, each given as the bytes that a terminal sends for it.
func keys(sequences ...string) step {
	return func(ctx context.Context, s *session) error {
		for _, sequence := range sequences {
			if _, err := s.tty.WriteString(sequence); err != nil {
				return err
			}
			select {
			case <-time.After(keyPause):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}
}

// settle goes on when the program has written nothing for a fifth of a second,
// or after two seconds of a screen that is never still.
func settle() step {
	const quiet, limit = 200 * time.Millisecond, 2 * time.Second
	return func(ctx context.Context, s *session) error {
		deadline := time.Now().Add(limit)
		return s.waitFor(ctx, func() bool {
			now := time.Now()
			return now.Sub(s.lastOutput()) >= quiet || now.After(deadline)
		})
	}
}

// picture is a file in the making.
type picture struct {
	extension string
	data      []byte
}

// take returns the shot: a GIF if its script has frames, else a PNG of the last screen.
func (s shot) take(ctx context.Context, program string) (picture, error) {
	home, err := os.MkdirTemp("", "oscope-home-")
	if err != nil {
		return picture{}, err
	}
	defer os.RemoveAll(home)
	on, err := newSession(ctx, s, program, home)
	if err != nil {
		return picture{}, err
	}
	defer on.close()
	for _, do := range s.script {
		if err := do(ctx, on); err != nil {
			return picture{}, fmt.Errorf("%w; the screen:\n%s", err, on.text())
		}
	}
	look := dark
	if s.light {
		look = light
	}
	if len(on.frames) > 0 {
		data, err := animate(on.frames, look)
		return picture{".gif", data}, err
	}
	data, err := encode(paint(on.snapshot(), look))
	return picture{".png", data}, err
}
