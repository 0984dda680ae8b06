package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/history"
	"oscope/ui"
	"oscope/ui/notify"
)

// shelf is an archive in memory.
type shelf struct {
	mu      sync.Mutex
	entries map[history.Place][]history.Entry
	loading error // why not all can be read
	keeping error // why nothing more can be kept
}

func (s *shelf) Load(place history.Place) ([]history.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries[place]), s.loading
}

func (s *shelf) Append(place history.Place, entries []history.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeping != nil {
		return s.keeping
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

// What goes wrong with what is kept is said once, whatever happens afterwards, and nothing
// else is the worse for it: what can be read is told, what can be kept is kept.
func TestHistoryThatCannotBeKept(t *testing.T) {
	t.Parallel()
	before := history.Entry{At: time.Date(1999, 12, 31, 12, 0, 0, 0, time.UTC), Key: model.PackageKey("F1"), Title: "once", Operation: "DeletePackage", Outcome: "done"}
	for name, c := range map[string]struct {
		loading, keeping error
		says             string
	}{
		"full disk":     {keeping: errors.New("keeping the history: write history: no space left on device"), says: "no space left on device"},
		"read-only":     {keeping: errors.New("keeping the history: mkdir oscope: read-only file system"), says: "read-only file system"},
		"unreadable":    {loading: errors.New("reading the history: permission denied"), says: "permission denied"},
		"newer version": {loading: fmt.Errorf("reading the history: some of it was %w", history.ErrNewer), says: "written by a newer version"},
	} {
		t.Run(name, func(t *testing.T) {
			kept := &shelf{entries: map[history.Place][]history.Entry{here: {before}}, loading: c.loading, keeping: c.keeping}
			script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
				s.sees(c.says)
				s.pass(10 * time.Second)
				s.seesNot(c.says)
				s.pass(time.Minute)
				s.seesNot(c.says)
				s.line("application", "logs", "✓ ACTIVE")
				s.line("once", "DeletePackage")
				if n := len(kept.entries[here]); (n > 1) != (c.keeping == nil) {
					t.Errorf("%d entries are kept", n)
				}
			}, keptIn(kept), durations(emulator.Durations{ApplicationCreate: 20 * time.Second}))
		})
	}
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
		s.pass(50*time.Minute + time.Second) // times on the screen change at full seconds
		s.line("slow", "Creating", "+10m", "over 18m00s–40m00s")
		s.find(dataSources, "slow")
		s.sees("Usually", "measured by others", "Progress")
	}, durations(emulator.Durations{DomainCreate: 5 * time.Hour}), size(160, 40))
}

// Who looks elsewhere is told in the sequence that the terminal knows, and through tmux in
// one that it hands on.
func TestNotificationOfTheTerminal(t *testing.T) {
	t.Parallel()
	const says = "logs is ACTIVE after 26s"
	for environment, want := range map[string]string{
		"TERM=xterm-kitty":                               "\x1b]99;i=oscope:d=0:p=title;oscope\x07\x1b]99;i=oscope:d=1:p=body;" + says + "\x07",
		"TERM=foot":                                      "\x1b]777;notify;oscope;" + says + "\x07",
		"TERM=xterm-256color":                            "\x1b]9;oscope: " + says + "\x07",
		"TERM=tmux-256color TMUX=/tmp/tmux,1":            "\x1bPtmux;\x1b\x1b]9;oscope: " + says + "\x07\x1b\\",
		"TERM=tmux-256color TMUX=x TERM_PROGRAM=WezTerm": "\x1bPtmux;\x1b\x1b]777;notify;oscope;" + says + "\x07\x1b\\",
	} {
		t.Run(environment, func(t *testing.T) {
			variables := map[string]string{}
			for pair := range strings.FieldsSeq(environment) {
				name, value, _ := strings.Cut(pair, "=")
				variables[name] = value
			}
			script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
				s.Blur()
				s.pass(time.Minute)
				if n := strings.Count(s.Lately(), want); n != 1 {
					t.Errorf("%q came %d times; the last was %q", want, n, s.Lately()[max(0, len(s.Lately())-300):])
				}
			}, durations(emulator.Durations{ApplicationCreate: 20 * time.Second}), func(o *setup) {
				o.told = notify.Of(func(name string) string { return variables[name] })
			})
		})
	}
}

// When the program has ended it is known what is still under way, by the names that
// commands take; what does not go on is not under way.
func TestWhatIsLeftAtTheEnd(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, `{
		"domains": [{"DomainName": "orders"}, {"DomainName": "new", "DomainProcessingStatus": "Creating"}, {"DomainName": "stuck", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"StartTime": "-5m"}, "change": {"failure": "RedCluster"}}],
		"applications": [{"name": "logs"}],
		"attachments": [{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/new"}]
	}`, func(s *session) {
		s.pass(10 * time.Second)
		s.press("q")
		if err := s.WaitExit(); err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, r := range app.Farewell() {
			left = append(left, string(r.Status)+" "+string(r.Kind)+" "+r.Name)
		}
		if want := []string{"PENDING attachment logs/new", "Creating domain new"}; !slices.Equal(left, want) {
			t.Errorf("%q is left, want %q", left, want)
		}
	}, func(o *setup) { o.app = &app })
}

// The bars over the list, one of them chosen, and how an operation went.
func TestGoldenOfHistory(t *testing.T) {
	heavy(t)
	t.Parallel()
	at := func(hours, minutes int) time.Time {
		return time.Date(2000, 1, 1, -hours, -minutes, 0, 0, time.UTC)
	}
	synonyms := func(at time.Time, from, to model.Status, after, ran time.Duration) history.Entry {
		return history.Entry{At: at, Key: model.PackageKey("F1"), Title: "synonyms", Type: "TXT-DICTIONARY", From: from, To: to, Exact: true, After: after, AfterExact: true, Ran: ran, RanExact: true}
	}
	entries := []history.Entry{
		synonyms(at(30, 3), "AVAILABLE", "COPYING", time.Hour, 0), synonyms(at(30, 2), "COPYING", "VALIDATING", time.Minute, 0), synonyms(at(30, 0), "VALIDATING", "VALIDATION_FAILED", 2*time.Minute, 3*time.Minute),
		{At: at(5, 4), Key: model.PackageKey("F1"), Title: "updating package synonyms", Operation: "UpdatePackage", By: "role/Operator", Outcome: "done", RequestID: "r-1", Object: "words/de.txt"},
		synonyms(at(5, 3), "VALIDATION_FAILED", "COPYING", time.Hour, 0), synonyms(at(5, 2), "COPYING", "VALIDATING", time.Minute, 0), synonyms(at(5, 0), "VALIDATING", "AVAILABLE", 2*time.Minute, 3*time.Minute),
		{At: at(1, 0), Key: model.PackageKey("F1"), Title: "deleting package synonyms", Operation: "DeletePackage", By: "role/Operator", Outcome: "refused", Code: "ConflictException", RequestID: "r-2"},
	}
	for _, size := range sizes {
		kept := &shelf{entries: map[history.Place][]history.Entry{here: entries}}
		golden(t, "history", `{"applications": [{"name": "logs"}], "packages": [{"PackageID": "F1", "PackageName": "synonyms"}]}`, func(s *session) {
			s.press("8", "left", "left", "left")
			s.line("AVAILABLE", "synonyms")
		}, size, dark, keptIn(kept))
	}
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
