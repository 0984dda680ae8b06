package awsclient_test

import (
	"context"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/rule"
)

// oddValues are what a shell, a terminal or the AWS CLI might take for something
// else than text.
var oddValues = []string{
	"plain", "-x", "-1", "--", "--flag", "--flag=x y", "--region", "file:///etc/hosts", "fileb:///etc/hosts", "file://", "http://localhost:1/", "https://localhost:1/",
	"FILE://x", " file://x", "[1]", `{"a":1}`, "[", "a=b,c=d", "@=file://x", "true", "null", "it's", "'", `"quoted"`, `\`, `\u0041`, `\'`, "$(reboot)", "`id`", "${HOME}",
	"~", "*", "?", "#x", "!!", "a;b&c|d>e<f", "{a,b}", "%s", "(x)", " padded ", "a\nb", "\n", "\r\t\x00\x1b[31m\x07\x7f", "\u009b5m", "\u202egnp", "ad\u200bmin\ufeff",
	"\u2028", "é世", "👩\u200d👩\u200d👧", "\U000e0041", "\U0010ffff", "e\u0301\u0301", "<b>&amp;</b>", "a/b", "..", "a?b=c#d", "a+b%20c",
}

// printedCommand is an operation of which commands are printed.
type printedCommand struct {
	operation *rule.Operation
	requests  []func() any // each makes a new one and returns a pointer to it
	send      func(context.Context, *awsclient.Client, any) error
}

var printed = []printedCommand{
	{&rule.AttachDataSource, []func() any{
		func() any {
			return &rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN, WorkspaceID: "w", ClientToken: "t"}
		},
		func() any {
			return &rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN, Workspace: &rule.WorkspaceConfiguration{Name: "Logs", Type: "SEARCH"}}
		},
	}, sendsOut((*awsclient.Client).AttachDataSource)},
	{&rule.DetachDataSource, []func() any{
		func() any { return &rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN} },
	}, sends((*awsclient.Client).DetachDataSource)},
	{&rule.CreateApplication, []func() any{
		func() any {
			return &rule.CreateApplicationRequest{
				Name: "traces", ClientToken: "t", KMSKeyARN: "key", DataSources: []model.ApplicationDataSource{{ARN: prodARN, Description: "d", RoleARN: readerARN}},
				IdentityCenter: &model.IdentityCenter{Enabled: true, InstanceARN: "i", RoleARN: readerARN},
				Configs:        []model.ApplicationConfig{{Key: rule.AdminUsers, Value: "*"}}, Tags: []model.Tag{{Key: "team", Value: "search"}},
			}
		},
		func() any {
			return &rule.CreateApplicationRequest{Name: "traces", Tags: []model.Tag{{Key: "team", Value: ""}}}
		},
	}, sendsOut((*awsclient.Client).CreateApplication)},
	{&rule.UpdateApplication, []func() any{
		func() any {
			return &rule.UpdateApplicationRequest{
				ApplicationID: "app0001", DataSources: []model.ApplicationDataSource{{ARN: prodARN, Description: "d"}},
				Configs: []model.ApplicationConfig{{Key: rule.AdminUsers, Value: "*"}}, IdentityCenter: &model.IdentityCenter{RoleARN: readerARN},
			}
		},
		func() any {
			return &rule.UpdateApplicationRequest{ApplicationID: "app0001", DataSources: []model.ApplicationDataSource{}, Configs: []model.ApplicationConfig{}}
		},
	}, sends((*awsclient.Client).UpdateApplication)},
	{&rule.DeleteApplication, []func() any{
		func() any { return &rule.DeleteApplicationRequest{ApplicationID: "app0001"} },
	}, sends((*awsclient.Client).DeleteApplication)},
	{&rule.PutDefaultApplicationSetting, []func() any{
		func() any { return &rule.DefaultApplicationRequest{ApplicationARN: logsARN, SetAsDefault: true} },
		func() any { return &rule.DefaultApplicationRequest{ApplicationARN: logsARN} },
	}, sends((*awsclient.Client).SetDefaultApplication)},
	{&rule.AddTags, []func() any{
		func() any {
			return &rule.AddTagsRequest{ARN: logsARN, Tags: []model.Tag{{Key: "team", Value: ""}, {Key: "stage", Value: "prod"}}}
		},
	}, sends((*awsclient.Client).AddTags)},
	{&rule.RemoveTags, []func() any{
		func() any { return &rule.RemoveTagsRequest{ARN: logsARN, Keys: []string{"team", "stage"}} },
		func() any { return &rule.RemoveTagsRequest{ARN: logsARN, Keys: []string{"team"}} },
	}, sends((*awsclient.Client).RemoveTags)},
	{&rule.CreatePackage, []func() any{
		func() any {
			return &rule.CreatePackageRequest{
				Name: "ranker", Type: model.PluginType, Description: "d", Source: synonymsObject, EngineVersion: "OpenSearch_2.15", Vending: &rule.PackageVending{Enabled: true},
				Configuration: &model.PackageConfiguration{LicenseRequirement: "REQUIRED", LicenseFilepath: "l", ConfigurationRequirement: "NONE", RequiresRestart: true},
				Encryption:    &rule.PackageEncryption{Enabled: true, KMSKey: "alias/k"},
			}
		},
	}, sendsOut((*awsclient.Client).CreatePackage)},
	{&rule.UpdatePackage, []func() any{
		func() any {
			return &rule.UpdatePackageRequest{
				ID: "F1", Source: synonymsObject, Description: "d", CommitMessage: "m", Encryption: &rule.PackageEncryption{},
				Configuration: &model.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "NONE"},
			}
		},
	}, sendsOut((*awsclient.Client).UpdatePackage)},
	{&rule.UpdatePackageScope, []func() any{
		func() any {
			return &rule.UpdatePackageScopeRequest{ID: "F1", Operation: "ADD", Users: []string{"210987654321"}}
		},
		func() any {
			return &rule.UpdatePackageScopeRequest{ID: "F1", Operation: "OVERRIDE", Users: []string{}}
		},
	}, sendsOut((*awsclient.Client).UpdatePackageScope)},
	{&rule.DeletePackage, []func() any{
		func() any { return &rule.DeletePackageRequest{ID: "F1"} },
	}, sendsOut((*awsclient.Client).DeletePackage)},
	{&rule.AssociatePackage, []func() any{
		func() any {
			return &rule.AssociatePackageRequest{PackageAssociation: keyStored("F1"), Domain: "search-prod"}
		},
	}, func(ctx context.Context, c *awsclient.Client, request any) error {
		r := request.(*rule.AssociatePackageRequest)
		_, err := c.AssociatePackages(ctx, rule.AssociatePackagesRequest{Packages: []rule.PackageAssociation{r.PackageAssociation}, Domain: r.Domain})
		return err
	}},
	{&rule.AssociatePackages, []func() any{
		func() any {
			return &rule.AssociatePackagesRequest{Packages: []rule.PackageAssociation{keyStored("F1"), {PackageID: "F2"}}, Domain: "search-prod"}
		},
	}, sendsOut((*awsclient.Client).AssociatePackages)},
	{&rule.DissociatePackage, []func() any{
		func() any { return &rule.DissociatePackageRequest{PackageID: "F1", Domain: "search-prod"} },
	}, func(ctx context.Context, c *awsclient.Client, request any) error {
		r := request.(*rule.DissociatePackageRequest)
		_, err := c.DissociatePackages(ctx, rule.DissociatePackagesRequest{Packages: []string{r.PackageID}, Domain: r.Domain})
		return err
	}},
	{&rule.DissociatePackages, []func() any{
		func() any {
			return &rule.DissociatePackagesRequest{Packages: []string{"F1", "F2"}, Domain: "search-prod"}
		},
	}, sendsOut((*awsclient.Client).DissociatePackages)},
	{&rule.PutIntegration, []func() any{
		func() any {
			return &rule.PutIntegrationRequest{Name: "logs", Type: "OPENSEARCH", Config: rule.IntegrationResources{OpenSearch: rule.OpenSearchResources{
				KMSKeyARN: "k", RoleARN: readerARN, Viewers: []string{"*", readerARN}, ApplicationARN: logsARN, RetentionDays: 30,
			}}}
		},
	}, sendsOut((*awsclient.Client).PutIntegration)},
	{&rule.DeleteIntegration, []func() any{
		func() any { return &rule.DeleteIntegrationRequest{Name: "logs", Force: true} },
		func() any { return &rule.DeleteIntegrationRequest{Name: "logs"} },
	}, sends((*awsclient.Client).DeleteIntegration)},
}

func keyStored(id string) rule.PackageAssociation {
	return rule.PackageAssociation{
		PackageID: id, Prerequisites: []string{"F3"},
		Configuration: &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{RoleARN: readerARN, Enabled: true}},
	}
}

func sends[In any](send func(*awsclient.Client, context.Context, In) error) func(context.Context, *awsclient.Client, any) error {
	return func(ctx context.Context, c *awsclient.Client, request any) error { return send(c, ctx, *request.(*In)) }
}

func sendsOut[In, Out any](send func(*awsclient.Client, context.Context, In) (Out, error)) func(context.Context, *awsclient.Client, any) error {
	return func(ctx context.Context, c *awsclient.Client, request any) error {
		_, err := send(c, ctx, *request.(*In))
		return err
	}
}
