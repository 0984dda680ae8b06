package ui_test

import (
	"testing"
	"time"
)

// Two people edit one application. The second is shown what the first did before
// anything is overwritten.
func TestTwoEditOneApplication(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		choice  string
		mine    func(*session)
		enter   bool // what is typed is added to its list, not left in its line
		admins  string
		sources string
		updates int
	}{
		{
			name: "mine on top", choice: "mine on top", enter: true, updates: 2,
			admins: `["ben","olga","eve"] ["platform"]`, sources: "analytics payments",
		},
		{
			name: "mine on top, still in the line", choice: "mine on top", updates: 2,
			admins: `["ben","olga","eve"] ["platform"]`, sources: "analytics payments",
		},
		{
			name: "theirs", choice: "theirs", enter: true, updates: 1,
			admins: `["ben","olga"] ["platform"]`, sources: "analytics",
		},
		{
			name: "theirs, mine still in the line", choice: "theirs", updates: 1,
			admins: `["ben","olga"] ["platform"]`, sources: "analytics",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, office, func(s *session) {
				s.editing("metrics")
				s.pick("payments")
				s.field("Admin users")
				s.write("eve")
				if test.enter {
					s.press("enter")
				}

				other := s.beside(120, 40)
				other.editing("metrics")
				other.field("Admin users")
				other.press("backspace", "end", "ctrl+u", "backspace", "end", "ctrl+u")
				other.write("ben")
				other.press("enter")
				other.write("olga")
				other.submit()
				other.pass(20 * time.Second)
				other.atCursor("metrics", "✓ ACTIVE")

				s.submit()
				s.pass(time.Second)
				if got := s.calls("UpdateApplication"); got != 1 {
					t.Fatalf("%d updates before the conflict is settled", got)
				}
				s.sees("▸ Changed by")
				s.reads(
					"Somebody changed the application since this form was opened: + adds administrator olga; − removes administrator ana.",
					"Your changes: + adds data source "+payments+"; + adds administrator eve.",
				)
				s.choose("Changed by", test.choice)
				s.press("enter")
				s.sees("▸ Review")
				if test.choice == "theirs" {
					s.reads("Nothing has been changed yet.")
					s.seesNot("eve")
					s.press("enter")
					s.pass(time.Second)
					s.sees("Edit application metrics")
				} else {
					s.reads("+ adds data source "+payments, "+ adds administrator eve")
					s.seesNot("olga; ", "removes")
					s.press("enter")
					s.seesNot("Edit application")
				}
				s.pass(20 * time.Second)
				if got := s.admins("metrics"); got != test.admins {
					t.Errorf("administrators %s, want %s", got, test.admins)
				}
				if got := s.sources("metrics"); got != test.sources {
					t.Errorf("data sources %s, want %s", got, test.sources)
				}
				if got := s.calls("UpdateApplication"); got != test.updates {
					t.Errorf("%d updates", got)
				}
			}, size(120, 40))
		})
	}
}

// What two people change in different parts of an application does not conflict.
func TestTwoEditDifferentParts(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.pick("payments")
		other := s.beside(120, 40)
		other.editing("metrics")
		other.field("Admin users")
		other.write("olga")
		other.submit()
		other.pass(20 * time.Second)
		other.atCursor("metrics", "✓ ACTIVE")
		s.submit()
		s.seesNot("Edit application", "Changed by")
		s.pass(20 * time.Second)
		if got := s.admins("metrics"); got != `["ana","ben","olga"] ["platform"]` {
			t.Errorf("administrators %s", got)
		}
		if got := s.sources("metrics"); got != "analytics payments" {
			t.Errorf("data sources %s", got)
		}
	}, size(120, 40))
}
