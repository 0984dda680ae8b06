package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// openDetach stands on the attachment of analytics to metrics and opens the
// confirmation.
func (s *session) openDetach() {
	s.t.Helper()
	s.press("3", "G")
	s.atCursor("metrics", "analytics")
	s.press("d")
	s.sees("Detach a data source", "Detaches analytics → metrics.", "Type analytics to detach:")
}

func TestDetach(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.reads("The application loses the data source at once", "aws opensearch detach-data-source --id ", "--data-source-arn "+analytics)
		s.write("analytics")
		s.press("enter")
		s.seesNot("Detach a data source ─")
		s.sees("detached analytics → metrics", "Attachments · 1")
		if got := s.attachment("metrics", "analytics"); got != "" {
			t.Errorf("in the world the attachment is %s", got)
		}
		s.pass(time.Minute)
		s.sees("Attachments · 1")
		s.press("1")
		s.sees("analytics → metrics", "ATTACHED → gone")
	})
}

func TestDetachNeedsTheNameTyped(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "analytic", "analyticss", "metrics", "ANALYTICS", "ana lytics"} {
		t.Run(typed, func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.openDetach()
				s.write(typed)
				s.press("enter", "enter")
				s.sees("Detach a data source", "That is not the name.")
				s.press("esc")
				s.seesNot("Detach a data source")
				s.sees("Attachments · 2")
				if len(s.wire.writes()) != 0 {
					t.Error("it was detached")
				}
			})
		})
	}
}

// Keys that were on their way when the dialog opened do not confirm it.
func TestKeysInFlightDoNotDetach(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3", "G")
		s.Type("danalytics\r")
		s.pass(time.Second)
		s.sees("Detach a data source")
		if len(s.wire.writes()) != 0 {
			t.Error("it was detached")
		}
	})
	script(t, shop, func(s *session) {
		s.press("3", "G")
		s.Type("d")
		s.Paste("analytics")
		s.Type("\r")
		s.pass(time.Second)
		if len(s.wire.writes()) != 0 {
			t.Error("it was detached")
		}
	})
}

func TestDetachIsRefusedBeforehand(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, application, attachment, says string }{
		{"PENDING", "ACTIVE", "PENDING", "a PENDING attachment cannot be detached; wait until it has settled"},
		{"application is UPDATING", "UPDATING", "ATTACHED", "application metrics is UPDATING; detaching needs it ACTIVE"},
		{"application is FAILED", "FAILED", "ATTACHED", "application metrics is FAILED; detaching needs it ACTIVE"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, `{
				"applications": [{"name": "metrics", "status": "`+test.application+`"}],
				"domains": [{"DomainName": "analytics", "DomainProcessingStatus": "Modifying"}],
				"attachments": [{"id": "metrics", "dataSourceArn": "`+analytics+`", "status": "`+test.attachment+`"}]
			}`, func(s *session) {
				s.press("3", "d")
				s.sees(test.says)
				s.seesNot("Detach a data source")
			}, durations(emulator.Durations{ApplicationUpdate: time.Hour, DomainModify: time.Hour}))
		})
	}
	t.Run("nothing is selected", func(t *testing.T) {
		script(t, `{}`, func(s *session) {
			s.press("3", "d")
			s.sees("nothing is selected")
			s.seesNot("Detach a data source")
		})
	})
}

// The state may change between the look and the call: then the service refuses.
func TestDetachIsRefusedByTheService(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.aws.SetFaults([]emulator.Fault{{
			Operation: "DetachDataSource", Kind: emulator.FaultError, Code: "ConflictException", Status: 409,
			Message: "Application metrics is UPDATING.", Times: 1,
		}})
		s.write("analytics")
		s.press("enter")
		s.sees("Detach a data source", "› analytics")
		s.reads("ConflictException: Application metrics is UPDATING.", "(request ", "Something that exists or is under way forbids this now")
		s.press("enter")
		s.sees("detached analytics → metrics", "Attachments · 1")
	})
}

// A detach is not sent twice when its outcome is not known.
func TestDetachIsNotRetriedBlindly(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.aws.SetFaults([]emulator.Fault{{Operation: "DetachDataSource", Kind: emulator.FaultReset}})
		s.write("analytics")
		s.press("enter")
		s.pass(30 * time.Second)
		s.reads("connection reset by peer")
		if got := len(s.wire.writes()); got != 1 {
			t.Errorf("it was sent %d times", got)
		}
		s.press("esc")
		s.seesNot("Detach a data source")
	})
}

// Somebody else has detached it while the dialog was open.
func TestDetachOfWhatIsGone(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		w := s.aws.World()
		w.Attachments = w.Attachments[:1]
		s.aws.SetWorld(w)
		s.pass(time.Minute)
		s.sees("Detaches analytics → metrics.") // still the one that was meant
		s.write("analytics")
		s.press("enter")
		s.reads("ResourceNotFoundException", "It is not there any more, so nothing is left to do")
		s.press("esc")
		s.sees("Attachments · 1")
	})
}

func TestSlowDetachIsSentOnce(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.aws.SetFaults([]emulator.Fault{{Operation: "DetachDataSource", Kind: emulator.FaultLatency, Latency: 5 * time.Second}})
		s.write("analytics")
		s.press("enter")
		s.sees("Sending…", "esc stop waiting")
		s.press("enter", "enter")
		s.pass(6 * time.Second)
		s.sees("detached analytics → metrics")
		if got := len(s.wire.writes()); got != 1 {
			t.Errorf("it was sent %d times", got)
		}
	})
}

func TestDetachOfACollectionAsksForItsName(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "metrics"}],
		"collections": [{"name": "vectors", "id": "abc123"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "arn:aws:aoss:us-east-1:123456789012:collection/abc123"}]
	}`, func(s *session) {
		s.press("3", "d")
		s.sees("Type vectors to detach:")
		s.write("vectors")
		s.press("enter")
		s.sees("detached vectors → metrics")
		if n := len(s.aws.World().Attachments); n != 0 || !strings.HasPrefix(s.header(), " oscope") {
			t.Errorf("%d attachments", n)
		}
	})
}

// A space that slipped in before or behind the name is no other name.
func TestDetachIgnoresSpacesAroundTheName(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openDetach()
		s.write(" analytics ")
		s.press("enter")
		s.sees("detached analytics → metrics", "Attachments · 1")
	})
}

// All marked rows are detached at once; what is refused can be tried again alone.
func TestDetachTheMarked(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3", "g", "space", "space", "d")
		s.sees("Detach data sources", "Detaches analytics → metrics.", "Detaches payments → logs.", "Type detach 2 to detach:")
		s.write("analytics")
		s.press("enter")
		s.sees("That is not the name.")
		s.press("end", "ctrl+u")
		s.write("detach 2 ")
		s.aws.SetFaults([]emulator.Fault{{
			Operation: "DetachDataSource", Kind: emulator.FaultError, Code: "ConflictException", Status: 409, Message: "Not now.", Times: 1,
		}})
		s.press("enter")
		s.pass(time.Second)
		s.sees("─ Detaching", "1 of 2 accepted, 1 refused. R sends again what was not done", "Not now.")
		s.press("R")
		s.pass(time.Second)
		s.sees("2 of 2 accepted")
		s.press("esc")
		s.sees("No data source is attached to any application yet.")
		if n := len(s.wire.writes()); n != 3 || len(s.aws.World().Attachments) != 0 {
			t.Errorf("%d calls", n)
		}
	}, size(120, 35))
}

// One of the marked that cannot be detached stops them all, before a name is asked
// for.
func TestDetachTheMarkedIsRefusedBeforehand(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "metrics"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments", "DomainProcessingStatus": "Creating"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "`+analytics+`"}, {"id": "metrics", "dataSourceArn": "`+payments+`", "status": "PENDING"}]
	}`, func(s *session) {
		s.press("3", "g", "space", "space", "d")
		s.sees("a PENDING attachment cannot be detached")
		s.seesNot("Detach data sources")
	}, size(120, 35), durations(emulator.Durations{DomainCreate: time.Hour}))
}

// What is detached can all be read, however much it is, before its number is typed.
func TestDetachManyCanBeRead(t *testing.T) {
	t.Parallel()
	var attachments, domains []string
	for i := range 20 {
		name := fmt.Sprintf("source-%02d", i)
		domains = append(domains, fmt.Sprintf(`{"DomainName": %q}`, name))
		attachments = append(attachments, fmt.Sprintf(`{"id": "metrics", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/%s"}`, name))
	}
	world := `{"applications": [{"name": "metrics"}], "domains": [` + strings.Join(domains, ",") + `], "attachments": [` + strings.Join(attachments, ",") + `]}`
	script(t, world, func(s *session) {
		s.press("3", "g")
		for range 20 {
			s.press("space")
		}
		s.press("d")
		screens := []string{s.Text()}
		for range 12 {
			s.press("pgdown")
			screens = append(screens, s.Text())
		}
		seen := strings.Join(screens, "\n")
		for i := range 20 {
			if name := fmt.Sprintf("Detaches source-%02d", i); !strings.Contains(seen, name) {
				t.Errorf("%q is never on the screen", name)
			}
		}
		s.sees("Type detach 20 to detach:")
	})
}
