package emulator

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// World is all that an emulator holds, as JSON with the service's own member
// names. Nearly everything may be left out: `{"domains":[{"DomainName":"search-prod"}]}`
// is a world with one active domain. README.md describes the format.
type World struct {
	Account      string        `json:"account"` // 12 digits; default 123456789012
	Region       string        `json:"region"`  // default us-east-1
	Applications []Application `json:"applications,omitempty"`
	Domains      []Domain      `json:"domains,omitempty"`
	Collections  []Collection  `json:"collections,omitempty"`
	Attachments  []Attachment  `json:"attachments,omitempty"`
	Workspaces   []Workspace   `json:"workspaces,omitempty"`
	Packages     []Package     `json:"packages,omitempty"`
	Associations []Association `json:"associations,omitempty"`
	Buckets      []Bucket      `json:"buckets,omitempty"`
	Keys         []Key         `json:"keys,omitempty"`
	Integrations []Integration `json:"integrations,omitempty"`
	Roles        []Role        `json:"roles,omitempty"`
	// VPCAccess are the principals that domains in a VPC let in.
	VPCAccess             []Principal         `json:"vpcAccess,omitempty"`
	Policies              []Policy            `json:"policies,omitempty"`
	ScheduledActions      []ScheduledAction   `json:"scheduledActions,omitempty"`
	DirectQuerySources    []DirectQuerySource `json:"directQueryDataSources,omitempty"`
	DomainDataSources     []DomainDataSource  `json:"domainDataSources,omitempty"`
	Regions               []OptIn             `json:"regions,omitempty"`
	DefaultApplicationARN string              `json:"defaultApplicationArn,omitempty"`
	// NamedRegionsOnly is true when accounts have no Regions enabled but those of their
	// scopes. It and the two that follow belong to no scope.
	NamedRegionsOnly bool            `json:"namedRegionsOnly,omitempty"`
	Organization     *Organization   `json:"organization,omitempty"`
	IdentityCenter   *IdentityCenter `json:"identityCenter,omitempty"`
	// Scopes are further accounts and Regions, which hold none themselves. What they
	// leave out of these two is as in the world around them. Roles, Regions and
	// buckets are the account's: World shows them in the first scope of it.
	Scopes []World `json:"scopes,omitempty"`
}

// all are the world and its scopes.
func (w World) all() iter.Seq[World] {
	return func(yield func(World) bool) {
		within := w.Scopes
		w.Scopes = nil
		if !yield(w) {
			return
		}
		for _, scope := range within {
			if !yield(scope) {
				return
			}
		}
	}
}

func (w World) place() place { return place{w.Account, w.Region} }

// ParseWorld reads a world and fills in what it leaves out. Unknown members,
// statuses that do not exist, duplicates, and ids and ARNs that lead nowhere are
// errors that name the place.
func ParseWorld(data []byte) (World, error) {
	var w World
	if err := decode(data, &w); err != nil {
		return World{}, err
	}
	return w.completed()
}

var (
	accountPattern = rule.Pattern{Source: `[0-9]{12}`}
	regionPattern  = rule.Pattern{Source: `[a-z]{2}(-[a-z]+)+-[0-9]`}
)

var (
	errAccount = errors.New("account: must be 12 digits")
	errRegion  = errors.New(`region: must be a Region such as "us-east-1"`)
)

// completed is a copy of the world in which nothing is left out but times, which
// depend on when the world is loaded.
func (w World) completed() (World, error) {
	defaultTo(&w.Account, "123456789012")
	defaultTo(&w.Region, "us-east-1")
	there := map[place]bool{w.place(): true}
	accounts := make(map[string]identifiers)
	if err := w.complete(accounts); err != nil {
		return w, err
	}
	w.Scopes = slices.Clone(w.Scopes)
	for i := range w.Scopes {
		scope := &w.Scopes[i]
		defaultTo(&scope.Account, w.Account)
		defaultTo(&scope.Region, w.Region)
		err := scope.complete(accounts)
		switch {
		case err != nil:
		case len(scope.Scopes) > 0:
			err = errors.New("scopes: only the world itself has some")
		case scope.NamedRegionsOnly, scope.Organization != nil, scope.IdentityCenter != nil:
			err = errors.New("namedRegionsOnly, organization, identityCenter: only the world itself has them")
		case there[scope.place()]:
			err = fmt.Errorf("region: the world has account %s in %s already", scope.Account, scope.Region)
		}
		if err != nil {
			return w, fmt.Errorf("scopes[%d].%w", i, err)
		}
		there[scope.place()] = true
	}
	err := w.completeIdentity()
	return w, err
}

// complete fills in what one scope leaves out. The identifiers are those that each
// account has so far, whatever the Region.
func (w *World) complete(accounts map[string]identifiers) error {
	switch {
	case !accountPattern.Match(w.Account):
		return errAccount
	case !regionPattern.Match(w.Region):
		return errRegion
	}
	if accounts[w.Account] == nil {
		accounts[w.Account] = make(identifiers)
	}
	r := references{place: w.place(), identifiers: make(identifiers), ofAccount: accounts[w.Account], packages: make(map[string]*Package)}
	for _, k := range kinds {
		k.complete(w, &r)
	}
	if r.err != nil {
		return r.err
	}
	if id, ours := strings.CutPrefix(w.DefaultApplicationARN, r.applicationARN("")); w.DefaultApplicationARN != "" && (!ours || !r.has("application", id)) {
		return fmt.Errorf("defaultApplicationArn: there is no application %q", w.DefaultApplicationARN)
	}
	return nil
}

// references are the identifiers that a scope of a world has so far, each with what it
// stands for, and the first thing that is wrong with it.
type references struct {
	place
	identifiers
	ofAccount identifiers         // shared by the scopes of the account
	packages  map[string]*Package // by id
	err       error
}

// identifiers are the meanings of identifiers, by kind and identifier.
type identifiers map[string]string

// define adds an identifier, which must be new among its kind.
func (i identifiers) define(member, kind, id, meaning string) error {
	if i.has(kind, id) {
		return fmt.Errorf("%s: %q is there twice", member, id)
	}
	i[kind+" "+id] = meaning
	return nil
}

func (i identifiers) has(kind, id string) bool {
	_, ok := i[kind+" "+id]
	return ok
}

func (i identifiers) meaning(kind, id string) string { return i[kind+" "+id] }

// application makes *id, which may be an application's name, its identifier.
func (r *references) application(member string, id *string) error {
	if named := r.meaning("application name", *id); named != "" {
		*id = named
	}
	if !r.has("application", *id) {
		return fmt.Errorf("%s: there is no application %q", member, *id)
	}
	return nil
}

// dataSource checks that an ARN is one, and leads somewhere if it is of a domain
// or collection of this account and Region.
func (r *references) dataSource(text string) error {
	a, ok := model.ParseARN(text)
	if !ok {
		return fmt.Errorf("dataSourceArn: %q is not the ARN of a data source", text)
	}
	if kind := model.ARNKind(text); kind != "" && r.holds(a) && !r.has("data source", text) {
		return fmt.Errorf("dataSourceArn: there is no %s %q", kind, text)
	}
	return nil
}

// defaultTo fills in a member that the world leaves out.
func defaultTo[T comparable](member *T, value T) {
	var none T
	if *member == none {
		*member = value
	}
}

// derive fills in a member that follows from others, and refuses another value.
func derive(name string, member *string, value string) error {
	defaultTo(member, value)
	if *member != value {
		return fmt.Errorf("%s: must be %q or left out", name, value)
	}
	return nil
}

func oneOf(member, value string, values ...string) error {
	if !slices.Contains(values, value) {
		return fmt.Errorf("%s: %q is not one of %s", member, value, strings.Join(values, ", "))
	}
	return nil
}

func checkStatus(member string, kind model.Kind, status model.Status) error {
	if statuses := model.Statuses(kind); !slices.Contains(statuses, status) {
		return fmt.Errorf("%s: %q is not a status of this kind; there are %s", member, status, strings.Trim(fmt.Sprint(statuses), "[]"))
	}
	if model.MeaningOf(kind, status).Phase == model.Gone {
		return fmt.Errorf("%s: what is %s has no place in a world", member, status)
	}
	return nil
}

// checkName holds a name of the world to the rule of a request's member.
func checkName(member string, o *rule.Operation, path, value string) error {
	m, _ := o.Member(path)
	if m.Element != nil {
		m = *m.Element
	}
	m.Required = true
	return checkMember(member, m, value)
}

// checkMember holds a name of the world to a rule.
func checkMember(member string, m rule.Member, value string) error {
	if violations := m.Check(value); len(violations) > 0 {
		return fmt.Errorf("%s: %s", member, violations[0].Advice)
	}
	return nil
}
