// Command measure builds oscope and a trivial program of Bubble Tea's, runs them by
// turns in terminals of the kernel's, and prints what the operator and the machine feel
// of them as a table: time to the first frame, from a key to the last byte that it
// causes, bytes and processor time per key, and what they use while nobody touches them.
//
//	go run ./cmd/measure            # from the root of the repository; Linux
//	go run ./cmd/measure -runs 9 -idle 30s
//
// Absolute figures are the machine's. Those of one table can be compared with each
// other, because every round runs every program once: a busy minute is everybody's.
//
// The terminals answer no queries, and oscope's service is its own emulator, in another
// process and with its clock stopped, so that what is in flight stays so.
package main
