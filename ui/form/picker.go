package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/theme"
)

// Option is one resource that can be picked, or could be if nothing stood in
// the way.
type Option struct {
	Value    string // what picking it means; unique
	Title    string
	Kind     string // a word beside the title
	Status   string // glyph and word
	Style    theme.Style
	Obstacle string // why it cannot be picked; empty when it can
	Note     string // what to know about it
	// Opens marks an option that leads to others, as a folder does: trying to pick
	// it makes it the one that Opened returns.
	Opens bool
}

// Picker is a choice among many, which typing narrows: of one, or of any number.
// The options may be replaced at any time: the cursor and the choice stay with
// their values.
type Picker struct {
	label   string
	many    bool
	options []Option
	empty   string // what to say when there are none
	filter  Input
	cursor  string   // the value under the cursor
	chosen  []string // at most one unless many
	refusal string   // why the option that was tried cannot be picked
	opened  *string
	least   string              // what is wrong with picking nothing, of many; empty when it is fine
	place   string              // where the options are, for the line above them
	typed   func(string) string // what is wrong with a value that is typed; nil if none may be
	own     []Option            // typed values that have been picked
}

// NewPicker returns a picker of one option.
func NewPicker(label string) *Picker { return &Picker{label: label, filter: NewInput("")} }

// NewManyPicker returns a picker of any number of options, none among them.
func NewManyPicker(label string) *Picker {
	return &Picker{label: label, many: true, filter: NewInput("")}
}

// Require makes picking nothing of many a problem.
func (p *Picker) Require(problem string) *Picker {
	p.least = problem
	return p
}

// SetPlace says where the options are, a folder for example.
func (p *Picker) SetPlace(place string) { p.place = place }

// AllowTyped lets the operator pick what is typed, whether or not it is an option;
// check says what is wrong with it.
func (p *Picker) AllowTyped(check func(string) string) *Picker {
	p.typed = check
	return p
}

// Opened returns the option that leads to others which has just been tried, once.
func (p *Picker) Opened() (value string, ok bool) {
	if p.opened == nil {
		return "", false
	}
	value, p.opened = *p.opened, nil
	return value, true
}

// SetOptions replaces the options; empty is what to say when there are none.
func (p *Picker) SetOptions(options []Option, empty string) {
	if p.typed != nil { // what was picked elsewhere, in another folder say, stays picked
		for _, value := range p.chosen {
			if o := p.option(value); o != nil && !slices.ContainsFunc(p.own, func(x Option) bool { return x.Value == value }) {
				p.own = append(p.own, *o)
			}
		}
	}
	p.options, p.empty = options, empty
	if p.option(p.cursor) == nil {
		p.cursor = ""
	}
}

// Pick chooses an option, if it exists and nothing stands in its way, or what may
// be typed.
func (p *Picker) Pick(value string) {
	if p.typed != nil && value != "" && p.option(value) == nil {
		p.own = append(p.own, Option{Value: value, Title: value})
	}
	if o := p.option(value); o != nil && o.Obstacle == "" && !slices.Contains(p.chosen, value) {
		p.cursor = value
		p.pick(value)
	}
}

func (p *Picker) pick(value string) {
	if !p.many {
		p.chosen = nil
	}
	p.chosen = append(p.chosen, value)
}

// Value is the chosen option's value; empty while none is chosen.
func (p *Picker) Value() string {
	if len(p.chosen) == 0 {
		return ""
	}
	return p.chosen[0]
}

// Clear takes the choice back.
func (p *Picker) Clear() { p.chosen, p.refusal = nil, "" }

// Values are the values of all that is chosen, in the order of choosing.
func (p *Picker) Values() []string { return p.chosen }

// Picked returns all chosen options.
func (p *Picker) Picked() []Option {
	var picked []Option
	for _, value := range p.chosen {
		if o := p.option(value); o != nil {
			picked = append(picked, *o)
		}
	}
	return picked
}

// Prune takes back the choice of what is no longer on offer.
func (p *Picker) Prune() {
	p.chosen = slices.DeleteFunc(slices.Clone(p.chosen), func(value string) bool { return p.option(value) == nil })
}

// Chosen returns the chosen option.
func (p *Picker) Chosen() (Option, bool) {
	if o := p.option(p.Value()); o != nil {
		return *o, true
	}
	return Option{}, false
}

func (p *Picker) option(value string) *Option {
	for _, options := range [][]Option{p.options, p.own} {
		if i := slices.IndexFunc(options, func(o Option) bool { return o.Value == value }); i >= 0 {
			return &options[i]
		}
	}
	return nil
}

// matching are the options that what has been typed lets through: every word
// must occur.
func (p *Picker) matching() []Option {
	words := strings.Fields(strings.ToLower(p.filter.Value()))
	if len(words) == 0 {
		return p.options
	}
	found := p.asTyped()
	for _, o := range p.options {
		all := strings.ToLower(o.Title + " " + o.Kind + " " + o.Status + " " + o.Note + " " + o.Obstacle)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
			found = append(found, o)
		}
	}
	return found
}

// asTyped offers what has been typed itself, where that is allowed.
func (p *Picker) asTyped() []Option {
	value := strings.TrimSpace(p.filter.Value())
	if p.typed == nil || p.option(value) != nil {
		return nil
	}
	return []Option{{Value: value, Title: value, Note: "as typed", Obstacle: p.typed(value)}}
}

// at returns the index of the cursor among the matching options.
func (p *Picker) at(matching []Option) int {
	return max(0, slices.IndexFunc(matching, func(o Option) bool { return o.Value == p.cursor }))
}

// Label implements Field.
func (p *Picker) Label() string { return p.label }

// Problem implements Field.
func (p *Picker) Problem() string {
	switch {
	case p.refusal != "":
		return p.refusal
	case len(p.chosen) == 0 && !p.many:
		return "pick one"
	case len(p.chosen) == 0:
		return p.least
	}
	for _, value := range p.chosen {
		switch o := p.option(value); {
		case o == nil:
			return "what was picked does not exist any more"
		case o.Obstacle != "":
			return o.Title + ": " + o.Obstacle
		}
	}
	return ""
}

// Choose implements Field: it picks the option under the cursor, or puts it back
// where many can be picked.
func (p *Picker) Choose() bool {
	matching := p.matching()
	if len(matching) == 0 {
		return p.many && len(p.options) == 0
	}
	o := matching[p.at(matching)]
	p.cursor = o.Value
	p.refusal = ""
	if o.Opens {
		p.opened = &o.Value
		p.filter.SetValue("")
		return false
	}
	if i := slices.Index(p.chosen, o.Value); i >= 0 && p.many {
		p.chosen = slices.Delete(slices.Clone(p.chosen), i, i+1)
		return false
	}
	if o.Obstacle != "" {
		p.refusal = o.Title + ": " + o.Obstacle
		return true // which the problem stops
	}
	if p.option(o.Value) == nil {
		p.own = append(p.own, o)
	}
	p.pick(o.Value)
	p.filter.SetValue("")
	return !p.many
}

// Key implements Field.
func (p *Picker) Key(msg tea.KeyPressMsg) bool {
	matching := p.matching()
	to := p.at(matching)
	switch key := msg.String(); {
	case key == "space" && p.many && p.filter.Value() == "":
		p.Choose()
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

// aim puts the cursor on the first option that matches and can be picked.
func (p *Picker) aim() {
	matching := p.matching()
	if len(matching) == 0 {
		return
	}
	// What is there comes before what is only typed.
	i := slices.IndexFunc(matching, func(o Option) bool {
		return o.Obstacle == "" && slices.ContainsFunc(p.options, func(x Option) bool { return x.Value == o.Value })
	})
	if i < 0 {
		i = max(0, slices.IndexFunc(matching, func(o Option) bool { return o.Obstacle == "" }))
	}
	p.cursor = matching[i].Value
}

// Paste implements Field.
func (p *Picker) Paste(msg tea.PasteMsg) {
	p.filter, _ = p.filter.Update(msg)
	p.aim()
}
