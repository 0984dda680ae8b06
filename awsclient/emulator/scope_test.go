package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/awsclient/emulator"
)

const (
	one   = "111111111111" // the default of scattered
	other = "222222222222"
)

// scattered is a world of two accounts and two Regions, without the other account in
// the second Region.
const scattered = `{
	"account": "111111111111", "region": "us-east-1", "domains": [{"DomainName": "one-east"}],
	"roles": [{"RoleName": "one-role"}], "buckets": [{"Name": "one-bucket"}],
	"scopes": [
		{
			"region": "eu-west-1", "domains": [{"DomainName": "one-west"}],
			"roles": [{"RoleName": "one-role-too"}], "buckets": [{"Name": "one-bucket-west"}]
		},
		{
			"account": "222222222222", "domains": [{"DomainName": "other-east", "DomainProcessingStatus": "Creating"}],
			"roles": [{"RoleName": "other-role"}], "buckets": [{"Name": "other-bucket"}]
		}
	]
}`

// domains are the names of all domains in one scope.
func (c clients) domains(t *testing.T) string {
	t.Helper()
	out, err := c.ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
	ok(t, err)
	var names []string
	for _, d := range out.DomainNames {
		names = append(names, *d.DomainName)
	}
	return strings.Join(names, " ")
}

func TestAScopeIsAnAccountAndARegion(t *testing.T) {
	e := load(t, scattered, emulator.Options{})
	for _, c := range []struct{ key, region, account, domains string }{
		{"AKIDEXAMPLE", "us-east-1", one, "one-east"},
		{"AKIDEXAMPLE", "eu-west-1", one, "one-west"},
		{"EMULATED111111111111", "us-east-1", one, "one-east"},
		{"EMULATED222222222222", "us-east-1", other, "other-east"},
		{"EMULATED222222222222", "eu-west-1", other, ""},
		{"222222222222", "us-east-1", other, "other-east"},
		{"EMULATED/222222222222", "us-east-1", other, "other-east"},
		{"EMULATED22222222222", "us-east-1", one, "one-east"},
		{"EMULATED222222222222X", "us-east-1", one, "one-east"},
		{"EMULATED333333333333", "ap-south-1", "333333333333", ""},
	} {
		config := config(e)
		config.Region, config.Credentials = c.region, credentials.NewStaticCredentialsProvider(c.key, "secret", "")
		identity, err := sts.NewFromConfig(config).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		ok(t, err)
		got := clients{Client: opensearch.NewFromConfig(config)}.domains(t)
		if *identity.Account != c.account || got != c.domains {
			t.Errorf("%s in %s: account %s with %q", c.key, c.region, *identity.Account, got)
		}
	}
}

// Roles and buckets are those of the account, whatever the Region, and nobody else's.
func TestRolesAndBucketsAreTheAccounts(t *testing.T) {
	e := load(t, scattered, emulator.Options{})
	for _, test := range []struct{ account, region, roles, buckets string }{
		{one, "us-east-1", "one-role one-role-too", "one-bucket/us-east-1 one-bucket-west/eu-west-1"},
		{one, "eu-west-1", "one-role one-role-too", "one-bucket/us-east-1 one-bucket-west/eu-west-1"},
		{one, "sa-east-1", "one-role one-role-too", "one-bucket/us-east-1 one-bucket-west/eu-west-1"},
		{other, "us-east-1", "other-role", "other-bucket/us-east-1"},
		{"333333333333", "us-east-1", "", ""},
	} {
		c := in(e, test.account, test.region)
		var roles, buckets []string
		listed, err := c.iam.ListRoles(t.Context(), &iam.ListRolesInput{})
		ok(t, err)
		for _, r := range listed.Roles {
			roles = append(roles, *r.RoleName)
		}
		found, err := c.s3.ListBuckets(t.Context(), &s3.ListBucketsInput{})
		ok(t, err)
		for _, b := range found.Buckets {
			buckets = append(buckets, *b.Name+"/"+*b.BucketRegion)
		}
		if got := strings.Join(roles, " "); got != test.roles {
			t.Errorf("%s in %s has the roles %q", test.account, test.region, got)
		}
		if got := strings.Join(buckets, " "); got != test.buckets {
			t.Errorf("%s in %s has the buckets %q", test.account, test.region, got)
		}
	}
	_, err := in(e, other, "us-east-1").s3.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: new("one-bucket")})
	wantCode(t, err, "NoSuchBucket", "")
}

// What is made in a scope is there and nowhere else, also in one that the world does
// not name, and the world that is shown makes the same scopes again.
func TestAWriteStaysInItsScope(t *testing.T) {
	e := load(t, scattered, emulator.Options{})
	_ = in(e, "444444444444", "us-east-1").domains(t) // asked for, and empty
	for account, region := range map[string]string{one: "eu-west-1", "333333333333": "ap-south-1"} {
		_, err := in(e, account, region).CreateApplication(t.Context(), &opensearch.CreateApplicationInput{Name: new("app-" + account)})
		ok(t, err)
	}
	e = load(t, string(encode(t, e.World())), emulator.Options{})
	var held []string
	w := e.World()
	for _, s := range append([]emulator.World{w}, w.Scopes...) {
		held = append(held, fmt.Sprintf("%s %s: %d domains %d applications %d roles", s.Account, s.Region, len(s.Domains), len(s.Applications), len(s.Roles)))
	}
	const want = `111111111111 us-east-1: 1 domains 0 applications 2 roles
111111111111 eu-west-1: 1 domains 1 applications 0 roles
222222222222 us-east-1: 1 domains 0 applications 1 roles
333333333333 ap-south-1: 0 domains 1 applications 0 roles`
	if got := strings.Join(held, "\n"); got != want {
		t.Errorf("got\n%s", got)
	}
}

// Time is the same everywhere.
func TestTimePassesInEveryScope(t *testing.T) {
	e := load(t, scattered, emulator.Options{Standstill: true})
	c := in(e, other, "us-east-1")
	if got := c.domain(t, "other-east"); got.DomainProcessingStatus != "Creating" {
		t.Errorf("it is %s", got.DomainProcessingStatus)
	}
	e.Advance(time.Hour)
	if got := c.domain(t, "other-east"); got.DomainProcessingStatus != "Active" {
		t.Errorf("an hour later it is %s", got.DomainProcessingStatus)
	}
}

func TestCallsAreCountedByScope(t *testing.T) {
	e := load(t, scattered, emulator.Options{})
	for n, c := range map[int]clients{1: in(e, one, "us-east-1"), 2: in(e, one, "eu-west-1"), 4: in(e, other, "us-east-1")} {
		for range n {
			_ = c.domains(t)
		}
	}
	for _, c := range []struct {
		account, region string
		want            int
	}{
		{one, "us-east-1", 1},
		{one, "eu-west-1", 2},
		{one, "", 3},
		{"", "us-east-1", 5},
		{"", "", 7},
		{other, "eu-west-1", 0},
	} {
		if got := e.CallsIn(c.account, c.region)["ListDomainNames"]; got != c.want {
			t.Errorf("%s in %s: %d calls", c.account, c.region, got)
		}
	}
	const want = `[{"account":"111111111111","region":"eu-west-1","calls":{"ListDomainNames":2}},` +
		`{"account":"111111111111","region":"us-east-1","calls":{"ListDomainNames":1}},` +
		`{"account":"222222222222","region":"us-east-1","calls":{"ListDomainNames":4}}]`
	got := send(e.Control(), "GET /_emulator/calls/scopes", "").body
	if strings.Join(strings.Fields(got), "") != want {
		t.Errorf("got %s", got)
	}
	e.ResetCalls()
	if got := send(e.Control(), "GET /_emulator/calls/scopes", "").body; got != "[]\n" {
		t.Errorf("after a reset: %s", got)
	}
}

func TestFaultsOfAScope(t *testing.T) {
	for _, test := range []struct{ account, region, struck string }{
		{"", "", "one-east one-west other-east other-west"},
		{one, "", "one-east one-west"},
		{"", "us-east-1", "one-east other-east"},
		{other, "eu-west-1", "other-west"},
		{"333333333333", "", ""},
	} {
		e := load(t, scattered, emulator.Options{})
		faults, err := emulator.ParseFaults(fmt.Appendf(nil, `[{"operation":"*","kind":"throttle","account":%q,"region":%q}]`, test.account, test.region))
		ok(t, err)
		e.SetFaults(faults)
		var struck []string
		for _, account := range []string{one, other} {
			for _, region := range []string{"us-east-1", "eu-west-1"} {
				if _, err := in(e, account, region).ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{}); err != nil {
					wantCode(t, err, "ThrottlingException", "")
					struck = append(struck, map[string]string{one: "one", other: "other"}[account]+strings.TrimSuffix(region[2:], "-1"))
				}
			}
		}
		if got := strings.Join(struck, " "); got != test.struck {
			t.Errorf("%q %q strikes %q", test.account, test.region, got)
		}
	}
}

// A fault that is used up is that of the scope which it is for.
func TestFaultsOfAScopeAreUsedUpThere(t *testing.T) {
	e := load(t, scattered, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultError, Account: other, Times: 1}})
	_ = in(e, one, "us-east-1").domains(t)
	_, err := in(e, other, "us-east-1").ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
	wantCode(t, err, "InternalException", "")
	_ = in(e, other, "us-east-1").domains(t)
}

// A scope that never answers holds up nobody else, and its callers until they leave.
func TestFaultHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, scattered, emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultHang, Account: one, Region: "eu-west-1"}})
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		hung := make(chan error)
		go func() {
			_, err := in(e, one, "eu-west-1").CreateApplication(ctx, &opensearch.CreateApplicationInput{Name: new("never")})
			hung <- err
		}()
		synctest.Wait()
		_ = in(e, one, "us-east-1").domains(t)
		_ = in(e, other, "eu-west-1").domains(t)
		w := e.World()
		if took := time.Since(start); took != 0 {
			t.Errorf("the others took %v", took)
		}
		if err := <-hung; !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Hour {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		if len(w.Scopes[0].Applications) != 0 {
			t.Error("it was carried out")
		}
		if got := e.CallsIn(one, "eu-west-1"); got["CreateApplication"] != 1 {
			t.Errorf("calls: %v", got)
		}
	})
}

// Requests wait beside each other, and only as long as somebody waits for them.
func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, scattered, emulator.Options{Latency: 80 * time.Millisecond})
		start := time.Now()
		done := make(chan error)
		for range 50 {
			go func() {
				_, err := in(e, one, "us-east-1").ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
				done <- err
			}()
		}
		for range 50 {
			ok(t, <-done)
		}
		if took := time.Since(start); took != 80*time.Millisecond {
			t.Errorf("50 requests took %v", took)
		}
		start = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := connect(e).ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Millisecond {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		start = time.Now()
		send(e.Control(), "GET /_emulator/world", "")
		if took := time.Since(start); took != 0 {
			t.Errorf("the control took %v", took)
		}
	})
}

// The ids of requests differ between scopes, and do not depend on the order in which
// these are called.
func TestRequestIDsOfScopes(t *testing.T) {
	ids := func(order ...string) map[string]string {
		e := load(t, scattered, emulator.Options{})
		all := make(map[string]string)
		for _, account := range order {
			authorization := "AWS4-HMAC-SHA256 Credential=" + emulator.AccessKey(account) + "/20261122/us-east-1/es/aws4_request, SignedHeaders=host"
			all[account] = send(e, "GET /2021-01-01/domain", "", "Authorization", authorization).header.Get("X-Amzn-Requestid")
		}
		return all
	}
	first := ids(one, other)
	if first[one] == first[other] || !maps.Equal(first, ids(other, one)) {
		t.Errorf("got %v, and the other way round %v", first, ids(other, one))
	}
}
