package rule

// PutIntegrationRequest is the request of PutIntegration.
type PutIntegrationRequest struct {
	Name   string               `json:"integrationName,omitempty"`
	Config IntegrationResources `json:"resourceConfig"`
	Type   string               `json:"integrationType,omitempty"`
}

// IntegrationResources is the one member of the union resourceConfig.
type IntegrationResources struct {
	OpenSearch OpenSearchResources `json:"openSearchResourceConfig"`
}

// OpenSearchResources says what an integration is to be made with.
type OpenSearchResources struct {
	KMSKeyARN      string   `json:"kmsKeyArn,omitempty"`
	RoleARN        string   `json:"dataSourceRoleArn,omitempty"`
	Viewers        []string `json:"dashboardViewerPrincipals,omitzero"`
	ApplicationARN string   `json:"applicationArn,omitempty"`
	RetentionDays  int      `json:"retentionDays,omitempty"`
}

// DeleteIntegrationRequest is the request of DeleteIntegration.
type DeleteIntegrationRequest struct {
	Name  string `json:"integrationName,omitempty"`
	Force bool   `json:"force,omitempty"`
}
