package awsclient_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// repeating is a body without an end.
type repeating string

func (r repeating) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		n += copy(p[n:], r)
	}
	return len(p), nil
}

// longest are one call of each service, and a write: each service's answers are read
// by code of its own, and 64 MiB take a moment.
var longest = []string{"GetCallerIdentity", "ListApplications", "CreatePackage", "ListCollections", "ListIntegrations", "ListBuckets", "ListAliases", "ListRoles"}

// Of a body without an end 64 MiB are read and no more, once, and where it is made
// of many small things, fewer. That of an error is bounded too.
func TestEndlessBody(t *testing.T) {
	heavy(t)
	const mebi = 1 << 20
	for _, call := range calls {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
			for piece, most := range map[string]int{" ": 64 * mebi, ",": mebi} {
				if status == http.StatusOK && (len(awsclient.Answers[call.declared()]) == 0 || call.name() == "GetObject") {
					continue // nothing of it is read, or only the range that was asked for
				}
				if piece == " " && (status != http.StatusOK || !slices.Contains(longest, call.name())) {
					continue
				}
				t.Run(fmt.Sprintf("%s %d %q", call.name(), status, piece), func(t *testing.T) {
					var read atomic.Int64
					failure := wantUnreadable(t, call, func(response *http.Response) {
						response.StatusCode = status
						response.Body, response.ContentLength = io.NopCloser(counting{repeating(strings.Repeat(piece, 1024)), &read}), -1
					})
					if n := int(read.Load()); n < mebi || n > most+mebi {
						t.Errorf("%d bytes were read: %v", n, failure)
					}
				})
			}
		}
	}
}

type counting struct {
	io.Reader

	n *atomic.Int64
}

func (c counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// serve makes a client whose requests go to a server of HTTP over a socket.
func serve(t *testing.T, handler http.HandlerFunc) *awsclient.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return connect(carrier(func(r *http.Request) (*http.Response, error) {
		r.URL.Scheme, r.URL.Host = "http", server.Listener.Addr().String()
		return server.Client().Transport.RoundTrip(r)
	}))
}

// A small answer that becomes a large one when it is unpacked is a large one.
func TestCompressedBomb(t *testing.T) {
	heavy(t)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := io.CopyN(w, repeating(strings.Repeat(" ", 1024)), 256<<20)
	ok(t, err)
	ok(t, w.Close())
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	})
	failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureUnreadable)
	if !strings.Contains(failure.Message, "longer than 64 MiB") {
		t.Errorf("got %v", failure)
	}
}

// What is longer than any service writes is named, and nothing of it is kept.
func TestLongTexts(t *testing.T) {
	long := `"` + strings.Repeat("x", 17<<10) + `"`
	for _, tt := range []struct {
		kind       live.FeedKind
		body, says string
	}{
		{live.FeedApplications, `{"ApplicationSummaries":[{"id":"a","arn":"n"},{"id":"b","arn":"n","name":` + long + `}]}`, "ApplicationSummaries.Name"},
		{live.FeedApplications, `{"ApplicationSummaries":[{"id":"a","arn":"n","endpoint":` + long + `}]}`, "ApplicationSummaries.Endpoint"},
		{live.FeedApplications, `{"ApplicationSummaries":[{"arn":"n","id":` + long + `}]}`, "ApplicationSummaries.Id"},
		{live.FeedApplications, `{"ApplicationSummaries":[],"nextToken":` + long + `}`, "NextToken"},
		{live.FeedApplication, `{"id":"a","arn":"n","status":` + long + `}`, "Status"},
		{live.FeedPackages, `{"PackageDetailsList":[{"PackageID":"F1","ErrorDetails":{"ErrorMessage":` + long + `}}]}`, "PackageDetailsList.ErrorDetails.ErrorMessage"},
		{live.FeedCollections, `{"collectionSummaries":[{"id":"c","arn":` + long + `}]}`, "CollectionSummaries.Arn"},
		{live.FeedIntegrations, `{"integrationSummaries":[{"integrationName":` + long + `}]}`, "IntegrationSummaries.IntegrationName"},
	} {
		e := emulate(t, populated)
		c := connect(carrier(func(r *http.Request) (*http.Response, error) {
			response, err := e.Transport().RoundTrip(r)
			body(response, tt.body)
			return response, err
		}))
		_, err := c.Read(feedOf(tt.kind, "app0001")).Next(t.Context())
		failure := failureOf(t, err, model.FailureUnreadable)
		if !strings.Contains(failure.Message, tt.says+" is longer than 16 KiB") || len(failure.Message) > 200 {
			t.Errorf("%s: got %.300s", tt.says, failure.Message)
		}
	}
}

// The text of an error is whole, unless no service would write it.
func TestLongError(t *testing.T) {
	for length, cut := range map[int]bool{4000: false, 1 << 20: true} {
		e := emulate(t, populated)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultError, Code: "ValidationException", Status: 400, Message: strings.Repeat("x", length)}})
		failure := failureOf(t, first(t, connect(e.Transport()), live.FeedApplications), model.FailureValidation)
		if len(failure.Message) > 17<<10 || strings.Contains(failure.Message, "cut; it has "+strconv.Itoa(length)) != cut || !cut && len(failure.Message) != length {
			t.Errorf("%d bytes of %d: %.30s", len(failure.Message), length, failure.Message)
		}
	}
}

// A redirect is an answer that nobody follows.
func TestRedirect(t *testing.T) {
	for _, call := range calls {
		for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
			if call.name() == "HeadObject" && status == http.StatusMovedPermanently {
				continue // which is S3's answer for a bucket in another Region, and has no body to say so
			}
			t.Run(call.name()+" "+strconv.Itoa(status), func(t *testing.T) {
				failure := wantUnreadable(t, call, func(response *http.Response) {
					response.StatusCode = status
					response.Header = http.Header{"Location": {response.Request.URL.String()}}
					body(response, "")
				})
				if failure.HTTPStatus != status {
					t.Errorf("got %v", failure)
				}
			})
		}
	}
}

// Nor does the SDK's own client, by which AWS is reached, follow one.
func TestRedirectOfTheSDKsClient(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_ACCESS_KEY_ID", "OSCOPE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "OSCOPE")
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "us-east-1")})
	wantKind(t, first(t, c, live.FeedApplications), model.FailureUnreadable)
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// endless answers ListApplications with a new token each time.
func endless(t *testing.T, e *emulator.Emulator, rows func(page int) []any) *awsclient.Client {
	page := 0
	answers := rewriting(t, e.Transport(), func(members map[string]any) {
		page++
		members["nextToken"] = "token" + strconv.Itoa(page)
		members["ApplicationSummaries"] = rows(page)
	})
	return connect(carrier(func(r *http.Request) (*http.Response, error) {
		query := r.URL.Query()
		query.Del("nextToken") // the emulator would refuse a token that is not its own
		r.URL.RawQuery = query.Encode()
		return answers(r)
	}))
}

// Pages that follow each other without an end, and bring nothing, end by a bound.
func TestPagesWithoutEnd(t *testing.T) {
	heavy(t)
	none := func(int) []any { return []any{} }
	same := func(int) []any { return []any{object{"arn": "n", "id": "app0001"}} }
	ever := func(page int) []any {
		rows := make([]any, 1000)
		for i := range rows {
			rows[i] = object{"arn": "n", "id": fmt.Sprintf("app%d-%d", page, i)}
		}
		return rows
	}
	for name, tt := range map[string]struct {
		rows  func(int) []any
		pages int
		says  string
	}{
		"empty ones":    {none, 20, "20 pages in a row had nothing new"},
		"the same ones": {same, 21, "20 pages in a row had nothing new"},
		"ever new ones": {ever, 100, "more than 100000 rows"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, populated)
				reading := endless(t, e, tt.rows).Read(feed(live.FeedApplications))
				var err error
				for err == nil {
					_, err = reading.Next(t.Context())
				}
				failure := failureOf(t, err, model.FailureUnreadable)
				if !strings.Contains(failure.Message, tt.says) || failure.Operation != "ListApplications" {
					t.Errorf("got %v", failure)
				}
				wantCalls(t, e, map[string]int{"ListApplications": tt.pages})
			})
		})
	}
}

// A few pages without anything new are what a filter of the service's makes.
func TestSomeEmptyPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, populated)
		rows := func(page int) []any {
			if page%15 != 0 {
				return []any{}
			}
			return []any{object{"arn": "n", "id": "app" + strconv.Itoa(page)}}
		}
		reading := endless(t, e, rows).Read(feed(live.FeedApplications))
		for range 60 {
			_, err := reading.Next(t.Context())
			ok(t, err)
		}
	})
}

// A page of many rows comes in slices, all of which are the one page.
func TestSlices(t *testing.T) {
	e := emulate(t, populated)
	members := make([]string, 1234)
	for i := range members {
		members[i] = fmt.Sprintf(`{"id":"app%d","arn":"n"}`, i)
	}
	c := connect(carrier(func(r *http.Request) (*http.Response, error) {
		response, err := e.Transport().RoundTrip(r)
		body(response, `{"ApplicationSummaries":[`+strings.Join(members, ",")+`]}`)
		return response, err
	}))
	listings := readAll(t, c, feed(live.FeedApplications))
	if got := fmt.Sprint(sizes(listings)); got != "[100 100 100 100 100 100 100 100 100 100 100 100 34]" || !listings[11].Slice || listings[12].Slice {
		t.Errorf("slices of %s", got)
	}
	if all := ids(listings...); len(all) != 1234 || all[0] != "app0" || all[1233] != "app1233" {
		t.Errorf("%d rows", len(all))
	}
	wantCalls(t, e, map[string]int{"ListApplications": 1})
}

// An object of very many members that nobody knows: the SDK goes deeper with each.
func TestManyUnknownMembers(t *testing.T) {
	heavy(t)
	e := emulate(t, populated)
	start := time.Now()
	c := connect(spoiling(e, "ListApplications", func(response *http.Response) {
		body(response, `{`+strings.Repeat(`"a":0,`, 1<<20-10)+`"ApplicationSummaries":[]}`)
	}))
	readAll(t, c, feed(live.FeedApplications))
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}
