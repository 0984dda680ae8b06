package awsclient

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"oscope/model"
	"oscope/model/rule"
)

// listIntegrations brings the integrations and then each with its resources.
func (c *Client) listIntegrations() step {
	var left []model.Item
	listed := false
	return func(ctx context.Context) (page, bool, error) {
		if !listed {
			listed = true
			summaries, err := c.integrationSummaries(ctx)
			left = summaries
			return page{items: summaries}, err == nil && len(left) > 0, err
		}
		name := left[0].Common().Name
		left = left[1:]
		integration, err := c.Integration(ctx, name)
		if err != nil {
			return page{}, false, err
		}
		return page{items: []model.Item{integration}}, len(left) > 0, nil
	}
}

func (c *Client) integrationSummaries(ctx context.Context) ([]model.Item, error) {
	out, err := call(ctx, c, operation{Operation: &rule.ListIntegrations}, func(ctx context.Context, s *services) (*cloudwatchlogs.ListIntegrationsOutput, error) {
		return s.logs().ListIntegrations(ctx, &cloudwatchlogs.ListIntegrationsInput{})
	})
	if err != nil {
		return nil, err
	}
	items := make([]model.Item, len(out.IntegrationSummaries))
	for i, s := range out.IntegrationSummaries {
		items[i] = integration(s.IntegrationName, s.IntegrationType, s.IntegrationStatus)
	}
	return items, nil
}

func integration(name *string, kind types.IntegrationType, status types.IntegrationStatus) model.Integration {
	return model.Integration{
		Resource: model.Resource{Key: model.IntegrationKey(aws.ToString(name)), Name: aws.ToString(name), Status: model.Status(status)},
		Type:     string(kind),
	}
}

// Integration returns one integration with the resources that it is made of.
func (c *Client) Integration(ctx context.Context, name string) (model.Integration, error) {
	out, err := call(ctx, c, operation{&rule.GetIntegration, name}, func(ctx context.Context, s *services) (*cloudwatchlogs.GetIntegrationOutput, error) {
		return s.logs().GetIntegration(ctx, &cloudwatchlogs.GetIntegrationInput{IntegrationName: &name})
	})
	if err != nil {
		return model.Integration{}, err
	}
	i := integration(out.IntegrationName, out.IntegrationType, out.IntegrationStatus)
	i.Detailed = true
	var details types.OpenSearchIntegrationDetails
	if union, ok := out.IntegrationDetails.(*types.IntegrationDetailsMemberOpenSearchIntegrationDetails); ok {
		details = union.Value
	}
	i.Parts = integrationParts(details)
	return i, nil
}

// integrationParts lists the resources in the order in which they are of interest.
func integrationParts(d types.OpenSearchIntegrationDetails) [model.IntegrationPartCount]model.IntegrationPart {
	parts := [model.IntegrationPartCount]model.IntegrationPart{
		{Name: "data source"},
		{Name: "application"},
		{Name: "collection"},
		{Name: "workspace"},
		{Name: "encryption policy"},
		{Name: "network policy"},
		{Name: "access policy"},
		{Name: "lifecycle policy"},
	}
	set := func(i int, id, endpoint *string, s *types.OpenSearchResourceStatus) {
		parts[i].ID, parts[i].Endpoint = aws.ToString(id), aws.ToString(endpoint)
		if s != nil {
			parts[i].Status, parts[i].Message = model.Status(s.Status), aws.ToString(s.StatusMessage)
		}
	}
	if p := d.DataSource; p != nil {
		set(0, p.DataSourceName, nil, p.Status)
	}
	if p := d.Application; p != nil {
		set(1, cmp.Or(p.ApplicationArn, p.ApplicationId), p.ApplicationEndpoint, p.Status)
	}
	if p := d.Collection; p != nil {
		set(2, p.CollectionArn, p.CollectionEndpoint, p.Status)
	}
	if p := d.Workspace; p != nil {
		set(3, p.WorkspaceId, nil, p.Status)
	}
	if p := d.EncryptionPolicy; p != nil {
		set(4, p.PolicyName, nil, p.Status)
	}
	if p := d.NetworkPolicy; p != nil {
		set(5, p.PolicyName, nil, p.Status)
	}
	if p := d.AccessPolicy; p != nil {
		set(6, p.PolicyName, nil, p.Status)
	}
	if p := d.LifecyclePolicy; p != nil {
		set(7, p.PolicyName, nil, p.Status)
	}
	return parts
}

// PutIntegration creates the account's integration, which is PROVISIONING when it
// returns. It is not sent again after a failure that leaves its outcome open: a
// second one would be refused.
func (c *Client) PutIntegration(ctx context.Context, r rule.PutIntegrationRequest) (model.Integration, error) {
	config := r.Config.OpenSearch
	input := &cloudwatchlogs.PutIntegrationInput{
		IntegrationName: &r.Name,
		IntegrationType: types.IntegrationType(r.Type),
		ResourceConfig: &types.ResourceConfigMemberOpenSearchResourceConfig{Value: types.OpenSearchResourceConfig{
			DashboardViewerPrincipals: config.Viewers,
			DataSourceRoleArn:         &config.RoleARN,
			RetentionDays:             aws.Int32(int32(config.RetentionDays)), //nolint:gosec // 1 to 30, checked by the rules
			ApplicationArn:            optional(config.ApplicationARN),
			KmsKeyArn:                 optional(config.KMSKeyARN),
		}},
	}
	out, err := call(ctx, c, operation{&rule.PutIntegration, r.Name}, func(ctx context.Context, s *services) (*cloudwatchlogs.PutIntegrationOutput, error) {
		return s.logs().PutIntegration(ctx, input)
	})
	if err != nil {
		return model.Integration{}, err
	}
	return integration(out.IntegrationName, types.IntegrationType(r.Type), out.IntegrationStatus), nil
}

// DeleteIntegration deletes an integration and leaves its resources behind.
func (c *Client) DeleteIntegration(ctx context.Context, r rule.DeleteIntegrationRequest) error {
	_, err := call(ctx, c, operation{&rule.DeleteIntegration, r.Name}, func(ctx context.Context, s *services) (*cloudwatchlogs.DeleteIntegrationOutput, error) {
		return s.logs().DeleteIntegration(ctx, &cloudwatchlogs.DeleteIntegrationInput{IntegrationName: &r.Name, Force: r.Force})
	})
	return err
}
