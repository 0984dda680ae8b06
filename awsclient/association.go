package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// listPackagesForDomain brings the associations of a domain.
func (c *Client) listPackagesForDomain(domain string) step {
	op := operation{&rule.ListPackagesForDomain, domain}
	return pages(op, func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListPackagesForDomainOutput, error) {
			return s.opensearch.ListPackagesForDomain(ctx, &opensearch.ListPackagesForDomainInput{DomainName: &domain, NextToken: token, MaxResults: pageSize})
		})
		if err != nil {
			return nil, nil, err
		}
		return associationItems(out.DomainPackageDetailsList), out.NextToken, nil
	})
}

// listDomainsForPackage brings the associations of a package.
func (c *Client) listDomainsForPackage(id string) step {
	return pages(packageDomainsOperation(id), func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		associations, next, err := c.packageDomains(ctx, id, token)
		items := make([]model.Item, len(associations))
		for i, a := range associations {
			items[i] = a
		}
		return items, next, err
	})
}

// PackageDomains returns the associations of a package.
func (c *Client) PackageDomains(ctx context.Context, id string) ([]model.Association, error) {
	return everythingBy(ctx, packageDomainsOperation(id), func(a model.Association) model.Key { return a.Key }, func(ctx context.Context, token *string) ([]model.Association, *string, error) {
		return c.packageDomains(ctx, id, token)
	})
}

func packageDomainsOperation(id string) operation {
	return operation{&rule.ListDomainsForPackage, id}
}

func (c *Client) packageDomains(ctx context.Context, id string, token *string) ([]model.Association, *string, error) {
	out, err := call(ctx, c, packageDomainsOperation(id), func(ctx context.Context, s *services) (*opensearch.ListDomainsForPackageOutput, error) {
		return s.opensearch.ListDomainsForPackage(ctx, &opensearch.ListDomainsForPackageInput{PackageID: &id, NextToken: token, MaxResults: pageSize})
	})
	if err != nil {
		return nil, nil, err
	}
	return associations(out.DomainPackageDetailsList), out.NextToken, nil
}

func associationItems(list []types.DomainPackageDetails) []model.Item {
	items := make([]model.Item, len(list))
	for i, a := range associations(list) {
		items[i] = a
	}
	return items
}

func associations(list []types.DomainPackageDetails) []model.Association {
	all := make([]model.Association, len(list))
	for i := range list {
		all[i] = association(&list[i])
	}
	return all
}

func association(d *types.DomainPackageDetails) model.Association {
	a := model.Association{
		Resource: model.Resource{
			Key:    model.AssociationKey(aws.ToString(d.PackageID), aws.ToString(d.DomainName)),
			Name:   aws.ToString(d.PackageName),
			Status: model.Status(d.DomainPackageStatus),
		},
		PackageID:     aws.ToString(d.PackageID),
		Domain:        aws.ToString(d.DomainName),
		Type:          string(d.PackageType),
		Version:       aws.ToString(d.PackageVersion),
		ReferencePath: aws.ToString(d.ReferencePath),
		Prerequisites: listed(d.PrerequisitePackageIDList),
		UpdatedAt:     aws.ToTime(d.LastUpdated),
	}
	if e := d.ErrorDetails; e != nil {
		a.ErrorType, a.Reason = aws.ToString(e.ErrorType), aws.ToString(e.ErrorMessage)
	}
	if c := d.AssociationConfiguration; c != nil && c.KeyStoreAccessOption != nil {
		a.KeyStore = model.SwitchOf(c.KeyStoreAccessOption.KeyStoreAccessEnabled)
		a.KeyStoreRole = aws.ToString(c.KeyStoreAccessOption.KeyAccessRoleArn)
	}
	return a
}

// AssociatePackages associates packages with a domain: one by AssociatePackage,
// several by AssociatePackages, which does all or nothing. They are ASSOCIATING
// when it returns. It is not sent again after a failure that leaves its outcome
// open: what is there already would be refused.
func (c *Client) AssociatePackages(ctx context.Context, r rule.AssociatePackagesRequest) ([]model.Association, error) {
	if len(r.Packages) == 1 {
		return c.associatePackage(ctx, r.Packages[0], r.Domain)
	}
	input := &opensearch.AssociatePackagesInput{DomainName: &r.Domain}
	for _, p := range r.Packages {
		input.PackageList = append(input.PackageList, types.PackageDetailsForAssociation{
			PackageID: &p.PackageID, PrerequisitePackageIDList: p.Prerequisites, AssociationConfiguration: sdkAssociation(p.Configuration),
		})
	}
	out, err := call(ctx, c, operation{&rule.AssociatePackages, r.Domain}, func(ctx context.Context, s *services) (*opensearch.AssociatePackagesOutput, error) {
		return s.opensearch.AssociatePackages(ctx, input)
	})
	if err != nil {
		return nil, err
	}
	return associations(out.DomainPackageDetailsList), nil
}

func (c *Client) associatePackage(ctx context.Context, p rule.PackageAssociation, domain string) ([]model.Association, error) {
	input := &opensearch.AssociatePackageInput{
		PackageID: &p.PackageID, DomainName: &domain,
		PrerequisitePackageIDList: p.Prerequisites, AssociationConfiguration: sdkAssociation(p.Configuration),
	}
	op := operation{&rule.AssociatePackage, p.PackageID + " and " + domain}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.AssociatePackageOutput, error) {
		return s.opensearch.AssociatePackage(ctx, input)
	})
	if err != nil {
		return nil, err
	}
	return []model.Association{association(out.DomainPackageDetails)}, nil
}

// DissociatePackages takes packages off a domain, in the same two ways. They are
// DISSOCIATING when it returns.
func (c *Client) DissociatePackages(ctx context.Context, r rule.DissociatePackagesRequest) ([]model.Association, error) {
	if len(r.Packages) == 1 {
		id := r.Packages[0]
		op := operation{&rule.DissociatePackage, id + " and " + r.Domain}
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DissociatePackageOutput, error) {
			return s.opensearch.DissociatePackage(ctx, &opensearch.DissociatePackageInput{PackageID: &id, DomainName: &r.Domain})
		})
		if err != nil {
			return nil, err
		}
		return []model.Association{association(out.DomainPackageDetails)}, nil
	}
	op := operation{&rule.DissociatePackages, r.Domain}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DissociatePackagesOutput, error) {
		return s.opensearch.DissociatePackages(ctx, &opensearch.DissociatePackagesInput{PackageList: r.Packages, DomainName: &r.Domain})
	})
	if err != nil {
		return nil, err
	}
	return associations(out.DomainPackageDetailsList), nil
}

func sdkAssociation(c *rule.AssociationConfiguration) *types.PackageAssociationConfiguration {
	if c == nil || c.KeyStore == nil {
		return nil
	}
	return &types.PackageAssociationConfiguration{KeyStoreAccessOption: &types.KeyStoreAccessOption{
		KeyStoreAccessEnabled: &c.KeyStore.Enabled, KeyAccessRoleArn: optional(c.KeyStore.RoleARN),
	}}
}
