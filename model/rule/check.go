package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

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
