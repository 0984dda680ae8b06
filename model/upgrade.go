package model

import "slices"

// Upgrade is how far the upgrade of a domain's engine is.
type Upgrade struct {
	Name    string
	Step    string
	Status  string
	Percent float64 // of the step; 0 while the service does not say
	Issues  string  // that the step has found
}

// UpgradeSteps are the steps of an upgrade in their order.
var UpgradeSteps = []string{"PRE_UPGRADE_CHECK", "SNAPSHOT", "UPGRADE"}

// Number returns which of the UpgradeSteps the upgrade is in, from 1; 0 for another.
func (u Upgrade) Number() int { return 1 + slices.Index(UpgradeSteps, u.Step) }
