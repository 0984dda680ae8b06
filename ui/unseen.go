package ui

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Listener is told, in Update, what a screen would show for a moment.
type Listener interface {
	// Said is a message.
	Said(kind desk.Severity, message string)
	// Copied is a text that is asked for, to be taken elsewhere, of one line or several.
	Copied(what, text string)
	// Changed is a transition of a resource.
	Changed(at *desk.Desk, t live.Transition)
}

// Unseen is the program for who does not see its screen: what is drawn there is told, and
// what keys do is called. It is the program's own state and belongs to Update: see [Ask].
type Unseen struct{ app *App }

// Ask is a message that has something asked or done in Update.
type Ask func(Unseen) tea.Cmd

// Standing says where one stands: what kind of oscope it is, in which account and Region,
// and what needs an eye.
func (u Unseen) Standing() []string {
	a := u.app
	says := func(parts []headerPart) string {
		var texts []string
		for _, p := range parts {
			texts = append(texts, strings.TrimSpace(p.text))
		}
		return text.Join(texts...)
	}
	lines := []string{says(a.modes())}
	if len(a.scopes.shown) == 1 {
		lines = append(lines, a.scopes.shown[0].Where())
		if finding := a.finding(); finding != nil {
			lines = append(lines, says(finding))
		}
	} else {
		lines = append(lines, says(a.standing()))
	}
	lines = append(lines, text.Number(a.countInFlight())+" in flight, "+text.Number(a.countFailed())+" in need of attention.")
	if h := a.Health(); h.Err != nil {
		lines = append(lines, "Not everything could be read: "+h.Err.Brief())
	}
	return lines
}

// View is a page as the menu names it.
type View struct {
	Name                    string
	Number                  int
	Total, InFlight, Failed int
}

// Views are the pages that there are.
func (u Unseen) Views() []View {
	var all []View
	for i, p := range u.app.pages() {
		t := u.app.scopes.tallies[i]
		all = append(all, View{p.Title(), u.app.digit(i), t.total, t.inFlight, t.failed})
	}
	return all
}

// Turn shows a page by its number.
func (u Unseen) Turn(number int) tea.Cmd {
	for i := range u.app.pages() {
		if u.app.digit(i) == number {
			return u.app.turnTo(i)
		}
	}
	return nil
}

// Told is the page that is shown, in words.
func (u Unseen) Told() page.Told {
	u.app.view().Derive(u.app.office)
	return u.app.view().Tell(u.app.office)
}

// Ready reports whether what the page shows, and its detail if that is open, has been
// read, or could not be.
func (u Unseen) Ready() bool {
	a := u.app
	if h := a.Health(); h.Err == nil && !h.Known || h.Err != nil && h.Reading || a.view().Busy() {
		return false
	}
	for _, at := range a.scopes.shown {
		if caller := at.Snapshot.Feed(live.Feed{Kind: live.FeedCaller}); !caller.Known() && caller.Err == nil {
			return false
		}
	}
	for _, i := range a.view().DetailFeeds(a.office) {
		for _, feed := range i.Feeds {
			if state := i.At.Snapshot.Feed(feed); !state.Known() && state.Err == nil {
				return false
			}
		}
	}
	return true
}

// Place is where one stands.
func (u Unseen) Place() desk.Place { return u.app.Place() }

// There reports whether a resource is still there, as far as is known.
func (u Unseen) There(ref model.Ref) bool {
	at := u.app.DeskOf(ref.Scope)
	if at == nil {
		return false
	}
	_, there := at.Snapshot.Item(ref.Key)
	return there
}

// Point puts the cursor on a row, and reports whether it is still there.
func (u Unseen) Point(row page.Row) bool {
	v := u.app.view()
	stand := v.Stand()
	stand.Ref, stand.Event = row.Ref, row.Event
	v.Return(u.app.office, stand)
	now := v.Stand()
	return now.Ref == row.Ref && now.Event == row.Event
}

// Open opens the detail of the row under the cursor, or where a page has none does what
// enter does there.
func (u Unseen) Open() tea.Cmd {
	u.app.ShowDetail()
	if len(u.Told().Detail) > 0 {
		return u.app.Plan()
	}
	return u.run("open")
}

// Mark marks the row under the cursor, or takes its mark away.
func (u Unseen) Mark() tea.Cmd { return u.run("mark") }

// run does an action by its id.
func (u Unseen) run(id string) tea.Cmd {
	for _, x := range u.app.actions() {
		if x.ID() == id {
			return u.app.do(x)
		}
	}
	return nil
}

// GoTo shows a resource that the open detail leads to.
func (u Unseen) GoTo(key model.Key) tea.Cmd {
	thing, ok := u.app.view().Selected(u.app.office)
	if !ok {
		return nil
	}
	return thing.At.GoTo(key)
}

// Filter shows only the rows that match.
func (u Unseen) Filter(filter string) tea.Cmd { return u.app.filter(filter) }

// Press does what a key does.
func (u Unseen) Press(key string) tea.Cmd { return u.app.key(pressed(key)) }

// pressed is the message of a key as actions and hints spell it.
func pressed(key string) tea.KeyPressMsg {
	switch key {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "space", desk.KeyName("space"):
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if letter, ok := strings.CutPrefix(key, "ctrl+"); ok {
		code, _ := utf8.DecodeRuneInString(letter)
		return tea.KeyPressMsg{Code: code, Mod: tea.ModCtrl}
	}
	code, _ := utf8.DecodeRuneInString(key)
	return tea.KeyPressMsg{Code: code, Text: key}
}

// Possible is an action with why it cannot be run now; empty when it can.
type Possible struct {
	desk.Action

	Off string
}

// Actions are what can be done here: what the page has, and then what every page has;
// without those that are about a screen.
func (u Unseen) Actions() []Possible {
	var all []Possible
	s := u.app.subject()
	for _, x := range u.app.actions() {
		if x.Screen {
			continue
		}
		x.Help, x.Keys = u.app.Keys.Say(x.Help), u.app.Keys.Of(&x)
		all = append(all, Possible{x, u.app.offNow(s, &x)})
	}
	return all
}

// About names what actions are about.
func (u Unseen) About() []string {
	var all []string
	for _, thing := range u.app.subject().things {
		all = append(all, thing.At.Snapshot.Title(thing.Item))
	}
	return all
}

// Everywhere are those of them that every page has.
func (u Unseen) Everywhere() []Possible {
	all := u.Actions()
	return slices.DeleteFunc(all, func(x Possible) bool {
		return !slices.ContainsFunc(u.app.global, func(g desk.Action) bool { return g.Name == x.Name })
	})
}

// Do runs an action, or says why it cannot be run.
func (u Unseen) Do(x desk.Action) tea.Cmd { return u.app.do(x) }

// Top is the dialog that has the keys, and the desk that it is about; nil if there is none.
func (u Unseen) Top() (desk.Dialog, *desk.Desk) {
	n := len(u.app.dialogs)
	if n == 0 {
		return nil, nil
	}
	return u.app.dialogs[n-1].Dialog, u.app.dialogs[n-1].at
}

// CloseTop closes the dialog that has the keys, whatever it holds.
func (u Unseen) CloseTop() {
	if top, _ := u.Top(); top != nil {
		u.app.Close(top)
	}
}

// Close closes all dialogs, whatever they hold.
func (u Unseen) Close() {
	for u.app.Modal() {
		u.CloseTop()
	}
}

// At does something at a desk, as a dialog of its scope would.
func (u Unseen) At(at *desk.Desk, f func(*desk.Desk) tea.Cmd) tea.Cmd {
	u.app.use(at)
	return scoped(at, f(at))
}

// InFlight is how many resources are in flight.
func (u Unseen) InFlight() int { return u.app.countInFlight() }
