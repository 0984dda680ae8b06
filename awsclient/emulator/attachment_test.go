package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

// attaching is a world with applications ready0, creating and updating, and data
// sources search-prod (active), newborn (45 s to go) and a collection.
const attaching = `{
	"applications": [
		{"id": "ready0", "name": "ready"},
		{"id": "creating0", "name": "creating", "status": "CREATING"},
		{"id": "failed0", "name": "failed", "status": "FAILED"},
		{"id": "deleting0", "name": "deleting", "status": "DELETING"}
	],
	"domains": [
		{"DomainName": "search-prod"},
		{"DomainName": "newborn", "DomainProcessingStatus": "Creating"},
		{"DomainName": "changing", "DomainProcessingStatus": "Modifying"}
	],
	"collections": [{"id": "vectors0", "name": "vectors"}],
	"workspaces": [{"workspaceId": "yCdEiL", "id": "ready0", "name": "Service metrics"}, {"workspaceId": "Other0", "id": "failed0", "name": "Other"}]
}`

const vectors = "arn:aws:aoss:us-east-1:123456789012:collection/vectors0"

func (c clients) attach(t *testing.T, id, source string) (*opensearch.AttachDataSourceOutput, error) {
	return c.AttachDataSource(t.Context(), &opensearch.AttachDataSourceInput{Id: &id, DataSourceArn: &source})
}

func (c clients) detach(t *testing.T, id, source string) error {
	_, err := c.DetachDataSource(t.Context(), &opensearch.DetachDataSourceInput{Id: &id, DataSourceArn: &source})
	return err
}

func (c clients) status(t *testing.T, id, source string) types.DataSourceAttachmentStatus {
	t.Helper()
	out, err := c.DescribeDataSourceAttachment(t.Context(), &opensearch.DescribeDataSourceAttachmentInput{Id: &id, DataSourceArn: &source})
	ok(t, err)
	return out.Status
}

// sources are the ARNs of an application's dataSources.
func (c clients) sources(t *testing.T, id string) (arns []string) {
	t.Helper()
	for _, d := range c.application(t, id).DataSources {
		arns = append(arns, *d.DataSourceArn)
	}
	return arns
}

func TestAttachWhenBothSidesAreActive(t *testing.T) {
	c := connect(load(t, attaching, emulator.Options{}))
	for _, source := range []string{searchProd, vectors} {
		out, err := c.attach(t, "ready0", source)
		ok(t, err)
		if out.Status != types.DataSourceAttachmentStatusAttached || *out.Id != "ready0" || *out.DataSourceArn != source ||
			*out.Arn != "arn:aws:opensearch:us-east-1:123456789012:application/ready0" || !strings.HasPrefix(*out.AttachmentId, "att-") {
			t.Errorf("got %+v", out)
		}
		again, err := c.attach(t, "ready0", source)
		ok(t, err)
		if *again.AttachmentId != *out.AttachmentId || again.Status != out.Status {
			t.Errorf("attached again: %+v", again)
		}
	}
	if got := c.sources(t, "ready0"); len(got) != 2 || got[0] != searchProd || got[1] != vectors {
		t.Errorf("data sources %v", got)
	}
}

func TestAttachWaitsForBothSides(t *testing.T) {
	for name, test := range map[string]struct {
		id, source string
		waits      time.Duration
	}{
		"for the application":          {"creating0", searchProd, 15 * time.Second},
		"for the data source":          {"ready0", newborn, 45 * time.Second},
		"for the later of them":        {"creating0", newborn, 45 * time.Second},
		"while the domain is modified": {"ready0", "arn:aws:es:us-east-1:123456789012:domain/changing", 90 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := connect(load(t, attaching, emulator.Options{}))
				out, err := c.attach(t, test.id, test.source)
				ok(t, err)
				if out.Status != types.DataSourceAttachmentStatusPending {
					t.Errorf("at first %s", out.Status)
				}
				again, err := c.attach(t, test.id, test.source)
				ok(t, err)
				if *again.AttachmentId != *out.AttachmentId {
					t.Error("a second attachment")
				}
				time.Sleep(test.waits - time.Second)
				if got := c.status(t, test.id, test.source); got != types.DataSourceAttachmentStatusPending {
					t.Errorf("before: %s", got)
				}
				if got := c.sources(t, test.id); len(got) != 0 {
					t.Errorf("before: data sources %v", got)
				}
				time.Sleep(time.Second)
				if got := c.status(t, test.id, test.source); got != types.DataSourceAttachmentStatusAttached {
					t.Errorf("after: %s", got)
				}
				if got := c.sources(t, test.id); len(got) != 1 || got[0] != test.source {
					t.Errorf("after: data sources %v", got)
				}
			})
		})
	}
}

func TestPendingFailsAfterADay(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	foreign := "arn:aws:es:eu-west-1:210987654321:domain/theirs"
	first, err := c.attach(t, "ready0", foreign)
	ok(t, err)
	e.Advance(24*time.Hour - time.Second)
	if got := c.status(t, "ready0", foreign); got != types.DataSourceAttachmentStatusPending {
		t.Errorf("a second before: %s", got)
	}
	e.Advance(time.Second)
	if got := c.status(t, "ready0", foreign); got != types.DataSourceAttachmentStatusFailed {
		t.Errorf("after a day: %s", got)
	}
	again, err := c.attach(t, "ready0", foreign)
	ok(t, err)
	if again.Status != types.DataSourceAttachmentStatusPending || *again.AttachmentId == *first.AttachmentId {
		t.Errorf("attached again after the failure: %+v, at first %+v", again, first)
	}
	e.Advance(48 * time.Hour)
	ok(t, c.detach(t, "ready0", foreign))
}

// Nobody asked for a day and more: what came first has happened first.
func TestWhatHappenedUnseenHappenedInOrder(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	_, err := c.attach(t, "creating0", newborn)
	ok(t, err)
	e.Advance(30 * time.Hour)
	if got := c.status(t, "creating0", newborn); got != types.DataSourceAttachmentStatusAttached {
		t.Errorf("got %s", got)
	}
}

func TestAttachRefuses(t *testing.T) {
	c := connect(load(t, attaching, emulator.Options{}))
	picky := connect(load(t, attaching, emulator.Options{RefuseCollections: true}))
	for name, test := range map[string]struct {
		clients
		in         opensearch.AttachDataSourceInput
		code, text string
	}{
		"an unknown application":        {c, opensearch.AttachDataSourceInput{Id: aws.String("nosuch")}, "ResourceNotFoundException", "nosuch"},
		"an application that goes":      {c, opensearch.AttachDataSourceInput{Id: aws.String("deleting0")}, "ConflictException", "deleted"},
		"an unknown domain":             {c, opensearch.AttachDataSourceInput{DataSourceArn: aws.String(searchProd + "-2")}, "ResourceNotFoundException", "search-prod-2"},
		"an unknown collection":         {c, opensearch.AttachDataSourceInput{DataSourceArn: aws.String(vectors + "0")}, "ResourceNotFoundException", "vectors00"},
		"a bucket":                      {c, opensearch.AttachDataSourceInput{DataSourceArn: aws.String("arn:aws:s3:::bucket/object")}, "ValidationException", "must be the ARN of a domain or a collection"},
		"text":                          {c, opensearch.AttachDataSourceInput{DataSourceArn: aws.String("search-prod in us-east-1")}, "ValidationException", "must be the ARN of a domain or a collection"},
		"another partition":             {c, opensearch.AttachDataSourceInput{DataSourceArn: aws.String("arn:aws-cn:es:cn-north-1:123456789012:domain/x")}, "ValidationException", "partition"},
		"an unknown workspace":          {c, opensearch.AttachDataSourceInput{WorkspaceId: aws.String("nosuch")}, "ResourceNotFoundException", "Workspace not found"},
		"another application's":         {c, opensearch.AttachDataSourceInput{WorkspaceId: aws.String("Other0")}, "ResourceNotFoundException", "Workspace not found"},
		"a collection, where forbidden": {picky, opensearch.AttachDataSourceInput{DataSourceArn: aws.String(vectors)}, "ValidationException", "cannot be attached"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.in.Id == nil {
				test.in.Id = aws.String("ready0")
			}
			if test.in.DataSourceArn == nil {
				test.in.DataSourceArn = aws.String(searchProd)
			}
			_, err := test.AttachDataSource(t.Context(), &test.in)
			wantCode(t, err, test.code, test.text)
		})
	}
}

func TestAttachWithAClientToken(t *testing.T) {
	c := connect(load(t, attaching, emulator.Options{}))
	attach := func(source string) (*opensearch.AttachDataSourceOutput, error) {
		return c.AttachDataSource(t.Context(), &opensearch.AttachDataSourceInput{Id: aws.String("ready0"), DataSourceArn: &source, ClientToken: aws.String("token-1")})
	}
	first, err := attach(searchProd)
	ok(t, err)
	ok(t, c.detach(t, "ready0", searchProd))
	again, err := attach(searchProd)
	ok(t, err)
	if *again.AttachmentId != *first.AttachmentId {
		t.Errorf("got %s, then %s", *first.AttachmentId, *again.AttachmentId)
	}
	if got := c.sources(t, "ready0"); len(got) != 0 {
		t.Errorf("the same request acted twice: %v", got)
	}
	_, err = attach(vectors)
	wantCode(t, err, "ConflictException", "client token")
}

func TestAWorkspaceComesWithTheAttachment(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	in := opensearch.AttachDataSourceInput{
		Id: aws.String("creating0"), DataSourceArn: aws.String(searchProd),
		WorkspaceConfiguration: &types.WorkspaceConfigurationInput{Name: aws.String("Logs (prod)"), WorkspaceType: aws.String("OBSERVABILITY")},
	}
	_, err := c.AttachDataSource(t.Context(), &in)
	ok(t, err)
	before := e.World()
	if len(before.Workspaces) != 2 || before.Attachments[0].WorkspaceConfiguration == nil {
		t.Errorf("while pending: %+v %+v", before.Workspaces, before.Attachments)
	}
	e.Advance(time.Minute)
	after := e.World()
	if len(after.Workspaces) != 3 {
		t.Fatalf("when attached: %+v", after.Workspaces)
	}
	made := after.Workspaces[2]
	if made.ID != "creating0" || made.Name != "Logs (prod)" || made.WorkspaceType != "OBSERVABILITY" || len(made.WorkspaceID) != 6 {
		t.Errorf("made %+v", made)
	}
	if a := after.Attachments[0]; a.WorkspaceID != made.WorkspaceID || a.WorkspaceConfiguration != nil {
		t.Errorf("attachment %+v", a)
	}
}

func TestDetach(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	wantCode(t, c.detach(t, "nosuch", searchProd), "ResourceNotFoundException", "nosuch")
	wantCode(t, c.detach(t, "ready0", searchProd), "ResourceNotFoundException", "not attached")
	wantCode(t, c.detach(t, "creating0", searchProd), "ConflictException", "CREATING")

	_, err := c.attach(t, "ready0", newborn)
	ok(t, err)
	wantCode(t, c.detach(t, "ready0", newborn), "ConflictException", "PENDING")
	e.Advance(time.Minute)
	ok(t, c.detach(t, "ready0", newborn))
	if got := c.sources(t, "ready0"); len(got) != 0 {
		t.Errorf("data sources %v", got)
	}
	wantCode(t, c.detach(t, "ready0", newborn), "ResourceNotFoundException", "not attached")
	_, err = c.DescribeDataSourceAttachment(t.Context(), &opensearch.DescribeDataSourceAttachmentInput{Id: aws.String("ready0"), DataSourceArn: aws.String(newborn)})
	wantCode(t, err, "ResourceNotFoundException", "not attached")
}

func TestUpdateApplicationReplacesDataSources(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	update := func(sources []types.DataSource) {
		t.Helper()
		_, err := c.UpdateApplication(t.Context(), &opensearch.UpdateApplicationInput{Id: aws.String("ready0"), DataSources: sources})
		ok(t, err)
		e.Advance(time.Minute)
	}
	for _, source := range []string{searchProd, vectors} {
		_, err := c.attach(t, "ready0", source)
		ok(t, err)
	}
	update(nil)
	if got := c.sources(t, "ready0"); len(got) != 2 {
		t.Errorf("omitted: %v", got)
	}
	update([]types.DataSource{{DataSourceArn: aws.String(vectors)}})
	if got := c.status(t, "ready0", vectors); got != types.DataSourceAttachmentStatusAttached {
		t.Errorf("kept: %v", got)
	}
	wantCode(t, c.detach(t, "ready0", searchProd), "ResourceNotFoundException", "not attached")
	update([]types.DataSource{})
	if got := c.sources(t, "ready0"); len(got) != 0 {
		t.Errorf("cleared: %v", got)
	}
	if got := e.World().Attachments; len(got) != 0 {
		t.Errorf("cleared: %v", got)
	}
}

func TestListDataSourceAttachments(t *testing.T) {
	var w strings.Builder
	fmt.Fprint(&w, `{"applications":[{"id":"ready0","name":"ready"},{"id":"other0","name":"other"}],"attachments":[{"id":"other0","dataSourceArn":"arn:aws:es:eu-west-1:210987654321:domain/theirs"}`)
	for i := range 120 {
		fmt.Fprintf(&w, `,{"id":"ready0","dataSourceArn":"arn:aws:es:eu-west-1:210987654321:domain/theirs-%d","status":"ATTACHED"}`, i)
	}
	c := connect(load(t, w.String()+"]}", emulator.Options{}))
	in := opensearch.ListDataSourceAttachmentsInput{Id: aws.String("ready0")}
	var sizes []int
	seen := make(map[string]bool)
	for {
		out, err := c.ListDataSourceAttachments(t.Context(), &in)
		ok(t, err)
		sizes = append(sizes, len(out.Attachments))
		for _, a := range out.Attachments {
			seen[*a.AttachmentId] = true
			if a.Status != types.DataSourceAttachmentStatusAttached || !strings.Contains(*a.DataSourceArn, "theirs-") {
				t.Errorf("got %+v", a)
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
		in.MaxResults = 60
	}
	if fmt.Sprint(sizes) != "[50 60 10]" || len(seen) != 120 {
		t.Errorf("pages of %v, %d attachments", sizes, len(seen))
	}
	_, err := c.ListDataSourceAttachments(t.Context(), &opensearch.ListDataSourceAttachmentsInput{Id: aws.String("nosuch")})
	wantCode(t, err, "ResourceNotFoundException", "nosuch")
}

func TestAttachmentsGoWithTheirApplication(t *testing.T) {
	e := load(t, attaching, emulator.Options{Standstill: true})
	c := connect(e)
	_, err := c.attach(t, "ready0", searchProd)
	ok(t, err)
	_, err = c.DeleteApplication(t.Context(), &opensearch.DeleteApplicationInput{Id: aws.String("ready0")})
	ok(t, err)
	e.Advance(time.Minute)
	w := e.World()
	if len(w.Attachments) != 0 || len(w.Workspaces) != 1 {
		t.Errorf("left behind: %+v %+v", w.Attachments, w.Workspaces)
	}
}
