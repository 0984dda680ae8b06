// Command screenshots builds oscope, runs it in a pseudo terminal, presses the
// keys of each shot and draws what the terminal then shows as a PNG, or as a GIF that moves. It needs
// no display, no font and no network, and the same screen always becomes the
// same bytes.
//
//	go run -C screenshots .                      all shots, into screenshots/
//	go run -C screenshots . -only overview-dark  one of them
//	go run -C screenshots . -out /tmp            somewhere else
//
// shots.go says what is photographed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run() error {
	out := flag.String("out", ".", "write the pictures into `DIR`, relative to screenshots/")
	only := flag.String("only", "", "take only the shot called `NAME`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	wanted, err := choose(*only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "oscope-screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "oscope")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/oscope")
	build.Dir = ".."
	if output, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building ../cmd/oscope (run this with go run -C screenshots .): %w\n%s", err, output)
	}
	if err := os.MkdirAll(*out, 0o755); err != nil { //nolint:gosec // pictures are for everybody
		return err
	}
	for _, s := range wanted {
		picture, err := s.take(ctx, program)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		file := filepath.Join(*out, s.name+picture.extension)
		if err := os.WriteFile(file, picture.data, 0o644); err != nil { //nolint:gosec // a picture for everybody
			return err
		}
		fmt.Printf("%s  %d kB\n", file, len(picture.data)/1000)
	}
	return nil
}

// choose returns the shots to take: all, or the one of a name.
func choose(only string) ([]shot, error) {
	if only == "" {
		return shots, nil
	}
	var names []string
	for i, s := range shots {
		if s.name == only {
			return shots[i : i+1], nil
		}
		names = append(names, s.name)
	}
	return nil, fmt.Errorf("no shot is called %q; there are %s", only, strings.Join(names, ", "))
}
