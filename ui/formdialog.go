package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// formDialog is the open form of one write. It brings the fields up to date with
// the snapshot, asks before it throws values away, sends, and after a failure
// still has everything that was typed. What it is about is declared by the
// functions above the line.
type formDialog struct {
	heading string
	verb    string // what the last step does: "Attach"
	form    *form.Form
	// refresh brings what the fields offer up to date; nil when nothing can change.
	refresh func(*App)
	// load starts reading what the fields lack, after they have changed; nil when
	// they lack nothing.
	load func(*App) tea.Cmd
	// says describes what will be done, a paragraph each.
	says func() []string
	// commands are the calls of the AWS CLI that would do the same.
	commands func() []string
	// violations are what the rules of the service say about the whole request.
	violations func() []model.Violation
	// field is the one that fills in a member of the request, or nil.
	field func(member string) form.Field
	// idempotent writes may be repeated when it is not known whether they arrived.
	idempotent bool
	// writes makes the call of the moment. What it returns runs on another
	// goroutine: it must hold values, not the dialog.
	writes func() func(context.Context, *awsclient.Client) written
	// runs, where it is set, takes the place of writes: the dialog closes and a
	// batch of calls takes over.
	runs func(*App) tea.Cmd

	// ----
	sending context.CancelFunc // nil unless an attempt is under way
	err     *model.CallError   // of the last attempt
	leaving bool               // asked whether to throw the values away
	left    form.Field         // where that was asked; nil at the review
	touched bool
	// graceUntil: see dialogGrace. It is set for a form that opens at its review.
	graceUntil time.Time
}

// written is the outcome of a write, made by a command and taken in by Update.
type written struct {
	err   error
	feeds []model.Feed // what the write has touched, or may have
	// done takes in a success. It runs in Update.
	done func(*App) tea.Cmd
	stay bool // the dialog is still needed, although nothing failed
	// shows is what a batch puts the cursor on, if it is still open.
	shows model.Key
}

// writer is a dialog that has sent something.
type writer interface {
	dialog
	// finished is told how it went; err is nil on a success.
	finished(err *model.CallError)
}

// writtenMsg brings the outcome of a write to its dialog, or to the screen if
// that has been closed.
type writtenMsg struct {
	dialog writer
	written
}

// takeWritten takes in the outcome of a write.
func (a *App) takeWritten(msg writtenMsg) tea.Cmd {
	for _, feed := range msg.feeds {
		a.snapshot.Written(feed, a.now) // after a failure too: it may have arrived
	}
	if msg.err != nil {
		err := callError(msg.err)
		a.journal.logError(err, a.now)
		msg.dialog.finished(err)
		return a.plan()
	}
	msg.dialog.finished(nil)
	if !msg.stay {
		a.closeDialog(msg.dialog)
	}
	return tea.Batch(msg.done(a), a.plan())
}

// loadedMsg brings what a form or a pager lacked. Take runs in Update.
type loadedMsg struct{ take func(*App) tea.Cmd }

// openForm opens a dialog at a field, or at the first one that wants a value.
func (a *App) openForm(d *formDialog, at ...form.Field) tea.Cmd {
	d.bringUpToDate(a)
	if len(at) > 0 {
		d.form.Focus(at[0])
	} else {
		d.form.FocusFirstOpen()
	}
	if d.form.Reviewing() {
		d.graceUntil = a.now.Add(dialogGrace)
	}
	return tea.Batch(a.open(d), d.fill(a))
}

func (d *formDialog) fill(a *App) tea.Cmd {
	if d.load == nil {
		return nil
	}
	return d.load(a)
}

func (d *formDialog) bringUpToDate(a *App) {
	if d.refresh != nil {
		d.refresh(a)
	}
}

func (d *formDialog) title() string { return d.heading }

func (d *formDialog) size(width, height int) (int, int) { return min(width, 120), min(height, 32) }

func (d *formDialog) body(a *App, width, height int) []string {
	d.bringUpToDate(a)
	return d.form.Lines(a.theme, width, height)
}

// review is the last step: what went wrong, what will be done, in sentences and
// as commands, and the button that does it.
func (d *formDialog) review(th *theme.Theme, width int) (lines []string, button string) {
	say := func(style theme.Style, s string) {
		for _, part := range text.Wrap(s, width-6) {
			lines = append(lines, layout.NewLine(width).Skip(3).Add(style, part).String())
		}
	}
	if d.err != nil {
		say(th.Error, th.Glyphs.Failed+" "+d.err.Error())
		say(th.Text, d.err.Kind.Explain())
		if d.err.Kind.Uncertain() {
			say(th.Text, d.uncertainty())
		}
		lines = append(lines, layout.Blank(width, 1)...)
	}
	if problems := d.form.Problems(); len(problems) > 0 {
		for _, problem := range problems {
			say(th.Warn, problem)
		}
		return lines, d.button(th, width, "")
	}
	for _, paragraph := range d.says() {
		say(th.Text, paragraph)
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
	case d.sending != nil:
		line.Add(th.InFlight, th.Glyphs.InFlight+" Sending…")
	case verb != "":
		line.Add(th.Selected, " "+verb+" ").Skip(1).Add(th.Dim, "press enter")
	}
	return line.String()
}

// mayHaveArrived reports whether the last attempt failed in a way that leaves open
// whether it has been carried out. What is in the way of another attempt may then
// be the first one's work, and an idempotent write may be sent again all the same.
func (d *formDialog) mayHaveArrived() bool {
	return d.idempotent && d.err != nil && d.err.Kind.Uncertain()
}

// uncertainty says what to make of a failure that leaves the outcome open.
func (d *formDialog) uncertainty() string {
	if d.idempotent {
		return "Whether it arrived is not known. Sending it again is safe: it is the same request."
	}
	return "Whether it arrived is not known. Look at the list first: sending it again may do it twice."
}

func (d *formDialog) hints(*App) []hint {
	back, closes := hint{key: keyName("shift+tab"), name: "back"}, hint{key: "esc", name: "close"}
	switch {
	case d.leaving:
		return []hint{{key: "esc", name: "leave"}, {key: "any other key", name: "stay"}}
	case d.sending != nil:
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
	if d.sending != nil {
		if msg.String() == "esc" {
			d.sending()
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
		d.bringUpToDate(a)
		return d.fill(a)
	}
	return nil
}

// leave asks whether to throw the values away.
func (d *formDialog) leave() {
	d.leaving, d.left = true, d.form.Focused()
	d.form.Focus(nil)
}

func (d *formDialog) paste(a *App, msg tea.PasteMsg) tea.Cmd {
	if d.sending == nil {
		d.touched = true
		d.form.Paste(msg)
		d.bringUpToDate(a)
		return d.fill(a)
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
			d.err = &model.CallError{Kind: model.FailureValidation, Operation: d.verb, Message: v.Path + " " + v.Advice}
		}
		return nil
	}
	if d.runs != nil {
		a.closeDialog(d)
		return d.runs(a)
	}
	var ctx context.Context
	ctx, d.sending = context.WithCancel(a.ctx)
	d.err = nil
	client, write := a.client, d.writes()
	return func() tea.Msg { return writtenMsg{d, write(ctx, client)} }
}

// finished implements writer. A message of the service that names a member is
// shown at the field that fills it in.
func (d *formDialog) finished(err *model.CallError) {
	d.sending()
	d.sending, d.err = nil, err
	if err == nil || err.Kind != model.FailureValidation {
		return
	}
	if field := d.field(memberNamed(err.Message)); field != nil {
		d.form.Refuse(field, err.Message)
	}
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
