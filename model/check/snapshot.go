package check

import (
	"oscope/model"
	"oscope/model/live"
)

// From looks facts up in what is listed already, so that they cost no call. What the
// snapshot does not know, or knows only in part, it leaves to be asked.
func From(s *live.Snapshot) func(Ask) (any, bool) {
	return func(a Ask) (any, bool) {
		switch a.Fact {
		case Domain.Fact:
			d, ok := item[model.Domain](s, model.KindDomain, a.Of)
			return d, ok && d.Status != ""
		case Collection.Fact:
			c, ok := item[model.Collection](s, model.KindCollection, a.Of)
			return c, ok
		case Application.Fact:
			d, ok := item[model.Application](s, model.KindApplication, a.Of)
			return d, ok && d.Detail != nil
		case Applications.Fact:
			return listed[model.Application](s, live.Feed{Kind: live.FeedApplications})
		case Packages.Fact:
			return listed[model.Package](s, live.Feed{Kind: live.FeedPackages})
		case OnDomain.Fact:
			return listed[model.Association](s, live.Feed{Kind: live.FeedDomainPackages, Of: a.Of})
		case OfPackage.Fact:
			return listed[model.Association](s, live.Feed{Kind: live.FeedPackageDomains, Of: a.Of})
		case Attachments.Fact:
			return listed[model.Attachment](s, live.Feed{Kind: live.FeedAttachments, Of: a.Of})
		}
		return nil, false
	}
}

func item[T model.Item](s *live.Snapshot, kind model.Kind, id string) (T, bool) {
	found, ok := s.Item(model.Key{Kind: kind, ID: id})
	typed, fits := found.(T)
	return typed, ok && fits
}

// listed is what a feed has brought, if it has been read to its end.
func listed[T model.Item](s *live.Snapshot, feed live.Feed) (any, bool) {
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
}
