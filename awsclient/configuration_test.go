package awsclient_test

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

const (
	ssoSession = "[profile sso]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\n" +
		"[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n"
	ssoOlder = "[profile sso]\nregion = us-east-1\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\nsso_account_id = 123456789012\nsso_role_name = Operator\n"
	awsLogin = "[profile sso]\nregion = us-east-1\nlogin_session = arn:aws:iam::123456789012:user/jane\n"
	mfaRole  = "[profile admin]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = ops\nmfa_serial = arn:aws:iam::123456789012:mfa/jane\n"
	tooOften = "[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = gone\n"
	many     = "[profile a1]\n[profile b2]\n[profile c3]\n[profile d4]\n[profile e5]\n[profile f6]\n[profile g7]\n[profile h8]\n[profile nops]\n"
)

// A wrong configuration is named, with what would be right and the command that
// leads there, where the data would be.
func TestWrongConfiguration(t *testing.T) {
	const (
		fresh    = `{"accessToken":"an-access-token","expiresAt":"2999-01-01T00:00:00Z"}`
		expired  = `{"accessToken":"an-access-token","expiresAt":"2020-01-01T00:00:00Z"}`
		renewed  = `{"accessToken":"an-access-token","expiresAt":"2020-01-01T00:00:00Z","clientId":"c","clientSecret":"the-secret","refreshToken":"the-refresh-token"}`
		oldStyle = `{"accessToken":"an-access-token","expiresAt":"2020-01-01T00:00:00UTC"}`
	)
	session, profile := "aws sso login --sso-session corp", "aws sso login --profile sso"
	tests := []struct {
		name    string
		config  string
		profile string
		token   string // cached of the SSO session
		refusal string // of the sign-in service
		kind    model.FailureKind
		brief   string
		advice  string
	}{
		{name: "no such profile", config: twoProfiles, profile: "nope", kind: model.FailureCredentials, brief: "No profile nope. Known: ops, default", advice: "--profile"},
		{name: "nearest first, not all", config: many, profile: "nope", kind: model.FailureCredentials, brief: "No profile nope. Known: nops, ops, ", advice: "--profile"},
		{name: "no such source profile", config: tooOften, profile: "admin", kind: model.FailureCredentials, brief: "No profile gone, from which arn:aws:iam::123456789012:role/Admin is to be assumed. Known: ", advice: "--profile"},
		{name: "MFA", config: mfaRole, profile: "admin", kind: model.FailureCredentials, brief: "Profile admin wants an MFA code for arn:aws:iam::123456789012:role/Admin", advice: `arn:aws:iam::123456789012:mfa/jane. Let the AWS CLI ask and start oscope with what it gets: eval "$(aws configure export-credentials --profile admin --format env)"; oscope --region eu-west-1`},
		{name: "never signed in", config: ssoSession, profile: "sso", kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "signed in by an old tool", config: ssoSession, profile: "sso", token: oldStyle, kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "expired", config: ssoSession, profile: "sso", token: expired, kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "registration ended", config: ssoSession, profile: "sso", token: renewed, refusal: "InvalidClientException", kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "registration unknown", config: ssoSession, profile: "sso", token: renewed, refusal: "UnauthorizedClientException", kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "refresh refused", config: ssoSession, profile: "sso", token: renewed, refusal: "InvalidGrantException", kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "revoked", config: ssoSession, profile: "sso", token: fresh, refusal: "UnauthorizedException", kind: model.FailureExpired, brief: "credentials expired", advice: session},
		{name: "role not assigned", config: ssoSession, profile: "sso", token: fresh, refusal: "ForbiddenException", kind: model.FailurePermission, brief: "no permission: sso:GetRoleCredentials", advice: "Have the role assigned"},
		{name: "older profile", config: ssoOlder, profile: "sso", kind: model.FailureExpired, brief: "credentials expired", advice: profile},
		{name: "aws login", config: awsLogin, profile: "sso", kind: model.FailureExpired, brief: "credentials expired", advice: "aws login --profile sso"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := home(t, tt.config, twoKeys)
			if tt.token != "" {
				sum := sha1.Sum([]byte("corp"))
				write(t, filepath.Join(dir, ".aws", "sso", "cache"), hex.EncodeToString(sum[:])+".json", tt.token)
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-Amzn-Errortype", tt.refusal)
				w.WriteHeader(http.StatusUnauthorized)
			}))
			defer server.Close()
			t.Setenv("AWS_ENDPOINT_URL_SSO", server.URL)
			t.Setenv("AWS_ENDPOINT_URL_SSO_OIDC", server.URL)
			failure := failureOf(t, first(t, awsclient.New(awsclient.Options{Source: awsclient.Shared(tt.profile, "")}), live.FeedApplications), tt.kind)
			if !strings.HasPrefix(failure.Brief(), tt.brief) || !strings.Contains(failure.Explain(), tt.advice) {
				t.Errorf("%s\n%s\nwant\n%s\n%s", failure.Brief(), failure.Explain(), tt.brief, tt.advice)
			}
			if tt.kind != model.FailureCredentials && failure.Message == "" {
				t.Error("no message")
			}
		})
	}
}

// The way out of the MFA profile that is advised leads out.
func TestExportedCredentialsOfAnMFAProfile(t *testing.T) {
	home(t, mfaRole, twoKeys)
	server, signed := signatures(t, emulate(t, `{}`), httptest.NewServer)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_PROFILE", "admin")
	t.Setenv("AWS_ACCESS_KEY_ID", "ASIAEXPORTED")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "exported-secret")
	t.Setenv("AWS_SESSION_TOKEN", "exported-token")
	_, err := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "eu-west-1")}).Caller(t.Context())
	ok(t, err)
	if got := signed(); len(got) != 1 || got[0] != "ASIAEXPORTED eu-west-1" {
		t.Errorf("signed %q", got)
	}
}

// Keys of the environment cannot be renewed under a running program.
func TestExpiredKeysOfTheEnvironment(t *testing.T) {
	home(t, twoProfiles, "")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", "ExpiredTokenException")
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDENV")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "env-secret")
	failure := failureOf(t, first(t, awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")}), live.FeedApplications), model.FailureExpired)
	if !strings.Contains(failure.Explain(), "start oscope again") {
		t.Error(failure.Explain())
	}
}

// A Region that AWS does not have is told from a network that is down, and one that
// may be new is not doubted.
func TestRegionThatDoesNotExist(t *testing.T) {
	down := func(_ context.Context, network, addr string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "i/o timeout", Name: addr, IsTimeout: true}}
	}
	unknown := func(_ context.Context, network, addr string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(addr)
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	for _, tt := range []struct {
		region   string
		dial     func(context.Context, string, string) (net.Conn, error)
		endpoint string
		kind     model.FailureKind
		brief    string
	}{
		{region: "us-esat-1", dial: unknown, kind: model.FailureRegion, brief: "us-esat-1 is no Region of AWS; us-east-1?"},
		{region: "us-esat-1", dial: down, kind: model.FailureRegion, brief: "us-esat-1 is no Region of AWS; us-east-1?"},
		{region: "eu-centrl-1", dial: unknown, kind: model.FailureRegion, brief: "eu-centrl-1 is no Region of AWS; eu-central-1?"},
		{region: "us-east-1a", dial: unknown, kind: model.FailureRegion, brief: "us-east-1a is no Region of AWS; us-east-1?"},
		{region: "EU-WEST-1", dial: down, kind: model.FailureRegion, brief: "EU-WEST-1 is no Region of AWS; eu-west-1?"},
		{region: "us west 2", dial: down, kind: model.FailureRegion, brief: "us west 2 is no Region of AWS; us-west-2?"},
		{region: "frankfurt", dial: unknown, kind: model.FailureRegion, brief: "frankfurt is no Region of AWS"},
		{region: "us-east-3", dial: unknown, kind: model.FailureRegion, brief: "us-east-3 is no Region of AWS; us-east-1 or us-east-2?"},
		{region: "us-east-3", dial: down, kind: model.FailureNetwork, brief: "AWS not reached"},
		{region: "us-east-1", dial: unknown, kind: model.FailureNetwork, brief: "AWS not reached"},
		{region: "here", dial: down, endpoint: "http://127.0.0.1:1", kind: model.FailureNetwork, brief: "AWS not reached"},
		{region: "here", dial: unknown, endpoint: "http://emulator.internal", kind: model.FailureNetwork, brief: "AWS not reached"},
	} {
		t.Run(tt.region, func(t *testing.T) {
			home(t, "", twoKeys)
			t.Setenv("AWS_ENDPOINT_URL", tt.endpoint)
			shared := awsclient.Shared("ops", tt.region)
			c := awsclient.New(awsclient.Options{Source: func(ctx context.Context) (aws.Config, error) {
				config, err := shared(ctx)
				config.HTTPClient = awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.DialContext = tt.dial })
				return config, err
			}})
			synctest.Test(t, func(t *testing.T) {
				failure := failureOf(t, first(t, c, live.FeedApplications), tt.kind)
				if failure.Brief() != tt.brief {
					t.Errorf("%s: %s", failure.Brief(), failure.Explain())
				}
			})
		})
	}
}

// What the configuration has settled is known before any call, and when none
// succeeds.
func TestStanding(t *testing.T) {
	const services = "[services local]\ns3 =\n  endpoint_url = http://127.0.0.1:2\nopensearch =\n  endpoint_url = http://127.0.0.1:1/\n"
	for _, tt := range []struct {
		name, config, profile string
		env                   map[string]string
		want                  model.Caller
	}{
		{name: "default profile", config: twoProfiles, want: model.Caller{Region: "us-east-1", Profile: "default"}},
		{name: "profile", config: twoProfiles, profile: "ops", want: model.Caller{Region: "eu-west-1", Profile: "ops"}},
		{name: "profile of the environment", config: twoProfiles, env: map[string]string{"AWS_PROFILE": "ops"}, want: model.Caller{Region: "eu-west-1", Profile: "ops"}},
		{
			name: "keys of the environment are no profile's", config: twoProfiles,
			env:  map[string]string{"AWS_PROFILE": "ops", "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-secret"},
			want: model.Caller{Region: "eu-west-1"},
		},
		{
			name: "endpoint of the profile", config: "[profile ops]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:1\n", profile: "ops",
			want: model.Caller{Region: "eu-west-1", Profile: "ops", Endpoint: "127.0.0.1:1"},
		},
		{
			name: "endpoints of two services", config: "[profile ops]\nregion = eu-west-1\nservices = local\n" + services, profile: "ops",
			want: model.Caller{Region: "eu-west-1", Profile: "ops", Endpoint: "opensearch: 127.0.0.1:1; s3: 127.0.0.1:2"},
		},
		{
			name: "endpoint of one service in the environment", config: twoProfiles, env: map[string]string{"AWS_ENDPOINT_URL_OPENSEARCHSERVERLESS": "http://127.0.0.1:1/here"},
			want: model.Caller{Region: "us-east-1", Profile: "default", Endpoint: "serverless: 127.0.0.1:1/here"},
		},
		{
			name: "password and query stay out", config: twoProfiles, env: map[string]string{"AWS_ENDPOINT_URL": "http://jane:pw12@127.0.0.1:1/?token=abc"},
			want: model.Caller{Region: "us-east-1", Profile: "default", Endpoint: "127.0.0.1:1"},
		},
		{
			name: "configured endpoints ignored", config: "[profile ops]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:1\nignore_configured_endpoint_urls = true\n", profile: "ops",
			want: model.Caller{Region: "eu-west-1", Profile: "ops"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			home(t, tt.config, twoKeys)
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared(tt.profile, "")})
			listing, err := c.Read(feed(live.FeedCaller)).Next(t.Context())
			ok(t, err)
			if *listing.Caller != tt.want {
				t.Errorf("got %+v, want %+v", *listing.Caller, tt.want)
			}
		})
	}
}
