package form

import (
	"slices"
	"strings"

	"oscope/ui/text"
)

// pickerIndex remembers what every frame asks of all options, of which there may be
// very many.
type pickerIndex struct {
	search []string // what is searched of each
	typed  string   // that found is of
	found  []Option
	width  int // of the longest title; 0 while unknown
}

// narrow returns the options that what has been typed lets through.
func (x *pickerIndex) narrow(options []Option, typed string) []Option {
	if typed == "" {
		return options
	}
	if x.typed == typed {
		return x.found
	}
	if x.search == nil {
		x.search = make([]string, len(options))
		for i := range options {
			x.search[i] = searchable(&options[i])
		}
	}
	var found []Option
	words := words(typed)
	for i := range options {
		if matches(&options[i], x.search[i], typed, words) {
			found = append(found, options[i])
		}
	}
	x.typed, x.found = typed, found
	return found
}

// widest returns the width of the longest title.
func (x *pickerIndex) widest(options []Option) int {
	if x.width == 0 {
		for i := range options {
			x.width = max(x.width, text.Width(text.Clean(options[i].Title)))
		}
	}
	return x.width
}

func searchable(o *Option) string {
	return strings.ToLower(o.Title + " " + o.Kind + " " + o.Status + " " + o.Note + " " + o.Obstacle)
}

func words(typed string) []string { return strings.Fields(strings.ToLower(typed)) }

// matches reports whether every word occurs, or what has been typed is the value.
func matches(o *Option, search, typed string, words []string) bool {
	return o.Value == typed || !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(search, w) })
}
