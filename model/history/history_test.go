package history_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/history"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

var associating = history.OperationOf(model.KindAssociation, "TXT-DICTIONARY", "ASSOCIATING")

// settled is the entry of a package that became AVAILABLE.
func settled(at time.Time, ran time.Duration) history.Entry {
	return history.Entry{At: at, Key: model.PackageKey("F1"), Title: "synonyms", Type: "TXT-DICTIONARY", From: "VALIDATING", To: "AVAILABLE", Exact: true, After: time.Second, AfterExact: true, Ran: ran, RanExact: true}
}

func TestEntriesComeBack(t *testing.T) {
	for _, e := range []history.Entry{
		settled(noon, 42*time.Second),
		{At: noon.Add(time.Nanosecond), Key: model.AttachmentKey("app", "arn:aws:es:us-east-1:123456789012:domain/search"), Operation: "AttachDataSource", By: "role/Operator", Outcome: "refused", Code: "ConflictException", RequestID: "r-1"},
		{At: noon, Key: model.PackageKey("F1"), Operation: "UpdatePackage", Outcome: "done", Object: "bucket/a key"},
		{At: noon, Key: model.PackageKey("F1"), From: "COPYING", To: "COPY_FAILED", Reason: "line\nbreaks \x1b[31m and \"quotes\""},
		{At: noon, Key: model.PackageKey("F1"), Inferred: true, Says: "version v2: more"},
	} {
		text := history.Encode(e)
		if bytes.ContainsAny(text, "\n\x1b") {
			t.Errorf("more than a line: %q", text)
		}
		back, err := history.Decode(text)
		if err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%+v\ncomes back as\n%+v, %v", e, back, err)
		}
	}
}

func TestEntriesThatAreNotRead(t *testing.T) {
	for text, newer := range map[string]bool{
		`{"v":2,"what":"ever"}`:               true,
		`{"v":2,"at":"2026-11-26T12:00:00Z"}`: true,
		`{"v":1}`:                             false,
		`{"v":1,"at":"2026-11-26T12:00:00Z"}`: false,
		`{"v":1,"at":"2026-11-26T12:00:0`:     false,
		`{"at":"2026-11-26T12:00:00Z","kind"`: false,
		`{"v":1,"at":"yesterday","kind":"x"}`: false,
		``:                                    false,
		`{"v":1,"at":"2026-11-26T12:00:00Z","kind":"package","ranSeconds":1e300}`: false,
	} {
		_, err := history.Decode([]byte(text))
		if err == nil || errors.Is(err, history.ErrNewer) != newer {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// However long what AWS says is, an entry can be written in one piece.
func TestEntriesAreShort(t *testing.T) {
	long := strings.Repeat("\x00", 1<<20)
	e := history.Entry{At: noon, Key: model.Key{Kind: model.KindPackage, ID: long}, Title: long, Type: long, From: model.Status(long), To: model.Status(long), Reason: long, By: long, Code: long, RequestID: long, Object: long, Says: long}
	text := history.Encode(e)
	if len(text) == 0 || len(text) > 64<<10 {
		t.Errorf("%d bytes", len(text))
	}
	if back, err := history.Decode(text); err != nil || back.Object != "" { // half a name is another's
		t.Errorf("%q, %v", back.Object, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(history.Encode(settled(noon, time.Minute)))
	f.Add([]byte(`{"v":1,"at":"2026-11-26T12:00:00+23:59","kind":"x","ranSeconds":1.5e-9}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := history.Decode(text)
		if err != nil {
			return
		}
		again, err := history.Decode(history.Encode(e))
		if err != nil || !again.At.Equal(e.At) || again.Key.Kind != e.Key.Kind || math.Abs((again.Ran-e.Ran).Seconds()) > 1e-3 {
			t.Errorf("%q\nis %+v\nand then %+v, %v", text, e, again, err)
		}
	})
}

func TestRunsAreThoseThatSucceeded(t *testing.T) {
	failed, write, inferred, unseen, underway, gone := settled(noon, time.Minute), settled(noon, time.Minute), settled(noon, time.Minute), settled(noon, time.Minute), settled(noon, 0), settled(noon, time.Minute)
	failed.To = "VALIDATION_FAILED"
	write.Operation = "CreatePackage"
	inferred.Inferred = true
	unseen.RanExact = false
	underway.To = "VALIDATING"
	gone.From, gone.To = "DELETING", ""
	create := history.Operation{Kind: model.KindPackage, Type: "TXT-DICTIONARY", Status: "COPYING"}
	for name, c := range map[string]struct {
		entry history.Entry
		run   history.Run
		ok    bool
	}{
		"settled":   {settled(noon, time.Minute), history.Run{Operation: create, Took: time.Minute, Exact: true}, true},
		"not seen":  {unseen, history.Run{Operation: create, Took: time.Minute}, true},
		"gone":      {gone, history.Run{Operation: history.Operation{Kind: model.KindPackage, Type: "TXT-DICTIONARY", Status: "DELETING"}, Took: time.Minute, Exact: true}, true},
		"failed":    {failed, history.Run{}, false},
		"a write":   {write, history.Run{}, false},
		"inferred":  {inferred, history.Run{}, false},
		"under way": {underway, history.Run{}, false},
	} {
		if run, ok := history.RunOf(c.entry); run != c.run || ok != c.ok {
			t.Errorf("%s: %+v %t", name, run, ok)
		}
	}
}

func TestBand(t *testing.T) {
	exact := func(minutes ...int) (runs []history.Run) {
		for _, m := range minutes {
			runs = append(runs, history.Run{Operation: associating, Took: time.Duration(m) * time.Minute, Exact: true})
		}
		return runs
	}
	atLeast := func(minutes ...int) (runs []history.Run) {
		for _, r := range exact(minutes...) {
			r.Exact = false
			runs = append(runs, r)
		}
		return runs
	}
	for _, c := range []struct {
		name        string
		runs        []history.Run
		median, p90 int // minutes
		own         int
	}{
		{"documented", nil, 3, 10, 0},
		{"too few", exact(1, 1, 1, 1), 3, 10, 0},
		{"bounds alone are none", atLeast(1, 2, 3, 4, 5, 6), 3, 10, 0},
		{"five", exact(5, 1, 4, 2, 3), 3, 5, 5},
		{"ten", exact(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 5, 9, 10},
		{"all the same", exact(2, 2, 2, 2, 2, 2), 2, 2, 6},
		// What lasted longer than all others makes the end later, as far as it is known.
		{"long bounds", append(exact(1, 2, 3, 4, 5), atLeast(60, 60, 60, 60, 60)...), 5, 60, 10},
		// That something lasted at least a moment says nothing.
		{"short bounds", append(exact(1, 2, 3, 4, 5), atLeast(0, 0, 0)...), 3, 5, 8},
	} {
		d := history.NewDurations()
		d.Band(associating) // what was said before does not stick
		for _, r := range c.runs {
			d.Add(r)
		}
		band, ok := d.Band(associating)
		if want := (history.Band{Median: time.Duration(c.median) * time.Minute, P90: time.Duration(c.p90) * time.Minute, Runs: c.own, Origin: band.Origin}); !ok || band != want || (band.Origin == "") != (c.own > 0) {
			t.Errorf("%s: %+v %t", c.name, band, ok)
		}
	}
	if band, ok := history.NewDurations().Band(history.OperationOf(model.KindDomain, "", "Modifying")); ok {
		t.Errorf("nothing is known of a change of a domain, and it says %+v", band)
	}
}

func TestProgress(t *testing.T) {
	band := history.Band{Median: 2 * time.Minute, P90: 4 * time.Minute}
	for _, c := range []struct {
		elapsed  time.Duration
		fraction float64
		over     time.Duration
	}{{-time.Second, 0, 0}, {0, 0, 0}, {time.Minute, 0.25, 0}, {4 * time.Minute, 1, 0}, {16 * time.Minute, 1, 12 * time.Minute}} {
		if p := band.At(c.elapsed); p.Fraction != c.fraction || p.Over != c.over {
			t.Errorf("after %v: %+v", c.elapsed, p)
		}
	}
}

// Replay: each of many runs is judged by the band that was known when it began. At least
// 85 in 100 must end within it or before.
func TestBandsHold(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, draw := range map[string]func(i int) float64{ // in minutes
		"lognormal":          func(int) float64 { return 3 * math.Exp(0.4*random.NormFloat64()) },
		"wide":               func(int) float64 { return 20 * math.Exp(0.9*random.NormFloat64()) },
		"small and large":    func(int) float64 { return []float64{2, 30}[random.IntN(2)] * (0.8 + 0.4*random.Float64()) },
		"exponential":        func(int) float64 { return 5 * random.ExpFloat64() },
		"slower in the half": func(i int) float64 { return []float64{3, 6}[i/400] * math.Exp(0.3*random.NormFloat64()) },
	} {
		const runs = 800
		d := history.NewDurations()
		within, judged, byHistory := 0, 0, 0
		for i := range runs {
			took := time.Duration(draw(i) * float64(time.Minute))
			band, ok := d.Band(associating)
			if !ok {
				t.Fatal("nothing is documented")
			}
			judged++
			if band.Runs > 0 {
				byHistory++
			}
			if took <= band.P90 {
				within++
			}
			// Each fifth is under way already when oscope starts.
			run := history.Run{Operation: associating, Took: took, Exact: i%5 != 0}
			if !run.Exact {
				run.Took = time.Duration(random.Float64() * float64(took))
			}
			d.Add(run)
		}
		coverage := float64(within) / float64(judged)
		t.Logf("%-18s %d runs, %d of them judged by history: %.1f %% within the band", name, judged, byHistory, 100*coverage)
		if coverage < 0.85 || byHistory < 700 {
			t.Errorf("%s: %.1f %% within the band", name, 100*coverage)
		}
	}
}

func TestSlices(t *testing.T) {
	failed := settled(noon.Add(-time.Minute), 0)
	failed.To = "VALIDATION_FAILED"
	underway := settled(noon.Add(-time.Minute), 0)
	underway.To = "VALIDATING"
	write := history.Entry{At: noon.Add(-time.Hour), Operation: "CreatePackage", Outcome: "done"}
	refused := history.Entry{At: noon.Add(-time.Hour), Operation: "CreatePackage", Outcome: "refused"}
	got := history.Slices([]history.Entry{
		settled(noon.Add(-time.Hour), 0), settled(noon.Add(-31*time.Minute), 0), settled(noon.Add(-30*time.Minute), 0), failed, underway, write, refused,
		settled(noon, 0), settled(noon.Add(-61*time.Minute), 0), // outside
	}, noon.Add(-time.Hour), noon, 2)
	half := noon.Add(-30 * time.Minute)
	want := []history.Slice{{From: noon.Add(-time.Hour), To: half, Settled: 2, Failed: 1, Writes: 1}, {From: half, To: noon, Settled: 1, Failed: 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if history.Slices(nil, noon, noon, 3) != nil || history.Slices(nil, noon, noon.Add(1), 0) != nil {
		t.Error("no time has slices")
	}
}

// What the service dates is told unless it was recorded, and of a lot the newest.
func TestInferred(t *testing.T) {
	versions := []model.PackageVersion{{Version: "v1", CreatedAt: noon.Add(-72 * time.Hour)}, {Version: "v2", CommitMessage: "more synonyms", CreatedAt: noon.Add(-time.Hour)}}
	items := []model.Item{
		model.Package{Resource: model.Resource{Key: model.PackageKey("F1"), Name: "synonyms"}, CreatedAt: noon.Add(-72 * time.Hour), Versions: &versions},
		model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: "a"}, Name: "logs"}, CreatedAt: noon.Add(-2 * time.Hour), UpdatedAt: noon.Add(-2 * time.Hour)},
		model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "d"}}},
	}
	says := func(entries []history.Entry) (all []string) {
		for _, e := range entries {
			if !e.Inferred {
				t.Errorf("%+v is not marked", e)
			}
			all = append(all, e.At.Sub(noon).String()+" "+e.Title+" "+e.Says)
		}
		return all
	}
	recorded := []history.Entry{settled(noon.Add(-72*time.Hour+time.Minute), 0)}
	all := []string{"-2h0m0s logs created", "-1h0m0s synonyms version v2: more synonyms"}
	if got := says(history.Inferred(items, recorded, 10)); !reflect.DeepEqual(got, all) {
		t.Errorf("%q", got)
	}
	if got := says(history.Inferred(items, recorded, 1)); !reflect.DeepEqual(got, all[1:]) {
		t.Errorf("the newest: %q", got)
	}
}

// What is recorded last of a resource is how it stands, since when, and since when it
// has been in flight, through all statuses of that.
func TestLast(t *testing.T) {
	e := func(minute int, from, to model.Status) history.Entry {
		return history.Entry{At: noon.Add(time.Duration(minute) * time.Minute), Key: model.PackageKey("F1"), From: from, To: to, Exact: true}
	}
	seen := e(0, "", "COPYING")
	seen.Exact = false
	write, inferred := e(9, "", ""), e(9, "", "AVAILABLE")
	write.Operation, inferred.Inferred = "UpdatePackage", true
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	for name, c := range map[string]struct {
		entries []history.Entry
		want    history.Last
		gone    bool
	}{
		"new":             {[]history.Entry{e(1, "", "COPYING")}, history.Last{Status: "COPYING", Since: at(1), Exact: true, Underway: at(1), UnderwayExact: true}, false},
		"on its way":      {[]history.Entry{e(1, "", "COPYING"), e(2, "COPYING", "VALIDATING")}, history.Last{Status: "VALIDATING", Since: at(2), Exact: true, Underway: at(1), UnderwayExact: true}, false},
		"was there":       {[]history.Entry{seen, e(2, "COPYING", "VALIDATING")}, history.Last{Status: "VALIDATING", Since: at(2), Exact: true, Underway: at(0)}, false},
		"settled":         {[]history.Entry{e(1, "", "COPYING"), e(2, "COPYING", "AVAILABLE")}, history.Last{Status: "AVAILABLE", Since: at(2), Exact: true}, false},
		"again":           {[]history.Entry{e(1, "", "COPYING"), e(2, "COPYING", "AVAILABLE"), e(3, "AVAILABLE", "COPYING")}, history.Last{Status: "COPYING", Since: at(3), Exact: true, Underway: at(3), UnderwayExact: true}, false},
		"what is no news": {[]history.Entry{e(1, "", "COPYING"), write, inferred}, history.Last{Status: "COPYING", Since: at(1), Exact: true, Underway: at(1), UnderwayExact: true}, false},
		"gone":            {[]history.Entry{e(1, "", "COPYING"), e(2, "COPYING", "")}, history.Last{}, true},
	} {
		if got, ok := history.LastOf(c.entries)[model.PackageKey("F1")]; got != c.want || ok == c.gone {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
