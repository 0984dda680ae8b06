package awsclient_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// of makes a world in which a feed holds n resources, and says what it is about. Of a
// feed about one resource the world of none has that resource still.
type of func(n int) (w emulator.World, id string)

// stock is how a world is made for each kind of feed. A kind that is missing here is
// not tested, and so fails.
var stock = map[live.FeedKind]of{
	live.FeedCaller:       func(int) (w emulator.World, id string) { return w, "" },
	live.FeedDefault:      func(int) (w emulator.World, id string) { return w, "" },
	live.FeedApplications: func(n int) (emulator.World, string) { w, _ := applications(n); return w, "" },
	live.FeedApplication:  func(int) (emulator.World, string) { w, _ := applications(1); return w, "app0001" },
	live.FeedTags: func(n int) (emulator.World, string) {
		w, _ := applications(1)
		for i := range min(n, 10) {
			w.Applications[0].TagList = append(w.Applications[0].TagList, emulator.Tag{Key: fmt.Sprint("key", i)})
		}
		return w, "arn:aws:opensearch:us-east-1:123456789012:application/app0001"
	},
	live.FeedAttachments: func(n int) (emulator.World, string) {
		w, _ := applications(1)
		w.Domains = domains(n).Domains
		for _, d := range w.Domains {
			w.Attachments = append(w.Attachments, emulator.Attachment{ID: "app0001", DataSourceARN: "arn:aws:es:us-east-1:123456789012:domain/" + d.DomainName})
		}
		return w, "app0001"
	},
	live.FeedIntegrations: func(n int) (w emulator.World, id string) {
		for _, name := range numbered(n) {
			w.Integrations = append(w.Integrations, emulator.Integration{IntegrationName: name})
		}
		return w, ""
	},
	live.FeedPackages: func(n int) (w emulator.World, id string) {
		w.Packages, _ = dictionaries(n)
		for i := range w.Packages {
			w.Packages[i].AllowListedUserList = []string{"210987654321", "GLOBAL"}
		}
		return w, ""
	},
	live.FeedVersions: func(n int) (w emulator.World, id string) {
		w.Packages, _ = dictionaries(1)
		for i := range n {
			w.Packages[0].PackageVersionHistoryList = append(w.Packages[0].PackageVersionHistoryList, emulator.PackageVersion{PackageVersion: fmt.Sprint("v", i+1)})
		}
		return w, "F1"
	},
	live.FeedDomainPackages: func(n int) (emulator.World, string) {
		w := domains(1)
		w.Packages, _ = dictionaries(n)
		for _, p := range w.Packages {
			w.Associations = append(w.Associations, emulator.Association{PackageID: p.PackageID, DomainName: "search-1", PrerequisitePackageIDList: []string{"F1"}})
		}
		return w, "search-1"
	},
	live.FeedPackageDomains: func(n int) (emulator.World, string) {
		w := domains(n)
		w.Packages, _ = dictionaries(1)
		for _, d := range w.Domains {
			w.Associations = append(w.Associations, emulator.Association{PackageID: "F1", DomainName: d.DomainName, PrerequisitePackageIDList: []string{"F1"}})
		}
		return w, "F1"
	},
	live.FeedDomains: func(n int) (emulator.World, string) { return domains(n), "" },
	live.FeedChange:  func(int) (emulator.World, string) { return domains(1), "search-1" },
	live.FeedUpgrade: func(int) (emulator.World, string) { return domains(1), "search-1" },
	live.FeedHealth:  func(int) (emulator.World, string) { return domains(1), "search-1" },
	live.FeedDomainSources: func(int) (emulator.World, string) {
		w := domains(1)
		w.DomainDataSources = []emulator.DomainDataSource{{DomainName: "search-1", Name: "glue_events"}}
		return w, "search-1"
	},
	live.FeedDirectQueries: func(n int) (w emulator.World, id string) {
		for _, name := range numbered(n) {
			w.DirectQuerySources = append(w.DirectQuerySources, emulator.DirectQuerySource{
				DataSourceName: strings.ReplaceAll(name, "-", "_"), OpenSearchARNs: []string{"arn:aws:aoss:us-east-1:123456789012:collection/c1"},
				TagList: []emulator.Tag{{Key: "team", Value: "logs"}},
			})
		}
		return w, ""
	},
	live.FeedCollections: func(n int) (w emulator.World, id string) {
		for _, name := range numbered(n) {
			w.Collections = append(w.Collections, emulator.Collection{ID: strings.ReplaceAll(name, "-", ""), Name: name, Type: "SEARCH"})
		}
		return w, ""
	},
}

// Every kind is of something, and every resource is listed by some feed.
func TestEveryKindIsListed(t *testing.T) {
	for _, kind := range model.Kinds {
		listed := slices.ContainsFunc(live.Feeds, func(f *live.FeedFacts) bool { return f.Holds == kind.Kind && f.Adds == nil })
		if listed == (kind.PartOf != "") {
			t.Errorf("%s: listed %v, a part of %q", kind.Kind, listed, kind.PartOf)
		}
		if kind.PartOf != "" && kind.PartOf.Facts().Parts == nil {
			t.Errorf("%s: %s has no parts", kind.Kind, kind.PartOf)
		}
		if kind.Kind.Facts() != kind {
			t.Errorf("%s: is there twice", kind.Kind)
		}
	}
}

// Every kind of feed is read through the SDK from the emulator, and behaves as all do.
func TestEveryFeed(t *testing.T) {
	if len(stock) != len(live.Feeds) {
		t.Errorf("%d kinds of feeds are tested, and %d are in the table", len(stock), len(live.Feeds))
	}
	for _, facts := range live.Feeds {
		made := stock[facts.Kind]
		if made == nil || facts.Kind.Facts() != facts {
			t.Errorf("%s: nothing tests it, or it is there twice", facts.Kind)
			continue
		}
		_, id := made(0)
		c := conformance{facts: facts, made: made, feed: live.Feed{Kind: facts.Kind, Of: id}}
		for name, test := range map[string]func(*testing.T){
			"empty":                func(t *testing.T) { c.holds(t, 0) },
			"one page":             func(t *testing.T) { c.holds(t, 1) },
			"many pages":           func(t *testing.T) { c.holds(t, 250) },
			"denied":               func(t *testing.T) { c.fails(t, emulator.FaultDenied, model.FailurePermission) },
			"throttled":            func(t *testing.T) { c.fails(t, emulator.FaultThrottle, model.FailureThrottling) },
			"vanished":             c.vanishes,
			"unknown status":       c.unknown,
			"read twice unchanged": c.unchanged,
		} {
			t.Run(string(facts.Kind)+"/"+name, func(t *testing.T) { synctest.Test(t, test) })
		}
	}
}

type conformance struct {
	facts *live.FeedFacts
	made  of
	feed  live.Feed
}

func (c conformance) emulate(n int) *emulator.Emulator {
	w, _ := c.made(n)
	return emulator.New(w, emulator.Options{})
}

// scope is a snapshot that knows what the feed is about, with a client.
func (c conformance) scope(t *testing.T, wire http.RoundTripper) (*live.Snapshot, *awsclient.Client) {
	t.Helper()
	s, client := live.NewSnapshot(), connect(wire)
	if parent := c.parent(); parent.Kind != "" {
		_, _, err := take(t, s, client, parent)
		ok(t, err)
	}
	return s, client
}

// parent is the feed that lists what the feed is about, if that is one resource.
func (c conformance) parent() live.Feed {
	for _, f := range live.Feeds {
		if c.facts.Of != "" && f.Holds == c.facts.Of && f.Adds == nil {
			return live.Feed{Kind: f.Kind}
		}
	}
	return live.Feed{}
}

// take reads a feed into a snapshot.
func take(t *testing.T, s *live.Snapshot, client *awsclient.Client, feed live.Feed) (all []live.Listing, changes []live.Transition, err error) {
	t.Helper()
	read := s.Begin(live.Read{Feed: feed}, time.Now())
	reading := client.Read(read)
	for more := true; more; {
		listing, err := reading.Next(t.Context())
		if err != nil {
			s.Fail(read, model.AsCallError(err), listing.At)
			return all, changes, err
		}
		all, more = append(all, listing), listing.More
		changes = append(changes, s.Apply(listing)...)
	}
	return all, changes, nil
}

func (c conformance) holds(t *testing.T, n int) {
	e := c.emulate(n)
	s, client := c.scope(t, e.Transport())
	pages, changes, err := take(t, s, client, c.feed)
	ok(t, err)
	if len(changes) > 0 || !s.Feed(c.feed).Known() || len(e.Calls()) == 0 {
		t.Errorf("changes %v, known %v, calls %v", changes, s.Feed(c.feed).Known(), e.Calls())
	}
	switch {
	case c.facts.Adds != nil:
		item, there := s.Item(pages[0].Items[0].Common().Key)
		if len(pages) != 1 || len(pages[0].Items) != 1 || !there || model.Members(item) == nil {
			t.Errorf("a detail of %v", pages)
		}
	case c.facts.Holds != "":
		items := s.ItemsOf(c.feed)
		if len(items) != n || n > 100 && len(pages) == 1 {
			t.Errorf("holds %d in %d pages, want %d", len(items), len(pages), n)
		}
		for _, item := range items {
			r := item.Common()
			if r.Key.Kind != c.facts.Holds || r.Name == "" || s.Title(item) == "" || s.FeedOf(item).Of != "" && c.facts.Of == "" {
				t.Errorf("%+v of %v", r, s.FeedOf(item))
			}
			if members, err := json.Marshal(model.Members(item)); err != nil || len(members) < 10 {
				t.Errorf("%v as the service says it: %s, %v", r.Key, members, err)
			}
		}
	}
}

// fails has each of the calls that the feed takes fail.
func (c conformance) fails(t *testing.T, fault emulator.FaultKind, want model.FailureKind) {
	calls := c.emulate(1)
	_, err := drain(t, connect(calls.Transport()), c.feed)
	ok(t, err)
	for _, operation := range slices.Sorted(maps.Keys(calls.Calls())) {
		e := c.emulate(1)
		s, client := c.scope(t, e.Transport())
		before := len(s.ItemsOf(c.feed))
		e.SetFaults([]emulator.Fault{{Operation: operation, Kind: fault}})
		_, _, err := take(t, s, client, c.feed)
		failure := failureOf(t, err, want)
		if failure.Operation != operation || failure.Action == "" && want == model.FailurePermission {
			t.Errorf("%s: %+v", operation, failure)
		}
		if state := s.Feed(c.feed); state.Known() || state.Err == nil || state.Reading() || len(s.Errors()) != 1 || len(s.ItemsOf(c.feed)) < before {
			t.Errorf("%s: %+v", operation, state)
		}
	}
}

func drain(t *testing.T, client *awsclient.Client, feed live.Feed) (all []live.Listing, err error) {
	t.Helper()
	all, _, err = take(t, live.NewSnapshot(), client, feed)
	return all, err
}

// vanishes takes away what the feed is about, or else what it lists.
func (c conformance) vanishes(t *testing.T) {
	s, client := c.scope(t, c.emulate(1).Transport())
	_, _, err := take(t, s, client, c.feed)
	ok(t, err)
	nothing := connect(emulator.New(emulator.World{}, emulator.Options{}).Transport())
	parent := c.parent()
	_, changes, err := take(t, s, nothing, c.feed)
	if parent.Kind == "" {
		ok(t, err)
		if !c.facts.Holds.HasStatus() { // of what has none nothing is told
			if len(changes) != 0 || s.Len(c.facts.Holds) != 0 {
				t.Errorf("changes %v, %d left", changes, s.Len(c.facts.Holds))
			}
			return
		}
		if c.facts.Holds != "" && (len(changes) != 1 || changes[0].Phase() != model.Gone || s.Len(c.facts.Holds) != 0) {
			t.Errorf("changes %v, %d left", changes, s.Len(c.facts.Holds))
		}
		return
	}
	wantKind(t, err, model.FailureNotFound)
	if len(s.Errors()) > 0 {
		t.Errorf("that it is gone is an error of its own: %v", s.Errors())
	}
	_, changes, err = take(t, s, nothing, parent)
	ok(t, err)
	if len(changes) != 1 || s.Len(c.facts.Of) != 0 || s.Len(c.facts.Holds) != 0 || len(s.FeedsOf(c.facts.Kind)) != 0 {
		t.Errorf("changes %v, %d feeds left", changes, len(s.FeedsOf(c.facts.Kind)))
	}
}

// A status of tomorrow is kept as it is, and nobody waits for its end.
func (c conformance) unknown(t *testing.T) {
	wire := c.emulate(1).Transport()
	s, client := c.scope(t, carrier(func(r *http.Request) (*http.Response, error) {
		response, err := wire.RoundTrip(r)
		if err == nil && strings.Contains(response.Header.Get("Content-Type"), "json") {
			response.Body, response.ContentLength = tomorrow(t, response.Body), -1
		}
		return response, err
	}))
	_, _, err := take(t, s, client, c.feed)
	ok(t, err)
	for _, kind := range model.Kinds {
		for _, item := range s.Items(kind.Kind) {
			if r := item.Common(); kind.Kind.HasStatus() != (r.Status == "REBALANCING") || r.Phase() != model.Settled || model.Concern(item) != model.Settled {
				t.Errorf("%v is %s", r.Key, r.Status)
			}
		}
	}
}

// tomorrow replaces every status of an answer.
func tomorrow(t *testing.T, body io.ReadCloser) io.ReadCloser {
	t.Helper()
	var answer any
	ok(t, json.NewDecoder(body).Decode(&answer))
	var replace func(any)
	replace = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, element := range v {
				replace(element)
			}
		case map[string]any:
			for name, member := range v {
				if _, text := member.(string); text && strings.HasSuffix(strings.ToLower(name), "status") {
					v[name] = "REBALANCING"
				}
				replace(member)
			}
		}
	}
	replace(answer)
	return io.NopCloser(strings.NewReader(inJSON(t, answer)))
}

// What is read again and is as before is no change and, of a listing, no garbage.
func (c conformance) unchanged(t *testing.T) {
	s, client := c.scope(t, c.emulate(3).Transport())
	_, _, err := take(t, s, client, c.feed)
	ok(t, err)
	version := s.Version()
	pages, changes, err := take(t, s, client, c.feed)
	ok(t, err)
	if s.Version() != version || len(changes) > 0 {
		t.Errorf("version %d, was %d; changes %v", s.Version(), version, changes)
	}
	now := time.Now()
	garbage := testing.AllocsPerRun(10, func() {
		read := s.Begin(live.Read{Feed: c.feed}, now)
		for _, page := range pages {
			page.Read = read
			s.Apply(page)
		}
	})
	if garbage > 0 && c.facts.Adds == nil {
		t.Errorf("%.0f allocations", garbage)
	}
}
