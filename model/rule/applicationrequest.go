package rule

import "oscope/model"

// CreateApplicationRequest is the request of CreateApplication.
type CreateApplicationRequest struct {
	ClientToken    string                        `json:"clientToken,omitempty"`
	Name           string                        `json:"name,omitempty"`
	DataSources    []model.ApplicationDataSource `json:"dataSources,omitempty"`
	IdentityCenter *model.IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
	Configs        []model.ApplicationConfig     `json:"appConfigs,omitempty"`
	Tags           []model.Tag                   `json:"tagList,omitempty"`
	KMSKeyARN      string                        `json:"kmsKeyArn,omitempty"`
}

// UpdateApplicationRequest is the request of UpdateApplication. A list that is nil
// stays as it is; one that is empty is cleared; any other replaces the whole list
// (SERVICE.md §2.4).
type UpdateApplicationRequest struct {
	ApplicationID  string                        `json:"id,omitempty"`
	DataSources    []model.ApplicationDataSource `json:"dataSources,omitzero"`
	Configs        []model.ApplicationConfig     `json:"appConfigs,omitzero"`
	IdentityCenter *model.IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
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
