package awsclient_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model"
)

func aliases(n int) (w emulator.World, names []string) {
	for i := range n {
		name := fmt.Sprintf("alias/key-%d", i+1)
		names = append(names, name)
		w.Keys = append(w.Keys, emulator.Key{AliasName: name})
	}
	return w, names
}

func TestKeyAliases(t *testing.T) {
	for n, calls := range map[int]int{0: 1, 50: 1, 120: 3} {
		world, want := aliases(n)
		e := emulator.New(world, emulator.Options{})
		got, err := connect(e.Transport()).KeyAliases(t.Context())
		ok(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("%d aliases: got %v", n, got)
		}
		wantCalls(t, e, map[string]int{"ListAliases": calls})
	}
}

// What a failure leaves of a list is not taken for the whole.
func TestKeyAliasesBreakOff(t *testing.T) {
	world, _ := aliases(120)
	e := emulator.New(world, emulator.Options{})
	c := connect(carrier(func(r *http.Request) (*http.Response, error) {
		response, err := e.Transport().RoundTrip(r)
		e.SetFaults([]emulator.Fault{{Operation: "ListAliases", Kind: emulator.FaultDenied}})
		return response, err
	}))
	got, err := c.KeyAliases(t.Context())
	wantKind(t, err, model.FailurePermission)
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
	wantCalls(t, e, map[string]int{"ListAliases": 2})
}

// A service that hands out a marker again, or an empty one, is not asked for ever.
func TestEndOfAliases(t *testing.T) {
	world, _ := aliases(1)
	for marker, calls := range map[string]int{"": 1, "again": 2} {
		e := emulator.New(world, emulator.Options{})
		answers := rewriting(t, e.Transport(), func(members map[string]any) { members["NextMarker"] = marker })
		c := connect(carrier(func(r *http.Request) (*http.Response, error) {
			r.Body, r.ContentLength = http.NoBody, 0 // the emulator would refuse a marker that is not its own
			return answers(r)
		}))
		got, err := c.KeyAliases(t.Context())
		ok(t, err)
		if len(got) != calls {
			t.Errorf("marker %q: got %v", marker, got)
		}
		wantCalls(t, e, map[string]int{"ListAliases": calls})
	}
}
