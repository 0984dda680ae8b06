package rule_test

import (
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

// A good and several bad values for each member that holds an ARN, in a request
// that is made in us-east-1.
func TestMembersThatNameAnARN(t *testing.T) {
	const (
		account    = "123456789012"
		elsewhere  = "arn:aws:kms:eu-west-1:" + account + ":key/01234567-89ab-cdef-0123-456789abcdef"
		multi      = "arn:aws:kms:us-east-1:" + account + ":key/mrk-0123456789abcdef0123456789abcdef"
		aliasARN   = "arn:aws:kms:us-east-1:" + account + ":alias/search"
		userARN    = "arn:aws:iam::" + account + ":user/people/jane"
		bucket     = "arn:aws:s3:::a-bucket-of-mine"
		chinese    = "arn:aws-cn:iam::" + account + ":role/access"
		farDomain  = "arn:aws:es:eu-west-1:210987654321:domain/far"
		collection = "arn:aws:aoss:us-east-1:" + account + ":collection/07tjusf2h91cunochc"
		direct     = "arn:aws:opensearch:us-east-1:" + account + ":datasource/flow_logs"
		farApp     = "arn:aws:opensearch:eu-west-1:" + account + ":application/9wfds1dy935s8exh7yo0"
		region     = "must be in us-east-1, the Region of the request; this is in eu-west-1"
		partition  = "must be in the partition aws, as us-east-1 is; this is in aws-cn"
		role       = "must be the ARN of an IAM role"
		source     = "must be the ARN of a domain, a collection or a direct-query data source"
		attachable = "must be the ARN of a domain or a collection"
		viewer     = "must be the ARN of an IAM role or an IAM user, or *"
		key        = "must be the ARN of a KMS key in us-east-1"
		anyKey     = "must be the ARN of a KMS key or an alias in us-east-1, or alias/ and a name, or a key id"
	)
	type values map[string]string // what each value is answered with
	data := values{domainARN: "", farDomain: "", collection: "", direct: "", bucket: source, roleARN: source, strings.Replace(farDomain, "aws", "aws-cn", 1): partition}
	roles := values{roleARN: "", roleARN + "/with/a/path": "", chinese: partition}
	center := values{
		centerARN: "", strings.Replace(centerARN, ":::", "::"+account+":", 1): "must be the ARN of an IAM Identity Center instance",
		strings.Replace(centerARN, "instance", "application", 1): "must be the ARN of an IAM Identity Center instance",
	}
	for _, c := range []struct {
		op     *rule.Operation
		member string
		values
	}{
		{&rule.CreateApplication, "dataSources[].dataSourceArn", data},
		{&rule.UpdateApplication, "dataSources[].dataSourceArn", data},
		{&rule.CreateApplication, "dataSources[].iamRoleForDataSourceArn", roles},
		{&rule.UpdateApplication, "dataSources[].iamRoleForDataSourceArn", roles},
		{&rule.CreateApplication, "iamIdentityCenterOptions.iamIdentityCenterInstanceArn", center},
		{&rule.UpdateApplication, "iamIdentityCenterOptions.iamIdentityCenterInstanceArn", center},
		{&rule.CreateApplication, "iamIdentityCenterOptions.iamRoleForIdentityCenterApplicationArn", roles},
		{&rule.UpdateApplication, "iamIdentityCenterOptions.iamRoleForIdentityCenterApplicationArn", roles},
		{&rule.CreateApplication, "kmsKeyArn", values{keyARN: "", elsewhere: region}},
		{&rule.PutDefaultApplicationSetting, "applicationArn", values{applicationARN: "", farApp: region, domainARN: "must be the ARN of an application in us-east-1"}},
		{&rule.ListTags, "arn", values{domainARN: "", direct: "", applicationARN: "", roleARN: "must be the ARN of a domain, a direct-query data source or an application"}},
		{&rule.AddTags, "ARN", values{domainARN: "", bucket: "must be the ARN of a domain, a direct-query data source or an application"}},
		{&rule.RemoveTags, "ARN", values{domainARN: "", collection: "must be the ARN of a domain, a direct-query data source or an application"}},
		{&rule.AttachDataSource, "dataSourceArn", values{domainARN: "", farDomain: "", collection: "", direct: attachable, bucket: attachable}},
		{&rule.DetachDataSource, "dataSourceArn", data},
		{&rule.DescribeDataSourceAttachment, "dataSourceArn", data},
		{&rule.AssociatePackage, "AssociationConfiguration.KeyStoreAccessOption.KeyAccessRoleArn", roles},
		{&rule.AssociatePackages, "PackageList[].AssociationConfiguration.KeyStoreAccessOption.KeyAccessRoleArn", roles},
		{&rule.CreatePackage, "PackageEncryptionOptions.KmsKeyIdentifier", values{
			keyARN: "", multi: "", aliasARN: "", "alias/aws/es": "", "01234567-89ab-cdef-0123-456789abcdef": "", "mrk-01": "",
			elsewhere: region, bucket: anyKey, "alias search": anyKey,
		}},
		{&rule.UpdatePackage, "PackageEncryptionOptions.KmsKeyIdentifier", values{aliasARN: "", elsewhere: region}},
		{&rule.PutIntegration, "resourceConfig.openSearchResourceConfig.kmsKeyArn", values{keyARN: "", multi: "", elsewhere: region, bucket: key, aliasARN: key, "alias/search": key}},
		{&rule.PutIntegration, "resourceConfig.openSearchResourceConfig.dataSourceRoleArn", values{
			roleARN: "", chinese: partition, userARN: role, bucket: role, "nonsense": role,
			"arn:aws:iam::12345:role/access": role, "arn:aws:iam::" + account + ":role/": role, roleARN + " ": role,
		}},
		{&rule.PutIntegration, "resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals[]", values{
			roleARN: "", userARN: "", "*": "", "nonsense": viewer, bucket: viewer, chinese: partition,
			"arn:aws:iam::" + account + ":group/people": viewer, "arn:aws:sts::" + account + ":assumed-role/access/session": viewer,
		}},
		{&rule.PutIntegration, "resourceConfig.openSearchResourceConfig.applicationArn", values{applicationARN: "", farApp: "", domainARN: "must be the ARN of an application"}},
	} {
		i := slices.IndexFunc(operations, func(o example) bool { return o.op == c.op })
		for value, want := range c.values {
			request := decode(t, operations[i].request)
			put(request, c.member, value)
			got := c.op.In("us-east-1").Check(request)
			if len(got) > 1 || (len(got) == 1) != (want != "") || len(got) == 1 && got[0].Advice != want {
				t.Errorf("%s.%s = %q: %q, want %q", c.op.Name, c.member, value, got, want)
			}
		}
	}
}

// A member that is named after an ARN has a rule on what it may name.
func TestEveryMemberThatHoldsAnARNHasARule(t *testing.T) {
	found := 0
	var walk func(operation string, members []rule.Member)
	walk = func(operation string, members []rule.Member) {
		for _, m := range members {
			holds := m
			if m.Element != nil {
				holds = *m.Element
			}
			if name := strings.ToLower(m.Name); strings.HasSuffix(name, "arn") || strings.HasSuffix(name, "principals") {
				found++
				if holds.ARN == nil {
					t.Errorf("%s: nothing says what %s may name", operation, m.Name)
				}
			}
			walk(operation, holds.Members)
		}
	}
	for _, o := range operations {
		walk(o.op.Name, o.op.Members)
	}
	if found < 20 {
		t.Errorf("only %d members were found", found)
	}
}

// While the Region of a request is not known, nothing is said about it.
func TestARNsWithoutARegion(t *testing.T) {
	for _, region := range []string{"", "xy-west-1"} {
		request := decode(t, operations[0].request)
		request["dataSources"] = []any{map[string]any{"dataSourceArn": "arn:aws-cn:es:cn-north-1:123456789012:domain/far"}}
		if region == "" {
			request["kmsKeyArn"] = strings.Replace(keyARN, "us-east-1", "eu-west-1", 1)
		} else {
			request["kmsKeyArn"] = strings.Replace(keyARN, "us-east-1", region, 1)
		}
		if got := operations[0].op.In(region).Check(request); len(got) > 0 {
			t.Errorf("in %q: %v", region, got)
		}
	}
}
