package main

import (
	"net/http"
	"os"
	"sync"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
)

// demoProfiles lead to the scopes of the demo's world; the first is what it begins with.
var demoProfiles = []awsclient.Profile{
	{Name: "platform", Account: "123456789012", Region: emulator.DemoRegion},
	{Name: "platform-eu", Account: "123456789012", Region: "eu-west-1"},
	{Name: "billing", Account: "345678901234", Region: emulator.DemoRegion},
}

// demo is the service of the demo. It reads its world for the first call, so that the
// first frame does not wait for that.
type demo struct{ transport func() http.RoundTripper }

func newDemo() demo {
	return demo{sync.OnceValue(func() http.RoundTripper {
		return emulator.New(emulator.DemoWorld(), emulator.Options{}).Transport()
	})}
}

// RoundTrip implements http.RoundTripper.
func (d demo) RoundTrip(r *http.Request) (*http.Response, error) { return d.transport().RoundTrip(r) }

// serve has clients call the demo, with its profiles instead of those of the shared
// files, and keeps nothing of what it tells.
func (d demo) serve(o *awsclient.FleetOptions) {
	o.Source = func(scope model.Scope) awsclient.Source {
		at := demoProfiles[0]
		for _, p := range demoProfiles {
			if p.Name == scope.Profile {
				at = p
			}
		}
		return awsclient.InProcessAs(d, at.Region, at.Account)
	}
	o.Surround = func() awsclient.Surroundings { return awsclient.Surroundings{Profiles: demoProfiles} }
	o.CacheDir = os.DevNull // in which no file can be made
}
