package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// A new workspace with a long name makes a long review: its button stays in sight.
func TestReviewFitsAtEightyByTwentyFour(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "down", "enter")
		s.write("A workspace with forty characters in it.")
		s.press("backspace", "enter", "enter")
		s.sees("▸ Review", " Attach  press enter")
	})
}

// A form that is open does not keep data from arriving (mistake 3), and data
// that arrives does not disturb the form.
func TestFormAndDataDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "console", "status": "CREATING"}, {"name": "logs"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}]
	}`, func(s *session) {
		s.press("2", "j", "a")
		s.write("pay")
		s.atCursorOfPicker("payments")
		s.sees("Apps 2 ◐1")
		s.pass(40 * time.Second) // console becomes ACTIVE
		s.atCursorOfPicker("payments")
		s.sees("/ pay")
		s.press("shift+tab")
		s.line("console", "✓ ACTIVE")
		s.press("tab", "esc", "esc", "esc")
		s.line("console", "✓ ACTIVE")
	}, size(120, 35))
}

// The thing that was picked goes while the form is open.
func TestPickedApplicationVanishes(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		w := s.aws.World()
		w.Attachments = w.Attachments[1:]
		w.Applications = []emulator.Application{w.Applications[0], w.Applications[2]}
		s.aws.SetWorld(w)
		s.pass(6 * time.Minute)
		s.reads("what was picked does not exist any more")
		s.press("enter")
		s.sees("▸ Application")
		if len(s.wire.writes()) != 0 {
			t.Error("something was sent")
		}
	})
}

func TestEscWithValuesAsksFirst(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.press("esc") // nothing was typed: nothing to lose
		s.seesNot("Attach a data source")

		s.press("a")
		s.pick("logs")
		s.press("esc")
		s.reads("Throw these values away? esc again leaves, any other key stays.")
		s.press("x")
		s.seesNot("Throw these values away")
		s.sees("▸ Data source") // where it was asked
		s.reads("✓ Application logs", "Data source analytics")
		s.press("esc")
		s.reads("Throw these values away?")
		s.press("esc")
		s.seesNot("Attach a data source")
		s.sees("Data sources · 1 of 4")
	})
}

func TestAttachTwoFormsHaveTwoTokens(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		for _, source := range []string{"analytics", "payments"} {
			s.openAttach(source)
			s.pick("console")
			s.review()
			s.press("enter")
			s.sees("attached " + source + " → console")
		}
		writes := s.wire.writes()
		if len(writes) != 2 || writes[0].members["clientToken"] == writes[1].members["clientToken"] {
			t.Errorf("sent %v", writes)
		}
	})
}

func TestPastedWorkspaceName(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.Paste("logs\n")
		s.pass(time.Second)
		s.atCursorOfPicker("logs")
		s.sees("▸ Application") // a line break that is pasted does not choose
		s.press("enter", "tab", "down", "down", "tab")
		s.Paste("Blue\x1b[31m team\n")
		s.pass(time.Second)
		s.sees("▸ Name")
		if got := s.ANSI(); got == "" {
			t.Error("nothing is drawn")
		}
		s.seesNot("\x1b")
	})
}

// Two presses of ctrl+c quit; the first asks, since values have been typed.
func TestCtrlCWithValuesAsksFirst(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.write("lo")
		s.press("ctrl+c")
		s.sees("press ctrl+c again to quit")
		s.reads("Throw these values away?")
		s.press("x")
		s.sees("▸ Application", "/ lo")
		s.press("ctrl+c")
		if s.Exited() {
			t.Fatal("the second question was not asked")
		}
		s.Press("ctrl+c")
		if err := s.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}
