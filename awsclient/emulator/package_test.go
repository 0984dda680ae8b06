package emulator_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

// packaged is a world with a dictionary, a plugin, one of AWS's and one of a
// partner's, and objects that packages can be made of.
const packaged = `{
	"buckets": [
		{"Name": "packages", "objects": [
			{"Key": "synonyms.txt"}, {"Key": "ranker.zip", "Size": 1000}, {"Key": "Ranker-Vulnerable.zip"}, {"Key": "unsupported.zip"},
			{"Key": "broken.zip"}, {"Key": "ranker.jar"}, {"Key": "license.json"}, {"Key": "license.xml"}, {"Key": "config.zip"}
		]},
		{"Name": "finance", "denied": true}, {"Name": "packages-eu", "Region": "eu-west-1", "objects": [{"Key": "synonyms.txt"}]}
	],
	"packages": [
		{"PackageID": "F1", "PackageName": "stopwords"},
		{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", "PackageVendingOptions": {"VendingEnabled": true}},
		{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-b1", "PackageName": "lockbox", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", "PackageOwner": "210987654321", "AllowListedUserList": ["123456789012"]}
	]
}`

func from(bucket, key string) *types.PackageSource {
	return &types.PackageSource{S3BucketName: &bucket, S3Key: &key}
}

// found is the one package with that id.
func (c clients) found(t *testing.T, id string) types.PackageDetails {
	t.Helper()
	all := c.filtered(t, "PackageID", id)
	if len(all) != 1 {
		t.Fatalf("%d packages are %s", len(all), id)
	}
	return all[0]
}

// filtered is what DescribePackages answers to filters, given as name and values.
func (c clients) filtered(t *testing.T, filters ...string) []types.PackageDetails {
	t.Helper()
	var in opensearch.DescribePackagesInput
	for i := 0; i < len(filters); i += 2 {
		in.Filters = append(in.Filters, types.DescribePackagesFilter{Name: types.DescribePackagesFilterName(filters[i]), Value: strings.Fields(filters[i+1])})
	}
	out, err := c.DescribePackages(t.Context(), &in)
	ok(t, err)
	return out.PackageDetailsList
}

// versions is a package's history, in words.
func (c clients) versions(t *testing.T, id string) string {
	t.Helper()
	out, err := c.GetPackageVersionHistory(t.Context(), &opensearch.GetPackageVersionHistoryInput{PackageID: &id})
	ok(t, err)
	var all []string
	for _, v := range out.PackageVersionHistoryList {
		all = append(all, *v.PackageVersion+" "+aws.ToString(v.CommitMessage))
	}
	return strings.Join(all, ", ")
}

func TestThePackageLifeCycle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(load(t, packaged, emulator.Options{}))
		created, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{
			PackageName: aws.String("synonyms"), PackageType: types.PackageTypeTxtDictionary, PackageSource: from("packages", "synonyms.txt"),
			PackageDescription: aws.String("of the catalog"),
		})
		ok(t, err)
		first := created.PackageDetails
		if first.PackageStatus != types.PackageStatusCopying || first.AvailablePackageVersion != nil || !first.CreatedAt.Equal(time.Now()) ||
			*first.PackageOwner != "123456789012" || *first.PackageDescription != "of the catalog" || first.ErrorDetails != nil {
			t.Errorf("created: %+v", first)
		}
		id := *first.PackageID
		want := func(status types.PackageStatus, version string) {
			t.Helper()
			if p := c.found(t, id); p.PackageStatus != status || aws.ToString(p.AvailablePackageVersion) != version {
				t.Errorf("got %s %s, want %s %s", p.PackageStatus, aws.ToString(p.AvailablePackageVersion), status, version)
			}
		}
		time.Sleep(3 * time.Second)
		want("COPYING", "")
		time.Sleep(time.Second)
		want("VALIDATING", "")
		time.Sleep(8 * time.Second)
		want("AVAILABLE", "v1")

		_, err = c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: &id, PackageSource: from("packages", "synonyms.txt"), CommitMessage: aws.String("More of them")})
		ok(t, err)
		want("COPYING", "v1")
		time.Sleep(4 * time.Second)
		want("VALIDATING", "v1")
		time.Sleep(8 * time.Second)
		want("AVAILABLE", "v2")
		if got := c.versions(t, id); got != "v1 , v2 More of them" {
			t.Errorf("history: %s", got)
		}

		// A failed update leaves the version that there is.
		_, err = c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: &id, PackageSource: from("packages", "nosuch.txt"), PackageDescription: aws.String("gone")})
		ok(t, err)
		time.Sleep(4 * time.Second)
		want("COPY_FAILED", "v2")
		if p := c.found(t, id); !strings.Contains(*p.ErrorDetails.ErrorMessage, "nosuch.txt") || *p.ErrorDetails.ErrorType != "" || *p.PackageDescription != "gone" {
			t.Errorf("failed: %+v", p)
		}
		_, err = c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: &id, PackageSource: from("packages", "synonyms.txt")})
		ok(t, err)
		time.Sleep(12 * time.Second)
		want("AVAILABLE", "v3")
		if p := c.found(t, id); p.ErrorDetails != nil || !p.LastUpdatedAt.Equal(time.Now()) {
			t.Errorf("repaired: %+v", p)
		}

		deleted, err := c.DeletePackage(t.Context(), &opensearch.DeletePackageInput{PackageID: &id})
		ok(t, err)
		if deleted.PackageDetails.PackageStatus != types.PackageStatusDeleting {
			t.Errorf("deleted: %+v", deleted.PackageDetails)
		}
		time.Sleep(4 * time.Second)
		if got := c.filtered(t, "PackageID", id); len(got) != 0 {
			t.Errorf("still there: %+v", got)
		}
	})
}

func TestIdentifiersOfPackages(t *testing.T) {
	c := connect(load(t, packaged, emulator.Options{}))
	for packageType, form := range map[types.PackageType]string{
		types.PackageTypeTxtDictionary:  `^F[0-9]+$`,
		types.PackageTypeZipPlugin:      `^pkg-[0-9a-f]{40}$`,
		types.PackageTypePackageLicense: `^pkg-[0-9a-f]{40}$`,
		types.PackageTypePackageConfig:  `^pkg-[0-9a-f]{40}$`,
	} {
		in := opensearch.CreatePackageInput{PackageName: aws.String(strings.ToLower("new-" + string(packageType))), PackageType: packageType, PackageSource: from("packages", "x")}
		if packageType == types.PackageTypeZipPlugin {
			in.EngineVersion = aws.String("OpenSearch_2.19")
		}
		out, err := c.CreatePackage(t.Context(), &in)
		ok(t, err)
		if id := *out.PackageDetails.PackageID; !regexp.MustCompile(form).MatchString(id) {
			t.Errorf("%s has the id %s", packageType, id)
		}
	}
}

// What becomes of a package depends on the object that it is made of.
func TestWhatBecomesOfAPackage(t *testing.T) {
	for name, test := range map[string]struct {
		packageType types.PackageType
		bucket, key string
		status      types.PackageStatus
		text        string
	}{
		"a dictionary":                {types.PackageTypeTxtDictionary, "packages", "synonyms.txt", "AVAILABLE", ""},
		"a dictionary of any name":    {types.PackageTypeTxtDictionary, "packages", "broken.zip", "AVAILABLE", ""},
		"a plugin":                    {types.PackageTypeZipPlugin, "packages", "ranker.zip", "AVAILABLE", ""},
		"a licence in JSON":           {types.PackageTypePackageLicense, "packages", "license.json", "AVAILABLE", ""},
		"a licence in XML":            {types.PackageTypePackageLicense, "packages", "license.xml", "AVAILABLE", ""},
		"a configuration":             {types.PackageTypePackageConfig, "packages", "config.zip", "AVAILABLE", ""},
		"a licence that is none":      {types.PackageTypePackageLicense, "packages", "config.zip", "VALIDATION_FAILED", "The object config.zip is not a file of type .json or .xml."},
		"a configuration of text":     {types.PackageTypePackageConfig, "packages", "synonyms.txt", "VALIDATION_FAILED", "The object synonyms.txt is not a file of type .zip."},
		"a vulnerable plugin":         {types.PackageTypeZipPlugin, "packages", "Ranker-Vulnerable.zip", "VALIDATION_FAILED", "PluginValidationFailureReason : Dependency Scan reported 3 vulnerabilities for the plugin: CVE-2022-23307, CVE-2019-17571, CVE-2022-23305"},
		"an unsupported plugin":       {types.PackageTypeZipPlugin, "packages", "unsupported.zip", "VALIDATION_FAILED", "PluginValidationFailureReason : Plugins are not supported for the provided enginge version.  Class querqy.opensearch.QuerqyPlugin implements the plugin interface org.opensearch.plugins.ActionPlugin which is not supported.  "},
		"a broken plugin":             {types.PackageTypeZipPlugin, "packages", "broken.zip", "VALIDATION_FAILED", "PluginValidationFailureReason : The provided plugin could not be loaded"},
		"a plugin that is no archive": {types.PackageTypeZipPlugin, "packages", "ranker.jar", "VALIDATION_FAILED", "PluginValidationFailureReason : The provided plugin could not be loaded"},
		"a missing object":            {types.PackageTypeTxtDictionary, "packages", "nosuch", "COPY_FAILED", "The object nosuch does not exist in the bucket packages."},
		"a missing bucket":            {types.PackageTypeTxtDictionary, "nosuch", "synonyms.txt", "COPY_FAILED", "The bucket nosuch does not exist."},
		"a closed bucket":             {types.PackageTypeTxtDictionary, "finance", "synonyms.txt", "COPY_FAILED", "Access to the bucket finance is denied."},
		"a bucket of another Region":  {types.PackageTypeTxtDictionary, "packages-eu", "synonyms.txt", "COPY_FAILED", "The bucket packages-eu is in eu-west-1, not in us-east-1."},
	} {
		t.Run(name, func(t *testing.T) {
			e := load(t, packaged, emulator.Options{Standstill: true})
			c := connect(e)
			in := opensearch.CreatePackageInput{PackageName: aws.String("new"), PackageType: test.packageType, PackageSource: from(test.bucket, test.key)}
			if test.packageType == types.PackageTypeZipPlugin {
				in.EngineVersion = aws.String("OpenSearch_2.19")
			}
			out, err := c.CreatePackage(t.Context(), &in)
			ok(t, err)
			e.Advance(time.Minute)
			p := c.found(t, *out.PackageDetails.PackageID)
			text := ""
			if p.ErrorDetails != nil {
				text = *p.ErrorDetails.ErrorMessage
			}
			if p.PackageStatus != test.status || text != test.text {
				t.Errorf("got  %s %s\nwant %s %s", p.PackageStatus, text, test.status, test.text)
			}
			if available := test.status == "AVAILABLE"; available != (p.AvailablePackageVersion != nil) {
				t.Errorf("available is %v", p.AvailablePackageVersion)
			}
		})
	}
}

func TestPropertiesOfAPlugin(t *testing.T) {
	e := load(t, packaged, emulator.Options{Standstill: true})
	c := connect(e)
	out, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{
		PackageName: aws.String("guard"), PackageType: types.PackageTypeZipPlugin, PackageSource: from("packages", "ranker.zip"), EngineVersion: aws.String("OpenSearch_2.15"),
		PackageConfiguration:     &types.PackageConfiguration{LicenseRequirement: "REQUIRED", ConfigurationRequirement: "NONE", LicenseFilepath: aws.String("guard/license.json")},
		PackageVendingOptions:    &types.PackageVendingOptions{VendingEnabled: aws.Bool(true)},
		PackageEncryptionOptions: &types.PackageEncryptionOptions{EncryptionEnabled: aws.Bool(true), KmsKeyIdentifier: aws.String("alias/packages")},
	})
	ok(t, err)
	if p := out.PackageDetails; p.AvailablePluginProperties != nil || p.AvailablePackageConfiguration != nil || !*p.PackageVendingOptions.VendingEnabled ||
		*p.PackageEncryptionOptions.KmsKeyIdentifier != "alias/packages" || *p.EngineVersion != "OpenSearch_2.15" {
		t.Errorf("created: %+v", p)
	}
	id := *out.PackageDetails.PackageID
	e.Advance(time.Minute)
	p := c.found(t, id)
	if p.AvailablePluginProperties == nil || *p.AvailablePluginProperties.Name != "guard" || *p.AvailablePluginProperties.UncompressedSizeInBytes == 0 {
		t.Errorf("properties: %+v", p.AvailablePluginProperties)
	}
	if p.AvailablePackageConfiguration == nil || p.AvailablePackageConfiguration.LicenseRequirement != "REQUIRED" || *p.AvailablePackageConfiguration.LicenseFilepath != "guard/license.json" {
		t.Errorf("configuration: %+v", p.AvailablePackageConfiguration)
	}
	_, err = c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{
		PackageID: &id, PackageSource: from("packages", "ranker.zip"), CommitMessage: aws.String("Free"),
		PackageConfiguration: &types.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "NONE"},
	})
	ok(t, err)
	if p := c.found(t, id); p.AvailablePackageConfiguration.LicenseRequirement != "REQUIRED" {
		t.Errorf("while the update is validated: %+v", p.AvailablePackageConfiguration)
	}
	e.Advance(time.Minute)
	history, err := c.GetPackageVersionHistory(t.Context(), &opensearch.GetPackageVersionHistoryInput{PackageID: &id})
	ok(t, err)
	versions := history.PackageVersionHistoryList
	if len(versions) != 2 || versions[0].PackageConfiguration.LicenseRequirement != "REQUIRED" || versions[1].PackageConfiguration.LicenseRequirement != "NONE" ||
		*versions[1].CommitMessage != "Free" || *versions[1].PluginProperties.Name != "guard" || *history.PackageID != id {
		t.Errorf("history: %+v", versions)
	}
}

func TestRefusalsOfPackages(t *testing.T) {
	const packages = "POST /2021-01-01/packages"
	const source = `"PackageSource":{"S3BucketName":"packages","S3Key":"synonyms.txt"}`
	for name, test := range map[string]struct {
		route, body string
		status      int
		code, text  string
	}{
		"nothing": {
			packages, `{}`, 400, "ValidationException", "3 validation errors detected: Value null at 'packageName' failed to satisfy constraint: Member must not be null; " +
				"Value null at 'packageType' failed to satisfy constraint: Member must not be null; Value null at 'packageSource' failed to satisfy constraint: Member must not be null",
		},
		"an unknown type": {
			packages, `{"PackageName":"new","PackageType":"ZIP",` + source + `}`, 400, "ValidationException",
			"1 validation error detected: Value 'ZIP' at 'packageType' failed to satisfy constraint: Member must satisfy enum value set: [TXT-DICTIONARY, ZIP-PLUGIN, PACKAGE-LICENSE, PACKAGE-CONFIG]",
		},
		"a licence path that climbs": {
			packages, `{"PackageName":"new","PackageType":"TXT-DICTIONARY",` + source + `,"PackageConfiguration":{"LicenseRequirement":"NONE","ConfigurationRequirement":"NONE","LicenseFilepath":"a/../b"}}`, 400, "ValidationException",
			`1 validation error detected: Value 'a/../b' at 'packageConfiguration.licenseFilepath' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?!.*\/\.{2,})(?!.*\.\.)[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*$`,
		},
		"a plugin without an engine": {
			packages, `{"PackageName":"new","PackageType":"ZIP-PLUGIN",` + source + `}`, 400, "ValidationException",
			"Operation not allowed. EngineVersion is a required parameter for this operation.",
		},
		"a dictionary with one": {
			packages, `{"PackageName":"new","PackageType":"TXT-DICTIONARY","EngineVersion":"OpenSearch_2.19",` + source + `}`, 400, "ValidationException",
			"EngineVersion can only be specified for package type ZIP-PLUGIN.",
		},
		"half a source": {
			packages, `{"PackageName":"new","PackageType":"TXT-DICTIONARY","PackageSource":{"S3BucketName":"packages"}}`, 400, "ValidationException",
			"PackageSource must have both S3BucketName and S3Key.",
		},
		"a key without encryption": {
			packages, `{"PackageName":"new","PackageType":"ZIP-PLUGIN","EngineVersion":"OpenSearch_2.19",` + source + `,"PackageEncryptionOptions":{"EncryptionEnabled":false,"KmsKeyIdentifier":"k"}}`, 400, "ValidationException",
			"KmsKeyIdentifier can only be specified when EncryptionEnabled is true.",
		},
		"a key for a dictionary": {
			packages, `{"PackageName":"new","PackageType":"TXT-DICTIONARY",` + source + `,"PackageEncryptionOptions":{"EncryptionEnabled":true,"KmsKeyIdentifier":"k"}}`, 409, "InvalidTypeException",
			"A KMS key is not supported for package type TXT-DICTIONARY.",
		},
		"the documentation's encryption": {
			packages, `{"PackageName":"new","PackageType":"TXT-DICTIONARY",` + source + `,"PackageEncryptionOptions":{"Enabled":true,"KmsKeyId":"k"}}`, 400, "ValidationException",
			"1 validation error detected: Value null at 'packageEncryptionOptions.encryptionEnabled' failed to satisfy constraint: Member must not be null",
		},
		"a name in use": {
			packages, `{"PackageName":"stopwords","PackageType":"PACKAGE-LICENSE",` + source + `}`, 409, "ResourceAlreadyExistsException", "A package with the name stopwords already exists.",
		},
		"a plugin's name for the same engine": {
			packages, `{"PackageName":"ranker","PackageType":"ZIP-PLUGIN","EngineVersion":"OpenSearch_2.19",` + source + `}`, 409, "ResourceAlreadyExistsException", "A package with the name ranker already exists.",
		},
		"updating an unknown one": {packages + "/update", `{"PackageID":"F9",` + source + `}`, 409, "ResourceNotFoundException", "Package not found: F9"},
		"updating AWS's":          {packages + "/update", `{"PackageID":"G1",` + source + `}`, 400, "ValidationException", "Operation not allowed. This package cannot be updated."},
		"updating a partner's":    {packages + "/update", `{"PackageID":"pkg-b1",` + source + `}`, 403, "AccessDeniedException", "Package pkg-b1 belongs to 210987654321. Only its owner can change it."},
		"updating with a key": {
			packages + "/update", `{"PackageID":"F1",` + source + `,"PackageEncryptionOptions":{"EncryptionEnabled":true,"KmsKeyIdentifier":"k"}}`, 400, "ValidationException",
			"KmsKeyIdentifier can only be specified for package type ZIP-PLUGIN.",
		},
		"a long commit message": {
			packages + "/update", `{"PackageID":"F1",` + source + `,"CommitMessage":"` + strings.Repeat("x", 161) + `"}`, 400, "ValidationException",
			"1 validation error detected: Value '" + strings.Repeat("x", 161) + "' at 'commitMessage' failed to satisfy constraint: Member must have length less than or equal to 160",
		},
		"deleting AWS's":          {"DELETE /2021-01-01/packages/G1", "", 400, "ValidationException", "Operation not allowed. This package cannot be deleted."},
		"deleting a partner's":    {"DELETE /2021-01-01/packages/pkg-b1", "", 403, "AccessDeniedException", "Package pkg-b1 belongs to 210987654321. Only its owner can change it."},
		"deleting an unknown":     {"DELETE /2021-01-01/packages/F9", "", 409, "ResourceNotFoundException", "Package not found: F9"},
		"an id of another form":   {"DELETE /2021-01-01/packages/x", "", 400, "ValidationException", `1 validation error detected: Value 'x' at 'packageID' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([FG][0-9]+)$|^(pkg-[a-f0-9]+)$`},
		"history of an unknown":   {"GET /2021-01-01/packages/F9/history", "", 409, "ResourceNotFoundException", "Package not found: F9"},
		"scope without vending":   {packages + "/updateScope", `{"PackageID":"F1","Operation":"ADD","PackageUserList":[]}`, 409, "DisabledOperationException", "Vending is not enabled for package F1."},
		"scope of a partner's":    {packages + "/updateScope", `{"PackageID":"pkg-b1","Operation":"ADD","PackageUserList":[]}`, 400, "ValidationException", "Package pkg-b1 belongs to 210987654321. Only its owner can change it."},
		"a filter's value":        {packages + "/describe", `{"Filters":[{"Name":"PackageName","Value":["a b"]}]}`, 400, "ValidationException", `1 validation error detected: Value 'a b' at 'filters.1.member.value.1.member' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z\*\.\_\\\/\?-]+$`},
		"a token of another list": {packages + "/describe", `{"NextToken":"YXBwbGljYXRpb25zIDE"}`, 400, "ValidationException", "The pagination token is not valid."},
	} {
		t.Run(name, func(t *testing.T) {
			e := load(t, packaged, emulator.Options{})
			got := send(e, test.route, test.body)
			if got.status != test.status || got.header.Get("X-Amzn-Errortype") != test.code || got.json(t)["message"] != test.text {
				t.Errorf("got  %d %s %s\nwant %d %s %s", got.status, got.header.Get("X-Amzn-Errortype"), got.body, test.status, test.code, test.text)
			}
		})
	}
}

func TestAPackageInFlightCannotBeChanged(t *testing.T) {
	c := connect(load(t, packaged, emulator.Options{Standstill: true}))
	_, err := c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: aws.String("F1"), PackageSource: from("packages", "synonyms.txt")})
	ok(t, err)
	_, err = c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: aws.String("F1"), PackageSource: from("packages", "synonyms.txt")})
	wantCode(t, err, "ValidationException", "F1 is COPYING")
	_, err = c.DeletePackage(t.Context(), &opensearch.DeletePackageInput{PackageID: aws.String("F1")})
	wantCode(t, err, "ConflictException", "F1 is COPYING")
}

func TestPluginQuota(t *testing.T) {
	c := connect(load(t, packaged, emulator.Options{}))
	create := func(name, engine string) error {
		_, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{
			PackageName: &name, PackageType: types.PackageTypeZipPlugin, PackageSource: from("packages", "ranker.zip"), EngineVersion: &engine,
		})
		return err
	}
	// The same name for another engine is another plugin. AWS's and the partner's
	// do not count.
	ok(t, create("ranker", "OpenSearch_2.17"))
	for i := range 23 {
		ok(t, create(fmt.Sprint("plugin-", i), "OpenSearch_2.19"))
	}
	wantCode(t, create("one-more", "OpenSearch_2.19"), "LimitExceededException", "25 plugins")
	_, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{PackageName: aws.String("synonyms"), PackageType: types.PackageTypeTxtDictionary, PackageSource: from("packages", "synonyms.txt")})
	ok(t, err)
}

func TestPackageScope(t *testing.T) {
	c := connect(load(t, packaged, emulator.Options{}))
	for _, step := range []struct {
		operation types.PackageScopeOperationEnum
		users     string
		want      string
	}{
		{"ADD", "111111111111 222222222222", "111111111111 222222222222"},
		{"ADD", "333333333333 333333333333", "111111111111 222222222222 333333333333"},
		{"REMOVE", "222222222222 444444444444", "111111111111 333333333333"},
		{"OVERRIDE", "GLOBAL", "GLOBAL"},
		{"OVERRIDE", "", ""},
	} {
		out, err := c.UpdatePackageScope(t.Context(), &opensearch.UpdatePackageScopeInput{
			PackageID: aws.String("pkg-a1"), Operation: step.operation, PackageUserList: strings.Fields(step.users),
		})
		ok(t, err)
		if got := strings.Join(out.PackageUserList, " "); got != step.want || out.Operation != step.operation || *out.PackageID != "pkg-a1" {
			t.Errorf("%s %s: got %s, want %s", step.operation, step.users, got, step.want)
		}
		if got := strings.Join(c.found(t, "pkg-a1").AllowListedUserList, " "); got != step.want {
			t.Errorf("%s %s: shown as %s", step.operation, step.users, got)
		}
	}
}

func TestDescribePackages(t *testing.T) {
	c := connect(load(t, packaged, emulator.Options{}))
	for want, filters := range map[string][]string{
		"stopwords ranker nori lockbox": {},
		"stopwords":                     {"PackageType", "TXT-DICTIONARY"},
		"ranker nori":                   {"PackageName", "nori ranker"},
		"nori":                          {"PackageName", "nori ranker", "PackageID", "G1 F1"},
		"ranker lockbox":                {"PackageName", "*k*er lock???"},
		"stopwords ranker":              {"PackageOwner", "123456789012"},
		"ranker nori lockbox":           {"EngineVersion", "OpenSearch_2.*"},
		"":                              {"PackageStatus", "COPYING VALIDATING"},
	} {
		var names []string
		for _, p := range c.filtered(t, filters...) {
			names = append(names, *p.PackageName)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%v: got %s, want %s", filters, got, want)
		}
	}
	if own := c.found(t, "F1"); own.AllowListedUserList == nil {
		t.Error("the owner is not shown who may use the package")
	}
	if theirs := c.found(t, "pkg-b1"); theirs.AllowListedUserList != nil {
		t.Errorf("the partner's users are shown: %v", theirs.AllowListedUserList)
	}
	if got := send(load(t, packaged, emulator.Options{}), "POST /2021-01-01/packages/describe", `{}`).body; strings.Contains(got, "History") || strings.Contains(got, "S3") {
		t.Errorf("got %s", got)
	}
}

func TestPagesOfPackages(t *testing.T) {
	var w emulator.World
	for i := range 250 {
		w.Packages = append(w.Packages, emulator.Package{PackageName: fmt.Sprint("dictionary-", i)})
	}
	e := emulator.New(w, emulator.Options{})
	c := connect(e)
	for size, want := range map[int32]string{0: "[100 100 50]", 90: "[90 90 70]"} {
		var sizes []int
		for p := opensearch.NewDescribePackagesPaginator(c, &opensearch.DescribePackagesInput{MaxResults: size}); p.HasMorePages(); {
			out, err := p.NextPage(t.Context())
			ok(t, err)
			sizes = append(sizes, len(out.PackageDetailsList))
		}
		if fmt.Sprint(sizes) != want {
			t.Errorf("pages of %v, want %s", sizes, want)
		}
	}
}

func TestPagesOfVersions(t *testing.T) {
	w := emulator.World{Packages: []emulator.Package{{PackageID: "F1", PackageName: "synonyms"}}}
	for i := range 7 {
		w.Packages[0].PackageVersionHistoryList = append(w.Packages[0].PackageVersionHistoryList, emulator.PackageVersion{PackageVersion: fmt.Sprint("v", i+1)})
	}
	c := connect(emulator.New(w, emulator.Options{}))
	var pages []string
	for p := opensearch.NewGetPackageVersionHistoryPaginator(c, &opensearch.GetPackageVersionHistoryInput{PackageID: aws.String("F1"), MaxResults: 3}); p.HasMorePages(); {
		out, err := p.NextPage(t.Context())
		ok(t, err)
		var versions []string
		for _, v := range out.PackageVersionHistoryList {
			versions = append(versions, *v.PackageVersion)
		}
		pages = append(pages, strings.Join(versions, " "))
	}
	if got := strings.Join(pages, " | "); got != "v1 v2 v3 | v4 v5 v6 | v7" {
		t.Errorf("got %s", got)
	}
	if got := c.found(t, "F1"); *got.AvailablePackageVersion != "v7" {
		t.Errorf("available: %s", *got.AvailablePackageVersion)
	}
}

func FuzzPackageRequest(f *testing.F) {
	f.Add("POST", "", `{"PackageName":"new","PackageType":"TXT-DICTIONARY","PackageSource":{"S3BucketName":"packages","S3Key":"x"},"PackageConfiguration":null}`)
	f.Add("POST", "/update", `{"PackageID":"F1","PackageSource":{"S3BucketName":"packages","S3Key":"x"},"PackageEncryptionOptions":{"EncryptionEnabled":true}}`)
	f.Add("POST", "/updateScope", `{"PackageID":"pkg-a1","Operation":"ADD","PackageUserList":["GLOBAL",null]}`)
	f.Add("POST", "/describe", `{"Filters":[null,{"Name":"PackageName","Value":["*\\\\"]},{"Value":[]}],"MaxResults":-1,"NextToken":"cGFja2FnZXMgMQ"}`)
	f.Add("DELETE", "/F1", "")
	f.Add("GET", "/F1/history?maxResults=1", "")
	f.Add("GET", "/F1/domains?nextToken=ZG9tYWlucyBvZiBGMSAx", "")
	f.Add("POST", "/associate/F1/search-prod", `{"PrerequisitePackageIDList":["F1"],"AssociationConfiguration":{"KeyStoreAccessOption":null}}`)
	f.Add("POST", "/associateMultiple", `{"DomainName":"search-prod","PackageList":[{"PackageID":"F1"},{"PackageID":"pkg-a1","PrerequisitePackageIDList":["F1"]}]}`)
	f.Add("POST", "/dissociate/F1/other", "")
	f.Add("POST", "/dissociateMultiple", `{"DomainName":"other","PackageList":["F1","F2",null]}`)
	f.Fuzz(func(t *testing.T, method, target, body string) {
		r, err := http.NewRequest(method, "http://localhost/2021-01-01/packages"+target, strings.NewReader(body))
		if err != nil {
			t.Skip() // no client can send it
		}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256")
		fuzzTarget(t, associating, r)
	})
}
