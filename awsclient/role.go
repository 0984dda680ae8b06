package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"oscope/model/rule"
)

// Roles returns the ARNs of the account's IAM roles.
func (c *Client) Roles(ctx context.Context) ([]string, error) {
	op := operation{Operation: &rule.ListRoles}
	return everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*iam.ListRolesOutput, error) {
			return s.iam().ListRoles(ctx, &iam.ListRolesInput{Marker: token, MaxItems: aws.Int32(1000)})
		})
		if err != nil {
			return nil, nil, err
		}
		arns := make([]string, len(out.Roles))
		for i, r := range out.Roles {
			arns[i] = aws.ToString(r.Arn)
		}
		return arns, out.Marker, nil
	})
}
