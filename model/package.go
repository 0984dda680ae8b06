package model

import (
	"strconv"
	"strings"
	"time"
)

// Package is a custom package, or a plugin of AWS's or of a partner's. Its Key.ID
// is the package id; its Reason is the service's error message.
type Package struct {
	Resource
	Type          string
	Description   string
	Version       string // the available one, "v2"; empty until there is one
	EngineVersion string // of plugins only
	Owner         string // an account; empty when the service did not say
	ErrorType     string
	CreatedAt     time.Time
	UpdatedAt     time.Time
	Plugin        PluginProperties
	Configuration PackageConfiguration
	Users         []string // allow-listed accounts; the owner alone sees them
	Vending       Switch
	Encryption    Switch
	KMSKey        string
	// Versions are what GetPackageVersionHistory returns; nil until it has been
	// asked.
	Versions *[]PackageVersion
}

// PluginProperties is what the service has found inside a plugin.
type PluginProperties struct {
	Name, Description, Version, ClassName string
	UncompressedBytes                     int64
}

// PackageConfiguration says what a plugin needs beside itself.
type PackageConfiguration struct {
	LicenseRequirement       string `json:"LicenseRequirement,omitempty"`
	LicenseFilepath          string `json:"LicenseFilepath,omitempty"`
	ConfigurationRequirement string `json:"ConfigurationRequirement,omitempty"`
	RequiresRestart          bool   `json:"RequiresRestartForConfigurationUpdate"`
}

// PackageVersion is one entry of a package's history.
type PackageVersion struct {
	Version       string
	CommitMessage string
	CreatedAt     time.Time
	Plugin        PluginProperties
	Configuration PackageConfiguration
}

// PackageKey identifies a package.
func PackageKey(id string) Key { return Key{KindPackage, id} }

// OwnedBy reports whether a package is the account's own, so that it may change
// and delete it. Of an owner that is not known the id decides.
func (p Package) OwnedBy(account string) bool {
	return !OwnedByAWS(p.Key.ID) && (p.Owner == "" || account == "" || p.Owner == account)
}

// NextVersion returns the version that an update of the package makes.
func (p Package) NextVersion() string {
	n, err := strconv.Atoi(strings.TrimPrefix(p.Version, "v"))
	if err != nil {
		return "v1"
	}
	return "v" + strconv.Itoa(n+1)
}

// Newest returns the newest version, if the versions are known.
func (p Package) Newest() (newest PackageVersion, ok bool) {
	if p.Versions == nil {
		return newest, false
	}
	for _, v := range *p.Versions {
		if !ok || v.CreatedAt.After(newest.CreatedAt) {
			newest, ok = v, true
		}
	}
	return newest, ok
}

// Made is when the newest version was made; while the versions are not known the last
// time at which anything was changed.
func (p Package) Made() time.Time {
	if newest, ok := p.Newest(); ok {
		return newest.CreatedAt
	}
	return p.UpdatedAt
}

// PackageTypes are the types of packages; PluginType alone has an engine version.
var PackageTypes = []string{DictionaryType, PluginType, "PACKAGE-LICENSE", "PACKAGE-CONFIG"}

// The types that are treated in a way of their own.
const (
	PluginType     = "ZIP-PLUGIN"
	DictionaryType = "TXT-DICTIONARY"
)

// OwnedByAWS reports whether a package id is one of AWS's own plugins, which can
// be associated and never changed.
func OwnedByAWS(packageID string) bool { return strings.HasPrefix(packageID, "G") }

var packageFacts = KindFacts{
	Kind:  KindPackage,
	Merge: mergePackages,
	Type:  func(item Item) string { p, _ := item.(Package); return p.Type },
	Past:  packagePast,
	Statuses: []Meaning{
		{"COPYING", InFlight, "being imported from Amazon S3"},
		{"COPY_FAILED", Failed, "the object in Amazon S3 could not be read"},
		{"VALIDATING", InFlight, "being checked; plugins are scanned for vulnerabilities"},
		{"VALIDATION_FAILED", Failed, "the check refused it; the error says why"},
		{"AVAILABLE", Settled, "can be associated with domains"},
		{"DELETING", InFlight, "being deleted"},
		{"DELETED", Gone, "deleted"},
		{"DELETE_FAILED", Failed, "deleting it failed; delete it again"},
	},
}

// mergePackages keeps the versions, which listings leave out.
func mergePackages(older, newer Item) Item {
	o, known := older.(Package)
	n, ok := newer.(Package)
	if !known || !ok || o.Versions == nil || n.Versions != nil {
		return newer
	}
	n.Versions = o.Versions
	return n
}

// packagePast is when a package was made and which versions it has had, as far as they
// have been asked for, and what has changed after them: it may have failed then.
func packagePast(item Item) []Event {
	p, _ := item.(Package)
	if p.Versions == nil {
		return createdAndUpdated(p.CreatedAt, p.UpdatedAt)
	}
	past := []Event{{p.CreatedAt, "created"}}
	last := p.CreatedAt
	for _, v := range *p.Versions {
		says := "version " + v.Version
		if v.CommitMessage != "" {
			says += ": " + v.CommitMessage
		}
		past = append(past, Event{v.CreatedAt, says})
		if v.CreatedAt.After(last) {
			last = v.CreatedAt
		}
	}
	if p.UpdatedAt.After(last) {
		past = append(past, Event{p.UpdatedAt, "last changed"})
	}
	return past
}
