package awsclient

import (
	"context"
	"fmt"

	"oscope/model"
)

// How long a listing may be.
const (
	// rowsMost is far more than the quotas of an account allow.
	rowsMost = 100_000
	// barrenMost pages in a row without a new row are no listing: a service may
	// send a few such pages when it filters.
	barrenMost = 20
)

// pages makes a step of an operation with page tokens.
func pages(op operation, list func(ctx context.Context, token *string) ([]model.Item, *string, error)) step {
	var turned turns[model.Key]
	return func(ctx context.Context) (page, bool, error) {
		items, next, err := list(ctx, turned.token)
		if err != nil {
			return page{}, false, err
		}
		for _, item := range items {
			turned.see(item.Common().Key)
		}
		more, err := turned.turn(op, next)
		if err != nil {
			return page{}, false, err
		}
		return page{items: items}, more, nil
	}
}

// everything lists all pages of an operation with page tokens at once.
func everything[T comparable](ctx context.Context, op operation, list func(ctx context.Context, token *string) ([]T, *string, error)) ([]T, error) {
	return everythingBy(ctx, op, func(row T) T { return row }, list)
}

// everythingBy is everything for rows that are told apart by a key.
func everythingBy[T any, K comparable](ctx context.Context, op operation, key func(T) K, list func(ctx context.Context, token *string) ([]T, *string, error)) ([]T, error) {
	var (
		all    []T
		turned turns[K]
	)
	for {
		rows, next, err := list(ctx, turned.token)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			turned.see(key(row))
		}
		all = append(all, rows...)
		if more, err := turned.turn(op, next); err != nil || !more {
			return all, err
		}
	}
}

// turns watches the pages of one listing, so that a service that hands out tokens
// for ever is not followed for ever.
type turns[K comparable] struct {
	token  *string
	seen   map[K]struct{}
	before int // rows seen before this page
	barren int
}

func (t *turns[K]) see(row K) {
	if t.seen == nil {
		t.seen = map[K]struct{}{}
	}
	t.seen[row] = struct{}{}
}

// turn goes to the page after the one that has been seen. A listing whose service
// hands out the same token again ends, rather than run in a circle.
func (t *turns[K]) turn(op operation, next *string) (more bool, err error) {
	t.barren++
	if len(t.seen) > t.before {
		t.before, t.barren = len(t.seen), 0
	}
	if next == nil || *next == "" || t.token != nil && *next == *t.token {
		return false, nil
	}
	t.token = next
	switch {
	case t.barren >= barrenMost:
		return false, translate(unreadableError(fmt.Sprintf("%d pages in a row had nothing new, and more follow", t.barren)), op)
	case len(t.seen) >= rowsMost:
		return false, translate(unreadableError(fmt.Sprintf("the listing has more than %d rows", rowsMost)), op)
	}
	return true, nil
}
