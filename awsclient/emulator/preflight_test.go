package emulator_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"oscope/awsclient/emulator"
)

const guarded = `{
	"domains": [{"DomainName": "orders", "VPCOptions": {"VPCId": "vpc-1"}}, {"DomainName": "public"}],
	"collections": [{"name": "orders"}],
	"policies": [{"name": "orders-net", "policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/orders*"]}],
		"AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]}],
	"scheduledActions": [{"DomainName": "orders", "in": "26h"}],
	"directQueryDataSources": [{"DataSourceName": "flow_logs"}],
	"domainDataSources": [{"DomainName": "orders", "Name": "glue_events"}],
	"roles": [{"RoleName": "viewer", "policies": [{"Statement": [
		{"Effect": "Allow", "Action": "opensearch:*", "Resource": "*"},
		{"Effect": "Deny", "Action": ["opensearch:ApplicationAccess*"], "Resource": "arn:aws:opensearch:*:*:application/secret"}]}]}],
	"buckets": [{"Name": "packages", "objects": [{"Key": "plugins/guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.17.0"}},
		{"Key": "cold.txt", "Size": 100, "StorageClass": "GLACIER"}]}, {"Name": "packages-eu", "Region": "eu-west-1"}],
	"keys": [{"AliasName": "alias/search", "TargetKeyId": "0b1c2d3e-0000-4000-8000-000000000000"}]
}`

func TestVPCAccess(t *testing.T) {
	c := connect(load(t, guarded, emulator.Options{}))
	authorize := func(in opensearch.AuthorizeVpcEndpointAccessInput) error {
		_, err := c.AuthorizeVpcEndpointAccess(t.Context(), &in)
		return err
	}
	listed := func() (all []string) {
		out, err := c.ListVpcEndpointAccess(t.Context(), &opensearch.ListVpcEndpointAccessInput{DomainName: aws.String("orders")})
		ok(t, err)
		for _, p := range out.AuthorizedPrincipalList {
			text := *p.Principal
			if p.ServiceOptions != nil {
				text += fmt.Sprint(p.ServiceOptions.SupportedRegions)
			}
			all = append(all, text)
		}
		return all
	}
	const ui = types.AWSServicePrincipalApplicationOpensearchserviceAmazonawsCom
	domain := aws.String("orders")
	wantCode(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: aws.String("public"), Service: ui}), "ValidationException", "not a VPC domain")
	wantCode(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: aws.String("nosuch"), Service: ui}), "ResourceNotFoundException", "nosuch")
	wantCode(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain}), "ValidationException", "Exactly one")
	ok(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain, Service: ui}))
	ok(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain, Service: ui}))
	if got := fmt.Sprint(listed()); got != "["+string(ui)+"]" {
		t.Errorf("authorized twice: %s", got)
	}
	ok(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain, Service: ui, ServiceOptions: &types.ServiceOptions{SupportedRegions: []string{"eu-west-1"}}}))
	if got := fmt.Sprint(listed()); got != "["+string(ui)+"[us-east-1 eu-west-1]]" {
		t.Errorf("authorized for another Region: %s", got)
	}
	for i := range 9 {
		ok(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain, Account: aws.String(fmt.Sprintf("21098765432%d", i))}))
	}
	wantCode(t, authorize(opensearch.AuthorizeVpcEndpointAccessInput{DomainName: domain, Account: aws.String("310987654321")}), "LimitExceededException", "10 principals")
	_, err := c.RevokeVpcEndpointAccess(t.Context(), &opensearch.RevokeVpcEndpointAccessInput{DomainName: domain, Service: ui})
	ok(t, err)
	if got := fmt.Sprint(listed()); strings.Contains(got, string(ui)) {
		t.Errorf("revoked: %s", got)
	}
}

func TestNetworkPolicies(t *testing.T) {
	c := connect(load(t, guarded, emulator.Options{})).serverless
	list, err := c.ListSecurityPolicies(t.Context(), &opensearchserverless.ListSecurityPoliciesInput{Type: "network", Resource: []string{"collection/orders"}})
	ok(t, err)
	if len(list.SecurityPolicySummaries) != 1 || *list.SecurityPolicySummaries[0].Name != "orders-net" {
		t.Fatalf("got %+v", list.SecurityPolicySummaries)
	}
	list, err = c.ListSecurityPolicies(t.Context(), &opensearchserverless.ListSecurityPoliciesInput{Type: "network", Resource: []string{"collection/other"}})
	ok(t, err)
	if len(list.SecurityPolicySummaries) != 0 {
		t.Errorf("of another collection: %+v", list.SecurityPolicySummaries)
	}
	got, err := c.GetSecurityPolicy(t.Context(), &opensearchserverless.GetSecurityPolicyInput{Type: "network", Name: aws.String("orders-net")})
	ok(t, err)
	version := got.SecurityPolicyDetail.PolicyVersion
	update := func(version *string, policy string) (*opensearchserverless.UpdateSecurityPolicyOutput, error) {
		return c.UpdateSecurityPolicy(t.Context(), &opensearchserverless.UpdateSecurityPolicyInput{Type: "network", Name: aws.String("orders-net"), PolicyVersion: version, Policy: &policy})
	}
	const open = `[{"Rules":[{"ResourceType":"collection","Resource":["collection/orders*"]}],"AllowFromPublic":true}]`
	for policy, text := range map[string]string{
		`x`:  "Policy json is invalid",
		`[]`: "minimum of 1 items",
		`[{"Rules":[{"ResourceType":"collection","Resource":["orders"]}],"AllowFromPublic":true}]`:             "Resource",
		`[{"Rules":[{"ResourceType":"index","Resource":["index/orders"]}],"AllowFromPublic":true}]`:            "ResourceType",
		`[{"Rules":[{"ResourceType":"collection","Resource":["collection/orders"]}],"AllowFromPublic":false}]`: "SourceVPCEs or SourceServices",
		`[{"Rules":[{"ResourceType":"collection","Resource":["collection/orders"]}]}]`:                         "AllowFromPublic",
		`[{"Rules":[{"ResourceType":"collection","Resource":["collection/orders"]}],"Public":true}]`:           "Policy json is invalid",
		`[{"AllowFromPublic":true}]`: "Rules",
	} {
		_, err := update(version, policy)
		wantCode(t, err, "ValidationException", text)
	}
	changed, err := update(version, open)
	ok(t, err)
	if *changed.SecurityPolicyDetail.PolicyVersion == *version {
		t.Error("the version is the same after a change")
	}
	_, err = update(version, open)
	wantCode(t, err, "ValidationException", "refers to an older version")
	_, err = update(changed.SecurityPolicyDetail.PolicyVersion, open)
	wantCode(t, err, "ValidationException", "No changes detected")
}

func TestWhatIsScheduled(t *testing.T) {
	c := connect(load(t, guarded, emulator.Options{}))
	out, err := c.ListScheduledActions(t.Context(), &opensearch.ListScheduledActionsInput{DomainName: aws.String("orders")})
	ok(t, err)
	if len(out.ScheduledActions) != 1 || *out.ScheduledActions[0].ScheduledTime < 1e12 {
		t.Errorf("got %+v", out.ScheduledActions)
	}
	documented := strings.Replace(guarded, `"in": "26h"`, `"in": "26h", "documented": true`, 1)
	if got := send(load(t, documented, emulator.Options{}), "GET /2021-01-01/opensearch/domain/orders/scheduledActions", "", "Authorization", "any"); !strings.Contains(got.body, `E+09`) {
		t.Errorf("in the documented form: %s", got.body)
	}
	versions, err := c.GetCompatibleVersions(t.Context(), &opensearch.GetCompatibleVersionsInput{DomainName: aws.String("orders")})
	ok(t, err)
	if got := fmt.Sprint(versions.CompatibleVersions[0].TargetVersions); got != "[OpenSearch_3.1 OpenSearch_3.3]" {
		t.Errorf("from 2.19 to %s", got)
	}
}

func TestDirectQueryDataSources(t *testing.T) {
	c := connect(load(t, guarded, emulator.Options{}))
	out, err := c.ListDirectQueryDataSources(t.Context(), nil)
	ok(t, err)
	role, _ := out.DirectQueryDataSources[0].DataSourceType.(*types.DirectQueryDataSourceTypeMemberCloudWatchLog)
	if len(out.DirectQueryDataSources) != 1 || role == nil || !strings.HasSuffix(*role.Value.RoleArn, "role/CloudWatchLogsOpenSearch") {
		t.Errorf("got %+v", out.DirectQueryDataSources)
	}
	_, err = c.GetDirectQueryDataSource(t.Context(), &opensearch.GetDirectQueryDataSourceInput{DataSourceName: aws.String("flow_logs")})
	ok(t, err)
	_, err = c.GetDirectQueryDataSource(t.Context(), &opensearch.GetDirectQueryDataSourceInput{DataSourceName: aws.String("nosuch")})
	wantCode(t, err, "ResourceNotFoundException", "nosuch")
	of, err := c.ListDataSources(t.Context(), &opensearch.ListDataSourcesInput{DomainName: aws.String("orders")})
	ok(t, err)
	one, err := c.GetDataSource(t.Context(), &opensearch.GetDataSourceInput{DomainName: aws.String("orders"), Name: aws.String("glue_events")})
	ok(t, err)
	if len(of.DataSources) != 1 || of.DataSources[0].Status != one.Status || one.Status != "ACTIVE" {
		t.Errorf("got %+v and %+v", of.DataSources, one)
	}
}

func TestRoles(t *testing.T) {
	c := connect(load(t, guarded, emulator.Options{})).iam
	role, err := c.GetRole(t.Context(), &iam.GetRoleInput{RoleName: aws.String("viewer")})
	ok(t, err)
	if !strings.HasPrefix(*role.Role.AssumeRolePolicyDocument, "%7B%22Version%22%3A%222012-10-17%22") {
		t.Errorf("trusts %s", *role.Role.AssumeRolePolicyDocument)
	}
	_, err = c.GetRole(t.Context(), &iam.GetRoleInput{RoleName: aws.String("nosuch")})
	wantCode(t, err, "NoSuchEntity", "The role with name nosuch cannot be found.")
	out, err := c.SimulatePrincipalPolicy(t.Context(), &iam.SimulatePrincipalPolicyInput{
		PolicySourceArn: role.Role.Arn, ActionNames: []string{"opensearch:ApplicationAccessAll", "logs:StartQuery"},
		ResourceArns: []string{"arn:aws:opensearch:us-east-1:123456789012:application/a", "arn:aws:opensearch:us-east-1:123456789012:application/secret"},
	})
	ok(t, err)
	var got []string
	for _, r := range out.EvaluationResults {
		got = append(got, string(r.EvalDecision))
	}
	if strings.Join(got, "|") != "allowed|explicitDeny|implicitDeny|implicitDeny" {
		t.Errorf("got %v", got)
	}
}

func TestObjects(t *testing.T) {
	c := connectS3(load(t, guarded, emulator.Options{}), true)
	key := aws.String("plugins/guard.zip")
	head, err := c.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("packages"), Key: key})
	ok(t, err)
	whole, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("packages"), Key: key})
	ok(t, err)
	body, err := io.ReadAll(whole.Body)
	ok(t, err)
	archive, err := zip.NewReader(bytes.NewReader(body), *head.ContentLength)
	ok(t, err)
	if len(archive.File) != 2 || *head.ETag == "" || head.ServerSideEncryption != "AES256" {
		t.Errorf("got %d files and %+v", len(archive.File), head)
	}
	part, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("packages"), Key: key, Range: aws.String("bytes=-22")})
	ok(t, err)
	end, err := io.ReadAll(part.Body)
	ok(t, err)
	if !bytes.Equal(end, body[len(body)-22:]) || !strings.HasSuffix(*part.ContentRange, fmt.Sprint("/", len(body))) {
		t.Errorf("the end is %q of %s", end, *part.ContentRange)
	}
	_, err = c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("packages"), Key: key, Range: aws.String("bytes=9999-")})
	wantCode(t, err, "InvalidRange", "")
	_, err = c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("packages"), Key: aws.String("cold.txt")})
	wantCode(t, err, "InvalidObjectState", "storage class")
	_, err = c.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("packages"), Key: aws.String("nosuch")})
	if api, _ := errors.AsType[smithy.APIError](err); api == nil || api.ErrorCode() != "NotFound" {
		t.Errorf("what is not there: %v", err)
	}
	for bucket, want := range map[string]string{"packages": "", "packages-eu": "EU"} {
		at, err := c.GetBucketLocation(t.Context(), &s3.GetBucketLocationInput{Bucket: &bucket})
		ok(t, err)
		if string(at.LocationConstraint) != want {
			t.Errorf("%s is in %q", bucket, at.LocationConstraint)
		}
	}
}

func TestDescribeKey(t *testing.T) {
	c := kms.NewFromConfig(config(load(t, guarded, emulator.Options{})))
	const id = "0b1c2d3e-0000-4000-8000-000000000000"
	for _, name := range []string{id, "alias/search", "arn:aws:kms:us-east-1:123456789012:alias/search", "arn:aws:kms:us-east-1:123456789012:key/" + id} {
		out, err := c.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: &name})
		ok(t, err)
		if *out.KeyMetadata.KeyId != id || !out.KeyMetadata.Enabled {
			t.Errorf("%s is %+v", name, out.KeyMetadata)
		}
	}
	_, err := c.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: aws.String("alias/nosuch")})
	wantCode(t, err, "NotFoundException", "alias/nosuch is not found.")
}

// What an integration makes is there for its own operations too.
func TestAnIntegrationMakesPoliciesAndADataSource(t *testing.T) {
	e := load(t, `{"integrations":[{"integrationName":"main","integrationStatus":"PROVISIONING","lastUpdatedAt":"-5m",
		"resourceConfig":{"openSearchResourceConfig":{"dataSourceRoleArn":"arn:aws:iam::123456789012:role/logs","dashboardViewerPrincipals":[],"retentionDays":30}}}]}`, emulator.Options{})
	w := e.World()
	if len(w.Policies) != 3 || len(w.DirectQuerySources) != 1 || w.DirectQuerySources[0].DataSourceName != w.Integrations[0].IntegrationDetails.OpenSearch.DataSource.DataSourceName {
		t.Errorf("got %+v and %+v", w.Policies, w.DirectQuerySources)
	}
}
