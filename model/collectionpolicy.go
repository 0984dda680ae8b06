package model

import (
	"encoding/json"
	"slices"
	"strings"
)

// CollectionPolicy is a network or data access policy of OpenSearch Serverless.
type CollectionPolicy struct {
	Name        string
	Version     string // to be sent with a change
	Description string
	Text        string // JSON, without spaces
}

// policyGroup is one entry of a network or data access policy (SERVICE.md §12.2).
type policyGroup struct {
	Description     string       `json:"Description,omitempty"`
	Rules           []policyRule `json:"Rules"`
	AllowFromPublic *bool        `json:"AllowFromPublic,omitempty"`
	SourceVPCEs     []string     `json:"SourceVPCEs,omitempty"`
	SourceServices  []string     `json:"SourceServices,omitempty"`
	Principal       []string     `json:"Principal,omitempty"`
}

type policyRule struct {
	ResourceType string   `json:"ResourceType"`
	Resource     []string `json:"Resource"`
	Permission   []string `json:"Permission,omitempty"`
}

// groups reads the policy, which may also be one group alone.
func (p CollectionPolicy) groups() ([]policyGroup, bool) {
	var all []policyGroup
	if json.Unmarshal([]byte(p.Text), &all) == nil {
		return all, true
	}
	var one policyGroup
	err := json.Unmarshal([]byte(p.Text), &one)
	return []policyGroup{one}, err == nil
}

// about reports whether a group has a rule for a resource of some type.
func (g policyGroup) about(resourceType, resource string) bool {
	return slices.ContainsFunc(g.Rules, func(r policyRule) bool {
		return r.ResourceType == resourceType && slices.ContainsFunc(r.Resource, func(pattern string) bool {
			prefix, open := strings.CutSuffix(pattern, "*")
			return pattern == resource || open && strings.HasPrefix(resource, prefix)
		})
	})
}

func (g policyGroup) public() bool { return g.AllowFromPublic != nil && *g.AllowFromPublic }

// Reach is how a service reaches a collection.
type Reach int

// The ways. Rules of all policies add up, and a public one wins.
const (
	ReachNone Reach = iota
	ReachService
	ReachPublic
)

// ReachOf says how a service reaches the collection with a name, by its network
// policies, and by which of them; without a policy nobody does.
func ReachOf(policies []CollectionPolicy, collection, service string) (Reach, CollectionPolicy) {
	reach, by := ReachNone, CollectionPolicy{}
	for _, p := range policies {
		groups, _ := p.groups()
		for _, g := range groups {
			switch {
			case !g.about("collection", "collection/"+collection):
			case g.public():
				return ReachPublic, p
			case slices.Contains(g.SourceServices, service):
				reach, by = ReachService, p
			}
		}
	}
	return reach, by
}

// Admitting returns one of the policies changed so that it lets a service reach a
// collection, and nothing else; ok is false when none of them is about the collection.
func Admitting(policies []CollectionPolicy, collection, service string) (before CollectionPolicy, after string, ok bool) {
	for _, p := range policies {
		groups, readable := p.groups()
		if !readable {
			continue
		}
		for _, g := range groups {
			if g.public() || !g.about("collection", "collection/"+collection) {
				continue
			}
			closed := false
			changed, err := json.Marshal(append(groups, policyGroup{
				Description:     "OpenSearch UI",
				Rules:           []policyRule{{ResourceType: "collection", Resource: []string{"collection/" + collection}}},
				AllowFromPublic: &closed, SourceServices: []string{service},
			}))
			return p, string(changed), err == nil
		}
	}
	return CollectionPolicy{}, "", false
}

// Names reports whether some data access policy gives a principal something in a
// collection.
func Names(policies []CollectionPolicy, collection, principal string) bool {
	return slices.ContainsFunc(policies, func(p CollectionPolicy) bool {
		groups, _ := p.groups()
		return slices.ContainsFunc(groups, func(g policyGroup) bool {
			about := g.about("collection", "collection/"+collection) || slices.ContainsFunc(g.Rules, func(r policyRule) bool {
				return r.ResourceType == "index" && slices.ContainsFunc(r.Resource, func(pattern string) bool {
					of, _, _ := strings.Cut(strings.TrimPrefix(pattern, "index/"), "/")
					prefix, open := strings.CutSuffix(of, "*")
					return of == collection || open && strings.HasPrefix(collection, prefix)
				})
			})
			return about && slices.Contains(g.Principal, principal)
		})
	})
}

// Indented returns a policy's text to be read, line by line.
func Indented(policy string) string {
	var value any
	if json.Unmarshal([]byte(policy), &value) != nil {
		return policy
	}
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return policy
	}
	return string(text)
}
