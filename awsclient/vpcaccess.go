package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// VPCAccess returns whom a domain in a VPC lets in.
func (c *Client) VPCAccess(ctx context.Context, domain string) ([]model.Principal, error) {
	op := operation{&rule.ListVpcEndpointAccess, domain}
	name := func(p model.Principal) string { return p.Name }
	return everythingBy(ctx, op, name, func(ctx context.Context, token *string) ([]model.Principal, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListVpcEndpointAccessOutput, error) {
			return s.opensearch.ListVpcEndpointAccess(ctx, &opensearch.ListVpcEndpointAccessInput{DomainName: &domain, NextToken: token})
		})
		if err != nil {
			return nil, nil, err
		}
		all := make([]model.Principal, len(out.AuthorizedPrincipalList))
		for i, p := range out.AuthorizedPrincipalList {
			all[i] = model.Principal{Name: aws.ToString(p.Principal)}
			if p.ServiceOptions != nil {
				all[i].Regions = p.ServiceOptions.SupportedRegions
			}
		}
		return all, out.NextToken, nil
	})
}

// AuthorizeVPCAccess lets a principal reach a domain in a VPC.
func (c *Client) AuthorizeVPCAccess(ctx context.Context, r rule.VpcEndpointAccessRequest) error {
	input := &opensearch.AuthorizeVpcEndpointAccessInput{DomainName: &r.Domain, Account: optional(r.Account), Service: types.AWSServicePrincipal(r.Service)}
	if r.Options != nil {
		input.ServiceOptions = &types.ServiceOptions{SupportedRegions: r.Options.Regions}
	}
	_, err := call(ctx, c, operation{&rule.AuthorizeVpcEndpointAccess, r.Domain}, func(ctx context.Context, s *services) (*opensearch.AuthorizeVpcEndpointAccessOutput, error) {
		return s.opensearch.AuthorizeVpcEndpointAccess(ctx, input)
	})
	return err
}
