package main

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// Every member has a flag, and what the flags say is what would be sent.
func TestRequestsOfFlags(t *testing.T) {
	const (
		domain = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
		role   = "arn:aws:iam::123456789012:role/logs"
		key    = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	)
	tried := map[string]map[string]bool{}
	for _, c := range []struct {
		command string
		flags   []string
		request string
	}{
		{
			"attach", []string{"--id", "logs", "--data-source-arn", domain, "--workspace-configuration-name", "Ops (1)", "--workspace-type", "SEARCH", "--client-token", "t"},
			`{"id": "app1", "dataSourceArn": "` + domain + `", "workspaceConfiguration": {"name": "Ops (1)", "workspaceType": "SEARCH"}, "clientToken": "t"}`,
		},
		{"attach", []string{"--id", "logs", "--data-source-arn", domain, "--workspace-id", "w1"}, `{"id": "app1", "dataSourceArn": "` + domain + `", "workspaceId": "w1"}`},
		{"detach", []string{"--id", "app1", "--data-source-arn", "search-prod"}, `{"id": "app1", "dataSourceArn": "` + domain + `"}`},
		{
			"create-package", []string{
				"--package-name", "new", "--package-type", "ZIP-PLUGIN", "--package-description", "a, b='c'", "--s3-bucket-name", "packages", "--s3-key", "a b.zip",
				"--license-requirement", "REQUIRED", "--license-filepath", "a/b", "--configuration-requirement", "NONE", "--requires-restart-for-configuration-update=false",
				"--engine-version", "OpenSearch_2.19", "--vending-enabled", "--kms-key-identifier", key, "--encryption-enabled",
			},
			`{"PackageName": "new", "PackageType": "ZIP-PLUGIN", "PackageDescription": "a, b='c'", "PackageSource": {"S3BucketName": "packages", "S3Key": "a b.zip"},
			"PackageConfiguration": {"LicenseRequirement": "REQUIRED", "LicenseFilepath": "a/b", "ConfigurationRequirement": "NONE", "RequiresRestartForConfigurationUpdate": false},
			"EngineVersion": "OpenSearch_2.19", "PackageVendingOptions": {"VendingEnabled": true}, "PackageEncryptionOptions": {"KmsKeyIdentifier": "` + key + `", "EncryptionEnabled": true}}`,
		},
		{
			"update-package", []string{
				"--package-id", "words", "--s3-bucket-name", "packages", "--s3-key", "k", "--package-description", "d", "--commit-message", "m",
				"--license-requirement", "NONE", "--configuration-requirement", "NONE", "--license-filepath", "a", "--requires-restart-for-configuration-update", "--encryption-enabled=false", "--kms-key-identifier", "alias/x",
			},
			`{"PackageID": "F1", "PackageSource": {"S3BucketName": "packages", "S3Key": "k"}, "PackageDescription": "d", "CommitMessage": "m",
			"PackageConfiguration": {"LicenseRequirement": "NONE", "ConfigurationRequirement": "NONE", "LicenseFilepath": "a", "RequiresRestartForConfigurationUpdate": true}, "PackageEncryptionOptions": {"EncryptionEnabled": false, "KmsKeyIdentifier": "alias/x"}}`,
		},
		{
			"associate", []string{"--package-id", "words", "--domain-name", "search-next", "--prerequisite-package-id-list", "stops", "--prerequisite-package-id-list", "F3", "--key-access-role-arn", role, "--key-store-access-enabled"},
			`{"PackageID": "F1", "DomainName": "search-next", "PrerequisitePackageIDList": ["F2", "F3"], "AssociationConfiguration": {"KeyStoreAccessOption": {"KeyAccessRoleArn": "` + role + `", "KeyStoreAccessEnabled": true}}}`,
		},
		{
			"dissociate", []string{"--package-id", "words", "--package-id", "stops", "--domain-name", "search-prod"},
			`{"PackageList": ["F1", "F2"], "DomainName": "search-prod"}`,
		},
		{"apply-update", []string{"--package-id", "words", "--domain-name", "search-prod"}, `{"PackageID": "F1", "DomainName": "search-prod"}`},
		{
			"create-application", []string{
				"--name", "new", "--data-sources", "dataSourceArn=search-prod,dataSourceDescription=this one", "--data-sources", `{"dataSourceArn": "vectors"}`,
				"--iam-identity-center-options-enabled", "--iam-identity-center-instance-arn", "arn:aws:sso:::instance/ssoins-1234567890abcdef", "--iam-role-for-identity-center-application-arn", role,
				"--app-configs", `key=opensearchDashboards.dashboardAdmin.users,value=["a","b"]`, "--tag-list", "Key=a,Value=b=c", "--kms-key-arn", key, "--client-token", "t",
			},
			`{"name": "new", "dataSources": [{"dataSourceArn": "` + domain + `", "dataSourceDescription": "this one"}, {"dataSourceArn": "arn:aws:aoss:us-east-1:123456789012:collection/vec1"}],
			"iamIdentityCenterOptions": {"enabled": true, "iamIdentityCenterInstanceArn": "arn:aws:sso:::instance/ssoins-1234567890abcdef", "iamRoleForIdentityCenterApplicationArn": "` + role + `"},
			"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"a\",\"b\"]"}], "tagList": [{"Key": "a", "Value": "b=c"}], "kmsKeyArn": "` + key + `", "clientToken": "t"}`,
		},
		{
			"put-integration", []string{
				"--integration-name", "main", "--kms-key-arn", key, "--data-source-role-arn", role, "--dashboard-viewer-principals", role, "--dashboard-viewer-principals", "*",
				"--application-arn", "logs", "--retention-days", "7", "--integration-type", "OPENSEARCH",
			},
			`{"integrationName": "main", "resourceConfig": {"openSearchResourceConfig": {"kmsKeyArn": "` + key + `", "dataSourceRoleArn": "` + role + `", "dashboardViewerPrincipals": ["` + role + `", "*"],
			"applicationArn": "arn:aws:opensearch:us-east-1:123456789012:application/app1", "retentionDays": 7}}, "integrationType": "OPENSEARCH"}`,
		},
	} {
		for _, word := range c.flags {
			if flag, _, _ := strings.Cut(word, "="); strings.HasPrefix(flag, "--") {
				if tried[c.command] == nil {
					tried[c.command] = map[string]bool{}
				}
				tried[c.command][flag] = true
			}
		}
		t.Run(c.command, func(t *testing.T) {
			t.Parallel()
			p := emulatorOf(t, requestWorld)
			running := p.start(t, append([]string{c.command, "--dry-run", "-o", "json"}, c.flags...)...)
			code := running.end()
			var all []struct {
				Request any
				Command string
			}
			if err := json.Unmarshal([]byte(running.out.String()), &all); err != nil || code != 0 || len(all) != 1 || all[0].Command == "" {
				t.Fatalf("%d %v %s%s", code, err, running.out.String(), running.errs.String())
			}
			var want any
			if err := json.Unmarshal([]byte(c.request), &want); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(all[0].Request, want) {
				t.Errorf("got  %v\nwant %v", all[0].Request, want)
			}
		})
	}
	for command, flags := range tried {
		commands()["oscope-"+command].NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if !flags["--"+f.Name] && !slices.Contains([]string{"help", "output", "dry-run", "yes", "wait", "timeout"}, f.Name) {
				t.Errorf("%s --%s is not tried", command, f.Name)
			}
		})
	}
}

const requestWorld = `{
  "applications": [{"id": "app1", "name": "logs"}],
  "domains": [{"DomainName": "search-prod"}, {"DomainName": "search-next"}],
  "collections": [{"id": "vec1", "name": "vectors"}],
  "packages": [{"PackageID": "F1", "PackageName": "words", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}], "AvailablePackageVersion": "v2"},
    {"PackageID": "F2", "PackageName": "stops"}, {"PackageID": "F3", "PackageName": "spare"}],
  "associations": [{"PackageID": "F1", "DomainName": "search-prod", "PackageVersion": "v1"}, {"PackageID": "F2", "DomainName": "search-prod"}]
}`
