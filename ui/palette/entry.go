package palette

import tea "charm.land/bubbletea/v2"

// Entry is something that can be chosen.
type Entry struct {
	ID     string // tells it from all others
	Sort   string // what sort of thing it is
	Title  string
	Also   string // by what else it is found
	Note   string
	Key    string // does the same without the palette; empty if none does
	Off    string // why it cannot be had now; empty if it can
	Lately bool   // it was chosen before
	Run    func() tea.Cmd

	command *Command // is begun by choosing it
}

func (e *Entry) text() string { return e.Title + " " + e.Sort + " " + e.Also }

// Many are entries of which there may be very many. Texts are asked for once each, as
// the search comes to them, and entries for those on the screen. One without a text is
// not offered.
type Many struct {
	Len   int
	Text  func(i int) string
	Entry func(i int) Entry
}

// Command is an entry that takes an argument, which is typed behind its name.
type Command struct {
	Name  string
	Takes string // what the argument is
	Help  string
	// Offers are arguments to choose from.
	Offers func() []Entry
	// Of is the command with what is typed as its argument; nil if it has to be one of
	// those that are offered.
	Of func(argument string) Entry
}
