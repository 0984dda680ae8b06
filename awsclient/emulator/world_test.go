package emulator_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
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
		`{"defaultApplicationArn":"arn:aws:opensearch:us-east-1:123456789012:application/nosuch"}`:                                     `defaultApplicationArn: there is no application "arn:aws:opensearch:us-east-1:123456789012:application/nosuch"`,
		`{"domains":[{"DomainName":"search-prod"}],"defaultApplicationArn":"` + searchProd + `"}`:                                      `defaultApplicationArn: there is no application "` + searchProd + `"`,
	} {
		_, err := emulator.ParseWorld([]byte(text))
		if got := message(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
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
		attached := statusesOf(e.World())[model.KindAttachment]["ATTACHED"]
		time.Sleep(16 * time.Second)
		if got := statusesOf(e.World())[model.KindAttachment]["ATTACHED"]; got != attached+2 {
			t.Errorf("%d attachments at first, %d when logs-prod is there", attached, got)
		}
		time.Sleep(5 * time.Minute)
		for kind, statuses := range statusesOf(e.World()) {
			for s := range statuses {
				if model.MeaningOf(kind, s).Phase == model.InFlight {
					t.Errorf("a %s is %s for ever", kind, s)
				}
			}
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
	return all
}

func FuzzParseWorld(f *testing.F) {
	f.Add([]byte(attaching))
	f.Add([]byte(small))
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
