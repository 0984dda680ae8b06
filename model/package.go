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
	Users         string // allow-listed accounts, separated by commas; the owner alone sees them
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

// PackageNameObstacle says why a new package of a type, for a plugin also of an engine
// version, cannot have a name: the account has one of that name. Plugins may share one
// as long as each is for another engine (SERVICE.md §4.2).
func (s *Snapshot) PackageNameObstacle(name, packageType, engine string) string {
	for _, item := range s.Items(KindPackage) {
		p, _ := item.(Package)
		switch {
		case p.Name != name || !p.OwnedBy(s.Caller.Account):
		case p.Type != PluginType || packageType != PluginType:
			return "is the name of a package that exists (" + p.Key.ID + ")"
		case p.EngineVersion == engine:
			return "is the name of a plugin for " + engine + " that exists (" + p.Key.ID + ")"
		}
	}
	return ""
}

// NextVersion returns the version that an update of the package makes.
func (p Package) NextVersion() string {
	n, err := strconv.Atoi(strings.TrimPrefix(p.Version, "v"))
	if err != nil {
		return "v1"
	}
	return "v" + strconv.Itoa(n+1)
}

// PackageEndings returns the endings that the object of a package of some type
// should have; nil for types that take any.
func PackageEndings(packageType string) []string {
	switch packageType {
	case PluginType, "PACKAGE-CONFIG":
		return []string{".zip"}
	case "PACKAGE-LICENSE":
		return []string{".json", ".xml"}
	}
	return nil
}

// BucketEntry is an object in a bucket, or a folder if its key ends with a slash.
type BucketEntry struct {
	Key  string
	Size int64 // bytes
}

// Folder reports whether the entry is a folder.
func (e BucketEntry) Folder() bool { return strings.HasSuffix(e.Key, "/") }

// PackageSource is an object in Amazon S3.
type PackageSource struct {
	Bucket string `json:"S3BucketName,omitempty"`
	Key    string `json:"S3Key,omitempty"`
}

// PackageEncryption says how a plugin is encrypted at rest.
type PackageEncryption struct {
	KMSKey  string `json:"KmsKeyIdentifier,omitempty"`
	Enabled bool   `json:"EncryptionEnabled"`
}

// PackageVending says whether other accounts may be given the package.
type PackageVending struct {
	Enabled bool `json:"VendingEnabled"`
}

// CreatePackageRequest is the request of CreatePackage.
type CreatePackageRequest struct {
	Name          string                `json:"PackageName,omitempty"`
	Type          string                `json:"PackageType,omitempty"`
	Description   string                `json:"PackageDescription,omitempty"`
	Source        PackageSource         `json:"PackageSource"`
	Configuration *PackageConfiguration `json:"PackageConfiguration,omitempty"`
	EngineVersion string                `json:"EngineVersion,omitempty"`
	Vending       *PackageVending       `json:"PackageVendingOptions,omitempty"`
	Encryption    *PackageEncryption    `json:"PackageEncryptionOptions,omitempty"`
}

// UpdatePackageRequest is the request of UpdatePackage.
type UpdatePackageRequest struct {
	ID            string                `json:"PackageID,omitempty"`
	Source        PackageSource         `json:"PackageSource"`
	Description   string                `json:"PackageDescription,omitempty"`
	CommitMessage string                `json:"CommitMessage,omitempty"`
	Configuration *PackageConfiguration `json:"PackageConfiguration,omitempty"`
	Encryption    *PackageEncryption    `json:"PackageEncryptionOptions,omitempty"`
}

// UpdatePackageScopeRequest is the request of UpdatePackageScope.
type UpdatePackageScopeRequest struct {
	ID        string   `json:"PackageID,omitempty"`
	Operation string   `json:"Operation,omitempty"` // ADD, OVERRIDE or REMOVE
	Users     []string `json:"PackageUserList,omitzero"`
}

// DeletePackageRequest is the request of DeletePackage.
type DeletePackageRequest struct {
	ID string `json:"PackageID,omitempty"`
}
