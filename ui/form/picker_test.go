package form_test

import (
	"slices"
	"strings"
	"testing"

	"oscope/ui/form"
)

var fruits = []form.Option{
	{Value: "1", Title: "apple"},
	{Value: "2", Title: "banana", Obstacle: "is rotten"},
	{Value: "3", Title: "cherry"},
}

func TestManyPickerTogglesInOrder(t *testing.T) {
	p := form.NewManyPicker("Fruit")
	p.SetOptions(fruits, "none")
	if p.Problem() != "" {
		t.Errorf("nothing picked is a problem: %q", p.Problem())
	}
	typeInto(p, "down", "down")
	if p.Choose() {
		t.Error("picking one of many leads on")
	}
	typeInto(p, "up", "up")
	p.Choose()
	if got := p.Values(); !slices.Equal(got, []string{"3", "1"}) {
		t.Errorf("picked %q", got)
	}
	p.Choose()
	if got := p.Values(); !slices.Equal(got, []string{"3"}) {
		t.Errorf("after putting one back %q", got)
	}
	typeInto(p, "down")
	p.Choose()
	if got := p.Values(); !slices.Equal(got, []string{"3"}) || p.Problem() == "" {
		t.Errorf("what has an obstacle: %q, problem %q", got, p.Problem())
	}
}

func TestTypedValue(t *testing.T) {
	p := form.NewPicker("Fruit").AllowTyped(func(v string) string {
		if v == "stone" {
			return "is no fruit"
		}
		return ""
	})
	p.SetOptions(fruits, "none")
	typeInto(p, letters("stone")...)
	p.Choose()
	if p.Value() != "" || p.Problem() == "" {
		t.Errorf("value %q, problem %q", p.Value(), p.Problem())
	}
	typeInto(p, "esc")
	typeInto(p, letters("plum")...)
	if !p.Choose() || p.Value() != "plum" || p.Problem() != "" {
		t.Errorf("value %q, problem %q", p.Value(), p.Problem())
	}
	p.SetOptions(nil, "none")
	if p.Problem() != "" {
		t.Errorf("a typed value goes with the options: %q", p.Problem())
	}
	p.SetOptions(fruits, "none")
	typeInto(p, letters("cherr")...)
	p.Choose()
	if p.Value() != "3" {
		t.Errorf("what is typed comes before what is there: %q", p.Value())
	}
}

func TestOpeningOption(t *testing.T) {
	p := form.NewPicker("Object")
	p.SetOptions([]form.Option{{Value: "dir/", Title: "dir/", Opens: true}, {Value: "file", Title: "file"}}, "none")
	if p.Choose() || p.Value() != "" {
		t.Errorf("a folder was picked: %q", p.Value())
	}
	if value, ok := p.Opened(); !ok || value != "dir/" {
		t.Errorf("opened %q %v", value, ok)
	}
	if _, ok := p.Opened(); ok {
		t.Error("opened twice")
	}
}

func TestOptionThatVanishes(t *testing.T) {
	p := form.NewPicker("Fruit")
	p.SetOptions(fruits, "none")
	p.Pick("3")
	p.SetOptions(fruits[:1], "none")
	if p.Value() != "3" || p.Problem() == "" {
		t.Errorf("value %q, problem %q", p.Value(), p.Problem())
	}
}

// Of many, what was typed can be put back, and so can what has vanished.
func TestManyPickerShowsWhatIsPickedBesideTheOptions(t *testing.T) {
	p := form.NewManyPicker("Fruit").AllowTyped(func(string) string { return "" })
	p.SetOptions(fruits, "none")
	typeInto(p, letters("plum")...)
	p.Choose()
	p.Pick("3")
	p.SetOptions(fruits[:2], "none")
	if got := p.Values(); !slices.Equal(got, []string{"plum", "3"}) || p.Problem() == "" {
		t.Errorf("picked %q, problem %q", got, p.Problem())
	}
	typeInto(p, "down", "down", "down")
	p.Choose() // the vanished one, below the options and the typed one
	typeInto(p, "down", "down")
	p.Choose()
	if got := p.Values(); len(got) != 0 {
		t.Errorf("after putting both back %q", got)
	}
	typeInto(p, letters("plum")...)
	if p.Problem() == "" {
		t.Error("what is typed again is lost unsaid")
	}
}

func TestTypedAndNotPicked(t *testing.T) {
	p := form.NewManyPicker("Fruit").AllowTyped(func(v string) string {
		if v == "stone" {
			return "is no fruit"
		}
		return ""
	})
	p.SetOptions(fruits, "none")
	for typed, wrong := range map[string]bool{"plum": true, "stone": true, "app": false, "apple": false} {
		typeInto(p, letters(typed)...)
		if got := p.Problem(); (got != "") != wrong {
			t.Errorf("%s: problem %q", typed, got)
		}
		typeInto(p, "esc")
		if p.Problem() != "" {
			t.Errorf("%s: after esc %q", typed, p.Problem())
		}
	}
}

// Nobody who narrows a list and presses enter picks by that what is not in it.
func TestWhatIsThereComesBeforeWhatIsTyped(t *testing.T) {
	p := form.NewPicker("Fruit").AllowTyped(func(string) string { return "" })
	p.SetOptions(fruits, "none")
	typeInto(p, letters("banan")...)
	p.Choose()
	if p.Value() != "" || p.Problem() != "banana: is rotten" {
		t.Errorf("value %q, problem %q", p.Value(), p.Problem())
	}
}

// What a typed value depends on may change after it has been picked.
func TestTypedValueIsCheckedForAsLongAsItIsPicked(t *testing.T) {
	problem := ""
	p := form.NewPicker("Fruit").AllowTyped(func(string) string { return problem })
	p.SetOptions(fruits, "none")
	typeInto(p, letters("plum")...)
	p.Choose()
	problem = "is out of season"
	if got := p.Problem(); got != "plum: is out of season" {
		t.Errorf("problem %q", got)
	}
}

// Why options are missing is said whether there are others or not.
func TestPickerSaysWhatItLacks(t *testing.T) {
	for _, options := range [][]form.Option{nil, fruits} {
		p := form.NewPicker("Fruit")
		p.SetOptions(options, "none")
		p.SetLack("ListBerries: no permission")
		for height := range 8 {
			lines := p.Lines(plain, 60, height)
			if len(lines) > height {
				t.Errorf("%d lines in %d", len(lines), height)
			}
			if height > 2 && !strings.Contains(strings.Join(lines, "\n"), "ListBerries: no permission") {
				t.Errorf("it does not say what it lacks in %d lines:\n%s", height, strings.Join(lines, "\n"))
			}
		}
	}
}
