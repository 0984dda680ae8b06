package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// denied has calls refused for want of a permission.
func denied(operations ...string) func(*setup) {
	var faults []emulator.Fault
	for _, operation := range operations {
		faults = append(faults, emulator.Fault{Operation: operation, Kind: emulator.FaultDenied})
	}
	return failing(faults...)
}

// types picks what no listing has.
func (s *session) types(field, value string) {
	s.t.Helper()
	s.field(field)
	s.write(value)
	s.line("▌", value, "as typed")
	s.press("enter")
}

const foreign = "arn:aws:es:eu-west-1:210987654321:domain/theirs"

// An application and a data source that nothing lists can be attached all the same.
func TestAttachWithoutListings(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		logs, _ := s.application("logs")
		s.press("2", "a")
		s.sees("▸ Application")
		s.reads("ListApplications: no permission: es:ListApplications. Type it instead.")
		s.write("Logs/1")
		s.line("▌", "Logs/1", "must be 3 to 30 lower-case letters and digits")
		s.press("enter")
		s.sees("▸ Application")
		s.press("esc")
		s.types("Application", logs.ID)
		s.sees("▸ Data source")
		s.reads("ListDomainNames: no permission: es:ListDomainNames. Type it instead.")
		s.line("vectors", "collection") // these are listed
		s.write("theirs")
		s.line("theirs", "must be the ARN of a domain or a collection")
		s.press("esc")
		s.types("Data source", foreign)
		s.review()
		s.reads("Attaches domain "+foreign+" to application "+logs.ID, "--data-source-arn "+foreign)
		s.press("enter")
		s.seesNot("Attach a data source ─")
		if got := s.attachment("logs", "theirs"); got != "PENDING" {
			t.Errorf("the attachment is %q", got)
		}
		s.atCursor("theirs", "◐ PENDING")
		s.reads("theirs, which is not seen in this account and Region")
		s.pass(2 * time.Minute)
		s.line("theirs", "◐ PENDING")
		s.line("payments", "✓ ATTACHED") // that application's can be read now
	}, size(120, 35), denied("ListApplications", "ListDomainNames"))
}

// A data source of another account and Region is typed beside those that are listed.
func TestAttachWhatIsOfAnotherAccount(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "j", "a")
		s.types("Data source", foreign)
		s.review()
		s.press("enter")
		if got := s.attachment("logs", "theirs"); got != "PENDING" {
			t.Errorf("the attachment is %q", got)
		}
		// It is there now, and typing it once more says so.
		s.press("2", "a")
		s.field("Data source")
		s.write(foreign)
		s.line("▌", foreign, "attachment already PENDING")
		s.press("enter")
		s.sees("▸ Data source")
		s.press("esc", "esc", "esc")
		// Given up by the service, it can be tried again.
		s.pass(3 * time.Minute)
		s.find("3", "theirs")
		s.atCursor("theirs", "✗ FAILED")
		s.press("R")
		s.reads("Attaches domain " + foreign)
		s.press("enter")
		s.atCursor("theirs", "◐ PENDING")
	}, size(160, 35), durations(emulator.Durations{PendingAttachment: 2 * time.Minute}))
}

// What is typed where something is called so means that.
func TestTypingWhatIsListed(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		logs, _ := s.application("logs")
		s.press(dataSources, "a")
		s.field("Application")
		s.write(logs.ID)
		s.line("▌", "logs", "ACTIVE")
		s.seesNot("as typed")
		s.press("enter")
		s.reads("✓ Application logs")
		s.field("Data source")
		s.write("arn:aws:es:us-east-1:123456789012:domain/orders")
		s.line("▌", "orders", "Elasticsearch_7.10")
		s.reads("orders: Elasticsearch_7.10; OpenSearch 1.3 or later is needed")
		s.seesNot("as typed")
	}, size(120, 35))
}

// Packages and domains that cannot be listed are associated by id and name, with all
// that can be said of them.
func TestAssociateWithoutListings(t *testing.T) {
	t.Parallel()
	script(t, shelves(rankerOnA), func(s *session) {
		s.press(associationsView, "a")
		s.sees("▸ Packages")
		s.reads("DescribePackages: no permission: es:DescribePackages. Type it instead.")
		s.write("license")
		s.line("license", "must be F or G and digits, or pkg- and hexadecimal digits")
		s.press("enter")
		s.reads("license: must be F or G and digits")
		s.press("esc")
		s.types("Packages", "pkg-c1")
		s.line("✓ pkg-c1") // where it can be put back
		s.types("Packages", "F1")
		s.press("space")
		s.reads("▸ Packages pkg-c1")
		s.seesNot("F1 needs first")
		s.field("Domains")
		s.reads("ListDomainNames: no permission: es:ListDomainNames.")
		s.types("Domains", "search-a")
		s.types("pkg-c1 needs first", "pkg-a1")
		s.toReview()
		s.reads("Associates pkg-c1 with search-a.")
		s.press("enter")
		s.pass(time.Second)
		if got := s.associated("pkg-c1", "search-a", "ASSOCIATING").PrerequisitePackageIDList; strings.Join(got, " ") != "pkg-a1" {
			t.Errorf("it needs %q", got)
		}
		s.line("search-a", "ranker-license", "◐ ASSOCIATING")
		s.pass(30 * time.Second)
		s.line("search-a", "ranker-license", "✓ ACTIVE")
	}, size(120, 40), denied("DescribePackages", "ListDomainNames"))
}

// A domain that may be named but not described can be picked: only the service can
// tell whether a package suits it.
func TestAssociateWithADomainThatCannotBeDescribed(t *testing.T) {
	t.Parallel()
	script(t, shelves(), func(s *session) {
		s.find(packagesView, "stopwords")
		s.press("a")
		s.sees("▸ Domains")
		s.reads("DescribeDomains: no permission: es:DescribeDomains")
		s.line("search-b", "it could not be read whether it suits")
		s.pick("search-b")
		s.sends()
		s.associated("F2", "search-b", "ASSOCIATING")
	}, size(120, 40), denied("DescribeDomains"))
}

func TestPutIntegrationWithoutListings(t *testing.T) {
	t.Parallel()
	const application = "arn:aws:opensearch:us-east-1:123456789012:application/abc123"
	script(t, `{}`, func(s *session) {
		s.press("6", "n")
		s.fill("Name", "main")
		s.field("Data source role")
		s.reads("ListRoles: no permission: iam:ListRoles. Type it instead.")
		s.types("Data source role", reader)
		s.field("Application")
		s.reads("ListApplications: no permission: es:ListApplications. Type it instead.")
		s.line("create one") // which needs no listing
		s.write("abc123")
		s.line("abc123", "must be the ARN of an application")
		s.press("esc")
		s.types("Application", application)
		s.submit()
		s.seesNot("Put a CloudWatch Logs integration")
		if got := s.aws.World().Integrations; len(got) != 1 || got[0].ResourceConfig.OpenSearch.ApplicationARN != application {
			t.Errorf("integrations %+v", got)
		}
	}, size(120, 40), denied("ListApplications", "ListRoles"), heedless)
}

func TestCreateApplicationWithoutListings(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.fill("Name", "observability")
		s.field("Data sources")
		s.reads("ListDomainNames: no permission: es:ListDomainNames. ListCollections: no permission: aoss:ListCollections. Type it instead.")
		s.Paste(foreign + "\n" + analytics + "\n")
		s.pass(time.Second)
		s.press("enter")
		s.line("✓ ", foreign)
		s.line("✓ ", analytics)
		s.submit()
		s.seesNot("Create an application")
		a, _ := s.application("observability")
		if len(a.DataSources) != 2 || a.DataSources[0].DataSourceARN != foreign || a.DataSources[1].DataSourceARN != analytics {
			t.Errorf("data sources %+v", a.DataSources)
		}
	}, size(120, 40), denied("ListDomainNames", "ListCollections"))
}

// What stands typed and is not picked is not lost unsaid.
func TestTypedAndNotPicked(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.fill("Name", "observability")
		s.field("Data sources")
		s.write(foreign)
		s.submit()
		s.sees("▸ Data sources")
		s.reads("enter picks what has been typed, esc throws it away")
		s.press("enter")
		s.submit()
		if a, _ := s.application("observability"); len(a.DataSources) != 1 {
			t.Errorf("data sources %+v", a.DataSources)
		}
	}, size(120, 40))
}

// A data source that the form would not take is not lost by an edit of something else.
func TestEditKeepsADataSourceOfAnotherKind(t *testing.T) {
	t.Parallel()
	const direct = "arn:aws:opensearch:us-east-1:210987654321:datasource/cloudwatch_logs_1"
	script(t, `{"applications": [{"name": "metrics", "dataSources": [{"dataSourceArn": "`+direct+`"}]}]}`, func(s *session) {
		s.editing("metrics")
		s.line("✓ ", direct)
		s.fill("Admin users", "eve")
		s.submit()
		s.pass(20 * time.Second)
		if a, _ := s.application("metrics"); len(a.DataSources) != 1 || a.DataSources[0].DataSourceARN != direct {
			t.Errorf("data sources %+v", a.DataSources)
		}
	}, size(120, 40))
}
