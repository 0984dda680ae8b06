package emulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"oscope/awsclient/emulator"
)

// clients are the SDK's clients, with the emulator behind them and no retries.
type clients struct {
	*opensearch.Client
	serverless *opensearchserverless.Client
	sts        *sts.Client
	iam        *iam.Client
	s3         *s3.Client
}

func connect(e *emulator.Emulator) clients { return in(e, "", "us-east-1") }

// in connects with an account and a Region. An empty account is the world's default.
func in(e *emulator.Emulator, account, region string) clients {
	c := config(e)
	c.Region = region
	if account != "" {
		c.Credentials = credentials.NewStaticCredentialsProvider(emulator.AccessKey(account), "secret", "")
	}
	return clients{
		opensearch.NewFromConfig(c), opensearchserverless.NewFromConfig(c), sts.NewFromConfig(c), iam.NewFromConfig(c), s3.NewFromConfig(c),
	}
}

func config(e *emulator.Emulator) aws.Config {
	return aws.Config{
		Region:      "us-east-1",
		Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
		HTTPClient:  &http.Client{Transport: e.Transport()},
		Retryer:     func() aws.Retryer { return aws.NopRetryer{} },
	}
}

// load makes an emulator from a world in JSON.
func load(t testing.TB, world string, o emulator.Options) *emulator.Emulator {
	t.Helper()
	w, err := emulator.ParseWorld([]byte(world))
	if err != nil {
		t.Fatal(err)
	}
	return emulator.New(w, o)
}

// wantCode checks that an SDK call was refused with that code, and with a text
// that contains text.
func wantCode(t *testing.T, err error, code, text string) {
	t.Helper()
	var refused smithy.APIError
	switch {
	case !errors.As(err, &refused):
		t.Errorf("got %v, want %s", err, code)
	case refused.ErrorCode() != code || !strings.Contains(refused.ErrorMessage(), text):
		t.Errorf("got %s %q, want %s %q", refused.ErrorCode(), refused.ErrorMessage(), code, text)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// reply is an answer as it stands on the wire.
type reply struct {
	status int
	header http.Header
	body   string
}

func (r reply) json(t testing.TB) map[string]any {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal([]byte(r.body), &members); err != nil {
		t.Fatalf("%v in %q", err, r.body)
	}
	return members
}

// send sends a request as it stands: "POST /path", a body, and headers in pairs.
func send(h http.Handler, route, body string, headers ...string) reply {
	method, target, _ := strings.Cut(route, " ")
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return serve(h, r)
}

func serve(h http.Handler, r *http.Request) reply {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.String()}
}

const (
	searchProd = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	newborn    = "arn:aws:es:us-east-1:123456789012:domain/newborn"
)

func TestNewRefusesAWrongWorld(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	emulator.New(emulator.World{Applications: []emulator.Application{{Name: "A"}}}, emulator.Options{})
}

func TestCallsAreCountedByOperation(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	c := connect(e)
	for range 3 {
		_, err := c.ListDomainNames(context.Background(), &opensearch.ListDomainNamesInput{})
		ok(t, err)
	}
	_, _ = c.GetApplication(context.Background(), &opensearch.GetApplicationInput{Id: aws.String("nosuch")})
	if got := e.Calls(); len(got) != 2 || got["ListDomainNames"] != 3 || got["GetApplication"] != 1 {
		t.Errorf("got %v", got)
	}
	e.ResetCalls()
	if got := e.Calls(); len(got) != 0 {
		t.Errorf("after a reset: %v", got)
	}
}

func TestConcurrentUse(t *testing.T) {
	e := emulator.New(emulator.DemoWorld(), emulator.Options{Speed: 1000})
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultLatency, Latency: time.Millisecond, Times: 20}})
	done := make(chan error)
	const workers = 8
	for i := range workers {
		c := in(e, "", []string{"us-east-1", "eu-west-1", "sa-east-1", "us-east-1"}[i%4])
		go func() {
			name := "worker-" + string(rune('a'+i))
			_, err := c.CreateApplication(context.Background(), &opensearch.CreateApplicationInput{Name: &name})
			for range 20 {
				_, listed := c.ListApplications(context.Background(), &opensearch.ListApplicationsInput{})
				_, named := c.ListDomainNames(context.Background(), &opensearch.ListDomainNamesInput{})
				_, stored := c.s3.ListBuckets(context.Background(), &s3.ListBucketsInput{})
				_ = e.World()
				_ = e.Calls()
				_ = e.CallsByScope()
				e.Advance(time.Second)
				err = errors.Join(err, listed, named, stored)
			}
			done <- err
		}()
	}
	for range workers {
		ok(t, <-done)
	}
	if got, want := applications(e.World()), applications(emulator.DemoWorld())+workers; got != want {
		t.Errorf("%d applications, want %d", got, want)
	}
}

// applications is how many a world has in all of its scopes.
func applications(w emulator.World) int {
	n := len(w.Applications)
	for _, scope := range w.Scopes {
		n += len(scope.Applications)
	}
	return n
}
