package palette

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/form"
)

// Palette is the dialog.
type Palette struct {
	commands []Command
	choose   func(Entry) tea.Cmd
	close    func(*Palette)

	input     form.Input
	all, args search
	command   *Command // whose argument is being typed; nil if none's is
	cursor    int
	from      int  // the first that was drawn, on the second line
	entering  bool // enter was pressed before all was looked through
}

// New returns a palette of some entries, many more, and commands. choose takes what is
// chosen, when the palette has been closed.
func New(few []Entry, many Many, commands []Command, choose func(Entry) tea.Cmd, closing func(*Palette)) *Palette {
	p := &Palette{commands: commands, choose: choose, close: closing, input: form.NewInput("")}
	few = slices.Clone(few)
	for i := range commands {
		c := &p.commands[i]
		few = append(few, Entry{ID: "command " + c.Name, Sort: "command", Title: c.Name + " " + c.Takes, Note: c.Help, command: c})
	}
	p.all = search{few: few, many: many}
	p.all.begin("")
	return p
}

// now is the search that is on the screen.
func (p *Palette) now() *search {
	if p.command != nil {
		return &p.args
	}
	return &p.all
}

// changed looks for what is typed now.
func (p *Palette) changed() {
	typed := strings.TrimLeft(p.input.Value(), ": ")
	p.cursor, p.entering = 0, false
	name, argument, begun := strings.Cut(typed, " ")
	for i := range p.commands {
		if begun && p.commands[i].Name == name {
			p.argue(&p.commands[i], strings.TrimSpace(argument))
			return
		}
	}
	p.command = nil
	p.all.begin(typed)
}

// argue looks for an argument of a command: those that are offered, and behind them what
// is typed.
func (p *Palette) argue(c *Command, argument string) {
	p.command = c
	var few []Entry
	if c.Offers != nil {
		few = c.Offers()
	}
	p.args = search{few: few}
	p.args.begin(argument)
	if argument == "" || c.Of == nil || slices.ContainsFunc(few, func(e Entry) bool { return e.Title == argument }) {
		return
	}
	p.args.few = append(p.args.few, c.Of(argument))
	p.args.best = append(p.args.best, found{number: len(few)})
	p.args.count++
}

// Offer says that a command has other arguments to offer by now.
func (p *Palette) Offer() {
	if p.command != nil {
		p.changed()
	}
}

// Busy implements desk.Worker.
func (p *Palette) Busy() bool { return p.now().busy() }

// Work implements desk.Worker. A cursor that has been moved stays with its entry.
func (p *Palette) Work() tea.Cmd {
	s := p.now()
	under := -1
	if p.cursor > 0 && p.cursor < len(s.best) {
		under = s.best[p.cursor].number
	}
	s.work()
	if i := slices.IndexFunc(s.best, func(f found) bool { return f.number == under }); i >= 0 {
		p.cursor = i
	}
	if p.entering && !s.busy() {
		return p.enter()
	}
	return nil
}

// Key implements desk.Dialog.
func (p *Palette) Key(_ *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	const page = 10
	switch msg.String() {
	case "esc":
		if p.input.Value() == "" {
			p.close(p)
			return nil
		}
		p.input.SetValue("")
		p.changed()
	case "down", "ctrl+n":
		p.move(1)
	case "up", "ctrl+p":
		p.move(-1)
	case "pgdown":
		p.move(page)
	case "pgup":
		p.move(-page)
	case "enter":
		return p.enter()
	case "tab":
		p.complete()
	default:
		p.edit(msg)
	}
	return nil
}

func (p *Palette) edit(msg tea.Msg) {
	before := p.input.Value()
	p.input, _ = p.input.Update(msg)
	if p.input.Value() != before {
		p.changed()
	}
}

func (p *Palette) move(n int) { p.cursor = max(0, min(p.cursor+n, len(p.now().best)-1)) }

// under is the entry under the cursor.
func (p *Palette) under() (Entry, bool) {
	s := p.now()
	if p.cursor >= len(s.best) {
		return Entry{}, false
	}
	return s.entry(p.cursor), true
}

// complete writes out what the cursor is on.
func (p *Palette) complete() {
	e, ok := p.under()
	switch {
	case !ok:
		return
	case p.command != nil:
		p.input.SetValue(p.command.Name + " " + e.Title)
	case e.command != nil:
		p.input.SetValue(e.command.Name + " ")
	default:
		p.input.SetValue(e.Title)
	}
	p.changed()
}

// enter chooses what the cursor is on, once the best is known.
func (p *Palette) enter() tea.Cmd {
	if p.now().busy() {
		p.entering = true
		return nil
	}
	e, ok := p.under()
	switch {
	case !ok:
		return nil
	case e.command != nil:
		p.complete()
		return nil
	}
	p.close(p)
	return p.choose(e)
}

// Click implements desk.Clicker: it chooses the entry of a line.
func (p *Palette) Click(_ *desk.Desk, _, y int) tea.Cmd {
	if i := p.from + y - 1; y > 0 && i < len(p.now().best) {
		p.cursor = i
		return p.enter()
	}
	return nil
}

// Paste implements desk.Dialog.
func (p *Palette) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	p.edit(msg)
	return nil
}
