package awsclient_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/rule"
)

// operation is one call of an SDK client.
type operation struct {
	service, name string
	call          reflect.Value // func(context.Context, *Input, ...func(*Options)) (*Output, error)
}

// operations are all that the SDK's clients can do.
func operations(t *testing.T, c *awsclient.Client) []operation {
	t.Helper()
	clients, err := c.SDK(t.Context())
	ok(t, err)
	var all []operation
	for service, client := range clients {
		value := reflect.ValueOf(client)
		for i := range value.NumMethod() {
			name, call := value.Type().Method(i).Name, value.Method(i)
			if call.Type().NumIn() == 3 && call.Type().In(1) == reflect.PointerTo(call.Type().In(1).Elem()) && strings.HasSuffix(call.Type().In(1).Elem().Name(), name+"Input") {
				all = append(all, operation{service, name, call})
			}
		}
	}
	return all
}

// do calls the operation with every text and every list of texts filled in.
func (o operation) do(ctx context.Context) error {
	input := reflect.New(o.call.Type().In(1).Elem())
	for _, field := range input.Elem().Fields() {
		text := "some-value"
		switch {
		case field.Type() == reflect.TypeFor[*string]():
			field.Set(reflect.ValueOf(&text))
		case field.Kind() == reflect.String: // a choice, of which each service takes its own
			if values := field.MethodByName("Values"); values.IsValid() {
				field.Set(values.Call(nil)[0].Index(0))
			}
		case field.Type() == reflect.TypeFor[[]string]():
			field.Set(reflect.ValueOf([]string{text}))
		}
	}
	err, _ := reflect.TypeAssert[error](o.call.Call([]reflect.Value{reflect.ValueOf(ctx), input})[1])
	return err
}

func TestReadOnly(t *testing.T) {
	requests := 0
	e := emulate(t, `{}`)
	c := awsclient.New(awsclient.Options{ReadOnly: true, Source: awsclient.InProcess(carrier(func(r *http.Request) (*http.Response, error) {
		requests++
		return e.Transport().RoundTrip(r)
	}), "us-east-1")})
	all := operations(t, c)
	if len(all) < 500 {
		t.Fatalf("found only %d operations", len(all))
	}
	unknown := map[*rule.Operation]bool{}
	for _, o := range rule.Operations {
		unknown[o] = true
	}
	for _, o := range all {
		requests = 0
		err := o.do(t.Context())
		refused := errors.Is(err, awsclient.ErrReadOnly)
		declared := rule.Declared(o.service, o.name)
		delete(unknown, declared)
		if declared != nil && declared.Effect == rule.Reads {
			if refused || requests != 1 {
				t.Errorf("read %s.%s: %d requests, %v", o.service, o.name, requests, err)
			}
		} else if !refused || requests != 0 {
			t.Errorf("write %s.%s: %d requests, %v", o.service, o.name, requests, err)
		}
	}
	for o := range unknown {
		t.Errorf("%s has no %s", o.Service.ID, o.Name)
	}
}

// Without the switch the same operations go out.
func TestWritesGoOut(t *testing.T) {
	e := emulate(t, attachedWorld)
	c := connect(e.Transport())
	ok(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}))
	if c.ReadOnly() || len(e.World().Attachments) != 0 {
		t.Error("not done")
	}
}

func TestReadOnlyClient(t *testing.T) {
	for _, call := range calls {
		t.Run(call.name(), func(t *testing.T) {
			e := emulate(t, call.world())
			c := awsclient.New(awsclient.Options{ReadOnly: true, Source: awsclient.InProcess(e.Transport(), "us-east-1")})
			err := call.do(t.Context(), c)
			if !call.writes {
				ok(t, err)
				return
			}
			failure := failureOf(t, err, model.FailureReadOnly)
			if want := "refused: oscope runs read-only"; failure.Message != want || failure.Brief() != want {
				t.Errorf("message %q, brief %q", failure.Message, failure.Brief())
			}
			wantCalls(t, e, nil)
		})
	}
}
