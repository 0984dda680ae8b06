// Package request makes requests of flags: of each member that holds a value there is
// one, called as the AWS CLI would call it.
package request

import (
	"strings"

	"github.com/spf13/pflag"

	"oscope/model/rule"
)

// Flags are the flags of an operation.
type Flags struct {
	Operation *rule.Operation
	All       []*Flag
}

// Of returns the flags of an operation. Of the top-level members that are named several
// values may be given, for a request each.
func Of(o *rule.Operation, several ...string) *Flags {
	f := &Flags{Operation: o}
	for _, m := range o.Members {
		f.add(nil, m)
	}
	for _, name := range several {
		for _, flag := range f.All {
			if len(flag.Path) == 1 && flag.Path[0] == name {
				flag.several = true
			}
		}
	}
	return f
}

// add adds the flags of a member that is at a path.
func (f *Flags) add(at []string, m rule.Member) {
	path := append(at[:len(at):len(at)], m.Name)
	if m.Type == rule.Structure {
		for _, inner := range m.Members {
			f.add(path, inner)
		}
		return
	}
	flag := &Flag{Path: path, Member: m, several: m.Type == rule.List}
	flag.Name = rule.Kebab(m.Name)
	// One word of a structure says little without it: "name" is the application's.
	if len(at) > 0 && !strings.Contains(flag.Name, "-") {
		flag.Name = rule.Kebab(at[len(at)-1]) + "-" + flag.Name
	}
	f.All = append(f.All, flag)
}

// Declare has a command take the flags. Says is added to what a flag says of itself.
func (f *Flags) Declare(to *pflag.FlagSet, says func(*Flag) string) {
	for _, flag := range f.All {
		declared := to.VarPF(flag, flag.Name, "", flag.usage(says(flag)))
		if flag.Member.Type == rule.Boolean {
			declared.NoOptDefVal = "true"
		}
	}
}

// Values are the members that were given, as a request has them. What can only have one
// value has it.
func (f *Flags) Values() map[string]any {
	values := map[string]any{}
	for _, flag := range f.All {
		if value := flag.value(); value != nil {
			inside(values, flag.Path[:len(flag.Path)-1])[flag.Path[len(flag.Path)-1]] = value
		}
	}
	fill(f.Operation.Members, values)
	return values
}

// inside returns the structure at a path, which it makes if it is not there.
func inside(values map[string]any, path []string) map[string]any {
	for _, name := range path {
		inner, ok := values[name].(map[string]any)
		if !ok {
			inner = map[string]any{}
			values[name] = inner
		}
		values = inner
	}
	return values
}

// fill makes the structures that have to be there and must hold something, so that it is
// said of each of their members that it is missing.
func fill(members []rule.Member, values map[string]any) {
	for _, m := range members {
		inner, there := values[m.Name].(map[string]any)
		if m.Type != rule.Structure || !there && (!m.Required && len(members) > 1 || !demanding(m)) {
			continue
		}
		if !there {
			inner = map[string]any{}
			values[m.Name] = inner
		}
		fill(m.Members, inner)
	}
}

// demanding reports whether a structure has members that it must have.
func demanding(m rule.Member) bool {
	for _, inner := range m.Members {
		if inner.Required || inner.Type == rule.Structure && demanding(inner) {
			return true
		}
	}
	return false
}
