// Package recent keeps which profiles and Regions were opened lately, by their names
// alone, in a small file of this user.
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

// names are what the file holds, the last first.
type names struct {
	Profiles []string `json:"profiles,omitempty"`
	Regions  []string `json:"regions,omitempty"`
}

// most of each are kept.
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

// Opened puts names before those that are known. What cannot be written is forgotten: it
// is a convenience.
func (f File) Opened(profiles, regions []string) {
	if f.Path == "" {
		return
	}
	known := f.read()
	known = names{before(profiles, known.Profiles), before(regions, known.Regions)}
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
