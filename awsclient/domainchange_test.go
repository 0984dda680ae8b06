package awsclient_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// detail reads what a feed tells of one domain.
func detail(t *testing.T, wire http.RoundTripper, kind live.FeedKind, name string) model.Domain {
	t.Helper()
	listings := readAll(t, connect(wire), feedOf(kind, name))
	d, is := listings[0].Items[0].(model.Domain)
	if len(listings) != 1 || !is || d.Name != name {
		t.Fatalf("got %+v", listings)
	}
	return d
}

func TestChangeOfADomain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now().UTC()
		e := emulate(t, `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"Modifying",
			"ChangeProgressDetails":{"ChangeId":"5f1c2a90-7b1e-4d7a-9a55-0c6f2c1e7d11","InitiatedBy":"SERVICE","Message":"for safety"},
			"ModifyingProperties":[{"Name":"ClusterConfig.InstanceType","ActiveValue":"r6g.large.search","PendingValue":"r7g.large.search"}]}]}`)
		listings := readAll(t, connect(e.Transport()), feed(live.FeedDomains))
		d, _ := listings[1].Items[0].(model.Domain)
		want := model.Change{ID: "5f1c2a90-7b1e-4d7a-9a55-0c6f2c1e7d11", Status: "ApplyingChanges", By: "SERVICE", Message: "for safety", StartedAt: start, UpdatedAt: start}
		if d.Change != want || !d.Change.ByService() {
			t.Errorf("got  %+v\nwant %+v", d.Change, want)
		}
		if d.Modifying == nil || !reflect.DeepEqual(*d.Modifying, []model.Property{{Name: "ClusterConfig.InstanceType", From: "r6g.large.search", To: "r7g.large.search"}}) {
			t.Errorf("modifying %+v", d.Modifying)
		}
		e.Calls()
		time.Sleep(9 * time.Second)
		p := detail(t, e.Transport(), live.FeedChange, "orders").Progress
		if p.ID != want.ID || p.Total != 8 || len(p.Stages) != 3 || p.Current() != 3 || p.Stages[1].State() != model.StageDone || !p.StartedAt.Equal(start) || !p.BlueGreen() {
			t.Errorf("progress %+v", p)
		}
		if e.Calls()["DescribeDomainChangeProgress"] != 1 {
			t.Error("it took more than one call")
		}
		wire, err := json.Marshal(model.Members(model.Domain{Resource: d.Resource, Change: d.Change, Modifying: d.Modifying}))
		ok(t, err)
		var members struct {
			ChangeProgressDetails struct{ InitiatedBy string }
			ModifyingProperties   []struct{ PendingValue string }
		}
		ok(t, json.Unmarshal(wire, &members))
		if members.ChangeProgressDetails.InitiatedBy != "SERVICE" || members.ModifyingProperties[0].PendingValue != "r7g.large.search" {
			t.Errorf("as the service says it: %s", wire)
		}
	})
}

func TestUpgradeOfADomain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, err := emulator.ParseWorld([]byte(upgrading))
		ok(t, err)
		e := emulator.New(w, emulator.Options{Durations: emulator.Durations{DomainUpgrade: 100 * time.Second}})
		time.Sleep(25 * time.Second)
		u := detail(t, e.Transport(), live.FeedUpgrade, "search-prod").Upgrade
		if *u != (model.Upgrade{Name: "Upgrade from OpenSearch_2.17 to OpenSearch_2.19", Step: "SNAPSHOT", Status: "IN_PROGRESS", Percent: 50}) || u.Number() != 2 {
			t.Errorf("got %+v", u)
		}
		time.Sleep(time.Hour)
		if u := detail(t, e.Transport(), live.FeedUpgrade, "search-prod").Upgrade; *u != (model.Upgrade{}) || u.Number() != 0 {
			t.Errorf("afterwards %+v", u)
		}
	})
}

func TestHealthOfADomain(t *testing.T) {
	e := emulate(t, `{"domains":[{"DomainName":"red","change":{"failure":"RedCluster"}},{"DomainName":"new","DomainProcessingStatus":"Creating"}]}`)
	h := detail(t, e.Transport(), live.FeedHealth, "red").Health
	if n, known := h.Unassigned(); !h.Ill() || n != 2 || !known || h.Cluster != "Red" || h.State != "Active" {
		t.Errorf("got %+v", h)
	}
	h = detail(t, e.Transport(), live.FeedHealth, "new").Health
	if _, known := h.Unassigned(); h.Ill() || known || h.DataNodes != "NotAvailable" {
		t.Errorf("got %+v", h)
	}
}
