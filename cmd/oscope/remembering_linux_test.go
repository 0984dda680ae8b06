package main_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/archive"
	"oscope/model"
	"oscope/model/history"
)

// underWay is what goes on for as long as the emulator stands still.
const underWay = `{"applications": [{"name": "logs", "status": "UPDATING"}]}`

// dwelling is a home in which things are kept, of an emulator.
type dwelling struct {
	archive.Archive
	home, url string
	place     history.Place
}

func settle(t *testing.T) dwelling {
	t.Helper()
	world, err := emulator.ParseWorld([]byte(underWay))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(emulator.New(world, emulator.Options{Standstill: true}).Control())
	t.Cleanup(server.Close)
	home := t.TempDir()
	return dwelling{
		Archive: archive.Archive{Folder: filepath.Join(home, ".local", "state", "oscope", "history")},
		home:    home, url: server.URL,
		place: history.Place{Account: "123456789012", Region: "us-east-1", Endpoint: strings.TrimPrefix(server.URL, "http://")},
	}
}

// open runs the program there.
func (d dwelling) open(t *testing.T, program string) *window {
	t.Helper()
	environment := []string{"HOME=" + d.home, "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1"}
	return openWith(t, true, environment, program, "--endpoint-url", d.url)
}

// Killed while something is under way and started again, it says the same since when.
func killed(t *testing.T, program string) {
	d := settle(t)
	w := d.open(t, program)
	w.sees("UPDATING")
	var entries []history.Entry
	for deadline := time.Now().Add(20 * time.Second); len(entries) == 0; time.Sleep(20 * time.Millisecond) {
		var err error
		if entries, err = d.Load(d.place); err != nil || time.Now().After(deadline) {
			t.Fatalf("nothing is kept: %v", err)
		}
	}
	time.Sleep(4 * time.Second) // for a new beginning to read differently
	w.signal(unix.SIGKILL)
	<-w.ended
	again := d.open(t, program)
	again.sees("UPDATING")
	since := regexp.MustCompile(`≥(\d+)s`)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		again.mu.Lock()
		screen := again.screen.String()
		again.mu.Unlock()
		passed := time.Since(entries[0].At).Seconds()
		if found := since.FindStringSubmatch(screen); found != nil {
			if shown, _ := strconv.ParseFloat(found[1], 64); passed-shown < 2.5 && shown-passed < 1 {
				break
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%.1f s have passed, and it shows:\n%s", passed, screen)
		}
	}
	again.write("q")
	again.ends()
}

// What is in the way of keeping or of reading what was kept is said, and nothing else is
// the worse for it.
func spoiledHistory(t *testing.T, program string) {
	newer, torn := `{"v":7,"of":"tomorrow"}`+"\n", `{"v":1,"at":"2026-11-2`
	for name, spoil := range map[string]func(t *testing.T, file string){
		"written by a newer version": func(t *testing.T, file string) {
			f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := fmt.Fprint(f, newer, torn); err != nil {
				t.Fatal(err)
			}
			_ = f.Close()
		},
		"keeping the history": func(t *testing.T, file string) {
			if err := os.Mkdir(file+".lock", 0o700); err != nil {
				t.Fatal(err)
			}
		},
	} {
		d := settle(t)
		if err := d.Append(d.place, []history.Entry{{At: time.Now().Add(-time.Minute), Key: model.PackageKey("F9"), Title: "once upon a time", Operation: "DeletePackage", By: "role/Operator", Outcome: "done"}}); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(d.Folder, "*.jsonl"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v, %v", files, err)
		}
		_ = os.Remove(files[0] + ".lock")
		spoil(t, files[0])
		w := d.open(t, program)
		w.sees(name)
		w.sees("UPDATING")
		w.write("8")
		w.sees("once upon a time")
		w.write("2")
		w.sees("─ Applications")
		w.write("q")
		w.ends()
	}
}
