package model

import "slices"

// Principal is an account or a service that a domain in a VPC lets in.
type Principal struct {
	Name string // an account's number, or a service's name
	// Regions are those that a service may come from; nil is the domain's own.
	Regions []string
}

// Admits reports whether a domain lets a service in that comes from a Region.
func Admits(principals []Principal, service, domainRegion, from string) bool {
	return slices.ContainsFunc(principals, func(p Principal) bool {
		if len(p.Regions) == 0 {
			return p.Name == service && from == domainRegion
		}
		return p.Name == service && slices.Contains(p.Regions, from)
	})
}
