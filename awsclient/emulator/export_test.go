package emulator

import "oscope/model/rule"

// Served returns the operations that there are routes for.
func Served() []*rule.Operation {
	served := make([]*rule.Operation, len(operations))
	for i, o := range operations {
		served[i] = o.Operation
	}
	return served
}
