package live

import (
	"maps"

	"oscope/model"
)

// View is what can be seen of a fleet; it decides what is read how often.
type View struct {
	OnScreen map[Feed]bool                 // of every scope that is shown
	Besides  map[model.Scope]map[Feed]bool // of single scopes, as for a detail or a form
	Only     map[model.Scope]bool          // the scopes that are shown; nil for all
	Blurred  bool                          // the terminal does not have the focus
	// Confined: what is not seen is not read at all. Nobody will look at it later.
	Confined bool
}

// look is the view that the plans of all scopes have been made for.
type look struct {
	view  View
	shown Attention // of a scope that is shown and has nothing besides
}

// of takes a copy of a view: the caller may go on to change it.
func (l *look) of(v View) {
	l.view = View{OnScreen: maps.Clone(v.OnScreen), Only: maps.Clone(v.Only), Besides: map[model.Scope]map[Feed]bool{}, Blurred: v.Blurred, Confined: v.Confined}
	for scope, feeds := range v.Besides {
		if len(feeds) > 0 {
			l.view.Besides[scope] = maps.Clone(feeds)
		}
	}
	l.shown = Attention{OnScreen: l.view.OnScreen, Blurred: v.Blurred, Confined: v.Confined, beneath: beneath(l.view.OnScreen)}
}

// beneath returns the listings of those resources that some feeds are about.
func beneath(feeds map[Feed]bool) map[Feed]bool {
	all := map[Feed]bool{}
	for feed := range feeds {
		if facts := feed.Kind.Facts(); facts.many() {
			all[facts.parent()] = true
		}
	}
	return all
}

// at says what of a scope can be seen.
func (l *look) at(m *member) {
	m.shown = l.view.Only == nil || l.view.Only[m.scope]
	besides := l.view.Besides[m.scope]
	if m.shown {
		m.attention = l.shown
	} else {
		m.attention = Attention{Blurred: l.view.Blurred, Confined: l.view.Confined}
	}
	if len(besides) == 0 {
		return
	}
	on := map[Feed]bool{}
	maps.Copy(on, m.attention.OnScreen)
	maps.Copy(on, besides)
	m.attention.OnScreen, m.attention.named, m.attention.beneath = on, besides, beneath(on)
}

// singled reports whether the operator looks at some scopes only and this is one.
func (l *look) singled(m *member) bool { return l.view.Only != nil && m.shown }

// see has the fleet planned for another view, if it is another one.
func (f *Fleet) see(v View) {
	old := f.look.view
	if v.Blurred != old.Blurred || v.Confined != old.Confined || !maps.Equal(v.OnScreen, old.OnScreen) || !sameScopes(v.Only, old.Only) {
		f.look.of(v)
		for _, m := range f.members {
			f.look.at(m)
			f.replan(m)
		}
		return
	}
	for scope, feeds := range v.Besides {
		if !maps.Equal(feeds, old.Besides[scope]) {
			f.besides(scope, feeds)
		}
	}
	for scope := range old.Besides {
		if len(v.Besides[scope]) == 0 {
			f.besides(scope, nil)
		}
	}
}

// besides has one scope planned anew for what is looked at of it in particular.
func (f *Fleet) besides(scope model.Scope, feeds map[Feed]bool) {
	if len(feeds) > 0 {
		f.look.view.Besides[scope] = maps.Clone(feeds)
	} else {
		delete(f.look.view.Besides, scope)
	}
	if m := f.of[scope]; m != nil {
		f.look.at(m)
		f.replan(m)
	}
}

// sameScopes tells none from all.
func sameScopes(a, b map[model.Scope]bool) bool { return (a == nil) == (b == nil) && maps.Equal(a, b) }
