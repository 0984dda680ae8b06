package live

import (
	"fmt"
	"strings"

	"oscope/model"
)

// Waiting says why an attachment is PENDING, from what is known of its two ends;
// empty when it is not.
func (s *Snapshot) Waiting(a model.Attachment) string {
	if a.Status != "PENDING" {
		return ""
	}
	var waits []string
	if item, ok := s.Item(model.Key{Kind: model.KindApplication, ID: a.ApplicationID}); ok && item.Common().Phase() != model.Settled {
		waits = append(waits, "application "+nameAndStatus(item))
	}
	item, ok := s.DataSource(a.DataSourceARN)
	switch {
	case ok && item.Common().Status == "":
		waits = append(waits, fmt.Sprintf("%s %s (status unknown)", item.Common().Key.Kind, item.Common().Name))
	case ok && item.Common().Phase() != model.Settled:
		waits = append(waits, string(item.Common().Key.Kind)+" "+nameAndStatus(item))
	case !ok && !s.dataSourcesKnown(a.DataSourceARN):
		waits = append(waits, model.ARNName(a.DataSourceARN)+", which has not been read yet")
	case !ok:
		waits = append(waits, model.ARNName(a.DataSourceARN)+", which is not seen in this account and Region")
	}
	if len(waits) == 0 {
		return "both ends are ACTIVE; the service is completing it"
	}
	return "waits for " + strings.Join(waits, " and ")
}

// dataSourcesKnown reports whether the listing that would hold a data source has
// been read.
func (s *Snapshot) dataSourcesKnown(arn string) bool {
	if s.Caller.Account != "" && !s.Caller.Owns(arn) {
		return true // no listing of ours ever holds it
	}
	for _, list := range listsOf[model.ARNKind(arn)] {
		return s.Feed(Feed{Kind: list.Kind}).Known()
	}
	return true // nothing lists it
}

func nameAndStatus(item model.Item) string {
	r := item.Common()
	return fmt.Sprintf("%s (%s)", r.Name, r.Status)
}
