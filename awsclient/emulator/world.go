package emulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// World is all that an emulator holds, as JSON with the service's own member
// names. Nearly everything may be left out: `{"domains":[{"DomainName":"search-prod"}]}`
// is a world with one active domain. README.md describes the format.
type World struct {
	Account               string        `json:"account"` // 12 digits; default 123456789012
	Region                string        `json:"region"`  // default us-east-1
	Applications          []Application `json:"applications,omitempty"`
	Domains               []Domain      `json:"domains,omitempty"`
	Collections           []Collection  `json:"collections,omitempty"`
	Attachments           []Attachment  `json:"attachments,omitempty"`
	Workspaces            []Workspace   `json:"workspaces,omitempty"`
	Packages              []Package     `json:"packages,omitempty"`
	Associations          []Association `json:"associations,omitempty"`
	Buckets               []Bucket      `json:"buckets,omitempty"`
	Keys                  []Key         `json:"keys,omitempty"`
	Integrations          []Integration `json:"integrations,omitempty"`
	Roles                 []Role        `json:"roles,omitempty"`
	DefaultApplicationARN string        `json:"defaultApplicationArn,omitempty"`
}

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

// completed is a copy of the world in which nothing is left out but times, which
// depend on when the world is loaded.
func (w World) completed() (World, error) {
	defaultTo(&w.Account, "123456789012")
	defaultTo(&w.Region, "us-east-1")
	if !accountPattern.Match(w.Account) {
		return w, errors.New("account: must be 12 digits")
	}
	if !regionPattern.Match(w.Region) {
		return w, errors.New(`region: must be a Region such as "us-east-1"`)
	}
	r := references{place: place{w.Account, w.Region}, seen: make(map[string]string), packages: make(map[string]*Package)}
	for _, k := range kinds {
		k.complete(&w, &r)
	}
	if r.err != nil {
		return w, r.err
	}
	if id, ours := strings.CutPrefix(w.DefaultApplicationARN, r.applicationARN("")); w.DefaultApplicationARN != "" && (!ours || !r.has("application", id)) {
		return w, fmt.Errorf("defaultApplicationArn: there is no application %q", w.DefaultApplicationARN)
	}
	return w, nil
}

// references are the identifiers that a world has so far, each with what it
// stands for, and the first thing that is wrong with the world.
type references struct {
	place
	seen     map[string]string
	packages map[string]*Package // by id
	err      error
}

// define adds an identifier, which must be new among its kind.
func (r *references) define(member, kind, id, meaning string) error {
	if r.has(kind, id) {
		return fmt.Errorf("%s: %q is there twice", member, id)
	}
	r.seen[kind+" "+id] = meaning
	return nil
}

func (r *references) has(kind, id string) bool {
	_, ok := r.seen[kind+" "+id]
	return ok
}

func (r *references) meaning(kind, id string) string { return r.seen[kind+" "+id] }

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
