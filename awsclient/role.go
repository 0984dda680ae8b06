package awsclient

import (
	"context"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"oscope/model"
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

// Role returns a role with those who may assume it. One of another account cannot be
// read.
func (c *Client) Role(ctx context.Context, arn string) (model.IAMRole, error) {
	name := model.RoleName(arn)
	out, err := call(ctx, c, operation{&rule.GetRole, name}, func(ctx context.Context, s *services) (*iam.GetRoleOutput, error) {
		return s.iam().GetRole(ctx, &iam.GetRoleInput{RoleName: &name})
	})
	if gone(err) {
		return model.IAMRole{ARN: arn, Name: name, Gone: true}, nil
	}
	if err != nil {
		return model.IAMRole{}, err
	}
	// It is escaped as paths are: a plus is a plus.
	trust, err := url.PathUnescape(aws.ToString(out.Role.AssumeRolePolicyDocument))
	if err != nil {
		trust = ""
	}
	return model.IAMRole{ARN: aws.ToString(out.Role.Arn), Name: name, Trust: trust}, nil
}

// Simulate returns which of some actions the policies of a role or user do not allow on a
// resource. It performs nothing, and the truth may differ: resource policies and some
// others are not looked at.
func (c *Client) Simulate(ctx context.Context, principal, resource string, actions []string) ([]string, error) {
	op := operation{&rule.SimulatePrincipalPolicy, principal}
	return everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*iam.SimulatePrincipalPolicyOutput, error) {
			return s.iam().SimulatePrincipalPolicy(ctx, &iam.SimulatePrincipalPolicyInput{
				PolicySourceArn: &principal, ActionNames: actions, ResourceArns: []string{resource}, Marker: token,
			})
		})
		if err != nil {
			return nil, nil, err
		}
		denied := []string{}
		for _, r := range out.EvaluationResults {
			if r.EvalDecision != types.PolicyEvaluationDecisionTypeAllowed {
				denied = append(denied, aws.ToString(r.EvalActionName))
			}
		}
		return denied, out.Marker, nil
	})
}
