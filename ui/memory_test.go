package ui_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/history"
	"oscope/ui/notify"
)

// shelf is an archive in memory.
type shelf struct {
	mu      sync.Mutex
	entries map[history.Place][]history.Entry
	err     error
}

func (s *shelf) Load(place history.Place) ([]history.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries[place]), s.err
}

func (s *shelf) Append(place history.Place, entries []history.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	if s.entries == nil {
		s.entries = map[history.Place][]history.Entry{}
	}
	s.entries[place] = append(s.entries[place], entries...)
	return nil
}

var here = history.Place{Account: "123456789012", Region: "us-east-1"}

func keptIn(s *shelf) func(*setup) { return func(o *setup) { o.archive = s } }

// How long something has been on its way outlives the program that saw it begin, and
// the one that only saw it.
func TestSinceOutlivesTheProgram(t *testing.T) {
	t.Parallel()
	var kept shelf
	script(t, `{
		"applications": [{"name": "logs"}],
		"packages": [{"PackageName": "ranking", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}],
		"domains": [{"DomainName": "orders"}, {"DomainName": "slow", "DomainProcessingStatus": "Modifying"}]
	}`, func(s *session) {
		s.find(dataSources, "slow")
		s.line("slow", "Modifying", "≥")
		s.pass(10 * time.Minute)

		other := s.besideWith(&kept, 120, 35)
		other.find(dataSources, "slow")
		other.line("slow", "Modifying", "≥10m")
		// What the second sees begin, a third knows exactly.
		other.openAssociate()
		other.write("ranking")
		other.press("enter", "tab")
		other.write("orders")
		other.press("enter")
		other.sends()
		other.sees("ASSOCIATING")
		other.pass(3 * time.Minute)

		third := s.besideWith(&kept, 120, 35)
		third.find("5", "ranking")
		third.line("ranking", "ASSOCIATING", " 3m")
		third.find(dataSources, "slow")
		third.line("slow", "Modifying", "≥13m")
	}, keptIn(&kept), durations(emulator.Durations{DomainModify: 10 * time.Hour, PluginDeployment: time.Hour}))
}

// What has happened before is told: as a page, and under "Recently".
func TestHistory(t *testing.T) {
	t.Parallel()
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // of the fake clock
	orders := model.Key{Kind: model.KindDomain, ID: "orders"}
	kept := shelf{entries: map[history.Place][]history.Entry{here: {
		{At: start.Add(-50 * time.Hour), Key: orders, Title: "orders", From: "Active", To: "Modifying", Exact: true},
		{At: start.Add(-49 * time.Hour), Key: orders, Title: "orders", From: "Modifying", To: "Active", Exact: true, After: time.Hour, AfterExact: true, Ran: time.Hour, RanExact: true},
		{At: start.Add(-5 * time.Hour), Key: model.PackageKey("F1"), Title: "ranking", From: "COPYING", To: "COPY_FAILED", Exact: true, After: time.Minute, AfterExact: true, Ran: time.Minute, RanExact: true, Reason: "the object is gone"},
		{At: start.Add(-4 * time.Hour), Key: model.PackageKey("F1"), Title: "ranking", Operation: "DeletePackage", By: "role/Operator", Outcome: "refused", Code: "ConflictException", RequestID: "r-1"},
	}}}
	script(t, `{"domains": [{"DomainName": "orders"}], "applications": [{"name": "logs", "createdAt": "-3h", "lastUpdatedAt": "-3h"}]}`, func(s *session) {
		s.sees("12-31 20:00", "DeletePackage: refused ConflictException", "12-31 21:00", "created (the service says)", "12-29 23:00", "after 1h00m")
		s.press("8")
		s.sees("History · 5", "COPY_FAILED", "me · ")
		s.line("12-31 19:00", "package", "ranking", "COPY_FAILED", "1m00s")

		// A filter, and the bars: the last of them are of today.
		s.press("/")
		s.write("by:me")
		s.press("enter")
		s.sees("History · 1 of 5", "r-1")
		s.press("esc", "left")
		s.sees("History · 1 of 5")
		s.line("12-31 21:00", "application", "logs")
		s.press("left", "left")
		s.line("12-31 19:00", "package", "ranking")
		s.sees("the object is gone")
		s.press("esc")
		s.sees("History · 5")

		// How it went, and the resource itself.
		s.press("/")
		s.write("orders active")
		s.press("enter")
		s.sees("How it went", "Modifying", "████████████████ 1h00m")
		s.press("enter")
		s.sees("Data sources · 1")
		s.atCursor("orders")
	}, keptIn(&kept), size(160, 40))
}

// What goes wrong with what is kept is said once, and nothing else is the worse for it.
func TestHistoryThatCannotBeKept(t *testing.T) {
	t.Parallel()
	kept := shelf{err: errors.New("keeping the history: no space left on device")}
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.sees("no space left on device")
		s.pass(10 * time.Second)
		s.seesNot("no space left on device")
		s.pass(time.Minute)
		s.seesNot("no space left on device")
		s.sees("logs")
	}, keptIn(&kept), durations(emulator.Durations{ApplicationCreate: 20 * time.Second}))
}

// A write is remembered with who, what and how it ended, and nothing of what was sent.
func TestWritesAreRemembered(t *testing.T) {
	t.Parallel()
	var kept shelf
	script(t, `{"applications": [{"name": "logs"}], "domains": [{"DomainName": "orders"}]}`, func(s *session) {
		s.openAttach("orders")
		s.pick("logs")
		s.review()
		s.press("enter")
		s.pass(time.Second)
		i := slices.IndexFunc(kept.entries[here], history.Entry.Write)
		if i < 0 {
			t.Fatalf("no write among %+v", kept.entries)
		}
		e := kept.entries[here][i]
		if e.Operation != "AttachDataSource" || e.Outcome != "done" || e.By != "role/Operator" || e.RequestID == "" || e.Key.Kind != model.KindAttachment {
			t.Errorf("%+v", e)
		}
	}, keptIn(&kept), heedless)
}

// Past the time that it usually takes, that is what a row says.
func TestOverdue(t *testing.T) {
	heavy(t)
	t.Parallel()
	script(t, `{"collections": [{"name": "vectors"}], "applications": [{"name": "logs"}], "domains": [{"DomainName": "slow", "DomainProcessingStatus": "Creating", "ChangeProgressDetails": {"StartTime": "-1m"}}]}`, func(s *session) {
		s.line("slow", "Creating", "usually 18m00s–40m00s")
		s.pass(50 * time.Minute)
		s.line("slow", "Creating", "+10m", "over 18m00s–40m00s")
		s.find(dataSources, "slow")
		s.sees("Usually", "measured by others", "Progress")
	}, durations(emulator.Durations{DomainCreate: 5 * time.Hour}), size(160, 40))
}

// Who looks elsewhere is told in the sequence that the terminal knows.
func TestNotificationOfTheTerminal(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.Blur()
		s.pass(time.Minute)
		want := []string{"99;i=oscope:d=0:p=title;oscope", "99;i=oscope:d=1:p=body;logs is ACTIVE after 26s"}
		if got := s.Notifications(); !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	}, durations(emulator.Durations{ApplicationCreate: 20 * time.Second}), func(o *setup) {
		o.told = notify.Of(func(name string) string { return map[string]string{"TERM": "xterm-kitty"}[name] })
	})
}

// The window's title and the terminal's progress follow what is in flight.
func TestTitleFollowsWhatIsInFlight(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}, {"name": "old", "status": "FAILED"}]}`, func(s *session) {
		if got := s.Title(); got != "1 in flight · 1 failed · oscope" {
			t.Errorf("title %q", got)
		}
		s.pass(time.Minute)
		if got := s.Title(); got != "1 failed · oscope" {
			t.Errorf("title %q", got)
		}
	}, durations(emulator.Durations{ApplicationCreate: 20 * time.Second}))
}
