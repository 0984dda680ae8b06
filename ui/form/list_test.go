package form_test

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/form"
)

func newList() *form.List {
	return form.NewList("Tags", "short words", func(entry string) string {
		if len(entry) > 5 {
			return "is too long"
		}
		return ""
	})
}

func typeInto(field form.Field, keys ...string) {
	for _, k := range keys {
		field.Key(key(k))
	}
}

func TestListAddsAndTakesBack(t *testing.T) {
	l := newList()
	typeInto(l, "a", "b")
	if l.Choose() {
		t.Error("adding an entry leads on")
	}
	typeInto(l, "c")
	if got := l.Values(); !slices.Equal(got, []string{"ab", "c"}) {
		t.Errorf("what is still being typed does not count: %q", got)
	}
	typeInto(l, "backspace", "backspace")
	if got := l.Values(); !slices.Equal(got, []string{"ab"}) {
		t.Errorf("backspace on an empty line: %q", got)
	}
	typeInto(l, "backspace")
	if got := l.Values(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("the entry that came back is not editable: %q", got)
	}
	l.Choose()
	if !l.Choose() {
		t.Error("enter on an empty line does not lead on")
	}
}

func TestListRefusesABadEntryAndKeepsIt(t *testing.T) {
	l := newList()
	typeInto(l, letters("toolong")...)
	l.Choose()
	if l.Problem() == "" || !slices.Equal(l.Values(), []string{"toolong"}) {
		t.Errorf("problem %q, values %q", l.Problem(), l.Values())
	}
}

func TestListTakesPastedLines(t *testing.T) {
	l := newList()
	l.Paste(tea.PasteMsg{Content: "one\r\ntwo\nthree"})
	if got := l.Values(); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("%q", got)
	}
}

func TestListCountsAnEntryOnce(t *testing.T) {
	l := newList()
	l.SetValues([]string{"a"})
	typeInto(l, "a")
	l.Choose()
	if got := l.Values(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%q", got)
	}
}
