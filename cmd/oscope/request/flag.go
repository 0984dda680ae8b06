package request

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"oscope/model/rule"
)

// Flag is the flag of one member. It implements pflag.Value.
type Flag struct {
	Name    string   // "s3-bucket-name"
	Path    []string // of the member: PackageSource, S3BucketName
	Member  rule.Member
	several bool // it may be repeated
	given   []any
}

// Set implements pflag.Value.
func (f *Flag) Set(text string) error {
	value, err := read(f.element(), text)
	switch {
	case err != nil:
		return err
	case !f.several && len(f.given) > 0:
		return errors.New("it is given twice, and takes one value")
	}
	f.given = append(f.given, value)
	return nil
}

// element is the member of which each value is one.
func (f *Flag) element() rule.Member {
	if f.Member.Type == rule.List {
		return *f.Member.Element
	}
	return f.Member
}

// String implements pflag.Value. What has no value shows none.
func (f *Flag) String() string {
	if f == nil || len(f.given) == 0 {
		return ""
	}
	return fmt.Sprint(f.given...)
}

// Type implements pflag.Value: it stands for the value in the help.
func (f *Flag) Type() string {
	word := map[rule.Type]string{rule.Integer: "int", rule.Boolean: "bool", rule.Structure: "member=value"}[f.element().Type]
	if word == "" {
		word = "text"
	}
	return word
}

// value is what the request has at the member, nil for nothing: of a member that takes
// one value of an enumeration of one it is that.
func (f *Flag) value() any {
	switch {
	case len(f.given) == 0 && f.Member.Required && len(f.Member.Enum) == 1:
		return f.Member.Enum[0]
	case len(f.given) == 0:
		return nil
	case f.several:
		return f.given
	}
	return f.given[0]
}

func (f *Flag) usage(says string) string {
	var parts []string
	if f.Member.Required && len(f.Path) == 1 && len(f.Member.Enum) != 1 {
		parts = append(parts, "required")
	}
	if says != "" {
		parts = append(parts, says)
	}
	element := f.element()
	if rules := element.Rule(); rules != "" && says == "" {
		parts = append(parts, rules)
	}
	if element.Type == rule.Structure {
		var names []string
		for _, m := range element.Members {
			names = append(names, m.Name)
		}
		parts = append(parts, "members "+strings.Join(names, ", ")+"; or JSON")
	}
	if f.several {
		parts = append(parts, "may be repeated")
	}
	return strings.Join(parts, "; ")
}

// read reads a value as encoding/json decodes it.
func read(m rule.Member, text string) (any, error) {
	switch m.Type {
	case rule.Integer:
		number, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			return nil, errors.New("must be a whole number")
		}
		return float64(number), nil
	case rule.Boolean:
		return strconv.ParseBool(text)
	case rule.Structure:
		return structure(m, text)
	case rule.String, rule.List:
	}
	return text, nil
}

// structure reads "member=value,member=value", or a JSON object. A comma with no member
// behind it belongs to the value.
func structure(m rule.Member, text string) (map[string]any, error) {
	values := map[string]any{}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		if err := json.Unmarshal([]byte(text), &values); err != nil {
			return nil, errors.New("is not a JSON object")
		}
		return values, known(m, values)
	}
	last := ""
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(part, "=")
		is := false
		for _, inner := range m.Members {
			is = is || ok && inner.Name == name
		}
		switch {
		case is:
			values[name], last = value, name
		case last != "":
			values[last] = fmt.Sprint(values[last]) + "," + part
		default:
			return nil, known(m, map[string]any{name: nil})
		}
	}
	return values, nil
}

// known refuses members that the structure does not have.
func known(m rule.Member, values map[string]any) error {
	var names []string
	for _, inner := range m.Members {
		names = append(names, inner.Name)
	}
	for name := range values {
		found := false
		for _, inner := range names {
			found = found || inner == name
		}
		if !found {
			return fmt.Errorf("has no member %q; known: %s", name, strings.Join(names, ", "))
		}
	}
	return nil
}
