package main

import (
	"runtime/debug"
	"time"
)

// startTime is ample for the first frame and, on the embedded emulator, for all data.
const startTime = 250 * time.Millisecond

// collectAfterStart puts the garbage collector off until the program has started. The
// start makes some MB of what remains, in which a collection finds nothing, and two of
// them would run while the first frame is drawn. A memory limit of the environment's
// stays in force.
func collectAfterStart() {
	percent := debug.SetGCPercent(-1)
	time.AfterFunc(startTime, func() { debug.SetGCPercent(percent) })
}
