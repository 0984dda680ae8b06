package rule

import (
	"slices"
	"strings"
)

// Operation is one call of the service: its name and the rules of its request.
type Operation struct {
	Name    string
	Members []Member
	// Exclusive lists groups of top-level members of which at most one may be set.
	Exclusive [][]string
}

// Member returns the member at a dotted path ("workspaceConfiguration.name",
// "dataSources.dataSourceArn") and whether there is one.
func (o *Operation) Member(path string) (Member, bool) {
	members := o.Members
	var found Member
	for name := range strings.SplitSeq(path, ".") {
		i := slices.IndexFunc(members, func(m Member) bool { return m.Name == name })
		if i < 0 {
			return Member{}, false
		}
		found = members[i]
		members = found.Members
		if found.Element != nil {
			members = found.Element.Members
		}
	}
	return found, true
}

// In returns the operation as it is called in a Region, where the ARNs of its
// members must be of the Region's partition and some of the Region itself. An
// operation that is in no Region yet leaves that open.
func (o *Operation) In(region string) *Operation {
	bound := *o
	bound.Members = membersIn(region, o.Members)
	return &bound
}
