package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const (
	elsewhere = "arn:aws:es:eu-west-1:210987654321:domain/archive"
	reader    = "arn:aws:iam::210987654321:role/archive-reader"
	signIn    = "arn:aws:iam::123456789012:role/dashboards-sign-in"
	instance  = "arn:aws:sso:::instance/ssoins-7223eb1234567890"
	kmsKey    = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"
)

func TestCreateApplicationWithEverything(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.sees("Create an application", "▸ Name", "3 to 30 characters")
		s.write("observability")
		s.field("Data sources")
		s.line("orders", "OpenSearch 1.3 or later is needed")
		s.pick("analytics")
		s.pick("vectors")
		s.field("Data sources")
		s.write(elsewhere)
		s.press("enter")
		s.choose("Details", "give")
		s.fill("analytics: description", "Orders and clicks")
		s.fill("archive: description", "Everything older than a year")
		s.press("tab")
		s.fill("archive: its role", reader)
		s.field("Admin users")
		s.write("ana")
		s.press("enter")
		s.write("arn:aws:iam::123456789012:user/ben")
		s.fill("Admin groups", "platform")
		s.choose("Identity Center", "on")
		s.fill("Instance ARN", instance)
		s.fill("Role ARN", signIn)
		s.fill("KMS key ARN", kmsKey)
		s.field("Tags")
		s.write("team=search")
		s.press("enter")
		s.write("stage=")
		s.field("Review")
		s.reads(
			"Creates application observability with 3 data sources.", "The KMS key cannot be changed later.",
			"aws opensearch create-application --name observability --data-sources",
			`{"dataSourceArn":"`+elsewhere+`","dataSourceDescription":"Everything older than a year","iamRoleForDataSourceArn":"`+reader+`"}`,
		)
		s.press("pgdown") // the rest is below the checks
		s.reads(
			"--kms-key-arn "+kmsKey, "--region us-east-1",
		)
		if s.calls("CreateApplication") != 0 {
			t.Fatal("it was created before the review was confirmed")
		}
		s.press("enter")
		s.seesNot("Create an application")
		s.sees("application observability is CREATING")
		s.atCursor("observability", "◐ CREATING")

		a, _ := s.application("observability")
		equal(t, "data sources", a.DataSources, []emulator.DataSource{
			{DataSourceARN: analytics, DataSourceDescription: "Orders and clicks"},
			{DataSourceARN: s.aws.World().Collections[0].ARN},
			{DataSourceARN: elsewhere, DataSourceDescription: "Everything older than a year", IAMRoleForDataSourceARN: reader},
		})
		equal(t, "settings", a.AppConfigs, []emulator.AppConfig{
			{Key: "opensearchDashboards.dashboardAdmin.users", Value: `["ana","arn:aws:iam::123456789012:user/ben"]`},
			{Key: "opensearchDashboards.dashboardAdmin.groups", Value: `["platform"]`},
		})
		equal(t, "Identity Center", a.IAMIdentityCenterOptions, emulator.IdentityCenterOptions{
			Enabled: true, IAMIdentityCenterInstanceARN: instance, IAMRoleForIdentityCenterApplicationARN: signIn,
		})
		equal(t, "tags", a.TagList, []emulator.Tag{{Key: "team", Value: "search"}, {Key: "stage", Value: ""}})
		equal(t, "key", a.KMSKeyARN, kmsKey)
	}, size(120, 60), heedless)
}

// Only the name is needed, and what was left alone is not sent.
func TestCreateApplicationWithANameAlone(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		sent := s.record("POST", "application")
		s.press("2", "n")
		s.write("plain")
		s.field("Review")
		s.reads("Creates application plain.", "Whoever creates it is its first administrator.")
		s.press("enter")
		s.atCursor("plain", "◐ CREATING")
		bodies := sent.bodies()
		if len(bodies) != 1 {
			t.Fatalf("%d requests", len(bodies))
		}
		if token, _ := bodies[0]["clientToken"].(string); len(token) < 16 {
			t.Errorf("client token %q", token)
		}
		delete(bodies[0], "clientToken")
		equal(t, "request", bodies[0], map[string]any{"name": "plain"})
	})
}

// A new application shows for how long it has been in the making, and becomes
// ACTIVE on the screen without a key being pressed.
func TestCreatedApplicationBecomesActiveByItself(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.write("plain")
		s.submit()
		s.atCursor("plain", "◐ CREATING", " 0s ")
		s.sees("◐ 1 in flight", " 4 ◐1 ")
		s.seesNot("https://application-plain")
		s.pass(7 * time.Second)
		s.atCursor("plain", "◐ CREATING", " 6s ")
		s.press("enter")
		s.pass(40 * time.Second)
		a, _ := s.application("plain")
		s.reads("✓ ACTIVE", a.Endpoint)
		s.seesNot("◐")
		s.press("1")
		s.line("application", "plain", "CREATING → ✓ ACTIVE")
	}, size(100, 30))
}

// What breaks a rule of the service is said at its field, and not sent.
func TestCreateApplicationChecksBeforeSending(t *testing.T) {
	heavy(t)
	t.Parallel()
	typing := func(field, value string) func(*session) {
		return func(s *session) { s.fill(field, value) }
	}
	entering := func(field string, values ...string) func(*session) {
		return func(s *session) {
			s.field(field)
			s.Paste(strings.Join(values, "\n"))
			s.pass(time.Second)
		}
	}
	described := func(field, value string) func(*session) {
		return func(s *session) {
			s.field("Data sources")
			s.pick("analytics")
			s.choose("Details", "give")
			s.fill(field, value)
		}
	}
	withCenter := func(field, value string) func(*session) {
		return func(s *session) {
			s.choose("Identity Center", "on")
			s.fill(field, value)
		}
	}
	var administrators, tags []string
	for i := range 201 {
		administrators = append(administrators, fmt.Sprintf("arn:aws:iam::123456789012:user/somebody-%03d", i))
	}
	for i := range 11 {
		tags = append(tags, fmt.Sprintf("key-%d=value", i))
	}
	for _, test := range []struct {
		name  string
		steps func(*session)
		field string
		says  string
	}{
		{"no name", typing("Name", ""), "Name", "is required"},
		{"name too short", typing("Name", "ab"), "Name", "must be at least 3 characters (now 2)"},
		{"name too long", typing("Name", strings.Repeat("a", 31)), "Name", "must be at most 30 characters (now 31)"},
		{"name with capitals", typing("Name", "Logs"), "Name", "must be lower-case letters, digits and hyphens, beginning with a letter"},
		{"name with a digit first", typing("Name", "9logs"), "Name", "beginning with a letter"},
		{"name with a space behind it", typing("Name", "logs "), "Name", "must be lower-case letters"},
		{"alias of a key", typing("KMS key ARN", "arn:aws:kms:us-east-1:123456789012:alias/search"), "KMS key ARN", "must be the ARN of a single-Region KMS key, not an alias"},
		{"key of another Region", typing("KMS key ARN", strings.Replace(kmsKey, "us-east-1", "eu-west-1", 1)), "KMS key ARN", "must be in us-east-1, the Region of the request; this is in eu-west-1"},
		{"multi-Region key", typing("KMS key ARN", strings.Replace(kmsKey, "key/0a1b2c3d", "key/mrk-0a1b2c3d", 1)), "KMS key ARN", "single-Region KMS key"},
		{"ARN too short", entering("Data sources", "arn:aws:es"), "Data sources", "arn:aws:es: must be at least 20 characters (now 10)"},
		{"bucket for a data source", entering("Data sources", "arn:aws:s3:::somebodys-bucket"), "Data sources", "must be the ARN of a domain, a collection or a direct-query data source"},
		{"instance of another kind", withCenter("Instance ARN", "arn:aws:sso:::permissionSet/ssoins-1/ps-1"), "Instance ARN", "must be the ARN of an IAM Identity Center instance"},
		{"description", described("analytics: description", "50 < 60"), "analytics: description", "must be letters, digits, spaces and"},
		{"description too long", described("analytics: description", strings.Repeat("d", 1001)), "analytics: description", "must be at most 1000 characters (now 1001)"},
		{"role of a data source", described("analytics: its role", "arn:aws:iam::123456789012:user/ana"), "analytics: its role", "must be the ARN of an IAM role"},
		{"instance that is no ARN", withCenter("Instance ARN", "ssoins-1"), "Instance ARN", "must be the ARN of an IAM Identity Center instance"},
		{"role for sign-in", withCenter("Role ARN", "arn:aws:iam::123456789012:group/people"), "Role ARN", "must be the ARN of an IAM role"},
		{"201 administrators", entering("Admin users", administrators...), "Admin users", "must be at most 4096 characters"},
		{"administrator too long", entering("Admin groups", strings.Repeat("g", 4097)), "Admin groups", "must be at most 4096 characters (now 4097)"},
		{"tag key too long", entering("Tags", strings.Repeat("k", 129)+"=v"), "Tags", "its key must be at most 128 characters (now 129)"},
		{"tag value too long", entering("Tags", "k="+strings.Repeat("v", 257)), "Tags", "its value must be at most 256 characters (now 257)"},
		{"tag without a key", entering("Tags", "=v"), "Tags", "=v: its key is required"},
		{"eleven tags", entering("Tags", tags...), "Tags", "at most 10 tags are allowed (now 11)"},
		{"tag without a value", entering("Tags", "team"), "Tags", "team: "},
		{"tag of AWS's", entering("Tags", "aws:team=a"), "Tags", "aws:team=a: "},
		{"a tag twice", entering("Tags", "team=a", "team=b"), "Tags", "the key team occurs twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.press("2", "n")
				s.write("observability")
				test.steps(s)
				s.submit()
				s.pass(time.Second)
				if got := s.calls("CreateApplication"); got != 0 {
					t.Fatalf("%d requests were sent; the screen:\n%s", got, s.Text())
				}
				s.sees("Create an application", "▸ "+test.field)
				s.reads(test.says)
			}, size(120, 40))
		})
	}
}

// The review lists all that is wrong, and enter leads to the first of it.
func TestCreateApplicationReviewListsEveryProblem(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.fill("Name", "Lo")
		s.fill("KMS key ARN", "arn:aws:kms:us-east-1:123456789012:alias/search")
		s.field("Review")
		s.reads("Name: must be at least 3 characters (now 2)", "KMS key ARN: must be the ARN of a single-Region KMS key")
		s.sees("enter go to the problem")
		s.press("enter")
		s.sees("▸ Name")
	}, size(120, 40))
}

// In a picker of many, space picks and puts back as long as nothing is typed that has not
// found anything, and a slash begins no text. What is typed stays when it has.
func TestCreateApplicationSpacePicks(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.fill("Name", "plain")
		s.field("Data sources")
		s.sees("␣ pick", "ctrl+a all that suit")
		s.press("space") // and on to the next, as in tables
		s.line(" ✓ ", "analytics")
		s.line("▌  ", "payments")
		s.press("up", "space")
		s.line("   ", "analytics")
		s.press("/")
		s.write("pay")
		s.line("▌  ", "payments")
		s.press("space") // now it is text
		s.line("▌  ", "payments")
		s.press("enter")
		s.sees("▸ Data sources     payments", "1 of ")
		s.sees("/ pay") // what else matches may be wanted too
		s.press("space")
		s.line("   ", "payments")
		s.write("anal") // is another search
		s.press("enter")
		s.sees("▸ Data sources     analytics", "/ anal")
	}, size(120, 40))
}

// What is wrong is said while it is typed, and no longer once it is right.
func TestCreateApplicationSaysTheRuleWhileTyping(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.write("Logs")
		s.press("tab")
		s.line("✗ Name", "must be lower-case letters")
		s.press("shift+tab", "end", "ctrl+u")
		s.write("logs-prod")
		s.press("tab")
		s.line("✓ Name", "logs-prod")
		s.seesNot("must be lower-case")
	}, size(120, 40))
}

// A name that is in use is refused before anything is sent.
func TestCreateApplicationUnderANameInUse(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.write("logs")
		s.submit()
		s.sees("▸ Name")
		s.reads("is the name of an application that exists")
		if got := s.calls("CreateApplication"); got != 0 {
			t.Errorf("sent %d times", got)
		}
		s.write("-two")
		s.seesNot("is the name of an application that exists")
		s.submit()
		s.atCursor("logs-two", "◐ CREATING")
	}, size(120, 40))
}

// Somebody else takes the name between the look and the call: then the service
// refuses, and no value is lost.
func TestCreateApplicationUnderANameTakenMeanwhile(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		sent := s.record("POST", "application")
		s.press("2", "n")
		s.write("audit")
		s.field("Data sources")
		s.pick("payments")
		s.fill("Admin users", "ana")
		s.fill("KMS key ARN", kmsKey)
		s.field("Review")
		w := s.aws.World()
		w.Applications = append(w.Applications, emulator.Application{Name: "audit"})
		s.aws.SetWorld(w)
		s.press("enter")
		s.reads("ConflictException: An application with the name audit already exists.", "(request ")
		s.sees("Create an application", "✓ Data sources     payments", "✓ Admin users      ana", kmsKey)
		if got := s.calls("CreateApplication"); got != 1 {
			t.Errorf("sent %d times", got)
		}
		s.reads("Name: is the name of an application that exists") // the list has been read again
		s.press("enter")
		s.sees("▸ Name")
		s.write("-two")
		s.submit()
		s.atCursor("audit-two", "◐ CREATING")
		a, _ := s.application("audit-two")
		equal(t, "data sources", a.DataSources, []emulator.DataSource{{DataSourceARN: payments}})
		equal(t, "settings", a.AppConfigs, []emulator.AppConfig{{Key: "opensearchDashboards.dashboardAdmin.users", Value: `["ana"]`}})
		equal(t, "key", a.KMSKeyARN, kmsKey)
		if n := len(sent.bodies()); n != 2 {
			t.Errorf("%d requests", n)
		}
	}, size(120, 40), heedless)
}

// An answer that was lost does not make two applications.
func TestCreateApplicationWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		sent := s.record("POST", "application")
		s.press("2", "n")
		s.write("plain")
		s.field("Review")
		s.aws.SetFaults([]emulator.Fault{{Operation: "CreateApplication", Kind: emulator.FaultTruncate, Times: 3}})
		s.press("enter")
		s.pass(20 * time.Second)
		s.aws.SetFaults(nil)
		s.seesNot("Create an application ─") // the listing has shown that it was done
		s.atCursor("plain")
		if n := len(s.aws.World().Applications); n != 4 {
			t.Errorf("%d applications", n)
		}
		tokens := map[any]bool{}
		for _, body := range sent.bodies() {
			tokens[body["clientToken"]] = true
		}
		if len(tokens) != 1 {
			t.Errorf("%d client tokens for one form", len(tokens))
		}
	})
}

// A quota that is reached is final: it is not asked for again.
func TestApplicationQuotaComesBackAtOnce(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.write("plain")
		s.submit()
		s.pass(100 * time.Millisecond)
		s.sees("Create an application", "✓ Name             plain")
		s.reads("LimitExceededException: No more applications.", "A limit of the account is reached.")
		s.pass(30 * time.Second)
		if got := s.calls("CreateApplication"); got != 1 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 40), failing(emulator.Fault{
		Operation: "CreateApplication", Kind: emulator.FaultError, Code: "LimitExceededException", Status: 409, Message: "No more applications.",
	}))
}
