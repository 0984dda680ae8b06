// Command release makes what a release consists of: for each target an archive with the
// program, its manual pages and completions, and beside them packages for Linux, a
// bill of materials, and checksums.
//
//	go run ./cmd/release -version 1.2.3 [-to dist]
//	go run ./cmd/release -check
//
// -check only builds the program for each system and each processor, and keeps nothing.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "only build the program for each system and each processor")
	version := flag.String("version", "", "that of the release: 1.2.3")
	to := flag.String("to", "dist", "folder that is made for what comes of it")
	packages := flag.Bool("packages", true, "make deb and rpm, for which nfpm is built")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case flag.NArg() > 0:
		err = fmt.Errorf("what is %s?", strings.Join(flag.Args(), " "))
	case *check:
		err = checkTargets(ctx)
	default:
		err = release(ctx, *version, *to, *packages)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1) //nolint:gocritic // what is deferred ends with the program
	}
}

var versions = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)

// release makes everything in a folder that does not exist yet.
func release(ctx context.Context, version, to string, packages bool) error {
	if !versions.MatchString(version) {
		return fmt.Errorf("-version %q: want one as 1.2.3", version)
	}
	if err := os.Mkdir(to, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	extras, err := documents(ctx, work, version)
	if err != nil {
		return err
	}
	for _, t := range targets {
		program := filepath.Join(work, t.os+"_"+t.arch, t.program())
		if err := build(ctx, t, version, program); err != nil {
			return err
		}
		stem := "oscope_" + version + "_" + t.os + "_" + t.arch
		if err := pack(filepath.Join(to, stem), t, program, extras); err != nil {
			return err
		}
		if err := writeBill(filepath.Join(to, stem+".cdx.json"), program, version); err != nil {
			return err
		}
		if packages && t.os == "linux" {
			if err := linuxPackages(ctx, t, version, program, filepath.Join(work, "extras"), to); err != nil {
				return err
			}
		}
	}
	return errors.Join(writeSums(to), list(to))
}

// list says what there is.
func list(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Printf("%8.1f MB  %s\n", float64(info.Size())/1e6, e.Name())
	}
	return nil
}
