// Package recent keeps what was chosen lately, by names alone, in a small file of this
// user: which profiles and Regions were opened, and which columns views show.
package recent

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// File is where they are kept. With an empty path nothing is.
type File struct{ Path string }

// names are what the file holds: of profiles and Regions the last first.
type names struct {
	Profiles []string            `json:"profiles,omitempty"`
	Regions  []string            `json:"regions,omitempty"`
	Columns  map[string][]string `json:"columns,omitempty"` // by views, in their order
}

// most profiles and Regions are kept.
const most = 20

// In returns the file in a folder for what is kept across runs; there may be no such
// folder, which is empty then.
func In(folder string) File {
	if folder == "" {
		return File{}
	}
	return File{filepath.Join(folder, "recent.json")}
}

// Lately returns the names, the last first; of a file that cannot be read, none.
func (f File) Lately() (profiles, regions []string) {
	known := f.read()
	return known.Profiles, known.Regions
}

func (f File) read() (known names) {
	text, err := os.ReadFile(f.Path)
	if err != nil || json.Unmarshal(text, &known) != nil {
		return names{}
	}
	return known
}

// Opened puts names before those that are known.
func (f File) Opened(profiles, regions []string) {
	f.change(func(known *names) {
		known.Profiles, known.Regions = before(profiles, known.Profiles), before(regions, known.Regions)
	})
}

// Columns returns the columns that were chosen, by the names of views.
func (f File) Columns() map[string][]string { return f.read().Columns }

// Choose keeps the columns of a view; none forgets what was chosen.
func (f File) Choose(view string, columns []string) {
	f.change(func(known *names) {
		if known.Columns == nil {
			known.Columns = map[string][]string{}
		}
		if known.Columns[view] = columns; len(columns) == 0 {
			delete(known.Columns, view)
		}
	})
}

// change writes the file anew. What cannot be written is forgotten: it is a convenience.
func (f File) change(change func(*names)) {
	if f.Path == "" {
		return
	}
	known := f.read()
	change(&known)
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
