package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// threes is a world with four resources of several kinds.
func threes() string {
	var applications, domains, attachments, packages []string
	for _, name := range []string{"ant", "bee", "cat", "dog"} {
		applications = append(applications, fmt.Sprintf(`{"name": %q}`, name+"-app"))
		domains = append(domains, fmt.Sprintf(`{"DomainName": %q}`, name+"-domain"))
		attachments = append(attachments, fmt.Sprintf(`{"id": %q, "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/%s"}`, name+"-app", name+"-domain"))
		packages = append(packages, fmt.Sprintf(`{"PackageName": %q, "PackageVendingOptions": {"VendingEnabled": true}}`, name+"-words"))
	}
	list := func(all []string) string { return strings.Join(all, ", ") }
	return `{"applications": [` + list(applications) + `], "domains": [` + list(domains) + `], "attachments": [` + list(attachments) +
		`], "packages": [` + list(packages) + `]}`
}

// marking marks the first three rows of a view, so that the cursor stands on the
// fourth.
func (s *session) marking(view string) {
	s.t.Helper()
	s.press(view)
	s.pass(time.Second)
	s.press("space", "space", "space")
	s.sees("3 marked")
	s.atCursor("dog")
}

// An action that takes one resource does nothing to the row under the cursor while
// others are marked.
func TestActionOnOneRefusesSeveralMarks(t *testing.T) {
	t.Parallel()
	for view, keys := range map[string]string{"2": "eDt*oa", "3": "a", packages: "uvH"} {
		for key := range strings.SplitSeq(keys, "") {
			script(t, threes(), func(s *session) {
				s.marking(view)
				before := s.aws.World()
				s.press(key)
				s.sees("3 marked: ", "works on one; esc clears the marks")
				s.seesNot("Type ant", "Type dog", "▸ ")
				if len(before.Applications) != len(s.aws.World().Applications) {
					t.Error("something was deleted")
				}
			}, size(140, 40))
		}
	}
}

// One marked resource is what an action on one is about, wherever the cursor is.
func TestActionOnOneTakesTheOnlyMark(t *testing.T) {
	t.Parallel()
	script(t, threes(), func(s *session) {
		s.press("2", "j", "space", "G")
		s.atCursor("dog-app")
		s.press("D")
		s.sees("Type bee-app to delete:")
		s.write("bee-app")
		s.press("enter")
		s.pass(30 * time.Second)
		if _, there := s.application("bee-app"); there || len(s.aws.World().Applications) != 3 {
			t.Error("not bee-app was deleted")
		}
	}, size(140, 40))
}

func TestCopyTakesTheMarked(t *testing.T) {
	t.Parallel()
	script(t, threes(), func(s *session) {
		s.marking(dataSources)
		s.press("y")
		want := "arn:aws:es:us-east-1:123456789012:domain/ant-domain\narn:aws:es:us-east-1:123456789012:domain/bee-domain\narn:aws:es:us-east-1:123456789012:domain/cat-domain"
		if got := s.Clipboard(); got != want {
			t.Errorf("copied %q", got)
		}
		s.press("Y")
		if got := s.Clipboard(); strings.Count(got, "ant-domain") == 0 || strings.Contains(got, "dog-domain") || !strings.HasPrefix(got, "[") {
			t.Errorf("copied %q", got)
		}
	}, size(140, 40))
}

func TestDeleteMarkedPackages(t *testing.T) {
	t.Parallel()
	script(t, threes(), func(s *session) {
		s.marking(packages)
		s.press("D")
		s.pass(time.Second)
		s.sees("Delete packages", "Type delete 3 to delete:")
		s.write("dog-words")
		s.press("enter")
		s.sees("That is not the name.")
		s.press("end", "ctrl+u")
		s.write("delete 3")
		s.press("enter")
		s.pass(30 * time.Second)
		s.sees("3 of 3 accepted")
		if w := s.aws.World(); len(w.Packages) != 1 || w.Packages[0].PackageName != "dog-words" {
			t.Errorf("left: %v", w.Packages)
		}
	}, size(140, 40))
}

// What a filter hides is not acted on, and the title says that it is there.
func TestHiddenMarksAreNamed(t *testing.T) {
	t.Parallel()
	script(t, threes(), func(s *session) {
		s.marking("2")
		s.press("/")
		s.write("bee")
		s.press("enter")
		s.sees("1 marked · 2 marked and hidden")
	}, size(140, 40))
}

// Several data sources are attached with a call each.
func TestAttachMarkedDataSources(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "logs"}], "domains": [{"DomainName": "ant"}, {"DomainName": "bee"}, {"DomainName": "cat"}, {"DomainName": "dog"}]}`, func(s *session) {
		s.marking(dataSources)
		s.press("a")
		s.sees("Attach a data source", "▸ Application")
		s.pick("logs")
		s.toReview()
		s.reads("Attaches domain ant, domain bee, domain cat to application logs.", "That is 3 calls")
		s.press("enter")
		s.pass(5 * time.Second)
		s.sees("3 of 3 accepted")
		for name, want := range map[string]string{"ant": "ATTACHED", "bee": "ATTACHED", "cat": "ATTACHED", "dog": ""} {
			if got := s.attachment("logs", name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	}, size(140, 40), heedless)
}
