package awsclient

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"
	"golang.org/x/sync/errgroup"

	"oscope/model"
	"oscope/model/rule"
)

// describeAtOnce bounds the DescribeDomains calls that run side by side.
const describeAtOnce = 4

// listDomains brings the names first and then, page by page, what each domain
// is. With only some names wanted it describes just those.
func (c *Client) listDomains(only []string) step {
	names, listed := only, only != nil
	return func(ctx context.Context) (page, bool, error) {
		if !listed {
			items, err := c.domainNames(ctx)
			if err != nil {
				return page{}, false, err
			}
			for _, item := range items {
				names = append(names, item.Common().Name)
			}
			listed = true
			return page{items: items}, len(names) > 0, nil
		}
		chunk := names[:min(describeAtOnce*model.MaxDomains, len(names))]
		names = names[len(chunk):]
		items, err := c.describeDomains(ctx, chunk)
		return page{items: items}, err == nil && len(names) > 0, err
	}
}

func (c *Client) domainNames(ctx context.Context) ([]model.Item, error) {
	out, err := call(ctx, c, operation{Operation: &rule.ListDomainNames}, func(ctx context.Context, s *services) (*opensearch.ListDomainNamesOutput, error) {
		return s.opensearch.ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
	})
	if err != nil {
		return nil, err
	}
	items := make([]model.Item, len(out.DomainNames))
	for i, d := range out.DomainNames {
		name := aws.ToString(d.DomainName)
		items[i] = model.Domain{
			Resource:      model.Resource{Key: model.Key{Kind: model.KindDomain, ID: name}, Name: name},
			EngineVersion: string(d.EngineType),
		}
	}
	return items, nil
}

// describeDomains describes some domains, a few calls side by side. The first
// failure ends the others.
func (c *Client) describeDomains(ctx context.Context, names []string) ([]model.Item, error) {
	chunks := slices.Collect(slices.Chunk(names, model.MaxDomains))
	found := make([][]model.Item, len(chunks))
	group, ctx := errgroup.WithContext(ctx)
	for i, chunk := range chunks {
		group.Go(func() (err error) {
			found[i], err = c.describeFew(ctx, chunk)
			return err
		})
	}
	err := group.Wait()
	return slices.Concat(found...), err
}

// describeFew describes at most model.MaxDomains domains. Names that do not
// exist are simply missing from the answer.
func (c *Client) describeFew(ctx context.Context, names []string) ([]model.Item, error) {
	op := operation{&rule.DescribeDomains, fmt.Sprint(names)}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DescribeDomainsOutput, error) {
		return s.opensearch.DescribeDomains(ctx, &opensearch.DescribeDomainsInput{DomainNames: names})
	})
	if err != nil {
		return nil, err
	}
	items := make([]model.Item, len(out.DomainStatusList))
	for i, d := range out.DomainStatusList {
		items[i] = domain(d)
	}
	return items, nil
}

func domain(d types.DomainStatus) model.Domain {
	name := aws.ToString(d.DomainName)
	m := model.Domain{
		Resource: model.Resource{
			Key:    model.Key{Kind: model.KindDomain, ID: name},
			Name:   name,
			ARN:    aws.ToString(d.ARN),
			Status: domainStatus(d),
		},
		EngineVersion: aws.ToString(d.EngineVersion),
		Endpoint:      aws.ToString(d.Endpoint),
		Created:       aws.ToBool(d.Created),
		Deleted:       aws.ToBool(d.Deleted),
		Processing:    aws.ToBool(d.Processing),
		Change:        change(d.ChangeProgressDetails),
		Modifying:     modifying(d.ModifyingProperties),
	}
	if vpc, ok := d.Endpoints["vpc"]; ok {
		m.Endpoint, m.VPC = vpc, true
	}
	m.VPC = m.VPC || d.VPCOptions != nil
	if o := d.NodeToNodeEncryptionOptions; o != nil {
		m.NodeToNodeEncryption = aws.ToBool(o.Enabled)
	}
	if o := d.EncryptionAtRestOptions; o != nil {
		m.EncryptionAtRest = aws.ToBool(o.Enabled)
	}
	if o := d.DomainEndpointOptions; o != nil {
		m.EnforceHTTPS, m.TLSPolicy = aws.ToBool(o.EnforceHTTPS), string(o.TLSSecurityPolicy)
	}
	if o := d.AdvancedSecurityOptions; o != nil {
		m.FineGrainedAccess = aws.ToBool(o.Enabled)
	}
	if o := d.ClusterConfig; o != nil {
		m.InstanceType, m.InstanceCount = string(o.InstanceType), int(aws.ToInt32(o.InstanceCount))
	}
	return m
}

// domainStatus is the processing status, or what the older flags amount to.
// Created does not mean ready (SERVICE.md §7.2).
func domainStatus(d types.DomainStatus) model.Status {
	switch {
	case d.DomainProcessingStatus != "":
		return model.Status(d.DomainProcessingStatus)
	case aws.ToBool(d.Deleted):
		return "Deleting"
	case aws.ToBool(d.UpgradeProcessing):
		return "UpgradingEngineVersion"
	case aws.ToBool(d.Processing) && d.Endpoint == nil && len(d.Endpoints) == 0:
		return "Creating"
	case aws.ToBool(d.Processing):
		return "Modifying"
	}
	return "Active"
}
