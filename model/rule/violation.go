package rule

import "fmt"

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
