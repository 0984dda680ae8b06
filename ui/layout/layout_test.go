package layout_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

const red = theme.Style("\x1b[31m")

func TestLine(t *testing.T) {
	for _, test := range []struct {
		name  string
		width int
		build func(*layout.Line)
		want  string
	}{
		{"empty", 3, func(*layout.Line) {}, "   "},
		{"no width", 0, func(l *layout.Line) { l.Add("", "abc").Skip(2).Right("", "x") }, ""},
		{"negative width", -4, func(l *layout.Line) { l.Add("", "abc") }, ""},
		{"text and padding", 6, func(l *layout.Line) { l.Add("", "abc") }, "abc   "},
		{"cut", 4, func(l *layout.Line) { l.Add("", "abcdef") }, "abc…"},
		{"cut in a field", 8, func(l *layout.Line) { l.AddIn("", "abcdef", 5, text.Middle).Add("", "x") }, "ab…efx  "},
		{"field wider than the rest", 4, func(l *layout.Line) { l.AddIn("", "ab", 9, text.End) }, "ab  "},
		{"wide characters", 5, func(l *layout.Line) { l.Add("", "日本語") }, "日本…"},
		{"wide character at the edge", 4, func(l *layout.Line) { l.Add("", "日本語") }, "日… "},
		{"right", 6, func(l *layout.Line) { l.Add("", "ab").Right("", "cd") }, "ab  cd"},
		{"right without room", 3, func(l *layout.Line) { l.Add("", "ab").Right("", "cd") }, "ab "},
		{"right line", 6, func(l *layout.Line) { l.Add("", "ab").RightLine(layout.NewLine(2).Add("", "cd")) }, "ab  cd"},
		{"skip beyond the end", 3, func(l *layout.Line) { l.Add("", "a").Skip(9).Add("", "b") }, "a  "},
		{"skip back", 3, func(l *layout.Line) { l.Add("", "a").Skip(-9).Add("", "b") }, "ab "},
		{"untrusted", 9, func(l *layout.Line) { l.Add("", "a\x1b[31mb\n") }, "a␛[31mb␊ "},
		{"styled", 4, func(l *layout.Line) { l.Styled("\x1b[1mabcdef\x1b[m") }, "abcd"},
	} {
		t.Run(test.name, func(t *testing.T) {
			line := layout.NewLine(test.width)
			test.build(line)
			if got := ansi.Strip(line.String()); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if line.Room() != 0 || line.Used() != max(test.width, 0) {
				t.Errorf("room %d, used %d", line.Room(), line.Used())
			}
		})
	}
}

func TestLineEndsItsStyles(t *testing.T) {
	got := layout.NewLine(8).Add(red, "ab").Add("", "cd").String()
	if want := "\x1b[31mab\x1b[mcd    "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// rows are the rows of a block of a height.
func rows(b layout.Block, height int) []string {
	var all []string
	for y := range height {
		var row strings.Builder
		b.WriteRow(&row, y)
		all = append(all, row.String())
	}
	return all
}

func TestBox(t *testing.T) {
	for _, test := range []struct {
		name string
		box  layout.Box
		want string
	}{
		{"bare", layout.Box{Width: 6, Height: 3}, "╭────╮\n│    │\n╰────╯"},
		{"titled", layout.Box{Width: 12, Height: 3, Title: "Logs", Body: []string{"0123456789"}}, "╭─ Logs ───╮\n│0123456789│\n╰──────────╯"},
		{"with a note", layout.Box{Width: 20, Height: 2, Title: "Logs", Note: "3/9"}, "╭─ Logs ───── 3/9 ─╮\n╰──────────────────╯"},
		{"the note gives way", layout.Box{Width: 16, Height: 2, Title: "Applications", Note: "reading…"}, "╭─ Applicatio… ╮\n╰──────────────╯"},
		{"wide title", layout.Box{Width: 10, Height: 2, Title: "日本語"}, "╭─ 日本… ╮\n╰────────╯"},
		{"untrusted title", layout.Box{Width: 12, Height: 2, Title: "a\x1b]0;b\x07"}, "╭─ a␛]0;b␇ ╮\n╰──────────╯"},
		{"more body than room", layout.Box{Width: 4, Height: 3, Body: []string{"aa", "bb", "cc"}}, "╭──╮\n│aa│\n╰──╯"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(test.box.Lines(), "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// Of whatever size, a box has rows of its width.
func TestBoxOfAnySize(t *testing.T) {
	for width := range 40 {
		for height := range 6 {
			box := layout.Box{Width: width, Height: height, Title: "A title 日本", Note: "a note", TitleStyle: red, NoteStyle: red, Border: red}
			for y, row := range rows(&box, height) {
				if w := ansi.StringWidth(row); w != width {
					t.Fatalf("%d×%d: row %d is %d columns wide: %q", width, height, y, w, row)
				}
			}
		}
	}
}

func TestWideBox(t *testing.T) {
	box := layout.Box{Width: 500, Height: 2}
	if w := ansi.StringWidth(box.Lines()[0]); w != 500 {
		t.Errorf("%d columns", w)
	}
}

func TestStack(t *testing.T) {
	stack := layout.Stack{{Width: 4, Height: 3, Body: []string{"aa"}}, {Width: 4, Height: 2}}
	want := "╭──╮\n│aa│\n╰──╯\n╭──╮\n╰──╯\n"
	if got := strings.Join(rows(stack, 6), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOverlay(t *testing.T) {
	for _, test := range []struct {
		name  string
		lines []string
		x, y  int
		want  string
	}{
		{"inside", []string{"XX", "YY"}, 1, 1, "abcd\neXXh\niYYl"},
		{"above and below", []string{"XX", "YY"}, 1, -1, "aYYd\nefgh\nijkl"},
		{"below the end", []string{"XX", "YY"}, 1, 2, "abcd\nefgh\niXXl"},
		{"over the edge", []string{"XX"}, 3, 0, "abcXX\nefgh\nijkl"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen := []string{"abcd", "efgh", "ijkl"}
			layout.Overlay(screen, test.lines, test.x, test.y, 2)
			if got := ansi.Strip(strings.Join(screen, "\n")); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestOverlayKeepsStylesApart(t *testing.T) {
	screen := []string{"\x1b[31mabcdef\x1b[m"}
	layout.Overlay(screen, []string{"XX"}, 2, 0, 2)
	if got := ansi.Strip(screen[0]); got != "abXXef" {
		t.Errorf("%q", got)
	}
	// What lies over a red line is not red, and what goes on behind it is.
	before, after, _ := strings.Cut(screen[0], "XX")
	if !strings.HasSuffix(before, "\x1b[m") || !strings.Contains(after, "31m") {
		t.Errorf("%q", screen[0])
	}
}

func TestFill(t *testing.T) {
	given := []string{"ab", "cd"}
	for height, want := range []string{"", "ab", "ab|cd", "ab|cd|  "} {
		if got := strings.Join(layout.Fill(given, 2, height), "|"); got != want {
			t.Errorf("height %d: %q, want %q", height, got, want)
		}
	}
	if got := layout.Fill(given, 2, -1); len(got) != 0 {
		t.Errorf("%q", got)
	}
	if got := layout.Blank(-3, -3); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// Only a plain URL of the web becomes a link, and only one of a length that can be
// sent with every line. The text is there in any case.
func TestLink(t *testing.T) {
	for url, links := range map[string]bool{
		"https://search.example/_dashboards":             true,
		"http://127.0.0.1:8000/":                         true,
		"https://a.example/" + strings.Repeat("x", 2030): true,
		"https://a.example/" + strings.Repeat("x", 2031): false,
		"file:///etc/passwd":                             false,
		"javascript:alert(1)":                            false,
		"ssh://host":                                     false,
		"//host/path":                                    false,
		"https://a.example/\x1b]52;c;eA==\x07":           false,
		"https://a.example/\u202egnp":                    false,
	} {
		line := layout.NewLine(10).Link("", "text", url).String()
		if got := strings.Contains(line, "\x1b]8;;"); got != links || ansi.Strip(line) != "text      " {
			t.Errorf("%.40q: %.80q", url, line)
		}
	}
}
