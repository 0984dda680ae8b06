package emulator

import (
	"path"
	"slices"

	"oscope/model"
	"oscope/model/rule"
)

// packageIn is what an operation on one package asks for.
type packageIn struct {
	PackageID string `json:"PackageID"`
}

type packageDetails struct {
	PackageDetails Package `json:"PackageDetails"`
}

// described is a package as the service answers it. Only its owner sees who else
// may use it.
func (s *state) described(p *Package) Package {
	d := *p
	d.PackageVersionHistoryList, d.PackageSource, d.CommitMessage, d.PackageConfiguration = nil, nil, "", nil
	if d.PackageOwner != s.account {
		d.AllowListedUserList = nil
	}
	return d
}

func (s *state) findPackage(id string) (*Package, error) {
	if p := s.packages.get(id); p != nil {
		return p, nil
	}
	return nil, refuse("ResourceNotFoundException", "Package not found: %s", id)
}

// ownPackage finds a package that this account may change. AWS's own are refused
// in the recorded words, which speak of what is done ("deleted"); those of other
// accounts with a code that the operation lists.
func (s *state) ownPackage(id, done, code string) (*Package, error) {
	p, err := s.findPackage(id)
	switch {
	case err != nil:
		return nil, err
	case model.OwnedByAWS(id):
		return nil, refuse("ValidationException", "Operation not allowed. This package cannot be %s.", done)
	case p.PackageOwner != s.account:
		return nil, refuse(code, "Package %s belongs to %s. Only its owner can change it.", id, p.PackageOwner)
	}
	return p, nil
}

func (s *state) createPackage(in Package) (any, error) {
	if err := in.checkNew(); err != nil {
		return nil, err
	}
	plugins := 0
	for p := range s.packages.all() {
		if p.PackageOwner != s.account {
			continue
		}
		if p.isPlugin() {
			plugins++
		}
		anotherEngine := p.isPlugin() && in.isPlugin() && p.EngineVersion != in.EngineVersion
		if p.PackageName == in.PackageName && !anotherEngine {
			return nil, refuse("ResourceAlreadyExistsException", "A package with the name %s already exists.", in.PackageName)
		}
	}
	if in.isPlugin() && plugins >= rule.MaxPlugins {
		return nil, refuse("LimitExceededException", "An account can have at most %d plugins in a Region.", rule.MaxPlugins)
	}
	in.PackageID = s.ids.issue(in.identifiers())
	in.PackageOwner = s.account
	in.AllowListedUserList = []string{}
	in.CreatedAt = at(s.now)
	in.become("COPYING", nil, s.now)
	p := s.packages.add(in.PackageID, in)
	s.planPackage(p)
	return packageDetails{s.described(p)}, nil
}

// checkNew holds a new package to what no service model states (SERVICE.md §4.2).
func (p *Package) checkNew() error {
	switch {
	case p.isPlugin() && p.EngineVersion == "":
		return refuse("ValidationException", "Operation not allowed. EngineVersion is a required parameter for this operation.")
	case !p.isPlugin() && p.EngineVersion != "":
		return refuse("ValidationException", "EngineVersion can only be specified for package type %s.", model.PluginType)
	case !p.isPlugin() && p.PackageEncryptionOptions != nil && p.PackageEncryptionOptions.KMSKeyIdentifier != "":
		// UpdatePackage does not list this code.
		return refuse("InvalidTypeException", "A KMS key is not supported for package type %s.", p.PackageType)
	}
	return p.checkRequest()
}

// checkRequest holds what creating and updating have in common to the same.
func (p *Package) checkRequest() error {
	source, encryption := p.PackageSource, p.PackageEncryptionOptions
	switch {
	case source.S3BucketName == "" || source.S3Key == "":
		return refuse("ValidationException", "PackageSource must have both S3BucketName and S3Key.")
	case encryption == nil || encryption.KMSKeyIdentifier == "":
		return nil
	case !encryption.EncryptionEnabled:
		return refuse("ValidationException", "KmsKeyIdentifier can only be specified when EncryptionEnabled is true.")
	case !p.isPlugin():
		return refuse("ValidationException", "KmsKeyIdentifier can only be specified for package type %s.", model.PluginType)
	}
	return nil
}

func (s *state) updatePackage(in Package) (any, error) {
	p, err := s.ownPackage(in.PackageID, "updated", "AccessDeniedException")
	if err != nil {
		return nil, err
	}
	in.PackageType = p.PackageType
	if err := in.checkRequest(); err != nil {
		return nil, err
	}
	switch p.PackageStatus {
	case "AVAILABLE", "COPY_FAILED", "VALIDATION_FAILED":
	default:
		// UpdatePackage does not list ConflictException.
		return nil, refuse("ValidationException", "Package %s is %s. It can be updated when it is AVAILABLE or has failed.", p.PackageID, p.PackageStatus)
	}
	if in.PackageDescription != "" {
		p.PackageDescription = in.PackageDescription
	}
	if in.PackageEncryptionOptions != nil {
		p.PackageEncryptionOptions = in.PackageEncryptionOptions
	}
	p.PackageSource, p.CommitMessage, p.PackageConfiguration = in.PackageSource, in.CommitMessage, in.PackageConfiguration
	p.become("COPYING", nil, s.now)
	s.planPackage(p)
	return packageDetails{s.described(p)}, nil
}

func (s *state) updatePackageScope(in struct {
	packageIn
	Operation       string   `json:"Operation"`
	PackageUserList []string `json:"PackageUserList"`
},
) (any, error) {
	// UpdatePackageScope does not list AccessDeniedException.
	p, err := s.ownPackage(in.PackageID, "updated", "ValidationException")
	if err != nil {
		return nil, err
	}
	if p.PackageVendingOptions == nil || !p.PackageVendingOptions.VendingEnabled {
		return nil, refuse("DisabledOperationException", "Vending is not enabled for package %s.", p.PackageID)
	}
	users := slices.Clone(p.AllowListedUserList)
	if in.Operation == "OVERRIDE" {
		users = users[:0]
	}
	users = slices.DeleteFunc(users, func(user string) bool { return slices.Contains(in.PackageUserList, user) })
	if in.Operation != "REMOVE" {
		for _, user := range in.PackageUserList {
			if !slices.Contains(users, user) {
				users = append(users, user)
			}
		}
	}
	p.AllowListedUserList = users
	in.PackageUserList = users
	return in, nil
}

func (s *state) deletePackage(in packageIn) (any, error) {
	p, err := s.ownPackage(in.PackageID, "deleted", "AccessDeniedException")
	if err != nil {
		return nil, err
	}
	if p.inFlight() {
		return nil, refuse("ConflictException", "Package %s is %s. It can be deleted when it is AVAILABLE or has failed.", p.PackageID, p.PackageStatus)
	}
	for a := range s.associations.all() {
		if a.PackageID == p.PackageID {
			return nil, refuse("ConflictException", "Package %s is associated with domain %s. Dissociate it first.", p.PackageID, a.DomainName)
		}
	}
	p.become("DELETING", nil, s.now)
	s.planPackage(p)
	return packageDetails{s.described(p)}, nil
}

// packageFilter is a filter of DescribePackages.
type packageFilter struct {
	Name  string   `json:"Name"`
	Value []string `json:"Value"`
}

// admits reports whether a package has one of the values. In each, * stands for
// any text and ? for any character (chosen; SERVICE.md §4.7). A filter without a name
// or without values admits all.
func (f packageFilter) admits(p *Package) bool {
	value, ok := map[string]string{
		"PackageID":     p.PackageID,
		"PackageName":   p.PackageName,
		"PackageStatus": string(p.PackageStatus),
		"PackageType":   p.PackageType,
		"EngineVersion": p.EngineVersion,
		"PackageOwner":  p.PackageOwner,
	}[f.Name]
	return !ok || len(f.Value) == 0 || slices.ContainsFunc(f.Value, func(pattern string) bool {
		matched, _ := path.Match(pattern, value)
		return matched
	})
}

// describePackages lists packages of everybody. The members of its pages are
// spelled NextToken and MaxResults, which encoding/json takes for listing's.
func (s *state) describePackages(in struct {
	listing
	Filters []packageFilter `json:"Filters"`
},
) (any, error) {
	rows, next, err := page(&s.packages, in.listing, "packages", packagePageSize, func(p *Package) bool {
		return !slices.ContainsFunc(in.Filters, func(f packageFilter) bool { return !f.admits(p) })
	})
	return struct {
		PackageDetailsList []Package `json:"PackageDetailsList"`
		NextToken          string    `json:"NextToken,omitempty"`
	}{shown(rows, s.described), next}, err
}

func (s *state) getPackageVersionHistory(in struct {
	packageIn
	listing
},
) (any, error) {
	p, err := s.findPackage(in.PackageID)
	if err != nil {
		return nil, err
	}
	var versions table[PackageVersion]
	for _, v := range p.PackageVersionHistoryList {
		v.PackageSource = nil // no operation tells it
		versions.add(v.PackageVersion, v)
	}
	rows, next, err := page(&versions, in.listing, "versions of "+p.PackageID, packagePageSize, func(*PackageVersion) bool { return true })
	return struct {
		PackageID string            `json:"PackageID"`
		History   []*PackageVersion `json:"PackageVersionHistoryList"`
		NextToken string            `json:"NextToken,omitempty"`
	}{p.PackageID, rows, next}, err
}
