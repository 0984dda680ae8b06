//go:build unix && !darwin

package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The browser, and whatever it starts, gets none of what is for AWS tools.
func TestBrowserGetsNoKeys(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "environment")
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\n(echo \"opened $1\"; env) > "+out+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"DISPLAY": ":0", "SSH_CONNECTION": "", "PATH": dir + ":" + os.Getenv("PATH"), "AWS_ACCESS_KEY_ID": "AKIDENV",
		"AWS_SECRET_ACCESS_KEY": "env-secret", "AWS_SESSION_TOKEN": "env-token", "AWS_BEARER_TOKEN_BEDROCK": "bearer",
	} {
		t.Setenv(name, value)
	}
	script(t, `{"applications": [{"name": "metrics"}]}`, func(s *session) {
		s.press("2", "o")
		s.pass(time.Second)
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		got := string(text)
		a, _ := s.application("metrics")
		if !strings.HasPrefix(got, "opened "+a.Endpoint+"\n") || !strings.Contains(got, "DISPLAY=:0\n") {
			t.Errorf("got %s", got)
		}
		if strings.Contains(got, "AWS_") {
			t.Errorf("the browser has our variables: %s", got)
		}
	})
}
