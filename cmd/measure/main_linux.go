package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

func main() {
	var o options
	flag.IntVar(&o.runs, "runs", 5, "rounds, each of which runs every program once")
	flag.IntVar(&o.keys, "keys", 40, "keys to press in each run")
	flag.DurationVar(&o.idle, "idle", 10*time.Second, "how long to leave a program alone in each run")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, unix.SIGTERM)
	err := measure(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

type options struct {
	runs, keys int
	idle       time.Duration
}

// subject is a program to measure.
type subject struct {
	name    string
	command []string
	env     []string
	paint   string   // is in the output when the first frame is
	setup   string   // keys to press before measuring
	keys    []string // to press by turns
}

func measure(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "measure")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for name, path := range map[string]string{"oscope": "./cmd/oscope", "trivial": "./cmd/measure/trivial"} {
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(dir, name), path)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("building %s: %w", path, err)
		}
	}
	oscope := filepath.Join(dir, "oscope")
	subjects := []subject{{name: "trivial program", command: []string{filepath.Join(dir, "trivial")}, paint: "trivial", keys: []string{"a"}}}
	var services []service
	defer func() {
		for _, s := range services {
			s.end()
		}
	}()
	for _, w := range worlds {
		emulator, err := serve(ctx, oscope, dir, w)
		if err != nil {
			return err
		}
		services = append(services, emulator)
		subjects = append(subjects, subject{
			name: "oscope, " + w.name, command: []string{oscope}, env: emulator.environment(),
			paint: "flight", setup: "2", keys: []string{"j", "j", "j", "k", "k", "k"},
		})
	}
	all := make([][]figures, len(subjects))
	began := load()
	for range o.runs {
		for i, s := range subjects {
			f, err := run(ctx, s, o)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			all[i] = append(all[i], f)
		}
	}
	fmt.Print(table(o, subjects, all, began))
	return nil
}

// figures are of one run.
type figures struct {
	paint, key  time.Duration
	keys        []time.Duration // all of them; of the whole table the slowest hundredth counts
	bytes       float64         // per key
	keyCPU      time.Duration
	idleCPU     float64 // of one processor
	idleWakeUps float64 // per second
	idleBytes   float64 // per second
	memory      float64 // most, in MiB
}

var errNoPaint = errors.New("there is no first frame")

func run(ctx context.Context, s subject, o options) (figures, error) {
	t, err := start(ctx, s)
	if err != nil {
		return figures{}, err
	}
	defer t.end()
	var f figures
	var ok bool
	if f.paint, ok = t.waitFor(s.paint, 20*time.Second); !ok {
		return figures{}, errNoPaint
	}
	time.Sleep(time.Second) // data comes in
	for _, key := range s.setup {
		t.press(string(key))
	}
	var took []time.Duration
	var sent int
	before := usageOf(t.pid())
	for i := range o.keys {
		d, n := t.press(s.keys[i%len(s.keys)])
		took, sent = append(took, d), sent+n
		time.Sleep(100*time.Millisecond + time.Duration(i*37%50)*time.Millisecond) // in no step with any clock
	}
	used := usageOf(t.pid()).since(before)
	f.keys = took
	f.key, f.bytes, f.keyCPU = median(took), float64(sent)/float64(o.keys), used.cpu/time.Duration(o.keys)

	time.Sleep(time.Second)
	before, sent = usageOf(t.pid()), t.received()
	time.Sleep(o.idle)
	used = usageOf(t.pid()).since(before)
	f.idleCPU, f.idleWakeUps = used.cpu.Seconds()/o.idle.Seconds(), float64(used.wakeUps)/o.idle.Seconds()
	f.idleBytes = float64(t.received()-sent) / o.idle.Seconds()
	f.memory = float64(usageOf(t.pid()).memory) / (1 << 20)
	return f, nil
}
