// Package overview is the first screen: what is in flight, what needs somebody, and
// what has happened lately, of all kinds.
package overview
