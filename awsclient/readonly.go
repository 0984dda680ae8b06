package awsclient

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/smithy-go/middleware"
)

var errReadOnly = errors.New("refused: oscope runs read-only")

// reads are the operations that change nothing, by the SDK's service id. What is
// not listed is a write.
var reads = map[string][]string{
	"OpenSearch": {
		"DescribeDataSourceAttachment", "DescribeDomain", "DescribeDomains",
		"GetApplication", "GetDefaultApplicationSetting",
		"DescribePackages", "GetPackageVersionHistory", "ListDomainsForPackage", "ListPackagesForDomain",
		"ListApplications", "ListDataSourceAttachments", "ListDomainNames", "ListTags",
	},
	"OpenSearchServerless": {"BatchGetCollection", "ListCollections"},
	"S3":                   {"ListBuckets", "ListObjectsV2"},
	"CloudWatch Logs":      {"GetIntegration", "ListIntegrations"},
	"IAM":                  {"ListRoles"},
	"KMS":                  {"ListAliases"},
	"STS":                  {"GetCallerIdentity"},
}

// isWrite reports whether the operation of a call is not known to be a read.
func isWrite(ctx context.Context) bool {
	return !slices.Contains(reads[middleware.GetServiceID(ctx)], middleware.GetOperationName(ctx))
}

// addReadOnly refuses every operation that is not a read, below everything that
// could forget to.
func addReadOnly(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:ReadOnly", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if isWrite(ctx) {
			return middleware.InitializeOutput{}, middleware.Metadata{}, errReadOnly
		}
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}
