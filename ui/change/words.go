package change

import (
	"fmt"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Of is what a domain's change is at, on one line; empty where nothing is told of it.
func Of(d model.Domain, now time.Time) string {
	if why, failed := d.Failure(); failed {
		return FailureText(why)
	}
	if !d.Busy() {
		return ""
	}
	by := ""
	if d.Change.ByService() {
		by = "begun by AWS"
	}
	return text.Join(upgradeText(d), stageText(d, now), Properties(d), by)
}

// FailureText is why a change does not go on and what to do about it.
func FailureText(why model.ValidationFailure) string {
	if why.Code == "" {
		return why.Cause + " " + why.Action
	}
	return why.Code + ": " + why.Cause + " " + why.Action
}

// stageText is "stage 3 of 8: Provisioning new nodes, 12s".
func stageText(d model.Domain, now time.Time) string {
	p := told(d)
	k := p.Current()
	if k == 0 {
		return ""
	}
	says := fmt.Sprintf("stage %d of %d: %s", k, p.Count(), p.Stages[k-1].Name)
	if began := p.Began(k - 1); !began.IsZero() {
		says += ", " + text.Span(now.Sub(began))
	}
	return says
}

// told is the progress of the change that a domain is in now.
func told(d model.Domain) *model.ChangeProgress {
	if d.Progress == nil || d.Progress.ID != d.Change.ID {
		return nil
	}
	return d.Progress
}

// upgradeText is "upgrade step 2 of 3: snapshot, 40 %".
func upgradeText(d model.Domain) string {
	if d.Upgrade == nil || d.Upgrade.Number() == 0 || d.Status != "UpgradingEngineVersion" {
		return ""
	}
	u := d.Upgrade
	says := fmt.Sprintf("upgrade step %d of %d: %s", u.Number(), len(model.UpgradeSteps), strings.ToLower(strings.ReplaceAll(u.Step, "_", " ")))
	if u.Percent >= 1 {
		says += fmt.Sprintf(", %.0f %%", u.Percent)
	}
	return says
}

// Properties is what is being changed of a domain: "ClusterConfig.InstanceCount 3 → 6".
func Properties(d model.Domain) string {
	if d.Modifying == nil {
		return ""
	}
	all := make([]string, len(*d.Modifying))
	for i, p := range *d.Modifying {
		all[i] = p.Name
		if p.From != "" || p.To != "" {
			all[i] += " " + p.From + " → " + p.To
		}
	}
	return strings.Join(all, ", ")
}

// OfAssociation is what the change of its domain does for an association: it installs or
// removes the plugin, or lets it wait. It is empty where there is none to speak of.
func OfAssociation(s *live.Snapshot, a model.Association, now time.Time) string {
	switch deployment, ok := s.Deployment(a); {
	case !ok:
		return ""
	case deployment.Own:
		return Of(deployment.Domain, now)
	default:
		return waitText(deployment.Domain, now)
	}
}

// waitText is "waits: blue/green of another change, stage 7 of 12, 23m10s".
func waitText(d model.Domain, now time.Time) string {
	what := "another change"
	switch p := told(d); {
	case d.Status == "UpgradingEngineVersion":
		what = "the upgrade of the domain"
	case d.Status == "UpdatingServiceSoftware":
		what = "an update of the service software"
	case d.Status != "Modifying":
		what = "the domain, which is " + string(d.Status)
	case p.BlueGreen():
		what = "blue/green of " + what
	}
	if d.Change.ByService() {
		what += " by AWS"
	}
	if why, failed := d.Failure(); failed {
		return "waits: " + what + ", which does not go on: " + FailureText(why)
	}
	parts := []string{what}
	if p := told(d); p.Current() > 0 {
		parts = append(parts, fmt.Sprintf("stage %d of %d", p.Current(), p.Count()))
	}
	if !d.Change.StartedAt.IsZero() {
		parts = append(parts, text.Span(now.Sub(d.Change.StartedAt)))
	}
	return "waits: " + strings.Join(parts, ", ")
}

// Standing is how a domain stands: in which stage its change is, or why it is in none.
func Standing(d model.Domain) page.Standing {
	standing := page.Standing{Phase: model.Concern(d)}
	if why, failed := d.Failure(); failed {
		standing.Note = why.Code
		return standing
	}
	if p := told(d); d.Busy() && p.Current() > 0 {
		standing.Note = fmt.Sprintf("%d/%d", p.Current(), p.Count())
	}
	return standing
}

// StandingOfAssociation is the same of an association.
func StandingOfAssociation(s *live.Snapshot, a model.Association) page.Standing {
	switch deployment, ok := s.Deployment(a); {
	case !ok:
		return page.Standing{Phase: a.Phase()}
	case deployment.Own:
		return Standing(deployment.Domain)
	default:
		return page.Standing{Phase: a.Phase(), Note: "waits"}
	}
}
