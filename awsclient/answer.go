package awsclient

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model/rule"
)

// answers says what the answer to each operation must hold, since to the SDK an
// empty body is an answer like any other. A path names a member of the SDK's
// output; through a list it speaks of each element. A list must be there but may be
// empty, unless a + follows it. What a resource lacks in some states (an endpoint,
// a time, the details of an integration) is not among them.
//
// Of operations that answer with nothing (SERVICE.md §1.7) only the request id, which
// every answer of AWS carries, tells that it was AWS.
var answers = map[*rule.Operation][]string{
	&rule.GetCallerIdentity:            {"Account", "Arn"},
	&rule.ListApplications:             {"ApplicationSummaries.Id", "ApplicationSummaries.Arn"},
	&rule.GetApplication:               {"Id", "Arn", "Status"},
	&rule.ListTags:                     {"TagList.Key"},
	&rule.GetDefaultApplicationSetting: {"ApplicationArn"},
	&rule.ListDataSourceAttachments:    {"Attachments.DataSourceArn"},
	&rule.DescribeDataSourceAttachment: {"DataSourceArn", "Status"},
	&rule.DescribePackages:             {"PackageDetailsList.PackageID"},
	&rule.GetPackageVersionHistory:     {"PackageVersionHistoryList.PackageVersion"},
	&rule.ListDomainsForPackage:        {"DomainPackageDetailsList.PackageID", "DomainPackageDetailsList.DomainName"},
	&rule.ListPackagesForDomain:        {"DomainPackageDetailsList.PackageID", "DomainPackageDetailsList.DomainName"},
	&rule.ListDomainNames:              {"DomainNames.DomainName"},
	&rule.DescribeDomains:              {"DomainStatusList.DomainName"},
	&rule.DescribeDomain:               {"DomainStatus.DomainName"},
	&rule.DescribeDomainChangeProgress: {"ChangeProgressStatus.ChangeId"},
	&rule.DescribeDomainHealth:         {"ClusterHealth"},
	&rule.GetUpgradeStatus:             nil, // of a domain that was never upgraded
	&rule.GetUpgradeHistory:            {"UpgradeHistories.UpgradeName"},
	&rule.ListCollections:              {"CollectionSummaries.Id"},
	&rule.BatchGetCollection:           {"CollectionDetails.Id"},
	&rule.ListIntegrations:             {"IntegrationSummaries.IntegrationName"},
	&rule.GetIntegration:               {"IntegrationName", "IntegrationStatus"},
	&rule.ListBuckets:                  {"Buckets.Name"},
	&rule.ListObjectsV2:                {"Name"},
	&rule.ListAliases:                  {"Aliases.AliasName"},
	&rule.ListRoles:                    {"Roles.Arn"},

	&rule.ListVpcEndpointAccess:      {"AuthorizedPrincipalList.Principal"},
	&rule.ListSecurityPolicies:       {"SecurityPolicySummaries.Name"},
	&rule.GetSecurityPolicy:          {"SecurityPolicyDetail.Name", "SecurityPolicyDetail.PolicyVersion"},
	&rule.ListAccessPolicies:         {"AccessPolicySummaries.Name"},
	&rule.GetAccessPolicy:            {"AccessPolicyDetail.Name"},
	&rule.ListScheduledActions:       {"ScheduledActions.Type"},
	&rule.GetCompatibleVersions:      {"CompatibleVersions.SourceVersion"},
	&rule.ListDirectQueryDataSources: {"DirectQueryDataSources.DataSourceName"},
	&rule.GetDirectQueryDataSource:   {"DataSourceName"},
	&rule.ListDataSources:            {"DataSources.Name"},
	&rule.GetDataSource:              {"Name"},
	&rule.GetRole:                    {"Role.Arn", "Role.AssumeRolePolicyDocument"},
	&rule.SimulatePrincipalPolicy:    {"EvaluationResults.EvalActionName"},
	&rule.GetBucketLocation:          nil, // us-east-1 is no answer
	&rule.HeadObject:                 {"ETag"},
	&rule.GetObject:                  {"ContentRange"},
	&rule.DescribeKey:                {"KeyMetadata.Arn"},

	&rule.AuthorizeVpcEndpointAccess: {"AuthorizedPrincipal.Principal"},
	&rule.RevokeVpcEndpointAccess:    nil,
	&rule.UpdateSecurityPolicy:       {"SecurityPolicyDetail.PolicyVersion"},

	&rule.AttachDataSource:             {"AttachmentId", "Status"},
	&rule.DetachDataSource:             {"Id"},
	&rule.CreateApplication:            {"Id", "Arn"},
	&rule.UpdateApplication:            {"Id"},
	&rule.DeleteApplication:            nil,
	&rule.PutDefaultApplicationSetting: {"ApplicationArn"},
	&rule.AddTags:                      nil,
	&rule.RemoveTags:                   nil,
	&rule.CreatePackage:                {"PackageDetails.PackageID"},
	&rule.UpdatePackage:                {"PackageDetails.PackageID"},
	&rule.UpdatePackageScope:           {"PackageID"},
	&rule.DeletePackage:                {"PackageDetails.PackageID"},
	&rule.AssociatePackage:             {"DomainPackageDetails.PackageID", "DomainPackageDetails.DomainName"},
	&rule.AssociatePackages:            {"DomainPackageDetailsList+.PackageID", "DomainPackageDetailsList+.DomainName"},
	&rule.DissociatePackage:            {"DomainPackageDetails.PackageID", "DomainPackageDetails.DomainName"},
	&rule.DissociatePackages:           {"DomainPackageDetailsList+.PackageID", "DomainPackageDetailsList+.DomainName"},
	&rule.PutIntegration:               {"IntegrationName", "IntegrationStatus"},
	&rule.DeleteIntegration:            nil,
}

// unreadableError says what keeps an answer from being one of the service's.
type unreadableError string

func (e unreadableError) Error() string { return string(e) }

// addAnswers refuses answers that lack what they must hold, or hold a text that no
// service writes, below everything that could take them for good ones.
func addAnswers(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:Answers", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			return out, metadata, err
		}
		id, _ := awsmiddleware.GetRequestIDMetadata(metadata)
		if wrong := fault(declared(ctx), out.Result, id); wrong != "" {
			response, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
			err = &awshttp.ResponseError{RequestID: id, ResponseError: &smithyhttp.ResponseError{Response: response, Err: unreadableError(wrong)}}
		}
		return out, metadata, err
	}), middleware.Before)
}

// fault says what is wrong with the answer to an operation; nothing if it is "".
func fault(o *rule.Operation, out any, requestID string) string {
	paths, known := answers[o]
	switch {
	case !known:
		return "what it must hold is not declared"
	case len(paths) == 0 && requestID == "":
		return "it has no request id"
	}
	v := reflect.ValueOf(out)
	for _, path := range paths {
		if !holds(v, strings.Split(path, ".")) {
			return "it has no " + strings.ReplaceAll(path, "+", "")
		}
	}
	if path := overlong(v, ""); path != "" {
		return strings.TrimPrefix(path, ".") + fmt.Sprintf(" is longer than %d KiB or %d elements", textMost>>10, rowsMost)
	}
	return ""
}

// holds reports whether there is something at the end of a path.
func holds(v reflect.Value, path []string) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil() && holds(v.Elem(), path)
	case reflect.Slice:
		for i := range v.Len() {
			if !holds(v.Index(i), path) {
				return false
			}
		}
		return !v.IsNil()
	case reflect.Struct:
		name, some := strings.CutSuffix(path[0], "+")
		member := v.FieldByName(name)
		return holds(member, path[1:]) && (!some || member.Len() > 0)
	default:
		return !v.IsZero()
	}
}

// textMost bounds a text of an answer, in bytes: the longest that the models allow
// among those that are shown has 4096 characters.
const textMost = 16 << 10

// unbounded are members that may be longer. They are not kept.
var unbounded = map[string]bool{"AccessPolicies": true, "AssumeRolePolicyDocument": true}

// overlong returns the path of a text that is longer than textMost or of a list of
// more than rowsMost elements, or "".
func overlong(v reflect.Value, path string) string {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > textMost {
			return path
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return overlong(v.Elem(), path)
		}
	case reflect.Slice:
		if v.Len() > rowsMost {
			return path
		}
		for i := range v.Len() {
			if found := overlong(v.Index(i), path); found != "" {
				return found
			}
		}
	case reflect.Map:
		for name, value := range v.Seq2() {
			if overlong(name, path)+overlong(value, path) != "" {
				return path
			}
		}
	case reflect.Struct:
		return overlongMember(v, path)
	default:
	}
	return ""
}

func overlongMember(v reflect.Value, path string) string {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || unbounded[field.Name] {
			continue
		}
		if found := overlong(v.Field(i), path+"."+field.Name); found != "" {
			return found
		}
	}
	return ""
}
