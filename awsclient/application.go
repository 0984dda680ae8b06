package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

func (c *Client) listApplications() step {
	op := operation{Operation: &rule.ListApplications}
	return pages(op, func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListApplicationsOutput, error) {
			return s.opensearch.ListApplications(ctx, &opensearch.ListApplicationsInput{NextToken: token, MaxResults: pageSize})
		})
		if err != nil {
			return nil, nil, err
		}
		items := make([]model.Item, len(out.ApplicationSummaries))
		for i, summary := range out.ApplicationSummaries {
			items[i] = application(summary)
		}
		return items, out.NextToken, nil
	})
}

func application(a types.ApplicationSummary) model.Application {
	return model.Application{
		Resource: model.Resource{
			Key:    model.Key{Kind: model.KindApplication, ID: aws.ToString(a.Id)},
			Name:   aws.ToString(a.Name),
			ARN:    aws.ToString(a.Arn),
			Status: model.Status(a.Status),
		},
		Endpoint:  aws.ToString(a.Endpoint),
		CreatedAt: aws.ToTime(a.CreatedAt),
		UpdatedAt: aws.ToTime(a.LastUpdatedAt),
	}
}

func (c *Client) getApplication(id string) step {
	return func(ctx context.Context) (page, bool, error) {
		application, err := c.Application(ctx, id)
		if err != nil {
			return page{}, false, err
		}
		return page{items: []model.Item{application}}, false, nil
	}
}

// Application returns one application with its detail.
func (c *Client) Application(ctx context.Context, id string) (model.Application, error) {
	out, err := call(ctx, c, operation{&rule.GetApplication, id}, func(ctx context.Context, s *services) (*opensearch.GetApplicationOutput, error) {
		return s.opensearch.GetApplication(ctx, &opensearch.GetApplicationInput{Id: &id})
	})
	if err != nil {
		return model.Application{}, err
	}
	detail := &model.ApplicationDetail{KMSKeyARN: aws.ToString(out.KmsKeyArn)}
	for _, source := range out.DataSources {
		detail.DataSources = append(detail.DataSources, model.ApplicationDataSource{
			ARN:         aws.ToString(source.DataSourceArn),
			Description: aws.ToString(source.DataSourceDescription),
			RoleARN:     aws.ToString(source.IamRoleForDataSourceArn),
		})
	}
	for _, config := range out.AppConfigs {
		detail.Configs = append(detail.Configs, model.ApplicationConfig{Key: string(config.Key), Value: aws.ToString(config.Value)})
	}
	if center := out.IamIdentityCenterOptions; center != nil {
		detail.IdentityCenter = model.IdentityCenter{
			Enabled:        aws.ToBool(center.Enabled),
			InstanceARN:    aws.ToString(center.IamIdentityCenterInstanceArn),
			RoleARN:        aws.ToString(center.IamRoleForIdentityCenterApplicationArn),
			ApplicationARN: aws.ToString(center.IamIdentityCenterApplicationArn),
		}
	}
	a := application(types.ApplicationSummary{
		Id: out.Id, Name: out.Name, Arn: out.Arn, Status: out.Status,
		Endpoint: out.Endpoint, CreatedAt: out.CreatedAt, LastUpdatedAt: out.LastUpdatedAt,
	})
	a.Detail = detail
	return a, nil
}
