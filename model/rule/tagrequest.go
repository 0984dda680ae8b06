package rule

import (
	"fmt"

	"oscope/model"
)

// AddTagsRequest is the request of AddTags.
type AddTagsRequest struct {
	ARN  string      `json:"ARN,omitempty"`
	Tags []model.Tag `json:"TagList,omitempty"`
}

// RemoveTagsRequest is the request of RemoveTags.
type RemoveTagsRequest struct {
	ARN  string   `json:"ARN,omitempty"`
	Keys []string `json:"TagKeys,omitempty"`
}

// CheckTags returns what is wrong with tags taken together, which no member can tell.
func CheckTags(tags []model.Tag) []Violation {
	keys := map[string]bool{}
	for _, tag := range tags {
		if keys[tag.Key] {
			return []Violation{{Path: "tagList", Value: tag.Key, Advice: "the key " + tag.Key + " occurs twice"}}
		}
		keys[tag.Key] = true
	}
	if len(keys) > MaxTags {
		return []Violation{{Path: "tagList", Advice: fmt.Sprintf("at most %d tags are allowed (now %d)", MaxTags, len(keys))}}
	}
	return nil
}
