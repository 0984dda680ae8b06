package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// unserved reports whether a Region does not have an operation, so that there is nothing of
// what it lists. The service documents DisabledOperationException for what it does not
// support; the other is what its front end says of a path that it does not know.
func unserved(err error) bool {
	code := model.AsCallError(err).Code
	return code == "DisabledOperationException" || code == "UnknownOperationException"
}

// listDirectQueries brings the account's direct-query data sources. A Region that has no
// direct queries has none of them.
func (c *Client) listDirectQueries() step {
	op := operation{Operation: &rule.ListDirectQueryDataSources}
	return pages(op, func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListDirectQueryDataSourcesOutput, error) {
			return s.opensearch.ListDirectQueryDataSources(ctx, &opensearch.ListDirectQueryDataSourcesInput{NextToken: token})
		})
		switch {
		case err != nil && unserved(err):
			return nil, nil, nil
		case err != nil:
			return nil, nil, err
		}
		items := make([]model.Item, len(out.DirectQueryDataSources))
		for i, d := range out.DirectQueryDataSources {
			items[i] = directQuery(d)
		}
		return items, out.NextToken, nil
	})
}

func directQuery(d types.DirectQueryDataSource) model.DirectQuerySource {
	name := aws.ToString(d.DataSourceName)
	source := model.DirectQuerySource{
		Resource:    model.Resource{Key: model.DirectQueryKey(name), Name: name, ARN: aws.ToString(d.DataSourceArn)},
		Description: aws.ToString(d.Description),
		Collections: d.OpenSearchArns,
	}
	// A type that this SDK does not know is nil.
	switch t := d.DataSourceType.(type) {
	case *types.DirectQueryDataSourceTypeMemberCloudWatchLog:
		source.Type, source.RoleARN = "CloudWatchLog", aws.ToString(t.Value.RoleArn)
	case *types.DirectQueryDataSourceTypeMemberSecurityLake:
		source.Type, source.RoleARN = "SecurityLake", aws.ToString(t.Value.RoleArn)
	case *types.DirectQueryDataSourceTypeMemberPrometheus:
		source.Type, source.RoleARN, source.Workspace = "Prometheus", aws.ToString(t.Value.RoleArn), aws.ToString(t.Value.WorkspaceArn)
	}
	for _, tag := range d.TagList {
		source.Tags = append(source.Tags, model.Tag{Key: aws.ToString(tag.Key), Value: aws.ToString(tag.Value)})
	}
	return source
}

// getDirectQuery asks for one of the account's direct-query data sources.
func (c *Client) getDirectQuery(ctx context.Context, name string) error {
	_, err := call(ctx, c, operation{&rule.GetDirectQueryDataSource, name}, func(ctx context.Context, s *services) (*opensearch.GetDirectQueryDataSourceOutput, error) {
		return s.opensearch.GetDirectQueryDataSource(ctx, &opensearch.GetDirectQueryDataSourceInput{DataSourceName: &name})
	})
	return err
}

// listDomainSources brings the data sources that live in a domain.
func (c *Client) listDomainSources(domain string) step {
	return aDomain(domain, func(ctx context.Context, d *model.Domain) error {
		sources := []model.DomainSource{}
		d.Sources = &sources
		out, err := call(ctx, c, operation{&rule.ListDataSources, domain}, func(ctx context.Context, s *services) (*opensearch.ListDataSourcesOutput, error) {
			return s.opensearch.ListDataSources(ctx, &opensearch.ListDataSourcesInput{DomainName: &domain})
		})
		switch {
		case err != nil && unserved(err):
			return nil
		case err != nil:
			return err
		}
		for _, o := range out.DataSources {
			source := model.DomainSource{Name: aws.ToString(o.Name), Description: aws.ToString(o.Description), Status: model.Status(o.Status)}
			if t, ok := o.DataSourceType.(*types.DataSourceTypeMemberS3GlueDataCatalog); ok {
				source.Type, source.RoleARN = "S3GlueDataCatalog", aws.ToString(t.Value.RoleArn)
			}
			sources = append(sources, source)
		}
		return nil
	})
}
