package packages

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// selectedPackage is the package under the cursor.
func selectedPackage(at *desk.Desk) (model.Package, bool) {
	item, _ := at.Subject()
	p, ok := item.(model.Package)
	return p, ok
}

func needsPackage(at *desk.Desk) string {
	if _, ok := selectedPackage(at); !ok {
		return "no package is selected"
	}
	return ""
}

// needsOwnPackage is the obstacle of what only the owner of a package may do.
func needsOwnPackage(at *desk.Desk) string {
	p, ok := selectedPackage(at)
	if !ok {
		return "no package is selected"
	}
	return notOwn(at, p)
}

// needsOwnPackages is the same of what takes several.
func needsOwnPackages(at *desk.Desk) string {
	packages := page.Chosen[model.Package](at)
	if len(packages) == 0 {
		return "no package is selected"
	}
	for _, p := range packages {
		if why := notOwn(at, p); why != "" {
			return why
		}
	}
	return ""
}

func notOwn(at *desk.Desk, p model.Package) string {
	switch {
	case model.OwnedByAWS(p.Key.ID):
		return p.Name + " is one of AWS's own packages, which cannot be changed or deleted"
	case !p.OwnedBy(at.Snapshot.Caller.Account):
		return p.Name + " belongs to " + p.Owner + ", who alone can change it"
	}
	return ""
}
