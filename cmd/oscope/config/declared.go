package config

import (
	"reflect"
	"slices"
	"strings"

	"oscope/model"
)

// setting is one field of a declaration.
type setting struct {
	name, doc, example string
	index              int
	kind               reflect.Type
}

// settingsOf are those that a struct declares.
func settingsOf(table reflect.Type) []setting {
	var all []setting
	for i := range table.NumField() {
		field := table.Field(i)
		all = append(all, setting{field.Tag.Get("toml"), field.Tag.Get("doc"), field.Tag.Get("example"), i, field.Type})
	}
	return all
}

func find(settings []setting, name string) (setting, bool) {
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
	if i < 0 {
		return setting{}, false
	}
	return settings[i], true
}

func names(settings []setting) []string {
	var all []string
	for _, s := range settings {
		all = append(all, s.name)
	}
	return all
}

// meant says of a name that is unknown which may be meant, or else which there are.
func meant(name string, known []string) string {
	if near := model.Nearest(name, known, 2); len(near) > 0 {
		return "; " + strings.Join(near, " or ") + "?"
	}
	return "; known: " + strings.Join(known, ", ")
}

// checked is a type with values that are wrong although the file's syntax has them.
type checked interface{ check() error }

// checkedIn is one of which it depends on the name of the setting whether they are.
type checkedIn interface{ checkIn(name string) error }
