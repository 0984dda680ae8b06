package emulator_test

import (
	"encoding/json"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

func TestControl(t *testing.T) {
	e := load(t, small, emulator.Options{Standstill: true})
	control := e.Control()
	want := func(route, body string, status int, contains string) {
		t.Helper()
		got := send(control, route, body)
		if got.status != status || !strings.Contains(got.body, contains) {
			t.Errorf("%s: got %d %s, want %d %s", route, got.status, got.body, status, contains)
		}
	}
	want("GET /2021-01-01/domain", "", 200, "search-prod")
	want("GET /_emulator/calls", "", 200, `"ListDomainNames": 1`)
	want("DELETE /_emulator/calls", "", 204, "")
	want("GET /_emulator/calls", "", 200, "{}")

	want("PUT /_emulator/world", `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"Creating"}]}`, 204, "")
	want("GET /_emulator/world", "", 200, `"DomainProcessingStatus": "Creating"`)
	want("POST /_emulator/advance?by=1m", "", 204, "")
	want("GET /_emulator/world", "", 200, `"DomainProcessingStatus": "Active"`)
	want("GET /2021-01-01/domain", "", 200, `[{"DomainName":"orders","EngineType":"OpenSearch"}]`)

	want("PUT /_emulator/faults", `[{"operation":"ListDomainNames","kind":"latency","latency":"1ms","times":7}]`, 204, "")
	want("GET /2021-01-01/domain", "", 200, "orders")
	var faults []emulator.Fault
	got := send(control, "GET /_emulator/faults", "")
	if err := json.Unmarshal([]byte(strings.ReplaceAll(got.body, `"1ms"`, "0")), &faults); err != nil || faults[0].Times != 6 {
		t.Errorf("faults: %s", got.body)
	}
	want("PUT /_emulator/faults", strings.TrimSpace(got.body), 204, "")
	want("PUT /_emulator/faults", `[]`, 204, "")
	want("GET /_emulator/faults", "", 200, "[]")

	want("PUT /_emulator/world", `{"domains":[{"DomainName":"orders","Size":1}]}`, 400, "domains[0].Size: unknown member")
	want("PUT /_emulator/world", `{`, 400, "not valid JSON")
	want("PUT /_emulator/faults", `[{"operation":"*","kind":"bang"}]`, 400, `[0].kind: "bang" is not one of`)
	want("POST /_emulator/advance?by=soon", "", 400, "by: must be a duration")
	want("POST /_emulator/advance?by=-1m", "", 400, "by: must be a duration")
	want("POST /_emulator/world", "", 405, "Method Not Allowed")
	want("GET /_emulator/nosuch", "", 404, "not found")
	want("GET /2021-01-01/domain", "", 200, "orders")
}
