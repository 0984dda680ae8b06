package ui_test

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/ui/desk"
)

// guardedHouses is a world of three scopes, into which one gets by a sign-in or by a code.
const guardedHouses = `{
	"account": "111111111111", "region": "us-east-1",
	"applications": [{"name": "console"}],
	"domains": [{"DomainName": "orders"}],
	"roles": [{"RoleName": "Guarded", "mfaSerial": "arn:aws:iam::111111111111:mfa/jane"}],
	"identityCenter": {"assignments": [{"accountId": "111111111111", "roles": ["Operator"]}, {"accountId": "222222222222", "roles": ["Operator"]}]},
	"scopes": [
		{"region": "us-west-2", "applications": [{"name": "console"}], "domains": [{"DomainName": "orders"}]},
		{"account": "222222222222", "applications": [{"name": "console"}], "domains": [{"DomainName": "orders"}]}
	]
}`

// guardedProfiles lead to its accounts.
const guardedProfiles = `[sso-session corp]
sso_region = us-east-1
sso_start_url = https://identity-center.example/start
sso_registration_scopes = sso:account:access
[profile prod]
region = us-east-1
sso_session = corp
sso_account_id = 111111111111
sso_role_name = Operator
[profile stage]
region = us-east-1
sso_session = corp
sso_account_id = 222222222222
sso_role_name = Operator
[profile base]
region = us-east-1
aws_access_key_id = EMULATED111111111111
aws_secret_access_key = emulated
[profile guarded]
region = us-east-1
source_profile = base
role_arn = arn:aws:iam::111111111111:role/Guarded
mfa_serial = arn:aws:iam::111111111111:mfa/jane
`

// home has the SDK find only a shared configuration file, and returns where the token of
// its session corp is kept.
func home(t *testing.T, config string) (token string) {
	t.Helper()
	dir := t.TempDir()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	for name, value := range map[string]string{
		"HOME": dir, "AWS_CONFIG_FILE": filepath.Join(dir, "config"), "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "credentials"),
		"AWS_EC2_METADATA_DISABLED": "true", "SSH_CONNECTION": "", "DISPLAY": "", "WAYLAND_DISPLAY": "",
	} {
		t.Setenv(name, value)
	}
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum([]byte("corp"))
	return filepath.Join(dir, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

func shared(scopes ...model.Scope) func(*setup) {
	return func(s *setup) { s.shared, s.scopes = true, scopes }
}

// theCode is that of the only sign-in that waits.
func (s *session) theCode() string {
	s.t.Helper()
	codes := s.aws.SignIns()
	if len(codes) != 1 {
		s.t.Fatalf("waiting are %v:\n%s", codes, s.Text())
	}
	return codes[0]
}

func (s *session) answers(approve bool) {
	s.t.Helper()
	if err := s.aws.AnswerSignIn(s.theCode(), approve); err != nil {
		s.t.Fatal(err)
	}
}

// Signing in by the device flow brings back all scopes of the session, and opens no
// browser by itself.
func TestSignIn(t *testing.T) {
	token := home(t, guardedProfiles)
	script(t, guardedHouses, func(s *session) {
		s.pass(time.Minute)
		if !strings.Contains(s.header(), "3 scopes · 3 signed out") {
			t.Errorf("the header is %q", s.header())
		}
		s.reads("L signs in to the sso-session corp here.")
		s.press("9")
		s.line("prod", "us-west-2", "signed out (L)")
		s.press("L")
		s.sees("Sign in · prod · us-east-1", "To the sso-session corp", s.theCode(), "https://identity-center.example/start/#/device", "enter copy the address: no browser here")
		s.pass(30 * time.Second)
		s.sees("Waiting until that is done.")
		for _, key := range []string{"enter", "y"} {
			s.press(key)
			if want := "https://identity-center.example/start/#/device?user_code=" + s.theCode(); s.Clipboard() != want {
				t.Errorf("%s copies %q, not %q", key, s.Clipboard(), want)
			}
		}
		s.sees("the address of the sign-in sent to the clipboard")
		s.answers(true)
		s.pass(5 * time.Second)
		s.seesNot("Sign in ·", "signed out")
		s.line("stage", "us-east-1", "✓ live")
		s.sees("signed in to the sso-session corp")
		if n := s.calls("GetRoleCredentials"); n != 2 {
			t.Errorf("credentials were asked for %d times for two profiles", n)
		}
		if info, err := os.Stat(token); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the token: %v, %v", info, err)
		}
	}, shared(prodEast, prodWest, stage), size(160, 40))
}

// What becomes of a sign-in is said, and it can be begun anew and given up.
func TestSignInThatFails(t *testing.T) {
	home(t, guardedProfiles)
	script(t, strings.Replace(guardedHouses, `"identityCenter": {`, `"identityCenter": {"codeExpiresIn": 60, "interval": 2, `, 1), func(s *session) {
		s.pass(time.Minute)
		s.press("L")
		first := s.theCode()
		s.answers(false)
		s.pass(5 * time.Second)
		s.sees("It was refused in the browser. Press enter to begin anew.")
		s.press("enter")
		if again := s.theCode(); again == first {
			t.Errorf("the code is %s again", again)
		}
		s.aws.SetFaults([]emulator.Fault{{Operation: "CreateToken", Kind: emulator.FaultError, Code: "SlowDownException", Status: 400, Times: 1}})
		s.pass(3 * time.Second)
		s.sees("AWS wants to be asked less often.")
		s.pass(2 * time.Minute)
		s.sees("The code was not given in time. Press enter for another one.")
		s.press("enter")
		s.sees(s.theCode())
		s.press("esc")
		s.seesNot("Sign in ·")
		s.aws.ResetCalls()
		s.pass(time.Minute)
		if n := s.calls("CreateToken"); n != 0 {
			t.Errorf("given up, it is asked for %d times", n)
		}
		s.aws.SetFaults([]emulator.Fault{{Operation: "RegisterClient", Kind: emulator.FaultError}, {Operation: "StartDeviceAuthorization", Kind: emulator.FaultError}})
		s.press("L")
		s.pass(time.Minute)
		s.sees("It has failed. Press enter to begin anew.")
		s.press("esc", "esc")
		s.press("2")
		s.seesNot("No applications")
	}, shared(prodEast), size(140, 40))
}

// A sign-in with another tool is noticed, also while the operator looks elsewhere.
func TestSignInElsewhere(t *testing.T) {
	token := home(t, guardedProfiles)
	script(t, strings.Replace(guardedHouses, `"identityCenter": {`, `"identityCenter": {"tokens": [{"accessToken": "good"}], `, 1), func(s *session) {
		s.pass(10 * time.Minute)
		s.sees("3 signed out")
		if err := os.MkdirAll(filepath.Dir(token), 0o700); err != nil {
			t.Fatal(err)
		}
		cached := `{"startUrl": "https://identity-center.example/start", "region": "us-east-1", "accessToken": "good", "expiresAt": "2999-01-01T00:00:00Z"}`
		if err := os.WriteFile(token, []byte(cached), 0o600); err != nil {
			t.Fatal(err)
		}
		s.pass(7 * time.Second)
		s.seesNot("signed out")
		s.press("2")
		s.sees("Applications · 3")
	}, shared(prodEast, prodWest, stage), size(160, 40))
}

// A code is asked for once for all Regions of a profile; a wrong one is asked for again.
func TestMFACode(t *testing.T) {
	home(t, guardedProfiles)
	guarded := func(region string) model.Scope { return model.Scope{Profile: "guarded", Region: region} }
	script(t, guardedHouses, func(s *session) {
		s.pass(2 * time.Second)
		s.sees("MFA code · profile guarded", "arn:aws:iam::111111111111:mfa/jane")
		s.write("q12a34567")
		s.sees("› 123456")
		s.press("ctrl+u")
		s.write("000000")
		s.press("enter")
		s.pass(2 * time.Second)
		s.reads("AWS did not take the code. Each is good for one use: wait for the next.")
		s.write("123456")
		s.press("enter")
		s.pass(2 * time.Second)
		s.seesNot("MFA code", "signed out")
		s.press("2")
		s.sees("Applications · 2", "us-west-2")
		s.pass(30 * time.Minute)
		s.seesNot("MFA code")
		if n := s.calls("AssumeRole"); n != 2 {
			t.Errorf("the role was assumed %d times", n)
		}
	}, shared(guarded("us-east-1"), guarded("us-west-2")), size(160, 40))
}

// Who gives no code is asked for none until they want to be.
func TestMFACodeThatIsNotGiven(t *testing.T) {
	home(t, guardedProfiles)
	script(t, guardedHouses, func(s *session) {
		s.pass(2 * time.Second)
		s.press("esc")
		s.pass(10 * time.Minute)
		s.seesNot("MFA code ·")
		s.reads("L signs in to profile guarded, with an MFA code here.")
		s.press("2")
		s.seesNot("No applications")
		s.press("L")
		s.sees("MFA code · profile guarded")
		s.write("654321")
		s.press("enter")
		s.pass(2 * time.Second)
		s.seesNot("MFA code ·", "Sign in ·")
		s.sees("Applications · 1")
	}, shared(model.Scope{Profile: "guarded", Region: "us-east-1"}), size(140, 40))

	// Nobody is there: the dialog goes by itself, and the program ends with it open.
	script(t, guardedHouses, func(s *session) {
		s.pass(4 * time.Minute)
		s.seesNot("MFA code ·")
		s.press("L")
		s.sees("MFA code ·")
	}, shared(model.Scope{Profile: "guarded", Region: "us-east-1"}), size(140, 40))
}

// A portal that throttles a hundred profiles keeps none of them from coming to life.
func TestStormOfThrottling(t *testing.T) {
	var profiles, assignments strings.Builder
	profiles.WriteString("[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://identity-center.example/start\n")
	var scopes []model.Scope
	for i := range 100 {
		account := fmt.Sprintf("%012d", 200000000000+i)
		_, _ = fmt.Fprintf(&profiles, "[profile p%d]\nsso_session = corp\nsso_account_id = %s\nsso_role_name = Operator\n", i, account)
		_, _ = fmt.Fprintf(&assignments, `,{"accountId": "%s", "roles": ["Operator"]}`, account)
		scopes = append(scopes, model.Scope{Profile: fmt.Sprintf("p%d", i), Region: "us-east-1"})
	}
	token := home(t, profiles.String())
	if err := os.MkdirAll(filepath.Dir(token), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(token, []byte(`{"accessToken": "good", "expiresAt": "2999-01-01T00:00:00Z"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	world := `{"identityCenter": {"credentialRate": 5, "tokens": [{"accessToken": "good"}], "assignments": [` + assignments.String()[1:] + `]}}`
	script(t, world, func(s *session) {
		s.press("2")
		s.pass(2 * time.Second)
		s.seesNot("No applications")
		s.pass(4 * time.Minute)
		s.sees("No applications", "100 scopes")
		s.seesNot("signed out", "Sign in")
		s.press("9", "/")
		s.write("state:live")
		s.sees("Scopes · 100")
		if n := s.calls("GetRoleCredentials"); n <= 100 || n > 200 {
			t.Errorf("%d credential calls; each profile needs one, and some were throttled", n)
		}
	}, shared(scopes...), size(140, 40))
}

// An account of production stands out wherever it is named, a sign-in included.
func TestSignInToProduction(t *testing.T) {
	home(t, guardedProfiles)
	script(t, guardedHouses, func(s *session) {
		s.pass(time.Minute)
		s.press("L")
		s.answers(true)
		s.pass(5 * time.Second)
		s.sees("READ-ONLY", "Production · 111111111111")
		s.press(dataSources, "a")
		s.sees("oscope takes account Production as read-only")
	}, shared(prodEast), configured(map[string]desk.Account{"111111111111": {Name: "Production", ReadOnly: true}}), size(140, 40))
}
