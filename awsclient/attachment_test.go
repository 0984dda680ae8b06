package awsclient_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

const (
	prodARN  = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	stageARN = "arn:aws:es:us-east-1:123456789012:domain/search-stage"
	// One application, ready; one data source ready, one not.
	attachable = `{"applications":[{"id":"app0001","name":"logs"}],
		"domains":[{"DomainName":"search-prod"},{"DomainName":"search-stage","DomainProcessingStatus":"Creating"}],
		"workspaces":[{"workspaceId":"yCdEiL","id":"app0001","name":"Operations"}]}`
)

func TestReadAttachments(t *testing.T) {
	for n, pages := range map[int][]int{0: {0}, 50: {50}, 100: {100}, 250: {100, 100, 50}} {
		world := domains(n)
		world.Applications = []emulator.Application{{ID: "app0001", Name: "logs"}, {ID: "app0002", Name: "metrics"}}
		var want []string
		for _, name := range numbered(n) {
			arn := "arn:aws:es:us-east-1:123456789012:domain/" + name
			world.Attachments = append(world.Attachments, emulator.Attachment{ID: "app0001", DataSourceARN: arn})
			want = append(want, model.AttachmentKey("app0001", arn).ID)
		}
		e := emulator.New(world, emulator.Options{})
		c := connect(e.Transport())
		listings := readAll(t, c, feedOf(live.FeedAttachments, "app0001"))
		if got := sizes(listings); !slices.Equal(got, pages) {
			t.Errorf("%d attachments: pages of %v, want %v", n, got, pages)
		}
		if got := ids(listings...); n > 0 && !slices.Equal(got, want) {
			t.Errorf("%d attachments: got %v", n, got)
		}
		wantCalls(t, e, map[string]int{"ListDataSourceAttachments": len(pages)})
		if others := readAll(t, c, feedOf(live.FeedAttachments, "app0002")); len(ids(others...)) != 0 {
			t.Errorf("the other application has %v", ids(others...))
		}
	}
}

func TestAttachAndDetach(t *testing.T) {
	e := emulate(t, attachable)
	c := connect(e.Transport())
	for arn, status := range map[string]model.Status{prodARN: "ATTACHED", stageARN: "PENDING"} {
		attached, err := c.AttachDataSource(t.Context(), rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: arn, ClientToken: "token of " + model.ARNName(arn)})
		ok(t, err)
		if attached.AttachmentID == "" || attached != model.NewAttachment("app0001", arn, attached.AttachmentID, status) {
			t.Errorf("attached: %+v", attached)
		}
		described, err := c.Attachment(t.Context(), "app0001", arn)
		ok(t, err)
		if described != attached {
			t.Errorf("described %+v, attached %+v", described, attached)
		}
	}
	ok(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}))
	_, err := c.Attachment(t.Context(), "app0001", prodARN)
	if failure := failureOf(t, err, model.FailureNotFound); failure.On != "app0001 and "+prodARN {
		t.Errorf("on %q", failure.On)
	}
	wantKind(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: stageARN}), model.FailureConflict)
}

// What is not set is not sent: the service takes an empty value for a choice.
func TestAttachRequest(t *testing.T) {
	tests := []struct {
		name    string
		request rule.AttachDataSourceRequest
		body    string
		kind    model.FailureKind
	}{
		{"alone", rule.AttachDataSourceRequest{}, `{"dataSourceArn":%q}`, 0},
		{"token", rule.AttachDataSourceRequest{ClientToken: "once"}, `{"clientToken":"once","dataSourceArn":%q}`, 0},
		{"workspace that exists", rule.AttachDataSourceRequest{WorkspaceID: "yCdEiL"}, `{"dataSourceArn":%q,"workspaceId":"yCdEiL"}`, 0},
		{
			"new workspace",
			rule.AttachDataSourceRequest{Workspace: &rule.WorkspaceConfiguration{Name: "Search", Type: "SEARCH"}},
			`{"dataSourceArn":%q,"workspaceConfiguration":{"name":"Search","workspaceType":"SEARCH"}}`, 0,
		},
		{
			"both",
			rule.AttachDataSourceRequest{WorkspaceID: "yCdEiL", Workspace: &rule.WorkspaceConfiguration{Name: "Search", Type: "SEARCH"}},
			`{"dataSourceArn":%q,"workspaceConfiguration":{"name":"Search","workspaceType":"SEARCH"},"workspaceId":"yCdEiL"}`, model.FailureValidation,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := emulate(t, attachable)
			var bodies []string
			c := connect(carrier(func(r *http.Request) (*http.Response, error) {
				bodies = append(bodies, sent(t, r))
				return e.Transport().RoundTrip(r)
			}))
			tt.request.ApplicationID, tt.request.DataSourceARN = "app0001", prodARN
			_, err := c.AttachDataSource(t.Context(), tt.request)
			if tt.kind == 0 {
				ok(t, err)
			} else {
				wantKind(t, err, tt.kind)
			}
			if want := fmt.Sprintf(tt.body, prodARN); !slices.Equal(bodies, []string{want}) {
				t.Errorf("sent %s\nwant %s", bodies, want)
			}
		})
	}
}
