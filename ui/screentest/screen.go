package screentest

import (
	"encoding/base64"
	"image/color"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/x/vt"
)

// screen is an emulator with a lock. (vt.SafeEmulator leaves String and Resize
// open to races.)
type screen struct {
	mu       sync.Mutex
	emulator *vt.Emulator
	hidden   bool // the cursor
	seen     state
	sent     []byte // the end of what was written
}

// state is what a terminal takes note of and does not draw.
type state struct {
	written       int64
	clipboard     string
	title         string
	bells         int
	notifications []string
}

// leastSent is how many of the bytes that came last are kept as they came, at least.
const leastSent = 16 << 10

func newScreen(width, height int, light bool) *screen {
	s := &screen{emulator: vt.NewEmulator(width, height)}
	e := s.emulator
	if light {
		e.SetDefaultBackgroundColor(color.White)
		e.SetDefaultForegroundColor(color.Black)
	}
	// All handlers run inside Write, under the lock.
	e.SetCallbacks(vt.Callbacks{
		Bell:             func() { s.seen.bells++ },
		CursorVisibility: func(visible bool) { s.hidden = !visible },
	})
	for command, handle := range map[int]func(data string){
		0:   s.setTitle,
		2:   s.setTitle,
		9:   s.notify,
		52:  s.setClipboard,
		99:  s.notify,
		777: s.notify,
	} {
		e.RegisterOscHandler(command, func(data []byte) bool { handle(string(data)); return true })
	}
	_, _ = e.WriteString(
		// There is no kernel to make \r\n of \n, as Bubble Tea expects.
		"\x1b[20h" +
			// A mode that was reset is a mode that the emulator knows and says so:
			// synchronized output, which it need not do anything about, and widths
			// by grapheme cluster, which is how it measures.
			"\x1b[?2026;2027l")
	return s
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen.written += int64(len(p))
	s.sent = append(s.sent, p...)
	if len(s.sent) > 2*leastSent {
		s.sent = append(s.sent[:0], s.sent[len(s.sent)-leastSent:]...)
	}
	return s.emulator.Write(p)
}

// replies are the emulator's answers to queries. They must be read all the
// time: the emulator blocks on each inside Write.
func (s *screen) replies() io.Reader { return s.emulator }

// hangUp ends replies. The emulator's own Close races with its Read.
func (s *screen) hangUp() {
	if pipe, ok := s.emulator.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

// do runs f with the emulator to itself.
func (s *screen) do(f func(*vt.Emulator)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.emulator)
}

func (s *screen) resize(width, height int) {
	s.do(func(e *vt.Emulator) { e.Resize(width, height) })
}

func (s *screen) text() (text string) {
	s.do(func(e *vt.Emulator) { text = e.String() })
	return strings.TrimRight(text, "\n")
}

func (s *screen) ansi() (text string) {
	s.do(func(e *vt.Emulator) { text = e.Render() })
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func (s *screen) cursor() (x, y int, visible bool) {
	s.do(func(e *vt.Emulator) {
		p := e.CursorPosition()
		x, y, visible = p.X, p.Y, !s.hidden
	})
	return x, y, visible
}

func (s *screen) state() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.seen
	seen.notifications = slices.Clone(seen.notifications)
	return seen
}

func (s *screen) lately() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.sent)
}

func (s *screen) setTitle(data string) {
	_, s.seen.title, _ = strings.Cut(data, ";")
}

func (s *screen) setClipboard(data string) {
	encoded := data[strings.LastIndexByte(data, ';')+1:]
	if text, err := base64.StdEncoding.DecodeString(encoded); err == nil { // "?" asks
		s.seen.clipboard = string(text)
	}
}

func (s *screen) notify(data string) {
	if strings.HasPrefix(data, "9;4;") { // a progress bar
		return
	}
	s.seen.notifications = append(s.seen.notifications, data)
}
