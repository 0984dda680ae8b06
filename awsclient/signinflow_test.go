package awsclient_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// flow is a sign-in of the profile ops through a portal.
func flow(t *testing.T, p *portal) *awsclient.SignInFlow {
	t.Helper()
	return opsClient(p, awsclient.NewSessions(nil)).SignIn()
}

func opsClient(p *portal, s awsclient.Sessions) *awsclient.Client {
	return awsclient.New(awsclient.Options{Source: func(ctx context.Context) (aws.Config, error) { return s.Shared(ctx, "ops", p.wire()) }})
}

const pending = `{"error":"authorization_pending","error_description":null}`

func TestDeviceFlow(t *testing.T) {
	tests := []struct {
		name  string
		token func(n int) (status int, code, body string)
		steps []awsclient.SignInState // after the code
		takes time.Duration
	}{
		{"at once", nil, []awsclient.SignInState{awsclient.SignInDone}, time.Second},
		{"waiting", func(n int) (int, string, string) {
			if n < 3 {
				return 400, "AuthorizationPendingException", pending
			}
			return 0, "", ""
		}, []awsclient.SignInState{awsclient.SignInWaiting, awsclient.SignInWaiting, awsclient.SignInDone}, 3 * time.Second},
		{"slowed for good", func(n int) (int, string, string) {
			switch n {
			case 1:
				return 400, "SlowDownException", `{"error":"slow_down"}`
			case 2:
				return 400, "AuthorizationPendingException", pending
			}
			return 0, "", ""
		}, []awsclient.SignInState{awsclient.SignInSlowed, awsclient.SignInWaiting, awsclient.SignInDone}, 13 * time.Second},
		{"denied", func(int) (int, string, string) {
			return 400, "AccessDeniedException", `{"error":"access_denied"}`
		}, []awsclient.SignInState{awsclient.SignInDenied}, time.Second},
		{"expired", func(int) (int, string, string) {
			return 400, "ExpiredTokenException", `{"error":"expired_token"}`
		}, []awsclient.SignInState{awsclient.SignInExpired}, time.Second},
		{"refused", func(int) (int, string, string) {
			return 400, "InvalidGrantException", `{"error":"invalid_grant","error_description":"the-device-code was used"}`
		}, []awsclient.SignInState{awsclient.SignInFailed}, time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := home(t, sessionProfile, "")
			synctest.Test(t, func(t *testing.T) {
				p := newPortal(t)
				p.answer = func(operation string, n int) (int, string, string) {
					if operation == "CreateToken" && tt.token != nil {
						return tt.token(n)
					}
					return 0, "", ""
				}
				f := flow(t, p)
				step := f.Next(t.Context())
				want := awsclient.SignInStep{
					State: awsclient.SignInCode, To: "the sso-session corp", Code: "ABCD-EFGH", Expires: time.Now().Add(10 * time.Minute),
					Address: "https://corp.awsapps.com/start/#/device", Link: "https://corp.awsapps.com/start/#/device?user_code=ABCD-EFGH",
				}
				if step != want {
					t.Fatalf("got %+v (%v)", step, step.Failure)
				}
				began := time.Now()
				for _, state := range tt.steps {
					if step = f.Next(t.Context()); step.State != state {
						t.Fatalf("got %+v (%v), want %d", step, step.Failure, state)
					}
				}
				if took := time.Since(began); took != tt.takes {
					t.Errorf("took %v, want %v", took, tt.takes)
				}
				calls := p.count("CreateToken")
				if again := f.Next(t.Context()); again != step || p.count("CreateToken") != calls {
					t.Errorf("after the last step: %+v", again)
				}
				_, err := os.Stat(filepath.Join(dir, corpToken))
				if done := step.State == awsclient.SignInDone; done != (err == nil) {
					t.Errorf("state %d, token %v", step.State, err)
				}
				if failed := step.State == awsclient.SignInFailed; failed != (step.Failure != nil) {
					t.Errorf("failure %v", step.Failure)
				} else if failed {
					private(t, step.Failure.Error()+step.Failure.Explain())
					if f := step.Failure; f.Code != "InvalidGrantException" || f.Message != "[redacted] was used" || f.Operation != "CreateToken" || f.Action != "" {
						t.Errorf("got %+v", f)
					}
				}
			})
		})
	}
}

// Nobody gives the code: the flow ends when it does, whatever the service says.
func TestDeviceFlowEndsWithTheCode(t *testing.T) {
	home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		p := newPortal(t)
		p.answer = func(operation string, _ int) (int, string, string) {
			if operation == "CreateToken" {
				return 400, "AuthorizationPendingException", pending
			}
			return 0, "", ""
		}
		f, began := flow(t, p), time.Now()
		step := f.Next(t.Context())
		for !step.State.Over() {
			step = f.Next(t.Context())
		}
		if step.State != awsclient.SignInExpired || time.Since(began) != 10*time.Minute {
			t.Errorf("%d after %v", step.State, time.Since(began))
		}
	})
}

// A network that is gone for a while ends no sign-in; one that the operator leaves
// ends at once.
func TestDeviceFlowOutlivesTheNetwork(t *testing.T) {
	home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		p := newPortal(t)
		p.answer = func(operation string, n int) (int, string, string) {
			if operation == "CreateToken" && n <= 3 {
				return 500, "InternalServerException", `{"error":"server_error"}`
			}
			return 0, "", ""
		}
		f := flow(t, p)
		f.Next(t.Context())
		step := f.Next(t.Context())
		if step.State != awsclient.SignInWaiting || step.Failure == nil || step.Failure.Kind != model.FailureUnavailable {
			t.Errorf("got %+v", step)
		}
		if step = f.Next(t.Context()); step.State != awsclient.SignInDone || step.Failure != nil {
			t.Errorf("got %+v", step)
		}
		left := flow(t, p)
		left.Next(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if step = left.Next(ctx); step.State != awsclient.SignInFailed || step.Failure.Kind != model.FailureCancelled {
			t.Errorf("got %+v", step)
		}
	})
}

// The token lies where every other tool looks for it, in the form that they read, with
// what they have put there.
func TestDeviceFlowKeepsTheToken(t *testing.T) {
	for name, tt := range map[string]struct{ config, path, scopes string }{
		"session":    {sessionProfile, corpToken, "sso:account:access other:scope"},
		"older kind": {legacyProfile, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, tt.config, "")
			path := legacyOr(t, dir, tt.path)
			write(t, filepath.Dir(path), filepath.Base(path), `{"accessToken":"old","expiresAt":"2020-01-01T00:00:00UTC","refreshToken":"older","of another tool":{"a":[1]}}`)
			ok(t, os.Chmod(path, 0o644))
			synctest.Test(t, func(t *testing.T) {
				p := newPortal(t)
				c := opsClient(p, awsclient.NewSessions(nil))
				f := c.SignIn()
				f.Next(t.Context())
				if step := f.Next(t.Context()); step.State != awsclient.SignInDone {
					t.Fatalf("got %+v (%v)", step, step.Failure)
				}
				text, err := os.ReadFile(path)
				ok(t, err)
				var got map[string]any
				ok(t, json.Unmarshal(text, &got))
				now := time.Now().UTC()
				want := map[string]any{
					"startUrl": "https://corp.awsapps.com/start", "region": "eu-central-1",
					"accessToken": "the-access-token", "expiresAt": now.Add(8 * time.Hour).Format(time.RFC3339),
					"clientId": "the-client", "clientSecret": "the-client-secret", "registrationExpiresAt": now.Add(90*24*time.Hour - time.Second).Format(time.RFC3339),
					"refreshToken": "the-refresh-token",
				}
				other, kept := got["of another tool"]
				delete(got, "of another tool")
				if !maps.Equal(got, want) || !kept || other == nil {
					t.Errorf("got  %v\nwant %v", got, want)
				}
				var scopes []string
				if all, okay := p.sent[0]["scopes"].([]any); okay {
					for _, s := range all {
						scopes = append(scopes, s.(string))
					}
				}
				if strings.Join(scopes, " ") != tt.scopes {
					t.Errorf("asked for %q", scopes)
				}
				info, err := os.Stat(path)
				ok(t, err)
				folder, err := os.ReadDir(filepath.Dir(path))
				ok(t, err)
				if info.Mode().Perm() != 0o600 || len(folder) != 1 {
					t.Errorf("mode %v, folder %v", info.Mode(), folder)
				}
				// The SDK itself takes it.
				config, err := awsclient.NewSessions(nil).Shared(t.Context(), "ops", p.wire())
				ok(t, err)
				value, err := config.Credentials.Retrieve(t.Context())
				ok(t, err)
				if value.AccessKeyID != "ASIA111122223333" {
					t.Errorf("got %s", value.AccessKeyID)
				}
			})
		})
	}
}

// legacyOr is the path of a token, or of the file that the SDK looks for by its own
// error.
func legacyOr(t *testing.T, dir, path string) string {
	t.Helper()
	if path != "" {
		return filepath.Join(dir, path)
	}
	p := newPortal(t)
	config, err := awsclient.NewSessions(nil).Shared(t.Context(), "ops", p.wire())
	ok(t, err)
	_, err = config.Credentials.Retrieve(t.Context())
	_, found, _ := strings.Cut(err.Error(), "open ")
	path, _, _ = strings.Cut(found, ":")
	if !strings.HasPrefix(path, dir) {
		t.Fatalf("no path in %v", err)
	}
	return path
}

// A folder that is made for the token is for nobody else; a token that cannot be kept
// is told.
func TestDeviceFlowFolder(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		p := newPortal(t)
		f := flow(t, p)
		f.Next(t.Context())
		f.Next(t.Context())
		for _, folder := range []string{".aws", ".aws/sso", ".aws/sso/cache"} {
			info, err := os.Stat(filepath.Join(dir, folder))
			ok(t, err)
			if info.Mode().Perm() != 0o700 {
				t.Errorf("%s has mode %v", folder, info.Mode())
			}
		}
		ok(t, os.RemoveAll(filepath.Join(dir, ".aws")))
		write(t, dir, ".aws", "a file")
		f = flow(t, p)
		f.Next(t.Context())
		step := f.Next(t.Context())
		if step.State != awsclient.SignInFailed || !strings.Contains(step.Failure.Message, "could not be kept") || !strings.Contains(step.Failure.Message, dir) {
			t.Errorf("got %+v (%v)", step, step.Failure)
		}
	})
}

// A registration serves until it ends, or until the service does not know it.
func TestDeviceFlowRegistersOnce(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		p := newPortal(t)
		registered := func(want int) {
			t.Helper()
			f := flow(t, p)
			f.Next(t.Context())
			if step := f.Next(t.Context()); step.State != awsclient.SignInDone {
				t.Fatalf("got %+v (%v)", step, step.Failure)
			}
			if got := p.count("RegisterClient"); got != want {
				t.Errorf("registered %d times, want %d", got, want)
			}
		}
		registered(1)
		registered(1)
		time.Sleep(91 * 24 * time.Hour)
		registered(2)
		p.answer = func(operation string, n int) (int, string, string) {
			if operation == "StartDeviceAuthorization" && n == 4 {
				return 401, "InvalidClientException", `{"error":"invalid_client"}`
			}
			return 0, "", ""
		}
		registered(3)
		p.answer = nil
		text, err := os.ReadFile(filepath.Join(dir, corpToken))
		ok(t, err)
		write(t, dir, corpToken, strings.ReplaceAll(string(text), "corp.awsapps.com", "other.awsapps.com"))
		registered(4)
	})
}

// What is no answer of the service, or names no page, is refused before anybody is
// sent there.
func TestDeviceFlowRefusesAnswers(t *testing.T) {
	home(t, sessionProfile, "")
	start := func(address string) string {
		return `{"deviceCode":"the-device-code","userCode":"ABCD","verificationUri":"` + address + `","expiresIn":600,"interval":1}`
	}
	for name, tt := range map[string]struct{ operation, body, says string }{
		"no code":       {"StartDeviceAuthorization", `{}`, "UserCode"},
		"a program":     {"StartDeviceAuthorization", start("file:///bin/sh"), "file:///bin/sh"},
		"an option":     {"StartDeviceAuthorization", start("--help"), "--help"},
		"keys":          {"StartDeviceAuthorization", start(`https://x.test/\u001b[2J`), "no address"},
		"not the SSO":   {"RegisterClient", `<html>`, "not one of the service's"},
		"no client":     {"RegisterClient", `{}`, "ClientId"},
		"no token":      {"CreateToken", `{}`, "AccessToken"},
		"ends at once":  {"CreateToken", `{"accessToken":"the-access-token"}`, "ExpiresIn"},
		"half an error": {"CreateToken", `{"accessToken":`, "not one of the service's"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPortal(t)
				p.answer = func(operation string, _ int) (int, string, string) {
					if operation == tt.operation {
						return http.StatusOK, "", tt.body
					}
					return 0, "", ""
				}
				f := flow(t, p)
				step := f.Next(t.Context())
				if tt.operation == "CreateToken" {
					step = f.Next(t.Context())
				}
				if step.State != awsclient.SignInFailed || step.Failure.Kind != model.FailureUnreadable || step.Failure.Operation != tt.operation || !strings.Contains(step.Failure.Message, tt.says) {
					t.Errorf("got %+v (%+v)", step, step.Failure)
				}
				if strings.ContainsRune(step.Failure.Message, 0x1b) {
					t.Errorf("%q", step.Failure.Message)
				}
			})
		})
	}
}

// Keys of a file need no sign-in, and a profile that is not there has none.
func TestSignInNeedsASession(t *testing.T) {
	home(t, twoProfiles, twoKeys)
	p := newPortal(t)
	step := flow(t, p).Next(t.Context())
	if step.State != awsclient.SignInFailed || step.Failure.Kind != model.FailureCredentials || len(p.calls) > 0 {
		t.Errorf("got %+v", step)
	}
	step = awsclient.New(awsclient.Options{Source: awsclient.Shared("nosuch", "")}).SignIn().Next(t.Context())
	if step.State != awsclient.SignInFailed || !strings.Contains(step.Failure.Message, "nosuch") {
		t.Errorf("got %+v", step)
	}
}

// The whole way through the emulator: signed out, signed in, live.
func TestSignInThroughTheEmulator(t *testing.T) {
	for name, approve := range map[string]bool{"approved": true, "denied": false} {
		t.Run(name, func(t *testing.T) {
			home(t, strings.ReplaceAll(sessionProfile, "https://corp.awsapps.com/start", "https://identity-center.example/start"), "")
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, `{"identityCenter": {"assignments": [{"accountId": "111122223333", "roles": ["Operator"]}]}}`)
				s := awsclient.NewSessions(nil)
				c := awsclient.New(awsclient.Options{Source: func(ctx context.Context) (aws.Config, error) {
					return s.Shared(ctx, "ops", withWire(e.Transport()))
				}})
				wantKind(t, first(t, c, live.FeedApplications), model.FailureExpired)
				f := c.SignIn()
				step := f.Next(t.Context())
				if !slices.Equal(e.SignIns(), []string{step.Code}) {
					t.Fatalf("got %+v (%v), waiting %q", step, step.Failure, e.SignIns())
				}
				if step = f.Next(t.Context()); step.State != awsclient.SignInWaiting {
					t.Errorf("got %+v (%v)", step, step.Failure)
				}
				ok(t, e.AnswerSignIn(step.Code, approve))
				step = f.Next(t.Context())
				if approve && step.State == awsclient.SignInDone {
					ok(t, first(t, c, live.FeedApplications))
				} else if approve || step.State != awsclient.SignInDenied {
					t.Errorf("got %+v (%v)", step, step.Failure)
				}
			})
		})
	}
}
