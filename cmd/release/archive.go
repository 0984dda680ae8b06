package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// member is a file of an archive.
type member struct {
	name string // in it
	path string // here
	mode fs.FileMode
}

// epoch dates what has no date of its own, so that the same files make the same archive.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// documents are what comes with the program: licence, manual pages and completions,
// which this machine's program writes.
func documents(ctx context.Context, work, version string) ([]member, error) {
	program := filepath.Join(work, "here", "oscope")
	if err := build(ctx, target{}, version, program); err != nil {
		return nil, err
	}
	extras := filepath.Join(work, "extras")
	if _, err := run(ctx, nil, program, "man", filepath.Join(extras, "man")); err != nil {
		return nil, err
	}
	completions := filepath.Join(extras, "completions")
	if err := os.MkdirAll(completions, 0o755); err != nil { //nolint:gosec // for everybody to read
		return nil, err
	}
	for shell, file := range map[string]string{"bash": "oscope.bash", "zsh": "_oscope", "fish": "oscope.fish", "powershell": "oscope.ps1"} {
		script, err := run(ctx, nil, program, "completion", shell)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(completions, file), script, 0o644); err != nil { //nolint:gosec // the same
			return nil, err
		}
	}
	all := []member{{"LICENSE", "LICENSE", 0o644}, {"README.md", "README.md", 0o644}, {"CHANGELOG.md", "CHANGELOG.md", 0o644}}
	err := filepath.WalkDir(extras, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(extras, path)
		all = append(all, member{filepath.ToSlash(name), path, 0o644})
		return err
	})
	return all, err
}

// pack writes the archive of a target: a zip for Windows, else a compressed tar.
func pack(stem string, t target, program string, extras []member) error {
	folder := filepath.Base(stem)
	members := append([]member{{t.program(), program, 0o755}}, extras...)
	for i := range members {
		members[i].name = folder + "/" + members[i].name
	}
	if t.os == "windows" {
		return create(stem+".zip", func(w io.Writer) error { return zipped(w, members) })
	}
	return create(stem+".tar.gz", func(w io.Writer) error { return tarred(w, members) })
}

func create(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func zipped(w io.Writer, members []member) error {
	z := zip.NewWriter(w)
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: epoch}
		header.SetMode(m.mode)
		to, err := z.CreateHeader(header)
		if err == nil {
			err = copyFile(to, m.path)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func tarred(w io.Writer, members []member) error {
	compressed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(compressed)
	for _, m := range members {
		info, err := os.Stat(m.path)
		if err != nil {
			return err
		}
		header := &tar.Header{Name: m.name, Mode: int64(m.mode), Size: info.Size(), ModTime: epoch, Format: tar.FormatPAX}
		if err := t.WriteHeader(header); err != nil {
			return err
		}
		if err := copyFile(t, m.path); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), compressed.Close())
}
