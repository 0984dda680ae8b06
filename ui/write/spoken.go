package write

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model/check"
	"oscope/ui/desk"
	"oscope/ui/form"
)

// Forms and confirmations can be gone through without a screen, by answers instead of
// keys. What is here does what keys do there, in the same fields.

// Answer answers a field, as [form.Form.Answer] does, and follows it up.
func (d *Form) Answer(at *desk.Desk, field form.Field, line string) (problem string, next bool, cmd tea.Cmd) {
	problem, next = d.Form.Answer(field, line)
	d.touched, d.edited = d.touched || d.Form.Changed(), d.edited || line != ""
	return problem, next, tea.Batch(d.changed(at), d.inspect(at))
}

// Touched reports whether the form holds what would be lost.
func (d *Form) Touched() bool { return d.touched }

// Judge shows the review, and draws it as wide as is said.
func (d *Form) Judge(at *desk.Desk, width int) (lines []string, cmd tea.Cmd) {
	d.Form.Focus(nil)
	cmd = d.changed(at)
	lines, _ = d.Review(at.Theme, width)
	return lines, cmd
}

// Confirm sends what the review says; knowing sends it although a check says that it will
// fail.
func (d *Form) Confirm(at *desk.Desk, knowing bool) tea.Cmd {
	d.agreed = knowing
	d.Form.Focus(nil)
	return d.send(at)
}

// Sending reports whether something is under way.
func (d *Form) Sending() bool { return d.sending() != nil }

// Mends says what one call would mend of what the checks have found; empty if none would.
func (d *Form) Mends() string {
	if fix := d.fix(); fix != nil && !d.forbids {
		return fix.Says
	}
	return ""
}

// Mend makes that call.
func (d *Form) Mend(at *desk.Desk) tea.Cmd { return d.mend(at) }

// Confirm does what is confirmed, if the name is what is typed; knowing as for a form.
func (c *Confirmation) Confirm(at *desk.Desk, typed string, knowing bool) tea.Cmd {
	c.input.SetValue(typed)
	c.agreed = knowing
	return c.send(at)
}

// Looking reports whether a check is still being made, and Failing whether one says that
// it will fail.
func (i *inspection) Looking() bool { return i.any(check.Waiting) }

// Failing is described at Looking.
func (i *inspection) Failing() bool { return i.failing() }

func (i *inspection) any(v check.Verdict) bool {
	for _, r := range i.results {
		if r.Verdict == v {
			return true
		}
	}
	return false
}
