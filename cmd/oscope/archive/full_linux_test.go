package archive_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"oscope/cmd/oscope/archive"
	"oscope/model/history"
)

// alone in the environment says that the test binary runs for one test, which may bound
// what the whole process writes.
const alone = "OSCOPE_TEST_ALONE"

// allow bounds how long any file may become, as a disk does that is full by then.
func allow(t *testing.T, length uint64) {
	t.Helper()
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(unix.SIGXFSZ)
	t.Cleanup(func() { signal.Reset(unix.SIGXFSZ) })
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: length, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
	})
}

// What does not fit any more is not kept by half, what was kept before stays, and once there
// is room it goes on.
func TestFullDisk(t *testing.T) {
	if os.Getenv(alone) == "" {
		command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$")
		command.Env = append(os.Environ(), alone+"=1")
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	a := archive.Archive{Folder: t.TempDir()}
	if err := a.Append(place, []history.Entry{entry(1, "before")}); err != nil {
		t.Fatal(err)
	}
	name := file(t, a)
	kept, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for room := range len(kept) + 10 { // within the first entry, between the two, within the second
		t.Run("", func(t *testing.T) {
			allow(t, uint64(len(kept)+room))
			err := a.Append(place, []history.Entry{entry(2, "lost"), entry(3, "lost")})
			if !errors.Is(err, syscall.EFBIG) || !strings.HasPrefix(err.Error(), "keeping the history: ") {
				t.Errorf("with room for %d bytes: %v", room, err)
			}
		})
		if text, err := os.ReadFile(name); err != nil || !bytes.Equal(text, kept) {
			t.Fatalf("with room for %d bytes it holds %q, %v", room, text, err)
		}
	}
	if err := a.Append(place, []history.Entry{entry(4, "after")}); err != nil {
		t.Fatal(err)
	}
	if entries, err := a.Load(place); err != nil || len(entries) != 2 || entries[1].Title != "after" {
		t.Errorf("%v, %v", entries, err)
	}
}

// A device that is full says so, and the operator hears it in its words.
func TestNoSpaceLeft(t *testing.T) {
	a := archive.Archive{Folder: t.TempDir()}
	if err := a.Append(place, []history.Entry{entry(1, "before")}); err != nil {
		t.Fatal(err)
	}
	name := file(t, a)
	if err := errors.Join(os.Remove(name), os.Symlink("/dev/full", name)); err != nil {
		t.Fatal(err)
	}
	if err := a.Append(place, []history.Entry{entry(2, "lost")}); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "no space left on device") {
		t.Errorf("%v", err)
	}
}

// Where no folder can be made, nothing is kept, and there is nothing to read.
func TestReadOnlyHome(t *testing.T) {
	a := archive.Archive{Folder: "/proc/oscope/history"} // a file system on which nobody can write
	err := a.Append(place, []history.Entry{entry(1, "lost")})
	if err == nil || !strings.HasPrefix(err.Error(), "keeping the history: mkdir /proc/oscope") {
		t.Errorf("%v", err)
	}
	entries, err := a.Load(place)
	places, err2 := a.Places()
	if err != nil || err2 != nil || len(entries)+len(places) > 0 {
		t.Errorf("%v, %v, %v, %v", entries, err, places, err2)
	}
}
