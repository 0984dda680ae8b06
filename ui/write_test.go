package ui_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// everyWrite are the ways to change something, each up to the key that sends it.
var everyWrite = []struct {
	operation string
	world     string
	ready     func(*session)
}{
	{"AttachDataSource", shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
	}},
	{"DetachDataSource", shop, func(s *session) {
		s.openDetach()
		s.write("analytics")
	}},
	{"CreateApplication", shop, func(s *session) {
		s.press("2", "n")
		s.write("fresh")
		s.field("Review")
	}},
	{"UpdateApplication", office, func(s *session) {
		s.editing("metrics")
		s.field("Admin users")
		s.write("eve")
		s.field("Review")
	}},
	{"DeleteApplication", shop, func(s *session) {
		s.press("2", "D")
		s.write("console")
	}},
	{"PutDefaultApplicationSetting", shop, func(s *session) { s.press("2", "*") }},
	{"AddTags", tagged, func(s *session) {
		s.tagging()
		s.write("owner=me")
		s.press("enter")
		s.field("Review")
	}},
	{"CreatePackage", depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "readme")
		s.source("search-assets", "readme")
		s.field("Review")
	}},
	{"UpdatePackage", depot, func(s *session) {
		s.press(packages, "u")
		s.source("search-assets", "readme")
		s.field("Review")
	}},
	{"UpdatePackageScope", depot, func(s *session) {
		s.press(packages, "H")
		s.fill("Accounts", "111111111111")
		s.field("Review")
	}},
	{"DeletePackage", depot, func(s *session) {
		s.press(packages, "D")
		s.pass(time.Second)
		s.write("stopwords")
	}},
	{"AssociatePackage", fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("stopwords")
		s.press("tab")
		s.pick("search-b")
		s.toReview()
	}},
	{"AssociatePackages", fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("stopwords")
		s.write("synonyms")
		s.press("enter", "tab")
		s.pick("search-b")
		s.toReview()
	}},
	{"DissociatePackage", shelves(stopsOnA), func(s *session) {
		s.press(associationsView, "d")
		s.write("stopwords")
	}},
	{"DissociatePackages", shelves(synonymsOnA, stopsOnA), func(s *session) {
		s.press(associationsView, "space", "space", "d")
		s.write("dissociate 2")
	}},
	{"PutIntegration", accounts, func(s *session) {
		s.fillPut()
		s.toReview()
	}},
	{"DeleteIntegration", strings.Replace(logged(""), `"integrationName": "main",`, `"integrationName": "main", "dashboards": false,`, 1), func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.toReview()
	}},
}

// settled lets the world come to rest, so that two can be compared.
func (s *session) settled() emulator.World {
	s.pass(5 * time.Minute)
	return s.aws.World()
}

// A write ends in one of four ways, whatever sent it: done, refused, not sent, or
// unknown until it has been looked up, which it is by itself.
func TestEveryWriteEndsInOneOfFourWays(t *testing.T) {
	t.Parallel()
	for _, w := range everyWrite {
		t.Run(w.operation, func(t *testing.T) {
			t.Parallel()
			t.Run("refused", func(t *testing.T) {
				script(t, w.world, func(s *session) {
					w.ready(s)
					s.aws.SetFaults([]emulator.Fault{{Operation: w.operation, Kind: emulator.FaultDenied}})
					s.press("enter")
					s.pass(time.Second)
					s.reads("AccessDeniedException", "Ask for "+iamAction(w.operation)+" to be allowed, then press enter to send it again.")
					s.aws.SetFaults(nil)
					s.press("enter")
					s.pass(time.Second)
					s.seesNot("AccessDeniedException")
				}, size(120, 45), heedless)
			})
			t.Run("not sent", func(t *testing.T) {
				script(t, w.world, func(s *session) {
					w.ready(s)
					before := s.aws.World()
					s.wire.down.Store(true)
					s.press("enter")
					s.pass(20 * time.Second)
					s.reads("connection refused", "Nothing was sent.", "press enter to send it again")
					s.seesNot("looking it up")
					if n := s.calls(w.operation); n != 0 || !reflect.DeepEqual(before, s.aws.World()) {
						t.Errorf("%d calls arrived", n)
					}
					s.wire.down.Store(false)
					s.press("enter")
					s.pass(time.Minute) // the listings come back too
					s.seesNot("connection refused")
					if n := s.calls(w.operation); n != 1 {
						t.Errorf("%d calls arrived", n)
					}
				}, size(120, 45), heedless)
			})
			t.Run("lost on the way there", func(t *testing.T) {
				script(t, w.world, func(s *session) {
					w.ready(s)
					s.aws.SetFaults([]emulator.Fault{{Operation: w.operation, Kind: emulator.FaultReset}})
					s.press("enter")
					s.pass(30 * time.Second)
					s.reads("connection reset by peer", "shows that it was not done: it is safe to send it again (enter)")
					s.aws.SetFaults(nil)
					s.press("enter")
					s.pass(time.Second)
					s.seesNot("connection reset")
				}, size(120, 45), heedless)
			})
			t.Run("lost on the way back", func(t *testing.T) {
				var want emulator.World
				script(t, w.world, func(s *session) {
					w.ready(s)
					s.press("enter")
					want = s.settled()
				}, size(120, 45), heedless)
				script(t, w.world, func(s *session) {
					w.ready(s)
					s.aws.SetFaults([]emulator.Fault{{Operation: w.operation, Kind: emulator.FaultLost}})
					s.press("enter")
					s.WaitFor("it was done, although no answer came back")
					s.seesNot("connection reset", "Review")
					s.aws.SetFaults(nil)
					if got := s.settled(); kept(got) != kept(want) {
						t.Errorf("it has led to\n%s\nand not to\n%s", kept(got), kept(want))
					}
				}, size(120, 45), heedless)
			})
		})
	}
}

// kept is what of a world does not depend on when it was made.
func kept(w emulator.World) string {
	return fmt.Sprint(len(w.Applications), len(w.Attachments), len(w.Packages), len(w.Associations), len(w.Integrations), w.DefaultApplicationARN != "")
}

func iamAction(operation string) string {
	if strings.HasSuffix(operation, "Integration") {
		return "logs:" + operation
	}
	return "es:" + operation
}

// Whoever has gone on editing a form is not interrupted when it turns out that what was
// sent before has been done.
func TestFormThatIsEditedStaysOpen(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		s.aws.SetFaults([]emulator.Fault{
			{Operation: "AttachDataSource", Kind: emulator.FaultLost},
			{Operation: "ListDataSourceAttachments", Kind: emulator.FaultError},
		})
		s.press("enter")
		s.pass(20 * time.Second)
		s.reads("Whether it was done is not known")
		s.press("shift+tab", "down", "down")
		s.sees("● new")
		s.aws.SetFaults(nil)
		s.pass(time.Minute)
		s.sees("Attach a data source", "● new")
		s.review()
		s.reads("What was sent before has been done", "What has been changed since has not been sent.")
	}, size(120, 40))
}
