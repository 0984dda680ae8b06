package write

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
)

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
