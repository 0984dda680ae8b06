package rule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
