package model

import "encoding/json"

// WorkspaceConfiguration describes a workspace to be made with an attachment.
type WorkspaceConfiguration struct {
	Name string `json:"name,omitempty"`
	Type string `json:"workspaceType,omitempty"`
}

// AttachDataSourceRequest is the request of AttachDataSource; the tags are the
// service's member names. At most one of WorkspaceID and Workspace may be set.
type AttachDataSourceRequest struct {
	ApplicationID string                  `json:"id,omitempty"`
	DataSourceARN string                  `json:"dataSourceArn,omitempty"`
	WorkspaceID   string                  `json:"workspaceId,omitempty"`
	Workspace     *WorkspaceConfiguration `json:"workspaceConfiguration,omitempty"`
	ClientToken   string                  `json:"clientToken,omitempty"`
}

// CreateApplicationRequest is the request of CreateApplication.
type CreateApplicationRequest struct {
	ClientToken    string                  `json:"clientToken,omitempty"`
	Name           string                  `json:"name,omitempty"`
	DataSources    []ApplicationDataSource `json:"dataSources,omitempty"`
	IdentityCenter *IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
	Configs        []ApplicationConfig     `json:"appConfigs,omitempty"`
	Tags           []Tag                   `json:"tagList,omitempty"`
	KMSKeyARN      string                  `json:"kmsKeyArn,omitempty"`
}

// UpdateApplicationRequest is the request of UpdateApplication. A list that is nil
// stays as it is; one that is empty is cleared; any other replaces the whole list
// (SERVICE.md §2.4).
type UpdateApplicationRequest struct {
	ApplicationID  string                  `json:"id,omitempty"`
	DataSources    []ApplicationDataSource `json:"dataSources,omitzero"`
	Configs        []ApplicationConfig     `json:"appConfigs,omitzero"`
	IdentityCenter *IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
}

// DeleteApplicationRequest is the request of DeleteApplication.
type DeleteApplicationRequest struct {
	ApplicationID string `json:"id,omitempty"`
}

// DefaultApplicationRequest is the request of PutDefaultApplicationSetting. Without
// SetAsDefault it clears the default, of which the ARN must be given.
type DefaultApplicationRequest struct {
	ApplicationARN string `json:"applicationArn,omitempty"`
	SetAsDefault   bool   `json:"setAsDefault"`
}

// AddTagsRequest is the request of AddTags.
type AddTagsRequest struct {
	ARN  string `json:"ARN,omitempty"`
	Tags []Tag  `json:"TagList,omitempty"`
}

// RemoveTagsRequest is the request of RemoveTags.
type RemoveTagsRequest struct {
	ARN  string   `json:"ARN,omitempty"`
	Keys []string `json:"TagKeys,omitempty"`
}

// DetachDataSourceRequest is the request of DetachDataSource.
type DetachDataSourceRequest struct {
	ApplicationID string `json:"id,omitempty"`
	DataSourceARN string `json:"dataSourceArn,omitempty"`
}

// Values returns a request's members as Operation.Check takes them.
func Values(request any) map[string]any {
	values := map[string]any{}
	// Requests are plain structs of strings and lists: neither step can fail.
	encoded, _ := json.Marshal(request)
	_ = json.Unmarshal(encoded, &values)
	return values
}
