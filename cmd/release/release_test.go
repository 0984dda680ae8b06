package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The same files make the same archive, under one folder, and the sums are of all.
func TestArchives(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "program")
	if err := os.WriteFile(program, []byte("the program"), 0o600); err != nil {
		t.Fatal(err)
	}
	var archives [][]byte
	for range 2 {
		for _, to := range []target{{"linux", "arm64"}, {"windows", "amd64"}} {
			if err := pack(filepath.Join(folder, "oscope_1"), to, program, []member{{"man/oscope.1", program, 0o644}}); err != nil {
				t.Fatal(err)
			}
			name := map[string]string{"linux": "oscope_1.tar.gz", "windows": "oscope_1.zip"}[to.os]
			made, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			archives = append(archives, made)
		}
	}
	if !bytes.Equal(archives[0], archives[2]) || !bytes.Equal(archives[1], archives[3]) {
		t.Error("the same files make different archives")
	}
	z, err := zip.NewReader(bytes.NewReader(archives[1]), int64(len(archives[1])))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != 2 || z.File[0].Name != "oscope_1/oscope.exe" || z.File[0].Mode() != 0o755 || z.File[1].Name != "oscope_1/man/oscope.1" {
		t.Errorf("%v", z.File)
	}
	if err := writeSums(folder); err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil || strings.Count(string(sums), "\n") != 3 || !strings.Contains(string(sums), "  oscope_1.zip\n") {
		t.Errorf("%v %s", err, sums)
	}
}

// The bill of materials is of a built program: this one.
func TestBill(t *testing.T) {
	to := filepath.Join(t.TempDir(), "bill.json")
	if err := writeBill(to, os.Args[0], "1.2.3"); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		BOMFormat  string
		Components []struct{ Name, Version, PURL string }
	}
	if err := json.Unmarshal(written, &bill); err != nil || bill.BOMFormat != "CycloneDX" || len(bill.Components) == 0 || bill.Components[0].Name != "stdlib" || !strings.HasPrefix(bill.Components[0].PURL, "pkg:golang/stdlib@1.") {
		t.Errorf("%v %s", err, written)
	}
}

// A version that is none is refused before anything is made.
func TestVersionOfARelease(t *testing.T) {
	to := filepath.Join(t.TempDir(), "dist")
	for _, version := range []string{"", "v1.2.3", "1.2", "1.2.3 "} {
		if err := release(t.Context(), version, to, false); err == nil {
			t.Errorf("%q is taken", version)
		}
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("something is made")
	}
}
