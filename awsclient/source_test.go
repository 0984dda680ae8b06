package awsclient_test

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// withProvider is a Source with credentials of a provider.
func withProvider(provider aws.CredentialsProviderFunc) awsclient.Source {
	return func(context.Context) (aws.Config, error) {
		return aws.Config{Region: "us-east-1", Credentials: provider}, nil
	}
}

// home makes the files that Shared reads and takes everything else away that it
// would. It returns the folder that stands for the user's own.
func home(t testing.TB, config, credentials string) string {
	t.Helper()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // to have it restored
			ok(t, os.Unsetenv(name))
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", write(t, dir, "config", config))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", write(t, dir, "credentials", credentials))
	return dir
}

func write(t testing.TB, dir, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(dir, name)
	ok(t, os.MkdirAll(filepath.Dir(path), 0o700))
	ok(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// signatures serves an emulator and notes the scope that each request is signed
// for: "key/date/region/service".
func signatures(t *testing.T, e *emulator.Emulator, start func(http.Handler) *httptest.Server) (*httptest.Server, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var all []string
	server := start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, scope, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
		parts := strings.Split(scope, "/")
		mu.Lock()
		all = append(all, parts[0]+" "+parts[2])
		mu.Unlock()
		e.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

const (
	twoProfiles = "[default]\nregion = us-east-1\n[profile ops]\nregion = eu-west-1\n"
	twoKeys     = "[default]\naws_access_key_id = AKIDEFAULT\naws_secret_access_key = default-secret\n" +
		"[ops]\naws_access_key_id = AKIDOPS\naws_secret_access_key = ops-secret\naws_session_token = ops-session\n"
)

func TestShared(t *testing.T) {
	tests := []struct {
		name            string
		profile, region string
		env             map[string]string
		signed          string
	}{
		{"nothing said", "", "", nil, "AKIDEFAULT us-east-1"},
		{"profile", "ops", "", nil, "AKIDOPS eu-west-1"},
		{"profile and Region", "ops", "ap-southeast-2", nil, "AKIDOPS ap-southeast-2"},
		{"profile of the environment", "", "", map[string]string{"AWS_PROFILE": "ops"}, "AKIDOPS eu-west-1"},
		{"profile over that of the environment", "default", "", map[string]string{"AWS_PROFILE": "ops"}, "AKIDEFAULT us-east-1"},
		{"Region of the environment", "ops", "", map[string]string{"AWS_REGION": "us-west-2"}, "AKIDOPS us-west-2"},
		{"keys of the environment", "", "us-east-2", map[string]string{"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-secret"}, "AKIDENV us-east-2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home(t, twoProfiles, twoKeys)
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			server, signed := signatures(t, emulate(t, `{}`), httptest.NewServer)
			t.Setenv("AWS_ENDPOINT_URL", server.URL)
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared(tt.profile, tt.region)})
			caller, err := c.Caller(t.Context())
			ok(t, err)
			ok(t, first(t, c, live.FeedApplications))
			ok(t, first(t, c, live.FeedCollections))
			if got := signed(); !slices.Equal(got, []string{tt.signed, tt.signed, tt.signed}) {
				t.Errorf("signed %q, want %q", got, tt.signed)
			}
			if _, region, _ := strings.Cut(tt.signed, " "); caller.Region != region {
				t.Errorf("Region %q", caller.Region)
			}
		})
	}
}

func TestCertificateBundle(t *testing.T) {
	dir := home(t, twoProfiles, twoKeys)
	server, signed := signatures(t, emulate(t, `{}`), httptest.NewTLSServer)
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	t.Setenv("AWS_CA_BUNDLE", write(t, dir, "bundle.pem", string(certificate)))
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	_, err := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")}).Caller(t.Context())
	ok(t, err)
	if len(signed()) != 1 {
		t.Errorf("signed %q", signed())
	}
}

// What is wrong with a configuration, before anything is sent.
func TestSharedFailures(t *testing.T) {
	session := "[profile sso]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\n" +
		"[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n"
	older := "[profile sso]\nregion = us-east-1\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\nsso_account_id = 123456789012\nsso_role_name = Operator\n"
	login := "[profile sso]\nregion = us-east-1\nlogin_session = arn:aws:iam::123456789012:user/jane\n"
	expired := `{"accessToken":"secret-token","expiresAt":"2020-01-01T00:00:00Z"}`
	tests := []struct {
		name                string
		config, credentials string
		profile             string
		token               string // cached of the SSO session
		kind                model.FailureKind
		message             string
	}{
		{name: "no Region", credentials: twoKeys, kind: model.FailureRegion, message: "no Region is set"},
		{name: "no credentials", config: twoProfiles, kind: model.FailureCredentials, message: "no credentials are configured"},
		{name: "no such profile", config: twoProfiles, credentials: twoKeys, profile: "nosuch", kind: model.FailureCredentials, message: "nosuch"},
		{name: "SSO session not signed in", config: session, profile: "sso", kind: model.FailureExpired, message: "cached SSO token"},
		{name: "SSO session expired", config: session, profile: "sso", token: expired, kind: model.FailureExpired, message: "SSO token is expired"},
		{name: "older SSO profile not signed in", config: older, profile: "sso", kind: model.FailureExpired, message: "SSO session has expired"},
		{name: "aws login not signed in", config: login, profile: "sso", kind: model.FailureExpired, message: "please reauthenticate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := home(t, tt.config, tt.credentials)
			if tt.token != "" {
				path, err := ssocreds.StandardCachedTokenFilepath("corp")
				ok(t, err)
				if !strings.HasPrefix(path, dir) {
					t.Fatalf("the token would be at %s", path)
				}
				write(t, filepath.Dir(path), filepath.Base(path), tt.token)
			}
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared(tt.profile, "")})
			failure := failureOf(t, first(t, c, live.FeedApplications), tt.kind)
			if !strings.Contains(failure.Message, tt.message) || failure.Code != "" || failure.HTTPStatus != 0 {
				t.Errorf("got %+v, want %q", failure, tt.message)
			}
		})
	}
}

// The Region is missed before anybody asks who we are, and found when it is there.
func TestRegionIsFound(t *testing.T) {
	dir := home(t, "", twoKeys)
	server, _ := signatures(t, emulate(t, `{}`), httptest.NewServer)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")})
	_, err := c.Read(feed(live.FeedCaller)).Next(t.Context())
	wantKind(t, err, model.FailureRegion)
	write(t, dir, "config", twoProfiles)
	listings := readAll(t, c, feed(live.FeedCaller))
	if got := listings[0].Caller.Region; got != "us-east-1" {
		t.Errorf("got %q", got)
	}
}

func TestProviderFailures(t *testing.T) {
	tests := []struct {
		name string
		err  error
		kind model.FailureKind
		code string
		says string // where the error has no text
	}{
		{"anything", errors.New("the vault is sealed"), model.FailureCredentials, "", ""},
		{"SSO token invalid", &ssocreds.InvalidTokenError{}, model.FailureExpired, "", ""},
		{"SSO session ended", &smithy.GenericAPIError{Code: "UnauthorizedException", Message: "Session token not found or invalid"}, model.FailureExpired, "UnauthorizedException", ""},
		{"SSO session cannot be refreshed", &smithy.GenericAPIError{Code: "InvalidGrantException"}, model.FailureExpired, "InvalidGrantException", "it cannot be renewed"},
		{"source of a role expired", &smithy.GenericAPIError{Code: "ExpiredToken", Message: "expired"}, model.FailureExpired, "ExpiredToken", ""},
		{"role may not be assumed", &smithy.GenericAPIError{Code: "AccessDenied", Message: "not authorized to perform: sts:AssumeRole"}, model.FailureCredentials, "AccessDenied", ""},
		{"network gone", &smithyhttp.RequestSendError{Err: errors.New("no such host")}, model.FailureNetwork, "", ""},
		{"too many assume it", &smithy.GenericAPIError{Code: "Throttling"}, model.FailureCredentials, "Throttling", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			c := awsclient.New(awsclient.Options{Source: withProvider(func(context.Context) (aws.Credentials, error) {
				asked++
				return aws.Credentials{}, fmt.Errorf("in the chain: %w", tt.err)
			})})
			failure := failureOf(t, first(t, c, live.FeedApplications), tt.kind)
			if failure.Code != tt.code || failure.Message != tt.says && !strings.Contains(tt.err.Error(), failure.Message) && !strings.Contains(failure.Message, tt.err.Error()) {
				t.Errorf("code %q, message %q", failure.Code, failure.Message)
			}
			if asked != 1 { // providers try again themselves
				t.Errorf("asked %d times", asked)
			}
			wantKind(t, first(t, c, live.FeedApplications), tt.kind)
			if asked != 2 {
				t.Errorf("asked %d times in two calls", asked)
			}
		})
	}
}

func TestSourceFailures(t *testing.T) {
	c := awsclient.New(awsclient.Options{Source: func(context.Context) (aws.Config, error) { return aws.Config{}, errors.New("unreadable") }})
	if failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureCredentials); failure.Message != "unreadable" {
		t.Errorf("message %q", failure.Message)
	}
	c = awsclient.New(awsclient.Options{Source: func(context.Context) (aws.Config, error) { return aws.Config{Region: "us-east-1"}, nil }})
	if failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureCredentials); failure.Message != "no credentials are configured" {
		t.Errorf("message %q", failure.Message)
	}
}

// A user renews the credentials in another window. The next call finds them, and
// the configuration is read again for no other reason.
func TestRenewedCredentialsAreFound(t *testing.T) {
	for code, kind := range map[string]model.FailureKind{"ExpiredTokenException": model.FailureExpired, "UnrecognizedClientException": model.FailureCredentials} {
		t.Run(code, func(t *testing.T) {
			dir := home(t, twoProfiles, twoKeys)
			e := emulate(t, `{}`)
			server, signed := signatures(t, e, httptest.NewServer)
			t.Setenv("AWS_ENDPOINT_URL", server.URL)
			shared, read := awsclient.Shared("", ""), 0
			c := awsclient.New(awsclient.Options{Source: func(ctx context.Context) (aws.Config, error) {
				read++
				return shared(ctx)
			}})
			ok(t, first(t, c, live.FeedApplications))
			e.SetFaults([]emulator.Fault{
				{Operation: "*", Kind: emulator.FaultDenied, Times: 1},
				{Operation: "*", Kind: emulator.FaultError, Code: code, Status: 403, Times: 1},
			})
			wantKind(t, first(t, c, live.FeedApplications), model.FailurePermission)
			wantKind(t, first(t, c, live.FeedApplications), kind)
			write(t, dir, "credentials", strings.ReplaceAll(twoKeys, "AKIDEFAULT", "AKIDRENEWED"))
			ok(t, first(t, c, live.FeedApplications))
			old, renewed := "AKIDEFAULT us-east-1", "AKIDRENEWED us-east-1"
			if got := signed(); !slices.Equal(got, []string{old, old, old, renewed}) || read != 2 {
				t.Errorf("signed %q, configuration read %d times", got, read)
			}
		})
	}
}

// In a Region that has to be enabled first, credentials that nobody knows there are
// those of an account that has not.
func TestRegionThatIsOff(t *testing.T) {
	for region, kind := range map[string]model.FailureKind{"ap-east-2": model.FailureRegionOff, "eu-west-1": model.FailureCredentials} {
		home(t, twoProfiles, twoKeys)
		e := emulate(t, `{}`)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultError, Code: "UnrecognizedClientException", Status: 403}})
		server, _ := signatures(t, e, httptest.NewServer)
		t.Setenv("AWS_ENDPOINT_URL", server.URL)
		c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", region)})
		failure := failureOf(t, first(t, c, live.FeedDomains), kind)
		if failure.Code != "UnrecognizedClientException" {
			t.Errorf("%s: %+v", region, failure)
		}
	}
}

// Read-only refuses no call by which the SDK gets credentials.
func TestAssumedRole(t *testing.T) {
	home(t, twoProfiles+"[profile admin]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = ops\n", twoKeys)
	server, signed := signatures(t, emulate(t, `{"roles": [{"RoleName": "Admin"}]}`), httptest.NewServer)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_ENDPOINT_URL_STS", server.URL) // the SDK assumes roles without regard to the other (SERVICE.md §11.6)
	c := awsclient.New(awsclient.Options{Source: awsclient.Shared("admin", ""), ReadOnly: true})
	ok(t, first(t, c, live.FeedApplications))
	if got := signed(); len(got) != 2 || got[0] != "AKIDOPS us-east-1" || !strings.HasPrefix(got[1], "ASIA") {
		t.Errorf("signed %q", got)
	}
}

// The SDK has warnings, as where a machine's metadata service turns it away. They
// must not be written over the screen.
func TestNothingIsWrittenToTheTerminal(t *testing.T) {
	dir := home(t, twoProfiles, "")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer server.Close()
	t.Setenv("AWS_EC2_METADATA_DISABLED", "false")
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.URL)

	terminal, err := os.Create(filepath.Join(dir, "terminal"))
	ok(t, err)
	stderr := os.Stderr
	t.Cleanup(func() { os.Stderr = stderr })
	os.Stderr = terminal
	failed := first(t, awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")}), live.FeedApplications)
	ok(t, terminal.Close())

	wantKind(t, failed, model.FailureCredentials)
	written, err := os.ReadFile(terminal.Name())
	ok(t, err)
	if len(written) > 0 {
		t.Errorf("wrote %s", written)
	}
}

// No error tells a secret, in whatever form it is printed.
func TestSecretsStayOut(t *testing.T) {
	secrets := []string{"ops-secret", "ops-session", "AKIDOPS"}
	check := func(t *testing.T, err error) {
		t.Helper()
		for cause := err; cause != nil; cause = errors.Unwrap(cause) {
			for _, secret := range secrets {
				if text := fmt.Sprintf("%v %+v", cause, cause); strings.Contains(text, secret) {
					t.Errorf("%q is in %s", secret, text)
				}
			}
		}
	}
	t.Run("faults", func(t *testing.T) {
		home(t, twoProfiles, twoKeys)
		e := emulate(t, attachedWorld)
		server := httptest.NewServer(e)
		defer server.Close()
		t.Setenv("AWS_ENDPOINT_URL", server.URL)
		for _, kind := range []emulator.FaultKind{emulator.FaultReset, emulator.FaultHTML, emulator.FaultTruncate, emulator.FaultError, emulator.FaultExpired, emulator.FaultDenied} {
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: kind}})
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared("ops", "")})
			check(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}))
		}
	})
	// The SDK quotes what it cannot parse.
	for name, script := range map[string]string{
		"process writes half":   `printf '{"Version":1,"AccessKeyId":"AKIDOPS","SecretAccessKey":"ops-secret","Session'`,
		"process writes prose":  `echo your keys: AKIDOPS ops-secret`,
		"process misses a part": `printf '{"Version":1,"AccessKeyId":"AKIDOPS","SessionToken":"ops-session"}'`,
		"process fails":         `echo AKIDOPS ops-secret; exit 3`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			program := write(t, dir, "program", script)
			home(t, "[default]\nregion = us-east-1\ncredential_process = sh "+program+"\n", "")
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")})
			err := first(t, c, live.FeedApplications)
			wantKind(t, err, model.FailureCredentials)
			check(t, err)
		})
	}
}
