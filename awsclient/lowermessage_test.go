package awsclient_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"oscope/awsclient"
)

func FuzzLowerMessage(f *testing.F) {
	for _, body := range []string{
		`{"Message":"User: x is not authorized"}`,
		`{"message":"lower"}`,
		`{"Message":"one","message":"other"}`,
		`{"Message":null,"Type":"User","Deep":{"Message":"kept"}}`,
		`{"Message":"<b>&\u2028","n":1e400}`,
		`null`, `[]`, ``, `{`, `<html>`, `{"Message":1}`, `{"Message":"a","Message":"b"}`, "{\"\xff\":1,\"Message\":2}",
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		out := awsclient.LowerMessage(bytes.Clone(body))
		var before, after map[string]json.RawMessage
		if json.Unmarshal(body, &before) != nil {
			if !bytes.Equal(out, body) {
				t.Fatalf("%q is no object and became %q", body, out)
			}
			return
		}
		if err := json.Unmarshal(out, &after); err != nil {
			t.Fatalf("%q became %q: %v", body, out, err)
		}
		if text, capital := before["Message"]; capital && before["message"] == nil {
			before["message"] = text
			delete(before, "Message")
		} else if !bytes.Equal(out, body) {
			t.Fatalf("%q needs no change and became %q", body, out)
		}
		if len(before) != len(after) {
			t.Fatalf("%q became %q", body, out)
		}
		for name, value := range before {
			if !reflect.DeepEqual(decoded(t, value), decoded(t, after[name])) {
				t.Fatalf("%q became %q: %s differs", body, out, name)
			}
		}
	})
}

// decoded is a JSON value; numbers keep their spelling.
func decoded(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	return value
}
