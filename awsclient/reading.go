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
const sliceMost = 100

// step brings the next page of a listing and whether further ones follow.
type step func(context.Context) (page, bool, error)

type page struct {
	items  []model.Item
	caller *model.Caller
	// defaultARN is that of the default application.
	defaultARN string
}

// readers make the steps of each kind of feed.
var readers = map[live.FeedKind]func(*Client, live.Read) step{
	live.FeedCaller:         func(c *Client, _ live.Read) step { return c.caller() },
	live.FeedApplications:   func(c *Client, _ live.Read) step { return c.listApplications() },
	live.FeedApplication:    func(c *Client, r live.Read) step { return c.getApplication(r.Feed.Of) },
	live.FeedTags:           func(c *Client, r live.Read) step { return c.listTags(r.Feed.Of) },
	live.FeedAttachments:    func(c *Client, r live.Read) step { return c.listAttachments(r.Feed.Of) },
	live.FeedDefault:        func(c *Client, _ live.Read) step { return c.getDefaultApplication() },
	live.FeedIntegrations:   func(c *Client, _ live.Read) step { return c.listIntegrations() },
	live.FeedPackages:       func(c *Client, _ live.Read) step { return c.listPackages() },
	live.FeedVersions:       func(c *Client, r live.Read) step { return c.listVersions(r.Feed.Of) },
	live.FeedDomainPackages: func(c *Client, r live.Read) step { return c.listPackagesForDomain(r.Feed.Of) },
	live.FeedPackageDomains: func(c *Client, r live.Read) step { return c.listDomainsForPackage(r.Feed.Of) },
	live.FeedDomains:        func(c *Client, r live.Read) step { return c.listDomains(r.Only) },
	live.FeedChange:         func(c *Client, r live.Read) step { return c.describeChange(r.Feed.Of) },
	live.FeedUpgrade:        func(c *Client, r live.Read) step { return c.describeUpgrade(r.Feed.Of) },
	live.FeedHealth:         func(c *Client, r live.Read) step { return c.describeHealth(r.Feed.Of) },
	live.FeedDomainSources:  func(c *Client, r live.Read) step { return c.listDomainSources(r.Feed.Of) },
	live.FeedCollections:    func(c *Client, r live.Read) step { return c.listCollections(r.Only) },
	live.FeedDirectQueries:  func(c *Client, _ live.Read) step { return c.listDirectQueries() },
}

// Read returns the reading of a feed that has been planned; nothing is asked of
// AWS before its first page is.
func (c *Client) Read(read live.Read) *Reading {
	if reader := readers[read.Feed.Kind]; reader != nil {
		return &Reading{read: read, next: reader(c, read)}
	}
	return &Reading{read: read, next: func(context.Context) (page, bool, error) {
		return page{}, false, &model.CallError{Operation: "reading", On: string(read.Feed.Kind), Message: "nothing here can read it"}
	}}
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
