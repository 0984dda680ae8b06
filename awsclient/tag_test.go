package awsclient_test

import (
	"reflect"
	"strconv"
	"testing"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

const tagged = `{
	"applications": [{"id": "app0001", "name": "logs", "tagList": [{"Key": "team", "Value": "search"}, {"Key": "empty", "Value": ""}]}, {"id": "app0002", "name": "metrics"}],
	"domains": [{"DomainName": "search-prod", "TagList": [{"Key": "cost", "Value": "42"}]}]
}`

func TestTags(t *testing.T) {
	c := connect(emulate(t, tagged).Transport())
	for arn, want := range map[string][]model.Tag{
		logsARN:    {{Key: "team", Value: "search"}, {Key: "empty"}},
		metricsARN: {},
		prodARN:    {{Key: "cost", Value: "42"}},
	} {
		got, err := c.Tags(t.Context(), arn)
		ok(t, err)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v", arn, got)
		}
	}
}

// They arrive on the application that the listing knows, although they are asked
// for by its ARN. That there are none is known as well.
func TestReadTags(t *testing.T) {
	c := connect(emulate(t, tagged).Transport())
	for id, tags := range map[string][]model.Tag{"app0001": {{Key: "team", Value: "search"}, {Key: "empty"}}, "app0002": {}} {
		arn := "arn:aws:opensearch:us-east-1:123456789012:application/" + id
		listings := readAll(t, c, feedOf(live.FeedTags, arn))
		want := []model.Item{model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: id}, ARN: arn}, Tags: &tags}}
		if len(listings) != 1 || !reflect.DeepEqual(listings[0].Items, want) {
			t.Errorf("%s: got %+v", id, listings)
		}
	}
	unknown := logsARN + "9"
	listing, err := c.Read(feedOf(live.FeedTags, unknown)).Next(t.Context())
	if failure := failureOf(t, err, model.FailureNotFound); failure.On != unknown || len(listing.Items) != 0 {
		t.Errorf("on %q, with %v", failure.On, listing.Items)
	}
}

func TestAddAndRemoveTags(t *testing.T) {
	e := emulate(t, tagged)
	c := connect(e.Transport())
	ok(t, c.AddTags(t.Context(), rule.AddTagsRequest{ARN: logsARN, Tags: []model.Tag{{Key: "team", Value: "metrics"}, {Key: "stage"}}}))
	wantMembers(t, e.World().Applications[0], `{"tagList": [{"Key": "empty", "Value": ""}, {"Key": "team", "Value": "metrics"}, {"Key": "stage", "Value": ""}]}`)
	ok(t, c.RemoveTags(t.Context(), rule.RemoveTagsRequest{ARN: logsARN, Keys: []string{"team", "empty", "nosuch"}}))
	wantMembers(t, e.World().Applications[0], `{"tagList": [{"Key": "stage", "Value": ""}]}`)
	ok(t, c.RemoveTags(t.Context(), rule.RemoveTagsRequest{ARN: prodARN, Keys: []string{"cost"}}))
	wantMembers(t, e.World().Domains[0], `{"TagList": null}`)

	var tooMany []model.Tag
	for i := range 10 {
		tooMany = append(tooMany, model.Tag{Key: strconv.Itoa(i)})
	}
	e.ResetCalls()
	failure := failureOf(t, c.AddTags(t.Context(), rule.AddTagsRequest{ARN: logsARN, Tags: tooMany}), model.FailureQuota)
	if failure.On != logsARN || failure.Message == "" {
		t.Errorf("got %+v", failure)
	}
	wantCalls(t, e, map[string]int{"AddTags": 1})
}
