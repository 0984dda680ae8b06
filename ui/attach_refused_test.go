package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// A key that was on its way when a form opened does not confirm it.
func TestKeyInFlightDoesNotRetry(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs"}], "domains": [{"DomainName": "analytics"}],
		"attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`", "status": "FAILED"}]
	}`, func(s *session) {
		s.press("3")
		s.Type("R\r")
		s.pass(time.Second)
		if len(s.wire.writes()) != 0 {
			t.Error("an enter that came with the R has confirmed the form")
		}
	})
}

// What the service refuses, or never answers, comes back to the form: with what
// it said, its code and its request id, every value kept, and the same client
// token in the next attempt.
func TestRefusedAttach(t *testing.T) {
	t.Parallel()
	const times = 3 // attempts of the SDK
	for _, test := range []struct {
		name  string
		fault emulator.Fault
		reads []string
		id    bool // a request id
		field string
	}{
		{
			name:  "conflict",
			fault: emulator.Fault{Kind: emulator.FaultError, Code: "ConflictException", Status: 409, Message: "Application logs is being updated."},
			reads: []string{"ConflictException: Application logs is being updated.", "Something that exists or is under way forbids this now"}, id: true,
		},
		{
			name: "validation of a member",
			fault: emulator.Fault{
				Kind: emulator.FaultError, Code: "ValidationException", Status: 400,
				Message: "1 validation error detected: Value 'Blue' at 'workspaceConfiguration.name' failed to satisfy constraint: Member must be another",
			},
			reads: []string{"ValidationException", "Member must be another"}, id: true, field: "Name",
		},
		{
			name:  "validation of nothing in particular",
			fault: emulator.Fault{Kind: emulator.FaultError, Code: "ValidationException", Status: 400, Message: "Not like that."},
			reads: []string{"ValidationException: Not like that."}, id: true,
		},
		{
			name:  "access denied",
			fault: emulator.Fault{Kind: emulator.FaultDenied},
			reads: []string{"AccessDeniedException", "not authorized to perform: es:AttachDataSource", "lack the permission"}, id: true,
		},
		{
			name:  "throttled",
			fault: emulator.Fault{Kind: emulator.FaultThrottle},
			reads: []string{"ThrottlingException: Rate exceeded"}, id: true,
		},
		{
			name:  "internal error",
			fault: emulator.Fault{Kind: emulator.FaultError},
			reads: []string{"InternalException: Request processing failed"}, id: true,
		},
		{
			name:  "network reset",
			fault: emulator.Fault{Kind: emulator.FaultReset},
			reads: []string{"connection reset by peer", "shows that it was not done: it is safe to send it again (enter)"},
		},
		{
			name:  "expired credentials",
			fault: emulator.Fault{Kind: emulator.FaultExpired},
			reads: []string{"ExpiredTokenException", "Renew them"}, id: true,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, shop, func(s *session) {
				test.fault.Operation, test.fault.Times = "AttachDataSource", times
				s.aws.SetFaults([]emulator.Fault{test.fault})
				s.openAttach("analytics")
				s.pick("logs")
				s.press("tab", "down", "down", "enter")
				s.write("Blue")
				s.press("enter", "enter")
				s.sees("▸ Review")
				s.press("enter")
				s.pass(20 * time.Second) // the SDK tries three times
				s.aws.SetFaults(nil)
				if test.field != "" {
					s.sees("▸ " + test.field)
					s.reads(test.reads[len(test.reads)-1])
					s.review()
				}
				s.sees("▸ Review")
				s.reads("✓ Application logs", "✓ Data source analytics", "✓ Workspace new", "Name Blue")
				s.reads(test.reads...)
				if test.id {
					s.reads("(request ")
				}
				s.sees(" Attach  press enter")
				if got := s.attachment("logs", "analytics"); got != "" {
					t.Fatalf("the attachment is %s", got)
				}

				// It is in the log of errors too.
				s.press("enter")
				s.pass(time.Second)
				s.seesNot("Attach a data source ─")
				s.atCursor("analytics", "✓ ATTACHED")
				s.press("!")
				s.sees("AttachDataSource")

				writes := s.wire.writes()
				first, last := writes[0].members, writes[len(writes)-1].members
				if !equalJSON(first, last) {
					t.Errorf("sent first %v\nand last %v", first, last)
				}
			}, size(formSize, 40))
		})
	}
}

// The request was carried out, only its answer was not readable: the operator
// reads what went wrong, and is not left with a form that cannot be sent.
func TestAttachWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.FaultHTML, emulator.FaultTruncate} {
		t.Run(string(kind), func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: kind, Times: 3}})
				s.openAttach("analytics")
				s.pick("logs")
				s.review()
				s.press("enter")
				s.pass(20 * time.Second)
				s.seesNot("Attach a data source ─")
				s.press("!")
				s.reads("the answer is not one of the service's", "a proxy or a portal")
				s.press("esc", "3")
				s.line("logs", "analytics", "✓ ATTACHED")
			}, size(formSize, 40))
		})
	}
}

// On the smallest of usual terminals what went wrong and the way on fit too.
func TestRefusedAttachAtEightyByTwentyFour(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultDenied}})
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "down", "enter")
		s.write("Blue")
		s.press("enter", "enter", "enter")
		s.pass(20 * time.Second)
		s.reads("AccessDeniedException", "es:AttachDataSource", "(request ")
		s.sees(" Attach  press enter")
	})
}

func TestSlowAttachCanBeGivenUp(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultLatency, Latency: 20 * time.Second}})
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		s.press("enter")
		s.sees("Sending…", "esc stop waiting")
		s.press("enter", "enter", "x") // nothing is sent twice
		s.press("esc")
		s.seesNot("Sending…")
		s.reads("Whether it was done is not known")
		s.sees("▸ Review", "logs", "analytics")
		if got := len(s.wire.writes()); got != 1 {
			t.Errorf("%d writes", got)
		}
	})
}

// What would only fail again is not tried again.
func TestRetryOfWhatWouldFailAgain(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs"}], "domains": [{"DomainName": "orders", "EngineVersion": "Elasticsearch_7.10"}],
		"attachments": [{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/orders", "status": "FAILED"}]
	}`, func(s *session) {
		s.press("3", "R")
		s.sees("it would fail again: orders ")
		s.seesNot("Attach a data source")
	}, size(120, 35))
}
