package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Choose implements Field: it picks the option under the cursor, or puts it back
// where many can be picked.
func (p *Picker) Choose() bool {
	matching := p.matching()
	if len(matching) == 0 {
		return p.many && len(p.options)+len(p.beside()) == 0
	}
	o := matching[p.under(matching)]
	p.cursor = o.Value
	p.refusal = ""
	if o.Opens {
		p.opened = &o.Value
		p.filter.SetValue("")
		return false
	}
	p.found = p.many
	if i := slices.Index(p.chosen, o.Value); i >= 0 && p.many {
		p.chosen = slices.Delete(slices.Clone(p.chosen), i, i+1)
		p.own = slices.DeleteFunc(p.own, func(own Option) bool { return own.Value == o.Value })
		return false
	}
	if o.Obstacle != "" {
		p.refusal = o.Title + ": " + o.Obstacle
		return true // which the problem stops
	}
	own := p.option(o.Value) == nil
	if own {
		p.own = append(p.own, o)
	}
	p.pick(o.Value)
	if own || !p.many { // of many, more that match may be wanted
		p.filter.SetValue("")
	}
	return !p.many
}

// chooseAll picks all that match and that nothing stands in the way of, or puts them back
// where they are all picked.
func (p *Picker) chooseAll() {
	var suit []string
	for _, o := range p.matching() {
		if o.Obstacle == "" && !o.Opens && p.option(o.Value) != nil {
			suit = append(suit, o.Value)
		}
	}
	p.refusal, p.found = "", true
	picked := func(value string) bool { return slices.Contains(p.chosen, value) }
	if !slices.ContainsFunc(suit, func(value string) bool { return !picked(value) }) {
		p.chosen = slices.DeleteFunc(slices.Clone(p.chosen), func(value string) bool { return slices.Contains(suit, value) })
		return
	}
	p.PickAll(suit)
}

// Key implements Field.
func (p *Picker) Key(msg tea.KeyPressMsg) bool {
	matching := p.matching()
	to := p.under(matching)
	switch key := msg.String(); {
	case p.many && p.marks(key, matching):
		return true
	case key == "/" && p.filter.Value() == "":
		return true // typing narrows the list without it
	}
	switch msg.String() {
	case "up":
		to--
	case "down":
		to++
	case "pgup":
		to = max(0, to-10)
	case "pgdown":
		to = min(to+10, len(matching)-1)
	case "esc":
		if p.filter.Value() == "" {
			return false
		}
		p.filter.SetValue("")
		p.refusal = ""
		return true
	default:
		if !edits(msg) {
			return false
		}
		if p.found && msg.Text != "" {
			p.filter.SetValue("")
		}
		p.found = false
		p.filter, _ = p.filter.Update(msg)
		p.refusal = ""
		p.aim()
		return true
	}
	p.refusal = ""
	if to < 0 || to >= len(matching) {
		return len(matching) > 0 && to < 0 // at the top stay; below the bottom lies the next field
	}
	p.cursor = matching[to].Value
	return true
}

// marks handles the keys that pick where any number of options can be: space does and
// goes on, as in tables.
func (p *Picker) marks(key string, matching []Option) (handled bool) {
	switch {
	case key == "ctrl+a":
		p.chooseAll()
	case key == "space" && (p.found || p.filter.Value() == ""):
		to := p.under(matching)
		p.Choose()
		if to < len(matching)-1 {
			p.cursor = matching[to+1].Value
		}
	default:
		return false
	}
	return true
}

// aim puts the cursor on the first option that matches and can be picked, or else on
// one that says why not. What is there comes before what is only typed.
func (p *Picker) aim() {
	matching := p.matching()
	if len(matching) == 0 {
		return
	}
	there := func(o Option) bool { return p.option(o.Value) != nil }
	i := slices.IndexFunc(matching, func(o Option) bool { return there(o) && o.Obstacle == "" })
	if i < 0 {
		i = max(0, slices.IndexFunc(matching, there))
	}
	p.cursor = matching[i].Value
}

// Paste implements Field. Where many may be typed, each of several pasted lines but the
// last is picked, as if enter had been pressed behind it.
func (p *Picker) Paste(msg tea.PasteMsg) {
	lines := []string{msg.Content}
	if p.many && p.typed != nil {
		lines = strings.Split(strings.TrimRight(strings.ReplaceAll(msg.Content, "\r", "\n"), "\n"), "\n")
	}
	for i, line := range lines {
		p.filter, _ = p.filter.Update(tea.PasteMsg{Content: line})
		p.aim()
		if i < len(lines)-1 {
			p.Choose()
		}
	}
}
