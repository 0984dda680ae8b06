package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

// pieces records how much is written at once.
type pieces struct {
	*httptest.ResponseRecorder
	longest int
}

func (p *pieces) Write(b []byte) (int, error) {
	p.longest = max(p.longest, len(b))
	return p.ResponseRecorder.Write(b)
}

// A long world is written in pieces, and is the same world when it is read back.
func TestAWorldIsShownInPieces(t *testing.T) {
	var long emulator.World
	for i := range 5000 {
		long.Domains = append(long.Domains, emulator.Domain{DomainName: fmt.Sprintf("d-%d", i)})
	}
	scope := long
	scope.Region = "us-east-2"
	for name, w := range map[string]emulator.World{
		"nothing": {}, "demo": emulator.DemoWorld(), "long": long, "a long scope": {Scopes: []emulator.World{scope}},
	} {
		e := emulator.New(w, emulator.Options{Standstill: true})
		got := &pieces{ResponseRecorder: httptest.NewRecorder()}
		e.Control().ServeHTTP(got, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/_emulator/world", nil))
		if got.longest > 64<<10 {
			t.Errorf("%s: %d bytes at once", name, got.longest)
		}
		want, err := json.MarshalIndent(e.World(), "", "  ")
		ok(t, err)
		if got.Body.String() != string(want)+"\n" {
			t.Errorf("%s: another world is shown:\n%.300s", name, got.Body)
		}
	}
}

// What is short in JSON and long in memory is bounded.
func TestTooManyEntries(t *testing.T) {
	many := func(entry string, n int) string { return "[" + strings.Repeat(entry+",", n) + entry + "]" }
	for name, c := range map[string]struct{ text, want string }{
		"one list":       {`{"domains":` + many(`{}`, 200_000) + `}`, "domains: there is no room for more than 200000 entries"},
		"several":        {`{"roles":` + many(`null`, 150_000) + `,"keys":` + many(`null`, 50_000) + `}`, "keys: there is no room for more than 200000 entries"},
		"scopes":         {`{"scopes":[{"keys":` + many(`null`, 150_000) + `},{"roles":` + many(`null`, 50_000) + `}]}`, "scopes[1].roles: there is no room for more than 200000 entries"},
		"within another": {`{"buckets":[{"objects":` + many(`0`, 200_000) + `}]}`, "buckets[0].objects: there is no room for more than 200000 entries"},
	} {
		if _, err := emulator.ParseWorld([]byte(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
