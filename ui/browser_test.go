//go:build unix && !darwin

package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browsing puts a browser on the path that notes in a file what it opens, and in which
// environment.
func browsing(t *testing.T) (notes string) {
	t.Helper()
	dir := t.TempDir()
	notes = filepath.Join(dir, "environment")
	script := "#!/bin/sh\n(echo \"opened $1\"; env; (echo x > /dev/tty) 2>/dev/null && echo on the terminal) > " + notes + "\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"DISPLAY": ":0", "SSH_CONNECTION": "", "PATH": dir + ":" + os.Getenv("PATH")} {
		t.Setenv(name, value)
	}
	return notes
}

// The browser, and whatever it starts, gets none of what is for AWS tools, and no
// terminal.
func TestBrowserGetsNoKeys(t *testing.T) {
	out := browsing(t)
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-secret", "AWS_SESSION_TOKEN": "env-token", "AWS_BEARER_TOKEN_BEDROCK": "bearer",
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
		if strings.Contains(got, "on the terminal") {
			t.Error("the browser can write on the screen")
		}
	})
}

// A sign-in opens a browser only when that is asked for, with the code in the address.
func TestSignInOpensTheBrowserWhenAsked(t *testing.T) {
	home(t, guardedProfiles)
	out := browsing(t)
	script(t, guardedHouses, func(s *session) {
		s.pass(10 * time.Minute)
		s.press("L")
		s.pass(time.Minute)
		s.sees("enter open the browser", "y copy the address")
		if text, err := os.ReadFile(out); err == nil {
			t.Fatalf("nobody has asked for %s", text)
		}
		s.press("enter")
		s.pass(time.Second)
		text, err := os.ReadFile(out)
		if want := "opened https://identity-center.example/start/#/device?user_code=" + s.theCode() + "\n"; err != nil || !strings.HasPrefix(string(text), want) {
			t.Errorf("%v: it %s", err, text)
		}
	}, shared(prodEast), size(120, 40))
}
