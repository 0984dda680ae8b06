package emulator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"oscope/model/rule"
)

// Principal is an account or a service that may reach a domain in a VPC by an endpoint,
// with the members of ListVpcEndpointAccess' entries.
type Principal struct {
	DomainName     string          `json:"DomainName"`
	PrincipalType  string          `json:"PrincipalType"` // AWS_ACCOUNT or AWS_SERVICE
	Principal      string          `json:"Principal"`
	ServiceOptions *ServiceOptions `json:"ServiceOptions,omitempty"`
}

// ServiceOptions says from which Regions a service may come; without them it is the
// domain's own.
type ServiceOptions struct {
	SupportedRegions []string `json:"SupportedRegions,omitempty"`
}

// maxPrincipals is how many a domain can let in (documented).
const maxPrincipals = 10

func (p Principal) key() string { return p.DomainName + " " + p.Principal }

// complete fills in the members that a world leaves out.
func (p *Principal) complete(r *references) error {
	defaultTo(&p.Principal, rule.UIService)
	defaultTo(&p.PrincipalType, principalType(p.Principal))
	switch {
	case !r.has("domain", p.DomainName):
		return fmt.Errorf("DomainName: there is no domain %q", p.DomainName)
	case r.meaning("domain", p.DomainName) != inVPC:
		return fmt.Errorf("DomainName: domain %q is not in a VPC", p.DomainName)
	case p.PrincipalType != principalType(p.Principal):
		return errors.New("PrincipalType: does not fit the Principal")
	}
	return cmp.Or(
		checkName("Principal", &rule.AuthorizeVpcEndpointAccess, map[string]string{"AWS_ACCOUNT": "Account", "AWS_SERVICE": "Service"}[p.PrincipalType], p.Principal),
		r.define("Principal", "principal", p.key(), ""),
	)
}

// inVPC is what a world knows of a domain's name when the domain is in a VPC.
const inVPC = "in a VPC"

func principalType(principal string) string {
	if accountPattern.Match(principal) {
		return "AWS_ACCOUNT"
	}
	return "AWS_SERVICE"
}

func (s *state) loadPrincipal(p Principal) { s.principals.add(p.key(), p) }

// forgetDomain removes what hangs on a domain that is gone.
func (s *state) forgetDomain(name string) {
	removeFrom(&s.principals, func(p *Principal) bool { return p.DomainName == name })
	removeFrom(&s.scheduled, func(a *ScheduledAction) bool { return a.DomainName == name })
	removeFrom(&s.domainSources, func(d *DomainDataSource) bool { return d.DomainName == name })
}

func removeFrom[T any](t *table[T], gone func(*T) bool) {
	for _, r := range slices.Clone(t.rows) {
		if gone(&r.value) {
			t.remove(r.key)
		}
	}
}

// authorized is an entry as it is answered.
type authorized struct {
	PrincipalType  string
	Principal      string
	ServiceOptions *ServiceOptions `json:",omitempty"`
}

func (p *Principal) shown() authorized {
	return authorized{p.PrincipalType, p.Principal, p.ServiceOptions}
}

func (s *state) listVpcEndpointAccess(in struct {
	DomainName string
	NextToken  string `json:"nextToken"`
},
) (any, error) {
	if _, err := s.domain(in.DomainName); err != nil {
		return nil, err
	}
	rows, next, err := page(&s.principals, listing{in.NextToken, 0}, "principals of "+in.DomainName, maxPrincipals, func(p *Principal) bool {
		return p.DomainName == in.DomainName
	})
	return struct {
		AuthorizedPrincipalList []authorized
		NextToken               string `json:",omitempty"`
	}{shown(rows, (*Principal).shown), next}, err
}

// admission is a request to let a principal in, or to shut it out.
type admission struct {
	DomainName     string
	Account        string
	Service        string
	ServiceOptions *ServiceOptions
}

// admission checks what both requests have in common. The texts are chosen.
func (s *state) admission(in admission) (*Principal, error) {
	d, err := s.domain(in.DomainName)
	switch {
	case err != nil:
		return nil, err
	case (in.Account == "") == (in.Service == ""):
		return nil, refuse("ValidationException", "Exactly one of Account and Service must be specified.")
	case in.Account != "" && !accountPattern.Match(in.Account):
		return nil, refuse("ValidationException", "The account %s is not valid.", in.Account)
	case in.Account != "" && in.ServiceOptions != nil:
		return nil, refuse("ValidationException", "ServiceOptions can only be specified with Service.")
	case d.VPCOptions == nil:
		return nil, refuse("ValidationException", "Domain %s is not a VPC domain.", d.DomainName)
	}
	principal := cmp.Or(in.Account, in.Service)
	return &Principal{in.DomainName, principalType(principal), principal, in.ServiceOptions}, nil
}

// authorizeVpcEndpointAccess lets a principal in. Once more does no harm: Regions are
// added to those that there are (chosen).
func (s *state) authorizeVpcEndpointAccess(in admission) (any, error) {
	asked, err := s.admission(in)
	if err != nil {
		return nil, err
	}
	p := s.principals.get(asked.key())
	if p == nil {
		n := 0
		for other := range s.principals.all() {
			if other.DomainName == in.DomainName {
				n++
			}
		}
		if n == maxPrincipals {
			return nil, refuse("LimitExceededException", "A domain can authorize at most %d principals.", maxPrincipals)
		}
		p = s.principals.add(asked.key(), *asked)
	} else if all := union(s.supported(p), s.supported(asked)); !slices.Equal(all, s.supported(p)) {
		p.ServiceOptions = &ServiceOptions{all}
	}
	return struct{ AuthorizedPrincipal authorized }{p.shown()}, nil
}

// supported are the Regions that a principal may come from.
func (s *state) supported(p *Principal) []string {
	if p.ServiceOptions == nil || len(p.ServiceOptions.SupportedRegions) == 0 {
		return []string{s.region}
	}
	return p.ServiceOptions.SupportedRegions
}

func union(all, more []string) []string {
	all = slices.Clone(all)
	for _, one := range more {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// revokeVpcEndpointAccess shuts a principal out; with Regions, from these alone.
func (s *state) revokeVpcEndpointAccess(in admission) (any, error) {
	asked, err := s.admission(in)
	if err != nil {
		return nil, err
	}
	p := s.principals.get(asked.key())
	if p == nil {
		return nil, refuse("ResourceNotFoundException", "%s is not authorized on domain %s.", asked.Principal, in.DomainName)
	}
	left := s.supported(p)
	if in.ServiceOptions != nil {
		left = slices.DeleteFunc(slices.Clone(left), func(region string) bool { return slices.Contains(in.ServiceOptions.SupportedRegions, region) })
	} else {
		left = nil
	}
	if len(left) == 0 {
		s.principals.remove(p.key())
	} else {
		p.ServiceOptions = &ServiceOptions{left}
	}
	return struct{}{}, nil
}
