package awsclient_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// Of every kind that has a page one gets what the service says of one resource, with
// the members that oscope knows nothing of, and nothing of others.
func TestReturned(t *testing.T) {
	e := emulate(t, populated)
	members := carrier(func(r *http.Request) (*http.Response, error) {
		response, err := e.Transport().RoundTrip(r)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(response.Body)
		ok(t, err)
		// What a later version of the service may say.
		body = []byte(strings.Replace(string(body), "{", `{"NotYetKnown": 1.50, "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",`, 1))
		response.Body, response.ContentLength = io.NopCloser(strings.NewReader(string(body))), int64(len(body))
		response.Header.Del("Content-Length")
		return response, nil
	})
	c := connect(members)
	for _, tt := range []struct {
		read           live.Read
		id             string
		operation, has string
		not            string
	}{
		{feed(live.FeedApplications), "app0001", "GetApplication", `"name": "logs"`, "metrics"},
		{feedOf(live.FeedAttachments, "app0001"), "", "DescribeDataSourceAttachment", prodARN, "stage"},
		{feed(live.FeedDomains), "search-prod", "DescribeDomains", `"DomainName": "search-prod"`, "search-stage"},
		{feed(live.FeedCollections), "vectors0001", "BatchGetCollection", `"name": "vectors"`, "x"},
		{feed(live.FeedDirectQueries), "flow_logs", "GetDirectQueryDataSource", `"DataSourceName": "flow_logs"`, "x"},
		{feed(live.FeedPackages), "F2", "DescribePackages", `"PackageName": "stopwords"`, "synonyms"},
		{feedOf(live.FeedDomainPackages, "search-prod"), "", "ListPackagesForDomain", `"PackageID": "F`, "\x00"},
		{feed(live.FeedIntegrations), "", "GetIntegration", `"integrationName": "central-logs"`, "\x00"},
	} {
		t.Run(tt.operation, func(t *testing.T) {
			var item model.Item
			for _, listing := range readAll(t, c, tt.read) {
				for _, other := range listing.Items {
					if item == nil && (tt.id == "" || other.Common().Key.ID == tt.id) {
						item = other
					}
				}
			}
			if item == nil || !awsclient.Describes(item.Common().Key.Kind) {
				t.Fatalf("%v", item)
			}
			got, err := c.Returned(t.Context(), item)
			ok(t, err)
			if got.Operation != tt.operation || !strings.Contains(got.Text, tt.has) || strings.Contains(got.Text, tt.not) && tt.not != "x" {
				t.Errorf("%s returned\n%s", got.Operation, got.Text)
			}
			if _, part := item.(model.Association); !part && !strings.Contains(got.Text, `"NotYetKnown": 1.50`) {
				t.Errorf("what is not known is not in\n%s", got.Text)
			} else if part && strings.Count(got.Text, "PackageID") != 1 {
				t.Errorf("others are in\n%s", got.Text)
			}
			if strings.Contains(got.Text, "AKIAIOSFODNN7EXAMPLE") || !json.Valid([]byte(got.Text)) {
				t.Errorf("it is\n%s", got.Text)
			}
		})
	}
}

// A resource that is gone, or may not be seen, is a failure like any other.
func TestReturnedFailures(t *testing.T) {
	e := emulate(t, populated)
	c := connect(e.Transport())
	_, err := c.Returned(t.Context(), model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: "none"}}})
	wantKind(t, err, model.FailureNotFound)
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultDenied}})
	_, err = c.Returned(t.Context(), model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: "app0001"}}})
	wantKind(t, err, model.FailurePermission)
	_, err = c.Returned(t.Context(), model.Resource{Key: model.Key{Kind: model.KindIntegrationResource}})
	_ = failureOf(t, err, model.FailureOther)
}
