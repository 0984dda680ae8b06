// Package check finds out before a write what the service would let fail: it accepts
// requests that cannot work, and tells by a status, hours later or never.
//
// A Check says for which operations it is, which facts it needs, and how it judges a
// request by them. Facts are values that somebody brings, from what is listed already or
// by calls; Knowledge keeps each for a minute. Nothing here does I/O or looks at a clock.
package check
