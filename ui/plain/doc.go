// Package plain is the program as a conversation: linear text, numbered menus and typed
// answers, for people to whom a terminal is read out, and for pipes. Nothing is drawn, and
// nothing that has been written changes.
//
// It declares no page, no action, no form and no text of its own. It runs the same program
// that is drawn elsewhere, without drawing it, asks it what it would show (ui.Unseen), and
// does in it what keys would do. The conversation has a goroutine of its own, in which an
// answer is waited for where it is needed; the program's state it touches in Update alone.
//
// What does not belong here: anything that knows a resource or an operation.
package plain
