package model_test

import (
	"testing"

	"oscope/model"
)

// listed is an item that holds what == cannot compare.
type listed struct {
	model.Resource

	Names  []string
	Limits map[string]int
}

// An item is compared by what it says, whatever it is made of: one that is read again
// unchanged is no change, and one that has changed is.
func TestItemsWithLists(t *testing.T) {
	item := func(limit int, names ...string) model.Item {
		return listed{
			Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "search"}, Status: "Active"},
			Names:    names, Limits: map[string]int{"most": limit},
		}
	}
	s := model.NewSnapshot()
	read(s, domains, noon, item(1, "a", "b"))
	for _, step := range []struct {
		item    model.Item
		changed bool
	}{
		{item(1, "a", "b"), false},
		{item(1, "a", "c"), true},
		{item(2, "a", "c"), true},
		{item(2, "a", "c"), false},
		{item(2), true},
		{domain("search", "Active"), true}, // another type altogether
		{item(2), true},
	} {
		before := s.Version()
		read(s, domains, noon, step.item)
		if changed := s.Version() != before; changed != step.changed {
			t.Errorf("%+v: changed %v, want %v", step.item, changed, step.changed)
		}
	}
	if s.Count(model.KindDomain, model.Settled) != 1 {
		t.Error("it is counted more than once")
	}
}
