// Package model says what the resources of Amazon OpenSearch Service are: their
// kinds, the statuses of each and what they mean to an operator, the names by which
// they are told apart, and how a call about them can fail or end.
//
// Nothing here is sent or remembered. What a request may hold is in package rule,
// what is known of one scope at a moment in package live; both build on this one,
// which knows neither.
//
// All three are pure: standard library only, no I/O, no goroutines, no clock of
// their own (every function that needs the time is given it). Talking to AWS belongs
// to package awsclient, drawing to package ui.
package model
