package write

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
)

// mend makes the call that mends what a check has found, or opens the form that does.
func (d *Form) mend(at *desk.Desk) tea.Cmd {
	fix := d.fix()
	switch {
	case fix == nil:
		return at.Toast(desk.Info, "no check has found what one call mends")
	case at.ReadOnly():
		return at.Toast(desk.Warning, "nothing may be changed here: it is read-only")
	case fix.Opens:
		return at.Change(fix.Operation, formOf(fix))
	}
	d.mending = attempts([]Call{mending(fix)}, d.Client, d)[0]
	return d.mending.send(at)
}

// formOf is the resource whose form mends something.
func formOf(fix *check.Fix) model.Key {
	r, _ := fix.Request.(rule.UpdateApplicationRequest)
	return model.Key{Kind: model.KindApplication, ID: r.ApplicationID}
}

// mending is the call of a fix. No listing shows it: the check that is made again does.
func mending(fix *check.Fix) Call {
	return Call{
		Title: fix.Says,
		Sends: []*rule.Operation{fix.Operation},
		Do: func(ctx context.Context, client *awsclient.Client) (Outcome, error) {
			return Outcome{Says: Saying(desk.Good, "done: "+fix.Says)}, client.Mend(ctx, fix)
		},
		Shown: func(*live.Snapshot) (model.Key, bool) { return model.Key{}, false },
	}
}

// mended has the checks made again, whatever has become of a fix.
func (d *Form) mended(at *desk.Desk) tea.Cmd {
	at.Drop(d.mending)
	if fix := d.fix(); fix != nil {
		at.Knowledge.Forget(fix.Renews...)
	}
	if d.mending.state == done {
		d.mending = nil
	}
	return d.look(d.Ctx, at, d.Client)
}

// unmended says why a fix has not mended anything; empty if there was none.
func (d *Form) unmended() string {
	if d.mending == nil || d.mending.err == nil {
		return ""
	}
	says := d.mending.Title + ": " + d.mending.failure()
	if d.mending.state == unknown {
		return says + " It is not known whether it was done; the check is made again."
	}
	return says
}
