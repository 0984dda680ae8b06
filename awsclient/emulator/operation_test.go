package emulator_test

import (
	"slices"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model/rule"
)

// Whatever operation is declared is served, and nothing else is.
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
	for _, o := range served {
		t.Errorf("%s is not in the table of operations, or has two routes", o.Name)
	}
}
