package rule_test

import (
	"testing"

	"oscope/model"
	"oscope/model/rule"
)

func TestCommandLine(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	attach := func(change func(*rule.AttachDataSourceRequest)) string {
		r := rule.AttachDataSourceRequest{ApplicationID: "9wfds1dy935s8exh7yo0", DataSourceARN: arn}
		change(&r)
		return rule.AttachDataSource.CommandLine("us-east-1", r)
	}
	plain := "aws opensearch attach-data-source --id 9wfds1dy935s8exh7yo0 --data-source-arn " + arn
	for name, c := range map[string]struct{ got, want string }{
		"only what is required": {attach(func(*rule.AttachDataSourceRequest) {}), plain + " --region us-east-1"},
		"the client token belongs to one attempt": {
			attach(func(r *rule.AttachDataSourceRequest) { r.ClientToken = "t" }), plain + " --region us-east-1",
		},
		"an existing workspace": {
			attach(func(r *rule.AttachDataSourceRequest) { r.WorkspaceID = "yCdEiL" }),
			plain + " --workspace-id yCdEiL --region us-east-1",
		},
		"a structure as JSON": {
			attach(func(r *rule.AttachDataSourceRequest) {
				r.Workspace = &rule.WorkspaceConfiguration{Name: "Bob's <logs> & more", Type: "SEARCH"}
			}),
			plain + ` --workspace-configuration '{"name":"Bob'\''s <logs> & more","workspaceType":"SEARCH"}' --region us-east-1`,
		},
		"no Region": {
			rule.DetachDataSource.CommandLine("", rule.DetachDataSourceRequest{ApplicationID: "abc", DataSourceARN: arn}),
			"aws opensearch detach-data-source --id abc --data-source-arn " + arn,
		},
		"a boolean is a flag": {
			rule.PutDefaultApplicationSetting.CommandLine("", rule.DefaultApplicationRequest{ApplicationARN: "arn", SetAsDefault: true}),
			"aws opensearch put-default-application-setting --application-arn arn --set-as-default",
		},
		"a boolean that is not set": {
			rule.PutDefaultApplicationSetting.CommandLine("", rule.DefaultApplicationRequest{ApplicationARN: "arn"}),
			"aws opensearch put-default-application-setting --application-arn arn --no-set-as-default",
		},
		"a list to clear and one to leave": {
			rule.UpdateApplication.CommandLine("", rule.UpdateApplicationRequest{ApplicationID: "abc", DataSources: []model.ApplicationDataSource{}}),
			"aws opensearch update-application --id abc --data-sources '[]'",
		},
		"a list of words": {
			rule.RemoveTags.CommandLine("", rule.RemoveTagsRequest{ARN: "arn", Keys: []string{"team", "cost centre"}}),
			`aws opensearch remove-tags --arn arn --tag-keys '["team","cost centre"]'`,
		},
		"structures of a package": {
			rule.CreatePackage.CommandLine("us-east-1", rule.CreatePackageRequest{
				Name: "my-plugin", Type: model.PluginType, Source: rule.PackageSource{Bucket: "b", Key: "plug in.zip"}, EngineVersion: "OpenSearch_2.15",
				Vending: &rule.PackageVending{}, Encryption: &rule.PackageEncryption{KMSKey: "alias/k", Enabled: true},
			}),
			`aws opensearch create-package --package-name my-plugin --package-type ZIP-PLUGIN --package-source '{"S3BucketName":"b","S3Key":"plug in.zip"}' ` +
				`--engine-version OpenSearch_2.15 --package-vending-options '{"VendingEnabled":false}' ` +
				`--package-encryption-options '{"EncryptionEnabled":true,"KmsKeyIdentifier":"alias/k"}' --region us-east-1`,
		},
		"a new version of a package": {
			rule.UpdatePackage.CommandLine("", rule.UpdatePackageRequest{
				ID: "pkg-0a", Source: rule.PackageSource{Bucket: "b", Key: "k"}, CommitMessage: "it's new",
				Configuration: &model.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "NONE"},
			}),
			`aws opensearch update-package --package-id pkg-0a --package-source '{"S3BucketName":"b","S3Key":"k"}' --commit-message 'it'\''s new' ` +
				`--package-configuration '{"ConfigurationRequirement":"NONE","LicenseRequirement":"NONE","RequiresRestartForConfigurationUpdate":false}'`,
		},
		"the scope of a package": {
			rule.UpdatePackageScope.CommandLine("", rule.UpdatePackageScopeRequest{ID: "F1", Operation: "OVERRIDE", Users: []string{}}) + " | " +
				rule.DeletePackage.CommandLine("", rule.DeletePackageRequest{ID: "F1"}),
			`aws opensearch update-package-scope --package-id F1 --operation OVERRIDE --package-user-list '[]' | aws opensearch delete-package --package-id F1`,
		},
		"a list of packages before which others come": {
			rule.AssociatePackage.CommandLine("", map[string]any{"PackageID": "F1", "DomainName": "logs", "PrerequisitePackageIDList": []any{"F2"}}),
			`aws opensearch associate-package --package-id F1 --domain-name logs --prerequisite-package-id-list '["F2"]'`,
		},
		"an application": {
			rule.CreateApplication.CommandLine("", rule.CreateApplicationRequest{
				ClientToken: "t", Name: "my-app", DataSources: []model.ApplicationDataSource{{ARN: arn}}, Tags: []model.Tag{{Key: "team"}}, KMSKeyARN: keyARN,
			}),
			`aws opensearch create-application --name my-app --data-sources '[{"dataSourceArn":"` + arn + `"}]' --tag-list '[{"Key":"team","Value":""}]' --kms-key-arn ` + keyARN,
		},
		"an integration": {
			rule.PutIntegration.CommandLine("", rule.PutIntegrationRequest{
				Name: "logs", Type: "OPENSEARCH",
				Config: rule.IntegrationResources{OpenSearch: rule.OpenSearchResources{RoleARN: "r", Viewers: []string{"*"}, RetentionDays: 30}},
			}) + " | " + rule.DeleteIntegration.CommandLine("", rule.DeleteIntegrationRequest{Name: "logs", Force: true}),
			`aws logs put-integration --integration-name logs --resource-config '{"openSearchResourceConfig":{"dashboardViewerPrincipals":["*"],` +
				`"dataSourceRoleArn":"r","retentionDays":30}}' --integration-type OPENSEARCH | aws logs delete-integration --integration-name logs --force`,
		},
		"a value that begins like an option": {
			rule.UpdatePackage.CommandLine("", rule.UpdatePackageRequest{ID: "F1", CommitMessage: "--force me"}),
			`aws opensearch update-package --package-id F1 --package-source '{}' '--commit-message=--force me'`,
		},
		"a value that the CLI would read from a file": {
			rule.UpdatePackage.CommandLine("us-east-1", rule.UpdatePackageRequest{ID: "F1", CommitMessage: "file:///etc/passwd"}),
			`aws opensearch update-package --cli-input-json '{"CommitMessage":"file:///etc/passwd","PackageID":"F1","PackageSource":{}}' --region us-east-1`,
		},
		"what cannot be seen": {
			rule.RemoveTags.CommandLine("", rule.RemoveTagsRequest{ARN: "arn", Keys: []string{"a\u202eb\x7f\n\U000e0041"}}),
			`aws opensearch remove-tags --arn arn --tag-keys '["a\u202eb\u007f\n\udb40\udc41"]'`,
		},
		"upper-case wire names": {
			rule.ListTags.CommandLine("", map[string]any{"arn": ""}) + " | " +
				rule.AddTags.CommandLine("", map[string]any{"ARN": "x", "TagList": []any{map[string]any{"Key": "k", "Value": "v"}}}),
			`aws opensearch list-tags --arn '' | aws opensearch add-tags --arn x --tag-list '[{"Key":"k","Value":"v"}]'`,
		},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, c.got, c.want)
		}
	}
}
