package change

import (
	"fmt"
	"strings"
	"time"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Facts appends what a domain's change is about and how far it is, stage by stage, and
// reports whether there is anything to say of it.
func Facts(d *page.Detail, at *desk.Desk, m model.Domain) bool {
	_, failed := m.Failure()
	p := told(m)
	if !m.Busy() && !failed && (p == nil || len(p.Stages) == 0) {
		return false
	}
	title := "Change"
	if !m.Busy() && !failed {
		title = "Last change"
	}
	d.Heading(title)
	Failure(d, at, m)
	d.Add("Changes", Properties(m))
	d.When("Begun", m.Change.StartedAt, at.Now)
	if m.Change.ByService() {
		d.Add("By", "AWS")
	}
	d.Add("Message", m.Change.Message)
	d.Add("Upgrade", upgradeText(m))
	if m.Upgrade != nil && m.Status == "UpgradingEngineVersion" {
		d.Styled("Issue", m.Upgrade.Issues, at.Theme.Warn)
	}
	Stages(d, at, m)
	return true
}

// Failure appends why the change of a domain does not go on, if so, and what to do.
func Failure(d *page.Detail, at *desk.Desk, m model.Domain) {
	why, failed := m.Failure()
	if !failed {
		return
	}
	d.Styled("Failed", why.Code, at.Theme.Failed)
	d.Styled("Cause", why.Cause, at.Theme.Failed)
	d.Add("To do", why.Action)
}

// Stages appends the stages of a domain's change, each with how long it took and a bar
// over the time of the whole.
func Stages(d *page.Detail, at *desk.Desk, m model.Domain) {
	p := told(m)
	if p == nil || len(p.Stages) == 0 {
		return
	}
	k, n := p.Current(), p.Count()
	title := fmt.Sprintf("Stages · %d", n)
	if k > 0 {
		title = fmt.Sprintf("Stages · %d of %d", k, n)
	}
	d.Heading(title)
	now := at.Now
	if m.Change.Status.Over() && !m.Change.UpdatedAt.IsZero() {
		now = m.Change.UpdatedAt // whatever was read last: nothing goes on
	}
	whole := whole(p, now)
	for i, s := range p.Stages {
		d.Stretch(stretch(at.Theme, p, s, i, now, whole))
	}
	if k == 0 || p.Stages[k-1].State() == model.StageFailed {
		return
	}
	d.Add("Now", p.Stages[k-1].Explain())
	if left := n - len(p.Stages); left > 0 {
		d.Add("To come", text.Count(left, "stage"))
	}
}

// whole is how long the change has lasted, or did.
func whole(p *model.ChangeProgress, now time.Time) time.Duration {
	if p.Current() > 0 && p.Stages[p.Current()-1].State() == model.StageRunning {
		return now.Sub(p.StartedAt)
	}
	last := p.StartedAt
	for i := range p.Stages {
		if ended := p.Ended(i); ended.After(last) {
			last = ended
		}
	}
	return last.Sub(p.StartedAt)
}

func stretch(th *theme.Theme, p *model.ChangeProgress, s model.Stage, i int, now time.Time, whole time.Duration) page.Stretch {
	began, ended := p.Began(i), p.Ended(i)
	drawn := page.Stretch{Name: s.Name}
	switch s.State() {
	case model.StageToCome:
		drawn.Glyph, drawn.Style = th.Glyphs.Unknown, th.Faint
		return drawn
	case model.StageDone:
		drawn.Glyph, drawn.Style = th.Glyphs.Settled, th.OK
	case model.StageFailed:
		drawn.Glyph, drawn.Style = th.Glyphs.Failed, th.Failed
	case model.StageRunning:
		drawn.Glyph, drawn.Style = th.Glyphs.InFlight, th.InFlight
		ended = now
		if !strings.EqualFold(s.Status, "IN_PROGRESS") {
			drawn.Name += " (" + s.Status + ")" // a word that nobody has heard of yet
		}
	}
	if began.IsZero() || ended.IsZero() {
		drawn.Took = "?"
		return drawn
	}
	drawn.Took = text.Span(ended.Sub(began))
	if whole > 0 {
		drawn.From, drawn.To = float64(began.Sub(p.StartedAt))/float64(whole), float64(ended.Sub(p.StartedAt))/float64(whole)
	}
	return drawn
}

// OfPlugin appends to the detail of an association what the change of its domain does
// for it.
func OfPlugin(d *page.Detail, at *desk.Desk, a model.Association) {
	deployment, ok := at.Snapshot.Deployment(a)
	switch {
	case !ok:
		if why, known := model.FindValidationFailure(a.ErrorType); known && a.Phase() == model.Failed {
			d.Styled("Cause", why.Cause, at.Theme.Failed)
			d.Add("To do", why.Action)
		}
	case deployment.Own:
		d.Add("Change", "the domain's change "+map[bool]string{true: "removes", false: "installs"}[a.Status == "DISSOCIATING"]+" it")
		Failure(d, at, deployment.Domain)
		Stages(d, at, deployment.Domain)
	default:
		d.Styled("Change", waitText(deployment.Domain, at.Now), at.Theme.Warn)
	}
}

// Health appends how a domain's cluster is, once that has been asked.
func Health(d *page.Detail, at *desk.Desk, m model.Domain) {
	h := m.Health
	if h == nil {
		return
	}
	style := map[string]theme.Style{"Red": at.Theme.Failed, "Yellow": at.Theme.Warn, "Green": at.Theme.OK}[h.Cluster]
	d.Heading("Health")
	d.Styled("Cluster", h.Cluster, style)
	if h.Ill() {
		d.Styled("", "a primary shard is missing; no change gets through its validation", at.Theme.Failed)
	}
	d.Add("Unassigned", h.UnassignedShards+" of "+h.Shards+" shards")
	d.Add("Nodes seen", h.DataNodes)
	if h.Master != "Available" {
		d.Styled("Master", h.Master, at.Theme.Warn)
	}
	if m.Busy() && m.Progress.Stuck(at.Now) {
		d.Styled("Stuck", "in one stage for more than "+text.Span(model.StuckAfter), at.Theme.Warn)
	}
}
