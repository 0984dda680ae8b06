package live

import (
	"time"

	"oscope/model"
)

// accompany has the feeds asked that are read along with the listing of an item.
func (s *Snapshot) accompany(item model.Item, now time.Time) {
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
