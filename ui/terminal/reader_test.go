package terminal

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// sent is a part of what a terminal sends, and how long after the part before.
type sent struct {
	after time.Duration
	text  string
}

// script is a source that delivers parts in their time and then ends.
type script []sent

func (s *script) Ready(wait time.Duration) bool {
	if len(*s) == 0 {
		return true
	}
	next := &(*s)[0]
	pause := min(wait, next.after)
	time.Sleep(pause)
	next.after -= pause
	return next.after == 0
}

func (s *script) Read(p []byte) (int, error) {
	if len(*s) == 0 {
		return 0, io.EOF
	}
	s.Ready((*s)[0].after)
	n := copy(p, (*s)[0].text)
	(*s)[0].text = (*s)[0].text[n:]
	if (*s)[0].text == "" {
		*s = (*s)[1:]
	}
	return n, nil
}

// events returns what the program's decoder makes of parts, and when.
func events(r io.Reader) (all []string, at []time.Duration) {
	start := time.Now()
	stream := make(chan uv.Event)
	go func() {
		defer close(stream)
		_ = uv.NewTerminalReader(r, "xterm-256color").StreamEvents(context.Background(), stream)
	}()
	for event := range stream {
		var name string
		switch event := event.(type) {
		case uv.KeyPressEvent:
			name = event.String()
		case uv.PasteEvent:
			name = fmt.Sprintf("paste %q", event.Content)
		case uv.PasteStartEvent, uv.PasteEndEvent:
			continue
		default:
			name = strings.TrimPrefix(fmt.Sprintf("%T", event), "uv.")
		}
		all, at = append(all, name), append(at, time.Since(start))
	}
	return all, at
}

func TestInput(t *testing.T) {
	many := strings.Repeat("1;", 40)
	const slow, stalled = 60 * time.Millisecond, time.Minute
	for _, c := range []struct {
		name  string
		parts script
		want  string
	}{
		{"text", script{{0, "aZ é日 \r\t\x7f\x03"}}, "a Z space é 日 space enter tab backspace ctrl+c"},
		{"sequences", script{{0, "\x1b[A\x1b[1;5D\x1bOB\x1b[3~\x1b[97;3u\x1b[27;5;99~\x1b[Z"}}, "up ctrl+left down delete alt+a ctrl+c shift+tab"},
		{"alt", script{{0, "\x1bd\x1bD\x1b\x7f\x1b\x1b[A\x1bé"}}, "alt+d alt+shift+d alt+backspace alt+up alt+é"},
		{"the console of Linux", script{{0, "\x1b[[Ax\x1b[[E"}}, "f1 x f5"},
		{"focus and mouse", script{{0, "\x1b[I\x1b[O\x1b[<0;3;4M"}}, "FocusEvent BlurEvent MouseClickEvent"},
		{"reports", script{{0, "\x1b[?2026;2$y\x1b[?1u\x1b[?62;22c\x1b]11;rgb:0000/0000/0000\x1b\\"}}, "ModeReportEvent KeyboardEnhancementsEvent PrimaryDeviceAttributesEvent BackgroundColorEvent"},

		{"a lone ESC", script{{0, "\x1b"}, {stalled, "a"}}, "esc a"},
		{"ESC twice", script{{0, "a\x1b\x1b"}, {stalled, "b"}}, "a " + strings.Repeat("esc ", 2) + "b"},
		{"alt+[ of an old terminal", script{{0, "\x1b["}, {stalled, "a"}}, "alt+[ a"},
		{"alt+shift+p of an old terminal", script{{0, "\x1bP"}, {stalled, "a"}}, "alt+shift+p a"},

		{"left, split after ESC", script{{0, "\x1b"}, {slow, "[D"}}, "left"},
		{"left, split after ESC [", script{{0, "\x1b["}, {slow, "D"}}, "left"},
		{"left in three parts", script{{0, "\x1b"}, {slow, "["}, {slow, "D"}}, "left"},
		{"left after a key, split", script{{0, "x\x1b["}, {400 * time.Millisecond, "Dy"}}, "x left y"},
		{"a character, split", script{{0, "\xe6"}, {slow, "\x97"}, {slow, "\xa5"}}, "日"},
		{"half a sequence", script{{0, "\x1b[1;5"}, {stalled, "a"}}, "a"},
		{"half a character", script{{0, "\xe6\x97"}, {stalled, "a"}}, "a"},

		{"a paste", script{{0, "\x1b[200~one\r\ntwo\tdé\x1b[201~x"}}, `paste "one\r\ntwo\tdé" x`},
		{"a paste whose end is split", script{{0, "\x1b[200~one\x1b[2"}, {slow, "01~x"}}, `paste "one" x`},
		{"a paste that stalls", script{{0, "\x1b[200~on"}, {stalled, "e\x1b"}, {stalled, "[201"}, {stalled, "~x"}}, `paste "one" x`},
		{"a paste with what begins strings", script{{0, "\x1b[200~a\x1bPb\x1b_c\x1bXd\x1b^e\x1b]f\x1b[201~x"}}, `paste "aPb_cXd^e]f" x`},
		{"a paste with C1 bytes", script{{0, "\x1b[200~a\x90b\x98c\x9ed\x9fe\x9bf\u0090\x1b[201~x"}}, `paste "abcdef" x`},
		{"a paste of a sequence", script{{0, "\x1b[200~a\x1b[" + many + "mb\x1b[201~x"}}, `paste "a[` + many + `mb" x`},
		{"a paste with half an end", script{{0, "\x1b[200~a\x1b[201\x1b[20\x1b[201~x"}}, `paste "a[201[20" x`},
		{"a paste with ctrl+c", script{{0, "\x1b[200~a\x03b\x1b[201~x"}}, `paste "ab" x`},
		{"ctrl+c in a paste that stands still", script{{0, "\x1b[200~a"}, {3 * time.Second, "\x03"}}, `paste "a" ctrl+c`},
		{"the same with a modern terminal", script{{0, "\x1b[200~a"}, {3 * time.Second, "\x1b[99;5u"}}, `paste "a" ctrl+c`},
		{"ctrl+c again and again", script{{0, "\x1b[200~a"}, {slow * 10, "\x03"}, {slow * 10, "\x03"}}, `paste "a" ctrl+c`},
		{"a paste that is spelled otherwise", script{{0, "\x1b[00200:1~a\x90\x1b[201~x"}}, `paste "a" x`},
		{"the end of no paste", script{{0, "\x1b[201~x"}}, "x"},

		{"a CSI of 40 parameters", script{{0, "\x1b[" + many + "mx"}}, "x"},
		{"a DCS of 40 parameters", script{{0, "\x1bP" + many + "|x"}, {stalled, "y"}}, "y"},
		{"a number without end", script{{0, "\x1b[" + strings.Repeat("9", 200) + "Ax"}}, "x"},
		{"a window without end", script{{0, "\x1b[8;99999;99999t\x1b[48;99999;99999;1;1tx"}}, "x"},
		{"strings", script{{0, "\x1bPq\x1b\\a\x1b_Gq\x1b\\b\x1b^q\x1b\\c\x1bXq\x1b\\d\x1b]52;c;YQ==\ae"}}, "a b c d e"},
		{"a string without end", script{{0, "\x1bPabc"}, {stalled, "x"}}, "x"},
		{"ctrl+c in a string", script{{0, "\x1b_abc\x03x"}}, "ctrl+c x"},
		{"a key in a string", script{{0, "\x1b_abc\x1b[Ax"}}, "up x"},
		{"raw C1 bytes", script{{0, "\x90\x98\x9e\x9fx"}}, "x"},
		{"win32 input", script{{0, "\x1b[0;0;65;1;0;1_x"}}, "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				all, _ := events(NewReader(&c.parts))
				if got := strings.Join(all, " "); got != c.want {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
			})
		})
	}
}

// A key that is complete is there at once, and esc soon enough.
func TestInputDelay(t *testing.T) {
	for input, most := range map[string]time.Duration{
		"a": 0, "\x1b[A": 0, "\x1bd": 0, "\x1b[27u": 0, "\x03": 0, "\x1b[200~a\x1b[201~": 0,
		"\x1b": escTime, "\x1b[": sequenceTime,
	} {
		synctest.Test(t, func(t *testing.T) {
			all, at := events(NewReader(&script{{0, input}, {time.Minute, "x"}}))
			if len(all) != 2 || at[0] > most {
				t.Errorf("%q: %q came at %v, want the first within %v", input, all, at, most)
			}
		})
	}
}

// ESC and a character is the same key as the decoder makes of it by waiting.
func TestAltKeys(t *testing.T) {
	for c := range byte(0x80) {
		if c == esc {
			continue
		}
		input := []byte{esc, c}
		var decoder uv.EventDecoder
		_, event := decoder.Decode(input)
		want := event.(uv.KeyPressEvent).Keystroke()
		synctest.Test(t, func(t *testing.T) {
			all, _ := events(NewReader(&script{{0, string(input)}, {time.Minute, ""}}))
			if len(all) != 1 || all[0] != want {
				t.Errorf("%q is %q, want %q", input, all, want)
			}
		})
	}
}

// Whatever has been read before, ctrl+c arrives.
func FuzzInput(f *testing.F) {
	for _, seed := range []string{
		"a\x1b[A", "\x1b[200~a\x1b[201~", "\x1b[200~", "\x1bP1;2|", "\x1b[" + strings.Repeat("1;", 40) + "m", "\x1b]11;rgb:",
		"\x1b\x1b[", "\x90\x9b", "\x1b[M", "\x1b[0;0;65;1;0;1_", "\x1b[8;9;9t", "\xe6\x97", "\x1b[[", "\x1bO", "\x1b[<1;1",
	} {
		f.Add([]byte(seed), []byte{3, 70, 1, 200}, false)
		f.Add([]byte(seed), []byte{}, true)
	}
	f.Fuzz(func(t *testing.T, input, cuts []byte, modern bool) {
		var parts script
		for i := 0; len(input) > 0; i++ {
			n, pause := len(input), time.Duration(0)
			if i < len(cuts) {
				n = min(n, 1+int(cuts[i]&15))
				pause = time.Duration(cuts[i]>>4) * 40 * time.Millisecond
			}
			parts = append(parts, sent{pause, string(input[:n])})
			input = input[n:]
		}
		interrupt := "\x03"
		if modern {
			interrupt = "\x1b[99;5u"
		}
		parts = append(parts, sent{2 * time.Second, interrupt})
		synctest.Test(t, func(t *testing.T) {
			all, _ := events(NewReader(&parts))
			if len(all) == 0 || all[len(all)-1] != "ctrl+c" {
				t.Errorf("got %q", all)
			}
		})
	})
}
