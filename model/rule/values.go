package rule

import "encoding/json"

// Values returns a request's members as Operation.Check takes them.
func Values(request any) map[string]any {
	values := map[string]any{}
	// Requests are plain structs of strings and lists: neither step can fail.
	encoded, _ := json.Marshal(request)
	_ = json.Unmarshal(encoded, &values)
	return values
}
