package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// DirectQuerySources returns the account's direct-query data sources.
func (c *Client) DirectQuerySources(ctx context.Context) ([]model.DirectQuerySource, error) {
	op := operation{Operation: &rule.ListDirectQueryDataSources}
	name := func(d model.DirectQuerySource) string { return d.Name }
	return everythingBy(ctx, op, name, func(ctx context.Context, token *string) ([]model.DirectQuerySource, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListDirectQueryDataSourcesOutput, error) {
			return s.opensearch.ListDirectQueryDataSources(ctx, &opensearch.ListDirectQueryDataSourcesInput{NextToken: token})
		})
		if err != nil {
			return nil, nil, err
		}
		all := make([]model.DirectQuerySource, len(out.DirectQueryDataSources))
		for i, d := range out.DirectQueryDataSources {
			all[i] = model.DirectQuerySource{
				Name: aws.ToString(d.DataSourceName), ARN: aws.ToString(d.DataSourceArn), Description: aws.ToString(d.Description), Collections: d.OpenSearchArns,
			}
			// A type that this SDK does not know is nil.
			switch t := d.DataSourceType.(type) {
			case *types.DirectQueryDataSourceTypeMemberCloudWatchLog:
				all[i].Type, all[i].RoleARN = "CloudWatchLog", aws.ToString(t.Value.RoleArn)
			case *types.DirectQueryDataSourceTypeMemberSecurityLake:
				all[i].Type, all[i].RoleARN = "SecurityLake", aws.ToString(t.Value.RoleArn)
			case *types.DirectQueryDataSourceTypeMemberPrometheus:
				all[i].Type, all[i].RoleARN, all[i].Workspace = "Prometheus", aws.ToString(t.Value.RoleArn), aws.ToString(t.Value.WorkspaceArn)
			}
		}
		return all, out.NextToken, nil
	})
}

// DomainSources returns the data sources that live in a domain.
func (c *Client) DomainSources(ctx context.Context, domain string) ([]model.DirectQuerySource, error) {
	out, err := call(ctx, c, operation{&rule.ListDataSources, domain}, func(ctx context.Context, s *services) (*opensearch.ListDataSourcesOutput, error) {
		return s.opensearch.ListDataSources(ctx, &opensearch.ListDataSourcesInput{DomainName: &domain})
	})
	if err != nil {
		return nil, err
	}
	all := make([]model.DirectQuerySource, len(out.DataSources))
	for i, d := range out.DataSources {
		all[i] = model.DirectQuerySource{Name: aws.ToString(d.Name), Domain: domain, Description: aws.ToString(d.Description), Status: model.Status(d.Status)}
		if t, ok := d.DataSourceType.(*types.DataSourceTypeMemberS3GlueDataCatalog); ok {
			all[i].Type, all[i].RoleARN = "S3GlueDataCatalog", aws.ToString(t.Value.RoleArn)
		}
	}
	return all, nil
}
