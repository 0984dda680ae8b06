package check

import (
	"time"

	"oscope/model"
	"oscope/model/live"
)

// held is where a snapshot has a fact.
type held struct {
	kind live.FeedKind // of the feed that brings it
	look func(s *live.Snapshot, of string) (any, bool)
	list bool
}

// feed is the one of the kind that brings it.
func (h held) feed(of string) live.Feed {
	if h.kind.Facts().Of == "" {
		return live.Feed{Kind: h.kind}
	}
	return live.Feed{Kind: h.kind, Of: of}
}

// inSnapshot are the facts that snapshots have.
var inSnapshot = map[*Fact]held{
	Domain.Fact: {kind: live.FeedDomains, look: func(s *live.Snapshot, of string) (any, bool) {
		d, ok := item[model.Domain](s, model.KindDomain, of)
		return d, ok && d.Status != ""
	}},
	Health.Fact: {kind: live.FeedHealth, look: func(s *live.Snapshot, of string) (any, bool) {
		d, ok := item[model.Domain](s, model.KindDomain, of)
		if !ok || d.Health == nil {
			return nil, false
		}
		return *d.Health, true
	}},
	Collection.Fact: {kind: live.FeedCollections, look: func(s *live.Snapshot, of string) (any, bool) {
		c, ok := item[model.Collection](s, model.KindCollection, of)
		return c, ok
	}},
	Application.Fact: {kind: live.FeedApplication, look: func(s *live.Snapshot, of string) (any, bool) {
		a, ok := item[model.Application](s, model.KindApplication, of)
		return a, ok && a.Detail != nil
	}},
	Tags.Fact: {kind: live.FeedTags, look: func(s *live.Snapshot, of string) (any, bool) {
		a, ok := item[model.Application](s, model.KindApplication, model.ARNName(of))
		if !ok || a.Tags == nil {
			return nil, false
		}
		return *a.Tags, true
	}},
	Default.Fact: {kind: live.FeedDefault, look: func(s *live.Snapshot, _ string) (any, bool) {
		return s.DefaultARN, s.Feed(live.Feed{Kind: live.FeedDefault}).Known()
	}},
	Applications.Fact: listed[model.Application](live.FeedApplications),
	Packages.Fact:     listed[model.Package](live.FeedPackages),
	Integrations.Fact: listed[model.Integration](live.FeedIntegrations),
	DirectQuery.Fact:  listed[model.DirectQuerySource](live.FeedDirectQueries),
	OnDomain.Fact: associations(live.FeedDomainPackages, live.FeedPackageDomains, func(s *live.Snapshot, of string) []model.Association {
		return s.AssociationsOf("", of)
	}),
	OfPackage.Fact: associations(live.FeedPackageDomains, live.FeedDomainPackages, func(s *live.Snapshot, of string) []model.Association {
		return s.AssociationsOf(of, "")
	}),
	Attachments.Fact: listed[model.Attachment](live.FeedAttachments),
}

// feed returns the feed that brings what is asked to a snapshot; ok is false if none does.
func (a Ask) feed() (live.Feed, bool) {
	h, ok := inSnapshot[a.Fact]
	return h.feed(a.Of), ok
}

// Reading reports whether a snapshot is about to have what is asked.
func (a Ask) Reading(s *live.Snapshot) bool {
	feed, ok := a.feed()
	return ok && s.Feed(feed).Reading()
}

// Lookup looks up what is known already, and when that was learned.
type Lookup func(Ask) (value any, at time.Time, ok bool)

// From looks facts up in what is read anyway, so that they cost no call. What is kept up
// to date is as good as new. What is read only while somebody looks at it is as old as it
// is; and what a write of ours has touched since is of no age that counts.
func From(s *live.Snapshot, now time.Time) Lookup {
	type seen struct {
		value any
		at    time.Time
	}
	lists := map[Ask]seen{} // they are put together once
	return func(a Ask) (any, time.Time, bool) {
		h, ok := inSnapshot[a.Fact]
		if !ok {
			return nil, time.Time{}, false
		}
		if l, ok := lists[a]; ok {
			return l.value, l.at, true
		}
		value, ok := h.look(s, a.Of)
		if !ok {
			return nil, time.Time{}, false
		}
		feed, at := h.feed(a.Of), now
		switch f := s.Feed(feed); {
		case f.Outdated():
			at = time.Time{}
		case feed.Kind.Facts().Adds != nil:
			at = f.Learned
		}
		if h.list {
			lists[a] = seen{value, at}
		}
		return value, at, true
	}
}

func item[T model.Item](s *live.Snapshot, kind model.Kind, id string) (T, bool) {
	found, ok := s.Item(model.Key{Kind: kind, ID: id})
	typed, fits := found.(T)
	return typed, ok && fits
}

// listed is what a feed has brought, if it has been read to its end.
func listed[T model.Item](kind live.FeedKind) held {
	return held{kind: kind, list: true, look: func(s *live.Snapshot, of string) (any, bool) {
		feed := held{kind: kind}.feed(of)
		if !s.Feed(feed).Known() {
			return nil, false
		}
		all := []T{}
		for _, i := range s.ItemsOf(feed) {
			if typed, ok := i.(T); ok {
				all = append(all, typed)
			}
		}
		return all, true
	}}
}

// associations are those of one domain or package. Where they are read by the others, all
// of these have to be known.
func associations(kind, other live.FeedKind, of func(*live.Snapshot, string) []model.Association) held {
	h := listed[model.Association](kind)
	look := h.look
	h.look = func(s *live.Snapshot, id string) (any, bool) {
		if value, ok := look(s, id); ok {
			return value, true
		}
		if health := s.Health(live.Feed{Kind: other}); !health.Known || health.Err != nil || health.Feeds == 0 {
			return nil, false
		}
		return append([]model.Association{}, of(s, id)...), true
	}
	return h
}
