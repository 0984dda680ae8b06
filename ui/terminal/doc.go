// Package terminal is what stands between a terminal and the program that runs in
// it: it lets in only such input as the program's decoder can take, and it gives
// the terminal back when the program is stopped, resumed or told to end.
//
// The decoder below Bubble Tea trusts what it reads. A control sequence of 33
// parameters ends the program, a string that is never terminated swallows every
// key after it, a paste is searched for such sequences too, and what a slow
// connection delivers in two parts is two things. So nothing reaches it here that
// is not whole, known and bounded.
//
// What does not belong here: anything that knows what is on the screen.
package terminal
