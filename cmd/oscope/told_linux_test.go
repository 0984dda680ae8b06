package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oscope/cmd/oscope/config"
	"oscope/model"
	"oscope/ui"
	"oscope/ui/notify"
)

// A command of the operator's gets the facts in its environment, whatever is in them, and
// is not read by a shell.
func TestCommandOfNotify(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	script := filepath.Join(t.TempDir(), "told")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s|' \"$1\" \"$OSCOPE_TEXT\" \"$OSCOPE_KIND\" \"$OSCOPE_STATUS\" \"$OSCOPE_BEFORE\" \"$OSCOPE_ACCOUNT\" \"$OSCOPE_REGION\" > "+out+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	rules := telling(t.Context(), config.Notify{When: config.Always, Bell: true, Kinds: []config.Kind{"package"}, Command: []string{script, "$(id); a b"}})
	if !rules.Always || rules.Never || !rules.Bell || len(rules.Kinds) != 1 {
		t.Errorf("%+v", rules)
	}
	fact := notify.Fact{Text: "`x` \x00\"$HOME\" is AVAILABLE", Key: model.PackageKey("F1"), Status: "AVAILABLE", Before: "COPYING", Account: "123456789012", Region: "us-east-1"}
	if err := rules.Run(fact); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if want := "$(id); a b|`x` \"$HOME\" is AVAILABLE|package|AVAILABLE|COPYING|123456789012|us-east-1|"; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	rules = telling(t.Context(), config.Notify{Command: []string{"/nowhere/to/be/found"}})
	if err := rules.Run(fact); err == nil || !strings.Contains(err.Error(), "notify.command /nowhere/to/be/found") {
		t.Errorf("%v", err)
	}
	if rules := telling(t.Context(), config.Notify{When: config.Never}); !rules.Never || rules.Run != nil {
		t.Errorf("%+v", rules)
	}
}

func TestFarewell(t *testing.T) {
	if got := farewell(nil, settings{}); got != "" {
		t.Errorf("nothing is left: %q", got)
	}
	left := []ui.Remaining{{Scope: model.Scope{Profile: "prod", Region: "eu-west-1"}, Where: "prod · eu-west-1", Title: "my ranking → orders", Name: "my ranking/orders", Kind: model.KindAssociation, Status: "ASSOCIATING"}}
	want := "Still in flight: 1 resource.\n  ASSOCIATING association my ranking → orders · prod · eu-west-1\nTo go on watching the first: oscope wait association 'my ranking/orders' --for settled --profile prod --region eu-west-1\n"
	if got := farewell(left, settings{}); got != want {
		t.Errorf("%q, want\n%q", got, want)
	}
	elsewhere := left[0]
	elsewhere.Scope = model.Scope{}
	if got := farewell([]ui.Remaining{elsewhere}, settings{endpoint: "http://127.0.0.1:4566"}); !strings.HasSuffix(got, " --for settled --endpoint-url http://127.0.0.1:4566\n") {
		t.Errorf("%q", got)
	}
	many := farewell(slices.Repeat(left, 12), settings{demo: true})
	if !strings.Contains(many, "12 resources") || !strings.Contains(many, "and 2 more") || strings.Contains(many, "oscope wait") {
		t.Errorf("%q", many)
	}
}
