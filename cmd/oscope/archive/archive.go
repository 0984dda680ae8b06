// Package archive keeps the history of scopes in files across runs: one file for each
// account and Region, one entry a line. Several oscopes may use it at once. What entries
// are is package history's business; here are the files, their bounds and their locks.
package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"oscope/model/history"
)

// Bounds of a file. It is made shorter when it has become too long, to what it may
// have at most then, so that this is seldom done.
const (
	mostBytes = 2 << 20
	keptBytes = 1 << 20
	keptAge   = 180 * 24 * time.Hour
)

// Archive keeps entries in a folder, which is made when the first are written. Its zero
// value keeps nothing. It is safe for concurrent use, by several processes too.
type Archive struct {
	// Folder is where the files are.
	Folder string
	// Now is the present; by default that of the clock.
	Now func() time.Time
}

const extension = ".jsonl"

// nameOf is the name of a place's file, without what any file system cannot have in one.
func nameOf(p history.Place) string {
	parts := []string{p.Account, p.Region}
	if p.Endpoint != "" {
		parts = append(parts, p.Endpoint)
	}
	for i, part := range parts {
		part = strings.ReplaceAll(url.QueryEscape(part), "_", "%5F")
		parts[i] = part[:min(len(part), 80)]
	}
	return strings.Join(parts, "_") + extension
}

// placeOf returns the place that a file is about.
func placeOf(name string) (history.Place, bool) {
	base, ok := strings.CutSuffix(name, extension)
	parts := strings.Split(base, "_")
	if !ok || len(parts) < 2 || len(parts) > 3 {
		return history.Place{}, false
	}
	for i, part := range parts {
		text, err := url.QueryUnescape(part)
		if err != nil {
			return history.Place{}, false
		}
		parts[i] = text
	}
	return history.Place{Account: parts[0], Region: parts[1], Endpoint: strings.Join(parts[2:], "")}, true
}

// Places returns all places of which there is a history, in the order of their names.
func (a Archive) Places() ([]history.Place, error) {
	if a.Folder == "" {
		return nil, nil
	}
	files, err := os.ReadDir(a.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the history: %w", err)
	}
	var places []history.Place
	for _, file := range files {
		if place, ok := placeOf(file.Name()); ok {
			places = append(places, place)
		}
	}
	return places, nil
}

// Append adds entries to a place's history, all of them or none.
func (a Archive) Append(place history.Place, entries []history.Entry) error {
	if a.Folder == "" || len(entries) == 0 {
		return nil
	}
	if err := a.append(place, entries); err != nil {
		return fmt.Errorf("keeping the history: %w", err)
	}
	return nil
}

func (a Archive) append(place history.Place, entries []history.Entry) error {
	if err := os.MkdirAll(a.Folder, 0o700); err != nil {
		return err
	}
	file := filepath.Join(a.Folder, nameOf(place))
	unlock, err := lock(file)
	if err != nil {
		return err
	}
	defer unlock()
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if torn(f, size) {
		text.WriteByte('\n') // what follows is not lost with it
	}
	for _, e := range entries {
		text.Write(history.Encode(e))
		text.WriteByte('\n')
	}
	if _, err := f.Write(text.Bytes()); err != nil {
		_ = f.Truncate(size) // half of an entry helps nobody
		return err
	}
	if size+int64(text.Len()) > mostBytes {
		return a.shorten(file)
	}
	return nil
}

// torn reports whether a file ends within a line, because who wrote it was killed.
func torn(f *os.File, size int64) bool {
	if size == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err := f.ReadAt(last, size-1)
	return err == nil && last[0] != '\n'
}

// lock keeps others from writing what belongs to a file until it is unlocked. The lock
// is a file beside it, because the file itself may be replaced.
func lock(file string) (unlock func(), err error) {
	l := flock.New(file+".lock", flock.SetPermissions(0o600))
	if err := l.Lock(); err != nil {
		return nil, err
	}
	return func() { _ = l.Close() }, nil
}

// shorten leaves out what is too old and, of the rest, the oldest until it is short
// enough. What cannot be read is kept like what can: a later version may read it.
func (a Archive) shorten(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	oldest := a.now().Add(-keptAge)
	length, first := 0, len(lines)
	for first > 0 && length+len(lines[first-1]) <= keptBytes {
		e, err := history.Decode(bytes.TrimSpace(lines[first-1]))
		if err == nil && e.At.Before(oldest) {
			break
		}
		first--
		length += len(lines[first])
	}
	shorter, err := os.CreateTemp(a.Folder, "shorter-*")
	if err != nil {
		return err
	}
	_, err = shorter.Write(bytes.Join(lines[first:], nil))
	if err = errors.Join(err, shorter.Close()); err == nil {
		err = os.Rename(shorter.Name(), file)
	}
	if err != nil {
		_ = os.Remove(shorter.Name())
	}
	return err
}

func (a Archive) now() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}

// Load returns the history of a place, in the order in which it happened. With an
// error it returns what could be read: one that is history.ErrNewer says that a later
// version of oscope has written some of it.
func (a Archive) Load(place history.Place) ([]history.Entry, error) {
	if a.Folder == "" {
		return nil, nil
	}
	text, err := os.ReadFile(filepath.Join(a.Folder, nameOf(place)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the history: %w", err)
	}
	var entries []history.Entry
	var newer error
	for line := range bytes.Lines(text) {
		e, err := history.Decode(bytes.TrimSpace(line))
		switch {
		case err == nil:
			entries = append(entries, e)
		case errors.Is(err, history.ErrNewer):
			newer = fmt.Errorf("reading the history: some of it was %w, and is left out", history.ErrNewer)
		}
	}
	history.Sort(entries)
	return entries, newer
}
