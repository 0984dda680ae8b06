package awsclient_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
)

// portal is IAM Identity Center on the wire, with answers that a test decides on.
type portal struct {
	t  testing.TB
	mu sync.Mutex
	// Calls are counted by operation, and times kept of GetRoleCredentials.
	calls map[string]int
	times []time.Time
	sent  []map[string]any // bodies for SSO OIDC
	// answer, if it has one, goes before the usual one.
	answer func(operation string, n int) (status int, code, body string)
}

var portalOperations = map[string]string{
	"/client/register": "RegisterClient", "/device_authorization": "StartDeviceAuthorization",
	"/token": "CreateToken", "/federation/credentials": "GetRoleCredentials",
}

func (p *portal) RoundTrip(r *http.Request) (*http.Response, error) {
	name := portalOperations[r.URL.Path]
	if name == "" {
		p.t.Errorf("%s was asked for", r.URL)
	}
	p.mu.Lock()
	p.calls[name]++
	n := p.calls[name]
	if name == "GetRoleCredentials" {
		p.times = append(p.times, time.Now())
	} else {
		body, _ := io.ReadAll(r.Body)
		var members map[string]any
		ok(p.t, json.Unmarshal(body, &members))
		p.sent = append(p.sent, members)
	}
	p.mu.Unlock()
	status, code, body := 0, "", ""
	if p.answer != nil {
		status, code, body = p.answer(name, n)
	}
	if status == 0 {
		status = http.StatusOK
		body = map[string]string{
			"RegisterClient": `{"clientId":"the-client","clientSecret":"the-client-secret","clientSecretExpiresAt":` + strconv.FormatInt(time.Now().Add(90*24*time.Hour).Unix(), 10) + `}`,
			"StartDeviceAuthorization": `{"deviceCode":"the-device-code","userCode":"ABCD-EFGH","verificationUri":"https://corp.awsapps.com/start/#/device",` +
				`"verificationUriComplete":"https://corp.awsapps.com/start/#/device?user_code=ABCD-EFGH","expiresIn":600,"interval":1}`,
			"CreateToken": `{"accessToken":"the-access-token","tokenType":"Bearer","expiresIn":28800,"refreshToken":"the-refresh-token"}`,
			"GetRoleCredentials": `{"roleCredentials":{"accessKeyId":"ASIA` + r.URL.Query().Get("account_id") + `","secretAccessKey":"role-secret","sessionToken":"role-session","expiration":` +
				strconv.FormatInt(time.Now().Add(time.Hour).UnixMilli(), 10) + `}}`,
		}[name]
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/json")
	if code != "" {
		w.Header().Set("X-Amzn-Errortype", code)
	}
	w.WriteHeader(status)
	_, err := w.WriteString(body)
	return w.Result(), err
}

func (p *portal) count(operation string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls[operation]
}

func newPortal(t testing.TB) *portal { return &portal{t: t, calls: map[string]int{}} }

// wire is what a configuration is loaded with to go to the portal.
func (p *portal) wire() func(*config.LoadOptions) error {
	return withWire(p)
}

func withWire(wire http.RoundTripper) func(*config.LoadOptions) error {
	return config.WithHTTPClient(&http.Client{Transport: wire})
}

const (
	sessionProfile = "[profile ops]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Operator\n" +
		"[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.awsapps.com/start\nsso_registration_scopes = sso:account:access, other:scope\n"
	legacyProfile = "[profile ops]\nregion = us-east-1\nsso_region = eu-central-1\nsso_start_url = https://corp.awsapps.com/start\nsso_account_id = 111122223333\nsso_role_name = Operator\n"
)

// corpToken is where the token of the session corp lies, from the user's folder.
const corpToken = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

// signedIn writes a token that lasts for so long.
func signedIn(t *testing.T, dir string, lasts time.Duration, more string) {
	t.Helper()
	write(t, dir, corpToken, `{"accessToken":"the-access-token","expiresAt":"`+time.Now().Add(lasts).UTC().Format(time.RFC3339)+`"`+more+`}`)
}

// private fails if a text tells what is nobody's business.
func private(t testing.TB, text string) {
	t.Helper()
	for _, secret := range []string{"the-client-secret", "the-device-code", "the-access-token", "the-refresh-token", "role-secret", "role-session"} {
		if strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret)) {
			t.Errorf("%q is in %s", secret, text)
		}
	}
}
