package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// target is what the program is built for.
type target struct{ os, arch string }

var targets = []target{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

func (t target) program() string {
	if t.os == "windows" {
		return "oscope.exe"
	}
	return "oscope"
}

// build builds the program without what debuggers need and without paths of this
// machine, so that the same sources make the same file. The zero target is this machine.
func build(ctx context.Context, t target, version, to string) error {
	flags := "-s -w"
	if version != "" {
		flags += " -X main.released=" + version
	}
	_, err := run(ctx, []string{"GOOS=" + t.os, "GOARCH=" + t.arch, "CGO_ENABLED=0"}, "go", "build", "-trimpath", "-ldflags", flags, "-o", to, "./cmd/oscope")
	return err
}

// run runs a command and returns what it writes. If it fails, that is in the error.
func run(ctx context.Context, environment []string, name string, arguments ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Env = append(os.Environ(), environment...)
	var errs strings.Builder
	command.Stderr = &errs
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s %s: %w\n%s", strings.Join(environment, " "), name, strings.Join(arguments, " "), err, errs.String())
	}
	return out, nil
}

// checked are the targets that the gate builds: each system and each processor once. No
// file of the program is for one pair of them alone.
var checked = []target{{"linux", "arm64"}, {"darwin", "arm64"}, {"windows", "amd64"}}

// checkTargets builds the program for some targets and says how large it is.
func checkTargets(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	var failed error
	for _, t := range checked {
		began := time.Now()
		to := filepath.Join(folder, t.program())
		if err := build(ctx, t, "", to); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		info, err := os.Stat(to)
		if err != nil {
			return err
		}
		fmt.Printf("%-8s %-6s %5.1f MB  %.0f s\n", t.os, t.arch, float64(info.Size())/1e6, time.Since(began).Seconds())
	}
	return failed
}

// copyFile copies a file into a writer.
func copyFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	_, err = io.Copy(w, f)
	return err
}
