package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/theme"
)

// formDialog is the open form of one write. It brings the fields up to date with
// the snapshot, asks before it throws values away, sends, and after a failure
// still has everything that was typed. What it is about is declared by the
// functions above the line.
type formDialog struct {
	heading string
	verb    string // what the last step does: "Attach"
	doing   string // the same while it is done several times: "Associating"
	form    *form.Form
	// refresh brings what the fields offer up to date; nil when nothing can change.
	refresh func(*App)
	// load starts reading what the fields lack, after they have changed; nil when
	// they lack nothing. What it starts ends with the scope.
	load func(scope) tea.Cmd
	// says describes what will be done, a paragraph each.
	says func() []string
	// commands are the calls of the AWS CLI that would do the same.
	commands func() []string
	// violations are what the rules of the service say about the whole request.
	violations func() []rule.Violation
	// field is the one that fills in a member of the request, or nil. An empty member
	// stands for a refusal that names none.
	field func(member string) form.Field
	// writes are the calls that the form describes, usually one. They hold values:
	// what is typed afterwards changes nothing about them.
	writes func(*App) []write
	// keep takes out of the fields what was done of several writes, so that the form
	// describes the rest; nil for a form of one.
	keep func(done []write)

	// ----
	scope
	close    context.CancelFunc
	attempts []*attempt // as last sent
	// complaint is what our own rules say about the whole request.
	complaint string
	leaving   bool       // asked whether to throw the values away
	left      form.Field // where that was asked; nil at the review
	touched   bool
	// graceUntil: see dialogGrace. It is set for a form that opens at its review.
	graceUntil time.Time
}

// loadedMsg brings what a form or a pager lacked. Take runs in Update.
type loadedMsg struct{ take func(*App) tea.Cmd }

// openForm opens a dialog at a field, or at the first one that wants a value.
func (a *App) openForm(d *formDialog, at ...form.Field) tea.Cmd {
	d.client = a.client
	d.ctx, d.close = context.WithCancel(a.ctx)
	cmd := d.changed(a)
	if len(at) > 0 {
		d.form.Focus(at[0])
	} else {
		d.form.FocusFirstOpen()
	}
	if d.form.Reviewing() {
		d.graceUntil = a.now.Add(dialogGrace)
	}
	return tea.Batch(a.open(d), cmd)
}

// closed implements closer.
func (d *formDialog) closed() { d.close() }

func (d *formDialog) fill() tea.Cmd {
	if d.load == nil {
		return nil
	}
	return d.load(d.scope)
}

func (d *formDialog) bringUpToDate(a *App) {
	if d.refresh != nil {
		d.refresh(a)
	}
}

func (d *formDialog) title() string { return d.heading }

func (d *formDialog) size(width, height int) (int, int) { return min(width, 120), min(height, 32) }

func (d *formDialog) body(a *App, width, height int) []string {
	return d.form.Lines(a.theme, width, height)
}

// review is the last step: what went wrong, what will be done, in sentences and
// as commands, and the button that does it.
func (d *formDialog) review(th *theme.Theme, width int) (lines []string, button string) {
	say := func(style theme.Style, s string) {
		lines = append(lines, paragraph(style, s, 3, width)...)
	}
	problems := d.form.Problems()
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
	if len(lines) > 0 {
		lines = append(lines, layout.Blank(width, 1)...)
	}
	if len(problems) > 0 {
		for _, problem := range problems {
			say(th.Warn, problem)
		}
		return lines, d.button(th, width, "")
	}
	for _, says := range d.says() {
		say(th.Text, says)
	}
	lines = append(lines, layout.Blank(width, 1)...)
	for _, command := range d.commands() {
		say(th.Dim, command)
		lines = append(lines, layout.Blank(width, 1)...)
	}
	return lines, d.button(th, width, d.verb)
}

// button is the last line of the review: what enter does, if anything.
func (d *formDialog) button(th *theme.Theme, width int, verb string) string {
	line := layout.NewLine(width).Skip(3)
	switch {
	case d.leaving:
		line.Add(th.Warn, "Throw these values away? esc again leaves, any other key stays.")
	case d.sending() != nil:
		line.Add(th.InFlight, th.Glyphs.InFlight+" Sending…")
	case verb != "":
		line.Add(th.Selected, " "+verb+" ").Skip(1).Add(th.Dim, "press enter")
	}
	return line.String()
}

// mayHaveArrived reports whether the outcome of the last attempt is not known, and
// sending it again does no harm: what is in the way of another attempt may then be
// the first one's work.
func (d *formDialog) mayHaveArrived() bool {
	return slices.ContainsFunc(d.attempts, func(t *attempt) bool { return t.repeatable && t.state == unknown })
}

// sending returns the attempt that is under way, or nil.
func (d *formDialog) sending() *attempt {
	for _, t := range d.attempts {
		if t.stop != nil {
			return t
		}
	}
	return nil
}

func (d *formDialog) hints(*App) []hint {
	back, closes := hint{key: keyName("shift+tab"), name: "back"}, hint{key: "esc", name: "close"}
	switch {
	case d.leaving:
		return []hint{{key: "esc", name: "leave"}, {key: "any other key", name: "stay"}}
	case d.sending() != nil:
		return []hint{{key: "esc", name: "stop waiting"}}
	case d.form.Reviewing() && len(d.form.Problems()) > 0:
		return []hint{{key: "enter", name: "go to the problem"}, back, closes}
	case d.form.Reviewing():
		hints := []hint{{key: "enter", name: strings.ToLower(d.verb)}, {key: "y", name: "copy the command"}}
		if d.form.Fields() > 0 {
			hints = append(hints, back)
		}
		return append(hints, closes)
	}
	return []hint{{key: "enter", name: "choose"}, {key: "↑↓", name: "move"}, {key: "tab", name: "next"}, back, closes}
}

func (d *formDialog) key(a *App, msg tea.KeyPressMsg) tea.Cmd {
	if t := d.sending(); t != nil {
		if msg.String() == "esc" {
			t.stop()
		}
		return nil
	}
	if msg.String() == "enter" && a.now.Before(d.graceUntil) {
		return nil // it was on its way before the form was there
	}
	if d.leaving && msg.String() != "esc" {
		d.leaving = false
		d.form.Focus(d.left)
		return nil
	}
	if problems := d.form.Problems(); d.form.Reviewing() && len(problems) > 0 && strings.EqualFold(msg.String(), "y") {
		return a.toast(bad, "there is nothing to copy yet: "+problems[0])
	}
	if d.form.Reviewing() && msg.String() == "y" {
		return a.copyLines("the command", strings.Join(d.commands(), "\n"))
	}
	if d.form.Reviewing() && msg.String() == "Y" {
		return a.copyLines("the text", strings.Join(d.says(), "\n"))
	}
	outcome := d.form.Key(msg)
	d.touched = d.touched || d.form.Changed()
	switch outcome {
	case form.Submit:
		return d.send(a)
	case form.Cancel:
		if d.touched && !d.leaving {
			d.leave()
			return nil
		}
		a.closeDialog(d)
	case form.Stay:
		return d.changed(a)
	}
	return nil
}

// changed follows up a change of the fields: one may decide what others offer, and
// what is loaded for them.
func (d *formDialog) changed(a *App) tea.Cmd {
	d.bringUpToDate(a)
	cmd := d.fill()
	d.bringUpToDate(a)
	return cmd
}

// leave asks whether to throw the values away.
func (d *formDialog) leave() {
	d.leaving, d.left = true, d.form.Focused()
	d.form.Focus(nil)
}

func (d *formDialog) paste(a *App, msg tea.PasteMsg) tea.Cmd {
	if d.sending() == nil {
		d.touched = true
		d.form.Paste(msg)
		return d.changed(a)
	}
	return nil
}

// send makes the request, after a last check by the rules of the service.
func (d *formDialog) send(a *App) tea.Cmd {
	if violations := d.violations(); len(violations) > 0 {
		v := violations[0]
		if field := d.field(v.Path); field != nil {
			d.form.Refuse(field, v.Advice)
		} else {
			d.complaint = v.Path + " " + v.Advice
		}
		return nil
	}
	d.complaint = ""
	for _, t := range d.attempts {
		if t.state == unknown && !t.again() {
			return a.toast(info, "wait: it is being looked up whether it was done")
		}
	}
	d.attempts = attempts(d.writes(a), d.client, d)
	if len(d.attempts) > 1 {
		return a.startBatch(d.doing, d)
	}
	return a.send(d.attempts[0])
}

// ended implements sender. A message of the service that names a member is shown at
// the field that fills it in.
func (d *formDialog) ended(a *App, t *attempt) tea.Cmd {
	if t.state == done {
		a.closeDialog(d)
		return nil
	}
	if t.state == refused && t.err.Kind == model.FailureValidation {
		if field := d.field(memberNamed(t.err.Message)); field != nil {
			d.form.Refuse(field, t.err.Message)
		}
	}
	return nil
}

// takeBack has the form describe what is left of several writes.
func (d *formDialog) takeBack(a *App, all []*attempt) {
	var finished []write
	d.attempts = nil
	for _, t := range all {
		if t.state == done {
			finished = append(finished, t.write)
			continue
		}
		t.owner = d
		d.attempts = append(d.attempts, t)
	}
	if d.keep != nil {
		d.keep(finished)
	}
	d.bringUpToDate(a)
}

// memberNamed returns the member that a validation text speaks of: it stands in
// quotes behind "at" (api.md §2).
func memberNamed(message string) string {
	_, rest, found := strings.Cut(message, " at '")
	if !found {
		return ""
	}
	name, _, _ := strings.Cut(rest, "'")
	return name
}
