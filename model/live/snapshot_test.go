package live_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func versionsOf(id string) live.Feed { return live.Feed{Kind: live.FeedVersions, Of: id} }

var (
	applications = live.Feed{Kind: live.FeedApplications}
	domains      = live.Feed{Kind: live.FeedDomains}
	collections  = live.Feed{Kind: live.FeedCollections}
	directs      = live.Feed{Kind: live.FeedDirectQueries}
)

func attachmentsOf(id string) live.Feed { return live.Feed{Kind: live.FeedAttachments, Of: id} }

func detailOf(id string) live.Feed { return live.Feed{Kind: live.FeedApplication, Of: id} }

func tagsOf(a model.Application) live.Feed {
	return live.Feed{Kind: live.FeedTags, Of: a.ARN}
}

func attachment(applicationID string, status model.Status) model.Attachment {
	return model.NewAttachment(applicationID, domainARN, "att", status)
}

// brief is transitions in a line: "app1-name: CREATING→ACTIVE after 30s". An
// inexact time has a +.
func brief(transitions []live.Transition) string {
	var all []string
	for _, t := range transitions {
		text := fmt.Sprintf("%s: %s→%s", t.Title, t.From, t.To)
		if t.From != "" {
			text += " after " + t.After.String()
		}
		if !t.Exact {
			text += "+"
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func wantBrief(t *testing.T, got []live.Transition, want string) {
	t.Helper()
	if brief(got) != want {
		t.Errorf("transitions %q, want %q", brief(got), want)
	}
}

func names(items []model.Item) string {
	var all []string
	for _, item := range items {
		all = append(all, item.Common().Name)
	}
	return strings.Join(all, " ")
}

func after(d time.Duration) time.Time { return noon.Add(d) }

// What is there when a listing is first read is no news; what comes, changes or
// goes later is.
func TestTransitions(t *testing.T) {
	s := live.NewSnapshot()
	wantBrief(t, read(s, domains, noon, domain("a", "Active"), domain("b", "Creating")), "")
	wantBrief(t, read(s, domains, after(30*time.Second), domain("a", "Active"), domain("b", "Creating")), "")
	wantBrief(t, read(s, domains, after(time.Minute), domain("c", "Creating"), domain("a", "Modifying"), domain("b", "Active")),
		"c: →Creating, a: Active→Modifying after 1m0s+, b: Creating→Active after 1m0s+")
	wantBrief(t, read(s, domains, after(2*time.Minute), domain("a", "Active"), domain("c", "Active")),
		"a: Modifying→Active after 1m0s, c: Creating→Active after 1m0s, b: Active→ after 1m0s")
	wantBrief(t, read(s, domains, after(3*time.Minute)), "a: Active→ after 1m0s, c: Active→ after 1m0s")
	if s.Len(model.KindDomain) != 0 {
		t.Errorf("%d domains are left", s.Len(model.KindDomain))
	}
}

func TestPhaseOfTransition(t *testing.T) {
	of := func(to model.Status) model.Phase {
		return live.Transition{Key: model.Key{Kind: model.KindAttachment}, To: to}.Phase()
	}
	if of("") != model.Gone || of("PENDING") != model.InFlight || of("FAILED") != model.Failed || of("ATTACHED") != model.Settled {
		t.Error("the phase is not that of the status it came to")
	}
}

// Rows appear page by page; only the last page can tell what is gone.
func TestPages(t *testing.T) {
	s := live.NewSnapshot()
	first := s.Begin(live.Read{Feed: domains}, noon)
	s.Apply(live.Listing{Read: first, Items: []model.Item{domain("a", "Active")}, More: true, At: noon})
	if f := s.Feed(domains); s.Len(model.KindDomain) != 1 || f.Known() || !f.Reading() {
		t.Errorf("after one page: %d domains, known %v, reading %v", s.Len(model.KindDomain), f.Known(), f.Reading())
	}
	wantBrief(t, s.Apply(live.Listing{Read: first, Items: []model.Item{domain("b", "Active")}, At: after(time.Second)}), "")
	if f := s.Feed(domains); f.Size() != 2 || !f.Known() || f.Reading() || !f.Learned.Equal(after(time.Second)) {
		t.Errorf("after both: %+v", f)
	}

	second := s.Begin(live.Read{Feed: domains}, after(time.Minute))
	wantBrief(t, s.Apply(live.Listing{Read: second, Items: []model.Item{domain("c", "Active")}, More: true, At: after(time.Minute)}), "c: →Active")
	if got := names(s.Items(model.KindDomain)); got != "a b c" {
		t.Errorf("in the middle of a reading: %q", got)
	}
	wantBrief(t, s.Apply(live.Listing{Read: second, Items: []model.Item{domain("b", "Active")}, At: after(time.Minute)}), "a: Active→ after 1m0s+")
	if got := names(s.Items(model.KindDomain)); got != "b c" {
		t.Errorf("at its end: %q", got)
	}
}

func TestFailedReadingKeepsWhatIsKnown(t *testing.T) {
	s := scopeOf(domain("a", "Active"), domain("b", "Active"))
	failing := s.Begin(live.Read{Feed: domains}, after(time.Minute))
	s.Apply(live.Listing{Read: failing, Items: []model.Item{domain("a", "Modifying")}, More: true, At: after(time.Minute)})
	trouble := &model.CallError{Kind: model.FailureUnavailable}
	s.Fail(failing, trouble, after(time.Minute))

	f := s.Feed(domains)
	if got := names(s.Items(model.KindDomain)); got != "a b" || f.Err != trouble || !f.Learned.Equal(noon) || f.Reading() {
		t.Errorf("%q, %+v", got, f)
	}
	read(s, domains, after(2*time.Minute), domain("a", "Active"), domain("b", "Active"))
	if f.Err != nil {
		t.Errorf("a later success leaves %v", f.Err)
	}
}

// A focused reading is about the named resources only.
func TestFocusedReading(t *testing.T) {
	s := scopeOf(domain("a", "Active"), domain("b", "Creating"), domain("c", "Deleting"))
	focused := s.Begin(live.Read{Feed: domains, Only: []string{"b", "c"}}, after(time.Minute))
	got := s.Apply(live.Listing{Read: focused, Items: []model.Item{domain("b", "Active")}, At: after(time.Minute)})
	wantBrief(t, got, "b: Creating→Active after 1m0s+, c: Deleting→ after 1m0s+")
	if left := names(s.Items(model.KindDomain)); left != "a b" {
		t.Errorf("left: %q", left)
	}
	if f := s.Feed(domains); !f.Learned.Equal(noon) {
		t.Errorf("a part counts as the whole: learned at %v", f.Learned)
	}
}

// The attachments of an application that is gone went with it: that is no news
// of its own, and nothing asks for them any more.
func TestApplicationTakesItsFeedsAlong(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	read(s, attachmentsOf("app1"), noon, attachment("app1", "PENDING"))
	read(s, attachmentsOf("app2"), noon, attachment("app2", "PENDING"))
	read(s, detailOf("app1"), noon, application("app1", "ACTIVE"))
	read(s, tagsOf(application("app1", "")), noon, application("app1", "ACTIVE"))
	reading := s.Begin(live.Read{Feed: attachmentsOf("app1")}, noon)

	wantBrief(t, read(s, applications, after(time.Minute), application("app2", "ACTIVE")), "app1-name: ACTIVE→ after 1m0s+")
	if got := s.Items(model.KindAttachment); len(got) != 1 || s.Count(model.KindAttachment, model.InFlight) != 1 {
		t.Errorf("attachments: %v", got)
	}
	s.Apply(live.Listing{Read: reading, Items: []model.Item{attachment("app1", "ATTACHED")}, At: after(time.Minute)})
	// The outcome of a write that was under way meanwhile changes nothing either.
	s.Written(attachmentsOf("app1"), after(time.Minute))
	s.Forget(attachmentsOf("app1"), attachment("app1", "").Key, after(time.Minute))
	wantBrief(t, s.Expect(attachmentsOf("app1"), attachment("app1", "PENDING"), after(time.Minute)), "")
	wantBrief(t, s.Expect(detailOf("app1"), application("app1", "UPDATING"), after(time.Minute)), "")
	for _, f := range slices.Concat(s.FeedsOf(live.FeedAttachments), s.FeedsOf(live.FeedApplication), s.FeedsOf(live.FeedTags)) {
		if f.Feed.Of != "app2" {
			t.Errorf("there is still %+v", f)
		}
	}
	if s.Len(model.KindAttachment) != 1 {
		t.Error("a late reading brought its attachment back")
	}
}

// The history of a package goes with it.
func TestPackageTakesItsFeedsAlong(t *testing.T) {
	s := scopeOf(dictionary("F1", "AVAILABLE"), dictionary("F2", "AVAILABLE"))
	for _, id := range []string{"F1", "F2"} {
		read(s, versionsOf(id), noon, dictionary(id, "AVAILABLE"))
	}
	reading := s.Begin(live.Read{Feed: versionsOf("F1")}, noon)
	wantBrief(t, read(s, packages, after(time.Minute), dictionary("F2", "AVAILABLE")), "F1-name: AVAILABLE→ after 1m0s+")
	if s.Current(reading) {
		t.Error("its versions are still awaited")
	}
	if left := s.FeedsOf(live.FeedVersions); len(left) != 1 || left[0].Feed != versionsOf("F2") {
		t.Errorf("feeds left: %v", left)
	}
}

// What was never described has come unannounced, and goes so.
func TestGoneBeforeItWasDescribed(t *testing.T) {
	s := scopeOf(domain("a", ""), domain("b", "Active"))
	wantBrief(t, read(s, domains, after(time.Minute)), "b: Active→ after 1m0s+")
	read(s, domains, after(2*time.Minute), domain("c", ""))
	wantBrief(t, s.Forget(domains, domain("c", "").Key, after(3*time.Minute)), "")
	if n := s.Len(model.KindDomain); n != 0 {
		t.Errorf("%d domains are left", n)
	}
}

func TestFeedsOfEveryScope(t *testing.T) {
	s := live.NewSnapshot()
	for _, feed := range []live.Feed{caller, applications, standard, packages, integrations, domains, collections, directs} {
		if n := len(s.FeedsOf(feed.Kind)); n != 1 {
			t.Errorf("%d feeds of %s", n, feed.Kind)
		}
	}
	for _, kind := range []live.FeedKind{live.FeedApplication, live.FeedAttachments, live.FeedTags, live.FeedVersions} {
		if n := len(s.FeedsOf(kind)); n != 0 {
			t.Errorf("%d feeds of %s before there is what they are about", n, kind)
		}
	}
}

// To ask about a feed is not to watch it: it would be read from then on.
func TestAskingAboutAFeedDoesNotWatchIt(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	for _, feed := range []live.Feed{detailOf("app1"), tagsOf(model.Application{}), versionsOf("F1"), attachmentsOf("elsewhere"), {Kind: live.FeedPackageDomains, Of: "F1"}} {
		if f := s.Feed(feed); f.Feed != feed || f.Known() || f.Reading() || f.Err != nil || f.Size() != 0 || f.InFlight != 0 {
			t.Errorf("of %v, which was never read, is known %+v", feed, f)
		}
		s.Health(feed)
		s.ItemsOf(feed)
		for _, f := range s.FeedsOf(feed.Kind) {
			if f.Feed == feed {
				t.Errorf("%v is watched", feed)
			}
		}
	}
}

// Of one that begins to be read, or is asked for, the state is kept.
func TestWatchedFeeds(t *testing.T) {
	for name, watch := range map[string]func(*live.Snapshot, live.Feed){
		"on the screen": func(s *live.Snapshot, feed live.Feed) {
			s.Due(noon, live.Attention{OnScreen: map[live.Feed]bool{feed: true}})
		},
		"refreshed":       func(s *live.Snapshot, feed live.Feed) { s.Refresh(feed) },
		"read":            func(s *live.Snapshot, feed live.Feed) { s.Begin(live.Read{Feed: feed}, noon) },
		"to be looked up": func(s *live.Snapshot, feed live.Feed) { s.Verify(feed, noon) },
	} {
		s, feed := scopeOf(), versionsOf("F1")
		watch(s, feed)
		if all := s.FeedsOf(feed.Kind); len(all) != 1 || s.Feed(feed) != all[0] {
			t.Errorf("%s: %d feeds are watched", name, len(all))
		}
	}
}

func TestItemsOfAFeed(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	other := model.NewAttachment("app1", collectionARN, "att", "ATTACHED")
	read(s, attachmentsOf("app1"), noon, attachment("app1", "PENDING"), other)
	read(s, attachmentsOf("app2"), noon, attachment("app2", "PENDING"))
	read(s, attachmentsOf("app1"), noon, other, attachment("app1", "ATTACHED"))
	if got := s.ItemsOf(attachmentsOf("app1")); !slices.Equal(got, []model.Item{attachment("app1", "ATTACHED"), other}) {
		t.Errorf("not its own, or not as first seen: %v", got)
	}
	if got := s.ItemsOf(attachmentsOf("nothing")); got != nil {
		t.Errorf("unknown feed: %v", got)
	}
}

func TestCaller(t *testing.T) {
	s := live.NewSnapshot()
	caller := model.Caller{Account: "123456789012", ARN: "arn:aws:iam::123456789012:user/jane", Region: "us-east-1"}
	reading := s.Begin(live.Read{Feed: live.Feed{Kind: live.FeedCaller}}, noon)
	s.Apply(live.Listing{Read: reading, Caller: &caller, At: noon})
	read(s, domains, noon)
	if s.Caller != caller {
		t.Errorf("%+v", s.Caller)
	}
}

func TestDefaultApplication(t *testing.T) {
	s := live.NewSnapshot()
	listed := func(arn string) {
		reading := s.Begin(live.Read{Feed: standard}, noon)
		s.Apply(live.Listing{Read: reading, DefaultARN: arn, At: noon})
	}
	listed("one")
	version := s.Version()
	listed("one")
	if s.DefaultARN != "one" || s.Version() != version {
		t.Errorf("default %q, version %d after %d", s.DefaultARN, s.Version(), version)
	}
	s.ExpectDefault("two")
	if s.DefaultARN != "two" || s.Version() == version {
		t.Errorf("after a write of ours: %q, version %d after %d", s.DefaultARN, s.Version(), version)
	}
	listed("")
	if s.DefaultARN != "" {
		t.Errorf("cleared, and still %q", s.DefaultARN)
	}
}

func TestTitles(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"), collection("col1", "ACTIVE"), domain("search", ""))
	for _, c := range []struct {
		item model.Item
		want string
	}{
		{application("app9", "ACTIVE"), "app9-name"},
		{attachment("app1", "PENDING"), "search → app1-name"},
		{model.NewAttachment("app1", collectionARN, "att", "PENDING"), "col1-name → app1-name"},
		{model.NewAttachment("app9", "arn:aws:aoss:us-east-1:123456789012:collection/col9", "att", "PENDING"), "col9 → app9"},
	} {
		if got := s.Title(c.item); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
