package ui_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient/emulator"
)

func all(kind emulator.FaultKind) []emulator.Fault {
	return []emulator.Fault{{Operation: "*", Kind: kind}}
}

// Trouble of the whole scope is said where one looks, takes nothing away, and
// ends without a key.
func TestOutageAndRecovery(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault        emulator.FaultKind
		brief, todo  string
		fromTheStart bool
	}{
		{fault: emulator.FaultReset, brief: "AWS not reached", todo: "check the network, the proxy and the endpoint"},
		{fault: emulator.FaultExpired, brief: "credentials expired", todo: "Renew them (aws sso login, or a new session)"},
		{fault: emulator.FaultHTML, brief: "unreadable answer", todo: "a proxy or a portal may stand in between"},
		{fault: emulator.FaultTruncate, brief: "unreadable answer", todo: "a proxy or a portal may stand in between"},
		{fault: emulator.FaultError, brief: "service error", todo: "oscope tries again by itself"},
	} {
		t.Run(string(test.fault), func(t *testing.T) {
			t.Run("later", func(t *testing.T) {
				script(t, shop, func(s *session) {
					s.press("2")
					s.aws.SetFaults(all(test.fault))
					s.press("r")
					s.pass(2 * time.Minute)
					s.sees("Applications · 3", "console", "metrics", "✓ ACTIVE", test.brief)
					if !strings.Contains(s.header(), test.brief) {
						t.Errorf("the header does not say it: %s", s.header())
					}
					s.press("1")
					s.reads("✗ "+test.brief, test.todo)
					s.aws.SetFaults(nil)
					s.pass(6 * time.Minute)
					s.seesNot(test.brief)
					s.sees("Nothing needs attention.")
				})
			})
			t.Run("from the start", func(t *testing.T) {
				script(t, shop, func(s *session) {
					s.pass(2 * time.Minute)
					s.sees("Not everything could be read.")
					s.reads(test.brief, test.todo)
					s.seesNot("Nothing is in flight.", "Nothing needs attention.")
					s.press("2")
					s.sees("✗ " + test.brief)
					s.seesNot("No applications")
					s.press("3")
					s.sees("✗ " + test.brief)
					s.seesNot("No data source")
					s.press(dataSources)
					s.sees("✗ " + test.brief)
					s.seesNot("No domains")
					s.press("a")
					s.reads(test.brief, test.todo)
					s.press("esc", "esc")
					s.aws.SetFaults(nil)
					s.pass(6 * time.Minute)
					s.sees("Data sources · 4", "123456789012")
					s.seesNot(test.brief)
				}, failing(all(test.fault)...))
			})
		})
	}
}

// While AWS cannot be reached, one feed tries for all, and not for ever faster.
func TestOutageIsQuiet(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.FaultReset, emulator.FaultExpired} {
		script(t, shop, func(s *session) {
			s.pass(time.Minute)
			s.aws.SetFaults(all(kind))
			s.pass(10 * time.Minute)
			s.aws.ResetCalls()
			s.pass(time.Hour)
			total := 0
			for operation, n := range s.aws.Calls() {
				if operation != "ListApplications" && n > 3 { // one call in three attempts
					t.Errorf("%s: %s is called %d times an hour", kind, operation, n)
				}
				total += n
			}
			if total < 60 || total > 400 {
				t.Errorf("%s: %d calls an hour", kind, total)
			}
		})
	}
}

// Recovery is seen within half a minute.
func TestRecoveryIsPrompt(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults(all(emulator.FaultReset))
		s.press("r")
		s.pass(30 * time.Minute)
		s.reads("AWS not reached")
		s.aws.SetFaults(nil)
		s.pass(35 * time.Second)
		s.seesNot("AWS not reached")
		s.sees("Nothing needs attention.", "oldest 00:3")
	})
}

func TestRefreshAsksAgainAtOnce(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.sees("✗ no permission: es:ListApplications")
		s.aws.SetFaults(nil)
		s.pass(30 * time.Second)
		s.sees("no permission") // such a thing is not asked for again and again
		s.press("r")
		s.sees("Applications · 3")
	}, failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied}))
}

// What is denied is said in the place where it would be; the rest lives on.
func TestDeniedListing(t *testing.T) {
	t.Parallel()
	t.Run("ListApplications", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.reads("✗ no permission: es:ListApplications", "Ask for the action to be allowed, then press r")
			s.sees("Not everything could be read.")
			s.press("2")
			s.reads("no permission: es:ListApplications", "AccessDeniedException", "is not authorized to perform")
			s.press("3")
			s.reads("no permission: es:ListApplications")
			s.press(dataSources)
			s.sees("Data sources · 4", "✓ Active")
			s.seesNot("no permission")
			s.press("a")
			s.reads("no permission: es:ListApplications")
		}, failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied}))
	})
	t.Run("ListCollections", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.reads("✗ no permission: aoss:ListCollections")
			s.press("2")
			s.sees("Applications · 3")
			s.seesNot("no permission")
			s.press(dataSources)
			s.sees("Data sources · 3", "ListCollections: no permission", "✓ Active")
			s.press("2", "a")
			s.sees("payments", "analytics")
		}, failing(emulator.Fault{Operation: "ListCollections", Kind: emulator.FaultDenied}))
	})
	t.Run("DescribeDomains", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.reads("✗ no permission: es:DescribeDomains")
			s.press(dataSources)
			s.sees("Data sources · 4", "analytics", "orders", "payments", "vectors", "✓ ACTIVE", "DescribeDomains: no permission")
			s.seesNot("✓ Active")
			s.press("enter")
			s.sees("not known yet")
			s.press("esc", "3")
			s.sees("Attachments · 2", "payments")
			s.press("2", "a")
			s.line("analytics", "not described yet")
			s.line("▌", "vectors")
			s.press("down", "down")
			s.line("▌", "orders")
			s.press("enter")
			s.reads("▸ Data source —", "orders: not described yet")
		}, failing(emulator.Fault{Operation: "DescribeDomains", Kind: emulator.FaultDenied}), size(108, 30))
	})
	t.Run("ListDataSourceAttachments", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.press("2")
			s.sees("Applications · 3")
			s.press("3")
			s.reads("no permission: es:ListDataSourceAttachments")
			s.seesNot("No data source is attached")
		}, failing(emulator.Fault{Operation: "ListDataSourceAttachments", Kind: emulator.FaultDenied}))
	})
	t.Run("GetApplication", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.press("2", "j")
			s.pass(2 * time.Second)
			s.sees("Applications · 3", "✓ ACTIVE", "Attachments · 1")
			s.reads("es:GetApplication")
		}, failing(emulator.Fault{Operation: "GetApplication", Kind: emulator.FaultDenied}), size(160, 50))
	})
	t.Run("GetCallerIdentity", func(t *testing.T) {
		script(t, shop, func(s *session) {
			s.sees("us-east-1", "Nothing is in flight.")
			s.press("2")
			s.sees("Applications · 3")
		}, failing(emulator.Fault{Operation: "GetCallerIdentity", Kind: emulator.FaultDenied}))
	})
}

// The error of a long listing comes after its first page: what has come stays.
func TestFailureBetweenTwoPages(t *testing.T) {
	t.Parallel()
	names := make([]string, 130)
	for i := range names {
		names[i] = `{"name": "app-` + string(rune('a'+i/26)) + string(rune('a'+i%26)) + `"}`
	}
	script(t, `{"applications": [`+strings.Join(names, ",")+`]}`, func(s *session) {
		s.press("2")
		s.sees("Applications · 100", "app-aa", "no permission")
		s.press("G")
		s.atCursor("app-dv")
	}, failing(
		emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultLatency, Latency: time.Millisecond, Times: 1},
		emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied},
	))
}

func TestThrottling(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 40}})
		s.press("r")
		s.pass(20 * time.Second)
		if !strings.Contains(s.header(), "slowed to") {
			t.Errorf("the header does not say that calls are slowed down: %s", s.header())
		}
		s.press("2")
		s.sees("Applications · 3")
		s.press("1")
		s.aws.SetFaults(nil)
		s.pass(time.Hour)
		s.seesNot("throttled by AWS", "slowed to")
		s.sees("Nothing needs attention.")
	}, size(140, 30))
}

func TestNoRegion(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(time.Minute)
		s.reads("no Region", "Name a Region: --region, AWS_REGION, or region in the profile. Or look around with --demo.")
		s.press("2")
		s.reads("✗ no Region", "--region")
		s.press(dataSources, "a")
		s.reads("no Region")
		s.press("esc", "q")
	}, func(s *setup) {
		s.source = func(context.Context) (aws.Config, error) { return aws.Config{}, nil }
	})
}

func TestNoCredentials(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(time.Minute)
		s.reads("no credentials", "Name a profile (--profile or AWS_PROFILE), sign in (aws sso login), or look around with --demo.")
		s.press("2")
		s.reads("✗ no credentials", "aws sso login")
		s.reads("no EC2 IMDS role found")
		s.press("!")
		s.sees("Failed calls of this run", "no EC2 IMDS role found")
	}, noCredentials)
}

// Credentials that appear later (aws sso login in another window) are found.
func TestCredentialsAppear(t *testing.T) {
	t.Parallel()
	w, err := emulator.ParseWorld([]byte(shop))
	if err != nil {
		t.Fatal(err)
	}
	var signedIn atomic.Bool
	script(t, shop, func(s *session) {
		s.pass(time.Minute)
		s.reads("no credentials")
		signedIn.Store(true)
		s.pass(35 * time.Second)
		s.seesNot("no credentials")
		s.press("2")
		s.sees("Applications · 3", "123456789012")
	}, func(s *setup) {
		s.source = func(context.Context) (aws.Config, error) {
			if !signedIn.Load() {
				return aws.Config{}, errors.New("the SSO session has expired")
			}
			return inProcess(w)
		}
	})
}

func TestErrorLog(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("!")
		s.sees("No call has failed.")
		s.press("esc")
		s.aws.SetFaults([]emulator.Fault{
			{Operation: "ListCollections", Kind: emulator.FaultDenied},
			{Operation: "ListApplications", Kind: emulator.FaultError, Code: "ValidationException", Status: 400, Message: "Odd.", Times: 2},
		})
		s.press("r")
		s.pass(10 * time.Second)
		if !strings.Contains(s.header(), "! 2") {
			t.Errorf("the header does not count the errors: %s", s.header())
		}
		s.press("!")
		s.sees("Failed calls of this run", "(2 times since 00:00:0")
		s.reads("Call ListCollections", "AccessDeniedException", "is not authorized to perform: aoss:ListCollections", "HTTP status", "Request id", "What to do", "Odd.")
		if strings.Contains(s.header(), "! 2") {
			t.Errorf("what was read still counts: %s", s.header())
		}
		s.press("esc")
		s.seesNot("Failed calls of this run")
	}, size(formSize, 50))
}
