package rule

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

// DetachDataSourceRequest is the request of DetachDataSource.
type DetachDataSourceRequest struct {
	ApplicationID string `json:"id,omitempty"`
	DataSourceARN string `json:"dataSourceArn,omitempty"`
}
