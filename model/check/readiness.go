package check

import (
	"slices"

	"oscope/model"
)

// Readiness is whether a domain is ready for one engine version.
type Readiness struct {
	Target string
	Ready  []ReadyPackage
	// Lost are plugins that have no package for the target: they fail the check before the
	// upgrade until there is one, or they are dissociated (documentation of upgrades).
	Lost []model.Association
}

// ReadyPackage is a plugin of the domain with the package that takes its place.
type ReadyPackage struct {
	Association model.Association
	By          model.Package
}

// ReadinessOf judges the packages of a domain for each version that it can be upgraded
// to. The upgrade finds the plugin of a target by its name; what is no plugin stays.
func ReadinessOf(targets []string, onDomain []model.Association, packages []model.Package) []Readiness {
	all := make([]Readiness, 0, len(targets))
	for _, target := range targets {
		r := Readiness{Target: target}
		for _, a := range onDomain {
			if a.Type != model.PluginType {
				continue
			}
			i := slices.IndexFunc(packages, func(p model.Package) bool {
				return p.Name == a.Name && p.EngineVersion == target && p.Status == "AVAILABLE"
			})
			if i < 0 {
				r.Lost = append(r.Lost, a)
			} else {
				r.Ready = append(r.Ready, ReadyPackage{a, packages[i]})
			}
		}
		all = append(all, r)
	}
	return all
}
