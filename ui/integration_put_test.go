package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// accounts is a world without an integration.
const accounts = `{
	"applications": [{"name": "console", "id": "a1b2c3d4e5"}, {"name": "wrecked", "status": "FAILED"}],
	"roles": [{"RoleName": "LogsReader"}, {"RoleName": "Operator"}]
}`

const logsReader = "arn:aws:iam::123456789012:role/LogsReader"

// openPut opens the form at its first field.
func (s *session) openPut() {
	s.t.Helper()
	s.press(integrationsView, "n")
	s.sees("Put a CloudWatch Logs integration", "▸ Name")
	s.pass(time.Second)
}

// fillPut names the integration and its role.
func (s *session) fillPut() {
	s.t.Helper()
	s.openPut()
	s.write("main")
	s.press("enter")
	s.sees("▸ Data source role")
	s.pick("LogsReader")
	s.sees("▸ Viewers")
}

func TestPutIntegration(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.fillPut()
		s.sees("arn:aws:iam::123456789012:role/Operator") // who puts it wants to see it
		s.toReview()
		s.reads(
			"Makes the integration main with a new application, aws-analytics",
			"It cannot be changed afterwards.",
			"Indexed log data is kept for 7 days",
			"CloudWatchOpenSearchDashboardAccess",
			"aws logs put-integration --integration-name main",
		)
		s.press("enter")
		s.sees("integration main is PROVISIONING")
		s.atCursor("main", "◐ PROVISIONING")
		s.sees("Integrations 1 ◐1")

		seen := map[string]bool{}
		for range 60 {
			for _, healthy := range []string{"0/8", "1/8", "2/8", "3/8", "4/8", "5/8", "6/8", "7/8", "8/8"} {
				if strings.Contains(s.line("main", "▌"), healthy) {
					seen[healthy] = true
				}
			}
			s.pass(time.Second)
		}
		if len(seen) < 4 || !seen["8/8"] {
			t.Errorf("the parts were seen at %v only", seen)
		}
		s.atCursor("main", "✓ ACTIVE", "8/8", "aws-analytics", "cloudwatc")
		s.seesNot("◐")
		s.press("2")
		s.line("aws-analytics", "✓ ACTIVE")
		s.press(dataSources)
		s.line("cloudwatc", "collection", "✓ ACTIVE")
		s.press("1")
		s.sees("PROVISIONING → ✓ ACTIVE")

		w := s.aws.World()
		c := w.Integrations[0].ResourceConfig.OpenSearch
		if c.DataSourceRoleARN != logsReader || c.RetentionDays != 7 || c.ApplicationARN != "" || c.KMSKeyARN != "" ||
			len(c.DashboardViewerPrincipals) != 1 || !strings.HasSuffix(c.DashboardViewerPrincipals[0], ":role/Operator") {
			t.Errorf("it was put with %+v", c)
		}
		if n := s.calls("PutIntegration"); n != 1 {
			t.Errorf("%d calls", n)
		}
	}, size(200, 60), heedless)
}

// What an integration makes comes into its own view while it is being made.
func TestWhatAnIntegrationMakesAppearsInItsOwnView(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.fillPut()
		s.sends()
		s.press(dataSources)
		s.WaitFor("TIMESERIES")
		s.line("TIMESERIES", "◐ CREATING")
		s.press("2")
		s.pass(75 * time.Second) // it is begun after 47 s; what is settled is read every 30
		s.line("aws-analytics", "◐ CREATING")
		s.WaitFor("aws-analytics is ACTIVE")
	}, size(160, 40), durations(emulator.Durations{IntegrationCollection: 40 * time.Second, ApplicationCreate: 40 * time.Second}), heedless)
}

func TestPutIntegrationWithAnApplication(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.fillPut()
		s.press("tab", "tab")
		s.sees("▸ Application")
		s.line("create one", "aws-analytics is created, or updated if it exists")
		s.line("wrecked", "is FAILED")
		s.pick("console")
		s.toReview()
		s.reads("Makes the integration main with application console", "application/a1b2c3d4e5")
		s.press("enter")
		s.pass(time.Minute)
		s.atCursor("main", "✓ ACTIVE", "8/8", "console")
		s.press("2")
		s.seesNot("aws-analytics")
		if got := s.aws.World().Integrations[0].ResourceConfig.OpenSearch.ApplicationARN; !strings.HasSuffix(got, ":application/a1b2c3d4e5") {
			t.Errorf("it was put with application %q", got)
		}
	}, size(160, 40), durations(emulator.Durations{ApplicationCreate: time.Hour}), heedless)
}

// Each rule is told in the form, and nothing that breaks one is sent.
func TestPutIntegrationRefusesWhatTheServiceWould(t *testing.T) {
	heavy(t)
	t.Parallel()
	type change func(*session)
	empty := func(s *session) {
		for range 60 {
			s.Press("backspace")
		}
		s.Settle()
	}
	none := func(*session) {}
	fill := func(text string) change { return func(s *session) { empty(s); s.write(text) } }
	for _, test := range []struct {
		title                               string
		name, role, viewers, retention, key change
		says                                string
	}{
		{title: "no name", name: empty, says: "is required"},
		{title: "a name with a blank", name: fill("my logs"), says: "letters, digits and . - _ / #"},
		{title: "a name of 51 characters", name: fill(strings.Repeat("n", 51)), says: "50"},
		{title: "no role", role: none, says: "pick one"},
		{title: "a role that is none", role: func(s *session) { s.write("LogsRead"); empty(s); s.write("nonsense"); s.press("enter") }, says: "must be the ARN of an IAM role"},
		{title: "a user as the role", role: func(s *session) { s.write("arn:aws:iam::123456789012:user/anna"); s.press("enter") }, says: "must be the ARN of an IAM role"},
		{title: "no viewers", viewers: func(s *session) {
			s.press("backspace") // the entry goes back to the line
			s.press("ctrl+u")
		}, says: "name at least one role or user"},
		{title: "a viewer that is nobody", viewers: func(s *session) { s.write("nonsense"); s.press("enter") }, says: "must be the ARN of an IAM role or an IAM user, or *"},
		{title: "a bucket as a viewer", viewers: func(s *session) { s.write("arn:aws:s3:::bucket"); s.press("enter") }, says: "must be the ARN of an IAM role or an IAM user, or *"},
		{title: "a bucket as the key", key: fill("arn:aws:s3:::bucket"), says: "must be the ARN of a KMS key in us-east-1"},
		{title: "a key of another Region", key: fill(strings.Replace(kmsKey, "us-east-1", "eu-west-1", 1)), says: "must be in us-east-1, the Region of the request; this is in eu-west-1"},
		{title: "retention 0", retention: fill("0"), says: "30"},
		{title: "retention 31", retention: fill("31"), says: "30"},
		{title: "retention -1", retention: fill("-1"), says: "30"},
		{title: "retention in words", retention: fill("week"), says: "number"},
		{title: "retention 1.5", retention: fill("1.5"), says: "number"},
		{title: "no retention", retention: empty, says: "is required"},
	} {
		t.Run(test.title, func(t *testing.T) {
			script(t, accounts, func(s *session) {
				s.openPut()
				s.write("main")
				if test.name != nil {
					test.name(s)
				}
				s.press("tab")
				s.sees("▸ Data source role")
				if test.role != nil {
					test.role(s)
				} else {
					s.pick("LogsReader")
					s.press("shift+tab")
				}
				s.field("Viewers")
				if test.viewers != nil {
					test.viewers(s)
				}
				s.press("tab")
				s.sees("▸ Retention days")
				if test.retention != nil {
					test.retention(s)
				}
				if test.key != nil {
					s.press("tab", "tab")
					s.sees("▸ KMS key ARN")
					test.key(s)
				}
				for range 8 {
					s.press("tab")
				}
				s.press("enter")
				s.pass(time.Second)
				s.sees("Put a CloudWatch Logs integration")
				s.reads(test.says)
				if n := s.calls("PutIntegration"); n != 0 {
					t.Errorf("%d calls", n)
				}
			}, size(120, 40))
		})
	}
}

// The limits themselves are allowed.
func TestPutIntegrationAtTheLimits(t *testing.T) {
	t.Parallel()
	for _, days := range []string{"1", "30"} {
		script(t, accounts, func(s *session) {
			s.openPut()
			s.write(strings.Repeat("n", 50))
			s.press("enter")
			s.write("arn:aws:iam::123456789012:role/elsewhere")
			s.press("enter")
			s.sees("▸ Viewers")
			s.write("arn:aws:iam::123456789012:user/anna")
			s.press("enter", "enter")
			s.sees("▸ Retention days")
			s.press("backspace")
			s.write(days)
			s.sends()
			s.sees("PROVISIONING")
			c := s.aws.World().Integrations[0].ResourceConfig.OpenSearch
			if len(c.DashboardViewerPrincipals) != 2 || c.DataSourceRoleARN != "arn:aws:iam::123456789012:role/elsewhere" {
				t.Errorf("it was put with %+v", c)
			}
		}, size(160, 40), heedless)
	}
}

// There can be one, which is said at once and not after a form has been filled in.
func TestSecondIntegrationIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.press(integrationsView, "n")
		s.seesNot("Put a CloudWatch Logs integration")
		s.reads("The integration main exists already, and an account can have only one.")
		s.press("esc")
		s.atCursor("main")
		if n := s.calls("PutIntegration"); n != 0 {
			t.Errorf("%d calls", n)
		}
	}, size(120, 35))
}

// Somebody else has put one while the form was open.
func TestPutIntegrationIsRefusedByTheService(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.fillPut()
		s.toReview()
		w := s.aws.World()
		w.Integrations = []emulator.Integration{{IntegrationName: "theirs"}}
		s.aws.SetWorld(w)
		s.press("enter")
		s.pass(2 * time.Second)
		s.reads("LimitExceededException", "Resource limit exceeded.")
		s.press("shift+tab")
		s.reads("✓ Name main")
		s.press("esc", "esc")
		s.pass(2 * time.Second)
		s.line("theirs", "✓ ACTIVE")
	}, size(140, 40), heedless)
}

// Roles that cannot be listed can be typed.
func TestPutIntegrationWithoutListRoles(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.openPut()
		s.write("main")
		s.press("enter")
		s.reads("iam:ListRoles", "Type it instead.")
		s.write(logsReader)
		s.press("enter")
		s.sees("▸ Viewers")
		s.sends()
		s.sees("PROVISIONING")
		if got := s.aws.World().Integrations[0].ResourceConfig.OpenSearch.DataSourceRoleARN; got != logsReader {
			t.Errorf("it was put with role %q", got)
		}
	}, size(140, 40), failing(emulator.Fault{Operation: "ListRoles", Kind: emulator.FaultDenied}), heedless)
}

// An integration that ends FAILED says so with what was lost.
func TestProvisioningFails(t *testing.T) {
	t.Parallel()
	script(t, accounts, func(s *session) {
		s.fillPut()
		s.press("tab", "tab")
		s.pick("console")
		s.sends()
		w := s.aws.World()
		w.Applications = w.Applications[1:]
		s.aws.SetWorld(w)
		s.pass(40 * time.Second)
		s.atCursor("main", "✗ FAILED", "6/8")
		s.reads("Application not found: arn:aws:opensearch:us-east-1:123456789012:application/a1b2c3d4e5")
		s.press("1")
		s.line("✗ 6/8 healthy", "integration", "main", "application NOT_FOUND")
	}, size(160, 60), durations(emulator.Durations{ApplicationCreate: time.Hour}), heedless)
}
