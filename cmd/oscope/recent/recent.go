// Package recent keeps what was chosen lately (profiles, Regions, what is found in the
// palette), by its name alone, in a small file of this user.
package recent

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// File is where it is kept. With an empty path nothing is.
type File struct {
	Path string
	one  *sync.Mutex // writes it at a time
}

// most of each are kept.
const most = 20

// In returns the file in a folder for what is kept across runs; there may be no such
// folder, which is empty then.
func In(folder string) File {
	if folder == "" {
		return File{}
	}
	return File{filepath.Join(folder, "recent.json"), &sync.Mutex{}}
}

// Lately returns names by what they are of, the last first; of a file that cannot be
// read, none.
func (f File) Lately() map[string][]string {
	known := map[string][]string{}
	text, err := os.ReadFile(f.Path)
	if err != nil || json.Unmarshal(text, &known) != nil || known == nil {
		return map[string][]string{}
	}
	return known
}

// Chosen puts names before those that are known.
func (f File) Chosen(names map[string][]string) {
	f.change(func(known map[string][]string) {
		for of, some := range names {
			known[of] = before(some, known[of])
		}
	})
}

// change writes the file anew. What cannot be written is forgotten: it is a convenience.
func (f File) change(change func(known map[string][]string)) {
	if f.Path == "" {
		return
	}
	f.one.Lock()
	defer f.one.Unlock()
	known := f.Lately()
	change(known)
	text, err := json.Marshal(known)
	if err != nil || os.MkdirAll(filepath.Dir(f.Path), 0o700) != nil {
		return
	}
	part, err := os.CreateTemp(filepath.Dir(f.Path), ".recent-*")
	if err != nil {
		return
	}
	_, err = part.Write(append(text, '\n'))
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), f.Path)
	}
	if err != nil {
		_ = os.Remove(part.Name())
	}
}

func before(some, known []string) []string {
	all := slices.Clone(some)
	for _, name := range known {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all[:min(len(all), most)]
}
