package live_test

import (
	"testing"

	"oscope/model"
	"oscope/model/live"
)

func TestWaiting(t *testing.T) {
	type items = []model.Item
	for name, c := range map[string]struct {
		scope  items
		arn    string
		status model.Status
		want   string
	}{
		"settled":                 {items{application("app1", "CREATING")}, domainARN, "ATTACHED", ""},
		"application in flight":   {items{application("app1", "CREATING"), domain("search", "Active")}, domainARN, "PENDING", "waits for application app1-name (CREATING)"},
		"application failed":      {items{application("app1", "FAILED"), domain("search", "Active")}, domainARN, "PENDING", "waits for application app1-name (FAILED)"},
		"domain in flight":        {items{application("app1", "ACTIVE"), domain("search", "Creating")}, domainARN, "PENDING", "waits for domain search (Creating)"},
		"domain isolated":         {items{application("app1", "ACTIVE"), domain("search", "Isolated")}, domainARN, "PENDING", "waits for domain search (Isolated)"},
		"domain known by name":    {items{application("app1", "ACTIVE"), domain("search", "")}, domainARN, "PENDING", "waits for domain search (status unknown)"},
		"collection in flight":    {items{application("app1", "ACTIVE"), collection("col1", "CREATING")}, collectionARN, "PENDING", "waits for collection col1-name (CREATING)"},
		"both":                    {items{application("app1", "UPDATING"), domain("search", "Creating")}, domainARN, "PENDING", "waits for application app1-name (UPDATING) and domain search (Creating)"},
		"neither":                 {items{application("app1", "ACTIVE"), domain("search", "Active")}, domainARN, "PENDING", "both ends are ACTIVE; the service is completing it"},
		"elsewhere":               {items{application("app1", "ACTIVE"), domain("search", "Active")}, "arn:aws:es:eu-west-1:999999999999:domain/far", "PENDING", "waits for far, which is not seen in this account and Region"},
		"same name, other Region": {items{application("app1", "ACTIVE"), domain("search", "Active")}, "arn:aws:es:eu-west-1:123456789012:domain/search", "PENDING", "waits for search, which is not seen in this account and Region"},
		"direct query":            {items{application("app1", "ACTIVE")}, "arn:aws:opensearch:us-east-1:123456789012:datasource/s3", "PENDING", "waits for s3, which is not seen in this account and Region"},
	} {
		s := scopeOf(c.scope...)
		if got := s.Waiting(model.NewAttachment("app1", c.arn, "att", c.status)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Until the listing that would hold a data source has been read, nothing can be
// said of it; that of the other kind does not help.
func TestWaitingForWhatHasNotBeenRead(t *testing.T) {
	const unread, elsewhere = ", which has not been read yet", ", which is not seen in this account and Region"
	for _, c := range []struct {
		read live.Feed
		arn  string
		want string
	}{
		{applications, domainARN, "search" + unread},
		{applications, collectionARN, "col1" + unread},
		{domains, domainARN, "search" + elsewhere},
		{domains, collectionARN, "col1" + unread},
		{collections, domainARN, "search" + unread},
		{collections, collectionARN, "col1" + elsewhere},
	} {
		s := live.NewSnapshot()
		reading := s.Begin(live.Read{Feed: c.read}, noon)
		s.Apply(live.Listing{Read: reading, More: true, At: noon})
		a := model.NewAttachment("app1", c.arn, "att", "PENDING")
		if got, want := s.Waiting(a), "waits for "+model.ARNName(c.arn)+unread; got != want {
			t.Errorf("%s half read: %q, want %q", c.read.Kind, got, want)
		}
		s.Apply(live.Listing{Read: reading, At: noon})
		if got := s.Waiting(a); got != "waits for "+c.want {
			t.Errorf("%s read: %q, want %q", c.read.Kind, got, c.want)
		}
	}
}
