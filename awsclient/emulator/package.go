package emulator

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// Package has the members of PackageDetails and, in a world, its versions and
// those members of the request that is being carried out which no answer shows.
type Package struct {
	PackageID                     string                    `json:"PackageID"`
	PackageName                   string                    `json:"PackageName"`
	PackageType                   string                    `json:"PackageType"`
	PackageDescription            string                    `json:"PackageDescription,omitempty"`
	PackageStatus                 model.Status              `json:"PackageStatus"`
	CreatedAt                     Timestamp                 `json:"CreatedAt,omitzero"`
	LastUpdatedAt                 Timestamp                 `json:"LastUpdatedAt,omitzero"`
	AvailablePackageVersion       string                    `json:"AvailablePackageVersion,omitempty"`
	ErrorDetails                  *ErrorDetails             `json:"ErrorDetails,omitempty"`
	EngineVersion                 string                    `json:"EngineVersion,omitempty"`
	AvailablePluginProperties     *PluginProperties         `json:"AvailablePluginProperties,omitempty"`
	AvailablePackageConfiguration *PackageConfiguration     `json:"AvailablePackageConfiguration,omitempty"`
	AllowListedUserList           []string                  `json:"AllowListedUserList,omitzero"`
	PackageOwner                  string                    `json:"PackageOwner,omitempty"`
	PackageVendingOptions         *PackageVendingOptions    `json:"PackageVendingOptions,omitempty"`
	PackageEncryptionOptions      *PackageEncryptionOptions `json:"PackageEncryptionOptions,omitempty"`

	PackageVersionHistoryList []PackageVersion `json:"PackageVersionHistoryList,omitempty"` // oldest first

	PackageSource        *PackageSource        `json:"PackageSource,omitempty"`
	CommitMessage        string                `json:"CommitMessage,omitempty"`
	PackageConfiguration *PackageConfiguration `json:"PackageConfiguration,omitempty"`
}

// ErrorDetails says why a package or an association failed. The type is empty in
// everything that was recorded.
type ErrorDetails struct {
	ErrorType    string `json:"ErrorType"`
	ErrorMessage string `json:"ErrorMessage"`
}

func failure(format string, args ...any) *ErrorDetails {
	return &ErrorDetails{ErrorMessage: fmt.Sprintf(format, args...)}
}

// PluginProperties are what the service finds in a plugin's archive.
type PluginProperties struct {
	Name                    string `json:"Name"`
	Description             string `json:"Description"`
	Version                 string `json:"Version"`
	ClassName               string `json:"ClassName"`
	UncompressedSizeInBytes int    `json:"UncompressedSizeInBytes"`
}

// PackageConfiguration says whether a plugin needs a licence or a configuration.
type PackageConfiguration struct {
	LicenseRequirement                    string `json:"LicenseRequirement"`
	LicenseFilepath                       string `json:"LicenseFilepath,omitempty"`
	ConfigurationRequirement              string `json:"ConfigurationRequirement"`
	RequiresRestartForConfigurationUpdate bool   `json:"RequiresRestartForConfigurationUpdate,omitempty"`
}

// PackageVendingOptions says whether other accounts may be given the package.
type PackageVendingOptions struct {
	VendingEnabled bool `json:"VendingEnabled"`
}

// PackageEncryptionOptions says whether, and with which key, a package is
// encrypted.
type PackageEncryptionOptions struct {
	KMSKeyIdentifier  string `json:"KmsKeyIdentifier,omitempty"`
	EncryptionEnabled bool   `json:"EncryptionEnabled"`
}

// PackageVersion is an entry of a package's history and, in a world, where it
// came from.
type PackageVersion struct {
	PackageVersion       string                `json:"PackageVersion"`
	CommitMessage        string                `json:"CommitMessage,omitempty"`
	CreatedAt            Timestamp             `json:"CreatedAt,omitzero"`
	PluginProperties     *PluginProperties     `json:"PluginProperties,omitempty"`
	PackageConfiguration *PackageConfiguration `json:"PackageConfiguration,omitempty"`

	PackageSource *PackageSource `json:"PackageSource,omitempty"`
}

// PackageSource is the object in Amazon S3 that a version is made of.
type PackageSource struct {
	S3BucketName string `json:"S3BucketName,omitempty"`
	S3Key        string `json:"S3Key,omitempty"`
}

// awsOwner is who owns AWS's own plugins (chosen).
const awsOwner = "AWS"

func (p *Package) isPlugin() bool { return p.PackageType == model.PluginType }

// inFlight reports whether something is being done with the package.
func (p *Package) inFlight() bool {
	return model.MeaningOf(model.KindPackage, p.PackageStatus).Phase == model.InFlight
}

// identifiers is the form of a package's identifier (SERVICE.md §9.1).
func (p *Package) identifiers() func(seed ...string) string {
	if p.PackageType == "TXT-DICTIONARY" {
		return dictionaryID
	}
	return packageID
}

// complete fills in the members that a world leaves out.
func (p *Package) complete(r *references) error {
	defaultTo(&p.PackageType, "TXT-DICTIONARY")
	defaultTo(&p.PackageID, p.identifiers()(r.account, r.region, "package", p.PackageName, p.EngineVersion))
	defaultTo(&p.PackageStatus, "AVAILABLE")
	if model.OwnedByAWS(p.PackageID) {
		defaultTo(&p.PackageOwner, awsOwner)
	}
	defaultTo(&p.PackageOwner, r.account)
	if p.AllowListedUserList == nil {
		p.AllowListedUserList = []string{}
	}
	p.completeVersions()
	r.packages[p.PackageID] = p
	return cmp.Or(
		checkName("PackageName", &rule.CreatePackage, "PackageName", p.PackageName),
		checkName("PackageType", &rule.CreatePackage, "PackageType", p.PackageType),
		checkName("PackageID", &rule.DeletePackage, "PackageID", p.PackageID),
		checkStatus("PackageStatus", model.KindPackage, p.PackageStatus),
		p.checkEngineVersion(),
		p.checkVersions(),
		r.define("PackageID", "package", p.PackageID, ""),
		r.define("PackageName", "package of "+p.PackageOwner, strings.TrimSpace(p.PackageName+" "+p.EngineVersion), ""),
	)
}

// completeVersions lets the history and what is available follow from each
// other. What is AVAILABLE has one version at least.
func (p *Package) completeVersions() {
	if last := len(p.PackageVersionHistoryList) - 1; last >= 0 {
		defaultTo(&p.AvailablePackageVersion, p.PackageVersionHistoryList[last].PackageVersion)
	}
	if p.PackageStatus == "AVAILABLE" {
		defaultTo(&p.AvailablePackageVersion, "v1")
	}
	if p.AvailablePackageVersion == "" {
		return
	}
	versions := slices.Clone(p.PackageVersionHistoryList)
	if len(versions) == 0 {
		versions = []PackageVersion{{PackageVersion: p.AvailablePackageVersion}}
	}
	p.PackageVersionHistoryList = versions
	if v := p.version(p.AvailablePackageVersion); v != nil {
		v.PluginProperties = cmp.Or(v.PluginProperties, p.AvailablePluginProperties, p.pluginProperties(0))
		v.PackageConfiguration = cmp.Or(v.PackageConfiguration, p.AvailablePackageConfiguration)
		p.AvailablePluginProperties = cmp.Or(p.AvailablePluginProperties, v.PluginProperties)
		p.AvailablePackageConfiguration = cmp.Or(p.AvailablePackageConfiguration, v.PackageConfiguration)
	}
}

// version finds an entry of the history, or nil.
func (p *Package) version(version string) *PackageVersion {
	i := slices.IndexFunc(p.PackageVersionHistoryList, func(v PackageVersion) bool { return v.PackageVersion == version })
	if i < 0 {
		return nil
	}
	return &p.PackageVersionHistoryList[i]
}

func (p *Package) checkEngineVersion() error {
	if !p.isPlugin() && p.EngineVersion != "" {
		return fmt.Errorf("EngineVersion: only a %s has one", model.PluginType)
	}
	if !p.isPlugin() {
		return nil
	}
	return checkName("EngineVersion", &rule.CreatePackage, "EngineVersion", p.EngineVersion)
}

var versionPattern = rule.Pattern{Source: `v[1-9][0-9]{0,5}`}

func (p *Package) checkVersions() error {
	last := 0
	for i, v := range p.PackageVersionHistoryList {
		if !versionPattern.Match(v.PackageVersion) {
			return fmt.Errorf(`PackageVersionHistoryList[%d].PackageVersion: %q is not like "v1"`, i, v.PackageVersion)
		}
		if n := v.number(); n <= last {
			return fmt.Errorf("PackageVersionHistoryList[%d].PackageVersion: %q is not newer than the entry before", i, v.PackageVersion)
		}
		last = v.number()
	}
	if p.AvailablePackageVersion != "" && p.version(p.AvailablePackageVersion) == nil {
		return fmt.Errorf("AvailablePackageVersion: %q is not in PackageVersionHistoryList", p.AvailablePackageVersion)
	}
	return nil
}

func (v PackageVersion) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(v.PackageVersion, "v"))
	return n
}

// nextVersion is the version that the package gets when it is available next.
func (p *Package) nextVersion() string {
	n := 0
	if last := len(p.PackageVersionHistoryList) - 1; last >= 0 {
		n = p.PackageVersionHistoryList[last].number()
	}
	return "v" + strconv.Itoa(n+1)
}

// pluginProperties are made up for a plugin, from its name, its engine version
// and the bytes of its archive; for other packages there are none.
func (p *Package) pluginProperties(size int) *PluginProperties {
	if !p.isPlugin() {
		return nil
	}
	_, version, _ := strings.Cut(p.EngineVersion, "_")
	return &PluginProperties{
		Name:                    p.PackageName,
		Description:             p.PackageDescription,
		Version:                 version + ".0.0",
		ClassName:               "org.example." + strings.ReplaceAll(p.PackageName, "-", "") + ".Plugin",
		UncompressedSizeInBytes: 3 * size,
	}
}
