package main

import (
	"net/http"
	"sync"

	"oscope/awsclient/emulator"
)

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
