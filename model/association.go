package model

import (
	"strings"
	"time"
)

// Association is a package on a domain. Its Key is AssociationKey, its Name the
// package's, its Reason the service's error message.
type Association struct {
	Resource
	PackageID     string
	Domain        string
	Type          string   // of the package
	Version       string   // the one that the domain has or is getting
	ReferencePath string   // under which analyzers name a dictionary
	Prerequisites []string // package ids
	ErrorType     string
	KeyStore      Switch
	KeyStoreRole  string // the role that reads the key store, where that is on
	UpdatedAt     time.Time
}

// AssociationKey identifies the association of a package with a domain.
func AssociationKey(packageID, domain string) Key {
	return Key{KindAssociation, packageID + " " + domain}
}

// TakesPackages reports whether packages of a type can be put on a domain in some
// status, or taken off it. A plugin needs a deployment, which has to wait for any
// other change of the domain; the others need none (SERVICE.md §5.2), only the domain.
func TakesPackages(domain Status, packageType string) bool {
	switch MeaningOf(KindDomain, domain).Phase {
	case InFlight:
		return packageType != PluginType && domain != "Creating" && domain != "Deleting"
	case Failed:
		return false
	case Settled, Gone:
	}
	return true
}

// SuggestPrerequisites returns which of some packages one is likely to need first:
// a licence or a configuration needs the plugin that it is for, which it is
// usually named after.
func SuggestPrerequisites(p Package, others []Package) []string {
	if p.Type != "PACKAGE-LICENSE" && p.Type != "PACKAGE-CONFIG" {
		return nil
	}
	var best Package
	for _, o := range others {
		if o.Type == PluginType && strings.HasPrefix(p.Name, o.Name) && len(o.Name) > len(best.Name) {
			best = o
		}
	}
	if best.Name == "" {
		return nil
	}
	return []string{best.Key.ID}
}

var associationFacts = KindFacts{
	Kind:  KindAssociation,
	Title: func(item Item) string { a, _ := item.(Association); return a.Name + " → " + a.Domain },
	Type:  func(item Item) string { a, _ := item.(Association); return a.Type },
	Past: func(item Item) []Event {
		a, _ := item.(Association)
		return []Event{{a.UpdatedAt, "last changed"}}
	},
	Statuses: []Meaning{
		{"ASSOCIATING", InFlight, "being installed on the domain"},
		{"ASSOCIATION_FAILED", Failed, "could not be installed on the domain; the error says why"},
		{"ACTIVE", Settled, "installed on the domain"},
		{"DISSOCIATING", InFlight, "being removed from the domain"},
		{"DISSOCIATION_FAILED", Failed, "could not be removed, for example because an index still uses it"},
	},
}
