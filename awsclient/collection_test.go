package awsclient_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// collections are n, whose ids are "c1", … padded to what the service allows.
func collections(n int) (w emulator.World, ids []string) {
	for i := range n {
		id := fmt.Sprintf("c%03d", i+1)
		ids = append(ids, id)
		w.Collections = append(w.Collections, emulator.Collection{ID: id, Name: "vectors-" + id})
	}
	return w, ids
}

func TestReadCollections(t *testing.T) {
	tests := []struct {
		collections int
		pages       []int // summaries and details by turns
		calls       map[string]int
	}{
		{0, []int{0}, map[string]int{"ListCollections": 1}},
		{1, []int{1, 1}, map[string]int{"ListCollections": 1, "BatchGetCollection": 1}},
		{100, []int{100, 100}, map[string]int{"ListCollections": 1, "BatchGetCollection": 1}},
		{250, []int{100, 100, 100, 100, 50, 50}, map[string]int{"ListCollections": 3, "BatchGetCollection": 3}},
	}
	for _, tt := range tests {
		world, all := collections(tt.collections)
		e := emulator.New(world, emulator.Options{})
		listings := readAll(t, connect(e.Transport()), feed(live.FeedCollections))
		if got := sizes(listings); !slices.Equal(got, tt.pages) {
			t.Errorf("%d collections: pages of %v, want %v", tt.collections, got, tt.pages)
		}
		wantCalls(t, e, tt.calls)
		var summaries, details []live.Listing
		for i, l := range listings {
			if i%2 == 0 {
				summaries = append(summaries, l)
			} else {
				details = append(details, l)
			}
		}
		if !slices.Equal(ids(summaries...), all) && tt.collections > 0 {
			t.Errorf("%d collections: listed %v", tt.collections, ids(summaries...))
		}
		if !slices.Equal(ids(details...), all) && tt.collections > 0 {
			t.Errorf("%d collections: detailed %v", tt.collections, ids(details...))
		}
	}
}

func TestReadSomeCollections(t *testing.T) {
	world, all := collections(120)
	e := emulator.New(world, emulator.Options{})
	c := connect(e.Transport())
	read := feed(live.FeedCollections)
	read.Only = []string{"c002", "gone", "c007"}
	if got := ids(readAll(t, c, read)...); !slices.Equal(got, []string{"c002", "c007"}) {
		t.Errorf("got %v", got)
	}
	wantCalls(t, e, map[string]int{"BatchGetCollection": 1})

	e.ResetCalls()
	read.Only = all[:101]
	if listings := readAll(t, c, read); !slices.Equal(sizes(listings), []int{100, 1}) || !slices.Equal(ids(listings...), all[:101]) {
		t.Errorf("pages of %v", sizes(listings))
	}
	wantCalls(t, e, map[string]int{"BatchGetCollection": 2})
}

func TestCollectionVanishesWhileRead(t *testing.T) {
	world, _ := collections(3)
	e := emulator.New(world, emulator.Options{})
	reading := connect(e.Transport()).Read(feed(live.FeedCollections))
	_, err := reading.Next(t.Context())
	ok(t, err)
	fewer, left := collections(2)
	e.SetWorld(fewer)
	detailed, err := reading.Next(t.Context())
	ok(t, err)
	if got := ids(detailed); !slices.Equal(got, left) || detailed.More {
		t.Errorf("got %v, more: %v", got, detailed.More)
	}
}

// What summaries tell is there although the details are denied.
func TestCollectionDetailsDenied(t *testing.T) {
	world, all := collections(2)
	e := emulator.New(world, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "BatchGetCollection", Kind: emulator.FaultDenied}})
	reading := connect(e.Transport()).Read(feed(live.FeedCollections))
	summaries, err := reading.Next(t.Context())
	ok(t, err)
	if !slices.Equal(ids(summaries), all) || !summaries.More {
		t.Errorf("got %v, more: %v", ids(summaries), summaries.More)
	}
	_, err = reading.Next(t.Context())
	if failure := failureOf(t, err, model.FailurePermission); failure.Action != "aoss:BatchGetCollection" || failure.On != "[c001 c002]" {
		t.Errorf("action %q on %q", failure.Action, failure.On)
	}
}

func TestCollection(t *testing.T) {
	e := emulate(t, `{"collections":[
		{"id":"vec001","name":"vectors","type":"VECTORSEARCH","description":"embeddings","createdDate":1731359238297,"lastModifiedDate":1731359301500},
		{"id":"bad001","name":"broken","status":"FAILED","failureCode":"KMS","failureMessage":"the key is disabled"}
	]}`)
	listings := readAll(t, connect(e.Transport()), feed(live.FeedCollections))
	want := model.Collection{
		Resource: model.Resource{
			Key: model.Key{Kind: model.KindCollection, ID: "vec001"}, Name: "vectors", Status: "ACTIVE",
			ARN: "arn:aws:aoss:us-east-1:123456789012:collection/vec001",
		},
		KMSKeyARN: "auto",
	}
	if got := listings[0].Items[0]; got != want {
		t.Errorf("summary: got  %+v\nwant %+v", got, want)
	}
	want.Type, want.Description, want.StandbyReplicas = "VECTORSEARCH", "embeddings", "ENABLED"
	want.Endpoint = "https://vec001.us-east-1.aoss.amazonaws.com"
	want.DashboardEndpoint = want.Endpoint + "/_dashboards"
	want.CreatedAt = time.UnixMilli(1731359238297).UTC()
	want.UpdatedAt = time.UnixMilli(1731359301500).UTC()
	if got := listings[1].Items[0]; got != want {
		t.Errorf("detail: got  %+v\nwant %+v", got, want)
	}
	if c, _ := listings[1].Items[1].(model.Collection); c.Status != "FAILED" || c.Reason != "the key is disabled" || c.FailureCode != "KMS" || c.Endpoint != "" {
		t.Errorf("failed: %+v", c)
	}
}
