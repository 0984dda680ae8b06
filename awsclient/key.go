package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"oscope/model"
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

// Key returns what a key is, by its id, its ARN, an alias or an alias's ARN.
func (c *Client) Key(ctx context.Context, id string) (model.KMSKey, error) {
	out, err := call(ctx, c, operation{&rule.DescribeKey, id}, func(ctx context.Context, s *services) (*kms.DescribeKeyOutput, error) {
		return s.kms().DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: &id})
	})
	if gone(err) {
		return model.KMSKey{Gone: true}, nil
	}
	if err != nil {
		return model.KMSKey{}, err
	}
	m := out.KeyMetadata
	return model.KMSKey{
		ARN: aws.ToString(m.Arn), State: string(m.KeyState), Usage: string(m.KeyUsage), Spec: string(m.KeySpec),
		Manager: string(m.KeyManager), MultiRegion: aws.ToBool(m.MultiRegion),
	}, nil
}
