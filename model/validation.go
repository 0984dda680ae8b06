package model

import (
	"slices"
	"strings"
)

// ValidationFailure is why a change of a domain was not begun, and what to do about it.
type ValidationFailure struct {
	Code   string
	Cause  string
	Action string
}

// ValidationFailures are the documented ones (SERVICE.md §7.5).
var ValidationFailures = []ValidationFailure{
	{"SecurityGroupNotFound", "A security group of the domain no longer exists.", "Make one for the VPC and name it in the domain's VPC options, then try again."},
	{"SubnetNotFound", "A subnet of the domain no longer exists.", "Make a subnet in the VPC and name it in the domain's VPC options, then try again."},
	{"SLRNotConfigured", "The account lacks the service-linked role of OpenSearch Service.", "Make it: aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com"},
	{"InsufficientFreeIPsForSubnets", "The subnets have too few free addresses for a second set of nodes.", "Free addresses, or move the domain to larger subnets."},
	{"CognitoUserPoolNotFound", "The Cognito user pool of the domain does not exist.", "Compare its id with aws cognito-idp list-user-pools and correct it."},
	{"CognitoIdentityPoolNotFound", "The Cognito identity pool of the domain does not exist.", "Compare its id with aws cognito-identity list-identity-pools and correct it."},
	{"CognitoDomainNotFound", "The Cognito user pool has no domain name.", "Give it one: aws cognito-idp create-user-pool-domain"},
	{"CognitoRoleNotConfigured", "The role by which the domain uses Cognito is missing or not trusted.", "Make a role that trusts the service and has the policy AmazonOpenSearchServiceCognitoAccess, and name it."},
	{"UserPoolNotDescribable", "The Cognito role of the domain may not look at the user pool.", "Allow it cognito-idp:DescribeUserPool."},
	{"IdentityPoolNotDescribable", "The Cognito role of the domain may not look at the identity pool.", "Allow it cognito-identity:DescribeIdentityPool."},
	{"CognitoPoolsNotDescribable", "The Cognito role of the domain may look at neither of the pools.", "Allow it cognito-idp:DescribeUserPool and cognito-identity:DescribeIdentityPool."},
	{"KMSKeyNotEnabled", "The KMS key of the domain is disabled.", "Enable the key at once: without it the domain is lost."},
	{"InvalidCertificate", "The certificate of the custom endpoint is not in force.", "Look at its state in Certificate Manager and renew or replace it."},
	{"InsufficientInstanceCapacity", "AWS has too few machines of this instance type free.", "Try again later, or choose another instance type."},
	{"RedCluster", "An index is red: one of its primary shards is nowhere.", "Bring the index back, from a snapshot if need be, or delete it; then try again."},
	{"TooManyRequests", "The domain is so busy that its memory is exhausted.", "Lower the load, or make the domain larger, then try again."},
	{"InsufficientStorageCapacity", "The data does not fit into what the domain is to become.", "Give it larger volumes or more nodes, or delete indexes."},
	{"ShardMovementBlocked", "A setting of an index pins its shards to nodes.", `Take it away: PUT INDEX/_settings {"index.routing.allocation.require._name": null}`},
	{"TooManyShards", "There are too many shards for the nodes that there will be.", "Add nodes of the same type, or have fewer shards."},
	{"ResultCodeIPv4BlockNotExists", "A subnet has no IPv4 addresses, which the domain needs.", "Choose a subnet that has the address type of the domain."},
	{"ResultCodeIPv6BlockNotExists", "A subnet has no IPv6 addresses, which the domain needs.", "Choose a subnet that has the address type of the domain."},
}

// FindValidationFailure returns the documented failure that a text of the service names:
// the API has no member of its own for the code.
func FindValidationFailure(text string) (ValidationFailure, bool) {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	for _, word := range words {
		if i := slices.IndexFunc(ValidationFailures, func(f ValidationFailure) bool { return strings.EqualFold(f.Code, word) }); i >= 0 {
			return ValidationFailures[i], true
		}
	}
	return ValidationFailure{}, false
}
