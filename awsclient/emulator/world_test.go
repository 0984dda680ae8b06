package emulator_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
)

func TestParseWorldRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{`:                   "not valid JSON: unexpected end of JSON input",
		`[]`:                  "must be an object",
		`{"Domains":[]}`:      "Domains: unknown member",
		`{"account":"12"}`:    "account: must be 12 digits",
		`{"account":12}`:      "account: must be a string",
		`{"region":"here"}`:   `region: must be a Region such as "us-east-1"`,
		`{"domains":{}}`:      "domains: must be a list",
		`{"domains":["one"]}`: "domains[0]: must be an object",
		`{"domains":[{}]}`:    "domains[0].DomainName: is required",
		`{"domains":[{"DomainName":"aaa"},{"DomainName":"bbb","ClusterConfig":{"InstanceCount":2.5}}]}`:                                "domains[1].ClusterConfig.InstanceCount: must be a whole number",
		`{"domains":[{"DomainName":"aaa","EncryptionAtRestOptions":{"Enabled":"yes"}}]}`:                                               "domains[0].EncryptionAtRestOptions.Enabled: must be true or false",
		`{"domains":[{"DomainName":"aaa","domainname":"bbb"}]}`:                                                                        "domains[0].domainname: unknown member",
		`{"domains":[{"DomainName":"aaa","Endpoints":[]}]}`:                                                                            "domains[0].Endpoints: must be an object of strings",
		`{"domains":[{"DomainName":"AAA"}]}`:                                                                                           "domains[0].DomainName: must be lower-case letters, digits and hyphens, beginning with a letter",
		`{"domains":[{"DomainName":"aaa"},{"DomainName":"aaa"}]}`:                                                                      `domains[1].DomainName: "aaa" is there twice`,
		`{"domains":[{"DomainName":"aaa","DomainProcessingStatus":"ACTIVE"}]}`:                                                         `domains[0].DomainProcessingStatus: "ACTIVE" is not a status of this kind; there are Creating Active Modifying UpgradingEngineVersion UpdatingServiceSoftware Isolated Deleting`,
		`{"domains":[{"DomainName":"aaa","EngineVersion":"2.19"}]}`:                                                                    `domains[0].EngineVersion: "2.19" is not like "OpenSearch_2.19" or "Elasticsearch_7.10"`,
		`{"domains":[{"DomainName":"aaa","ARN":"arn:aws:es:us-east-1:1:domain/aaa"}]}`:                                                 `domains[0].ARN: must be "arn:aws:es:us-east-1:123456789012:domain/aaa" or left out`,
		`{"applications":[{"name":"aaa","createdAt":"yesterday"}]}`:                                                                    `applications[0].createdAt: must be an epoch time greater than 0, or how long ago as "-3d"`,
		`{"applications":[{"name":"aaa","createdAt":"3d"}]}`:                                                                           `applications[0].createdAt: must be an epoch time greater than 0, or how long ago as "-3d"`,
		`{"applications":[{"name":"aaa","createdAt":1e300}]}`:                                                                          `applications[0].createdAt: must be an epoch time greater than 0, or how long ago as "-3d"`,
		`{"applications":[{"name":"aaa","id":"a-a"}]}`:                                                                                 "applications[0].id: must be 3 to 30 lower-case letters and digits",
		`{"applications":[{"name":"aaa","status":"DELETED"}]}`:                                                                         "applications[0].status: what is DELETED has no place in a world",
		`{"applications":[{"name":"aaa","id":"xxx"},{"name":"bbb","id":"xxx"}]}`:                                                       `applications[1].id: "xxx" is there twice`,
		`{"applications":[{"name":"aaa"},{"name":"aaa","id":"bbb"}]}`:                                                                  `applications[1].name: "aaa" is there twice`,
		`{"applications":[{"name":"aaa","dataSources":[{"dataSourceArn":"` + searchProd + `"}]}]}`:                                     `applications[0].dataSourceArn: there is no domain "` + searchProd + `"`,
		`{"collections":[{"name":"aaa","type":"LOGS"}]}`:                                                                               `collections[0].type: "LOGS" is not one of SEARCH, TIMESERIES, VECTORSEARCH`,
		`{"attachments":[{"id":"nosuch","dataSourceArn":"` + searchProd + `"}]}`:                                                       `attachments[0].id: there is no application "nosuch"`,
		`{"applications":[{"name":"aaa"}],"attachments":[{"id":"aaa","dataSourceArn":"search"}]}`:                                      `attachments[0].dataSourceArn: "search" is not the ARN of a data source`,
		`{"applications":[{"name":"aaa"}],"attachments":[{"id":"aaa","dataSourceArn":"` + vectors + `"}]}`:                             `attachments[0].dataSourceArn: there is no collection "` + vectors + `"`,
		`{"applications":[{"name":"aaa"}],"attachments":[{"id":"aaa","dataSourceArn":"arn:aws:s3:::bucket/key"}]}`:                     `attachments[0].dataSourceArn: "arn:aws:s3:::bucket/key" is neither a domain nor a collection`,
		`{"applications":[{"name":"aaa"}],"attachments":[{"id":"aaa","dataSourceArn":"arn:aws:es:x:1:domain/d","workspaceId":"w"}]}`:   `attachments[0].workspaceId: the application has no workspace "w"`,
		`{"applications":[{"name":"aaa"}],"attachments":[{"id":"aaa","dataSourceArn":"arn:aws:es:x:1:domain/d","status":"Attached"}]}`: `attachments[0].status: "Attached" is not a status of this kind; there are PENDING ATTACHED FAILED`,
		`{"applications":[{"name":"aaa"}],"workspaces":[{"id":"bbb","name":"w"}]}`:                                                     `workspaces[0].id: there is no application "bbb"`,
		`{"applications":[{"name":"aaa"}],"workspaces":[{"id":"aaa","name":"w","workspaceType":"LOGS"}]}`:                              "workspaces[0].workspaceType: must be one of OBSERVABILITY, SECURITY_ANALYTICS, SEARCH",
		`{"integrations":[{}]}`:                                                     "integrations[0].integrationName: is required",
		`{"integrations":[{"integrationName":"a b"}]}`:                              "integrations[0].integrationName: must be letters, digits and . - _ / #",
		`{"integrations":[{"integrationName":"a"},{"integrationName":"a"}]}`:        `integrations[1].integrationName: "a" is there twice`,
		`{"integrations":[{"integrationName":"a","integrationType":"S3"}]}`:         `integrations[0].integrationType: "S3" is not one of OPENSEARCH`,
		`{"integrations":[{"integrationName":"a","integrationStatus":"DELETING"}]}`: `integrations[0].integrationStatus: "DELETING" is not a status of this kind; there are PROVISIONING ACTIVE FAILED`,
		`{"integrations":[{"integrationName":"a","collectionName":"A"}]}`:           "integrations[0].collectionName: must be lower-case letters, digits and hyphens, beginning with a letter",
		`{"integrations":[{"integrationName":"a","integrationDetails":{"openSearchIntegrationDetails":{"accessPolicy":{"status":{"status":"GONE"}}}}}]}`: `integrations[0].integrationDetails.openSearchIntegrationDetails.accessPolicy.status.status: "GONE" is not a status of this kind; there are ACTIVE NOT_FOUND ERROR`,
		`{"integrations":[{"integrationName":"a","integrationDetails":{"openSearchIntegrationDetails":{"application":{"applicationId":"b"}}}}]}`:         `integrations[0].integrationDetails.openSearchIntegrationDetails.application.applicationId: there is no application "b"`,
		`{"integrations":[{"integrationName":"a","integrationDetails":{"openSearchIntegrationDetails":{"collection":{"collectionArn":"b"}}}}]}`:          `integrations[0].integrationDetails.openSearchIntegrationDetails.collection.collectionArn: there is no collection "b"`,
		`{"integrations":[{"integrationName":"a","integrationDetails":{"openSearchIntegrationDetails":{"workspace":{"workspaceId":"b"}}}}]}`:             `integrations[0].integrationDetails.openSearchIntegrationDetails.workspace.workspaceId: there is no workspace "b"`,
		`{"packages":[{}]}`: "packages[0].PackageName: is required",
		`{"packages":[{"PackageName":"aaa","PackageType":"ZIP"}]}`:                                                                  "packages[0].PackageType: must be one of TXT-DICTIONARY, ZIP-PLUGIN, PACKAGE-LICENSE, PACKAGE-CONFIG",
		`{"packages":[{"PackageName":"aaa","PackageID":"x"}]}`:                                                                      "packages[0].PackageID: must be F or G and digits, or pkg- and hexadecimal digits",
		`{"packages":[{"PackageName":"aaa","PackageStatus":"DELETED"}]}`:                                                            "packages[0].PackageStatus: what is DELETED has no place in a world",
		`{"packages":[{"PackageName":"aaa","EngineVersion":"OpenSearch_2.19"}]}`:                                                    "packages[0].EngineVersion: only a ZIP-PLUGIN has one",
		`{"packages":[{"PackageName":"aaa","PackageType":"ZIP-PLUGIN"}]}`:                                                           "packages[0].EngineVersion: is required",
		`{"packages":[{"PackageName":"aaa"},{"PackageName":"aaa","PackageID":"F1"}]}`:                                               `packages[1].PackageName: "aaa" is there twice`,
		`{"packages":[{"PackageName":"aaa","PackageID":"F1"},{"PackageName":"bbb","PackageID":"F1"}]}`:                              `packages[1].PackageID: "F1" is there twice`,
		`{"packages":[{"PackageName":"aaa","AvailablePackageVersion":"2"}]}`:                                                        `packages[0].PackageVersionHistoryList[0].PackageVersion: "2" is not like "v1"`,
		`{"packages":[{"PackageName":"aaa","AvailablePackageVersion":"v2","PackageVersionHistoryList":[{"PackageVersion":"v1"}]}]}`: `packages[0].AvailablePackageVersion: "v2" is not in PackageVersionHistoryList`,
		`{"packages":[{"PackageName":"aaa","PackageVersionHistoryList":[{"PackageVersion":"v2"},{"PackageVersion":"v1"}]}]}`:        `packages[0].PackageVersionHistoryList[1].PackageVersion: "v1" is not newer than the entry before`,
		`{"associations":[{"PackageID":"F1"}]}`:                                                                                     `associations[0].PackageID: there is no package "F1"`,
		`{"packages":[{"PackageName":"aaa","PackageID":"F1"}],"associations":[{"PackageID":"F1","DomainName":"aaa"}]}`:              `associations[0].DomainName: there is no domain "aaa"`,
		association(`"DomainPackageStatus":"ATTACHED"`):                                                                             `associations[0].DomainPackageStatus: "ATTACHED" is not a status of this kind; there are ASSOCIATING ASSOCIATION_FAILED ACTIVE DISSOCIATING DISSOCIATION_FAILED`,
		association(`"PackageVersion":"v2"`):                                                                                        `associations[0].PackageVersion: the package has no version "v2"`,
		association(`"PackageName":"bbb"`):                                                                                          `associations[0].PackageName: must be "aaa" or left out`,
		association(`"usedByIndex":1`):                                                                                              "associations[0].usedByIndex: must be true or false",
		`{"buckets":[{"Name":"A b"}]}`:                                                                                              "buckets[0].Name: must be lower-case letters, digits and . -",
		`{"buckets":[{"Name":"aaa"},{"Name":"aaa"}]}`:                                                                               `buckets[1].Name: "aaa" is there twice`,
		`{"buckets":[{"Name":"aaa","Region":"here"}]}`:                                                                              `buckets[0].Region: must be a Region such as "us-east-1"`,
		`{"buckets":[{"Name":"aaa","objects":[{}]}]}`:                                                                               "buckets[0].objects: Key is required",
		`{"buckets":[{"Name":"aaa","objects":[{"Key":"b","Size":-1}]}]}`:                                                            `buckets[0].objects: the Size of "b" must not be negative`,
		`{"buckets":[{"Name":"aaa","objects":[{"Key":"b"},{"Key":"b"}]}]}`:                                                          `buckets[0].objects: "b" is there twice`,
		`{"keys":[{"AliasName":"packages"}]}`:                                                                                       "keys[0].AliasName: must be alias/ and letters, digits and / _ -",
		`{"keys":[{"AliasName":"alias/a"},{"AliasName":"alias/a"}]}`:                                                                `keys[1].AliasName: "alias/a" is there twice`,
		`{"keys":[{"AliasName":"alias/a","AliasArn":"arn:aws:kms:x:1:alias/a"}]}`:                                                   `keys[0].AliasArn: must be "arn:aws:kms:us-east-1:123456789012:alias/a" or left out`,
		`{"roles":[{"RoleName":"a b"}]}`:                                                                                            "roles[0].RoleName: must be 1 to 64 letters, digits and _ + = , . @ -",
		`{"roles":[{"RoleName":"a","Path":"b"}]}`:                                                                                   "roles[0].Path: must begin and end with a slash",
		`{"roles":[{"RoleName":"a"},{"RoleName":"a","Path":"/b/"}]}`:                                                                `roles[1].RoleName: "a" is there twice`,
		`{"roles":[{"RoleName":"a","Arn":"arn:aws:iam::1:role/a"}]}`:                                                                `roles[0].Arn: must be "arn:aws:iam::123456789012:role/a" or left out`,
		`{"scopes":{}}`:                  "scopes: must be a list",
		`{"scopes":[1]}`:                 "scopes[0]: must be an object",
		`{"scopes":[{"account":"12"}]}`:  "scopes[0].account: must be 12 digits",
		`{"scopes":[{"region":"here"}]}`: `scopes[0].region: must be a Region such as "us-east-1"`,
		`{"scopes":[{}]}`:                "scopes[0].region: the world has account 123456789012 in us-east-1 already",
		`{"scopes":[{"region":"us-east-2"},{"region":"us-east-2"}]}`:                                "scopes[1].region: the world has account 123456789012 in us-east-2 already",
		`{"scopes":[{"region":"us-east-2","scopes":[{"region":"us-west-1"}]}]}`:                     "scopes[0].scopes: only the world itself has some",
		`{"scopes":[{"region":"us-east-2","oh":1}]}`:                                                "scopes[0].oh: unknown member",
		`{"scopes":[{"region":"us-east-2","domains":[{"DomainName":"aaa"},{"DomainName":"aaa"}]}]}`: `scopes[0].domains[1].DomainName: "aaa" is there twice`,
		`{"roles":[{"RoleName":"a"}],"scopes":[{"region":"us-east-2","roles":[{"RoleName":"a"}]}]}`: `scopes[0].roles[0].RoleName: "a" is there twice`,
		`{"buckets":[{"Name":"aaa"}],"scopes":[{"region":"us-east-2","buckets":[{"Name":"aaa"}]}]}`: `scopes[0].buckets[0].Name: "aaa" is there twice`,
		`{"defaultApplicationArn":"arn:aws:opensearch:us-east-1:123456789012:application/nosuch"}`:  `defaultApplicationArn: there is no application "arn:aws:opensearch:us-east-1:123456789012:application/nosuch"`,
		`{"domains":[{"DomainName":"search-prod"}],"defaultApplicationArn":"` + searchProd + `"}`:   `defaultApplicationArn: there is no application "` + searchProd + `"`,
	} {
		_, err := emulator.ParseWorld([]byte(text))
		if got := message(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// association is a world with an association that has further members.
func association(members string) string {
	return `{"domains":[{"DomainName":"aaa"}],"packages":[{"PackageName":"aaa","PackageID":"F1"}],"associations":[{"PackageID":"F1","DomainName":"aaa",` + members + `}]}`
}

func TestAnAttachmentMayNameItsApplication(t *testing.T) {
	w, err := emulator.ParseWorld([]byte(`{"applications":[{"name":"app-logs"}],"domains":[{"DomainName":"search-prod"}],"attachments":[{"id":"app-logs","dataSourceArn":"` + searchProd + `"}]}`))
	ok(t, err)
	if w.Attachments[0].ID != w.Applications[0].ID || w.Attachments[0].Status != "ATTACHED" {
		t.Errorf("got %+v", w.Attachments[0])
	}
}

func TestAgesCountFromLoading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, err := emulator.ParseWorld([]byte(`{"applications":[{"name":"app-logs","createdAt":"-2d","lastUpdatedAt":"-90m"},{"name":"epoch","createdAt":1605225005.466}]}`))
		ok(t, err)
		time.Sleep(time.Hour)
		got := emulator.New(w, emulator.Options{}).World().Applications
		if !got[0].CreatedAt.Equal(time.Now().Add(-48*time.Hour)) || !got[0].LastUpdatedAt.Equal(time.Now().Add(-90*time.Minute)) {
			t.Errorf("got %+v", got[0])
		}
		if got[1].CreatedAt.UnixMilli() != 1605225005466 {
			t.Errorf("got %+v", got[1])
		}
	})
}

// What an emulator shows can be given to another, which then goes on as the
// first one does.
func TestWorldRoundTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := emulator.New(emulator.DemoWorld(), emulator.Options{})
		time.Sleep(5 * time.Second)
		second := load(t, string(encode(t, first.World())), emulator.Options{})
		for _, wait := range []time.Duration{0, 5 * time.Second, time.Minute, 25 * time.Hour} {
			time.Sleep(wait)
			one, other := encode(t, first.World()), encode(t, second.World())
			if !bytes.Equal(one, other) {
				t.Fatalf("%v later:\n%s\n%s", wait, one, other)
			}
		}
	})
}

func encode(t testing.TB, w emulator.World) []byte {
	t.Helper()
	text, err := json.Marshal(w)
	ok(t, err)
	return text
}

// A world that was taken earlier must not change under its reader.
func TestAWorldIsACopy(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	_, err := c.attach(t, "ready0", searchProd)
	ok(t, err)
	taken := e.World()
	before := encode(t, taken)
	_, err = c.attach(t, "ready0", vectors)
	ok(t, err)
	ok(t, c.detach(t, "ready0", searchProd))
	e.Advance(time.Hour)
	_ = e.World()
	if !bytes.Equal(before, encode(t, taken)) {
		t.Error("it changed")
	}
}

func TestTheWorldInTheReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	ok(t, err)
	_, rest, _ := strings.Cut(string(readme), "```json\n")
	example, _, _ := strings.Cut(rest, "```")
	w, err := emulator.ParseWorld([]byte(example))
	ok(t, err)
	if len(w.Attachments) != 2 || w.Attachments[0].Status != "ATTACHED" || w.Attachments[1].Status != "PENDING" {
		t.Errorf("got %+v", w.Attachments)
	}
}

// The demo must show every status that an operator may have to act on or wait
// for, and things must happen in it soon.
func TestDemoWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(emulator.DemoWorld(), emulator.Options{})
		has := func(kind model.Kind, wanted ...model.Status) {
			t.Helper()
			statuses := statusesOf(e.World())[kind]
			for _, s := range wanted {
				if statuses[s] == 0 {
					t.Errorf("no %s is %s: %v", kind, s, slices.Collect(maps.Keys(statuses)))
				}
			}
		}
		has(model.KindApplication, "CREATING", "UPDATING", "ACTIVE", "FAILED")
		has(model.KindDomain, "Creating", "Active", "Modifying", "UpgradingEngineVersion", "Isolated")
		has(model.KindCollection, "CREATING", "ACTIVE", "FAILED")
		has(model.KindAttachment, "PENDING", "ATTACHED", "FAILED")
		has(model.KindPackage, "COPYING", "VALIDATION_FAILED", "AVAILABLE")
		has(model.KindAssociation, "ASSOCIATING", "ASSOCIATION_FAILED", "ACTIVE")
		has(model.KindIntegration, "ACTIVE")
		has(model.KindIntegrationResource, "ACTIVE", "NOT_FOUND")
		attached := statusesOf(e.World())[model.KindAttachment]["ATTACHED"]
		time.Sleep(16 * time.Second)
		if got := statusesOf(e.World())[model.KindAttachment]["ATTACHED"]; got != attached+2 {
			t.Errorf("%d attachments at first, %d when logs-prod is there", attached, got)
		}
		time.Sleep(5 * time.Minute)
		for kind, statuses := range statusesOf(e.World()) {
			for s, n := range statuses {
				if kind == model.KindDomain && s == "Modifying" {
					n-- // of one the validation has failed, which nobody here mends
				}
				if n > 0 && model.MeaningOf(kind, s).Phase == model.InFlight {
					t.Errorf("a %s is %s for ever", kind, s)
				}
			}
		}
	})
}

// The other scopes of the demo have something in flight, which settles, and something
// broken, which stays.
func TestScopesOfTheDemo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(emulator.DemoWorld(), emulator.Options{})
		phases := func(w emulator.World) (inFlight, failed int) {
			for kind, statuses := range statusesOf(w) {
				for s, n := range statuses {
					switch model.MeaningOf(kind, s).Phase {
					case model.InFlight:
						inFlight += n
					case model.Failed:
						failed += n
					default:
					}
				}
			}
			return inFlight, failed
		}
		before := e.World().Scopes
		time.Sleep(5 * time.Minute)
		after := e.World().Scopes
		accounts, regions := make(map[string]bool), make(map[string]bool)
		for i, w := range before {
			accounts[w.Account], regions[w.Region] = true, true
			inFlight, failed := phases(w)
			if later, still := phases(after[i]); inFlight == 0 || later != 0 || failed == 0 || still != failed {
				t.Errorf("%s in %s: %d in flight and %d failed, then %d and %d", w.Account, w.Region, inFlight, failed, later, still)
			}
		}
		if len(accounts) != 2 || len(regions) != 2 {
			t.Errorf("the accounts %v and the Regions %v", accounts, regions)
		}
	})
}

func statusesOf(w emulator.World) map[model.Kind]map[model.Status]int {
	all := make(map[model.Kind]map[model.Status]int)
	count := func(kind model.Kind, s model.Status) {
		if all[kind] == nil {
			all[kind] = make(map[model.Status]int)
		}
		all[kind][s]++
	}
	for _, a := range w.Applications {
		count(model.KindApplication, a.Status)
	}
	for _, d := range w.Domains {
		count(model.KindDomain, d.DomainProcessingStatus)
	}
	for _, c := range w.Collections {
		count(model.KindCollection, c.Status)
	}
	for _, a := range w.Attachments {
		count(model.KindAttachment, a.Status)
	}
	for _, p := range w.Packages {
		count(model.KindPackage, p.PackageStatus)
	}
	for _, a := range w.Associations {
		count(model.KindAssociation, a.DomainPackageStatus)
	}
	for _, i := range w.Integrations {
		d := i.IntegrationDetails.OpenSearch
		count(model.KindIntegration, i.IntegrationStatus)
		count(model.KindIntegrationResource, d.Collection.Status.Status)
		count(model.KindIntegrationResource, d.LifecyclePolicy.Status.Status)
	}
	return all
}

func FuzzParseWorld(f *testing.F) {
	f.Add([]byte(attaching))
	f.Add([]byte(small))
	f.Add([]byte(provisioned))
	f.Add([]byte(packaged))
	f.Add([]byte(associating))
	f.Add([]byte(stored))
	f.Add([]byte(encrypted))
	f.Add([]byte(`{"integrations":[{"integrationName":"a","integrationStatus":"PROVISIONING","lastUpdatedAt":"-1h","integrationDetails":{"openSearchIntegrationDetails":{"collection":{"status":{"status":"NOT_FOUND"}}}}}],"roles":[{"RoleName":"a"}]}`))
	f.Add(encode(f, emulator.New(emulator.DemoWorld(), emulator.Options{}).World()))
	f.Add([]byte(`{"applications":[null,{"name":"aaa","createdAt":"-3d"}],"attachments":[{"id":"aaa"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := emulator.ParseWorld(data)
		if err != nil {
			return
		}
		shown := emulator.New(w, emulator.Options{Standstill: true}).World()
		if _, err := emulator.ParseWorld(encode(t, shown)); err != nil {
			t.Errorf("%s\nis shown as\n%s\nand that is refused: %v", data, encode(t, shown), err)
		}
	})
}

func TestDemoRegionIsThatOfTheDemo(t *testing.T) {
	if region := emulator.DemoWorld().Region; region != emulator.DemoRegion {
		t.Errorf("the demo is in %s, not in %s", region, emulator.DemoRegion)
	}
}

// Everything that a world can hold is in the demo's, and comes back from the emulator,
// also of its scopes.
func TestEveryPartOfAWorldComesBack(t *testing.T) {
	t.Parallel()
	demo, shown := emulator.DemoWorld(), emulator.New(emulator.DemoWorld(), emulator.Options{}).World()
	given := reflect.ValueOf(demo)
	for i := range given.NumField() {
		if given.Field(i).IsZero() {
			t.Errorf("the demo has no %s", given.Type().Field(i).Name)
		}
	}
	comesBack(t, demo, shown)
	for i := range demo.Scopes {
		comesBack(t, demo.Scopes[i], shown.Scopes[i])
	}
}

func comesBack(t *testing.T, w, from emulator.World) {
	t.Helper()
	given, got := reflect.ValueOf(w), reflect.ValueOf(from)
	if w.Account != from.Account || w.Region != from.Region {
		t.Errorf("of %s in %s, %s in %s comes back", w.Account, w.Region, from.Account, from.Region)
	}
	for i := range given.NumField() {
		name := given.Type().Field(i).Name
		switch given, got := given.Field(i), got.Field(i); {
		case given.Kind() == reflect.Slice && given.Len() != got.Len():
			t.Errorf("of %d %s of %s in %s, %d come back", given.Len(), name, w.Account, w.Region, got.Len())
		case !given.IsZero() && got.IsZero():
			t.Errorf("%s does not come back", name)
		}
	}
}
