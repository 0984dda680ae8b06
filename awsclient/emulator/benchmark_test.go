package emulator_test

import (
	"fmt"
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
