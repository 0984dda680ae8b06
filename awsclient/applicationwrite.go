package awsclient

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// CreateApplication creates an application, which is CREATING when it returns. The
// request should carry a client token: with it, sending it again is the same
// request.
func (c *Client) CreateApplication(ctx context.Context, r rule.CreateApplicationRequest) (model.Application, error) {
	input := &opensearch.CreateApplicationInput{
		Name:                     &r.Name,
		ClientToken:              optional(r.ClientToken),
		KmsKeyArn:                optional(r.KMSKeyARN),
		DataSources:              sdkDataSources(r.DataSources),
		AppConfigs:               sdkConfigs(r.Configs),
		IamIdentityCenterOptions: sdkIdentityCenter(r.IdentityCenter),
		TagList:                  sdkTags(r.Tags),
	}
	out, err := call(ctx, c, operation{&rule.CreateApplication, r.Name}, func(ctx context.Context, s *services) (*opensearch.CreateApplicationOutput, error) {
		return s.opensearch.CreateApplication(ctx, input)
	})
	if err != nil {
		return model.Application{}, err
	}
	// The answer has no status (SERVICE.md §2.1).
	return application(types.ApplicationSummary{
		Id: out.Id, Name: out.Name, Arn: out.Arn, CreatedAt: out.CreatedAt, Status: types.ApplicationStatusCreating,
	}), nil
}

// UpdateApplication changes an application, which is UPDATING when it returns. It
// is not sent again after a failure that leaves its outcome open: what it has begun
// would refuse a second one.
func (c *Client) UpdateApplication(ctx context.Context, r rule.UpdateApplicationRequest) error {
	input := &opensearch.UpdateApplicationInput{
		Id:          &r.ApplicationID,
		DataSources: sdkDataSources(r.DataSources),
		AppConfigs:  sdkConfigs(r.Configs),
	}
	if center := sdkIdentityCenter(r.IdentityCenter); center != nil {
		input.IamIdentityCenterOptions = center
	}
	_, err := call(ctx, c, operation{&rule.UpdateApplication, r.ApplicationID}, func(ctx context.Context, s *services) (*opensearch.UpdateApplicationOutput, error) {
		return s.opensearch.UpdateApplication(ctx, input)
	})
	return err
}

// DeleteApplication deletes an application, which is DELETING when it returns. It
// is not sent again after a failure that leaves its outcome open: a second delete
// would be refused.
func (c *Client) DeleteApplication(ctx context.Context, r rule.DeleteApplicationRequest) error {
	_, err := call(ctx, c, operation{&rule.DeleteApplication, r.ApplicationID}, func(ctx context.Context, s *services) (*opensearch.DeleteApplicationOutput, error) {
		return s.opensearch.DeleteApplication(ctx, &opensearch.DeleteApplicationInput{Id: &r.ApplicationID})
	})
	return err
}

// DefaultApplication returns the ARN of the default application, empty if there is
// none: the service reports that as not found.
func (c *Client) DefaultApplication(ctx context.Context) (string, error) {
	out, err := call(ctx, c, operation{Operation: &rule.GetDefaultApplicationSetting}, func(ctx context.Context, s *services) (*opensearch.GetDefaultApplicationSettingOutput, error) {
		return s.opensearch.GetDefaultApplicationSetting(ctx, &opensearch.GetDefaultApplicationSettingInput{})
	})
	var failure *model.CallError
	if errors.As(err, &failure) && failure.Kind == model.FailureNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return aws.ToString(out.ApplicationArn), nil
}

// SetDefaultApplication makes an application the default one, or clears it.
func (c *Client) SetDefaultApplication(ctx context.Context, r rule.DefaultApplicationRequest) error {
	_, err := call(ctx, c, operation{&rule.PutDefaultApplicationSetting, r.ApplicationARN}, func(ctx context.Context, s *services) (*opensearch.PutDefaultApplicationSettingOutput, error) {
		return s.opensearch.PutDefaultApplicationSetting(ctx, &opensearch.PutDefaultApplicationSettingInput{ApplicationArn: &r.ApplicationARN, SetAsDefault: &r.SetAsDefault})
	})
	return err
}

func (c *Client) getDefaultApplication() step {
	return func(ctx context.Context) (page, bool, error) {
		arn, err := c.DefaultApplication(ctx)
		return page{defaultARN: arn}, false, err
	}
}

// sdkDataSources keeps the difference between no list and an empty one, which
// clears.
func sdkDataSources(sources []model.ApplicationDataSource) []types.DataSource {
	if sources == nil {
		return nil
	}
	all := make([]types.DataSource, len(sources))
	for i, s := range sources {
		all[i] = types.DataSource{
			DataSourceArn:           &s.ARN,
			DataSourceDescription:   optional(s.Description),
			IamRoleForDataSourceArn: optional(s.RoleARN),
		}
	}
	return all
}

// sdkConfigs keeps the difference between no list and an empty one, which clears.
func sdkConfigs(configs []model.ApplicationConfig) []types.AppConfig {
	if configs == nil {
		return nil
	}
	all := make([]types.AppConfig, len(configs))
	for i, config := range configs {
		all[i] = types.AppConfig{Key: types.AppConfigType(config.Key), Value: &config.Value}
	}
	return all
}

func sdkIdentityCenter(o *model.IdentityCenter) *types.IamIdentityCenterOptionsInput {
	if o == nil {
		return nil
	}
	return &types.IamIdentityCenterOptionsInput{
		Enabled:                                &o.Enabled,
		IamIdentityCenterInstanceArn:           optional(o.InstanceARN),
		IamRoleForIdentityCenterApplicationArn: optional(o.RoleARN),
	}
}

// optional is nil for an empty string, which stands for a member that is not set.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
