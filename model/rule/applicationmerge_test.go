package rule_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"oscope/model"
	"oscope/model/rule"
)

func TestOnto(t *testing.T) {
	type list = []string
	for _, c := range []struct {
		name                     string
		base, ours, theirs, want list
	}{
		{"nothing happened", list{"a", "b"}, list{"a", "b"}, list{"a", "b"}, list{"a", "b"}},
		{"we added", list{"a"}, list{"a", "b"}, list{"a"}, list{"a", "b"}},
		{"they added", list{"a"}, list{"a"}, list{"a", "b"}, list{"a", "b"}},
		{"both added", list{"a"}, list{"a", "b"}, list{"a", "c"}, list{"a", "c", "b"}},
		{"both added the same", list{"a"}, list{"a", "b"}, list{"a", "b"}, list{"a", "b"}},
		{"we removed", list{"a", "b"}, list{"a"}, list{"a", "b"}, list{"a"}},
		{"they removed", list{"a", "b"}, list{"a", "b"}, list{"a"}, list{"a"}},
		{"both removed the same", list{"a", "b"}, list{"a"}, list{"a"}, list{"a"}},
		{"both removed", list{"a", "b", "c"}, list{"b", "c"}, list{"a", "b"}, list{"b"}},
		{"we cleared, they added", list{"a"}, nil, list{"a", "b"}, list{"b"}},
		{"they cleared, we added", list{"a"}, list{"a", "b"}, nil, list{"b"}},
		{"their order stays", list{"a", "b"}, list{"a", "b", "c"}, list{"b", "a"}, list{"b", "a", "c"}},
	} {
		edit := func(names list) rule.ApplicationEdit {
			return rule.ApplicationEdit{DataSources: sources(names...), Users: names, Groups: names}
		}
		got := edit(c.ours).Onto(edit(c.theirs), edit(c.base))
		var arns list
		for _, source := range got.DataSources {
			arns = append(arns, source.ARN)
		}
		if !slices.Equal(arns, c.want) || !slices.Equal(got.Users, c.want) || !slices.Equal(got.Groups, c.want) {
			t.Errorf("%s: %+v, want %v", c.name, got, c.want)
		}
	}
}

// Of what is not only there or not, but can be changed, ours holds where both have
// changed it; what they removed stays removed.
func TestOntoWhatBothChanged(t *testing.T) {
	const absent = "-"
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"we changed", "0", "1", "0", "1"},
		{"they changed", "0", "0", "2", "2"},
		{"both changed", "0", "1", "2", "1"},
		{"both added", absent, "1", "2", "1"},
		{"we changed, they removed", "0", "1", absent, absent},
		{"we removed, they changed", "0", absent, "2", absent},
		{"we changed it back", "0", "0", "0", "0"},
	} {
		source := func(description string) rule.ApplicationEdit {
			if description == absent {
				return rule.ApplicationEdit{}
			}
			return rule.ApplicationEdit{DataSources: []model.ApplicationDataSource{{ARN: "one", Description: description}}}
		}
		got, want := source(c.ours).Onto(source(c.theirs), source(c.base)), source(c.want)
		if !slices.Equal(got.DataSources, want.DataSources) {
			t.Errorf("%s: %+v, want %+v", c.name, got.DataSources, want.DataSources)
		}
		if c.base == absent || c.ours == absent || c.theirs == absent {
			continue
		}
		center := func(instance string) rule.ApplicationEdit {
			return rule.ApplicationEdit{IdentityCenter: model.IdentityCenter{Enabled: true, InstanceARN: instance}}
		}
		if got := center(c.ours).Onto(center(c.theirs), center(c.base)); got.IdentityCenter != center(c.want).IdentityCenter {
			t.Errorf("%s: %+v, want %s", c.name, got.IdentityCenter, c.want)
		}
	}
}

// Settings that we cannot write are theirs.
func TestOntoKeepsOtherSettings(t *testing.T) {
	others := []model.ApplicationConfig{{Key: "other", Value: "v"}}
	got := rule.ApplicationEdit{Users: []string{"jane"}}.Onto(rule.ApplicationEdit{Others: others}, rule.ApplicationEdit{})
	if !slices.Equal(got.Others, others) || !slices.Equal(got.Users, []string{"jane"}) {
		t.Errorf("%+v", got)
	}
}

// Two changes are in each other's way only where both touch the same member of the
// request: the administrators, users and groups, are one.
func TestConflicts(t *testing.T) {
	base := rule.ApplicationEdit{
		DataSources: sources("one", "two"), Users: []string{"jane"}, Groups: []string{"ops"},
		IdentityCenter: model.IdentityCenter{Enabled: true, InstanceARN: "i"},
	}
	type edit = *rule.ApplicationEdit
	nothing := func(edit) {}
	source := func(e edit) { e.DataSources = sources("one") }
	user := func(e edit) { e.Users = nil }
	group := func(e edit) { e.Groups = []string{"ops", "dev"} }
	center := func(e edit) { e.IdentityCenter.Enabled = false }
	for _, c := range []struct {
		name         string
		ours, theirs func(edit)
		want         bool
	}{
		{"nobody changed anything", nothing, nothing, false},
		{"only we", source, nothing, false},
		{"only they", nothing, source, false},
		{"sources and users", source, user, false},
		{"users and Identity Center", user, center, false},
		{"Identity Center and sources", center, source, false},
		{"what no request can set", user, func(e edit) { e.Others = []model.ApplicationConfig{{Key: "other"}} }, false},
		{"another order", source, func(e edit) { e.DataSources = sources("two", "one") }, false},
		{"both the sources", source, func(e edit) { e.DataSources = sources("one", "two", "three") }, true},
		{"both the same", source, source, true},
		{"both the users", user, func(e edit) { e.Users = []string{"joe"} }, true},
		{"users and groups", user, group, true},
		{"both Identity Center", center, func(e edit) { e.IdentityCenter.RoleARN = "r" }, true},
	} {
		ours, theirs := clone(base), clone(base)
		c.ours(&ours)
		c.theirs(&theirs)
		if got, back := ours.Conflicts(theirs, base), theirs.Conflicts(ours, base); got != c.want || back != c.want {
			t.Errorf("%s: %v, and the other way round %v; want %v", c.name, got, back, c.want)
		}
	}
}

// FuzzOnto makes three versions of an application and looks at each thing in them
// by itself: who changed it decides what becomes of it.
func FuzzOnto(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		program := make([]byte, 64)
		for i := range program {
			program[i] = byte(random.Uint32())
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		d := &dice{program}
		base := d.edit(rule.ApplicationEdit{})
		ours, theirs := d.edit(base), d.edit(base)
		copies := []rule.ApplicationEdit{clone(base), clone(ours), clone(theirs)}

		merged := ours.Onto(theirs, base)
		if !reflect.DeepEqual([]rule.ApplicationEdit{base, ours, theirs}, copies) {
			t.Error("merging has changed what was merged")
		}
		want, got := outcome(parts(base), parts(ours), parts(theirs)), parts(merged)
		if !maps.Equal(got, want) {
			t.Errorf("base %+v\nours %+v\ntheirs %+v\n got %v\nwant %v", base, ours, theirs, got, want)
		}
		if n := 1 + len(merged.DataSources) + len(merged.Users) + len(merged.Groups); n != len(got) {
			t.Errorf("something is in it twice: %+v", merged)
		}
		if again := ours.Onto(merged, base); !reflect.DeepEqual(again, merged) {
			t.Errorf("merged once %+v\nand again %+v", merged, again)
		}
		if got := ours.Onto(base, base); !got.Equal(ours) {
			t.Errorf("onto an unchanged base: %+v, want %+v", got, ours)
		}
		if got := base.Onto(theirs, base); !reflect.DeepEqual(got, theirs) {
			t.Errorf("without a change of ours: %+v, want %+v", got, theirs)
		}
		if empty, same := ours.Request("abc", base).Empty(), maps.Equal(parts(ours), parts(base)); empty != same {
			t.Errorf("the request is empty %v, the edit is the same %v", empty, same)
		}
	})
}

// outcome tells the merge thing by thing.
func outcome(base, ours, theirs map[string]string) map[string]string {
	merged := map[string]string{}
	for _, all := range []map[string]string{base, ours, theirs} {
		for k := range all {
			was, wasThere := base[k]
			our, isOurs := ours[k]
			their, isTheirs := theirs[k]
			switch {
			case isOurs == wasThere && our == was: // we left it alone
				if isTheirs {
					merged[k] = their
				}
			case isOurs && (isTheirs || !wasThere):
				merged[k] = our
			}
		}
	}
	return merged
}

// parts is an edit as a map of all that can change by itself.
func parts(e rule.ApplicationEdit) map[string]string {
	all := map[string]string{"center": e.IdentityCenter.InstanceARN}
	for _, s := range e.DataSources {
		all["source "+s.ARN] = s.Description
	}
	for _, u := range e.Users {
		all["user "+u] = ""
	}
	for _, g := range e.Groups {
		all["group "+g] = ""
	}
	return all
}

// clone copies an edit; a list without elements becomes nil.
func clone(e rule.ApplicationEdit) rule.ApplicationEdit {
	e.DataSources = append([]model.ApplicationDataSource(nil), e.DataSources...)
	e.Users, e.Groups = append([]string(nil), e.Users...), append([]string(nil), e.Groups...)
	return e
}

// dice make edits out of bytes.
type dice struct{ program []byte }

func (d *dice) below(n int) int {
	if len(d.program) == 0 {
		return 0
	}
	b := d.program[0]
	d.program = d.program[1:]
	return int(b) % n
}

// edit changes a few things in an edit.
func (d *dice) edit(from rule.ApplicationEdit) rule.ApplicationEdit {
	e := clone(from)
	for range d.below(6) {
		name := string(rune('a' + d.below(4)))
		switch d.below(4) {
		case 0:
			e.Users = d.toggle(e.Users, name)
		case 1:
			e.Groups = d.toggle(e.Groups, name)
		case 2:
			i := slices.IndexFunc(e.DataSources, func(s model.ApplicationDataSource) bool { return s.ARN == name })
			switch {
			case i < 0:
				e.DataSources = append(e.DataSources, model.ApplicationDataSource{ARN: name, Description: string(rune('0' + d.below(3)))})
			case d.below(2) == 0:
				e.DataSources = slices.Delete(e.DataSources, i, i+1)
			default:
				e.DataSources[i].Description = string(rune('0' + d.below(3)))
			}
		default:
			e.IdentityCenter.InstanceARN = name
		}
	}
	return clone(e)
}

func (d *dice) toggle(names []string, name string) []string {
	if i := slices.Index(names, name); i >= 0 {
		return slices.Delete(names, i, i+1)
	}
	return slices.Insert(names, d.below(len(names)+1), name)
}
