package emulator_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"oscope/awsclient/emulator"
)

// large is a world with many settled applications and one domain.
func large(applications int) emulator.World {
	w := emulator.World{Domains: []emulator.Domain{{DomainName: "search-prod"}}}
	for i := range applications {
		w.Applications = append(w.Applications, emulator.Application{Name: fmt.Sprintf("application-%d", i)})
	}
	return w
}

func BenchmarkNew(b *testing.B) {
	w := large(10_000)
	for b.Loop() {
		emulator.New(w, emulator.Options{})
	}
}

func BenchmarkRequest(b *testing.B) {
	e := emulator.New(large(10_000), emulator.Options{})
	for name, route := range map[string]string{
		"DescribeDomain":   "GET /2021-01-01/opensearch/domain/search-prod",
		"ListApplications": "GET /2021-01-01/opensearch/list-applications",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				send(e, route, "")
			}
		})
	}
}

// BenchmarkFleet is many requests at once, each to another scope.
func BenchmarkFleet(b *testing.B) {
	f := emulator.Fleet{Accounts: 100, Regions: 10, Empty: 0, Each: 16}
	w := f.World()
	e := emulator.New(w, emulator.Options{})
	var signed []string
	for _, s := range append([]emulator.World{w}, w.Scopes...) {
		signed = append(signed, "AWS4-HMAC-SHA256 Credential="+emulator.AccessKey(s.Account)+"/20261122/"+s.Region+"/es/aws4_request, SignedHeaders=host")
	}
	var next atomic.Int64
	b.SetParallelism(50)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(next.Add(1)) % len(signed)
			send(e, "GET /2021-01-01/opensearch/list-applications", "", "Authorization", signed[i])
		}
	})
}
