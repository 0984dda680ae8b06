package ui_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/awsclient/emulator"
)

// evil does what a terminal must not be made to do: colours, a title, the
// clipboard, the bell, a clear screen, a hyperlink, overprinting.
const evil = "\x1b[31mred\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x07\x1b[2J\x1b]8;;http://evil\x1b\\x\r\n\u202egnp\u009b5mZ"

// quoted is text as it stands inside a JSON string.
func quoted(text string) string {
	encoded, _ := json.Marshal(text) // a string always can be
	return strings.Trim(string(encoded), `"`)
}

// ownTitle is a title without anything that comes from outside.
var ownTitle = regexp.MustCompile(`^(\d+ (in flight|failed) · )*oscope$`)

var ownLinks = regexp.MustCompile(`\x1b\]8;;https://us-east-1\.console\.aws\.amazon\.com/aos/home\?region=us-east-1#opensearch/[A-Za-z0-9/%._~-]*\x07|\x1b\]8;;\x07`)

// unharmed fails the test if something of evil has reached the terminal.
func (s *session) unharmed() {
	s.t.Helper()
	if got := s.Title(); !ownTitle.MatchString(got) {
		s.t.Errorf("the title is %q", got)
	}
	if got := s.Clipboard(); got != "" {
		s.t.Errorf("the clipboard holds %q", got)
	}
	if got := s.Bells(); got != 0 {
		s.t.Errorf("the bell has rung %d times", got)
	}
	// The only links are oscope's own, to the console of AWS, with nothing in them that
	// has not been escaped.
	if screen := ownLinks.ReplaceAllString(s.ANSI(), ""); strings.Contains(screen, "\x1b]8;") || strings.Contains(screen, "\u202e") {
		s.t.Errorf("it reached the screen:\n%q", screen)
	}
	s.aligned()
}

// aligned fails the test unless each row between the tabs and the footer is
// closed by a border in the last column, or that of a dialog in its own.
func (s *session) aligned() {
	s.t.Helper()
	if inside, dialog := framed(s.Text()); dialog {
		for _, line := range inside {
			if ansi.StringWidth(line) != ansi.StringWidth(inside[0]) {
				s.t.Errorf("a row is not closed in the column of %q: %q", inside[0], line)
			}
		}
		return
	}
	lines := strings.Split(s.Text(), "\n")
	width := 0
	for _, line := range lines {
		width = max(width, ansi.StringWidth(line))
	}
	for i, line := range lines[2 : len(lines)-1] {
		if ansi.StringWidth(line) != width || !strings.ContainsAny(line[len(line)-3:], "│╮╯") {
			s.t.Errorf("row %d is not closed in column %d: %q", i+3, width, line)
		}
	}
}

func TestControlCharactersFromAWSAreMadeVisible(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs", "endpoint": "`+quoted(evil)+`", "appConfigs": [{"key": "k`+quoted(evil)+`", "value": "`+quoted(evil)+`"}]}],
		"collections": [{
			"name": "vectors", "status": "FAILED",
			"description": "`+quoted(evil)+`", "failureMessage": "`+quoted(evil)+`", "failureCode": "`+quoted(evil)+`"
		}]
	}`, func(s *session) {
		s.sees("␛[31mred")
		s.unharmed()
		for _, keys := range [][]string{{"2"}, {"enter"}, {"G"}, {"esc", dataSources}, {"enter"}, {"esc", "a"}, {"esc", "esc", "/"}} {
			s.press(keys...)
			s.pass(time.Second)
			s.unharmed()
		}
		s.press("esc", "enter")
		s.sees("␛[31mred")
	}, size(140, 40))
}

// The service's rules for names are not to be relied on.
func TestControlCharactersInNames(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "console", "status": "CREATING"}, {"name": "logs"}],
		"domains": [{"DomainName": "analytics"}],
		"attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`"}]
	}`, func(s *session) {
		s.unharmed()
		for _, view := range []string{"2", "3", dataSources, "1"} {
			s.press(view)
			s.pass(time.Second)
			s.unharmed()
		}
		s.WaitFor("is ACTIVE after") // a toast
		s.unharmed()
		s.press("3", "a")
		s.pass(time.Second)
		s.unharmed()
		s.press("esc", "esc", "d")
		s.pass(time.Second)
		s.sees("Detach a data source")
		s.unharmed()
		w := s.aws.World()
		w.Applications = append(w.Applications, emulator.Application{Name: "console-two", Status: "CREATING"})
		s.aws.SetWorld(w)
		s.press("esc", "1", "r")
		s.pass(time.Second)
		s.Blur()
		s.pass(10 * time.Minute)
		notifications := s.Notifications()
		if len(notifications) == 0 {
			t.Fatal("no notification was sent")
		}
		for _, notification := range notifications {
			if strings.ContainsAny(notification, "\x1b\x07\r\n\u202e\u009b") || !strings.Contains(notification, "␛[31mred") {
				t.Errorf("notification %q", notification)
			}
		}
		s.aws.SetWorld(emulator.World{})
		s.pass(10 * time.Minute)
		s.unharmed()
	}, size(140, 40), func(o *setup) {
		o.edit = func(_ string, answer []byte) []byte {
			for _, name := range []string{"console", "logs", "console-two"} {
				answer = bytes.ReplaceAll(answer, []byte(`"name":"`+name+`"`), []byte(`"name":"`+name+quoted(evil)+`"`))
			}
			return answer
		}
	})
}

func TestControlCharactersInErrors(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.unharmed()
		for _, keys := range [][]string{{"2"}, {"!"}} {
			s.press(keys...)
			s.sees("␛[31mred")
			s.unharmed()
		}
		s.press("esc", "a")
		s.unharmed()
	}, size(140, 40), failing(emulator.Fault{
		Operation: "*", Kind: emulator.FaultError, Code: "OddException", Status: 400, Message: evil,
	}))
}

func TestClipboard(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press(dataSources, "y")
		if got := s.Clipboard(); got != analytics {
			t.Errorf("the clipboard holds %q", got)
		}
		s.sees("the ARN sent to the clipboard")
		s.press("Y")
		var domain struct {
			DomainName, EngineVersion, DomainProcessingStatus string
		}
		if err := json.Unmarshal([]byte(s.Clipboard()), &domain); err != nil {
			t.Fatalf("%v\n%s", err, s.Clipboard())
		}
		if domain.DomainName != "analytics" || domain.EngineVersion != "OpenSearch_2.19" || domain.DomainProcessingStatus != "Active" {
			t.Errorf("the clipboard holds\n%s", s.Clipboard())
		}
		s.press("a")
		s.pick("logs")
		s.review()
		s.press("y")
		if got := s.Clipboard(); !strings.HasPrefix(got, "aws opensearch attach-data-source --id ") || !strings.HasSuffix(got, " --data-source-arn "+analytics+" --region us-east-1") {
			t.Errorf("the clipboard holds %q", got)
		}
	})
}

func TestClipboardOfUntrustedText(t *testing.T) {
	t.Parallel()
	script(t, `{"collections": [{"name": "vectors", "description": "`+quoted(evil)+`"}]}`, func(s *session) {
		s.press(dataSources, "Y")
		if got := s.Clipboard(); got == "" || strings.ContainsAny(got, "\x1b\x07\r\u202e\u009b") {
			t.Errorf("the clipboard holds %q", got)
		}
	})
}

func TestWideCharacters(t *testing.T) {
	t.Parallel()
	const description = "検索用のベクトルコレクション。製品カタログの類似検索に使います。👩‍👩‍👧 ｶﾀｶﾅ é ﷽"
	script(t, `{"collections": [{"name": "vectors", "status": "FAILED", "description": "`+description+`", "failureMessage": "`+description+`"}]}`, func(s *session) {
		for width := 60; width < 180; width += 7 {
			s.Resize(width, 30)
			s.press("1")
			s.aligned()
			s.press(dataSources)
			s.aligned()
			s.press("enter")
			s.reads("検索用のベクトルコレクション。")
			s.aligned()
			s.press("esc")
		}
	})
}

var (
	reversed = regexp.MustCompile(`\x1b\[([0-9]+;)*7[;m]`)
	coloured = regexp.MustCompile(`\x1b\[([0-9]+;)*([34][0-8]|9[0-7]|10[0-7])[;m]`)
)

// Under NO_COLOR the cursor is reversed, and each state has its glyph and word.
func TestWithoutColourTheCursorShows(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		for _, view := range []string{"1", dataSources} {
			s.press(view)
			s.atCursor("")
			for line := range strings.SplitSeq(s.ANSI(), "\n") {
				if strings.Contains(ansi.Strip(line), "▌") && !reversed.MatchString(line) {
					t.Errorf("view %s: the cursor's row is not reversed: %q", view, line)
				}
				if coloured.MatchString(line) {
					t.Errorf("view %s has colour: %q", view, line)
				}
			}
		}
		s.sees("✓ Active", "◐ Creating", "✗ FAILED")
	}, profile(colorprofile.ASCII), stuck)
}

// The glyphs in ASCII are other ones, that are told apart.
func TestASCIIGlyphs(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources)
		s.sees("+ Active", "~ Creating", "! FAILED", ">  audit")
		s.press("s")
		s.sees("NAME ^")
		s.seesNot("✓", "◐", "✗", "▌", "▲")
	}, stuck, func(o *setup) { o.ascii = true })
}
