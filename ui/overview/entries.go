package overview

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/filter"
	"oscope/ui/change"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/page"
)

// section is a part of the screen, from the top down.
type section int

const (
	inFlight section = iota
	attention
	updates
	recently
	sections // how many there are
)

// overviewEntry is a row: a resource worth a line, or something that has happened to one.
type overviewEntry struct {
	desk.Thing // without an Item where something has happened
	section    section
	title      string
	since      page.Since
	late       bool // it takes longer than it usually does
	says       func(now time.Time) string
	event      *desk.Event // nil unless something has happened
	nth        int64       // tells what has happened to one resource apart, from 1
}

// place identifies a row, wherever on the screen it is.
type place struct {
	model.Ref
	event int64 // of what has happened, by its time and number; 0 for the resource itself
}

func placeOf(e *overviewEntry) place {
	if e.event == nil {
		return place{Ref: e.Ref()}
	}
	return place{model.Ref{Scope: e.event.Scope, Key: e.event.Key}, e.event.At.UnixNano() + e.nth}
}

// inOrder is the order of the rows: section by section. What is late comes first of what
// is in flight, then whatever has been what it is for longest. When what needs attention
// was first seen tells only when oscope was started and which listing was answered first:
// it comes behind what is dated, by its title. Updates and what has happened stay as they
// are given.
func inOrder(x, y *overviewEntry) int {
	switch {
	case x.section != y.section:
		return cmp.Compare(x.section, y.section)
	case x.section >= updates:
		return 0
	case x.late != y.late:
		if x.late {
			return -1
		}
		return 1
	}
	if x.section == attention && x.undated() != y.undated() {
		if y.undated() {
			return -1
		}
		return 1
	}
	if x.section == attention && x.undated() {
		return byTitle(x, y)
	}
	return cmp.Or(x.since.At.Compare(y.since.At), byTitle(x, y))
}

// undated reports whether it is not known since when at most it is what it is.
func (e *overviewEntry) undated() bool { return e.since.Bound == model.AtLeast }

func byTitle(x, y *overviewEntry) int {
	return cmp.Or(cmp.Compare(x.title, y.title), cmp.Compare(x.kind(), y.kind()))
}

// updatesOf are the associations of a scope that are behind the newest version of their
// packages and stand still, by their packages. They date from that version.
func updatesOf(at *desk.Desk) []*overviewEntry {
	var found []*overviewEntry
	for _, item := range at.Snapshot.Items(model.KindAssociation) {
		tie, ok := item.(model.Association)
		newer := at.Snapshot.Newer(tie)
		if !ok || newer == "" || tie.Phase() != model.Settled {
			continue
		}
		says := "has " + tie.Version + ", " + newer + at.Keys.Say(" is available: {apply_update} applies it")
		e := &overviewEntry{Thing: desk.Thing{At: at, Item: item}, section: updates, title: at.Snapshot.Title(item), says: func(time.Time) string { return says }}
		if of, _ := at.Snapshot.Item(model.PackageKey(tie.PackageID)); of != nil {
			if p, ok := of.(model.Package); ok {
				e.since = page.Since{Age: model.Age{At: p.UpdatedAt, Bound: model.Exactly}}
			}
		}
		found = append(found, e)
	}
	slices.SortStableFunc(found, func(x, y *overviewEntry) int { return cmp.Compare(x.title, y.title) })
	return found
}

// concerns are the phases of what has a section because of its phase.
var concerns = map[model.Phase]section{model.InFlight: inFlight, model.Failed: attention}

// entriesOf are the resources of a scope that are in flight or need somebody, also because
// they are of no use although they stand.
func (o *overview) entriesOf(at *desk.Desk) []*overviewEntry {
	var found []*overviewEntry
	trouble := page.Troubles(at)
	for _, p := range o.pages {
		for _, kind := range p.Kinds() {
			listed := at.Snapshot.Count(kind, model.InFlight) + at.Snapshot.Count(kind, model.Failed)
			if listed == 0 && !kind.Facts().TroubledBesides() && !check.MayStand(at.Snapshot, kind) {
				continue
			}
			for _, item := range at.Snapshot.Items(kind) {
				concern, against := model.Concern(item), trouble(item)
				if against != "" {
					concern = model.Failed
				}
				if section, worth := concerns[concern]; worth {
					found = append(found, &overviewEntry{
						Thing: desk.Thing{At: at, Item: item}, section: section, title: at.Snapshot.Title(item),
						since: page.SinceOf(at, item.Common()), says: saysOf(at, item, against),
					})
				}
			}
		}
	}
	return found
}

// mostRecent is how much of what has happened is told; the history has the rest.
const mostRecent = 200

// eventsOf are what has happened lately, the newest first.
func eventsOf(at *desk.Office) []*overviewEntry {
	events := at.Events()
	events = events[max(0, len(events)-mostRecent):]
	nth := map[place]int64{}
	found := make([]*overviewEntry, len(events))
	for i := range events {
		t := &events[i]
		e := &overviewEntry{Thing: desk.Thing{At: at.DeskOf(t.Scope)}, section: recently, title: t.Title, event: t}
		same := placeOf(e)
		nth[same]++
		e.nth = nth[same]
		e.says = func(time.Time) string { return t.Reason }
		found[len(events)-1-i] = e
	}
	return found
}

// SaysOf is one sentence on why a resource is in the state that it is in. It depends on
// the time where it tells how long something has lasted.
func SaysOf(at *desk.Desk, item model.Item) func(now time.Time) string {
	return saysOf(at, item, page.Troubles(at)(item))
}

// saysOf is SaysOf of a resource of which is known what is against it.
func saysOf(at *desk.Desk, item model.Item, against string) func(now time.Time) string {
	r := item.Common()
	explained := cmp.Or(against, r.Reason, model.MeaningOf(r.Key.Kind, r.Status).Explain)
	switch of := item.(type) {
	case model.Attachment:
		if r.Phase() == model.InFlight {
			explained = at.Snapshot.Waiting(of)
		}
	case model.Integration:
		if len(of.Broken()) > 0 {
			explained = integration.BrokenText(of)
		}
	case model.Domain:
		return func(now time.Time) string { return cmp.Or(change.Of(of, now), explained) }
	case model.Association:
		if why, known := model.FindValidationFailure(of.ErrorType); known && r.Phase() == model.Failed {
			explained = change.FailureText(why)
		}
		return func(now time.Time) string { return cmp.Or(change.OfAssociation(at.Snapshot, of, now), explained) }
	}
	return func(time.Time) string { return explained }
}

// item is the resource that the row is about, if it is there.
func (e *overviewEntry) item() (model.Item, bool) {
	switch {
	case e.event == nil:
		return e.Item, true
	case e.At == nil:
		return nil, false
	}
	return e.At.Snapshot.Item(e.event.Key)
}

// kind is what it is.
func (e *overviewEntry) kind() model.Kind {
	if e.event != nil {
		return e.event.Key.Kind
	}
	return e.Item.Common().Key.Kind
}

// word is the status as the overview names it: of what is ACTIVE and needs somebody all
// the same, it says how much of it is healthy.
func (e *overviewEntry) word() string {
	if e.event != nil {
		return string(e.event.To)
	}
	if i, ok := e.Item.(model.Integration); ok && len(i.Broken()) > 0 {
		return fmt.Sprintf("%d/%d healthy", i.Healthy(), model.IntegrationPartCount)
	}
	return string(e.Item.Common().Status)
}

// where names the scope.
func (e *overviewEntry) where() string {
	if e.At == nil {
		return e.event.Where
	}
	return e.At.Name()
}

// facts are what filters may ask of a row: of a resource its phase as the section has it.
func (e *overviewEntry) facts() filter.Facts {
	if e.event != nil {
		return filter.Facts{Phase: e.event.Phase(), Age: model.Age{At: e.event.At, Bound: model.Exactly}, Now: e.now()}
	}
	f := filter.FactsOf(e.Item, e.since.Age, e.At.Now)
	for phase, section := range concerns {
		if e.section == section {
			f.Phase = phase
		}
	}
	return f
}

func (e *overviewEntry) now() time.Time {
	if e.At == nil {
		return e.event.At
	}
	return e.At.Now
}
