package awsclient

import (
	"context"
	"time"

	"oscope/model"
)

// pageSize is asked for where the service lets us choose; it is the most that
// any of the listings allows.
const pageSize = 100

// Reading is one reading of a feed, page after page. It is used by one goroutine
// at a time.
type Reading struct {
	read model.Read
	next step
}

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
func (c *Client) Read(read model.Read) *Reading {
	r := &Reading{read: read}
	switch feed := read.Feed; feed.Kind {
	case model.FeedCaller:
		r.next = c.caller()
	case model.FeedApplications:
		r.next = c.listApplications()
	case model.FeedApplication:
		r.next = c.getApplication(feed.Of)
	case model.FeedTags:
		r.next = c.listTags(feed.Of)
	case model.FeedIntegrations:
		r.next = c.listIntegrations()
	case model.FeedPackages:
		r.next = c.listPackages()
	case model.FeedVersions:
		r.next = c.listVersions(feed.Of)
	case model.FeedPackageDomains:
		r.next = c.listDomainsForPackage(feed.Of)
	case model.FeedDomainPackages:
		r.next = c.listPackagesForDomain(feed.Of)
	case model.FeedDefault:
		r.next = c.getDefaultApplication()
	case model.FeedAttachments:
		r.next = c.listAttachments(feed.Of)
	case model.FeedDomains:
		r.next = c.listDomains(read.Only)
	case model.FeedCollections:
		r.next = c.listCollections(read.Only)
	}
	return r
}

// Next brings the next page. It must not be called again after a page without
// More, nor after an error, which is always a *model.CallError.
func (r *Reading) Next(ctx context.Context) (model.Listing, error) {
	p, more, err := r.next(ctx)
	return model.Listing{Read: r.read, Items: p.items, Caller: p.caller, DefaultARN: p.defaultARN, More: more, At: time.Now()}, err
}

// pages makes a step of an operation with page tokens. It ends a listing whose
// service hands out the same token again, rather than run in a circle.
func pages(list func(ctx context.Context, token *string) ([]model.Item, *string, error)) step {
	var token *string
	return func(ctx context.Context) (page, bool, error) {
		items, next, err := list(ctx, token)
		if err != nil {
			return page{}, false, err
		}
		more := follows(token, next)
		token = next
		return page{items: items}, more, nil
	}
}

// everything lists all pages of an operation with page tokens at once.
func everything[T any](ctx context.Context, list func(ctx context.Context, token *string) ([]T, *string, error)) ([]T, error) {
	var (
		all   []T
		token *string
	)
	for {
		items, next, err := list(ctx, token)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
		if !follows(token, next) {
			return all, nil
		}
		token = next
	}
}

// follows reports whether next, handed out for token, leads to another page.
func follows(token, next *string) bool {
	return next != nil && *next != "" && (token == nil || *next != *token)
}
