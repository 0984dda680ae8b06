package model

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Operation is one call of the service: its name and the rules of its request.
type Operation struct {
	Name    string
	Members []Member
	// Exclusive lists groups of top-level members of which at most one may be set.
	Exclusive [][]string
}

// Type is the type of a member's value.
type Type int

// The types that requests are made of.
const (
	String Type = iota
	Integer
	Boolean
	List
	Structure
)

// Member is one member of a request with the constraints that the service puts
// on it.
type Member struct {
	Name     string // as on the wire
	Type     Type
	Required bool
	// Min and Max bound the characters of a String, the value of an Integer and
	// the elements of a List; 0 is no bound.
	Min, Max int
	Pattern  *Pattern
	Enum     []string
	ARN      *ARNRule // of a String that holds an ARN
	// Documented marks constraints that only the documentation states: the
	// service model itself does not have them, so no SDK can know them.
	Documented bool
	Members    []Member // of a Structure
	Element    *Member  // of a List; its Name is not used
}

// Pattern is a regular expression that a whole value must match. The models
// carry no anchors but the service matches the whole value (SERVICE.md §1.4).
type Pattern struct {
	Source string // as in the service model, and as its error texts print it
	Says   string // the same in words

	// simple replaces a Source that Go cannot compile, with the text that a value
	// must not contain besides.
	simple, without string

	once sync.Once
	re   *regexp.Regexp
}

// Match reports whether the whole of value matches.
func (p *Pattern) Match(value string) bool {
	p.once.Do(func() { p.re = regexp.MustCompile("^(?:" + cmp.Or(p.simple, p.Source) + ")$") })
	return p.re.MatchString(value) && (p.without == "" || !strings.Contains(value, p.without))
}

// Violation is one constraint that one value breaks.
type Violation struct {
	// Path names the member as the service does: lowerCamel, list elements as
	// "dataSources.1.member.dataSourceArn" with a 1-based index.
	Path  string
	Value string // as text; meaningless when Null
	Null  bool   // the member is required and absent
	// Constraint is the service's wording: "Member must have length …".
	Constraint string
	// Advice says the same to a person who is filling in a form.
	Advice string
	// Mistyped means that the value is not of the member's type at all; a
	// service answers SerializationException instead of listing a violation.
	Mistyped bool
	// Documented: see Member.Documented.
	Documented bool
}

// String is the violation in the service's recorded wording (SERVICE.md §1.4).
func (v Violation) String() string {
	value := "null"
	if !v.Null {
		value = "'" + v.Value + "'"
	}
	return fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: %s", value, v.Path, v.Constraint)
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

// Check returns every constraint that a request breaks, in the order of the
// members, a pattern before a length. Values are as encoding/json decodes them;
// members that the operation does not have are ignored, as the service does.
func (o *Operation) Check(values map[string]any) []Violation {
	violations := checkMembers(o.Members, "", values)
	for _, group := range o.Exclusive {
		var set []string
		for _, name := range group {
			if values[name] != nil {
				set = append(set, name)
			}
		}
		if len(set) > 1 {
			both := strings.Join(set, " and ")
			violations = append(violations, Violation{
				Path:       set[len(set)-1],
				Constraint: both + " are mutually exclusive",
				Advice:     both + " cannot be set together",
				Documented: true,
			})
		}
	}
	return violations
}

// Check returns the constraints that one value breaks, for a member that stands
// alone as text, as a form's field does; of a List it is one entry. An empty string
// is an absent value.
func (m Member) Check(value string) []Violation {
	path := lowerCamel(m.Name)
	switch {
	case value == "":
		return m.check(path, nil)
	case m.Type == List:
		return m.Element.check(path, value)
	case m.Type == Integer:
		number, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return []Violation{{Path: path, Value: value, Mistyped: true, Constraint: "unexpected type", Advice: "must be a whole number"}}
		}
		return m.check(path, float64(number))
	}
	return m.check(path, value)
}

func checkMembers(members []Member, prefix string, values map[string]any) []Violation {
	var all []Violation
	for _, m := range members {
		all = append(all, m.check(prefix+lowerCamel(m.Name), values[m.Name])...)
	}
	return all
}

func (m Member) check(path string, value any) []Violation {
	if value == nil {
		if !m.Required {
			return nil
		}
		return []Violation{{Path: path, Null: true, Constraint: "Member must not be null", Advice: "is required"}}
	}
	mistyped := []Violation{{Path: path, Value: fmt.Sprint(value), Mistyped: true, Constraint: "unexpected type", Advice: "has the wrong type"}}
	switch m.Type {
	case String:
		text, ok := value.(string)
		if !ok {
			return mistyped
		}
		return m.checkString(path, text)
	case Integer:
		number, ok := value.(float64)
		if !ok || number != float64(int64(number)) {
			return mistyped
		}
		return m.bounds(path, strconv.FormatInt(int64(number), 10), "value", "", int(number))
	case Boolean:
		if _, ok := value.(bool); !ok {
			return mistyped
		}
		return nil
	case List:
		elements, ok := value.([]any)
		if !ok {
			return mistyped
		}
		all := m.bounds(path, fmt.Sprint(elements), "length", " entries", len(elements))
		for i, e := range elements {
			element := *m.Element
			element.Required = true // a list has no absent elements
			all = append(all, element.check(fmt.Sprintf("%s.%d.member", path, i+1), e)...)
		}
		return all
	case Structure:
		values, ok := value.(map[string]any)
		if !ok {
			return mistyped
		}
		return checkMembers(m.Members, path+".", values)
	}
	return nil
}

func (m Member) checkString(path, text string) []Violation {
	var all []Violation
	add := func(constraint, advice string) {
		all = append(all, Violation{Path: path, Value: text, Constraint: constraint, Advice: advice, Documented: m.Documented})
	}
	if m.Pattern != nil && !m.Pattern.Match(text) {
		add("Member must satisfy regular expression pattern: "+m.Pattern.Source, "must be "+m.Pattern.Says)
	}
	if len(m.Enum) > 0 && !slices.Contains(m.Enum, text) {
		add("Member must satisfy enum value set: ["+strings.Join(m.Enum, ", ")+"]", "must be one of "+strings.Join(m.Enum, ", "))
	}
	all = append(all, m.bounds(path, text, "length", " characters", utf8.RuneCountInString(text))...)
	if m.ARN == nil || len(all) > 0 {
		return all
	}
	if objection := m.ARN.objection(text); objection != "" {
		return []Violation{{Path: path, Value: text, Constraint: "Member " + objection, Advice: objection, Documented: true}}
	}
	return nil
}

// bounds checks n against Min and Max; value is what the violation shows.
func (m Member) bounds(path, value, of, unit string, n int) []Violation {
	violation := Violation{Path: path, Value: value, Documented: m.Documented}
	switch {
	case m.Min != 0 && n < m.Min:
		violation.Constraint = fmt.Sprintf("Member must have %s greater than or equal to %d", of, m.Min)
		violation.Advice = fmt.Sprintf("must be at least %d%s (now %d)", m.Min, unit, n)
	case m.Max != 0 && n > m.Max:
		violation.Constraint = fmt.Sprintf("Member must have %s less than or equal to %d", of, m.Max)
		violation.Advice = fmt.Sprintf("must be at most %d%s (now %d)", m.Max, unit, n)
	default:
		return nil
	}
	return []Violation{violation}
}

// Rule says in words what the member accepts, for the line under a form's field.
func (m Member) Rule() string {
	var parts []string
	switch {
	case m.ARN != nil && m.Pattern == nil:
		return m.ARN.Says()
	case m.Type == String && m.Min > 0 && m.Max > 0:
		parts = append(parts, fmt.Sprintf("%d to %d characters", m.Min, m.Max))
	case m.Type == String && m.Max > 0:
		parts = append(parts, fmt.Sprintf("at most %d characters", m.Max))
	case m.Type == Integer && m.Max > 0:
		parts = append(parts, fmt.Sprintf("%d to %d", m.Min, m.Max))
	}
	if m.Pattern != nil {
		parts = append(parts, m.Pattern.Says)
	}
	if len(m.Enum) > 0 {
		parts = append(parts, "one of "+strings.Join(m.Enum, ", "))
	}
	return strings.Join(parts, "; ")
}

// lowerCamel is how validation texts spell a wire name: "domainName" for
// "DomainName", "arn" for "ARN".
func lowerCamel(name string) string {
	if name == strings.ToUpper(name) {
		return strings.ToLower(name)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}
