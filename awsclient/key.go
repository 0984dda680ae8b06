package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"oscope/model/rule"
)

// KeyAliases returns the aliases of the account's KMS keys in its Region, those of
// AWS's own keys included.
func (c *Client) KeyAliases(ctx context.Context) ([]string, error) {
	op := operation{Operation: &rule.ListAliases}
	return everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*kms.ListAliasesOutput, error) {
			return s.kms().ListAliases(ctx, &kms.ListAliasesInput{Marker: token})
		})
		if err != nil {
			return nil, nil, err
		}
		names := make([]string, len(out.Aliases))
		for i, a := range out.Aliases {
			names[i] = aws.ToString(a.AliasName)
		}
		return names, out.NextMarker, nil
	})
}
