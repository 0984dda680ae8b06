package rule

import "oscope/model"

// PackageEndings returns the endings that the object of a package of some type
// should have; nil for types that take any.
func PackageEndings(packageType string) []string {
	switch packageType {
	case model.PluginType, "PACKAGE-CONFIG":
		return []string{".zip"}
	case "PACKAGE-LICENSE":
		return []string{".json", ".xml"}
	}
	return nil
}

// PackageSource is an object in Amazon S3.
type PackageSource struct {
	Bucket string `json:"S3BucketName,omitempty"`
	Key    string `json:"S3Key,omitempty"`
}

// Path is "bucket/key".
func (s PackageSource) Path() string { return s.Bucket + "/" + s.Key }

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
	Name          string                      `json:"PackageName,omitempty"`
	Type          string                      `json:"PackageType,omitempty"`
	Description   string                      `json:"PackageDescription,omitempty"`
	Source        PackageSource               `json:"PackageSource"`
	Configuration *model.PackageConfiguration `json:"PackageConfiguration,omitempty"`
	EngineVersion string                      `json:"EngineVersion,omitempty"`
	Vending       *PackageVending             `json:"PackageVendingOptions,omitempty"`
	Encryption    *PackageEncryption          `json:"PackageEncryptionOptions,omitempty"`
}

// Imports returns that a new package is made, and of which object.
func (r CreatePackageRequest) Imports() (of model.Key, object string) {
	return model.PackageKey(""), r.Source.Path()
}

// UpdatePackageRequest is the request of UpdatePackage.
type UpdatePackageRequest struct {
	ID            string                      `json:"PackageID,omitempty"`
	Source        PackageSource               `json:"PackageSource"`
	Description   string                      `json:"PackageDescription,omitempty"`
	CommitMessage string                      `json:"CommitMessage,omitempty"`
	Configuration *model.PackageConfiguration `json:"PackageConfiguration,omitempty"`
	Encryption    *PackageEncryption          `json:"PackageEncryptionOptions,omitempty"`
}

// Imports returns which package gets a new version, and of which object.
func (r UpdatePackageRequest) Imports() (of model.Key, object string) {
	return model.PackageKey(r.ID), r.Source.Path()
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
