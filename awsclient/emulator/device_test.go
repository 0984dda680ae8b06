package emulator_test

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdkconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"oscope/awsclient/emulator"
)

const startURL = "https://identity-center.example/start"

// signing is a program that signs somebody in.
type signing struct {
	*ssooidc.Client
	registered *ssooidc.RegisterClientOutput
	started    *ssooidc.StartDeviceAuthorizationOutput
}

func beginSignIn(t *testing.T, c aws.Config, scopes ...string) signing {
	t.Helper()
	c.Credentials = nil
	s := signing{Client: ssooidc.NewFromConfig(c)}
	var err error
	s.registered, err = s.RegisterClient(t.Context(), &ssooidc.RegisterClientInput{ClientName: aws.String("oscope"), ClientType: aws.String("public"), Scopes: scopes})
	ok(t, err)
	s.started, err = s.StartDeviceAuthorization(t.Context(), &ssooidc.StartDeviceAuthorizationInput{
		ClientId: s.registered.ClientId, ClientSecret: s.registered.ClientSecret, StartUrl: aws.String(startURL),
	})
	ok(t, err)
	return s
}

func (s signing) poll(ctx context.Context) (*ssooidc.CreateTokenOutput, error) {
	return s.CreateToken(ctx, &ssooidc.CreateTokenInput{
		ClientId: s.registered.ClientId, ClientSecret: s.registered.ClientSecret, DeviceCode: s.started.DeviceCode,
		GrantType: aws.String("urn:ietf:params:oauth:grant-type:device_code"),
	})
}

func (s signing) refresh(ctx context.Context, token string) (*ssooidc.CreateTokenOutput, error) {
	return s.CreateToken(ctx, &ssooidc.CreateTokenInput{
		ClientId: s.registered.ClientId, ClientSecret: s.registered.ClientSecret, RefreshToken: &token, GrantType: aws.String("refresh_token"),
	})
}

// wantError checks the kind of a refusal, of which the SDK shows no text.
func wantError(t *testing.T, err error, code string) {
	t.Helper()
	refused, _ := errors.AsType[smithy.APIError](err)
	if refused == nil || refused.ErrorCode() != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestSignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, centerWorld, emulator.Options{})
		s := beginSignIn(t, config(e), "sso:account:access")
		if got := e.SignIns(); len(got) != 1 || got[0] != *s.started.UserCode || len(got[0]) != len("ABCD-EFGH") {
			t.Errorf("waiting %v, for %s", got, *s.started.UserCode)
		}
		if got := *s.started.VerificationUriComplete; got != startURL+"/#/device?user_code="+*s.started.UserCode {
			t.Errorf("the address is %s", got)
		}
		_, err := s.poll(t.Context())
		wantError(t, err, "AuthorizationPendingException")
		ok(t, e.AnswerSignIn(*s.started.UserCode, true))
		token, err := s.poll(t.Context())
		ok(t, err)
		if *token.TokenType != "Bearer" || token.ExpiresIn != 28800 || token.RefreshToken == nil || len(e.SignIns()) != 0 {
			t.Errorf("got %+v", token)
		}
		_, err = roleCredentials(t, e, *token.AccessToken, "111122223333", "ReadOnly")
		ok(t, err)
		_, err = s.poll(t.Context())
		wantError(t, err, "InvalidGrantException")
		if err := e.AnswerSignIn(*s.started.UserCode, false); err == nil || !strings.Contains(err.Error(), "answered before") {
			t.Errorf("answered again: %v", err)
		}
	})
}

// Who asks too often must wait five seconds longer from then on.
func TestSlowDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := beginSignIn(t, config(load(t, centerWorld, emulator.Options{})))
		for _, step := range []struct {
			after time.Duration
			code  string
		}{
			{0, "AuthorizationPendingException"},
			{time.Second, "AuthorizationPendingException"},
			{time.Second / 2, "SlowDownException"},
			{time.Second, "SlowDownException"},
			{11 * time.Second, "AuthorizationPendingException"},
			{10 * time.Second, "SlowDownException"},
		} {
			time.Sleep(step.after)
			_, err := s.poll(t.Context())
			wantError(t, err, step.code)
		}
	})
}

func TestSignInDenied(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{})
	s := beginSignIn(t, config(e))
	ok(t, e.AnswerSignIn(*s.started.UserCode, false))
	_, err := s.poll(t.Context())
	refused, is := errors.AsType[*types.AccessDeniedException](err)
	if !is || aws.ToString(refused.Error_) != "access_denied" || aws.ToString(refused.Error_description) == "" {
		t.Errorf("got %v", err)
	}
}

func TestSignInExpires(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	s := beginSignIn(t, config(e))
	e.Advance(time.Duration(s.started.ExpiresIn) * time.Second)
	_, err := s.poll(t.Context())
	wantError(t, err, "ExpiredTokenException")
	if err := e.AnswerSignIn(*s.started.UserCode, true); err == nil || len(e.SignIns()) != 0 {
		t.Errorf("it can still be answered: %v", err)
	}
	e.Advance(90 * 24 * time.Hour)
	_, err = s.poll(t.Context())
	wantError(t, err, "InvalidClientException")
}

func TestSignInApprovesItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := beginSignIn(t, config(load(t, `{"identityCenter": {"approveAfter": 3}}`, emulator.Options{})))
		_, err := s.poll(t.Context())
		wantError(t, err, "AuthorizationPendingException")
		time.Sleep(3 * time.Second)
		token, err := s.poll(t.Context())
		ok(t, err)
		if token.RefreshToken != nil {
			t.Error("it can be refreshed, although its client did not ask for that")
		}
	})
}

func TestRefresh(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	s := beginSignIn(t, config(e), "sso:account:access")
	ok(t, e.AnswerSignIn(*s.started.UserCode, true))
	first, err := s.poll(t.Context())
	ok(t, err)
	e.Advance(9 * time.Hour)
	_, err = roleCredentials(t, e, *first.AccessToken, "111122223333", "ReadOnly")
	wantCode(t, err, "UnauthorizedException", "")
	second, err := s.refresh(t.Context(), *first.RefreshToken)
	ok(t, err)
	_, err = roleCredentials(t, e, *second.AccessToken, "111122223333", "ReadOnly")
	ok(t, err)
	_, err = s.refresh(t.Context(), "made-up")
	refused, is := errors.AsType[*types.InvalidGrantException](err)
	if !is || aws.ToString(refused.Error_) != "invalid_grant" || aws.ToString(refused.Error_description) != "Invalid refresh token provided" {
		t.Errorf("got %v", err)
	}
}

// The tokens of a world come back, so that a world that is put again is signed in.
func TestTokensComeBack(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	s := beginSignIn(t, config(e))
	ok(t, e.AnswerSignIn(*s.started.UserCode, true))
	token, err := s.poll(t.Context())
	ok(t, err)
	w := e.World()
	w.IdentityCenter.Assignments = []emulator.Assignment{{AccountID: "111122223333", Roles: []string{"ReadOnly"}}}
	e.SetWorld(w)
	_, err = roleCredentials(t, e, *token.AccessToken, "111122223333", "ReadOnly")
	ok(t, err)
	_, err = s.refresh(t.Context(), "again")
	wantError(t, err, "InvalidClientException")
}

func TestRefusalsOfSignIn(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{})
	s := beginSignIn(t, config(e))
	for name, tt := range map[string]struct{ route, body, want string }{
		"unknown client":      {"POST /token", `{"clientId":"x","clientSecret":"y","grantType":"refresh_token"}`, `401 InvalidClientException {"error":"invalid_client","error_description":"Invalid client provided"}`},
		"no client":           {"POST /token", `{}`, `400 InvalidRequestException {"error":"invalid_request",`},
		"unknown start":       {"POST /device_authorization", `{"clientId":"ID","clientSecret":"SECRET","startUrl":"https://other.example/start"}`, `400 InvalidRequestException {"error":"invalid_request","error_description":"Invalid start URL provided"}`},
		"unknown grant":       {"POST /token", `{"clientId":"ID","clientSecret":"SECRET","grantType":"password"}`, `400 UnsupportedGrantTypeException {"error":"unsupported_grant_type",`},
		"another device code": {"POST /token", `{"clientId":"ID","clientSecret":"SECRET","grantType":"urn:ietf:params:oauth:grant-type:device_code","deviceCode":"x"}`, `400 InvalidGrantException {"error":"invalid_grant",`},
		"still pending":       {"POST /token", `{"clientId":"ID","clientSecret":"SECRET","grantType":"urn:ietf:params:oauth:grant-type:device_code","deviceCode":"CODE"}`, `400 AuthorizationPendingException {"error":"authorization_pending","error_description":null}`},
	} {
		t.Run(name, func(t *testing.T) {
			body := strings.NewReplacer("ID", *s.registered.ClientId, "SECRET", *s.registered.ClientSecret, "CODE", *s.started.DeviceCode).Replace(tt.body)
			r := httptest.NewRequest(http.MethodPost, strings.TrimPrefix(tt.route, "POST "), strings.NewReader(body)) // without a signature
			got := serve(e, r)
			code, _, _ := strings.Cut(got.header.Get("X-Amzn-Errortype"), ":")
			if is := fmt.Sprint(got.status, " ", code, " ", got.body); !strings.HasPrefix(is, tt.want) {
				t.Errorf("got  %s\nwant %s", is, tt.want)
			}
		})
	}
}

// home is a home directory in which the shared files name a profile of an Identity
// Center session, and the environment leads to the emulator.
func home(t *testing.T, e *emulator.Emulator) (server *httptest.Server, tokenFile string) {
	t.Helper()
	server = httptest.NewServer(e.Control())
	t.Cleanup(server.Close)
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE", "AWS_REGION"} {
		t.Setenv(name, "")
	}
	// The SDK makes the clients of its providers before it reads AWS_ENDPOINT_URL.
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_STS"} {
		t.Setenv(name, server.URL)
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, ".aws", "config")) // which the SDK looks for in the home of when it was started
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	cache := filepath.Join(dir, ".aws", "sso", "cache")
	ok(t, os.MkdirAll(cache, 0o700))
	ok(t, os.WriteFile(filepath.Join(dir, ".aws", "config"), []byte("[sso-session corp]\nsso_region = us-east-1\nsso_start_url = "+startURL+
		"\n\n[profile orders]\nregion = eu-central-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n"+
		"\n[profile base]\nregion = us-east-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n"+
		"\n[profile guarded]\nregion = us-east-1\nsource_profile = base\nrole_arn = arn:aws:iam::123456789012:role/Guarded\nmfa_serial = arn:aws:iam::123456789012:mfa/jane\n"), 0o600))
	sum := sha1.Sum([]byte("corp"))
	return server, filepath.Join(cache, hex.EncodeToString(sum[:])+".json")
}

// The SDK's own provider signs in with the token that a device flow brought, and
// renews it when it has expired.
func TestSignInForTheSDK(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{})
	server, file := home(t, e)
	s := beginSignIn(t, aws.Config{Region: "us-east-1", BaseEndpoint: &server.URL}, "sso:account:access")
	page, err := url.Parse(*s.started.VerificationUriComplete)
	ok(t, err)
	if !strings.HasPrefix(page.String(), server.URL+"/_emulator/device?user_code=") {
		t.Fatalf("the address is %s", page)
	}
	if text := get(t, page.String()); !strings.Contains(text, *s.started.UserCode) || !strings.Contains(text, `value="approve"`) {
		t.Errorf("the page is %s", text)
	}
	answer, err := http.PostForm(server.URL+"/_emulator/signin", url.Values{"code": {*s.started.UserCode}, "answer": {"approve"}})
	ok(t, err)
	ok(t, answer.Body.Close())
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("the answer is answered with %d", answer.StatusCode)
	}
	token, err := s.poll(t.Context())
	ok(t, err)
	for name, expires := range map[string]time.Time{"good": time.Now().Add(time.Hour), "expired": time.Now().Add(-time.Minute)} {
		cached, err := json.Marshal(map[string]string{
			"startUrl": startURL, "region": "us-east-1", "accessToken": *token.AccessToken, "expiresAt": expires.UTC().Format(time.RFC3339),
			"clientId": *s.registered.ClientId, "clientSecret": *s.registered.ClientSecret, "refreshToken": *token.RefreshToken,
		})
		ok(t, err)
		ok(t, os.WriteFile(file, cached, 0o600))
		before := e.Calls()["CreateToken"]
		c, err := sdkconfig.LoadDefaultConfig(t.Context(), sdkconfig.WithSharedConfigProfile("orders"))
		ok(t, err)
		me, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		ok(t, err)
		if *me.Account != "111122223333" || !strings.Contains(*me.Arn, "AWSReservedSSO_ReadOnly_") {
			t.Errorf("%s: got %s", name, *me.Arn)
		}
		if renewed := e.Calls()["CreateToken"] - before; renewed != map[string]int{"good": 0, "expired": 1}[name] {
			t.Errorf("%s: renewed %d times", name, renewed)
		}
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	ok(t, err)
	defer func() { _ = r.Body.Close() }()
	text, err := io.ReadAll(r.Body)
	ok(t, err)
	return string(text)
}

func TestDevicePageShowsNoForeignText(t *testing.T) {
	control := load(t, `{}`, emulator.Options{}).Control()
	if got := send(control, `GET /_emulator/device?user_code=%3Cscript%3E`, ""); got.status != 200 || strings.Contains(got.body, "script") {
		t.Errorf("got %d %s", got.status, got.body)
	}
	for route, want := range map[string]string{
		"POST /_emulator/signin?code=ABCD-EFGH&answer=maybe":   "answer: must be approve or deny",
		"POST /_emulator/signin?code=ABCD-EFGH&answer=approve": `code: there is no sign-in with the code "ABCD-EFGH"`,
	} {
		if got := send(control, route, ""); got.status != 400 || strings.TrimSpace(got.body) != want {
			t.Errorf("%s: got %d %s", route, got.status, got.body)
		}
	}
}
