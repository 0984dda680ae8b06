package screentest

import (
	"strconv"
	"strings"
	"testing/synctest"
	"time"
)

const (
	// settle is more than it takes to draw a frame (9 ms at most), and as long as a
	// lone ESC byte takes to be believed in.
	settle = 100 * time.Millisecond
	// quiet bounds Settle on the real clock, in multiples of settle.
	quiet = 20
	// patience is how long to wait for what must come, on either clock; only a
	// test that fails waits that long.
	patience = 30 * time.Second
	// poll is the time between two looks at the screen.
	poll = 10 * time.Millisecond
)

// Settle lets the program finish what it can do by itself. In a bubble that is
// exact: 100 ms of fake time pass, and then every goroutine waits for something
// later. On the real clock it is a guess: Settle returns when the program has
// written nothing for 100 ms, or after two seconds. Wait is better there.
func (s *Terminal) Settle() {
	if s.bubble {
		s.pass(settle)
		return
	}
	for range quiet {
		before := s.BytesWritten()
		s.pass(settle)
		if s.BytesWritten() == before {
			return
		}
	}
}

// Wait waits until cond holds for the screen's text. The test fails, showing
// the screen, if that takes more than 30 seconds of either clock or if the
// program ends first.
func (s *Terminal) Wait(cond func(screen string) bool) {
	s.t.Helper()
	s.await("the condition", func() bool { return cond(s.Text()) })
}

// WaitFor waits, as Wait does, until text is on the screen.
func (s *Terminal) WaitFor(text string) {
	s.t.Helper()
	s.await(strconv.Quote(text), func() bool { return strings.Contains(s.Text(), text) })
}

func (s *Terminal) await(what string, cond func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		s.pass(poll)
		exited, late := s.Exited(), time.Now().After(deadline)
		switch {
		case cond():
			return
		case exited:
			s.t.Fatalf("the program ended (error: %v) before %s; its screen:\n%s", s.err, what, framed(s.Text()))
		case late:
			s.t.Fatalf("waited %v in vain for %s; the screen:\n%s", patience, what, framed(s.Text()))
		}
	}
}

// pass lets d go by.
func (s *Terminal) pass(d time.Duration) {
	time.Sleep(d)
	if s.bubble {
		synctest.Wait()
	}
}

// framed marks the left edge of a screen in a test's output.
func framed(text string) string {
	return "│" + strings.ReplaceAll(text, "\n", "\n│")
}
