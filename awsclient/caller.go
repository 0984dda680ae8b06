package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/model"
)

// caller is the only page of FeedCaller. GetCallerIdentity needs no permission.
func (c *Client) caller(ctx context.Context) (page, bool, error) {
	caller, err := c.Caller(ctx)
	if err != nil {
		return page{}, false, err
	}
	return page{caller: &caller}, false, nil
}

// Caller asks who the credentials belong to.
func (c *Client) Caller(ctx context.Context) (model.Caller, error) {
	return call(ctx, c, operation{prefix: "sts", name: "GetCallerIdentity"}, func(ctx context.Context, s *services) (model.Caller, error) {
		out, err := s.sts.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return model.Caller{}, err
		}
		return model.Caller{Account: aws.ToString(out.Account), ARN: aws.ToString(out.Arn), Region: s.region}, nil
	})
}
