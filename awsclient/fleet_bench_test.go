package awsclient_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

var sixLists = []live.FeedKind{
	live.FeedApplications, live.FeedDomains, live.FeedCollections, live.FeedPackages, live.FeedIntegrations, live.FeedDefault,
}

// Clients of 1,000 scopes in 100 accounts, of which each has a profile of the shared
// files, read six listings of each scope at 50 in flight, from an emulator that
// answers at once over the network. What it says of memory is of the clients alone.
func BenchmarkClientsOf1000Scopes(b *testing.B) {
	e := emulator.New(emulator.Fleet{Accounts: 100, Regions: 10, Empty: 95, Each: 16}.World(), emulator.Options{})
	server, open, made := counted(b, e)
	var config, keys strings.Builder
	profiles := map[string]string{}
	for _, w := range append([]emulator.World{e.World()}, e.World().Scopes...) {
		if profiles[w.Account] == "" {
			name := "account-" + w.Account
			profiles[w.Account] = name
			_, _ = fmt.Fprintf(&config, "[profile %s]\nregion = us-east-1\n", name)
			_, _ = fmt.Fprintf(&keys, "[%s]\naws_access_key_id = %s\naws_secret_access_key = emulated\n", name, emulator.AccessKey(w.Account))
		}
	}
	home(b, config.String(), keys.String())
	b.Setenv("AWS_ENDPOINT_URL", server)
	for b.Loop() {
		before, goroutines, connections := heap(), runtime.NumGoroutine(), made.Load()
		f := awsclient.NewFleet(awsclient.FleetOptions{})
		readSixLists(b, f, profiles)
		b.ReportMetric(float64(open.Load()), "connections")
		b.ReportMetric(float64(made.Load()-connections), "dialled")
		// Of these, two go with each connection here and one with each at the server.
		b.ReportMetric(float64(runtime.NumGoroutine()-goroutines), "goroutines")
		b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
		runtime.KeepAlive(f)
		f.Close()
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func readSixLists(b *testing.B, f *awsclient.Fleet, profiles map[string]string) {
	type reading struct {
		scope model.Scope
		kind  live.FeedKind
	}
	todo := make(chan reading)
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			for r := range todo {
				readAll(b, f.Client(r.scope), feed(r.kind))
			}
		})
	}
	for _, kind := range sixLists {
		for _, profile := range profiles {
			for _, region := range fleetRegions {
				todo <- reading{model.Scope{Profile: profile, Region: region}, kind}
			}
		}
	}
	close(todo)
	group.Wait()
}
