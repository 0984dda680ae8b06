package text_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"oscope/ui/text"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "search-prod 2.13", "search-prod 2.13"},
		{"empty", "", ""},
		{"screen glyphs", "✓ ACTIVE → v3 …", "✓ ACTIVE → v3 …"},
		{"colour", "\x1b[31mred\x1b[m", "␛[31mred␛[m"},
		{"clipboard", "\x1b]52;c;ZXZpbA==\a", "␛]52;c;ZXZpbA==␇"},
		{"line break", "a\r\nb", "a␍␊b"},
		{"tab, NUL, DEL", "a\tb\x00c\x7f", "a␉b␀c␡"},
		{"C1 controls", "a\u009b31mb\u0085", "a·31mb·"},
		{"bidirectional override", "file\u202egpj.exe", "file·gpj.exe"},
		{"zero width", "ad\u200bmin\ufeff\u2060", "ad·min··"},
		{"soft hyphen", "in\u00advisible", "in·visible"},
		{"variation selector", "⚠\ufe0f", "⚠·"},
		{"joined emoji", "👨\u200d👩", "👨·👩"},
		{"skin tone", "👍🏽", "👍·"},
		{"tag characters", "a\U000e0041b", "a·b"},
		{"line separator", "a\u2028b", "a·b"},
		{"blank letter", "a\u3164b", "a·b"},
		{"private use", "\ue0b0", "·"},
		{"not UTF-8", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"accents stay", "Zoe\u0308 Łódź", "Zoe\u0308 Łódź"},
		{"mark without a base", "\u0301x", "◌\u0301x"},
		{"wide", "日本語 한국어", "日本語 한국어"},
		{"marks that a script needs", "र्त्स्न्य བསྒྲུབས་ שָׁ֑לוֹם", "र्त्स्न्य བསྒྲུབས་ שָׁ֑לוֹם"},
		{"too many marks", "x" + strings.Repeat("\u0301", 2100) + "y", "x" + strings.Repeat("\u0301", 15) + "·y"},
		{"too many letters of a syllable", strings.Repeat("\u1100", 100), strings.Repeat("\u1100", 16) + "·"},
		{"syllables in their letters", strings.Repeat("\u1112\u1161\u11ab", 20), strings.Repeat("\u1112\u1161\u11ab", 20)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCleanLines(t *testing.T) {
	got := text.CleanLines("one\r\n\ttwo\x1b[2J\n\u0301three\r")
	if want := "one\n    two␛[2J\n◌\u0301three␍"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"search-prod ✓", "search-prod ✓"},
		{"日本語 Zoe\u0308", "日本語 Zoe\u0308"},
		{"a\tb\r\nc\x1b\x7f", `a\u0009b\u000d\u000ac\u001b\u007f`},
		{"file\u202egpj.exe\u200b", `file\u202egpj.exe\u200b`},
		{"\u0301x\u200b\u0301", `\u0301x\u200b\u0301`},
		{"👩\u200d👩\ufe0f", `👩\u200d👩\ufe0f`},
		{"\U000e0041", `\udb40\udc41`},
		{"x" + strings.Repeat("\u0301", 17), "x" + strings.Repeat("\u0301", 15) + `\u0301\u0301`},
	} {
		if got := text.Escape(c.in); got != c.want {
			t.Errorf("Escape(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got, want := text.EscapeLines("one\r\n\u202etwo\n\u0301"), "one\\u000d\n\\u202etwo\n\\u0301"; got != want {
		t.Errorf("EscapeLines: %q, want %q", got, want)
	}
}

func TestPlainTextCostsNothing(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	var b strings.Builder
	b.Grow(1 << 20)
	if n := testing.AllocsPerRun(100, func() {
		_ = text.Clean(arn)
		_ = text.CleanLines(arn)
		_ = text.CutEnd(arn, 80)
		text.Fit(&b, arn, 20, text.End)
		text.Fit(&b, arn, 20, text.Middle)
		text.Fit(&b, "◐ PENDING", 20, text.End)
	}); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func TestCut(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/prod"
	tests := []struct {
		in          string
		w           int
		end, middle string
	}{
		{arn, 45, arn, arn},
		{arn, 44, arn[:43] + "…", arn[:22] + "…" + arn[len(arn)-21:]},
		{"abcdefgh", 5, "abcd…", "ab…gh"},
		{"abcdefgh", 4, "abc…", "ab…h"},
		{"abcdefgh", 2, "a…", "a…"},
		{"abcdefgh", 1, "…", "…"},
		{"abcdefgh", 0, "", ""},
		{"abcdefgh", -3, "", ""},
		{"日本語", 4, "日…", "日…"},
		{"日本語", 5, "日本…", "日…語"},
		{"a\nb", 9, "a␊b", "a␊b"},
	}
	for _, tt := range tests {
		if got := text.CutEnd(tt.in, tt.w); got != tt.end {
			t.Errorf("CutEnd(%q, %d) = %q, want %q", tt.in, tt.w, got, tt.end)
		}
		if got := text.CutMiddle(tt.in, tt.w); got != tt.middle {
			t.Errorf("CutMiddle(%q, %d) = %q, want %q", tt.in, tt.w, got, tt.middle)
		}
	}
}

func TestFit(t *testing.T) {
	tests := []struct {
		in   string
		w    int
		how  text.Cut
		want string
	}{
		{"prod", 6, text.End, "prod  "},
		{"prod", 4, text.End, "prod"},
		{"prod", 3, text.End, "pr…"},
		{"prod", 0, text.End, ""},
		{"prod", -1, text.Middle, ""},
		{"日本語", 4, text.End, "日… "},
		{"日本語", 1, text.End, "…"},
		{"日本語", 6, text.Middle, "日本語"},
		{"", 3, text.Middle, "   "},
		{"\x1b[1mx", 5, text.End, "␛[1mx"},
	}
	for _, tt := range tests {
		var b strings.Builder
		text.Fit(&b, tt.in, tt.w, tt.how)
		if got := b.String(); got != tt.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", tt.in, tt.w, got, tt.want)
		}
	}
}

func TestPadAndWidthSeePastStyles(t *testing.T) {
	if got, want := text.Pad("\x1b[1m日本\x1b[m", 6), "\x1b[1m日本\x1b[m  "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := text.Pad("longer", 3); got != "longer" {
		t.Errorf("got %q", got)
	}
}

// The characters that are measured without clustering must measure the same
// with it, alone and beside each other, in both kinds of terminal.
func TestWidthAgreesWithTerminals(t *testing.T) {
	for r := rune(' '); r <= unicode.MaxRune; r++ {
		s := text.Clean(string(r))
		if s != string(r) || unicode.Is(unicode.M, r) {
			continue
		}
		for _, s := range []string{s, "a" + s + "z", "✓" + s + " "} {
			if got, want := text.Width(s), ansi.StringWidth(s); got != want {
				t.Errorf("Width(%q) = %d, terminals say %d", s, got, want)
			}
		}
		if text.Width(s) != ansi.StringWidthWc(s) {
			t.Errorf("%q (%U) is %d or %d columns wide", s, r, text.Width(s), ansi.StringWidthWc(s))
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name string
		in   string
		w    int
		want []string
	}{
		{"fits", "one two", 7, []string{"one two"}},
		{"at a blank", "one two three", 8, []string{"one two", "three"}},
		{"exactly at a blank", "one two three", 7, []string{"one two", "three"}},
		{"line breaks stay", "one\n\ntwo", 9, []string{"one", "", "two"}},
		{"inner blanks stay", "a  b c", 4, []string{"a  b", "c"}},
		{
			"ARN behind its separators", "arn:aws:es:us-east-1:123456789012:domain/search-prod", 21,
			[]string{"arn:aws:es:us-east-1:", "123456789012:domain/", "search-prod"},
		},
		{"ARN after a word", "of arn:aws:es:us-east-1:12", 15, []string{"of", "arn:aws:es:", "us-east-1:12"}},
		{"no separator", strings.Repeat("x", 25), 10, []string{"xxxxxxxxxx", "xxxxxxxxxx", "xxxxx"}},
		{"wide", "日本語日本語", 5, []string{"日本", "語日", "本語"}},
		{"too wide for the line", "日x", 1, []string{"…", "x"}},
		{"nothing", "", 10, []string{""}},
		{"no room", "one", 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := text.Wrap(tt.in, tt.w)
			if strings.Join(got, "|") != strings.Join(tt.want, "|") || len(got) != len(tt.want) {
				t.Errorf("Wrap(%q, %d) = %q, want %q", tt.in, tt.w, got, tt.want)
			}
		})
	}
}

var seeds = []string{
	"", "prod", "◐ PENDING", "arn:aws:es:us-east-1:123456789012:domain/prod", "日本語 and more", "\u0301\u0301", "e\u0301",
	"👨\u200d👩\u200d👧", "🇩🇪", "\x1b[31m\x00\xff", "क्षि", "ะำ", "\u1100\u1161\u11a8", "ൎx", "a\tb\r\nc", "\u0600 1",
	"x" + strings.Repeat("\u0301", 40), strings.Repeat("\u1100", 40), strings.Repeat("क्", 12), "\u202e\u0301\U000e0041",
}

func FuzzFit(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, s string, w int, middle bool) {
		w %= 300
		how := text.End
		if middle {
			how = text.Middle
		}
		var b strings.Builder
		text.Fit(&b, s, w, how)
		got := b.String()
		if n := ansi.StringWidth(got); n != max(w, 0) {
			t.Errorf("Fit(%q, %d) = %q is %d columns wide", s, w, got, n)
		}
		mustBeClean(t, got)
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := text.Clean(s)
		mustBeClean(t, clean)
		mustFitCells(t, clean)
		// What is escaped looks as it is, and inside a JSON string stays what it was.
		escaped := text.Escape(s)
		if text.Clean(escaped) != escaped {
			t.Errorf("%q is escaped as %q", s, escaped)
		}
		encoded, _ := json.Marshal(s)
		var back string
		if err := json.Unmarshal([]byte(text.Escape(string(encoded))), &back); err != nil || back != strings.ToValidUTF8(s, "\ufffd") && utf8.ValidString(s) {
			t.Errorf("%q came back as %q (%v)", s, back, err)
		}
		if again := text.Clean(clean); again != clean {
			t.Errorf("cleaned twice: %q, then %q", clean, again)
		}
		if s != "" && text.Width(clean) == 0 {
			t.Errorf("%q shows nothing", clean)
		}
	})
}

func FuzzWrap(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		w %= 200
		lines := text.Wrap(s, w)
		for _, line := range lines {
			if n := ansi.StringWidth(line); n > w {
				t.Errorf("Wrap(%q, %d): %q is %d columns wide", s, w, line, n)
			}
			mustBeClean(t, line)
		}
		// Nothing but blanks may get lost, where characters fit at all.
		if w >= 2 {
			words := func(s string) string {
				return strings.NewReplacer(" ", "", "\n", "").Replace(s)
			}
			if got, want := words(strings.Join(lines, "")), words(text.CleanLines(s)); got != want {
				t.Errorf("Wrap(%q, %d) holds %q, want %q", s, w, got, want)
			}
		}
	})
}

func mustBeClean(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%q is not UTF-8", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%q contains %U", s, r)
		}
	}
}

// mustFitCells fails the test if a terminal would have to put more into one cell
// than any script does.
func mustFitCells(t *testing.T, s string) {
	t.Helper()
	for s != "" {
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if n := utf8.RuneCountInString(c); n > 16 {
			t.Errorf("%d code points in one cell: %q", n, c)
		}
		s = s[len(c):]
	}
}

func BenchmarkFit(b *testing.B) {
	cases := map[string]string{
		"ascii": "https://search-domain-00001.eu-central-1.es.amazonaws.com",
		"badge": "◐ UPDATE IN PROGRESS FOR SOME MINUTES",
		"wide":  "日本語の説明と english text",
	}
	for name, s := range cases {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var out strings.Builder
			for b.Loop() {
				if out.Len() > 1<<20 || out.Cap() == 0 {
					out.Reset()
					out.Grow(1<<20 + 1024)
				}
				text.Fit(&out, s, 24, text.Middle)
			}
		})
	}
}
