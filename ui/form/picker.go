package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"oscope/ui/layout"
	"oscope/ui/text"
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
	filter  textinput.Model
	cursor  string   // the value under the cursor
	chosen  []string // at most one unless many
	refusal string   // why the option that was tried cannot be picked
	opened  *string
	typed   func(string) string // what is wrong with a value that is typed; nil if none may be
	own     []Option            // typed values that have been picked
}

// NewPicker returns a picker of one option.
func NewPicker(label string) *Picker { return &Picker{label: label, filter: NewInput("")} }

// NewManyPicker returns a picker of any number of options, none among them.
func NewManyPicker(label string) *Picker {
	return &Picker{label: label, many: true, filter: NewInput("")}
}

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

// Summary implements Field.
func (p *Picker) Summary(th *theme.Theme) (string, theme.Style) {
	var titles []string
	for _, value := range p.chosen {
		if o := p.option(value); o != nil {
			titles = append(titles, o.Title)
		}
	}
	switch o := p.option(p.Value()); {
	case len(titles) == 0 && p.many:
		return "none", th.Faint
	case len(titles) == 0:
		return "—", th.Faint
	case !p.many && o.Status != "":
		return o.Title + "  " + o.Status, ""
	}
	return strings.Join(titles, ", "), ""
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

// Lines implements Field.
func (p *Picker) Lines(th *theme.Theme, width, height int) []string {
	if height < 1 {
		return nil
	}
	head := layout.NewLine(width).Add(th.Key, "/ ")
	p.filter.SetWidth(width - 4)
	if p.filter.Value() == "" {
		head.Add(th.Faint, p.placeholder())
	} else {
		head.Styled(p.filter.View())
	}
	matching := p.matching()
	if len(matching) == 0 {
		says := p.empty
		if len(p.options) > 0 {
			says = "Nothing matches."
		}
		lines := []string{head.String()}
		for _, part := range text.Wrap(says, width-2) {
			lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Dim, part).String())
		}
		return lines[:min(len(lines), height)]
	}
	// The last line says in full what the row under the cursor has to cut.
	rows := max(1, min(height-2, len(matching)))
	at := p.at(matching)
	first := max(0, min(at-rows/2, len(matching)-rows))
	if hidden := len(matching) - rows; hidden > 0 {
		head.Right(th.Dim, text.CutEnd(counter(at+1, len(matching)), 12))
	}
	lines := []string{head.String()}
	titles := p.titleWidth(width)
	badges := slices.ContainsFunc(p.options, func(o Option) bool { return o.Status != "" })
	for i, o := range matching[first : first+rows] {
		lines = append(lines, p.row(th, width, titles, badges, o, first+i == at))
	}
	under := matching[at]
	if says := cmp.Or(under.Obstacle, under.Note); says != "" && len(lines) < height {
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Dim, under.Title+": "+says).String())
	}
	return lines
}

func (p *Picker) placeholder() string {
	switch {
	case p.many:
		return "type to narrow the list; enter picks one or puts it back, tab goes on"
	case p.typed != nil:
		return "type to narrow the list, or a value of your own"
	}
	return "type to narrow the list"
}

const (
	pickerKind   = 11
	pickerStatus = 18
)

// titleWidth is as wide as the longest title wants and the line allows.
func (p *Picker) titleWidth(width int) int {
	longest := 0
	for _, o := range p.options {
		longest = max(longest, text.Width(text.Clean(o.Title)))
	}
	return max(10, min(longest+2, width-pickerKind-pickerStatus-14))
}

func (p *Picker) row(th *theme.Theme, width, titles int, badges bool, o Option, under bool) string {
	line := layout.NewLine(width)
	base, status, dim, says := th.Text, o.Style, th.Dim, o.Note
	if o.Obstacle != "" {
		base, status, says = th.Faint, th.Faint, o.Obstacle
		dim = th.Faint
	}
	cursor := " "
	if under {
		base, status, dim, cursor = th.Selected, th.Selected, th.Selected, th.Glyphs.Cursor
	}
	if slices.Contains(p.chosen, o.Value) {
		cursor = th.Glyphs.Settled
	}
	line.AddIn(base, cursor+" ", 2, text.End).AddIn(base, o.Title, titles-1, text.Middle).AddIn(base, "", 1, text.End)
	if o.Kind != "" {
		line.AddIn(dim, o.Kind, pickerKind, text.End)
	}
	if badges {
		line.AddIn(status, o.Status, pickerStatus-1, text.End).AddIn(base, "", 1, text.End)
	}
	return line.AddIn(dim, says, line.Room(), text.End).String()
}

func counter(at, of int) string { return strconv.Itoa(at) + "/" + strconv.Itoa(of) }
