package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// component is a part of the program, as CycloneDX 1.6 has it.
type component struct {
	Type    string `json:"type"`
	BOMRef  string `json:"bom-ref"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl"`
}

// writeBill writes what a built program consists of: the modules that the Go tool has
// stamped into it, and the standard library.
func writeBill(to, program, version string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	module := func(path, version string) component {
		purl := "pkg:golang/" + path + "@" + version
		return component{"library", purl, path, version, purl}
	}
	parts := []component{module("stdlib", strings.TrimPrefix(info.GoVersion, "go"))}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		parts = append(parts, module(m.Path, m.Version))
	}
	itself := module(info.Main.Path, "v"+version)
	itself.Type = "application"
	bill := map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata":   map[string]any{"component": itself},
		"components": parts,
	}
	return create(to, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(bill)
	})
}

// writeSums writes the checksums of all files of a folder, as sha256sum does.
func writeSums(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var lines []string
	for _, e := range entries {
		sum := sha256.New()
		if err := copyFile(sum, filepath.Join(folder, e.Name())); err != nil {
			return err
		}
		lines = append(lines, hex.EncodeToString(sum.Sum(nil))+"  "+e.Name()+"\n")
	}
	if len(lines) == 0 {
		return errors.New("there is nothing to be summed up")
	}
	slices.Sort(lines)
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(strings.Join(lines, "")), 0o644) //nolint:gosec // for everybody to read
}
