package write

import (
	"strings"

	"oscope/ui/form"
)

// Binds are the fields of a form by the members of the request that they fill in, named
// by their paths. An empty path is for a refusal that names no member.
type Binds map[string]form.Field

// of returns the field for a member that a refusal names: by its path, in whatever
// casing, by what is inside it, or by its last name alone. Nil if no field fills it in.
func (b Binds) of(member string) form.Field {
	member = strings.ToLower(member)
	var field form.Field
	longest := -1
	for path, f := range b {
		p := strings.ToLower(path)
		fits := p == member || p != "" && (strings.HasPrefix(member, p+".") || member != "" && strings.HasSuffix(p, "."+member))
		if fits && len(p) > longest {
			field, longest = f, len(p)
		}
	}
	return field
}
