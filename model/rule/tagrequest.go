package rule

import "oscope/model"

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
