package live

import (
	"time"

	"oscope/model"
)

// accompany has the feeds asked that are read along with the listing of an item, when
// that has described it: what is listed by name first is listed once all the same.
func (s *Snapshot) accompany(listed model.Resource, item model.Item, now time.Time) {
	if listed.Status == "" {
		return
	}
	r := item.Common()
	for _, facts := range feedsAbout[r.Key.Kind] {
		if facts.Along == nil || !facts.Along(item, now) {
			continue
		}
		if f := s.watch(facts.about(r)); f.along.IsZero() && !f.Reading() {
			f.along = now
			if next := f.heard.Add(facts.Every); !f.heard.IsZero() && next.After(now) {
				f.along = next
			}
		}
	}
}
