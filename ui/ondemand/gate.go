package ondemand

import (
	"bytes"
	"io"
	"sync"
	"time"
)

// gate is the output of a program, and where its renderer rests.
//
// Two goroutines meet here. The event loop numbers the messages as it takes them,
// and by the time when it takes one it is done with those before, their frame
// included. The renderer draws, after each Write, the newest frame that there is.
// One marker goes round between them: sent to the event loop as a message, written
// by it as a command, and seen by Write, which has the next one sent when it needs
// one. So there never is a second one that Write could come to rest at behind the
// event loop's back.
//
// While the renderer rests it holds Bubble Tea's lock on commands, and the event loop
// would wait for it in vain if it wrote one. So before it may, the gate is open, and
// open it stays until the event loop takes a marker, which is to say until it has
// written what it had to write.
type gate struct {
	out  io.Writer
	send func() // sends the program a marker; may block

	mu     sync.Mutex
	taken  int           // messages that the event loop has taken
	framed int           // of these, the ones whose frame is in the renderer's hands
	drawn  int           // of these, the ones whose frame it has drawn or is about to
	asked  bool          // a marker has been sent that Write has not seen
	open   bool          // Write does not rest until the event loop takes a marker
	ended  bool          // Write does not rest any more
	resume chan struct{} // closed to let Write return; nil unless the renderer rests
	late   *time.Timer   // runs from when a marker is sent until it is taken
}

// patience is how long the event loop may take to get to a marker before the gate
// opens: longer than any reasonable Update. Nothing needs it; it turns a Bubble Tea
// to come which writes commands where today's does not into one that stutters.
const patience = time.Second

// marker is an application program command. None reaches a terminal; one that did
// would be ignored by it.
const marker = "\x1b_oscope frame\x1b\\"

// Write writes p without a marker and, where there was one, rests.
func (g *gate) Write(p []byte) (int, error) {
	out := bytes.ReplaceAll(p, []byte(marker), nil)
	if len(out) > 0 {
		if _, err := g.out.Write(out); err != nil {
			return 0, err
		}
	}
	if len(out) < len(p) {
		if resume := g.rest(); resume != nil {
			<-resume
		}
	}
	return len(p), nil
}

// rest returns what Write has to wait for at a marker, nil for nothing.
func (g *gate) rest() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = false
	switch {
	case g.ended:
		return nil
	case g.open, g.drawn < g.framed:
		g.drawn = g.framed
		g.ask()
		return nil
	case g.framed < g.taken:
		g.ask()
	}
	g.resume = make(chan struct{})
	return g.resume
}

// takes is called by the event loop with every message that is no marker, before it
// does anything with it. commands tells that it may write some.
func (g *gate) takes(commands bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.taken++
	if commands {
		g.open = true
		g.release()
	}
	g.ask()
}

// takesMarker is called by the event loop with a marker, before it writes that.
func (g *gate) takesMarker() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.late.Stop()
	g.open = false
	g.framed = g.taken
	g.release()
}

// ask has a marker sent unless there is one.
func (g *gate) ask() {
	if g.asked || g.ended {
		return
	}
	g.asked = true
	if g.late == nil {
		g.late = time.AfterFunc(patience, g.giveWay)
	} else {
		g.late.Reset(patience)
	}
	go g.send()
}

// giveWay lets the event loop write.
func (g *gate) giveWay() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = true
	g.release()
}

// end lets the renderer rest no more.
func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ended = true
	if g.late != nil {
		g.late.Stop()
	}
	g.release()
}

// release lets a resting Write return, after which the renderer draws.
func (g *gate) release() {
	if g.resume == nil {
		return
	}
	close(g.resume)
	g.resume = nil
	g.drawn = g.framed
}
