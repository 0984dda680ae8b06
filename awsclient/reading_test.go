package awsclient_test

import (
	"net/http"
	"slices"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

func TestReadCaller(t *testing.T) {
	e := emulate(t, `{"account":"210987654321"}`)
	listings := readAll(t, connect(e.Transport()), feed(live.FeedCaller))
	var callers []model.Caller
	for _, l := range listings {
		callers = append(callers, *l.Caller)
	}
	want := []model.Caller{
		{Region: "us-east-1"},
		{Region: "us-east-1", Account: "210987654321", ARN: "arn:aws:sts::210987654321:assumed-role/Operator/oscope"},
	}
	if !slices.Equal(callers, want) {
		t.Errorf("got %+v", callers)
	}
	wantCalls(t, e, map[string]int{"GetCallerIdentity": 1})
}

// Where we are is known although nobody says who we are.
func TestReadCallerDenied(t *testing.T) {
	e := emulate(t, `{}`)
	e.SetFaults([]emulator.Fault{{Operation: "GetCallerIdentity", Kind: emulator.FaultDenied}})
	reading := connect(e.Transport()).Read(feed(live.FeedCaller))
	listing, err := reading.Next(t.Context())
	ok(t, err)
	if listing.Caller == nil || listing.Caller.Region != "us-east-1" || len(e.Calls()) != 0 {
		t.Errorf("got %+v after %v", listing.Caller, e.Calls())
	}
	_, err = reading.Next(t.Context())
	wantKind(t, err, model.FailurePermission)
}

// A failure in the middle of a listing ends it without what it would have brought.
func TestFailureOnALaterPage(t *testing.T) {
	world, _ := applications(150)
	e := emulator.New(world, emulator.Options{})
	reading := connect(e.Transport()).Read(feed(live.FeedApplications))
	listing, err := reading.Next(t.Context())
	ok(t, err)
	if len(listing.Items) != 100 || !listing.More {
		t.Errorf("first page: %d, more: %v", len(listing.Items), listing.More)
	}
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultDenied}})
	listing, err = reading.Next(t.Context())
	wantKind(t, err, model.FailurePermission)
	if listing.More || len(listing.Items) != 0 {
		t.Errorf("second page: %d, more: %v", len(listing.Items), listing.More)
	}
}

// A service that hands out a token again, or an empty one, is not asked for ever.
func TestEndOfListing(t *testing.T) {
	world, _ := applications(2)
	for token, calls := range map[string]int{"": 1, "again": 2} {
		e := emulator.New(world, emulator.Options{})
		answers := rewriting(t, e.Transport(), func(members map[string]any) { members["nextToken"] = token })
		c := connect(carrier(func(r *http.Request) (*http.Response, error) {
			query := r.URL.Query()
			query.Del("nextToken") // the emulator would refuse a token that is not its own
			r.URL.RawQuery = query.Encode()
			return answers(r)
		}))
		readAll(t, c, feed(live.FeedApplications))
		wantCalls(t, e, map[string]int{"ListApplications": calls})
	}
}
