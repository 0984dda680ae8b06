package emulator_test

import (
	"slices"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model/rule"
)

// signInServices have operations that are served and not in the table of package rule.
var signInServices = []string{"STS", "Organizations", "Account", "SSO", "SSO OIDC"}

// Whatever operation is declared is served. What is served besides is declared in
// this package alone, so that nothing is declared twice.
func TestEveryOperationIsServed(t *testing.T) {
	served := emulator.Served()
	for _, o := range rule.Operations {
		i := slices.Index(served, o)
		if i < 0 {
			t.Errorf("there is no route to %s", o.Name)
			continue
		}
		served = slices.Delete(served, i, i+1)
	}
	seen := map[string]bool{}
	for _, o := range served {
		called := o.Service.ID + " " + o.Name
		if rule.Declared(o.Service.ID, o.Name) != nil || seen[called] {
			t.Errorf("%s is declared twice, or has two routes", called)
		}
		seen[called] = true
		if !slices.Contains(signInServices, o.Service.ID) {
			t.Errorf("%s is not in the table of operations", called)
		}
	}
}
