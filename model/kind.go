package model

import (
	"slices"
	"time"
)

// Kind is a kind of thing that has a status.
type Kind string

// The kinds, in the service's own words. KindIntegrationResource is one of the parts
// that an integration made (its collection, its policies, …), which is no resource of
// its own.
const (
	KindApplication         Kind = "application"
	KindAttachment          Kind = "attachment"
	KindDomain              Kind = "domain"
	KindCollection          Kind = "collection"
	KindDirectQuery         Kind = "direct query" // a data source
	KindPackage             Kind = "package"
	KindAssociation         Kind = "association"
	KindIntegration         Kind = "integration"
	KindIntegrationResource Kind = "integration resource"
)

// KindFacts is what there is to know of a kind. What is nil is as of most kinds.
type KindFacts struct {
	Kind     Kind
	Statuses []Meaning // all that the service has (SERVICE.md §8.1); none of what has no status
	// PartOf is the kind that it is made by and shown with; empty of one that is a
	// resource of its own, which some feed lists and some page shows.
	PartOf Kind

	// Title is what people call an item; by default its name.
	Title func(Item) string
	// Dates returns the status that the service itself dates, and when it began; the
	// zero time when it does not say. By default a status begins when it is first seen.
	Dates func(Item) (Status, time.Time)
	// Merge returns the newer item with what its listing leaves out taken from the
	// older one of the same key, or the older one itself where that says the same. By
	// default listings leave nothing out.
	Merge func(older, newer Item) Item
	// Parts are what an item is made of: it is in trouble when one of them is.
	Parts func(Item) []IntegrationPart
	// Troubled reports whether an item is in trouble although its status does not say so.
	Troubled func(Item) bool
	// Type returns what sort of it an item is, where that decides how long operations
	// take. By default they take as long for each.
	Type func(Item) string
	// Past returns what the service itself dates of an item's past, in any order. By
	// default that is nothing.
	Past func(Item) []Event
}

// Event is something that the service says has happened to an item at some time.
type Event struct {
	At   time.Time
	Says string // "created", "version v3: more synonyms"
}

// Kinds are all kinds. To add one, declare its facts with its resource.
var Kinds = []*KindFacts{
	&applicationFacts,
	&attachmentFacts,
	&domainFacts,
	&collectionFacts,
	&directQueryFacts,
	&packageFacts,
	&associationFacts,
	&integrationFacts,
	&integrationResourceFacts,
}

var factsOfKind = func() map[Kind]*KindFacts {
	all := make(map[Kind]*KindFacts, len(Kinds))
	for _, facts := range Kinds {
		all[facts.Kind] = facts
	}
	return all
}()

var unknownKind KindFacts

// Facts returns what there is to know of the kind; nothing of one that is not known.
func (k Kind) Facts() *KindFacts {
	if facts := factsOfKind[k]; facts != nil {
		return facts
	}
	return &unknownKind
}

// HasStatus reports whether the service tells a status of the kind.
func (k Kind) HasStatus() bool { return len(k.Facts().Statuses) > 0 }

// TroubledBesides reports whether an item of the kind can need somebody although its
// status does not say so; see Concern.
func (f *KindFacts) TroubledBesides() bool { return f.Parts != nil || f.Troubled != nil }

// Title returns what people call an item by itself, whatever else is known.
func Title(item Item) string {
	r := item.Common()
	if title := r.Key.Kind.Facts().Title; title != nil {
		return title(item)
	}
	return r.Name
}

// TypeOf returns what sort of its kind an item is, where that decides how long
// operations take; empty where it does not.
func TypeOf(item Item) string {
	if of := item.Common().Key.Kind.Facts().Type; of != nil {
		return of(item)
	}
	return ""
}

// PastOf returns what the service dates of an item's past.
func PastOf(item Item) []Event {
	past := item.Common().Key.Kind.Facts().Past
	if past == nil {
		return nil
	}
	return slices.DeleteFunc(past(item), func(e Event) bool { return e.At.IsZero() })
}

// unlessSame returns the merged item, or the older one if that says the same, so that
// a refresh without news takes no memory.
func unlessSame[T interface {
	comparable
	Item
}](older Item, o, merged T) Item {
	if merged == o {
		return older
	}
	return merged
}

// createdAndUpdated is the past of what the service dates so. A creation that has not
// been followed by anything is one event.
func createdAndUpdated(created, updated time.Time) []Event {
	if !updated.After(created) {
		return []Event{{created, "created"}}
	}
	return []Event{{created, "created"}, {updated, "last changed"}}
}
