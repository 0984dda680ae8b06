package ondemand

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

// Should the event loop ever wait for the renderer without anybody knowing, it does
// not wait for long.
func TestAStuckEventLoopIsSetFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		g := &gate{out: &out, send: func() {}}
		returned := make(chan struct{})
		go func() {
			_, _ = g.Write([]byte("a" + marker + "b"))
			close(returned)
		}()
		synctest.Wait()
		if out.String() != "ab" {
			t.Errorf("wrote %q", out.String())
		}
		g.takes(false)
		select {
		case <-returned:
			t.Fatal("there is nothing to draw yet")
		case <-time.After(patience - time.Millisecond):
		}
		select {
		case <-returned:
		case <-time.After(2 * time.Millisecond):
			t.Fatal("it waits")
		}
		g.end()
	})
}
