package live_test

import (
	"fmt"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func TestLateReadingsAreDropped(t *testing.T) {
	late := func(s *live.Snapshot, read live.Read) string {
		if s.Current(read) {
			return "it is current"
		}
		version := s.Version()
		got := s.Apply(live.Listing{Read: read, Items: []model.Item{domain("late", "Active")}, At: after(time.Hour)})
		s.Fail(read, &model.CallError{}, after(time.Hour))
		if f := s.Feed(domains); len(got) > 0 || s.Version() != version || f.Err != nil || f.Learned.Equal(after(time.Hour)) {
			return fmt.Sprintf("it made %v, %+v", got, f)
		}
		return ""
	}
	s := scopeOf(domain("a", "Active"))
	for name, read := range map[string]live.Read{
		"never begun":  {Feed: domains},
		"unknown feed": {Feed: attachmentsOf("app1"), Number: 1},
		"begun again":  func() live.Read { r := s.Begin(live.Read{Feed: domains}, noon); s.Begin(r, noon); return r }(),
		"over": func() live.Read {
			r := s.Begin(live.Read{Feed: domains}, noon)
			s.Apply(live.Listing{Read: r, Items: []model.Item{domain("a", "Active")}})
			return r
		}(),
		"failed": func() live.Read {
			r := s.Begin(live.Read{Feed: collections}, noon)
			s.Fail(r, &model.CallError{}, noon)
			return r
		}(),
		"before write": func() live.Read { r := s.Begin(live.Read{Feed: domains}, noon); s.Written(domains, noon); return r }(),
		"before expect": func() live.Read {
			r := s.Begin(live.Read{Feed: domains}, noon)
			s.Expect(domains, domain("a", "Active"), noon)
			return r
		}(),
		"before forget": func() live.Read {
			r := s.Begin(live.Read{Feed: domains}, noon)
			s.Forget(domains, model.Key{}, noon)
			return r
		}(),
	} {
		if wrong := late(s, read); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}
