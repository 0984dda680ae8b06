// Package model says what the resources of Amazon OpenSearch Service are and
// how they behave: their statuses and what each means to an operator, the rules
// of every request, the snapshot of one scope with the transitions between two
// states of it, and the plan of what to ask the service for next.
//
// It is pure: standard library only, no I/O, no goroutines, no clock of its own
// (every function that needs the time is given it). Talking to AWS belongs to
// package awsclient, drawing to package ui. The emulator and the forms enforce
// the same rules because both read them here.
package model
