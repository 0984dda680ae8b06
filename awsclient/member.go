package awsclient

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"oscope/model"
	"oscope/model/rule"
)

// member returns the configuration of an account of an organisation: that of the one
// who assumes a role in it, with the role's credentials.
func (f *Fleet) member(who model.Scope, made *identity, arn string) func(context.Context, string) (aws.Config, error) {
	return func(ctx context.Context, region string) (aws.Config, error) {
		parent := made.parent
		base, err := parent.open(ctx, region)
		if err != nil {
			return aws.Config{}, err
		}
		caller := base.config
		if caller.Region == "" {
			caller.Region = region
		}
		// AWS counts these calls otherwise than those that the gates are for, and lets
		// hundreds of them through in a second: they only keep to the room on the wire.
		caller.APIOptions = []func(*middleware.Stack) error{f.sessions.addEnd, addBounds, f.limits.addFlight, f.traced(who, made)}
		own := base.config.Copy()
		own.APIOptions = nil
		own.Credentials = aws.NewCredentialsCache(memberRole{
			AssumeRoleProvider: stscreds.NewAssumeRoleProvider(sts.NewFromConfig(caller), arn, func(o *stscreds.AssumeRoleOptions) {
				o.RoleSessionName, o.Duration = "oscope", roleDuration
			}),
			parent: parent, base: base, arn: arn,
		}, expiryWindow)
		return own, nil
	}
}

// memberRole assumes a role, and says why it may not.
type memberRole struct {
	*stscreds.AssumeRoleProvider

	parent *identity
	base   *base
	arn    string
}

// Retrieve implements aws.CredentialsProvider.
func (m memberRole) Retrieve(ctx context.Context) (aws.Credentials, error) {
	value, err := m.AssumeRoleProvider.Retrieve(ctx)
	if err == nil {
		return value, nil
	}
	api, answered := errors.AsType[smithy.APIError](err)
	switch {
	case errors.As(err, new(credentialsError)):
		m.parent.forget(m.base) // they are the parent's, not those of the role
	case answered && kinds[api.ErrorCode()] == model.FailurePermission:
		err = configurationError{
			kind: model.FailurePermission, action: rule.AssumeRole.Permission(),
			message: "The role " + m.arn + " may not be assumed: " + api.ErrorMessage(),
			advice:  "The account may have no such role, its trust policy may not name who calls, or who calls may not assume it.",
			err:     err,
		}
	case answered && (kinds[api.ErrorCode()] == model.FailureExpired || kinds[api.ErrorCode()] == model.FailureCredentials):
		m.parent.forget(m.base)
	}
	return aws.Credentials{}, err
}
