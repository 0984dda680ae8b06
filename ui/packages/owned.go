package packages

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// selectedPackage is the package under the cursor.
func selectedPackage(a *desk.Desk) (model.Package, bool) {
	item, _ := a.Subject()
	p, ok := item.(model.Package)
	return p, ok
}

func needsPackage(a *desk.Desk) string {
	if _, ok := selectedPackage(a); !ok {
		return "no package is selected"
	}
	return ""
}

// needsOwnPackage is the obstacle of what only the owner of a package may do.
func needsOwnPackage(a *desk.Desk) string {
	p, ok := selectedPackage(a)
	if !ok {
		return "no package is selected"
	}
	return notOwn(a, p)
}

// needsOwnPackages is the same of what takes several.
func needsOwnPackages(a *desk.Desk) string {
	packages := page.Chosen[model.Package](a)
	if len(packages) == 0 {
		return "no package is selected"
	}
	for _, p := range packages {
		if why := notOwn(a, p); why != "" {
			return why
		}
	}
	return ""
}

func notOwn(a *desk.Desk, p model.Package) string {
	switch {
	case model.OwnedByAWS(p.Key.ID):
		return p.Name + " is one of AWS's own packages, which cannot be changed or deleted"
	case !p.OwnedBy(a.Snapshot.Caller.Account):
		return p.Name + " belongs to " + p.Owner + ", who alone can change it"
	}
	return ""
}
