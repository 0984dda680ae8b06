package form_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/ui/form"
	"oscope/ui/theme"
)

var plain = theme.New(true, colorprofile.ASCII)

// key is the message of a key by its name.
func key(name string) tea.KeyPressMsg {
	codes := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "backspace": {Code: tea.KeyBackspace}, "space": {Code: ' ', Text: " "},
	}
	if msg, ok := codes[name]; ok {
		return msg
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

// letters are the keys that write a text.
func letters(text string) []string { return strings.Split(text, "") }

func screen(f *form.Form, width, height int) string {
	return ansi.Strip(strings.Join(f.Lines(plain, width, height), "\n"))
}

// fixture is a form with a field of each kind; extra applies only when the way is
// "new".
type fixture struct {
	*form.Form
	source *form.Picker
	way    *form.Choice
	extra  *form.Text
}

func newFixture() *fixture {
	f := &fixture{
		source: form.NewPicker("Source"),
		way:    form.NewChoice("Way", form.Alternative{Value: "none", Says: "nothing"}, form.Alternative{Value: "new", Says: "something"}),
		extra: form.NewText("Extra", "3 letters", func(v string) string {
			if len(v) != 3 {
				return fmt.Sprintf("must be 3 letters (now %d)", len(v))
			}
			return ""
		}),
	}
	f.source.SetOptions([]form.Option{
		{Value: "1", Title: "alpha", Kind: "domain", Status: "✓ Active"},
		{Value: "2", Title: "beta", Kind: "domain", Status: "✗ Isolated", Obstacle: "is Isolated"},
		{Value: "3", Title: "gamma", Kind: "collection", Status: "◐ CREATING", Note: "will wait"},
	}, "There are none.")
	f.Form = form.New(
		func() []form.Field {
			if f.way.Value() == "new" {
				return []form.Field{f.source, f.way, f.extra}
			}
			return []form.Field{f.source, f.way}
		},
		func(_ *theme.Theme, width int) ([]string, string) {
			return []string{fmt.Sprintf("%-*s", width, "this will be done")}, fmt.Sprintf("%-*s", width, "Do it")
		})
	return f
}

func (f *fixture) press(keys ...string) (last form.Outcome) {
	for _, k := range keys {
		last = f.Key(key(k))
	}
	return last
}

func TestFillingIn(t *testing.T) {
	f := newFixture()
	if got := f.press("enter", "down", "enter"); got != form.Stay || f.Focused() != form.Field(f.extra) {
		t.Fatalf("%v, the focus is on %v\n%s", got, f.Focused(), screen(f.Form, 70, 20))
	}
	f.press(letters("abc")...)
	if got := f.press("enter"); got != form.Stay || !f.Reviewing() {
		t.Fatalf("%v\n%s", got, screen(f.Form, 70, 20))
	}
	if !strings.Contains(screen(f.Form, 70, 20), "this will be done") {
		t.Errorf("no review:\n%s", screen(f.Form, 70, 20))
	}
	if got := f.press("enter"); got != form.Submit {
		t.Errorf("enter on the review: %v", got)
	}
	if f.source.Value() != "1" || f.way.Value() != "new" || f.extra.Value() != "abc" {
		t.Errorf("%q %q %q", f.source.Value(), f.way.Value(), f.extra.Value())
	}
}

func TestAFormWithAProblemIsNotSubmitted(t *testing.T) {
	f := newFixture()
	f.Focus(nil)
	if got := f.press("enter"); got != form.Stay || f.Focused() != form.Field(f.source) {
		t.Errorf("%v, the focus is on %v", got, f.Focused())
	}
	if !strings.Contains(screen(f.Form, 70, 20), "pick one") {
		t.Errorf("the problem is not shown:\n%s", screen(f.Form, 70, 20))
	}
}

// A form that has just been opened finds no fault with what nobody has touched.
func TestAFreshFormDoesNotComplain(t *testing.T) {
	f := newFixture()
	f.FocusFirstOpen()
	if got := screen(f.Form, 70, 20); strings.Contains(got, "pick one") {
		t.Errorf("it complains:\n%s", got)
	}
}

func TestFieldsThatDoNotApplyAreSkipped(t *testing.T) {
	f := newFixture()
	f.press("enter", "tab")
	if !f.Reviewing() {
		t.Errorf("the focus is on %v", f.Focused())
	}
	f.press("shift+tab", "right", "tab")
	if f.Focused() != form.Field(f.extra) {
		t.Errorf("the focus is on %v", f.Focused())
	}
	f.press(letters("x")...)
	f.press("shift+tab", "left", "tab", "tab", "tab")
	if got := f.press("enter"); got != form.Submit {
		t.Errorf("the problem of a hidden field counts: %v\n%s", got, screen(f.Form, 70, 20))
	}
}

func TestFocusFirstOpen(t *testing.T) {
	f := newFixture()
	f.source.Pick("3")
	f.FocusFirstOpen()
	if !f.Reviewing() {
		t.Errorf("the focus is on %v", f.Focused())
	}
	f.way.Key(key("down"))
	f.FocusFirstOpen()
	if f.Focused() != form.Field(f.extra) {
		t.Errorf("the focus is on %v", f.Focused())
	}
}

func TestProblemsAreShownOnceAFieldWasLeft(t *testing.T) {
	f := newFixture()
	f.press("enter", "down", "tab")
	f.press(letters("ab")...)
	if got := screen(f.Form, 70, 20); strings.Contains(got, "must be 3 letters") {
		t.Errorf("it complains while somebody types for the first time:\n%s", got)
	}
	f.press("tab")
	if got := screen(f.Form, 70, 20); !strings.Contains(got, "✗ Extra") || !strings.Contains(got, "must be 3 letters (now 2)") {
		t.Errorf("the problem is not shown:\n%s", got)
	}
	f.press("shift+tab", "c", "tab")
	if got := screen(f.Form, 70, 20); !strings.Contains(got, "✓ Extra") {
		t.Errorf("the problem is still shown:\n%s", got)
	}
}

func TestRefuse(t *testing.T) {
	f := newFixture()
	f.press("enter", "down", "tab")
	f.press(letters("abc")...)
	f.press("tab")
	f.Refuse(f.extra, "is taken")
	if f.Focused() != form.Field(f.extra) || f.extra.Value() != "abc" || !strings.Contains(screen(f.Form, 70, 20), "is taken") {
		t.Errorf("after a refusal:\n%s", screen(f.Form, 70, 20))
	}
	f.press("backspace")
	if strings.Contains(screen(f.Form, 70, 20), "is taken") {
		t.Error("the refusal stays though the value is another")
	}
	f.press("d", "enter")
	if got := f.press("enter"); got != form.Submit {
		t.Errorf("%v", got)
	}
}

// The service complains of one thing at a time: what it said before is past.
func TestRefusalsDoNotPileUp(t *testing.T) {
	f := newFixture()
	f.press("enter", "down", "tab")
	f.press(letters("abc")...)
	f.Refuse(f.extra, "is taken")
	f.Refuse(f.source, "is busy")
	if got := screen(f.Form, 70, 20); !strings.Contains(got, "is busy") || strings.Contains(got, "is taken") {
		t.Errorf("after a second refusal:\n%s", got)
	}
	f.Focus(nil)
	if got := f.press("enter"); got != form.Submit || strings.Contains(screen(f.Form, 70, 20), "is busy") {
		t.Errorf("tried again (%v), the refusal of before stays:\n%s", got, screen(f.Form, 70, 20))
	}
}

func TestEscCancels(t *testing.T) {
	f := newFixture()
	if got := f.press("esc"); got != form.Cancel {
		t.Errorf("esc: %v", got)
	}
	f.press("a")
	if got := f.press("esc"); got != form.Stay {
		t.Errorf("esc with a filter typed: %v", got)
	}
	if got := f.press("esc"); got != form.Cancel {
		t.Errorf("esc after it: %v", got)
	}
}

func TestPicker(t *testing.T) {
	for _, test := range []struct {
		name string
		keys []string
		want string // the value picked
		says string // on the screen afterwards
	}{
		{"first", []string{"enter"}, "1", "alpha"},
		{"down past what cannot be picked", []string{"down", "down", "enter"}, "3", "gamma"},
		{"up at the top stays", []string{"up", "up", "enter"}, "1", ""},
		{"what cannot be picked", []string{"down", "enter"}, "", "beta: is Isolated"},
		{"page down", []string{"pgdown", "enter"}, "3", ""},
		{"page down and up", []string{"pgdown", "pgup", "enter"}, "1", ""},
		{"filter", append(letters("gam"), "enter"), "3", ""},
		{"filter by kind", append(letters("coll"), "enter"), "3", ""},
		{"filter by two words", append(letters("dom alp"), "enter"), "1", ""},
		{"filter by case", append(letters("GAMMA"), "enter"), "3", ""},
		{"filter aims at what can be picked", append(letters("a"), "enter"), "1", ""},
		{"nothing matches", append(letters("zzz"), "enter"), "", "Nothing matches."},
		{"nothing matches and back", append(letters("zzz"), "esc", "enter"), "1", ""},
		{"refusal forgotten", []string{"down", "enter", "up", "enter"}, "1", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture()
			f.press(test.keys...)
			if got := f.source.Value(); got != test.want {
				t.Errorf("picked %q, want %q", got, test.want)
			}
			if got := screen(f.Form, 70, 20); !strings.Contains(got, test.says) {
				t.Errorf("%q is not on the screen:\n%s", test.says, got)
			}
		})
	}
}

func TestPickerKeepsCursorAndChoiceWhenOptionsChange(t *testing.T) {
	f := newFixture()
	f.press("down", "down")
	options := []form.Option{{Value: "0", Title: "aardvark"}, {Value: "3", Title: "gamma"}, {Value: "1", Title: "alpha"}}
	f.source.SetOptions(options, "")
	f.press("enter")
	if got := f.source.Value(); got != "3" {
		t.Fatalf("picked %q", got)
	}
	options[1].Obstacle = "already attached"
	f.source.SetOptions(options, "")
	if got := f.source.Problem(); !strings.Contains(got, "already attached") {
		t.Errorf("problem %q", got)
	}
	f.source.SetOptions(options[:1], "")
	if got := f.source.Problem(); got == "" || f.source.Value() != "3" {
		t.Errorf("problem %q, value %q", got, f.source.Value())
	}
	f.source.SetOptions(nil, "Reading…")
	f.Focus(f.source)
	if got := screen(f.Form, 70, 20); !strings.Contains(got, "Reading…") {
		t.Errorf("an empty picker does not say why:\n%s", got)
	}
	f.press("enter", "down", "up", "pgdown", "pgup", "x", "esc") // no panic
}

func TestPickRefusesWhatCannotBePicked(t *testing.T) {
	f := newFixture()
	for _, value := range []string{"2", "unheard of", ""} {
		f.source.Pick(value)
		if got := f.source.Value(); got != "" {
			t.Errorf("picked %q", got)
		}
	}
}

func TestPaste(t *testing.T) {
	f := newFixture()
	f.Paste(tea.PasteMsg{Content: "gamma"})
	f.press("enter", "down", "tab")
	f.Paste(tea.PasteMsg{Content: "ab\nc"})
	if f.source.Value() != "3" || strings.Contains(f.extra.Value(), "\n") {
		t.Errorf("%q %q", f.source.Value(), f.extra.Value())
	}
	f.Focus(nil)
	f.Paste(tea.PasteMsg{Content: "nothing to paste it into"})
}

// Of whatever size, a form has exactly its lines, all of its width.
func TestFormOfAnySize(t *testing.T) {
	f := newFixture()
	f.press("enter", "down")
	var many []form.Option
	for i := range 200 {
		many = append(many, form.Option{Value: strconv.Itoa(i), Title: strings.Repeat("日本", i%20), Kind: "domain", Status: "✓ Active", Note: strings.Repeat("note ", i%9)})
	}
	f.source.SetOptions(many, "")
	for step := range 6 {
		for width := 20; width < 120; width += 3 {
			for height := 1; height < 40; height += 2 {
				lines := f.Lines(plain, width, height)
				if len(lines) != height {
					t.Fatalf("step %d, %d×%d: %d lines", step, width, height, len(lines))
				}
				for i, line := range lines {
					if w := ansi.StringWidth(line); w != width {
						t.Fatalf("step %d, %d×%d: line %d is %d columns wide: %q", step, width, height, i, w, line)
					}
				}
			}
		}
		f.press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
		for range step {
			f.press("tab")
		}
	}
}
