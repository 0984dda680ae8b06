package request

import "maps"

// Apart takes values apart in which members stand for several requests: one for each of
// their values, and for each of all combinations where that are several members. The
// first that is named changes the slowest.
func Apart(values map[string]any, several ...string) []map[string]any {
	all := []map[string]any{values}
	for _, name := range several {
		list, ok := values[name].([]any)
		if !ok {
			continue
		}
		var more []map[string]any
		for _, of := range all {
			for _, value := range list {
				one := maps.Clone(of)
				one[name] = value
				more = append(more, one)
			}
		}
		all = more
	}
	return all
}
