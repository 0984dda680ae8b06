package live_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Of domains and collections, which the service describes by name, only those in
// flight are asked for, until the whole listing is due.
func TestFocusedReads(t *testing.T) {
	for name, items := range map[string][3]model.Item{
		"domains":     {domain("a", "Creating"), domain("b", "Active"), domain("b", "Modifying")},
		"collections": {collection("a", "CREATING"), collection("b", "ACTIVE"), collection("b", "UPDATING")},
	} {
		flying, settled, changed := items[0], items[1], items[2]
		feed := feedOf(flying)
		tl := begin(t, flying, settled)
		tl.show(feed)
		tl.run(28 * time.Second)
		tl.want(name, tl.focus(feed), "all|a|a|a|a|a")
		tl.set(changed) // not asked for, so not seen
		tl.run(2 * time.Second)
		tl.want(name+", the whole being due", tl.focus(feed), "all|a|a|a|a|a|all")
		tl.run(12 * time.Second)
		tl.want(name+", both of them", tl.focus(feed), "all|a|a|a|a|a|all|a,b|a,b|a,b")

		tl.remove(flying)
		tl.set(settled)
		tl.forget()
		tl.run(10 * time.Second)
		tl.want(name+", one gone and one settled", tl.focus(feed), "a,b")
		if got := tl.ItemsOf(feed); !slices.Equal(got, []model.Item{settled}) {
			t.Errorf("%s: %v", name, got)
		}
		tl.Refresh(feed)
		tl.set(changed)
		tl.forget()
		tl.run(time.Second)
		tl.Refresh(feed)
		tl.run(time.Second)
		tl.want(name+", asked for by hand", tl.focus(feed), "all|all")
	}
}

// A blurred terminal has no use for the whole.
func TestFocusedReadsWhileBlurred(t *testing.T) {
	tl := begin(t, domain("a", "Creating"), domain("b", "Active"))
	tl.run(0)
	tl.Blurred = true
	tl.forget()
	tl.run(30 * time.Minute)
	if focus := tl.focus(domains); strings.Contains(focus, "all") || len(tl.reads) < 100 {
		t.Errorf("%d readings: %s", len(tl.reads), focus)
	}
}

// focus is what readings of a feed were about: "all|a,b".
func (tl *timeline) focus(feed live.Feed) string {
	var all []string
	for _, r := range tl.reads {
		switch {
		case r.read.Feed != feed:
		case r.read.Only == nil:
			all = append(all, "all")
		default:
			all = append(all, strings.Join(r.read.Only, ","))
		}
	}
	return strings.Join(all, "|")
}
