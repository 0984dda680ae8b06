package awsclient_test

import (
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

// associating is the request that associates some packages, as they are.
func associating(domain string, packages ...string) rule.AssociatePackagesRequest {
	r := rule.AssociatePackagesRequest{Domain: domain}
	for _, id := range packages {
		r.Packages = append(r.Packages, rule.PackageAssociation{PackageID: id})
	}
	return r
}

// plugins is a world with a domain that has nothing yet.
const plugins = `{
	"domains": [{"DomainName": "search-prod"}],
	"packages": [
		{"PackageID": "F1", "PackageName": "synonyms"}, {"PackageID": "F2", "PackageName": "stopwords"},
		{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-c1", "PackageName": "ranker-license", "PackageType": "PACKAGE-LICENSE"}
	]
}`

// The associations of a domain and those of a package are told in the same way.
func TestReadAssociations(t *testing.T) {
	c := connect(emulate(t, `{
		"domains": [{"DomainName": "search-prod"}, {"DomainName": "search-stage"}],
		"packages": [
			{"PackageID": "F1", "PackageName": "synonyms", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]},
			{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}
		],
		"associations": [
			{"PackageID": "F1", "DomainName": "search-prod", "PackageVersion": "v1", "LastUpdated": 1731359301.25},
			{
				"PackageID": "pkg-a1", "DomainName": "search-prod", "DomainPackageStatus": "ASSOCIATION_FAILED", "LastUpdated": 1731359238,
				"ErrorDetails": {"ErrorType": "Copy", "ErrorMessage": "not copied to the nodes"}, "PrerequisitePackageIDList": ["F1", "F2"],
				"AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": true, "KeyAccessRoleArn": "`+readerARN+`"}}
			},
			{"PackageID": "F1", "DomainName": "search-stage", "LastUpdated": 1731359238}
		]
	}`).Transport())
	synonyms := model.Association{
		Resource:  model.Resource{Key: model.AssociationKey("F1", "search-prod"), Name: "synonyms", Status: "ACTIVE"},
		PackageID: "F1", Domain: "search-prod", Type: "TXT-DICTIONARY", Version: "v1", ReferencePath: "analyzers/F1",
		UpdatedAt: time.UnixMilli(1731359301250).UTC(),
	}
	ranker := model.Association{
		Resource:  model.Resource{Key: model.AssociationKey("pkg-a1", "search-prod"), Name: "ranker", Status: "ASSOCIATION_FAILED", Reason: "not copied to the nodes"},
		PackageID: "pkg-a1", Domain: "search-prod", Type: "ZIP-PLUGIN", Version: "v1", Prerequisites: []string{"F1", "F2"}, ErrorType: "Copy",
		KeyStore: model.SwitchOn, KeyStoreRole: readerARN, UpdatedAt: time.Unix(1731359238, 0).UTC(),
	}
	stage := model.Association{
		Resource:  model.Resource{Key: model.AssociationKey("F1", "search-stage"), Name: "synonyms", Status: "ACTIVE"},
		PackageID: "F1", Domain: "search-stage", Type: "TXT-DICTIONARY", Version: "v2", ReferencePath: "analyzers/F1",
		UpdatedAt: time.Unix(1731359238, 0).UTC(),
	}
	for _, tt := range []struct {
		read live.Read
		want []model.Item
	}{
		{feedOf(live.FeedDomainPackages, "search-prod"), []model.Item{synonyms, ranker}},
		{feedOf(live.FeedDomainPackages, "search-stage"), []model.Item{stage}},
		{feedOf(live.FeedPackageDomains, "F1"), []model.Item{synonyms, stage}},
		{feedOf(live.FeedPackageDomains, "pkg-a1"), []model.Item{ranker}},
	} {
		if listings := readAll(t, c, tt.read); len(listings) != 1 || !reflect.DeepEqual(listings[0].Items, tt.want) {
			t.Errorf("%v: got  %+v\nwant %+v", tt.read.Feed, listings, tt.want)
		}
	}
	all, err := c.PackageDomains(t.Context(), "F1")
	ok(t, err)
	if !reflect.DeepEqual(all, []model.Association{synonyms, stage}) {
		t.Errorf("got %+v", all)
	}
	for kind, id := range map[live.FeedKind]string{live.FeedDomainPackages: "nosuch", live.FeedPackageDomains: "F404"} {
		_, err := c.Read(feedOf(kind, id)).Next(t.Context())
		if failure := failureOf(t, err, model.FailureNotFound); failure.On != id {
			t.Errorf("%s on %q", kind, failure.On)
		}
	}
}

func TestReadManyAssociations(t *testing.T) {
	const n = 250
	world := domains(n)
	packages, packageIDs := dictionaries(n)
	world.Packages = packages
	for _, name := range numbered(n) {
		world.Associations = append(world.Associations, emulator.Association{PackageID: "F1", DomainName: name})
	}
	for _, id := range packageIDs[1:] {
		world.Associations = append(world.Associations, emulator.Association{PackageID: id, DomainName: "search-1"})
	}
	e := emulator.New(world, emulator.Options{})
	c := connect(e.Transport())
	for _, read := range []live.Read{feedOf(live.FeedDomainPackages, "search-1"), feedOf(live.FeedPackageDomains, "F1")} {
		listings := readAll(t, c, read)
		distinct := ids(listings...)
		slices.Sort(distinct)
		if got := sizes(listings); !slices.Equal(got, []int{100, 100, 50}) || len(slices.Compact(distinct)) != n {
			t.Errorf("%v: pages of %v", read.Feed, got)
		}
	}
	all, err := c.PackageDomains(t.Context(), "F1")
	ok(t, err)
	if len(all) != n || all[n-1].Domain != "search-250" {
		t.Errorf("got %d, the last %+v", len(all), all[len(all)-1])
	}
	wantCalls(t, e, map[string]int{"ListPackagesForDomain": 3, "ListDomainsForPackage": 6})
}

// One package goes by the operation for one, several by that for several.
func TestAssociatePackages(t *testing.T) {
	keyStore := &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{Enabled: true, RoleARN: readerARN}}
	tests := map[string]struct {
		packages  []rule.PackageAssociation
		operation string
		body      string
		world     []string // per package
	}{
		"one": {
			packages:  []rule.PackageAssociation{{PackageID: "F1"}},
			operation: "AssociatePackage", body: `{}`,
			world: []string{`{"PackageID": "F1", "PrerequisitePackageIDList": null, "AssociationConfiguration": null}`},
		},
		"one configured": {
			packages:  []rule.PackageAssociation{{PackageID: "pkg-a1", Configuration: keyStore}},
			operation: "AssociatePackage",
			body:      `{"AssociationConfiguration":{"KeyStoreAccessOption":{"KeyAccessRoleArn":"` + readerARN + `","KeyStoreAccessEnabled":true}}}`,
			world:     []string{`{"PackageID": "pkg-a1", "AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": true, "KeyAccessRoleArn": "` + readerARN + `"}}}`},
		},
		"one without key store": {
			packages:  []rule.PackageAssociation{{PackageID: "pkg-a1", Configuration: &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{}}}},
			operation: "AssociatePackage",
			body:      `{"AssociationConfiguration":{"KeyStoreAccessOption":{"KeyStoreAccessEnabled":false}}}`,
			world:     []string{`{"PackageID": "pkg-a1", "AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": false}}}`},
		},
		"nothing configured": {
			packages:  []rule.PackageAssociation{{PackageID: "F1", Configuration: &rule.AssociationConfiguration{}}},
			operation: "AssociatePackage", body: `{}`,
			world: []string{`{"PackageID": "F1", "AssociationConfiguration": null}`},
		},
		"several": {
			packages: []rule.PackageAssociation{
				{PackageID: "pkg-a1", Configuration: keyStore},
				{PackageID: "pkg-c1", Prerequisites: []string{"pkg-a1"}},
				{PackageID: "F1"},
			},
			operation: "AssociatePackages",
			body: `{"DomainName":"search-prod","PackageList":[` +
				`{"AssociationConfiguration":{"KeyStoreAccessOption":{"KeyAccessRoleArn":"` + readerARN + `","KeyStoreAccessEnabled":true}},"PackageID":"pkg-a1"},` +
				`{"PackageID":"pkg-c1","PrerequisitePackageIDList":["pkg-a1"]},{"PackageID":"F1"}]}`,
			world: []string{
				`{"PackageID": "pkg-a1", "AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": true, "KeyAccessRoleArn": "` + readerARN + `"}}}`,
				`{"PackageID": "pkg-c1", "PrerequisitePackageIDList": ["pkg-a1"], "AssociationConfiguration": null}`,
				`{"PackageID": "F1", "PrerequisitePackageIDList": null}`,
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, plugins)
				c, bodies := written(t, e)
				begun, err := c.AssociatePackages(t.Context(), rule.AssociatePackagesRequest{Domain: "search-prod", Packages: tt.packages})
				ok(t, err)
				wantCalls(t, e, map[string]int{tt.operation: 1})
				if !slices.Equal(*bodies, []string{tt.body}) {
					t.Errorf("sent %s", *bodies)
				}
				world := e.World().Associations
				if len(begun) != len(tt.packages) || len(world) != len(tt.packages) {
					t.Fatalf("got %+v\nthe world has %+v", begun, world)
				}
				for i, p := range tt.packages {
					if begun[i].Key != model.AssociationKey(p.PackageID, "search-prod") || begun[i].Status != "ASSOCIATING" || begun[i].Version != "v1" {
						t.Errorf("got %+v", begun[i])
					}
					wantMembers(t, world[i], tt.world[i])
					wantMembers(t, world[i], `{"DomainName": "search-prod", "DomainPackageStatus": "ASSOCIATING"}`)
				}
				time.Sleep(2 * time.Minute)
				for _, a := range e.World().Associations {
					if a.DomainPackageStatus != "ACTIVE" {
						t.Errorf("two minutes later: %+v", a)
					}
				}
			})
		})
	}
}

func TestDissociatePackages(t *testing.T) {
	for operation, packages := range map[string][]string{"DissociatePackage": {"F2"}, "DissociatePackages": {"F1", "F2"}} {
		synctest.Test(t, func(t *testing.T) {
			e := emulate(t, populated)
			c := connect(e.Transport())
			begun, err := c.DissociatePackages(t.Context(), rule.DissociatePackagesRequest{Domain: "search-prod", Packages: packages})
			ok(t, err)
			wantCalls(t, e, map[string]int{operation: 1})
			for i, id := range packages {
				if begun[i].Key != model.AssociationKey(id, "search-prod") || begun[i].Status != "DISSOCIATING" {
					t.Errorf("got %+v", begun[i])
				}
			}
			for _, a := range e.World().Associations {
				if going := slices.Contains(packages, a.PackageID); going != (a.DomainPackageStatus == "DISSOCIATING") {
					t.Errorf("%s is %s", a.PackageID, a.DomainPackageStatus)
				}
			}
			time.Sleep(time.Minute)
			if left := e.World().Associations; len(left)+len(packages) != 2 {
				t.Errorf("a minute later: %+v", left)
			}
		})
	}
}

// Of several packages all are taken, or none is.
func TestAllOrNothing(t *testing.T) {
	e := emulate(t, populated)
	c := connect(e.Transport())
	before := inJSON(t, e.World())
	associate := func(domain string, packages ...string) error {
		_, err := c.AssociatePackages(t.Context(), associating(domain, packages...))
		return err
	}
	dissociate := func(packages ...string) error {
		_, err := c.DissociatePackages(t.Context(), rule.DissociatePackagesRequest{Domain: "search-prod", Packages: packages})
		return err
	}
	tests := []struct {
		name string
		err  error
		kind model.FailureKind
		on   string
		text string
	}{
		{"one is there", associate("search-prod", "F3", "F1"), model.FailureConflict, "search-prod", "Package is already in desired state"},
		{"the only one is there", associate("search-prod", "F1"), model.FailureConflict, "F1 and search-prod", "Package is already in desired state"},
		{"one is unknown", associate("search-stage", "F1", "F404"), model.FailureNotFound, "search-stage", "Package not found: F404"},
		{"one is not there", dissociate("F1", "F3"), model.FailureNotFound, "search-prod", "Package F3 is not associated with domain search-prod."},
		{"the only one is not there", dissociate("F3"), model.FailureNotFound, "F3 and search-prod", "Package F3 is not associated with domain search-prod."},
	}
	for _, tt := range tests {
		if failure := failureOf(t, tt.err, tt.kind); failure.On != tt.on || failure.Message != tt.text {
			t.Errorf("%s: on %q: %s", tt.name, failure.On, failure.Message)
		}
	}
	if after := inJSON(t, e.World()); after != before {
		t.Errorf("got  %s\nwant %s", after, before)
	}
}

// To ask for no package at all is refused before it is sent.
func TestNoPackages(t *testing.T) {
	e := emulate(t, populated)
	c := connect(e.Transport())
	_, err := c.AssociatePackages(t.Context(), associating("search-prod"))
	wantKind(t, err, model.FailureValidation)
	_, err = c.DissociatePackages(t.Context(), rule.DissociatePackagesRequest{Domain: "search-prod"})
	wantKind(t, err, model.FailureValidation)
	wantCalls(t, e, nil)
}
