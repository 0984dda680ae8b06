package emulator

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model/rule"
)

// Policy is an encryption, network or data access policy of OpenSearch Serverless, with
// the members of GetSecurityPolicy's answer.
type Policy struct {
	Type             string          `json:"type"` // encryption, network or data
	Name             string          `json:"name"`
	PolicyVersion    string          `json:"policyVersion"`
	Description      string          `json:"description"`
	CreatedDate      Milliseconds    `json:"createdDate,omitzero"`
	LastModifiedDate Milliseconds    `json:"lastModifiedDate,omitzero"`
	Policy           json.RawMessage `json:"policy,omitempty"`
}

// policyTypes are the types of policies, with the operations that each is read by.
var policyTypes = []string{"encryption", "network", "data"}

const maxPolicy = 20480 // characters

func (p Policy) key() string { return p.Type + " " + p.Name }

// complete fills in the members that a world leaves out.
func (p *Policy) complete(r *references) error {
	defaultTo(&p.Type, "network")
	if problem := policyProblem(p.Type, p.Policy); problem != "" {
		return located("policy", errors.New(problem))
	}
	return cmp.Or(
		oneOf("type", p.Type, policyTypes...),
		checkName("name", &rule.GetSecurityPolicy, "name", p.Name),
		r.define("name", "policy", p.key(), ""),
	)
}

func (s *state) loadPolicy(p Policy) {
	p.CreatedDate.Timestamp = p.CreatedDate.loaded(s.now).or(s.now)
	p.LastModifiedDate.Timestamp = p.LastModifiedDate.loaded(s.now).or(p.CreatedDate.Time)
	defaultTo(&p.PolicyVersion, versionOf(p.LastModifiedDate.Time, 1))
	s.policies.add(p.key(), p)
}

// versionOf is a version as it was recorded: milliseconds, an underscore and a counter,
// in base64.
func versionOf(now time.Time, counter int) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%013d_%d", now.UnixMilli(), counter))
}

// nextVersion never returns the version that there is.
func (p *Policy) nextVersion(now time.Time) string {
	decoded, _ := base64.StdEncoding.DecodeString(p.PolicyVersion)
	_, counter, _ := strings.Cut(string(decoded), "_")
	n, _ := strconv.Atoi(counter)
	return versionOf(now, n%9+1)
}

// policyRule is the part of a policy that says what it is about.
type policyRule struct {
	ResourceType string
	Resource     []string
	Permission   []string `json:",omitempty"`
}

// policyGroup is one entry of a policy; an encryption policy is one.
type policyGroup struct {
	Description     string
	Rules           []policyRule
	AllowFromPublic *bool
	SourceVPCEs     []string
	SourceServices  []string
	Principal       []string
	AWSOwnedKey     *bool
	KmsARN          string `json:"KmsARN"`
}

// policyGroups reads a policy, which may be one group (documentation).
func policyGroups(policy []byte) ([]policyGroup, error) {
	var groups []policyGroup
	policy = bytes.TrimSpace(policy)
	if bytes.HasPrefix(policy, []byte("{")) {
		policy = slices.Concat([]byte("["), policy, []byte("]"))
	}
	d := json.NewDecoder(bytes.NewReader(policy))
	d.DisallowUnknownFields()
	err := d.Decode(&groups)
	return groups, err
}

// policyProblem says what in a policy is not as the documentation has it; the texts are
// chosen.
func policyProblem(of string, policy []byte) string {
	groups, err := policyGroups(policy)
	switch {
	case err != nil:
		return "Policy json is invalid"
	case len(policy) > maxPolicy:
		return fmt.Sprintf("Policy json is longer than %d characters", maxPolicy)
	case len(groups) == 0:
		return "Policy json is invalid, error: [$: there must be a minimum of 1 items in the array]"
	}
	for _, g := range groups {
		if problem := g.problem(of); problem != "" {
			return "Policy json is invalid, error: [" + problem + "]"
		}
	}
	return ""
}

func (g policyGroup) problem(of string) string {
	types := []string{"collection", "dashboard"}
	switch {
	case of == "network" && g.AllowFromPublic == nil:
		return "AllowFromPublic: is missing but it is required"
	case of == "network" && !*g.AllowFromPublic && len(g.SourceVPCEs)+len(g.SourceServices) == 0:
		return "SourceVPCEs or SourceServices: one is required where AllowFromPublic is false"
	case of == "data":
		types = []string{"collection", "index"}
		if len(g.Principal) == 0 {
			return "Principal: is missing but it is required"
		}
	case of == "encryption":
		types = []string{"collection"}
	}
	if len(g.Rules) == 0 {
		return "Rules: is missing but it is required"
	}
	for _, r := range g.Rules {
		if !slices.Contains(types, r.ResourceType) {
			return "ResourceType: does not have a value in the enumeration " + fmt.Sprint(types)
		}
		prefix := r.ResourceType + "/"
		if r.ResourceType == "dashboard" {
			prefix = "collection/"
		}
		for _, resource := range r.Resource {
			if !strings.HasPrefix(resource, prefix) || strings.Contains(strings.TrimSuffix(resource, "*"), "*") && of != "data" {
				return "Resource: does not match the pattern"
			}
		}
		if len(r.Resource) == 0 || of == "data" && len(r.Permission) == 0 {
			return "Resource: there must be a minimum of 1 items in the array"
		}
	}
	return ""
}

// concerns reports whether some rule of a policy is about a resource.
func (p *Policy) concerns(resource string) bool {
	groups, _ := policyGroups(p.Policy)
	for _, g := range groups {
		for _, r := range g.Rules {
			if slices.ContainsFunc(r.Resource, func(pattern string) bool { return covers(pattern, resource) }) {
				return true
			}
		}
	}
	return false
}

func covers(pattern, resource string) bool {
	prefix, open := strings.CutSuffix(pattern, "*")
	return pattern == resource || open && strings.HasPrefix(resource, prefix)
}

type policiesIn struct {
	listing
	Type     string   `json:"type"`
	Resource []string `json:"resource"`
}

func (s *state) listPolicies(in policiesIn) ([]*Policy, string, error) {
	return page(&s.policies, in.listing, in.Type+" policies", collectionPageSize, func(p *Policy) bool {
		return p.Type == in.Type && (in.Resource == nil || slices.ContainsFunc(in.Resource, p.concerns))
	})
}

// summary is the policy as listings have it: without its text.
func (p *Policy) summary() Policy {
	summary := *p
	summary.Policy = nil
	return summary
}

func (s *state) listSecurityPolicies(in policiesIn) (any, error) {
	rows, next, err := s.listPolicies(in)
	return struct {
		Summaries []Policy `json:"securityPolicySummaries"`
		NextToken string   `json:"nextToken,omitempty"`
	}{shown(rows, (*Policy).summary), next}, err
}

func (s *state) listAccessPolicies(in policiesIn) (any, error) {
	rows, next, err := s.listPolicies(in)
	return struct {
		Summaries []Policy `json:"accessPolicySummaries"`
		NextToken string   `json:"nextToken,omitempty"`
	}{shown(rows, (*Policy).summary), next}, err
}

type policyIn struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

func (s *state) policy(in policyIn) (*Policy, error) {
	if p := s.policies.get(in.Type + " " + in.Name); p != nil {
		return p, nil
	}
	return nil, refuse("ResourceNotFoundException", "Policy with name %s and type %s is not found", in.Name, in.Type)
}

type securityPolicyDetail struct {
	Detail Policy `json:"securityPolicyDetail"`
}

func (s *state) getSecurityPolicy(in policyIn) (any, error) {
	p, err := s.policy(in)
	if err != nil {
		return nil, err
	}
	return securityPolicyDetail{*p}, nil
}

func (s *state) getAccessPolicy(in policyIn) (any, error) {
	p, err := s.policy(in)
	if err != nil {
		return nil, err
	}
	return struct {
		Detail Policy `json:"accessPolicyDetail"`
	}{*p}, nil
}

// updateSecurityPolicy takes the version that was read, or refuses in the recorded words.
func (s *state) updateSecurityPolicy(in struct {
	policyIn
	PolicyVersion string  `json:"policyVersion"`
	Description   *string `json:"description"`
	Policy        *string `json:"policy"`
},
) (any, error) {
	p, err := s.policy(in.policyIn)
	switch {
	case err != nil:
		return nil, err
	case in.PolicyVersion != p.PolicyVersion:
		return nil, refuse("ValidationException", "Policy version specified in the request refers to an older version and policy has since changed")
	}
	changed := *p
	if in.Description != nil {
		changed.Description = *in.Description
	}
	if in.Policy != nil {
		if problem := policyProblem(p.Type, []byte(*in.Policy)); problem != "" {
			return nil, refuse("ValidationException", "%s", problem)
		}
		changed.Policy = json.RawMessage(*in.Policy)
	}
	if changed.Description == p.Description && sameJSON(changed.Policy, p.Policy) {
		return nil, refuse("ValidationException", "No changes detected in policy or policy description")
	}
	changed.PolicyVersion = p.nextVersion(s.now)
	changed.LastModifiedDate.Timestamp = at(s.now)
	*p = changed
	return securityPolicyDetail{changed}, nil
}

func sameJSON(a, b []byte) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
