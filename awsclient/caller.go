package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/model"
	"oscope/model/rule"
)

// caller brings first where we stand, which the configuration tells without a call,
// and then who we are. GetCallerIdentity needs no permission.
func (c *Client) caller() step {
	placed := false
	return func(ctx context.Context) (page, bool, error) {
		if !placed {
			placed = true
			s, err := c.open(ctx)
			if err != nil {
				return page{}, false, c.translate(err, callerOperation, s)
			}
			return page{caller: &s.standing}, true, nil
		}
		caller, err := c.Caller(ctx)
		return page{caller: &caller}, false, err
	}
}

var callerOperation = operation{Operation: &rule.GetCallerIdentity}

// Caller asks who the credentials belong to.
func (c *Client) Caller(ctx context.Context) (model.Caller, error) {
	return call(ctx, c, callerOperation, func(ctx context.Context, s *services) (model.Caller, error) {
		out, err := s.sts.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return model.Caller{}, err
		}
		caller := s.standing
		caller.Account, caller.ARN = aws.ToString(out.Account), aws.ToString(out.Arn)
		c.identity.learn(s.base, caller.Account)
		return caller, nil
	})
}
