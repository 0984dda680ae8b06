package awsclient_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

func domains(n int) emulator.World {
	var w emulator.World
	for _, name := range numbered(n) {
		w.Domains = append(w.Domains, emulator.Domain{DomainName: name})
	}
	return w
}

func TestReadDomains(t *testing.T) {
	tests := []struct {
		domains   int
		pages     []int
		describes int
	}{
		{0, []int{0}, 0},
		{1, []int{1, 1}, 1},
		{5, []int{5, 5}, 1},
		{6, []int{6, 6}, 2},
		{23, []int{23, 20, 3}, 5},
		{100, []int{100, 20, 20, 20, 20, 20}, 20},
	}
	for _, tt := range tests {
		t.Run(strconv.Itoa(tt.domains), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulator.New(domains(tt.domains), emulator.Options{})
				listings := readAll(t, connect(e.Transport()), feed(live.FeedDomains))
				if got := sizes(listings); !slices.Equal(got, tt.pages) {
					t.Errorf("pages of %v, want %v", got, tt.pages)
				}
				want := map[string]int{"ListDomainNames": 1}
				if tt.describes > 0 {
					want["DescribeDomains"] = tt.describes
				}
				wantCalls(t, e, want)

				names := numbered(tt.domains)
				if got := ids(listings[0]); !slices.Equal(got, names) {
					t.Errorf("names %v", got)
				}
				if got := ids(listings[1:]...); !slices.Equal(got, names) {
					t.Errorf("described %v", got)
				}
				for i, l := range listings {
					for _, item := range l.Items {
						if known := item.Common().Status != ""; known != (i > 0) {
							t.Errorf("page %d: %+v", i, item)
						}
					}
				}
			})
		})
	}
}

// On the wire: never more than five names, and never more than four calls at once.
func TestDescribeDomainsBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(domains(23), emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "DescribeDomains", Kind: emulator.FaultLatency, Latency: time.Second}})
		var mu sync.Mutex
		asked := map[time.Duration][]int{} // since the start: the number of names of each call
		start := time.Now()
		c := connect(carrier(func(r *http.Request) (*http.Response, error) {
			var in struct{ DomainNames []string }
			if body := sent(t, r); body != "" {
				ok(t, json.Unmarshal([]byte(body), &in))
			}
			mu.Lock()
			asked[time.Since(start)] = append(asked[time.Since(start)], len(in.DomainNames))
			mu.Unlock()
			return e.Transport().RoundTrip(r)
		}))
		readAll(t, c, feed(live.FeedDomains))
		want := fmt.Sprint(map[time.Duration][]int{0: {0, 5, 5, 5, 5}, time.Second: {3}})
		if got := fmt.Sprint(asked); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
	})
}

func TestReadSomeDomains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(domains(30), emulator.Options{})
		c := connect(e.Transport())
		read := feed(live.FeedDomains)
		read.Only = []string{"search-2", "vanished", "search-7"}
		read.Number = 42
		listings := readAll(t, c, read)
		if got := ids(listings...); !slices.Equal(got, []string{"search-2", "search-7"}) {
			t.Errorf("got %v", got)
		}
		if l := listings[0]; l.Read.Number != 42 || len(l.Read.Only) != 3 || !l.At.Equal(time.Now()) {
			t.Errorf("the page is not of this reading: %+v", l)
		}
		wantCalls(t, e, map[string]int{"DescribeDomains": 1})

		e.ResetCalls()
		read.Only = numbered(26)
		if got := sizes(readAll(t, c, read)); !slices.Equal(got, []int{20, 6}) {
			t.Errorf("pages of %v", got)
		}
		wantCalls(t, e, map[string]int{"DescribeDomains": 6})
		if want := numbered(26); !slices.Equal(read.Only, want) {
			t.Errorf("the reading changed what was asked of it: %v", read.Only)
		}
	})
}

func TestDomainVanishesWhileRead(t *testing.T) {
	e := emulator.New(domains(3), emulator.Options{})
	reading := connect(e.Transport()).Read(feed(live.FeedDomains))
	_, err := reading.Next(t.Context())
	ok(t, err)
	e.SetWorld(domains(2))
	described, err := reading.Next(t.Context())
	ok(t, err)
	if got := ids(described); !slices.Equal(got, numbered(2)) || described.More {
		t.Errorf("got %v, more: %v", got, described.More)
	}
}

// One batch is refused while three others wait for their answers.
func TestFirstFailureEndsTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(domains(20), emulator.Options{})
		e.SetFaults([]emulator.Fault{
			{Operation: "DescribeDomains", Kind: emulator.FaultLatency, Latency: time.Hour, Times: 3},
			{Operation: "DescribeDomains", Kind: emulator.FaultDenied},
		})
		reading := connect(e.Transport()).Read(feed(live.FeedDomains))
		_, err := reading.Next(t.Context())
		ok(t, err)
		start := time.Now()
		listing, err := reading.Next(t.Context())
		wantKind(t, err, model.FailurePermission)
		if listing.More || time.Since(start) != 0 {
			t.Errorf("more: %v, after %v", listing.More, time.Since(start))
		}
	})
}

func TestDomain(t *testing.T) {
	e := emulate(t, `{"domains":[
		{"DomainName":"public","Endpoint":"search-public.us-east-1.es.amazonaws.com",
		 "EngineVersion":"OpenSearch_2.19","ClusterConfig":{"InstanceType":"m7g.large.search","InstanceCount":2},
		 "EncryptionAtRestOptions":{"Enabled":true},"NodeToNodeEncryptionOptions":{"Enabled":true},
		 "AdvancedSecurityOptions":{"Enabled":true},
		 "DomainEndpointOptions":{"EnforceHTTPS":true,"TLSSecurityPolicy":"Policy-Min-TLS-1-2-PFS-2023-10"}},
		{"DomainName":"private","DomainProcessingStatus":"Modifying","EngineVersion":"Elasticsearch_7.10",
		 "Endpoints":{"vpc":"vpc-private.us-east-1.es.amazonaws.com"},
		 "ClusterConfig":{"InstanceType":"t3.small.search","InstanceCount":1},
		 "EncryptionAtRestOptions":{},"NodeToNodeEncryptionOptions":{},"AdvancedSecurityOptions":{},"DomainEndpointOptions":{}},
		{"DomainName":"growing","DomainProcessingStatus":"Creating","VPCOptions":{"VPCId":"vpc-1"}}
	]}`)
	listings := readAll(t, connect(e.Transport()), feed(live.FeedDomains))
	resource := func(name string, status model.Status) model.Resource {
		return model.Resource{
			Key: model.Key{Kind: model.KindDomain, ID: name}, Name: name, Status: status,
			ARN: "arn:aws:es:us-east-1:123456789012:domain/" + name,
		}
	}
	want := []model.Domain{
		{
			Resource: resource("public", "Active"), EngineVersion: "OpenSearch_2.19", Endpoint: "search-public.us-east-1.es.amazonaws.com",
			Created: true, NodeToNodeEncryption: true, EncryptionAtRest: true, EnforceHTTPS: true, TLSPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
			FineGrainedAccess: true, InstanceType: "m7g.large.search", InstanceCount: 2,
		},
		{
			Resource: resource("private", "Modifying"), EngineVersion: "Elasticsearch_7.10", Endpoint: "vpc-private.us-east-1.es.amazonaws.com", VPC: true,
			Created: true, Processing: true, InstanceType: "t3.small.search", InstanceCount: 1,
		},
	}
	for i, w := range want {
		got, _ := listings[1].Items[i].(model.Domain)
		if got.Change.ID == "" {
			t.Errorf("%s has no change", got.Name)
		}
		got.Change = model.Change{} // is read in TestChangeOfADomain
		if got != w {
			t.Errorf("got  %+v\nwant %+v", got, w)
		}
	}
	if d, _ := listings[1].Items[2].(model.Domain); d.Status != "Creating" || d.Endpoint != "" || !d.VPC || !d.Created || !d.Processing {
		t.Errorf("being created: %+v", d)
	}
	if d, _ := listings[0].Items[1].(model.Domain); d.EngineVersion != "Elasticsearch" || d.Name != "private" {
		t.Errorf("by name only: %+v", d)
	}
}

// Without a processing status the older flags tell.
func TestDomainStatusFromFlags(t *testing.T) {
	for status, want := range map[model.Status]model.Status{
		"Active":                  "Active",
		"Creating":                "Creating",
		"Modifying":               "Modifying",
		"UpdatingServiceSoftware": "Modifying",
		"UpgradingEngineVersion":  "UpgradingEngineVersion",
		"Deleting":                "Deleting",
	} {
		e := emulator.New(emulator.World{Domains: []emulator.Domain{{DomainName: "search-prod", DomainProcessingStatus: status}}}, emulator.Options{})
		wire := rewriting(t, e.Transport(), func(members map[string]any) {
			list, _ := members["DomainStatusList"].([]any)
			for _, d := range list {
				delete(d.(map[string]any), "DomainProcessingStatus")
			}
		})
		listings := readAll(t, connect(wire), feed(live.FeedDomains))
		if got := listings[1].Items[0].Common().Status; got != want {
			t.Errorf("%s became %s, want %s", status, got, want)
		}
	}
}
