package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/logging"
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

// Sessions are the sign-ins as a loader of configurations uses them.
type Sessions struct{ *sessions }

func NewSessions(ask AskCode) Sessions { return Sessions{newSessions(ask)} }

// Shared loads and guards the configuration of a profile, with what is given over
// what the files say.
func (s Sessions) Shared(ctx context.Context, profile string, more ...func(*config.LoadOptions) error) (aws.Config, error) {
	//nolint:contextcheck // the SDK asks for a code without one
	options := append(s.options(profile), config.WithLogger(logging.Nop{}), config.WithSharedConfigProfile(profile))
	c, err := config.LoadDefaultConfig(ctx, append(options, more...)...)
	if err == nil {
		c.Credentials, err = s.guard(c, s.lives)
	}
	return c, err
}

func (s Sessions) End() { s.end() }

// Renewed names the sessions that are signed in to again.
func (s Sessions) Renewed() []string {
	var all []string
	for _, center := range s.renewed() {
		all = append(all, center.key())
	}
	return all
}
