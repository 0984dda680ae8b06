package ui_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"oscope/awsclient/emulator"
)

// The golden screens are for the eye: cat shows them, and a diff of one shows
// what a change does to the looks. `go test ./ui -run Golden -update` writes
// them anew.

// control is the world of the golden screens: everything in every phase. All that
// is PENDING belongs to one application, because those of several come in any
// order.
const control = `{
	"applications": [
		{"name": "logs-prod", "status": "CREATING"},
		{"name": "metrics", "createdAt": "-212d", "lastUpdatedAt": "-9d", "appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"*\"]"}]},
		{"name": "search-console", "createdAt": "-388d", "lastUpdatedAt": "-31d", "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/5c1e8f2a-94b7-4d06-a3e1-7f0b2c6d9e48"},
		{"name": "catalog-migration", "status": "FAILED", "createdAt": "-51h"},
		{"name": "customer-support-analytics-eu1", "createdAt": "-45d"}
	],
	"domains": [
		{"DomainName": "analytics"},
		{"DomainName": "catalog-search", "EngineVersion": "OpenSearch_2.11", "DomainProcessingStatus": "UpgradingEngineVersion"},
		{"DomainName": "customer-support-tickets-eu1", "EngineVersion": "OpenSearch_2.15"},
		{"DomainName": "fraud-detection", "EngineVersion": "OpenSearch_1.3", "DomainProcessingStatus": "Isolated"},
		{"DomainName": "legacy-orders", "EngineVersion": "Elasticsearch_7.10"},
		{"DomainName": "payments-audit", "EngineVersion": "OpenSearch_3.1", "DomainProcessingStatus": "Creating"}
	],
	"collections": [
		{"name": "clickstream", "type": "TIMESERIES", "status": "FAILED", "failureCode": "4012", "failureMessage": "OpenSearch Serverless can't access the KMS key of the collection"},
		{"name": "vectors-eu", "type": "VECTORSEARCH", "description": "検索用のベクトル (product embeddings)"}
	],
	"directQueryDataSources": [{"DataSourceName": "flow_logs"}],
	"attachments": [
		{"id": "logs-prod", "dataSourceArn": "` + analytics + `"},
		{"id": "logs-prod", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/payments-audit"},
		{"id": "metrics", "dataSourceArn": "` + analytics + `"},
		{"id": "search-console", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/legacy-orders"},
		{"id": "customer-support-analytics-eu1", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/customer-support-tickets-eu1"},
		{"id": "search-console", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/fraud-detection", "status": "FAILED"}
	]
}`

// screens are the ways to each golden screen.
var screens = []struct {
	name  string
	steps func(*session)
}{
	{"overview", func(*session) {}},
	{"applications", func(s *session) { s.press("2", "j") }},
	{"attachments", func(s *session) { s.press("3", "j", "space", "s", "s", "s", "s") }},
	{"datasources", func(s *session) { s.press(dataSources, "/"); s.write("!legacy") }},
	{"attach-pick", func(s *session) { s.press("2", "j", "a"); s.pass(time.Second) }},
	{"attach-review", func(s *session) {
		s.press("2", "j", "a")
		s.pick("customer-support")
		s.press("down", "down", "enter")
		s.write("Tickets (all)")
		s.press("enter", "enter")
		s.sees("▸ Review")
	}},
	{"detach", func(s *session) {
		s.press("3", "/")
		s.write("metrics analytics attached")
		s.press("enter", "d")
		s.write("analyt")
	}},
	{"help", func(s *session) { s.press("2", "?") }},
	{"denied", func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultDenied}})
		s.press("2", "r", "1")
	}},
}

type look struct {
	name    string
	profile colorprofile.Profile
	light   bool
}

var (
	dark    = look{"dark", colorprofile.TrueColor, false}
	light   = look{"light", colorprofile.TrueColor, true}
	noColor = look{"nocolor", colorprofile.ASCII, false}
	sixteen = look{"16", colorprofile.ANSI, false}
)

var sizes = [][2]int{{80, 24}, {120, 35}, {200, 50}}

func golden(t *testing.T, name, world string, steps func(*session), size [2]int, l look, choices ...func(*setup)) {
	t.Helper()
	goldenBut(t, nil, name, world, steps, size, l, choices...)
}

// goldenBut is golden for a screen of which a part may differ.
func goldenBut(t *testing.T, masks []*regexp.Regexp, name, world string, steps func(*session), size [2]int, l look, choices ...func(*setup)) {
	t.Helper()
	name = fmt.Sprintf("%s-%dx%d-%s", name, size[0], size[1], l.name)
	t.Run(name, func(t *testing.T) {
		script(t, world, func(s *session) {
			s.pass(time.Second - time.Millisecond) // not at a whole second: elapsed times change there
			steps(s)
			s.Golden(name, masks...)
		}, append(choices, func(o *setup) {
			o.demo = true
			o.terminal.Width, o.terminal.Height = size[0], size[1]
			o.terminal.Profile, o.terminal.Light = l.profile, l.light
		})...)
	})
}

func TestGolden(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, screen := range screens {
		for _, size := range sizes {
			golden(t, screen.name, control, screen.steps, size, dark, stuck)
		}
		golden(t, screen.name, control, screen.steps, sizes[1], light, stuck)
		golden(t, screen.name, control, screen.steps, sizes[1], noColor, stuck)
	}
	for _, screen := range screens[:2] {
		golden(t, screen.name, control, screen.steps, sizes[1], sixteen, stuck)
	}
	for _, size := range sizes {
		golden(t, "nocredentials", `{}`, func(s *session) { s.pass(10 * time.Second) }, size, dark, noCredentials)
		golden(t, "failure", control, func(s *session) { s.press("2", "r") }, size, dark,
			failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied}))
	}
}
