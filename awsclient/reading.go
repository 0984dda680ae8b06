package awsclient

import (
	"context"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// pageSize is asked for where the service lets us choose; it is the most that
// any of the listings allows.
const pageSize = 100

// Reading is one reading of a feed, page after page. It is used by one goroutine
// at a time.
type Reading struct {
	read live.Read
	next step
	// What the last page had beyond a slice, and whether further pages follow.
	rest []model.Item
	more bool
}

// sliceMost bounds the items that Next brings at once, so that there is room for
// keys between them.
const sliceMost = 500

// step brings the next page of a listing and whether further ones follow.
type step func(context.Context) (page, bool, error)

type page struct {
	items  []model.Item
	caller *model.Caller
	// defaultARN is that of the default application.
	defaultARN string
}

// Read returns the reading of a feed that has been planned; nothing is asked of
// AWS before its first page is.
func (c *Client) Read(read live.Read) *Reading {
	r := &Reading{read: read}
	switch feed := read.Feed; feed.Kind {
	case live.FeedCaller:
		r.next = c.caller()
	case live.FeedApplications:
		r.next = c.listApplications()
	case live.FeedApplication:
		r.next = c.getApplication(feed.Of)
	case live.FeedTags:
		r.next = c.listTags(feed.Of)
	case live.FeedIntegrations:
		r.next = c.listIntegrations()
	case live.FeedPackages:
		r.next = c.listPackages()
	case live.FeedVersions:
		r.next = c.listVersions(feed.Of)
	case live.FeedPackageDomains:
		r.next = c.listDomainsForPackage(feed.Of)
	case live.FeedDomainPackages:
		r.next = c.listPackagesForDomain(feed.Of)
	case live.FeedDefault:
		r.next = c.getDefaultApplication()
	case live.FeedAttachments:
		r.next = c.listAttachments(feed.Of)
	case live.FeedDomains:
		r.next = c.listDomains(read.Only)
	case live.FeedCollections:
		r.next = c.listCollections(read.Only)
	default:
		r.next = func(context.Context) (page, bool, error) {
			return page{}, false, &model.CallError{Operation: "reading", On: string(feed.Kind), Message: "nothing here can read it"}
		}
	}
	return r
}

// Next brings the next page, or the next slice of a page that is large. It must not
// be called again after one without More, nor after an error, which is always a
// *model.CallError.
func (r *Reading) Next(ctx context.Context) (live.Listing, error) {
	var p page
	if len(r.rest) > 0 {
		p.items = r.rest
	} else {
		var err error
		if p, r.more, err = r.next(ctx); err != nil {
			return live.Listing{Read: r.read, At: time.Now()}, err
		}
	}
	n := min(sliceMost, len(p.items))
	p.items, r.rest = p.items[:n:n], p.items[n:]
	return live.Listing{
		Read: r.read, Items: p.items, Caller: p.caller, DefaultARN: p.defaultARN,
		More: r.more || len(r.rest) > 0, Slice: len(r.rest) > 0, At: time.Now(),
	}, nil
}
