// Package ondemand makes Bubble Tea programs that draw when there is something to
// draw: at once after an Update, at most 120 times a second in a flood of messages,
// and never while nothing happens.
//
// Bubble Tea draws from one goroutine of its own, the renderer, which a ticker wakes
// 120 times a second for as long as the program runs:
//
//	tick → output.Write(commands), if any → output.Write(frame), if it differs → tick → …
//
// Commands are what the event loop wants written besides frames: queries, the
// clipboard, tea.Raw. This package relies on that order and on no more. It is the
// program's output, and lets the renderer rest there instead of at the ticker: one
// of the commands is a marker that means nothing, and Write returns from it only
// when there is a newer frame. A ticker that nobody waits for costs nothing, and it
// keeps one tick. So a frame that comes after a pause is drawn in the moment in which
// Write returns, the tick that has been kept leads back into Write, and of a flood
// no more is drawn than there are ticks.
//
// Input, modes, drawing, resizing, suspending, signals and panics remain Bubble Tea's
// own, and a program without the markers is one that draws by the clock. That is why
// this was chosen over a renderer of our own behind tea.WithoutRenderer: that one
// also has to do raw mode, changes of size, every mode of the terminal, tea.Exec and
// the end after a panic in a command, of which a program learns nothing, and the
// clipboard would still wait for a ticker.
//
// Bubble Tea has no way to ask for a frame (v2.1.1). When it has one, or draws on
// demand itself, this package goes, and tea.NewProgram takes its place.
//
// What does not belong here: anything that knows a model.
package ondemand
