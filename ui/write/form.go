package write

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/theme"
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
	d.where, d.flags, d.style, d.forbids = at.Where(), profileFlag(at), whereStyle(at), at.ReadOnly()
	if d.Renew != nil {
		d.Renew(at)
	}
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

// Review is the last step: what went wrong, what will be done, in sentences and
// as commands, and the button that does it.
func (d *Form) Review(th *theme.Theme, width int) (lines []string, button string) {
	say := func(style theme.Style, s string) {
		lines = append(lines, layout.Paragraph(style, s, 3, width)...)
	}
	say(d.style, d.where)
	problems := d.Form.Problems()
	for _, t := range d.attempts {
		if says := t.failure(); says != "" {
			say(th.Error, th.Glyphs.Failed+" "+says)
		}
		if len(problems) == 0 { // otherwise they say what to do
			for _, says := range t.advice(model.AtForm) {
				say(th.Text, says)
			}
		}
	}
	if d.complaint != "" {
		say(th.Error, th.Glyphs.Failed+" "+d.complaint)
	}
	if len(lines) > 1 {
		lines = append(lines, layout.Blank(width, 1)...)
	}
	if len(problems) > 0 {
		for _, problem := range problems {
			say(th.Warn, problem)
		}
		return lines, d.button(th, width, "")
	}
	for _, says := range d.Says() {
		say(th.Text, says)
	}
	if found := d.lines(th, 3, width, !d.forbids, len(d.attempts) > 0); len(found) > 0 {
		lines = append(append(lines, layout.Blank(width, 1)...), found...)
	}
	if says := d.unmended(); says != "" {
		say(th.Error, th.Glyphs.Failed+" "+says)
	}
	lines = append(lines, layout.Blank(width, 1)...)
	for _, command := range d.commands() {
		say(th.Dim, command)
		lines = append(lines, layout.Blank(width, 1)...)
	}
	return lines, d.button(th, width, d.Verb)
}

// button is the last line of the review: what enter does, if anything.
func (d *Form) button(th *theme.Theme, width int, verb string) string {
	line := layout.NewLine(width).Skip(3)
	switch {
	case d.leaving:
		line.Add(th.Warn, "Throw these values away? esc again leaves, any other key stays.")
	case d.sending() != nil:
		line.Add(th.InFlight, th.Glyphs.InFlight+" Sending…")
	case verb != "" && d.agreed && d.failing():
		line.Add(th.Error, " "+verb+" ").Skip(1).Add(th.Error, "a check says that this will fail; enter once more does it all the same")
	case verb != "":
		line.Add(th.Selected, " "+verb+" ").Skip(1).Add(th.Dim, "press enter")
	}
	return line.String()
}

// MayHaveArrived reports whether the outcome of the last attempt is not known, and
// sending it again does no harm: what is in the way of another attempt may then be
// the first one's work.
func (d *Form) MayHaveArrived() bool {
	return slices.ContainsFunc(d.attempts, func(t *attempt) bool { return t.repeatable() && t.state == unknown })
}

// MayBeDone reports whether the call about one of several things was sent, and is not
// known to have failed.
func (d *Form) MayBeDone(of string) bool {
	return slices.ContainsFunc(d.attempts, func(t *attempt) bool { return t.state == unknown && t.Of == of })
}

// sending returns the attempt that is under way, or nil.
func (d *Form) sending() *attempt {
	for _, t := range d.attempts {
		if t.stop != nil {
			return t
		}
	}
	if d.mending != nil && d.mending.stop != nil {
		return d.mending
	}
	return nil
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
	outcome := d.Form.Key(msg)
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

// refusals are why the service has refused what was sent last.
func (d *Form) refusals() []*model.CallError {
	var all []*model.CallError
	for _, t := range d.attempts {
		if t.state == refused {
			all = append(all, t.err)
		}
	}
	return all
}

// commands are those of the form, each for the profile that the form is about.
func (d *Form) commands() []string {
	var all []string
	for _, command := range d.Commands() {
		all = append(all, command+d.flags)
	}
	return all
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

// send makes the request, after a last check by the rules of the service.
func (d *Form) send(at *desk.Desk) tea.Cmd {
	if violations := d.Violations(); len(violations) > 0 {
		v := violations[0]
		if field := d.bound(v.Path); field != nil {
			d.Form.Refuse(field, v.Advice)
		} else {
			d.complaint = v.Path + " " + v.Advice
		}
		return nil
	}
	d.complaint = ""
	if d.waits() {
		return at.Toast(desk.Info, "wait: it is being looked up whether it was done")
	}
	if d.failing() && !d.agreed {
		d.agreed, d.graceUntil = true, at.Now.Add(desk.Grace)
		return nil
	}
	d.attempts, d.edited, d.agreed = attempts(d.Writes(at), d.Client, d), false, false
	if len(d.attempts) > 1 {
		return startBatch(at, d.Doing, d)
	}
	return d.attempts[0].send(at)
}

// ended implements sender. A message of the service that names a member is shown at
// the field that fills it in.
func (d *Form) ended(at *desk.Desk, t *attempt) tea.Cmd {
	if t == d.mending {
		return d.mended(at)
	}
	if t.state == done && d.edited {
		// Whoever goes on typing is not interrupted, least of all by the page behind.
		d.attempts = nil
		d.complaint = "What was sent before has been done (" + t.Title + "). What has been changed since has not been sent."
		return nil
	}
	if t.state == done {
		at.Close(d)
		return nil
	}
	if t.state == refused && t.err.Kind == model.FailureValidation {
		if field := d.bound(memberNamed(t.err.Message)); field != nil {
			d.Form.Refuse(field, t.err.Message)
		}
	}
	return nil
}

// takeBack has the form describe what is left of several writes.
func (d *Form) takeBack(at *desk.Desk, all []*attempt) {
	var finished []Call
	d.attempts = nil
	for _, t := range all {
		if t.state == done {
			finished = append(finished, t.Call)
			continue
		}
		t.owner = d
		d.attempts = append(d.attempts, t)
	}
	if d.Keep != nil {
		d.Keep(finished)
	}
	d.Refresh(at)
}

// waits reports whether it must be known first what has become of the last attempt.
func (d *Form) waits() bool {
	return slices.ContainsFunc(d.attempts, func(t *attempt) bool { return t.state == unknown && !t.again() })
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
