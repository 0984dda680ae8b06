package kind

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/filter"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/change"
)

// Row is one resource, or one scope, with what is known around it.
type Row struct {
	Kind     *Kind
	Scope    model.Scope
	Snapshot *live.Snapshot
	Item     model.Item    // nil of a scope
	Summary  *live.Summary // of a scope
	Around
	Vanished bool // it was there before
}

// Around is what is known besides the snapshots.
type Around struct {
	Now       time.Time
	Slowed    func(model.Scope) float64 // to how many calls a second; 0 where it is not
	Durations *history.Durations        // how long operations take
}

// Rows are all of a kind, by scope and then by name.
func Rows(fleet *live.Fleet, k *Kind, around Around) []Row {
	var all []Row
	for _, scope := range fleet.Scopes() {
		row := Row{Kind: k, Scope: scope, Snapshot: fleet.Snapshot(scope), Around: around}
		if k.Of == "" {
			sum, _ := fleet.Summary(scope, around.Now, around.Slowed(scope))
			row.Summary = &sum
			all = append(all, row)
			continue
		}
		first := len(all)
		for _, item := range row.Snapshot.Items(k.Of) {
			row.Item = item
			all = append(all, row)
		}
		slices.SortStableFunc(all[first:], func(x, y Row) int {
			return cmp.Or(cmp.Compare(x.Title(), y.Title()), cmp.Compare(x.Item.Common().Key.ID, y.Item.Common().Key.ID))
		})
	}
	return all
}

// Facts are what filters may ask of the row.
func (r Row) Facts() filter.Facts {
	if r.Item == nil {
		f := filter.Facts{Now: r.Now}
		if r.Summary.Err != nil {
			f.Phase = model.Failed
		}
		return f
	}
	return filter.FactsOf(r.Item, r.Age(), r.Now)
}

// Names are what the row may be called by.
func (r Row) Names() []string {
	if r.Item == nil {
		return distinct(r.ScopeName(), r.Account()+"/"+r.Region(), r.Region())
	}
	return r.Kind.Names(r.Snapshot, r.Item)
}

// Title is the first of its names.
func (r Row) Title() string {
	if names := r.Names(); len(names) > 0 {
		return names[0]
	}
	return ""
}

// Profile is the one whose credentials are used; empty where they come from elsewhere.
func (r Row) Profile() string { return cmp.Or(r.Snapshot.Caller.Profile, r.Scope.Profile) }

// Account is the number of the account.
func (r Row) Account() string { return cmp.Or(r.Snapshot.Caller.Account, r.Scope.Account) }

// Region is where it is.
func (r Row) Region() string { return cmp.Or(r.Snapshot.Caller.Region, r.Scope.Region) }

// Who is whose it is: the profile by which the account is known, or where one profile
// leads to many accounts the number.
func (r Row) Who() string {
	if r.Scope.Account != "" {
		return r.Scope.Account
	}
	return cmp.Or(r.Profile(), r.Account(), "default")
}

// ScopeName is what its scope is called: "prod/eu-west-1".
func (r Row) ScopeName() string { return r.Who() + "/" + r.Region() }

// Where says in words where it is.
func (r Row) Where() string {
	return strings.Join(distinct(r.Profile(), r.Account(), r.Region()), " ")
}

// Status is the word of the service's.
func (r Row) Status() model.Status {
	if r.Item == nil {
		return model.Status(r.Summary.Word)
	}
	return r.Item.Common().Status
}

// Phase is what the status means: an integration may be ACTIVE and in trouble.
func (r Row) Phase() model.Phase {
	if r.Vanished {
		return model.Gone
	}
	if r.Item != nil {
		return model.Concern(r.Item)
	}
	switch {
	case r.Summary.State == live.StateLive:
		return model.Settled
	case r.Summary.Err == nil:
		return model.InFlight
	}
	return model.Failed
}

// Since is when the status began; the zero time if oscope did not see that.
func (r Row) Since() time.Time {
	if r.Item == nil {
		return time.Time{}
	}
	if age := r.Age(); age.Bound == model.Exactly {
		return age.At
	}
	return time.Time{}
}

// Age is since when it is what it is, as far as that is known.
func (r Row) Age() model.Age {
	if r.Item == nil {
		return model.Age{}
	}
	return r.Snapshot.Age(r.Item.Common().Key)
}

// Reason says why it is in the state that it is in, where somebody should know.
func (r Row) Reason() string {
	switch item := r.Item.(type) {
	case nil:
		if r.Summary.Err != nil {
			return r.Summary.Err.Error()
		}
		return ""
	case model.Attachment:
		return cmp.Or(item.Reason, r.Snapshot.Waiting(item))
	case model.Integration:
		for _, part := range item.Broken() {
			return cmp.Or(item.Reason, part.Name+" "+string(part.Status)+" "+part.Message)
		}
	}
	return r.Item.Common().Reason
}

// Stage is how far an operation has come, where the service tells.
func (r Row) Stage() string {
	switch item := r.Item.(type) {
	case model.Domain:
		if item.Busy() {
			return change.Of(item, r.Now)
		}
	case model.Association:
		return change.OfAssociation(r.Snapshot, item, r.Now)
	}
	return ""
}

// Estimate is how long what the resource is in usually takes, and how long it has taken.
// There is none of what is not in flight, or not known.
func (r Row) Estimate() (p history.Progress, since time.Time, ok bool) {
	if r.Item == nil || r.Durations == nil || r.Item.Common().Phase() != model.InFlight {
		return p, since, false
	}
	of := r.Item.Common()
	band, known := r.Durations.Band(history.OperationOf(of.Key.Kind, model.TypeOf(r.Item), of.Status))
	if !known {
		return p, since, false
	}
	since, exact := r.Snapshot.Underway(of.Key)
	if !exact {
		since = time.Time{}
	}
	return band.At(r.Now.Sub(since)), since, true
}

// Changed reports whether two rows of one resource differ.
func (r Row) Changed(before Row) bool {
	return !bytes.Equal(r.Encode(), before.Encode())
}

// Key identifies the row across refreshes.
func (r Row) Key() model.Ref {
	if r.Item == nil {
		return model.Ref{Scope: r.Scope}
	}
	return model.Ref{Scope: r.Scope, Key: r.Item.Common().Key}
}
