package rule

import (
	"slices"
	"strings"
)

// Operation is one call of a service: what it is called in all the places where it
// has a name, what sending it does, and the rules of its request.
type Operation struct {
	Service Service
	Name    string
	// Action goes on after the service's prefix in the name of the IAM action; empty
	// where that is the operation's own name.
	Action string
	Effect Effect
	// Where says in which part of the program it is needed, in Markdown; empty for an
	// operation that no part needs.
	Where string
	// On is what the permission can be narrowed to.
	On Target
	// With is what has to be permitted besides.
	With []Permission
	// Optional is true where the program does without it, and says what it then cannot
	// tell.
	Optional bool
	Members  []Member
	// Exclusive lists groups of top-level members of which at most one may be set.
	Exclusive [][]string
}

// Effect is what sending a request does, and what sending it twice does. The zero
// value is none of them and is treated as Once, the most careful.
type Effect int

const (
	// Reads changes nothing.
	Reads Effect = iota + 1
	// Repeatable writes do their work once however often they are sent: they carry a
	// client token, or say how something is to be.
	Repeatable
	// Once is a write of which a second one would be refused, or would begin anew
	// what the first has begun. While its outcome is open it must not be sent again.
	Once
)

// SafeTwice reports whether a request that may have been carried out can be sent
// again without harm. Of what is not declared nothing is known.
func (o *Operation) SafeTwice() bool {
	return o != nil && (o.Effect == Reads || o.Effect == Repeatable)
}

// Permission is the IAM action that allows the operation.
func (o *Operation) Permission() string {
	if o.Action != "" {
		return o.Service.Prefix + ":" + o.Action
	}
	return o.Service.Prefix + ":" + o.Name
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
