package awsclient

import (
	"context"

	"golang.org/x/time/rate"

	"oscope/model/rule"
)

// What the tests see of the inside.
var (
	ErrReadOnly  = errReadOnly
	LowerMessage = lowerMessage
	Answers      = answers
)

// SDK returns the SDK's clients as they are configured, by service id.
func (c *Client) SDK(ctx context.Context) (map[string]any, error) {
	s, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"OpenSearch": s.opensearch, "OpenSearchServerless": s.serverless, "STS": s.sts,
		"S3": s.s3(), "KMS": s.kms(), "CloudWatch Logs": s.logs(), "IAM": s.iam(),
	}, nil
}

// Ungate lets calls through at any rate, so that a benchmark measures the work.
func (c *Client) Ungate() {
	_, _ = c.open(context.Background()) // so that it is known where
	for _, o := range rule.Operations {
		c.limits.places.gate(c.place(), o.Service.ID).limiter.SetLimit(rate.Inf)
	}
}
