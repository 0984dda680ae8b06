package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"oscope/cmd/oscope/archive"
	"oscope/model"
	"oscope/model/history"
)

var (
	noon  = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	place = history.Place{Account: "123456789012", Region: "us-east-1"}
)

func entry(i int, says string) history.Entry {
	return history.Entry{At: noon.Add(time.Duration(i) * time.Second), Key: model.PackageKey("F" + strconv.Itoa(i)), Title: says}
}

// writerTask in the environment has the test binary be one of several oscopes that
// write at once: the folder, and which of them it is.
const writerTask = "OSCOPE_TEST_WRITER"

func TestMain(m *testing.M) {
	if task := os.Getenv(writerTask); task != "" {
		folder, number, _ := strings.Cut(task, "|")
		for i := range perWriter {
			if err := (archive.Archive{Folder: folder}).Append(place, []history.Entry{entry(i, number), entry(i, number)}); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		return
	}
	os.Exit(m.Run())
}

const (
	writers   = 10
	perWriter = 50
)

// Ten at once lose nothing and mix nothing.
func TestSeveralAtOnce(t *testing.T) {
	folder := t.TempDir()
	var commands []*exec.Cmd
	for i := range writers {
		command := exec.CommandContext(t.Context(), os.Args[0])
		command.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", writerTask, folder, i))
		command.Stderr = os.Stderr
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		commands = append(commands, command)
	}
	for _, command := range commands {
		if err := command.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := archive.Archive{Folder: folder}.Load(place)
	seen := map[string]int{}
	for _, e := range entries {
		seen[e.Title]++
	}
	if err != nil || len(seen) != writers {
		t.Fatalf("%d writers, %v", len(seen), err)
	}
	for writer, n := range seen {
		if n != 2*perWriter {
			t.Errorf("of writer %s there are %d entries", writer, n)
		}
	}
}

func file(t *testing.T, a archive.Archive) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(a.Folder, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	return files[0]
}

func TestWhatWasKilledWhileWriting(t *testing.T) {
	a := archive.Archive{Folder: filepath.Join(t.TempDir(), "new", "folder")}
	if err := a.Append(place, []history.Entry{entry(1, "a"), entry(2, "b")}); err != nil {
		t.Fatal(err)
	}
	name := file(t, a)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range bytes.IndexByte(text, '\n') {
		if err := os.WriteFile(name, text[:len(text)-1-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := a.Append(place, []history.Entry{entry(3, "c")}); err != nil {
			t.Fatal(err)
		}
		entries, err := a.Load(place)
		if err != nil || len(entries) < 2 || entries[0].Title != "a" || entries[len(entries)-1].Title != "c" {
			t.Fatalf("%d bytes short: %v, %v", cut+1, entries, err)
		}
	}
}

func TestOnlyTheUserReadsIt(t *testing.T) {
	a := archive.Archive{Folder: filepath.Join(t.TempDir(), "oscope")}
	if err := a.Append(place, []history.Entry{entry(1, "a")}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{a.Folder: 0o700, file(t, a): 0o600, file(t, a) + ".lock": 0o600} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// A later version's entries are told of, left out, and left alone.
func TestNewerVersion(t *testing.T) {
	a := archive.Archive{Folder: t.TempDir()}
	if err := a.Append(place, []history.Entry{entry(1, "a")}); err != nil {
		t.Fatal(err)
	}
	const newer = `{"v":7,"of":"tomorrow"}` + "\n"
	f, err := os.OpenFile(file(t, a), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(newer); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if err := a.Append(place, []history.Entry{entry(2, "b")}); err != nil {
		t.Fatal(err)
	}
	entries, err := a.Load(place)
	text, _ := os.ReadFile(file(t, a))
	if len(entries) != 2 || !errors.Is(err, history.ErrNewer) || !strings.Contains(string(text), newer) {
		t.Errorf("%v, %v\n%s", entries, err, text)
	}
}

func TestWhereNothingCanBeWritten(t *testing.T) {
	folder := t.TempDir()
	inTheWay := filepath.Join(folder, "file")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	a := archive.Archive{Folder: filepath.Join(inTheWay, "oscope")}
	if err := a.Append(place, []history.Entry{entry(1, "a")}); err == nil || !strings.HasPrefix(err.Error(), "keeping the history: ") {
		t.Errorf("%v", err)
	}
	if entries, err := a.Load(place); len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestPlaces(t *testing.T) {
	a := archive.Archive{Folder: t.TempDir()}
	all := []history.Place{
		place,
		{Account: "123456789012", Region: "us-west-2"},
		{Account: "123456789012", Region: "us-east-1", Endpoint: "127.0.0.1:4566"},
		{Account: "../../etc", Region: "a/b\\c_d\x00 ü"},
		{},
	}
	for _, p := range all {
		if err := a.Append(p, []history.Entry{entry(1, p.Region)}); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
	places, err := a.Places()
	if err != nil || len(places) != len(all) {
		t.Fatalf("%+v, %v", places, err)
	}
	for _, p := range places {
		if entries, err := a.Load(p); err != nil || len(entries) != 1 || entries[0].Title != p.Region {
			t.Errorf("%+v: %v, %v", p, entries, err)
		}
	}
	if _, err := os.Stat(filepath.Join(a.Folder, "..", "etc")); err == nil {
		t.Error("something was written beside the folder")
	}
}

// However much happens, a file does not grow without end, and the newest stays.
func TestFilesAreBounded(t *testing.T) {
	a := archive.Archive{Folder: t.TempDir(), Now: func() time.Time { return noon }}
	var batch []history.Entry
	for i := range 1000 {
		batch = append(batch, entry(i, strings.Repeat("x", 100)))
	}
	most := int64(0)
	for range 40 {
		if err := a.Append(place, batch); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file(t, a))
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, info.Size())
	}
	entries, err := a.Load(place)
	if err != nil || most > 4<<20 || len(entries) < 1000 || entries[len(entries)-1].Key != batch[999].Key {
		t.Errorf("%d bytes, %d entries, %v", most, len(entries), err)
	}
	left, err := filepath.Glob(filepath.Join(a.Folder, "shorter-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// What is old goes when a file is made shorter.
func TestOldEntriesGo(t *testing.T) {
	a := archive.Archive{Folder: t.TempDir(), Now: func() time.Time { return noon.AddDate(1, 0, 0) }}
	var batch []history.Entry
	for i := range 12000 {
		batch = append(batch, entry(i, strings.Repeat("x", 100)))
	}
	fresh := entry(1, "fresh")
	fresh.At = noon.AddDate(1, 0, -1)
	if err := a.Append(place, append(batch, fresh)); err != nil {
		t.Fatal(err)
	}
	if entries, err := a.Load(place); err != nil || len(entries) != 1 || entries[0].Title != "fresh" {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

func TestWithoutAFolder(t *testing.T) {
	var a archive.Archive
	entries, err := a.Load(place)
	places, err2 := a.Places()
	if err := errors.Join(err, err2, a.Append(place, []history.Entry{entry(1, "a")})); err != nil || entries != nil || places != nil {
		t.Errorf("%v %v %v", entries, places, err)
	}
}

func BenchmarkLoad(b *testing.B) {
	a := archive.Archive{Folder: b.TempDir()}
	for i := range 4000 {
		if err := a.Append(place, []history.Entry{entry(i, strings.Repeat("x", 100))}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := a.Load(place); err != nil {
			b.Fatal(err)
		}
	}
}
