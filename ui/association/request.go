package association

import (
	"context"
	"slices"
	"strings"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/write"
)

func associateCommand(r rule.AssociatePackagesRequest, region string) string {
	if len(r.Packages) == 1 {
		return rule.AssociatePackage.CommandLine(region, rule.AssociatePackageRequest{PackageAssociation: r.Packages[0], Domain: r.Domain})
	}
	return rule.AssociatePackages.CommandLine(region, r)
}

func (f *associateForm) writes(at *desk.Desk) []write.Call {
	var writes []write.Call
	for _, r := range f.requests() {
		var names []string
		for _, p := range r.Packages {
			names = append(names, f.all[p.PackageID].Name)
		}
		writes = append(writes, association(at, strings.Join(names, ", ")+" → "+r.Domain, r))
	}
	return writes
}

// association is one call of AssociatePackage or AssociatePackages.
func association(at *desk.Desk, title string, r rule.AssociatePackagesRequest) write.Call {
	var ids []string
	for _, p := range r.Packages {
		ids = append(ids, p.PackageID)
	}
	before := associationStates(at.Snapshot, r.Domain, ids)
	return write.Call{
		Title: title,
		Of:    r.Domain,
		Sends: []*rule.Operation{&rule.AssociatePackage, &rule.AssociatePackages},
		Feeds: associationFeeds(at, r.Domain, ids),
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			associations, err := client.AssociatePackages(ctx, r)
			return associationOutcome(title, associations), err
		},
		// It has been carried out if every one of them is there and not as it was.
		Shown: func(s *live.Snapshot) (model.Key, bool) {
			after := associationStates(s, r.Domain, ids)
			for _, id := range ids {
				if state := after[id]; state == (associationState{}) || state == before[id] {
					return model.Key{}, false
				}
			}
			return model.AssociationKey(ids[0], r.Domain), true
		},
	}
}

// associationState is what a call changes about an association.
type associationState struct {
	status  model.Status
	version string
}

// associationStates are those of some packages on a domain, by package.
func associationStates(s *live.Snapshot, domain string, ids []string) map[string]associationState {
	states := map[string]associationState{}
	for _, id := range ids {
		item, _ := s.Item(model.AssociationKey(id, domain))
		if r, ok := item.(model.Association); ok {
			states[id] = associationState{r.Status, r.Version}
		}
	}
	return states
}

// associationFeeds are the feeds that tell of some packages on a domain, and the
// domains, since a plugin makes its domain busy.
func associationFeeds(at *desk.Desk, domain string, packages []string) []live.Feed {
	feeds := []live.Feed{{Kind: live.FeedDomains}}
	for _, id := range packages {
		if feed := at.Snapshot.AssociationFeed(id, domain); !slices.Contains(feeds, feed) {
			feeds = append(feeds, feed)
		}
	}
	return feeds
}

// associationOutcome is that of a call that returns associations as they are now.
func associationOutcome(title string, associations []model.Association) write.Outcome {
	var o write.Outcome
	for _, association := range associations {
		o.Now = append(o.Now, association)
	}
	if len(associations) > 0 {
		o.Says = write.Saying(desk.Info, title+" is "+string(associations[0].Status))
	}
	return o
}
