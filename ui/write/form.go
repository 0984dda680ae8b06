package write

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/page"
)

// Form is the open form of one write. It brings the fields up to date with
// the snapshot, asks before it throws values away, sends, and after a failure
// still has everything that was typed. What it is about is declared by the
// functions above the line.
type Form struct {
	Heading string
	Verb    string // what the last step does: "Attach"
	Doing   string // the same while it is done several times: "Associating"
	Form    *form.Form
	// Renew brings what the fields offer up to date; nil when nothing can change.
	Renew func(*desk.Desk)
	// Load starts reading what the fields lack, after they have changed; nil when
	// they lack nothing. What it starts ends with the scope.
	Load func(Scope) tea.Cmd
	// Says describes what will be done, a paragraph each.
	Says func() []string
	// Commands are the calls of the AWS CLI that would do the same.
	Commands func() []string
	// Violations are what the rules of the service say about the whole request.
	Violations func() []rule.Violation
	// Requests are what would be sent as it is now, for the checks of the operation; nil
	// when there are none.
	Requests func() []check.Write
	// Foresees are its pickers that show what checks know against their options; nil if
	// none does.
	Foresees Foresight
	// Binds are the fields by the members of the request that they fill in; nil for a
	// form without fields.
	Binds func() Binds
	// Writes are the calls that the form describes, usually one. They hold values:
	// what is typed afterwards changes nothing about them.
	Writes func(*desk.Desk) []Call
	// Keep takes out of the fields what was done of several writes, so that the form
	// describes the rest; nil for a form of one.
	Keep func(done []Call)

	// ----
	Scope
	close    context.CancelFunc
	attempts []*attempt // as last sent
	inspection
	mending *attempt // the fix of a check; nil unless it is under way or has failed
	forbids bool     // nothing may be changed, so that nothing can be mended
	agreed  bool     // it is to be sent although a check says that it will fail
	// complaint is what our own rules say about the whole request.
	complaint string
	edited    bool       // since it was last sent
	leaving   bool       // asked whether to throw the values away
	left      form.Field // where that was asked; nil at the review
	touched   bool
	// graceUntil: see Grace. It is set for a form that opens at its review.
	graceUntil time.Time
}

// Open opens a dialog at a field, or at the first one that wants a value.
func (d *Form) Open(at *desk.Desk, first ...form.Field) tea.Cmd {
	d.Client = at.Client
	d.Ctx, d.close = context.WithCancel(at.Ctx)
	cmd := d.changed(at)
	if len(first) > 0 {
		d.Form.Focus(first[0])
	} else {
		d.Form.FocusFirstOpen()
	}
	if d.Form.Reviewing() {
		d.graceUntil = at.Now.Add(desk.Grace)
	}
	return tea.Batch(at.Open(d), cmd, d.inspect(at))
}

// inspect has the checks made of what is chosen now.
func (d *Form) inspect(at *desk.Desk) tea.Cmd {
	if d.Requests == nil {
		return nil
	}
	d.of(d.Requests())
	return d.look(d.Ctx, at, d.Client)
}

// Inspect implements Inspector.
func (d *Form) Inspect(at *desk.Desk) tea.Cmd { return d.lookAgain(d.Ctx, at, d.Client) }

// Closed implements Closer.
func (d *Form) Closed() { d.close() }

func (d *Form) fill() tea.Cmd {
	if d.Load == nil {
		return nil
	}
	return d.Load(d.Scope)
}

// Refresh implements Refresher.
func (d *Form) Refresh(at *desk.Desk) {
	d.where, d.flags, d.style, d.forbids, d.keys = at.Where(), profileFlag(at), whereStyle(at), at.ReadOnly(), at.Keys
	if d.Renew != nil {
		d.Renew(at)
	}
	d.Foresees.tell(at)
	d.rejudge(at)
}

// Title implements desk.Dialog.
func (d *Form) Title() string { return d.Heading }

// Size implements desk.Dialog.
func (d *Form) Size(width, height int) (int, int) { return min(width, 120), min(height, 32) }

// Body implements desk.Dialog.
func (d *Form) Body(at *desk.Desk, width, height int) []string {
	return d.Form.Lines(at.Theme, width, height)
}

// Hints implements desk.Dialog.
func (d *Form) Hints(*desk.Desk) []desk.Hint {
	back, closes := desk.Hint{Key: desk.KeyName("shift+tab"), Name: "back"}, desk.Hint{Key: "esc", Name: "close"}
	switch {
	case d.leaving:
		return []desk.Hint{{Key: "esc", Name: "leave"}, {Key: "any other key", Name: "stay"}}
	case d.sending() != nil:
		return []desk.Hint{{Key: "esc", Name: "stop waiting"}}
	case d.Form.Reviewing() && len(d.Form.Problems()) > 0:
		return []desk.Hint{{Key: "enter", Name: "go to the problem"}, back, closes}
	case d.Form.Reviewing():
		copies := "copy the command"
		if page.Missing(d.refusals()) && !d.edited {
			copies = "copy what IAM lacks"
		}
		hints := []desk.Hint{{Key: "enter", Name: strings.ToLower(d.Verb), Off: d.waits()}, {Key: "y", Name: copies}}
		if d.fix() != nil && !d.forbids {
			hints = append(hints, desk.Hint{Key: fixKey, Name: "mend"})
		}
		if d.Form.Fields() > 0 {
			hints = append(hints, back)
		}
		return append(hints, closes)
	}
	if picker, ok := d.Form.Focused().(interface{ Many() bool }); ok && picker.Many() {
		return []desk.Hint{{Key: desk.KeyName("space"), Name: "pick"}, {Key: "ctrl+a", Name: "all that suit"}, {Key: "↑↓", Name: "move"}, {Key: "tab", Name: "next"}, back, {Key: "ctrl+s", Name: "review"}, closes}
	}
	return []desk.Hint{{Key: "enter", Name: "choose"}, {Key: "↑↓", Name: "move"}, {Key: "tab", Name: "next"}, back, {Key: "ctrl+s", Name: "review"}, closes}
}

// Key implements desk.Dialog.
func (d *Form) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	if t := d.sending(); t != nil {
		if msg.String() == "esc" {
			t.stop()
		}
		return nil
	}
	if msg.String() == "enter" && at.Now.Before(d.graceUntil) {
		return nil // it was on its way before the form was there
	}
	if d.leaving && msg.String() != "esc" {
		d.leaving = false
		d.Form.Focus(d.left)
		return nil
	}
	if cmd, ok := d.copies(at, msg.String()); ok {
		return cmd
	}
	if msg.String() == fixKey && d.Form.Reviewing() && len(d.Form.Problems()) == 0 {
		return d.mend(at)
	}
	before := d.Form.Focused()
	return d.follow(at, d.Form.Key(msg), before)
}

// Click implements desk.Clicker. It is no answer to a question, and nothing while it is
// being sent.
func (d *Form) Click(at *desk.Desk, _, y int) tea.Cmd {
	if d.leaving || d.sending() != nil || at.Now.Before(d.graceUntil) {
		return nil
	}
	before := d.Form.Focused()
	return d.follow(at, d.Form.Click(y), before)
}

// follow follows up what a key or a click has made of the form; before had the focus.
func (d *Form) follow(at *desk.Desk, outcome form.Outcome, before form.Field) tea.Cmd {
	d.agreed = d.agreed && outcome == form.Submit
	d.touched = d.touched || d.Form.Changed()
	switch outcome {
	case form.Submit:
		return d.send(at)
	case form.Cancel:
		if d.touched && !d.leaving {
			d.leave()
			return nil
		}
		at.Close(d)
	case form.Stay:
		d.edited = d.edited || !d.Form.Reviewing()
		cmd := d.changed(at)
		if d.Form.Focused() != before { // a value that is being typed is none yet
			cmd = tea.Batch(cmd, d.inspect(at))
		}
		return cmd
	}
	return nil
}

// copies handles the keys that copy what the review says; none of them does while there
// is a problem, since the command would be none of the service's.
func (d *Form) copies(at *desk.Desk, key string) (cmd tea.Cmd, ok bool) {
	if !d.Form.Reviewing() || key != "y" && key != "Y" {
		return nil, false
	}
	if key == "y" && !d.edited {
		if cmd, ok := page.CopyMissing(at, d.refusals()); ok {
			return cmd, true
		}
	}
	if problems := d.Form.Problems(); len(problems) > 0 {
		return at.Toast(desk.Bad, "there is nothing to copy yet: "+problems[0]), true
	}
	if key == "Y" {
		return page.CopyLines(at, "the text", strings.Join(d.Says(), "\n")), true
	}
	return page.CopyLines(at, "the command", strings.Join(d.commands(), "\n")), true
}

// changed follows up a change of the fields: one may decide what others offer, and
// what is loaded for them.
func (d *Form) changed(at *desk.Desk) tea.Cmd {
	d.Refresh(at)
	cmd := d.fill()
	d.Refresh(at)
	return cmd
}

// Hold implements Holder.
func (d *Form) Hold() bool {
	if !d.touched || d.leaving {
		return false
	}
	d.leave()
	return true
}

// leave asks whether to throw the values away.
func (d *Form) leave() {
	d.leaving, d.left = true, d.Form.Focused()
	d.Form.Focus(nil)
}

// Paste implements desk.Dialog.
func (d *Form) Paste(at *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	if d.sending() == nil {
		d.touched, d.edited = true, true
		d.Form.Paste(msg)
		return d.changed(at)
	}
	return nil
}

// bound returns the field that fills in a member, or nil.
func (d *Form) bound(member string) form.Field {
	if d.Binds == nil {
		return nil
	}
	return d.Binds().of(member)
}

// memberNamed returns the member that a validation text speaks of: it stands in
// quotes behind "at" (SERVICE.md §1.4).
func memberNamed(message string) string {
	_, rest, found := strings.Cut(message, " at '")
	if !found {
		return ""
	}
	name, _, _ := strings.Cut(rest, "'")
	return name
}
