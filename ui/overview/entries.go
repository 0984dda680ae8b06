package overview

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"oscope/model"
	"oscope/ui/attachment"
	"oscope/ui/change"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/page"
	"oscope/ui/write"
)

// part is what one scope has to tell.
type part struct {
	version, beat             uint64 // of its snapshot
	known                     uint64 // version of what its checks know
	flying, troubled, updates []overviewEntry
	failed                    []*model.CallError
}

// overviewEntry is a resource worth a line.
type overviewEntry struct {
	desk.Thing
	since page.Since
	says  func(now time.Time) string
}

// Derive collects what is in flight, the longest first, and then what has failed. Only
// scopes that have changed are looked through.
func (o *overview) Derive(at *desk.Office) {
	version, beat := at.Version(), at.Beat()
	for _, scope := range at.Shown() {
		version += scope.Knowledge.Version()
	}
	if o.derived && o.version == version && o.beat == beat {
		return
	}
	stale := !o.derived || o.version != version
	o.version, o.beat, o.derived = version, beat, true
	before := o.of
	o.of = make(map[*desk.Desk]*part, len(before))
	var flying, troubled, updates []overviewEntry
	o.failed = nil
	for _, scope := range at.Shown() {
		p := o.partOf(scope, before[scope])
		o.of[scope] = p
		for _, err := range p.failed {
			o.failed = append(o.failed, failure{scope, err})
		}
		if stale {
			flying, troubled, updates = append(flying, p.flying...), append(troubled, p.troubled...), append(updates, p.updates...)
		}
	}
	o.alike = group(o.failed)
	if !stale {
		return
	}
	if o.trouble {
		flying, updates = nil, nil
	}
	o.entries = slices.Concat(inOrder(flying), inOrder(troubled), updates)
	o.flying, o.updates = len(flying), len(flying)+len(troubled)
	i := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.Ref() == o.ref })
	if i < 0 {
		i = o.cursor
	}
	o.cursor = max(0, min(i, len(o.entries)-1))
}

// partOf returns what a scope has to tell, and before if it still tells that.
func (o *overview) partOf(at *desk.Desk, before *part) *part {
	version, beat := at.Snapshot.Version(), at.Snapshot.Beat()
	if before == nil {
		before = &part{}
	} else if before.version == version && before.beat == beat && before.known == at.Knowledge.Version() {
		return before
	}
	p := &part{version: version, known: at.Knowledge.Version(), beat: beat, flying: before.flying, troubled: before.troubled, updates: before.updates, failed: at.Snapshot.Errors()}
	if before.version != version || before.known != at.Knowledge.Version() {
		p.flying, p.troubled, p.updates = o.entriesOf(at, model.InFlight), o.entriesOf(at, model.Failed), updatesOf(at)
	}
	return p
}

// updatesOf are the associations of a scope that are behind the newest version of their
// packages and stand still, by their packages.
func updatesOf(at *desk.Desk) []overviewEntry {
	var found []overviewEntry
	for _, item := range at.Snapshot.Items(model.KindAssociation) {
		tie, ok := item.(model.Association)
		newer := at.Snapshot.Newer(tie)
		if !ok || newer == "" || tie.Phase() != model.Settled {
			continue
		}
		says := "has " + tie.Version + ", " + newer + at.Keys.Say(" is available: {apply_update} applies it")
		found = append(found, overviewEntry{desk.Thing{At: at, Item: item}, page.Since{}, func(time.Time) string { return says }})
	}
	slices.SortStableFunc(found, func(x, y overviewEntry) int { return cmp.Compare(x.title(), y.title()) })
	return found
}

// entriesOf are the resources of a scope that are in a phase.
func (o *overview) entriesOf(at *desk.Desk, phase model.Phase) []overviewEntry {
	var found []overviewEntry
	for _, p := range o.pages {
		for _, kind := range p.Kinds() {
			if at.Snapshot.Count(kind, phase) == 0 && !kind.Facts().TroubledBesides() && kind != model.KindAttachment {
				continue
			}
			for _, item := range at.Snapshot.Items(kind) {
				if r := item.Common(); concern(at, item) == phase {
					found = append(found, overviewEntry{desk.Thing{At: at, Item: item}, page.SinceOf(at, r), SaysOf(at, item)})
				}
			}
		}
	}
	return found
}

// concern is model.Concern, and a failure of what is of no use although it stands.
func concern(at *desk.Desk, item model.Item) model.Phase {
	if a, ok := item.(model.Attachment); ok && write.Trouble(at, attachment.Standing(a)) != "" {
		return model.Failed
	}
	return model.Concern(item)
}

// inOrder sorts entries by how long they have been what they are.
func inOrder(entries []overviewEntry) []overviewEntry {
	slices.SortStableFunc(entries, func(x, y overviewEntry) int {
		return cmp.Or(x.since.At.Compare(y.since.At), cmp.Compare(x.title(), y.title()))
	})
	return entries
}

func (e overviewEntry) title() string { return e.At.Snapshot.Title(e.Item) }

// SaysOf is one sentence on why a resource is in the state that it is in. It depends on
// the time where it tells how long something has lasted.
func SaysOf(at *desk.Desk, item model.Item) func(now time.Time) string {
	r := item.Common()
	explained := cmp.Or(r.Reason, model.MeaningOf(r.Key.Kind, r.Status).Explain)
	switch of := item.(type) {
	case model.Attachment:
		if r.Phase() == model.InFlight {
			explained = at.Snapshot.Waiting(of)
		}
		explained = cmp.Or(write.Trouble(at, attachment.Standing(of)), explained)
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

// overviewWord is the status as the overview names it: of what is ACTIVE and needs
// somebody all the same, it says how much of it is healthy.
func overviewWord(item model.Item) string {
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return fmt.Sprintf("%d/%d healthy", i.Healthy(), model.IntegrationPartCount)
	}
	return string(item.Common().Status)
}

// elapsed is since when the entry is what it is, where that tells something.
func (e overviewEntry) elapsed(now time.Time) string {
	if !e.since.WorthSaying() {
		return ""
	}
	return e.since.Elapsed(now)
}
