package model_test

import (
	"testing"
	"time"

	"oscope/model"
)

// The age of a resource is what is known best: when it came into its status, else the
// service's last change, else when it was first seen.
func TestAge(t *testing.T) {
	seen := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	before := func(d time.Duration) time.Time { return seen.Add(-d) }
	pack := func(status model.Status, updated time.Time, versions ...time.Time) model.Package {
		p := model.Package{Resource: model.Resource{Key: model.PackageKey("F1"), Status: status}, CreatedAt: before(9 * time.Hour), UpdatedAt: updated}
		if versions != nil {
			p.Versions = &[]model.PackageVersion{}
			for _, at := range versions {
				*p.Versions = append(*p.Versions, model.PackageVersion{CreatedAt: at})
			}
		}
		return p
	}
	for name, c := range map[string]struct {
		item  model.Item
		exact bool
		want  model.Age
	}{
		"seen to fail":                        {pack("COPY_FAILED", before(time.Hour)), true, model.Age{At: seen, Bound: model.Exactly}},
		"failed before":                       {pack("COPY_FAILED", before(time.Hour)), false, model.Age{At: before(time.Hour), Bound: model.AtMost}},
		"settled before":                      {pack("AVAILABLE", before(time.Hour)), false, model.Age{At: before(time.Hour), Bound: model.AtMost}},
		"changed after its versions":          {pack("COPY_FAILED", before(time.Hour), before(3*time.Hour), before(2*time.Hour)), false, model.Age{At: before(time.Hour), Bound: model.AtMost}},
		"a version came last":                 {pack("COPY_FAILED", before(3*time.Hour), before(2*time.Hour)), false, model.Age{At: before(2 * time.Hour), Bound: model.AtMost}},
		"on its way":                          {pack("COPYING", before(time.Hour)), false, model.Age{At: seen, Bound: model.AtLeast}},
		"changed since, and still what it is": {pack("COPY_FAILED", seen.Add(time.Hour)), false, model.Age{At: seen, Bound: model.AtLeast}},
		"not dated":                           {model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "d"}}}, false, model.Age{At: seen, Bound: model.AtLeast}},
	} {
		if got := model.AgeOf(c.item, seen, c.exact); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
