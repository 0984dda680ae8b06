package form

import (
	"slices"
	"strings"

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
	found   bool     // something has been picked with what is typed: what is typed next is something else
	refusal string   // why the option that was tried cannot be picked
	opened  *string
	least   string              // what is wrong with picking nothing, of many; empty when it is fine
	place   string              // where the options are, for the line above them
	lack    string              // what the options are without, and why; empty when they are all there are
	typed   func(string) string // what is wrong with a value that is typed; nil if none may be
	foresee func(string) string // why picking a value would lead nowhere, as far as that is known; nil if nobody can tell
	keep    bool                // what has been picked stays when it is no longer on offer
	drawn   []string            // the value of the option on each line that was drawn last; empty on others
	own     []Option            // what has been picked beside the options
	index   pickerIndex
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

// SetLack says what the options are without, and why: a listing that failed, for
// example. Empty when they are all there are.
func (p *Picker) SetLack(says string) { p.lack = says }

// AllowTyped lets the operator pick what is typed where no option is called so;
// check says what is wrong with it, now and for as long as it is picked.
func (p *Picker) AllowTyped(check func(string) string) *Picker {
	p.typed = check
	return p
}

// Foresee has options that can be picked say why that would lead nowhere, where this is
// known: why returns it for a value, and is asked only of those that are drawn.
func (p *Picker) Foresee(why func(value string) string) { p.foresee = why }

// foreseen is what is known against an option that can be picked.
func (p *Picker) foreseen(o *Option) string {
	if p.foresee == nil || o.Obstacle != "" || o.Opens {
		return ""
	}
	return p.foresee(o.Value)
}

// KeepPicked keeps what has been picked when other options take its place, those of
// another folder for example. Otherwise what is gone from the options does not exist
// any more.
func (p *Picker) KeepPicked() *Picker {
	p.keep = true
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
	if p.keep {
		for _, value := range p.chosen {
			if o := p.option(value); o != nil && at(p.own, value) < 0 {
				p.own = append(p.own, *o)
			}
		}
	}
	p.options, p.empty, p.index = options, empty, pickerIndex{}
	if p.option(p.cursor) == nil {
		p.cursor = ""
	}
}

// Pick chooses an option, if it exists and nothing stands in its way, or where values
// may be typed any other, with whatever is wrong with it.
func (p *Picker) Pick(value string) {
	typed := p.typed != nil && value != "" && p.option(value) == nil
	if typed {
		p.own = append(p.own, p.asTyped(value))
	}
	if o := p.option(value); o != nil && (typed || o.Obstacle == "") && !slices.Contains(p.chosen, value) {
		p.cursor = value
		p.pick(value)
	}
}

// PickAll chooses options whatever stands in their way: that is then the field's
// problem, until they are put back.
func (p *Picker) PickAll(values []string) {
	for _, value := range values {
		if !slices.Contains(p.chosen, value) {
			p.pick(value)
		}
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

// Many reports whether any number of options can be picked.
func (p *Picker) Many() bool { return p.many }

// Point puts the cursor on an option, if there is one.
func (p *Picker) Point(value string) {
	if p.option(value) != nil {
		p.cursor = value
	}
}

// Unpick takes one value out of those that are picked.
func (p *Picker) Unpick(value string) {
	p.chosen = slices.DeleteFunc(p.chosen, func(v string) bool { return v == value })
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
	if i := at(p.options, value); i >= 0 {
		return &p.options[i]
	}
	if i := at(p.own, value); i >= 0 {
		return &p.own[i]
	}
	return nil
}

// at returns the index of the option with a value, or -1.
func at(options []Option, value string) int {
	return slices.IndexFunc(options, func(o Option) bool { return o.Value == value })
}

// matching are the options that what has been typed lets through: every word must
// occur, or it is the option's value. What has been typed is one of them itself where
// that may be picked; where it may not, the reason shows unless something else matches.
func (p *Picker) matching() []Option {
	typed := strings.TrimSpace(p.filter.Value())
	found := p.index.narrow(p.options, typed)
	for _, o := range p.beside() {
		if matches(&o, searchable(&o), typed, words(typed)) {
			found = append(slices.Clip(found), o)
		}
	}
	called := func(o Option) bool { return o.Value == typed || o.Title == typed }
	if p.typed == nil || typed == "" || slices.ContainsFunc(found, called) {
		return found
	}
	if own := p.asTyped(typed); own.Obstacle == "" || len(found) == 0 {
		return append([]Option{own}, found...)
	}
	return found
}

// beside is, where many can be picked, what has been picked beside the options, so that
// it can be put back.
func (p *Picker) beside() []Option {
	if !p.many {
		return nil
	}
	var all []Option
	for _, value := range p.chosen {
		switch o := p.option(value); {
		case o == nil:
			all = append(all, Option{Value: value, Title: value, Obstacle: "does not exist any more"})
		case at(p.options, value) < 0:
			all = append(all, *o)
		}
	}
	return all
}

// asTyped is a value that has been typed as an option.
func (p *Picker) asTyped(value string) Option {
	return Option{Value: value, Title: value, Note: "as typed", Obstacle: p.typed(value)}
}

// under returns the index of the cursor among the matching options.
func (p *Picker) under(matching []Option) int { return max(0, at(matching, p.cursor)) }

// Label implements Field.
func (p *Picker) Label() string { return p.label }

// Problem implements Field.
func (p *Picker) Problem() string {
	pending := p.pending()
	switch {
	case p.refusal != "":
		return p.refusal
	case pending != "":
		return pending
	case len(p.chosen) == 0 && !p.many:
		return "pick one"
	case len(p.chosen) == 0:
		return p.least
	}
	for _, value := range p.chosen {
		o := p.option(value)
		if o != nil && p.typed != nil && at(p.options, value) < 0 {
			typed := p.asTyped(value) // what it depends on may have changed
			o = &typed
		}
		switch {
		case o == nil:
			return "what was picked does not exist any more"
		case o.Obstacle != "":
			return o.Title + ": " + o.Obstacle
		}
	}
	return ""
}

// pending says that something has been typed that nothing on offer matches, and has
// not been picked: to leave it there would be to lose it unsaid.
func (p *Picker) pending() string {
	typed := strings.TrimSpace(p.filter.Value())
	if p.typed == nil || typed == "" || slices.ContainsFunc(p.matching(), func(o Option) bool { return p.option(o.Value) != nil }) {
		return ""
	}
	if obstacle := p.typed(typed); obstacle != "" {
		return typed + ": " + obstacle
	}
	return "enter picks what has been typed, esc throws it away"
}
