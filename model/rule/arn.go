package rule

import (
	"cmp"
	"slices"
	"strings"

	"oscope/model"
)

// ResourceType is a type of resource that an ARN can name.
type ResourceType struct {
	Service, Type string // as they stand in the ARN
	Says          string // what people call one, with its article
	Global        bool   // it is of no Region
	Accountless   bool   // its ARN does not name the account
}

func (t ResourceType) is(a model.ARN) bool {
	return a.Service == t.Service && a.Type == t.Type && (a.Region == "") == t.Global &&
		(t.Accountless && a.Account == "" || !t.Accountless && isAccount(a.Account))
}

func isAccount(id string) bool {
	return len(id) == 12 && !strings.ContainsFunc(id, func(r rune) bool { return r < '0' || r > '9' })
}

// ARNRule says what a member that holds an ARN may name. The service models say
// little of it or nothing; it is in the documentation of the members.
type ARNRule struct {
	Types []ResourceType
	// Here restricts it to resources of the Region that the request is made in.
	Here bool
	// Besides is what may stand in place of an ARN; nil is nothing.
	Besides *Pattern

	region string // that the request is made in; empty while that is open
}

// Says names in words what is accepted.
func (r *ARNRule) Says() string {
	var types []string
	for _, t := range r.Types {
		types = append(types, t.Says)
	}
	last := len(types) - 1
	says := "the ARN of " + types[last]
	if last > 0 {
		says = "the ARN of " + strings.Join(types[:last], ", ") + " or " + types[last]
	}
	if r.Here {
		says += " in " + cmp.Or(r.region, "the Region of the request")
	}
	if r.Besides != nil {
		says += ", or " + r.Besides.Says
	}
	return says
}

// objection is what speaks against a value, such as "must be …"; empty if nothing.
func (r *ARNRule) objection(value string) string {
	if r.Besides != nil && r.Besides.Match(value) {
		return ""
	}
	a, ok := model.ParseARN(value)
	partition := model.PartitionOf(r.region)
	switch {
	case !ok || !slices.ContainsFunc(r.Types, func(t ResourceType) bool { return t.is(a) }):
		return "must be " + r.Says()
	case partition != "" && a.Partition != partition:
		return "must be in the partition " + partition + ", as " + r.region + " is; this is in " + a.Partition
	case r.Here && r.region != "" && a.Region != r.region:
		return "must be in " + r.region + ", the Region of the request; this is in " + a.Region
	}
	return ""
}

func membersIn(region string, members []Member) []Member {
	members = slices.Clone(members)
	for i := range members {
		members[i] = members[i].in(region)
	}
	return members
}

func (m Member) in(region string) Member {
	m.Members = membersIn(region, m.Members)
	if m.ARN != nil {
		rule := *m.ARN
		rule.region = region
		m.ARN = &rule
	}
	if m.Element != nil {
		element := m.Element.in(region)
		m.Element = &element
	}
	return m
}
