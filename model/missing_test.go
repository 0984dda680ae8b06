package model_test

import (
	"encoding/json"
	"testing"

	"oscope/model"
)

func TestMissingStatement(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	for name, tt := range map[string]struct {
		err      model.CallError
		resource string // "" for no statement
	}{
		"a resource":       {model.CallError{Message: "User: arn:aws:sts::1:assumed-role/R/s is not authorized to perform: es:AddTags on resource: " + arn + " because no identity-based policy allows the es:AddTags action"}, arn},
		"with a full stop": {model.CallError{Message: "not authorized to perform: es:AddTags on resource: " + arn + "."}, arn},
		"every resource":   {model.CallError{Message: "not authorized to perform: es:AddTags on resource: *"}, "*"},
		"no resource":      {model.CallError{Message: "User is not authorized"}, "*"},
		"denied":           {model.CallError{Message: "not authorized to perform: es:AddTags on resource: " + arn + " with an explicit deny in a service control policy"}, ""},
		"another failure":  {model.CallError{Kind: model.FailureConflict, Message: "on resource: " + arn}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := tt.err
			err.Action = "es:AddTags"
			if err.Kind == model.FailureOther {
				err.Kind = model.FailurePermission
			}
			text, ok := err.MissingStatement()
			if ok != (tt.resource != "") {
				t.Fatalf("%q, %v", text, ok)
			}
			if !ok {
				return
			}
			var got map[string]string
			if err := json.Unmarshal([]byte(text), &got); err != nil || got["Effect"] != "Allow" || got["Action"] != "es:AddTags" || got["Resource"] != tt.resource || len(got) != 3 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}
