package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless/types"

	"oscope/awsclient/emulator"
)

func TestLifeOfACollection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := connect(load(t, `{"collections":[{"id":"vectors0","name":"vectors","status":"CREATING","type":"VECTORSEARCH"},{"name":"gone","status":"DELETING"},{"name":"changing","status":"UPDATING"}]}`, emulator.Options{}))
		get := func(name string) (found []types.CollectionDetail) {
			out, err := c.serverless.BatchGetCollection(t.Context(), &opensearchserverless.BatchGetCollectionInput{Names: []string{name}})
			ok(t, err)
			return out.CollectionDetails
		}
		got := get("vectors")[0]
		if got.Status != types.CollectionStatusCreating || got.CollectionEndpoint != nil || *got.CreatedDate != start.UnixMilli() || got.Type != types.CollectionTypeVectorsearch {
			t.Errorf("while creating: %+v", got)
		}
		if get("changing")[0].Status != types.CollectionStatusUpdating || len(get("gone")) != 1 {
			t.Error("in flight from the start")
		}
		time.Sleep(31 * time.Second)
		got = get("vectors")[0]
		if got.Status != types.CollectionStatusActive || *got.LastModifiedDate != start.Add(30*time.Second).UnixMilli() {
			t.Errorf("when created: %+v", got)
		}
		if *got.CollectionEndpoint != "https://vectors0.us-east-1.aoss.amazonaws.com" || *got.DashboardEndpoint != *got.CollectionEndpoint+"/_dashboards" {
			t.Errorf("when created: %+v", got)
		}
		if get("changing")[0].Status != types.CollectionStatusActive || len(get("gone")) != 0 {
			t.Error("nothing settled")
		}
	})
}

func TestBatchGetCollection(t *testing.T) {
	c := connect(load(t, `{"collections":[{"id":"vectors0","name":"vectors"},{"id":"logs0","name":"logs-archive","status":"FAILED","failureCode":"DENIED","failureMessage":"no key"}]}`, emulator.Options{}))
	out, err := c.serverless.BatchGetCollection(t.Context(), &opensearchserverless.BatchGetCollectionInput{Ids: []string{"logs0", "nosuch"}})
	ok(t, err)
	if len(out.CollectionDetails) != 1 || *out.CollectionDetails[0].FailureCode != "DENIED" || out.CollectionDetails[0].CollectionEndpoint != nil {
		t.Errorf("got %+v", out.CollectionDetails)
	}
	if missing := out.CollectionErrorDetails; len(missing) != 1 || *missing[0].Id != "nosuch" || *missing[0].ErrorCode != "NOT_FOUND" || *missing[0].ErrorMessage != "The specified Collection is not found." {
		t.Errorf("missing %+v", missing)
	}
	_, err = c.serverless.BatchGetCollection(t.Context(), &opensearchserverless.BatchGetCollectionInput{Ids: []string{"logs0"}, Names: []string{"vectors"}})
	wantCode(t, err, "ValidationException", "You can't provide both IDs and names in the same request")
}

func TestListCollections(t *testing.T) {
	var w strings.Builder
	fmt.Fprint(&w, `{"collections":[{"name":"broken","status":"FAILED","collectionGroupName":"group-a"}`)
	for i := range 44 {
		fmt.Fprintf(&w, `,{"name":"logs-%d"}`, i)
	}
	c := connect(load(t, w.String()+"]}", emulator.Options{}))
	list := func(in opensearchserverless.ListCollectionsInput) (sizes []int) {
		t.Helper()
		pager := opensearchserverless.NewListCollectionsPaginator(c.serverless, &in)
		for pager.HasMorePages() {
			out, err := pager.NextPage(t.Context())
			ok(t, err)
			sizes = append(sizes, len(out.CollectionSummaries))
		}
		return sizes
	}
	for name, test := range map[string]struct {
		in   opensearchserverless.ListCollectionsInput
		want string
	}{
		"all":       {opensearchserverless.ListCollectionsInput{}, "[20 20 5]"},
		"by forty":  {opensearchserverless.ListCollectionsInput{MaxResults: aws.Int32(40)}, "[40 5]"},
		"by name":   {opensearchserverless.ListCollectionsInput{CollectionFilters: &types.CollectionFilters{Name: aws.String("logs-7")}}, "[1]"},
		"by status": {opensearchserverless.ListCollectionsInput{CollectionFilters: &types.CollectionFilters{Status: "FAILED"}}, "[1]"},
		"by group":  {opensearchserverless.ListCollectionsInput{CollectionFilters: &types.CollectionFilters{CollectionGroupName: aws.String("group-a")}}, "[1]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fmt.Sprint(list(test.in)); got != test.want {
				t.Errorf("pages of %s, want %s", got, test.want)
			}
		})
	}
	_, err := c.serverless.ListCollections(t.Context(), &opensearchserverless.ListCollectionsInput{NextToken: aws.String("x")})
	wantCode(t, err, "ValidationException", "token")
}
