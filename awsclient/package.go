package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// listPackages brings the packages of the account, of AWS and of partners.
func (c *Client) listPackages() step {
	op := operation{Operation: &rule.DescribePackages}
	return pages(op, func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DescribePackagesOutput, error) {
			return s.opensearch.DescribePackages(ctx, &opensearch.DescribePackagesInput{NextToken: token, MaxResults: pageSize})
		})
		if err != nil {
			return nil, nil, err
		}
		items := make([]model.Item, len(out.PackageDetailsList))
		for i := range out.PackageDetailsList {
			items[i] = packageOf(&out.PackageDetailsList[i])
		}
		return items, out.NextToken, nil
	})
}

func packageOf(d *types.PackageDetails) model.Package {
	p := model.Package{
		Resource: model.Resource{
			Key:    model.PackageKey(aws.ToString(d.PackageID)),
			Name:   aws.ToString(d.PackageName),
			Status: model.Status(d.PackageStatus),
		},
		Type:          string(d.PackageType),
		Description:   aws.ToString(d.PackageDescription),
		Version:       aws.ToString(d.AvailablePackageVersion),
		EngineVersion: aws.ToString(d.EngineVersion),
		Owner:         aws.ToString(d.PackageOwner),
		CreatedAt:     aws.ToTime(d.CreatedAt),
		UpdatedAt:     aws.ToTime(d.LastUpdatedAt),
		Plugin:        pluginProperties(d.AvailablePluginProperties),
		Configuration: packageConfiguration(d.AvailablePackageConfiguration),
		Users:         listed(d.AllowListedUserList),
	}
	if e := d.ErrorDetails; e != nil {
		p.ErrorType, p.Reason = aws.ToString(e.ErrorType), aws.ToString(e.ErrorMessage)
	}
	if v := d.PackageVendingOptions; v != nil {
		p.Vending = model.SwitchOf(v.VendingEnabled)
	}
	if e := d.PackageEncryptionOptions; e != nil {
		p.Encryption, p.KMSKey = model.SwitchOf(e.EncryptionEnabled), aws.ToString(e.KmsKeyIdentifier)
	}
	return p
}

// listed makes no difference between an empty list and none, as the service does.
func listed(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	return names
}

func pluginProperties(p *types.PluginProperties) model.PluginProperties {
	if p == nil {
		return model.PluginProperties{}
	}
	return model.PluginProperties{
		Name: aws.ToString(p.Name), Description: aws.ToString(p.Description),
		Version: aws.ToString(p.Version), ClassName: aws.ToString(p.ClassName),
		UncompressedBytes: aws.ToInt64(p.UncompressedSizeInBytes),
	}
}

func packageConfiguration(c *types.PackageConfiguration) model.PackageConfiguration {
	if c == nil {
		return model.PackageConfiguration{}
	}
	return model.PackageConfiguration{
		LicenseRequirement: string(c.LicenseRequirement), LicenseFilepath: aws.ToString(c.LicenseFilepath),
		ConfigurationRequirement: string(c.ConfigurationRequirement), RequiresRestart: aws.ToBool(c.RequiresRestartForConfigurationUpdate),
	}
}

// listVersions brings a package's versions, on a package that knows nothing else of
// itself.
func (c *Client) listVersions(id string) step {
	op := operation{&rule.GetPackageVersionHistory, id}
	return func(ctx context.Context) (page, bool, error) {
		versions, err := everything(ctx, op, func(ctx context.Context, token *string) ([]model.PackageVersion, *string, error) {
			out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.GetPackageVersionHistoryOutput, error) {
				return s.opensearch.GetPackageVersionHistory(ctx, &opensearch.GetPackageVersionHistoryInput{PackageID: &id, NextToken: token, MaxResults: pageSize})
			})
			if err != nil {
				return nil, nil, err
			}
			versions := make([]model.PackageVersion, len(out.PackageVersionHistoryList))
			for i, v := range out.PackageVersionHistoryList {
				versions[i] = model.PackageVersion{
					Version: aws.ToString(v.PackageVersion), CommitMessage: aws.ToString(v.CommitMessage), CreatedAt: aws.ToTime(v.CreatedAt),
					Plugin: pluginProperties(v.PluginProperties), Configuration: packageConfiguration(v.PackageConfiguration),
				}
			}
			return versions, out.NextToken, nil
		})
		if err != nil {
			return page{}, false, err
		}
		detail := model.Package{Resource: model.Resource{Key: model.PackageKey(id)}, Versions: &versions}
		return page{items: []model.Item{detail}}, false, nil
	}
}

// CreatePackage creates a package, which is COPYING when it returns. The service
// knows no client token for it: it is not sent again after a failure that leaves
// its outcome open.
func (c *Client) CreatePackage(ctx context.Context, r rule.CreatePackageRequest) (model.Package, error) {
	input := &opensearch.CreatePackageInput{
		PackageName:          &r.Name,
		PackageType:          types.PackageType(r.Type),
		PackageDescription:   optional(r.Description),
		PackageSource:        sdkSource(r.Source),
		PackageConfiguration: sdkConfiguration(r.Configuration),
		EngineVersion:        optional(r.EngineVersion),
	}
	if r.Vending != nil {
		input.PackageVendingOptions = &types.PackageVendingOptions{VendingEnabled: &r.Vending.Enabled}
	}
	input.PackageEncryptionOptions = sdkEncryption(r.Encryption)
	out, err := call(ctx, c, operation{&rule.CreatePackage, r.Name}, func(ctx context.Context, s *services) (*opensearch.CreatePackageOutput, error) {
		return s.opensearch.CreatePackage(ctx, input)
	})
	if err != nil {
		return model.Package{}, err
	}
	return packageOf(out.PackageDetails), nil
}

// UpdatePackage imports a new version of a package, which is COPYING when it
// returns.
func (c *Client) UpdatePackage(ctx context.Context, r rule.UpdatePackageRequest) (model.Package, error) {
	input := &opensearch.UpdatePackageInput{
		PackageID:                &r.ID,
		PackageSource:            sdkSource(r.Source),
		PackageDescription:       optional(r.Description),
		CommitMessage:            optional(r.CommitMessage),
		PackageConfiguration:     sdkConfiguration(r.Configuration),
		PackageEncryptionOptions: sdkEncryption(r.Encryption),
	}
	out, err := call(ctx, c, operation{&rule.UpdatePackage, r.ID}, func(ctx context.Context, s *services) (*opensearch.UpdatePackageOutput, error) {
		return s.opensearch.UpdatePackage(ctx, input)
	})
	if err != nil {
		return model.Package{}, err
	}
	return packageOf(out.PackageDetails), nil
}

// UpdatePackageScope changes which accounts may use a package and returns all
// that may now.
func (c *Client) UpdatePackageScope(ctx context.Context, r rule.UpdatePackageScopeRequest) ([]string, error) {
	input := &opensearch.UpdatePackageScopeInput{PackageID: &r.ID, Operation: types.PackageScopeOperationEnum(r.Operation), PackageUserList: r.Users}
	out, err := call(ctx, c, operation{&rule.UpdatePackageScope, r.ID}, func(ctx context.Context, s *services) (*opensearch.UpdatePackageScopeOutput, error) {
		return s.opensearch.UpdatePackageScope(ctx, input)
	})
	if err != nil {
		return nil, err
	}
	return out.PackageUserList, nil
}

// DeletePackage deletes a package, which is DELETING when it returns.
func (c *Client) DeletePackage(ctx context.Context, r rule.DeletePackageRequest) (model.Package, error) {
	out, err := call(ctx, c, operation{&rule.DeletePackage, r.ID}, func(ctx context.Context, s *services) (*opensearch.DeletePackageOutput, error) {
		return s.opensearch.DeletePackage(ctx, &opensearch.DeletePackageInput{PackageID: &r.ID})
	})
	if err != nil {
		return model.Package{}, err
	}
	return packageOf(out.PackageDetails), nil
}

func sdkSource(s rule.PackageSource) *types.PackageSource {
	return &types.PackageSource{S3BucketName: optional(s.Bucket), S3Key: optional(s.Key)}
}

func sdkConfiguration(c *model.PackageConfiguration) *types.PackageConfiguration {
	if c == nil {
		return nil
	}
	return &types.PackageConfiguration{
		LicenseRequirement:                    types.RequirementLevel(c.LicenseRequirement),
		LicenseFilepath:                       optional(c.LicenseFilepath),
		ConfigurationRequirement:              types.RequirementLevel(c.ConfigurationRequirement),
		RequiresRestartForConfigurationUpdate: &c.RequiresRestart,
	}
}

func sdkEncryption(e *rule.PackageEncryption) *types.PackageEncryptionOptions {
	if e == nil {
		return nil
	}
	return &types.PackageEncryptionOptions{EncryptionEnabled: &e.Enabled, KmsKeyIdentifier: optional(e.KMSKey)}
}
