package awsclient_test

import (
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model/live"
)

// The work of reading, from a client that has just been made, without the waits
// of the rate gate: 40 domains take 9 calls, 10,000 applications take 100.
func benchmarkRead(b *testing.B, world emulator.World, kind live.FeedKind) {
	e := emulator.New(world, emulator.Options{})
	b.ReportAllocs()
	for b.Loop() {
		c := connect(e.Transport())
		c.Ungate()
		readAll(b, c, feed(kind))
	}
}

func BenchmarkRead40Domains(b *testing.B) { benchmarkRead(b, domains(40), live.FeedDomains) }

func BenchmarkRead10000Applications(b *testing.B) {
	world, _ := applications(10_000)
	benchmarkRead(b, world, live.FeedApplications)
}
