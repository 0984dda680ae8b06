package awsclient_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"oscope/model/rule"
)

// A printed command makes the request that oscope would send, whatever its members
// hold.
func TestCommandsMakeTheSameRequest(t *testing.T) {
	heavy(t)
	for _, p := range printed {
		t.Run(p.operation.Name, func(t *testing.T) {
			wire := &recordingWire{t: t}
			client := connect(wire)
			client.Ungate()
			clients, err := client.SDK(t.Context())
			ok(t, err)
			for _, request := range p.requests {
				for i := range texts(reflect.ValueOf(request())) {
					for _, odd := range oddValues {
						r := request()
						texts(reflect.ValueOf(r))[i].SetString(odd)
						wire.got = ""
						_ = p.send(t.Context(), client, r) // refused by the wire
						want := wire.got
						if want == "" {
							t.Fatalf("nothing was sent of %+v", rule.Values(r))
						}
						line := p.operation.CommandLine("us-east-1", r)
						c, err := understand(p.operation, line)
						if err != nil {
							t.Errorf("%s\n%v", line, err)
							continue
						}
						wire.got = ""
						bySDK(t, clients[p.operation.Service.ID], p.operation.Name, c.input)
						if wire.got != want {
							t.Errorf("%s\nsends %s\nnot   %s", line, wire.got, want)
						}
					}
				}
			}
		})
	}
}

var commandOf = regexp.MustCompile(`rule\.(\w+)\.CommandLine\(`)

func TestEveryPrintedCommandIsTried(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../ui/*.go", "../ui/*/*.go"} {
		matching, err := filepath.Glob(pattern)
		ok(t, err)
		files = append(files, matching...)
	}
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		ok(t, err)
		for _, match := range commandOf.FindAllStringSubmatch(string(source), -1) {
			found++
			if !slices.ContainsFunc(printed, func(p printedCommand) bool { return p.operation.Name == match[1] }) {
				t.Errorf("%s prints the command of %s", file, match[1])
			}
		}
	}
	if found < len(printed) {
		t.Errorf("only %d commands are printed", found)
	}
}

// texts are the strings within a request, to be set.
func texts(v reflect.Value) (all []reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		return texts(v.Elem())
	case reflect.String:
		return []reflect.Value{v}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, texts(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Tag.Get("json"); name != "-" && name != "clientToken,omitempty" {
				all = append(all, texts(v.Field(i))...)
			}
		}
	}
	return all
}

// bySDK makes a call with members as they are on the wire.
func bySDK(t *testing.T, client any, operation string, members map[string]any) {
	t.Helper()
	method := reflect.ValueOf(client).MethodByName(operation)
	input := reflect.New(method.Type().In(1).Elem())
	if in, isPut := reflect.TypeAssert[*cloudwatchlogs.PutIntegrationInput](input); isPut {
		union := members["resourceConfig"].(map[string]any)
		delete(members, "resourceConfig") // no decoder knows what to make of a union
		var resources types.OpenSearchResourceConfig
		transcribe(t, union["openSearchResourceConfig"], &resources)
		in.ResourceConfig = &types.ResourceConfigMemberOpenSearchResourceConfig{Value: resources}
	}
	transcribe(t, members, input.Interface())
	method.Call([]reflect.Value{reflect.ValueOf(t.Context()), input}) // refused by the wire
}

func transcribe(t *testing.T, members, into any) {
	t.Helper()
	encoded, err := json.Marshal(members)
	ok(t, err)
	ok(t, json.Unmarshal(encoded, into))
}

// recordingWire keeps what a request says, its client token apart, and refuses it.
type recordingWire struct {
	t   *testing.T
	got string
}

func (w *recordingWire) RoundTrip(r *http.Request) (*http.Response, error) {
	members := map[string]any{}
	if body := sent(w.t, r); body != "" {
		ok(w.t, json.Unmarshal([]byte(body), &members))
	}
	delete(members, "clientToken")
	w.got = r.Method + " " + r.URL.EscapedPath() + "?" + r.URL.RawQuery + " " + r.Header.Get("X-Amz-Target") + " " + inJSON(w.t, members)
	return &http.Response{
		StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/x-amz-json-1.1"}},
		Body: io.NopCloser(strings.NewReader(`{"__type":"ValidationException"}`)), Request: r,
	}, nil
}
