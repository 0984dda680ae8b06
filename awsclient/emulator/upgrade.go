package emulator

import (
	"fmt"

	"oscope/model"
)

// upgradeParts are the shares of an upgrade's time at which its steps end, in per cent;
// chosen.
var upgradeParts = []float64{10, 40, 100}

// upgradeName is what the service calls the upgrade that a domain is in.
func (d *Domain) upgradeName() string {
	for _, p := range d.ModifyingProperties {
		if p.Name == "EngineVersion" {
			return fmt.Sprintf("Upgrade from %s to %s", p.ActiveValue, p.PendingValue)
		}
	}
	return "Upgrade from " + d.EngineVersion
}

// upgradeStep returns the number of the step that an upgrade is in, and how much of it
// is done, in per cent.
func (s *state) upgradeStep(d *Domain) (step int, percent float64) {
	done := 100 * float64(s.now.Sub(d.ChangeProgressDetails.StartTime.Time)) / float64(s.takes(d))
	before := 0.0
	for i, end := range upgradeParts {
		if done < end || i == len(upgradeParts)-1 {
			return i, min(100, 100*(done-before)/(end-before))
		}
		before = end
	}
	return 0, 0
}

func (s *state) getUpgradeStatus(in struct {
	DomainName string `json:"DomainName"`
},
) (any, error) {
	d, err := s.domain(in.DomainName)
	if err != nil || !d.UpgradeProcessing {
		return struct{}{}, err
	}
	step, _ := s.upgradeStep(d)
	return struct {
		UpgradeStep string `json:"UpgradeStep"`
		StepStatus  string `json:"StepStatus"`
		UpgradeName string `json:"UpgradeName"`
	}{model.UpgradeSteps[step], "IN_PROGRESS", d.upgradeName()}, nil
}

// upgradeHistory is an entry of GetUpgradeHistory.
type upgradeHistory struct {
	UpgradeName    string         `json:"UpgradeName"`
	StartTimestamp Timestamp      `json:"StartTimestamp"`
	UpgradeStatus  string         `json:"UpgradeStatus"`
	StepsList      []upgradeSteps `json:"StepsList"`
}

type upgradeSteps struct {
	UpgradeStep       string   `json:"UpgradeStep"`
	UpgradeStepStatus string   `json:"UpgradeStepStatus"`
	Issues            []string `json:"Issues"`
	ProgressPercent   float64  `json:"ProgressPercent"`
}

// getUpgradeHistory knows of the upgrade that is under way, and of none before it.
func (s *state) getUpgradeHistory(in struct {
	DomainName string `json:"DomainName"`
	listing
},
) (any, error) {
	answer := struct {
		UpgradeHistories []upgradeHistory `json:"UpgradeHistories"`
	}{[]upgradeHistory{}}
	d, err := s.domain(in.DomainName)
	if err != nil || !d.UpgradeProcessing {
		return answer, err
	}
	entry := upgradeHistory{d.upgradeName(), d.ChangeProgressDetails.StartTime, "IN_PROGRESS", nil}
	step, percent := s.upgradeStep(d)
	for i, name := range model.UpgradeSteps[:step+1] {
		done := upgradeSteps{name, "SUCCEEDED", []string{}, 100}
		if i == step {
			done.UpgradeStepStatus, done.ProgressPercent = "IN_PROGRESS", percent
		}
		entry.StepsList = append(entry.StepsList, done)
	}
	answer.UpgradeHistories = append(answer.UpgradeHistories, entry)
	return answer, nil
}
