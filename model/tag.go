package model

// Tag is a tag of a resource; the tags are the service's member names.
type Tag struct {
	Key   string `json:"Key"`
	Value string `json:"Value"`
}
