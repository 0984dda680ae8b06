package request

import (
	"fmt"
	"slices"
	"strings"

	"oscope/model/rule"
)

// Broken names every rule that is broken, by the flags; nil if there is none.
func (f *Flags) Broken(violations []rule.Violation) error {
	var lines []string
	for _, v := range violations {
		if line := f.subject(v.Path) + ": " + v.Advice; !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("%s", lines[0])
	}
	return fmt.Errorf("%d rules are broken:\n  %s", len(lines), strings.Join(lines, "\n  "))
}

// subject is what a violation is about: a flag, or those of a structure.
func (f *Flags) subject(path string) string {
	steps := strings.Split(path, ".")
	var names []string
	for _, flag := range f.All {
		if !common(flag.Path, steps) {
			continue
		}
		name := "--" + flag.Name
		if rest := steps[min(len(flag.Path), len(steps)):]; len(rest) > 0 {
			// Of a list: "1.member.dataSourceArn".
			name += " (" + strings.Join(slices.DeleteFunc(slices.Clone(rest), func(s string) bool { return s == "member" }), ", ") + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return path
	}
	return strings.Join(names, ", ")
}

// common reports whether two paths, of which one spells members as validation texts do,
// are the same as far as both go.
func common(member, violation []string) bool {
	for i := range min(len(member), len(violation)) {
		if !strings.EqualFold(member[i], violation[i]) {
			return false
		}
	}
	return true
}
