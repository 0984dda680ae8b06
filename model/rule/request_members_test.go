package rule_test

import (
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"oscope/model"
	"oscope/model/rule"
)

// Every member of a request is one that its operation has, under the same name.
func TestRequestsHaveTheMembersOfTheirOperation(t *testing.T) {
	sources := []model.ApplicationDataSource{{ARN: domainARN, Description: "d", RoleARN: roleARN}}
	settings := []model.ApplicationConfig{{Key: rule.AdminUsers, Value: "*"}}
	center := &model.IdentityCenter{Enabled: true, InstanceARN: centerARN, RoleARN: roleARN, ApplicationARN: "set by the service"}
	tags := []model.Tag{{Key: "team", Value: ""}}
	pack := model.PackageConfiguration{LicenseRequirement: "REQUIRED", LicenseFilepath: "license.json", ConfigurationRequirement: "NONE", RequiresRestart: true}
	object := rule.PackageSource{Bucket: "bucket", Key: "key"}
	encryption := &rule.PackageEncryption{KMSKey: "alias/key", Enabled: true}
	association := rule.PackageAssociation{
		PackageID: "pkg-0a", Prerequisites: []string{"F1"},
		Configuration: &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{RoleARN: roleARN, Enabled: true}},
	}
	resources := rule.IntegrationResources{OpenSearch: rule.OpenSearchResources{KMSKeyARN: keyARN, RoleARN: roleARN, Viewers: []string{}, ApplicationARN: applicationARN, RetentionDays: 1}}
	tried := map[string]bool{}
	for _, c := range []struct {
		op      *rule.Operation
		request any
		members int
	}{
		{&rule.CreateApplication, rule.CreateApplicationRequest{ClientToken: "t", Name: "my-app", DataSources: sources, IdentityCenter: center, Configs: settings, Tags: tags, KMSKeyARN: keyARN}, 7},
		{&rule.UpdateApplication, rule.UpdateApplicationRequest{ApplicationID: "abc", DataSources: sources, Configs: settings, IdentityCenter: center}, 4},
		{&rule.UpdateApplication, rule.UpdateApplicationRequest{ApplicationID: "abc"}, 1},
		{&rule.DeleteApplication, rule.DeleteApplicationRequest{ApplicationID: "abc"}, 1},
		{&rule.PutDefaultApplicationSetting, rule.DefaultApplicationRequest{ApplicationARN: applicationARN}, 2},
		{&rule.AddTags, rule.AddTagsRequest{ARN: domainARN, Tags: tags}, 2},
		{&rule.RemoveTags, rule.RemoveTagsRequest{ARN: domainARN, Keys: []string{"team"}}, 2},
		{&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN, Workspace: &rule.WorkspaceConfiguration{Name: "Logs", Type: "SEARCH"}, ClientToken: "t"}, 4},
		{&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN, WorkspaceID: "yCdEiL"}, 3},
		{&rule.DetachDataSource, rule.DetachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN}, 2},
		{&rule.CreatePackage, rule.CreatePackageRequest{
			Name: "my-plugin", Type: model.PluginType, Description: "d", Source: object, Configuration: &pack, EngineVersion: "OpenSearch_2.15",
			Vending: &rule.PackageVending{}, Encryption: encryption,
		}, 8},
		{&rule.CreatePackage, rule.CreatePackageRequest{Name: "words", Type: "TXT-DICTIONARY", Source: object}, 3},
		{&rule.UpdatePackage, rule.UpdatePackageRequest{ID: "pkg-0a", Source: object, Description: "d", CommitMessage: "m", Configuration: &pack, Encryption: encryption}, 6},
		{&rule.UpdatePackage, rule.UpdatePackageRequest{ID: "F1", Source: object, Configuration: &model.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "NONE"}}, 3},
		{&rule.UpdatePackageScope, rule.UpdatePackageScopeRequest{ID: "F1", Operation: "ADD", Users: []string{"GLOBAL", "123456789012"}}, 3},
		{&rule.UpdatePackageScope, rule.UpdatePackageScopeRequest{ID: "F1", Operation: "OVERRIDE", Users: []string{}}, 3},
		{&rule.DeletePackage, rule.DeletePackageRequest{ID: "F1"}, 1},
		{&rule.AssociatePackage, rule.AssociatePackageRequest{PackageAssociation: association, Domain: "logs"}, 4},
		{&rule.AssociatePackage, rule.AssociatePackageRequest{PackageAssociation: rule.PackageAssociation{PackageID: "F1"}, Domain: "logs"}, 2},
		{&rule.AssociatePackages, rule.AssociatePackagesRequest{Packages: []rule.PackageAssociation{association, {PackageID: "F1"}}, Domain: "logs"}, 2},
		{&rule.DissociatePackage, rule.DissociatePackageRequest{PackageID: "F1", Domain: "logs"}, 2},
		{&rule.DissociatePackages, rule.DissociatePackagesRequest{Packages: []string{"F1", "G1"}, Domain: "logs"}, 2},
		{&rule.PutIntegration, rule.PutIntegrationRequest{Name: "logs", Type: "OPENSEARCH", Config: resources}, 3},
		{&rule.AuthorizeVpcEndpointAccess, rule.VpcEndpointAccessRequest{Domain: "logs", Service: rule.UIService, Options: &rule.VpcEndpointService{Regions: []string{"eu-central-1"}}}, 3},
		{&rule.RevokeVpcEndpointAccess, rule.VpcEndpointAccessRequest{Domain: "logs", Account: "210987654321"}, 2},
		{&rule.UpdateSecurityPolicy, rule.UpdateSecurityPolicyRequest{
			Type: "network", Name: "logs-net", Version: "MTc5NTI1NTIwMDAwMF8x", Description: "d", Policy: "[]", ClientToken: "t",
		}, 6},
		{&rule.DeleteIntegration, rule.DeleteIntegrationRequest{Name: "logs"}, 1},
		{&rule.DeleteIntegration, rule.DeleteIntegrationRequest{Name: "logs", Force: true}, 2},
	} {
		tried[reflect.TypeOf(c.request).Name()] = true
		values := rule.Values(c.request)
		if got := c.op.Check(values); len(got) > 0 || len(values) != c.members {
			t.Errorf("%s: %v breaks %v", c.op.Name, values, got)
		}
		if unknown := unknownMembers("", c.op.Members, values); len(unknown) > 0 {
			t.Errorf("%s has no %v", c.op.Name, unknown)
		}
	}
	for _, name := range requestTypes(t) {
		if !tried[name] {
			t.Errorf("%s was not tried", name)
		}
	}
}

// requestTypes are the types that are declared under the name of a request.
func requestTypes(t *testing.T) (names []string) {
	for _, file := range sourceFiles(t) {
		for _, declaration := range file.Decls {
			general, ok := declaration.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				continue
			}
			for _, spec := range general.Specs {
				if typ, ok := spec.(*ast.TypeSpec); ok && strings.HasSuffix(typ.Name.Name, "Request") {
					names = append(names, typ.Name.Name)
				}
			}
		}
	}
	return names
}

func unknownMembers(prefix string, members []rule.Member, values map[string]any) (unknown []string) {
	for name, value := range values {
		i := slices.IndexFunc(members, func(m rule.Member) bool { return m.Name == name })
		if i < 0 {
			unknown = append(unknown, prefix+name)
			continue
		}
		m := members[i]
		if list, ok := value.([]any); ok && len(list) > 0 {
			m, value = *m.Element, list[0]
		}
		if nested, ok := value.(map[string]any); ok {
			unknown = append(unknown, unknownMembers(prefix+name+".", m.Members, nested)...)
		}
	}
	return unknown
}
