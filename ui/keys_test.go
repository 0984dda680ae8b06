package ui_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/ui"
	"oscope/ui/desk"
)

// keys gives keys to actions.
func keys(of map[string][]string) func(*setup) {
	return chosen(func(o *ui.Options) { o.Keys = of })
}

// The footer, the help, the palette and what texts say of keys show those in force, which
// act in the place of those that are declared.
func TestKeysInForce(t *testing.T) {
	t.Parallel()
	mine := keys(map[string][]string{"attach": {"ctrl+x", "&"}, "help": {"f2"}, "new": {"E"}, "note": {"N"}, "trouble": {}, "quit": {"Q"}})
	script(t, shop, func(s *session) {
		s.press("3")
		s.sees("ctrl+x attach", "f2 help", "Q quit")
		s.press("a")
		s.sees("a does nothing here · f2 help")
		s.press("&")
		s.sees("Attach a data source")
		s.press("N") // is text in a form, and copies no note
		s.seesNot("note")
		s.press("esc", "esc", "esc", "f2")
		s.sees("ctrl+x &", "N  ", "Q ctrl+c")
		s.seesNot("show only what needs attention")
		s.press("esc", "6")
		s.reads("Press E to make one.")
		s.press(":")
		s.Type("trouble")
		s.pass(time.Second)
		s.sees("trouble")
		s.press("enter")
		s.sees("needs attention")
	}, mine, size(120, 40))
}

// What a failure says to do is said with the keys in force.
func TestAdviceWithKeysInForce(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "ctrl+g")
		s.pass(2 * time.Second)
		s.reads("Ask for the action to be allowed, then press ctrl+g.")
	}, keys(map[string][]string{"refresh": {"ctrl+g"}}), failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultError, Code: "AccessDeniedException", Message: "no"}))
}

// A click on a hint is its key, whichever that is.
func TestClickOnAHintOfAChosenKey(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3")
		s.click("f5 attach")
		s.sees("Attach a data source")
	}, keys(map[string][]string{"attach": {"f5"}}))
}

// Each name stands for the same keys wherever it is declared: else a file that says what
// holds would say something else.
func TestActionsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	of := map[string][]string{}
	for _, x := range ui.Actions() {
		id := x.ID()
		if known, there := of[id]; there && !slices.Equal(known, x.Keys) && len(x.Keys) > 0 {
			t.Errorf("%s is %v, and %v elsewhere", id, known, x.Keys)
		}
		of[id] = x.Keys
	}
	if conflicts := desk.Conflicts(ui.Actions(), nil); len(conflicts) > 0 {
		t.Errorf("declared keys are in conflict: %v", conflicts)
	}
}

// No action is given a key that a page takes for itself, which would never come to it.
func TestKeysOfPagesAreFixed(t *testing.T) {
	t.Parallel()
	taken := ui.TakenByPages()
	if !slices.Contains(taken, "j") || !slices.Contains(taken, "h") {
		t.Fatalf("taken: %v", taken)
	}
	for _, key := range taken {
		if desk.CheckKey(key) == nil {
			t.Errorf("%s could be given to an action", key)
		}
	}
}

// Every key that can be given to an action is the one that is pressed.
func TestPress(t *testing.T) {
	t.Parallel()
	for _, key := range ui.AllKeys() {
		if msg, ok := desk.Press(key); !ok || msg.String() != key {
			t.Errorf("%s is %q, %v", key, msg.String(), ok)
		}
	}
	for _, tt := range []struct{ name, says string }{
		{"delte", `no key is called "delte"; delete?`},
		{"shift+a", `no key is called "shift+a"; with shift it is the character: "A"`},
		{"␣", `no key is called "␣"`},
		{"ctrl+", `no key is called "ctrl+"`},
		{"", "no key has an empty name"},
		{"abcd", `no key is called "abcd"; the keys are called a character`},
		{"enter", "enter opens and confirms; it cannot be given to an action"},
		{"esc", "esc goes back; it cannot"},
		{"ctrl+c", "ctrl+c quits"},
		{"ctrl+z", "ctrl+z suspends"},
		{"3", "3 goes to a view"},
		{"ctrl+i", "ctrl+i is enter, or tab, or esc to many terminals"},
	} {
		if err := desk.CheckKey(tt.name); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q: %v, want %q", tt.name, err, tt.says)
		}
	}
}

// A key that would mean two things is named with both.
func TestConflicts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		chosen map[string][]string
		says   []string
	}{
		{"a key of another", map[string][]string{"delete": {"d"}}, []string{"key d is both delete and detach", "key d is both delete and dissociate"}},
		{"one of several", map[string][]string{"new": {"E", "t"}}, []string{"key t is both new and tags"}},
		{"of every page", map[string][]string{"edit": {"P"}}, []string{"key P is both profiles and edit"}},
		{"two that are chosen", map[string][]string{"edit": {"E"}, "tags": {"E"}}, []string{"key E is both edit and tags"}},
		{"exchanged", map[string][]string{"delete": {"d"}, "detach": {"D"}, "dissociate": {"D"}}, nil},
		{"shared as declared", map[string][]string{"detach": {"X"}, "dissociate": {"X"}}, nil},
		{"taken away", map[string][]string{"delete": {"d"}, "detach": {}, "dissociate": {}}, nil},
		{"one that stays", map[string][]string{"open": {"b"}, "quit": {"Q"}}, nil},
	} {
		var says []string
		for _, c := range desk.Conflicts(ui.Actions(), tt.chosen) {
			says = append(says, c.Error.Error())
		}
		if !slices.Equal(says, tt.says) {
			t.Errorf("%s: %q, want %q", tt.name, says, tt.says)
		}
	}
}

// No screen shows the name of an action in the place of its key, whatever is open.
func TestNoActionInBraces(t *testing.T) {
	t.Parallel()
	braces := regexp.MustCompile(`\{[a-z]+(_[a-z]+)*\}`)
	for _, world := range []string{`{}`, shop} {
		for _, p := range ui.DeclaredPages() {
			script(t, world, func(s *session) {
				for _, key := range []string{"1", "?", ":", "!"} {
					s.press(p.Key, key)
					s.pass(time.Second)
					if left := braces.FindString(s.letters()); left != "" {
						t.Errorf("%s is on the screen:\n%s", left, s.Text())
					}
					s.press("esc", "esc")
				}
			}, failing(emulator.Fault{Operation: "ListIntegrations", Kind: emulator.FaultError, Code: "AccessDeniedException", Message: "no"}))
		}
	}
}

// Texts name actions, in braces, and not the keys with which those are declared.
func TestTextsNameActions(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`"[^"]*\b[Pp]ress [A-Za-z!@?*:](\s|[.,;)"])`)
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if says := named.Find(source); says != nil {
			t.Errorf("%s: %s", path, says)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
