package emulator

import (
	"fmt"
	"math/rand/v2"

	"oscope/model"
)

// stock fills one scope of a fleet with what such a scope may hold.
type stock struct {
	*World
	random *rand.Rand
}

var (
	fleetTeams    = []string{"orders", "billing", "support", "catalog", "fraud", "media", "travel", "claims", "sensors", "payroll"}
	fleetPurposes = []string{"search", "logs", "metrics", "audit", "vectors", "events", "archive"}
)

// fill adds resources. Of eight that follow each other the later ones build on the
// earlier: the attachment on the domain and the application, the association on the
// domain and the package. scope tells the names of packages' identifiers apart.
func (s stock) fill(scope, resources int) {
	p := s.place()
	var domain, application, dictionary string
	for i := range resources {
		name := fmt.Sprintf("%s-%s-%d", s.pick(fleetTeams), s.pick(fleetPurposes), i)
		team := []Tag{{Key: "team", Value: s.pick(fleetTeams)}}
		created := daysAgo(1 + s.random.IntN(900))
		switch i % 8 {
		case 0, 5:
			domain = name
			s.Domains = append(s.Domains, Domain{
				DomainName: name, EngineVersion: "OpenSearch_2." + s.pick([]string{"11", "13", "15", "17", "19"}), TagList: team,
				DomainProcessingStatus: s.status("Active", "Modifying", "Isolated"),
			})
		case 1, 7:
			application = applicationID(p.account, p.region, "application", name)
			a := Application{ID: application, Name: name, TagList: team, CreatedAt: created, Status: s.status("ACTIVE", "CREATING", "FAILED")}
			if a.Status == "CREATING" {
				a.CreatedAt = Timestamp{} // now
			}
			s.Applications = append(s.Applications, a)
		case 2:
			a := Attachment{ID: application, DataSourceARN: p.domainARN(domain), CreatedAt: created}
			if s.random.IntN(25) == 0 {
				a.Status = "FAILED"
			}
			s.Attachments = append(s.Attachments, a)
		case 3:
			dictionary = fmt.Sprintf("F%d%05d", 1000+scope, i)
			s.Packages = append(s.Packages, Package{PackageID: dictionary, PackageName: name, CreatedAt: created})
		case 4:
			a := Association{PackageID: dictionary, DomainName: domain, DomainPackageStatus: s.status("ACTIVE", "ASSOCIATING", "ASSOCIATION_FAILED")}
			if a.DomainPackageStatus == "ACTIVE" {
				a.LastUpdated = daysAgo(1)
			}
			if a.DomainPackageStatus == "ASSOCIATION_FAILED" {
				a.ErrorDetails = failure("The package could not be copied to the nodes of the domain.")
			}
			s.Associations = append(s.Associations, a)
		case 6:
			s.Collections = append(s.Collections, Collection{
				Name: name, Type: s.pick([]string{"SEARCH", "TIMESERIES", "VECTORSEARCH"}), Status: s.status("ACTIVE", "CREATING", "FAILED"),
			})
		}
	}
}

func (s stock) pick(from []string) string { return from[s.random.IntN(len(from))] }

// status is mostly settled, and now and then in flight or broken.
func (s stock) status(settled, inFlight, broken model.Status) model.Status {
	switch s.random.IntN(25) {
	case 0:
		return inFlight
	case 1:
		return broken
	}
	return settled
}
