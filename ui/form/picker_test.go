package form_test

import (
	"slices"
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
