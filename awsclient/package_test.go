package awsclient_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// synonymsObject is in the bucket of populated.
var synonymsObject = rule.PackageSource{Bucket: "acme-packages", Key: "dictionaries/synonyms.txt"}

// dictionaries are n, with ids "F1", "F2", …
func dictionaries(n int) (all []emulator.Package, ids []string) {
	for i := range n {
		id := fmt.Sprintf("F%d", i+1)
		ids = append(ids, id)
		all = append(all, emulator.Package{PackageID: id, PackageName: fmt.Sprintf("words-%d", i+1)})
	}
	return all, ids
}

func TestReadPackages(t *testing.T) {
	for n, pages := range map[int][]int{0: {0}, 100: {100}, 250: {100, 100, 50}} {
		packages, want := dictionaries(n)
		e := emulator.New(emulator.World{Packages: packages}, emulator.Options{})
		listings := readAll(t, connect(e.Transport()), feed(live.FeedPackages))
		if got := sizes(listings); !slices.Equal(got, pages) {
			t.Errorf("%d packages: pages of %v, want %v", n, got, pages)
		}
		if got := ids(listings...); n > 0 && !slices.Equal(got, want) {
			t.Errorf("%d packages: got %v", n, got)
		}
		wantCalls(t, e, map[string]int{"DescribePackages": len(pages)})
	}
}

func TestPackages(t *testing.T) {
	c := connect(emulate(t, `{"packages": [
		{
			"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19",
			"PackageDescription": "Ranks by margin", "CreatedAt": 1731359238, "LastUpdatedAt": 1731359301.25,
			"AvailablePluginProperties": {"Name": "ranker", "Description": "Ranks", "Version": "2.19.1.0", "ClassName": "com.example.Ranker", "UncompressedSizeInBytes": 18350080},
			"AvailablePackageConfiguration": {"LicenseRequirement": "REQUIRED", "LicenseFilepath": "ranker/license.json", "ConfigurationRequirement": "OPTIONAL", "RequiresRestartForConfigurationUpdate": true},
			"PackageEncryptionOptions": {"EncryptionEnabled": true, "KmsKeyIdentifier": "alias/packages"},
			"PackageVendingOptions": {"VendingEnabled": true}, "AllowListedUserList": ["210987654321", "GLOBAL"],
			"PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]
		},
		{
			"PackageID": "F1", "PackageName": "broken", "PackageStatus": "VALIDATION_FAILED", "CreatedAt": 1731359238,
			"ErrorDetails": {"ErrorType": "Scan", "ErrorMessage": "3 vulnerabilities"}
		},
		{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", "AvailablePackageVersion": "v1", "CreatedAt": 1731359238,
			"AvailablePluginProperties": {"Name": "nori", "Description": "", "Version": "2.19.0.0", "ClassName": "Nori", "UncompressedSizeInBytes": 0}},
		{"PackageID": "pkg-b2", "PackageName": "lockbox", "PackageType": "PACKAGE-LICENSE", "PackageOwner": "210987654321", "AllowListedUserList": ["123456789012"], "CreatedAt": 1731359238}
	]}`).Transport())
	created := time.Unix(1731359238, 0).UTC()
	want := []model.Item{
		model.Package{
			Resource: model.Resource{Key: model.PackageKey("pkg-a1"), Name: "ranker", Status: "AVAILABLE"},
			Type:     "ZIP-PLUGIN", Description: "Ranks by margin", Version: "v2", EngineVersion: "OpenSearch_2.19", Owner: "123456789012",
			CreatedAt: created, UpdatedAt: time.UnixMilli(1731359301250).UTC(),
			Plugin:        model.PluginProperties{Name: "ranker", Description: "Ranks", Version: "2.19.1.0", ClassName: "com.example.Ranker", UncompressedBytes: 18350080},
			Configuration: model.PackageConfiguration{LicenseRequirement: "REQUIRED", LicenseFilepath: "ranker/license.json", ConfigurationRequirement: "OPTIONAL", RequiresRestart: true},
			Users:         []string{"210987654321", "GLOBAL"}, Vending: model.SwitchOn, Encryption: model.SwitchOn, KMSKey: "alias/packages",
		},
		model.Package{
			Resource: model.Resource{Key: model.PackageKey("F1"), Name: "broken", Status: "VALIDATION_FAILED", Reason: "3 vulnerabilities"},
			Type:     "TXT-DICTIONARY", Owner: "123456789012", ErrorType: "Scan", CreatedAt: created, UpdatedAt: created,
		},
		model.Package{
			Resource: model.Resource{Key: model.PackageKey("G1"), Name: "nori", Status: "AVAILABLE"},
			Type:     "ZIP-PLUGIN", Version: "v1", EngineVersion: "OpenSearch_2.19", Owner: "AWS", CreatedAt: created, UpdatedAt: created,
			Plugin: model.PluginProperties{Name: "nori", Version: "2.19.0.0", ClassName: "Nori"},
		},
		model.Package{ // who else may use it is for its owner to know
			Resource: model.Resource{Key: model.PackageKey("pkg-b2"), Name: "lockbox", Status: "AVAILABLE"},
			Type:     "PACKAGE-LICENSE", Version: "v1", Owner: "210987654321", CreatedAt: created, UpdatedAt: created,
		},
	}
	got := readAll(t, c, feed(live.FeedPackages))[0].Items
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

// A history of several pages arrives as one, on a package that knows nothing else.
func TestReadVersions(t *testing.T) {
	for n, calls := range map[int]int{1: 1, 100: 1, 250: 3} {
		p := emulator.Package{PackageID: "F1", PackageName: "synonyms"}
		want := []model.PackageVersion{}
		for i := range n {
			version := fmt.Sprintf("v%d", i+1)
			p.PackageVersionHistoryList = append(p.PackageVersionHistoryList, emulator.PackageVersion{
				PackageVersion: version, CommitMessage: "the " + version, CreatedAt: emulator.Timestamp{Time: time.Unix(int64(i+1), 0)},
			})
			want = append(want, model.PackageVersion{Version: version, CommitMessage: "the " + version, CreatedAt: time.Unix(int64(i+1), 0).UTC()})
		}
		e := emulator.New(emulator.World{Packages: []emulator.Package{p}}, emulator.Options{})
		listings := readAll(t, connect(e.Transport()), feedOf(live.FeedVersions, "F1"))
		wanted := []model.Item{model.Package{Resource: model.Resource{Key: model.PackageKey("F1")}, Versions: &want}}
		if len(listings) != 1 || !reflect.DeepEqual(listings[0].Items, wanted) {
			t.Errorf("%d versions: got %+v", n, listings)
		}
		wantCalls(t, e, map[string]int{"GetPackageVersionHistory": calls})
	}
}

func TestReadVersionsOfPlugin(t *testing.T) {
	c := connect(emulate(t, `{"packages": [{
		"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", "PackageVersionHistoryList": [{
			"PackageVersion": "v1", "CreatedAt": 1731359238,
			"PluginProperties": {"Name": "ranker", "Description": "Ranks", "Version": "2.19.1.0", "ClassName": "com.example.Ranker", "UncompressedSizeInBytes": 7},
			"PackageConfiguration": {"LicenseRequirement": "NONE", "ConfigurationRequirement": "REQUIRED"}
		}]}]}`).Transport())
	want := []model.PackageVersion{{
		Version: "v1", CreatedAt: time.Unix(1731359238, 0).UTC(),
		Plugin:        model.PluginProperties{Name: "ranker", Description: "Ranks", Version: "2.19.1.0", ClassName: "com.example.Ranker", UncompressedBytes: 7},
		Configuration: model.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "REQUIRED"},
	}}
	p, _ := readAll(t, c, feedOf(live.FeedVersions, "pkg-a1"))[0].Items[0].(model.Package)
	if p.Versions == nil || !reflect.DeepEqual(*p.Versions, want) {
		t.Errorf("got %+v", p)
	}
}

// A history that breaks off is none.
func TestReadVersionsFails(t *testing.T) {
	c := connect(emulate(t, `{}`).Transport())
	listing, err := c.Read(feedOf(live.FeedVersions, "F404")).Next(t.Context())
	if failure := failureOf(t, err, model.FailureNotFound); failure.On != "F404" || len(listing.Items) != 0 {
		t.Errorf("on %q, with %v", failure.On, listing.Items)
	}
}

// stocked is a world with objects to make packages of.
const stocked = `{
	"packages": [
		{"PackageID": "F1", "PackageName": "synonyms", "PackageDescription": "of the catalog", "PackageVendingOptions": {"VendingEnabled": true}},
		{"PackageID": "F2", "PackageName": "stopwords"},
		{"PackageID": "pkg-a1", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}
	],
	"domains": [{"DomainName": "search-prod"}], "associations": [{"PackageID": "F2", "DomainName": "search-prod"}],
	"buckets": [{"Name": "acme-packages", "objects": [{"Key": "dictionaries/synonyms.txt", "Size": 10}, {"Key": "plugins/ranker.zip", "Size": 20}]}]
}`

func TestCreatePackage(t *testing.T) {
	tests := map[string]struct {
		request rule.CreatePackageRequest
		body    string
		world   string
		status  model.Status // in the end
		reason  string
	}{
		"dictionary": {
			request: rule.CreatePackageRequest{Name: "brands", Type: "TXT-DICTIONARY", Source: synonymsObject},
			body:    `{"PackageName":"brands","PackageSource":{"S3BucketName":"acme-packages","S3Key":"dictionaries/synonyms.txt"},"PackageType":"TXT-DICTIONARY"}`,
			world: `{"PackageType": "TXT-DICTIONARY", "PackageSource": {"S3BucketName": "acme-packages", "S3Key": "dictionaries/synonyms.txt"}, "EngineVersion": null,
				"PackageConfiguration": null, "PackageVendingOptions": null, "PackageEncryptionOptions": null, "PackageDescription": null}`,
			status: "AVAILABLE",
		},
		"plugin": {
			request: rule.CreatePackageRequest{
				Name: "ranker", Type: "ZIP-PLUGIN", Description: "Ranks by margin", EngineVersion: "OpenSearch_2.19",
				Source:        rule.PackageSource{Bucket: "acme-packages", Key: "plugins/ranker.zip"},
				Configuration: &model.PackageConfiguration{LicenseRequirement: "REQUIRED", LicenseFilepath: "ranker/license.json", ConfigurationRequirement: "NONE"},
				Vending:       &rule.PackageVending{Enabled: true},
				Encryption:    &rule.PackageEncryption{Enabled: true, KMSKey: "alias/packages"},
			},
			world: `{"PackageType": "ZIP-PLUGIN", "PackageDescription": "Ranks by margin", "EngineVersion": "OpenSearch_2.19",
				"PackageSource": {"S3BucketName": "acme-packages", "S3Key": "plugins/ranker.zip"},
				"PackageConfiguration": {"LicenseRequirement": "REQUIRED", "LicenseFilepath": "ranker/license.json", "ConfigurationRequirement": "NONE"},
				"PackageVendingOptions": {"VendingEnabled": true}, "PackageEncryptionOptions": {"EncryptionEnabled": true, "KmsKeyIdentifier": "alias/packages"}}`,
			status: "AVAILABLE",
		},
		"choices that say no": {
			request: rule.CreatePackageRequest{
				Name: "brands", Type: "TXT-DICTIONARY", Source: synonymsObject,
				Vending: &rule.PackageVending{}, Encryption: &rule.PackageEncryption{},
			},
			world:  `{"PackageVendingOptions": {"VendingEnabled": false}, "PackageEncryptionOptions": {"EncryptionEnabled": false}}`,
			status: "AVAILABLE",
		},
		"object that is not there": {
			request: rule.CreatePackageRequest{Name: "brands", Type: "TXT-DICTIONARY", Source: rule.PackageSource{Bucket: "acme-packages", Key: "nosuch.txt"}},
			world:   `{}`,
			status:  "COPY_FAILED",
			reason:  "The object nosuch.txt does not exist in the bucket acme-packages.",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, stocked)
				c, bodies := written(t, e)
				created, err := c.CreatePackage(t.Context(), tt.request)
				ok(t, err)
				if created.Key.ID == "" || created.Name != tt.request.Name || created.Type != tt.request.Type || created.Status != "COPYING" || created.Version != "" {
					t.Errorf("got %+v", created)
				}
				if tt.body != "" && !slices.Equal(*bodies, []string{tt.body}) {
					t.Errorf("sent %s", *bodies)
				}
				all := e.World().Packages
				wantMembers(t, all[len(all)-1], tt.world)
				wantMembers(t, all[len(all)-1], `{"PackageID": "`+created.Key.ID+`", "PackageName": "`+tt.request.Name+`", "PackageStatus": "COPYING"}`)
				time.Sleep(time.Minute)
				items := readAll(t, c, feed(live.FeedPackages))[0].Items
				if p, _ := items[len(items)-1].(model.Package); p.Key != created.Key || p.Status != tt.status || p.Reason != tt.reason {
					t.Errorf("a minute later: %+v", p)
				}
			})
		})
	}
}

func TestPackageRefused(t *testing.T) {
	e := emulate(t, stocked)
	c := connect(e.Transport())
	create := func(r rule.CreatePackageRequest) error {
		_, err := c.CreatePackage(t.Context(), r)
		return err
	}
	remove := func(id string) error {
		_, err := c.DeletePackage(t.Context(), rule.DeletePackageRequest{ID: id})
		return err
	}
	tests := []struct {
		err     error
		kind    model.FailureKind
		on      string
		message string
	}{
		{create(rule.CreatePackageRequest{Name: "synonyms", Type: "TXT-DICTIONARY", Source: synonymsObject}), model.FailureConflict, "synonyms", "A package with the name synonyms already exists."},
		{
			create(rule.CreatePackageRequest{Name: "ranker", Type: "ZIP-PLUGIN", Source: synonymsObject}), model.FailureValidation, "ranker",
			"Operation not allowed. EngineVersion is a required parameter for this operation.",
		},
		{remove("G1"), model.FailureValidation, "G1", "Operation not allowed. This package cannot be deleted."},
		{remove("F2"), model.FailureConflict, "F2", "Package F2 is associated with domain search-prod. Dissociate it first."},
		{remove("F404"), model.FailureNotFound, "F404", "Package not found: F404"},
	}
	for _, tt := range tests {
		if failure := failureOf(t, tt.err, tt.kind); failure.On != tt.on || failure.Message != tt.message {
			t.Errorf("on %q: %s", failure.On, failure.Message)
		}
	}
	if len(e.World().Packages) != 4 {
		t.Errorf("got %+v", e.World().Packages)
	}
}

func TestUpdatePackage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, stocked)
		c, bodies := written(t, e)
		updated, err := c.UpdatePackage(t.Context(), rule.UpdatePackageRequest{ID: "F1", Source: synonymsObject})
		ok(t, err)
		if updated.Key != model.PackageKey("F1") || updated.Status != "COPYING" || updated.Version != "v1" || updated.Description != "of the catalog" {
			t.Errorf("got %+v", updated)
		}
		if want := []string{`{"PackageID":"F1","PackageSource":{"S3BucketName":"acme-packages","S3Key":"dictionaries/synonyms.txt"}}`}; !slices.Equal(*bodies, want) {
			t.Errorf("sent %s", *bodies)
		}
		_, err = c.UpdatePackage(t.Context(), rule.UpdatePackageRequest{
			ID: "pkg-a1", Source: rule.PackageSource{Bucket: "acme-packages", Key: "plugins/ranker.zip"}, Description: "Stops slow queries", CommitMessage: "Faster",
			Configuration: &model.PackageConfiguration{LicenseRequirement: "NONE", ConfigurationRequirement: "REQUIRED", RequiresRestart: true},
			Encryption:    &rule.PackageEncryption{Enabled: true, KMSKey: "alias/packages"},
		})
		ok(t, err)
		wantMembers(t, e.World().Packages[2], `{
			"PackageID": "pkg-a1", "PackageStatus": "COPYING", "PackageDescription": "Stops slow queries", "CommitMessage": "Faster",
			"PackageSource": {"S3BucketName": "acme-packages", "S3Key": "plugins/ranker.zip"},
			"PackageConfiguration": {"LicenseRequirement": "NONE", "ConfigurationRequirement": "REQUIRED", "RequiresRestartForConfigurationUpdate": true},
			"PackageEncryptionOptions": {"EncryptionEnabled": true, "KmsKeyIdentifier": "alias/packages"}
		}`)
		time.Sleep(time.Minute)
		p, _ := readAll(t, c, feedOf(live.FeedVersions, "pkg-a1"))[0].Items[0].(model.Package)
		if last := (*p.Versions)[len(*p.Versions)-1]; last.Version != "v2" || last.CommitMessage != "Faster" || !last.Configuration.RequiresRestart {
			t.Errorf("a minute later: %+v", last)
		}
	})
}

// It returns all who may use the package now. To take it from everybody an empty
// list must go out as one.
func TestUpdatePackageScope(t *testing.T) {
	e := emulate(t, stocked)
	c := connect(e.Transport())
	for _, step := range []struct {
		operation   string
		users, want []string
	}{
		{"ADD", []string{"111111111111", "222222222222"}, []string{"111111111111", "222222222222"}},
		{"ADD", []string{"GLOBAL"}, []string{"111111111111", "222222222222", "GLOBAL"}},
		{"REMOVE", []string{"222222222222"}, []string{"111111111111", "GLOBAL"}},
		{"OVERRIDE", []string{"333333333333"}, []string{"333333333333"}},
		{"OVERRIDE", []string{}, []string{}},
	} {
		got, err := c.UpdatePackageScope(t.Context(), rule.UpdatePackageScopeRequest{ID: "F1", Operation: step.operation, Users: step.users})
		ok(t, err)
		if !slices.Equal(got, step.want) || !slices.Equal(e.World().Packages[0].AllowListedUserList, step.want) {
			t.Errorf("%s %v: got %v, the world has %v", step.operation, step.users, got, e.World().Packages[0].AllowListedUserList)
		}
	}
	_, err := c.UpdatePackageScope(t.Context(), rule.UpdatePackageScopeRequest{ID: "F2", Operation: "ADD", Users: []string{"GLOBAL"}})
	if failure := failureOf(t, err, model.FailureConflict); failure.Code != "DisabledOperationException" || failure.On != "F2" {
		t.Errorf("got %+v", failure)
	}
}

func TestDeletePackage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, stocked)
		c := connect(e.Transport())
		deleted, err := c.DeletePackage(t.Context(), rule.DeletePackageRequest{ID: "F1"})
		ok(t, err)
		if deleted.Key != model.PackageKey("F1") || deleted.Status != "DELETING" {
			t.Errorf("got %+v", deleted)
		}
		wantMembers(t, e.World().Packages[0], `{"PackageID": "F1", "PackageStatus": "DELETING"}`)
		time.Sleep(time.Minute)
		if got := ids(readAll(t, c, feed(live.FeedPackages))...); !slices.Equal(got, []string{"F2", "pkg-a1", "G1"}) {
			t.Errorf("left are %v", got)
		}
	})
}
