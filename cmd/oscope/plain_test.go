package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The conversation needs no terminal, by flag and by configuration, and ends with what is
// typed.
func TestPlain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plain.toml")
	if err := os.WriteFile(file, []byte("plain = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{{"--demo", "--plain"}, {"--demo", "--config", file}} {
		command := program(t, arguments...)
		command.Stdin = strings.NewReader("applications\n2\n")
		out, err := command.Output()
		if err != nil {
			t.Errorf("oscope %q: %v", arguments, err)
		}
		for _, says := range []string{"oscope · DEMO\nAccount 123456789012 · us-east-1\n", "\nApplications · 8\n", "\nmetrics\nStatus: ACTIVE\n"} {
			if !bytes.Contains(out, []byte(says)) {
				t.Errorf("oscope %q does not say %q:\n%s", arguments, says, out)
			}
		}
		if bytes.ContainsAny(out, "\x1b\r\a") {
			t.Errorf("oscope %q writes more than text: %q", arguments, out)
		}
	}
}

// ctrl+c leads to the menu, and twice it ends the program, which is no failure.
func TestPlainIsInterrupted(t *testing.T) {
	command := program(t, "--demo", "--plain")
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	until := func(text string) {
		t.Helper()
		chunk := make([]byte, 4096)
		for deadline := time.Now().Add(20 * time.Second); !strings.Contains(said.String(), text); {
			n, err := out.Read(chunk)
			said.Write(chunk[:n])
			if err != nil || time.Now().After(deadline) {
				t.Fatalf("it does not say %q (%v):\n%s", text, err, said.String())
			}
		}
	}
	if _, err := io.WriteString(in, "2\n"); err != nil {
		t.Fatal(err)
	}
	until("Applications · 8: ")
	for _, says := range []string{"Interrupted: back at the menu. ctrl+c again ends oscope.", ""} {
		if err := command.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		until(says)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
}
