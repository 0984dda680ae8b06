package awsclient

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless/document"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless/types"

	"oscope/model"
	"oscope/model/rule"
)

// NetworkPolicies returns the network policies that are about the collection with a
// name: one call, and one for each of them.
func (c *Client) NetworkPolicies(ctx context.Context, collection string) ([]model.CollectionPolicy, error) {
	op := operation{&rule.ListSecurityPolicies, collection}
	names, err := everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearchserverless.ListSecurityPoliciesOutput, error) {
			return s.serverless.ListSecurityPolicies(ctx, &opensearchserverless.ListSecurityPoliciesInput{
				Type: types.SecurityPolicyTypeNetwork, Resource: []string{"collection/" + collection}, NextToken: token, MaxResults: aws.Int32(pageSize),
			})
		})
		if err != nil {
			return nil, nil, err
		}
		names := make([]string, len(out.SecurityPolicySummaries))
		for i, p := range out.SecurityPolicySummaries {
			names[i] = aws.ToString(p.Name)
		}
		return names, out.NextToken, nil
	})
	return each(names, err, func(name string) (model.CollectionPolicy, error) { return c.networkPolicy(ctx, name) })
}

// each gets what a list has named.
func each[T any](names []string, err error, get func(string) (T, error)) ([]T, error) {
	all := make([]T, 0, len(names))
	for _, name := range names {
		one, failed := get(name)
		if failed != nil {
			return nil, failed
		}
		all = append(all, one)
	}
	return all, err
}

func (c *Client) networkPolicy(ctx context.Context, name string) (model.CollectionPolicy, error) {
	out, err := call(ctx, c, operation{&rule.GetSecurityPolicy, name}, func(ctx context.Context, s *services) (*opensearchserverless.GetSecurityPolicyOutput, error) {
		return s.serverless.GetSecurityPolicy(ctx, &opensearchserverless.GetSecurityPolicyInput{Type: types.SecurityPolicyTypeNetwork, Name: &name})
	})
	if err != nil {
		return model.CollectionPolicy{}, err
	}
	d := out.SecurityPolicyDetail
	return model.CollectionPolicy{
		Name: name, Version: aws.ToString(d.PolicyVersion), Description: aws.ToString(d.Description), Text: policyText(d.Policy),
	}, nil
}

// policyText is a policy as JSON. Older answers hold it as a text of its own.
func policyText(d document.Interface) string {
	if d == nil {
		return ""
	}
	var value any
	if d.UnmarshalSmithyDocument(&value) != nil {
		return ""
	}
	if text, ok := value.(string); ok {
		return text
	}
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}

// AccessPolicies returns the data access policies that are about the collection with a
// name, or about its indexes: one call, and one for each of them.
func (c *Client) AccessPolicies(ctx context.Context, collection string) ([]model.CollectionPolicy, error) {
	op := operation{&rule.ListAccessPolicies, collection}
	names, err := everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearchserverless.ListAccessPoliciesOutput, error) {
			return s.serverless.ListAccessPolicies(ctx, &opensearchserverless.ListAccessPoliciesInput{
				Type: types.AccessPolicyTypeData, Resource: []string{"collection/" + collection, "index/" + collection + "/*"},
				NextToken: token, MaxResults: aws.Int32(pageSize),
			})
		})
		if err != nil {
			return nil, nil, err
		}
		names := make([]string, len(out.AccessPolicySummaries))
		for i, p := range out.AccessPolicySummaries {
			names[i] = aws.ToString(p.Name)
		}
		return names, out.NextToken, nil
	})
	return each(names, err, func(name string) (model.CollectionPolicy, error) {
		out, err := call(ctx, c, operation{&rule.GetAccessPolicy, name}, func(ctx context.Context, s *services) (*opensearchserverless.GetAccessPolicyOutput, error) {
			return s.serverless.GetAccessPolicy(ctx, &opensearchserverless.GetAccessPolicyInput{Type: types.AccessPolicyTypeData, Name: &name})
		})
		if err != nil {
			return model.CollectionPolicy{}, err
		}
		d := out.AccessPolicyDetail
		return model.CollectionPolicy{
			Name: name, Version: aws.ToString(d.PolicyVersion), Description: aws.ToString(d.Description), Text: policyText(d.Policy),
		}, nil
	})
}

// UpdateSecurityPolicy changes a policy that is still in the version that was read.
func (c *Client) UpdateSecurityPolicy(ctx context.Context, r rule.UpdateSecurityPolicyRequest) error {
	_, err := call(ctx, c, operation{&rule.UpdateSecurityPolicy, r.Name}, func(ctx context.Context, s *services) (*opensearchserverless.UpdateSecurityPolicyOutput, error) {
		return s.serverless.UpdateSecurityPolicy(ctx, &opensearchserverless.UpdateSecurityPolicyInput{
			Type: types.SecurityPolicyType(r.Type), Name: &r.Name, PolicyVersion: &r.Version,
			Description: optional(r.Description), Policy: optional(r.Policy), ClientToken: optional(r.ClientToken),
		})
	})
	return err
}
