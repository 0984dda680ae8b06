package awsclient_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// operator answers requests for MFA codes and notes them.
type operator struct {
	mu     sync.Mutex
	asked  []awsclient.CodeRequest
	answer func(ctx context.Context, n int) (string, error)
}

func (o *operator) ask(ctx context.Context, request awsclient.CodeRequest) (string, error) {
	o.mu.Lock()
	o.asked = append(o.asked, request)
	n := len(o.asked)
	o.mu.Unlock()
	return o.answer(ctx, n)
}

const (
	device     = "arn:aws:iam::123456789012:mfa/jane"
	codeWorld  = `{"roles": [{"RoleName": "Admin", "mfaSerial": "` + device + `"}, {"RoleName": "Denied", "mfaSerial": "` + device + `", "denied": true}]}`
	codeConfig = twoProfiles +
		"[profile admin]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = ops\nmfa_serial = " + device + "\n" +
		"[profile denied]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/Denied\nsource_profile = ops\nmfa_serial = " + device + "\n"
)

// withCode loads a profile of codeConfig and hands copies of it to clients of several
// Regions.
func withCode(t *testing.T, e *emulator.Emulator, o *operator, profile string) func(region string) *awsclient.Client {
	t.Helper()
	s := awsclient.NewSessions(o.ask)
	config, err := s.Shared(t.Context(), profile, withWire(e.Transport()))
	ok(t, err)
	return func(region string) *awsclient.Client {
		return awsclient.New(awsclient.Options{Source: func(context.Context) (aws.Config, error) {
			copied := config.Copy()
			copied.Region = region
			return copied, nil
		}})
	}
}

// A code is asked for once, whatever the number of Regions, and lasts an hour.
func TestCodeIsAskedForOnce(t *testing.T) {
	home(t, codeConfig, twoKeys)
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, codeWorld)
		o := &operator{answer: func(_ context.Context, n int) (string, error) {
			time.Sleep(10 * time.Second) // the calls wait meanwhile
			return fmt.Sprintf("12345%d", n), nil
		}}
		client := withCode(t, e, o, "admin")
		read := func() {
			var group sync.WaitGroup
			for _, region := range []string{"us-east-1", "eu-west-1", "us-west-2", "eu-central-1"} {
				group.Go(func() {
					if err := first(t, client(region), live.FeedApplications); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
		}
		read()
		time.Sleep(50 * time.Minute)
		read()
		if !slices.Equal(o.asked, []awsclient.CodeRequest{{Profile: "admin", Serial: device}}) || e.Calls()["AssumeRole"] != 1 {
			t.Errorf("asked %+v, %v", o.asked, e.Calls())
		}
		time.Sleep(10 * time.Minute)
		read()
		if len(o.asked) != 2 || e.Calls()["AssumeRole"] != 2 {
			t.Errorf("asked %+v, %v", o.asked, e.Calls())
		}
	})
}

// A wrong code is told, and another one asked for; what cannot be one is not sent.
func TestWrongCodeIsAskedForAgain(t *testing.T) {
	home(t, codeConfig, twoKeys)
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, codeWorld)
		o := &operator{answer: func(_ context.Context, n int) (string, error) {
			return []string{"000000", "12345", "123 456"}[n-1], nil
		}}
		ok(t, first(t, withCode(t, e, o, "admin")("us-east-1"), live.FeedApplications))
		var refused []string
		for _, r := range o.asked {
			refused = append(refused, r.Refused)
		}
		if len(refused) != 3 || refused[0] != "" || !strings.Contains(refused[1], "AWS did not take the code") || !strings.Contains(refused[2], "six digits") || e.Calls()["AssumeRole"] != 2 {
			t.Errorf("refused %q, %v", refused, e.Calls())
		}
	})
}

// Whoever gives no code, or gives one to no avail, is not asked again until they sign
// in; the calls say so.
func TestCodeIsNotAskedForUnwanted(t *testing.T) {
	for name, tt := range map[string]struct {
		profile string
		answer  func(context.Context, int) (string, error)
		kind    model.FailureKind
		says    string
	}{
		"refused": {"admin", func(context.Context, int) (string, error) { return "", errors.New("esc") }, model.FailureExpired, "No MFA code of " + device + " was given for profile admin"},
		"left lying": {"admin", func(ctx context.Context, _ int) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}, model.FailureExpired, "No MFA code of " + device + " was given for profile admin within 3 minutes"},
		"of no use": {"denied", func(context.Context, int) (string, error) { return "123456", nil }, model.FailureCredentials, "not authorized to perform: sts:AssumeRole"},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, codeConfig, twoKeys)
			synctest.Test(t, func(t *testing.T) {
				o := &operator{answer: tt.answer}
				c := withCode(t, emulate(t, codeWorld), o, tt.profile)("us-east-1")
				if name == "left lying" {
					failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureExpired)
					if failure.Message != "Profile admin waits for the MFA code of "+device {
						t.Errorf("got %q", failure.Message)
					}
					time.Sleep(3 * time.Minute)
				}
				for range 3 {
					failure := failureOf(t, first(t, c, live.FeedApplications), tt.kind)
					if !strings.Contains(failure.Message, tt.says) {
						t.Errorf("got %q", failure.Message)
					}
					if here := failure.SignIn; here != "profile "+tt.profile+", with an MFA code" && tt.kind == model.FailureExpired {
						t.Errorf("signs in to %q", here)
					}
				}
				if len(o.asked) != 1 {
					t.Errorf("asked %d times", len(o.asked))
				}
				o.answer = func(context.Context, int) (string, error) { return "654321", nil }
				step := c.SignIn().Next(t.Context())
				if len(o.asked) != 2 || (step.State == awsclient.SignInDone) != (tt.profile == "admin") {
					t.Errorf("asked %d times, %+v (%v)", len(o.asked), step, step.Failure)
				}
				if tt.profile == "admin" {
					ok(t, first(t, c, live.FeedApplications))
				}
			})
		})
	}
}

// One device has one code at a time: two profiles with it ask one after the other.
func TestCodesAreAskedForInTurn(t *testing.T) {
	home(t, codeConfig+strings.ReplaceAll(codeConfig[len(twoProfiles):], "[profile ", "[profile my-"), twoKeys)
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, codeWorld)
		at, most := 0, 0
		o := &operator{}
		o.answer = func(_ context.Context, n int) (string, error) {
			o.mu.Lock()
			at++
			most = max(most, at)
			o.mu.Unlock()
			time.Sleep(time.Second)
			o.mu.Lock()
			at--
			o.mu.Unlock()
			return fmt.Sprintf("12345%d", n), nil
		}
		s := awsclient.NewSessions(o.ask)
		var group sync.WaitGroup
		for _, profile := range []string{"admin", "my-admin"} {
			config, err := s.Shared(t.Context(), profile, withWire(e.Transport()))
			ok(t, err)
			group.Go(func() {
				if _, err := config.Credentials.Retrieve(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if most != 1 || len(o.asked) != 2 {
			t.Errorf("%d at once, %d asked", most, len(o.asked))
		}
	})
}

// Programs that bring credentials serve roles that want codes, too.
func TestCodeWithAProcess(t *testing.T) {
	program := write(t, t.TempDir(), "program", `printf '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"process-secret"}'`)
	home(t, strings.ReplaceAll(codeConfig, "[profile ops]\n", "[profile ops]\ncredential_process = sh "+program+"\n"), "")
	e := emulate(t, codeWorld)
	o := &operator{answer: func(_ context.Context, n int) (string, error) { return []string{"000000", "123456"}[n-1], nil }}
	ok(t, first(t, withCode(t, e, o, "admin")("us-east-1"), live.FeedApplications))
	if len(o.asked) != 2 {
		t.Errorf("asked %+v", o.asked)
	}
}

// When nobody can be asked, a profile that wants a code is told as before.
func TestNobodyCanBeAsked(t *testing.T) {
	home(t, codeConfig, twoKeys)
	_, err := awsclient.NewSessions(nil).Shared(t.Context(), "admin")
	if err == nil || !strings.Contains(err.Error(), "AssumeRoleTokenProvider") {
		t.Errorf("got %v", err)
	}
}
