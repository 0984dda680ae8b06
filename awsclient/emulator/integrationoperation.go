package emulator

import (
	"strings"

	"oscope/model"
)

// integrationIn is what an operation on one integration asks for.
type integrationIn struct {
	Name string `json:"integrationName"`
}

// integrationSummary is what all but one operation say of an integration.
type integrationSummary struct {
	IntegrationName   string       `json:"integrationName"`
	IntegrationType   string       `json:"integrationType,omitempty"`
	IntegrationStatus model.Status `json:"integrationStatus"`
}

func (s *state) putIntegration(in Integration) (any, error) {
	switch {
	case in.ResourceConfig.OpenSearch == nil:
		return nil, refuse("InvalidParameterException", "Exactly one member of resourceConfig must be set.")
	case len(s.integrations.rows) > 0:
		// One in an account, and none is ever changed (SERVICE.md §6.1).
		return nil, refuse("LimitExceededException", "Resource limit exceeded.")
	}
	in.IntegrationStatus = "PROVISIONING"
	in.LastUpdatedAt = at(s.now)
	for attempt := 0; attempt == 0 || s.collectionNamed(in.CollectionName) != nil; attempt++ {
		in.CollectionName = s.integrationCollection(in.IntegrationName, attempt)
	}
	i := s.integrations.add(in.IntegrationName, in)
	s.planIntegration(i)
	return integrationSummary{IntegrationName: i.IntegrationName, IntegrationStatus: i.IntegrationStatus}, nil
}

// integration finds one, or refuses as the service does.
func (s *state) integration(name string) (*Integration, error) {
	if i := s.integrations.get(name); i != nil {
		return i, nil
	}
	return nil, refuse("ResourceNotFoundException", "Integration not found: %s", name)
}

func (s *state) getIntegration(in integrationIn) (any, error) {
	i, err := s.integration(in.Name)
	if err != nil {
		return nil, err
	}
	return struct {
		integrationSummary
		IntegrationDetails IntegrationDetails `json:"integrationDetails"`
	}{i.summary(), i.IntegrationDetails}, nil
}

func (i *Integration) summary() integrationSummary {
	return integrationSummary{i.IntegrationName, i.IntegrationType, i.IntegrationStatus}
}

func (s *state) listIntegrations(in struct {
	Prefix string       `json:"integrationNamePrefix"`
	Type   string       `json:"integrationType"`
	Status model.Status `json:"integrationStatus"`
},
) (any, error) {
	answer := struct {
		Summaries []integrationSummary `json:"integrationSummaries"`
	}{[]integrationSummary{}}
	for i := range s.integrations.all() {
		if strings.HasPrefix(i.IntegrationName, in.Prefix) &&
			(in.Type == "" || in.Type == i.IntegrationType) &&
			(in.Status == "" || in.Status == i.IntegrationStatus) {
			answer.Summaries = append(answer.Summaries, i.summary())
		}
	}
	return answer, nil
}

// deleteIntegration leaves everything that the integration made (SERVICE.md §6.3).
func (s *state) deleteIntegration(in struct {
	integrationIn
	Force bool `json:"force"`
},
) (any, error) {
	i, err := s.integration(in.Name)
	switch {
	case err != nil:
		return nil, err
	case i.hasDashboards() && !in.Force:
		return nil, refuse("ValidationException", "Integration %s has dashboards. Set force to true to delete them with it.", in.Name)
	}
	s.integrations.remove(in.Name)
	return struct{}{}, nil
}

func (i *Integration) hasDashboards() bool {
	return i.IntegrationStatus == "ACTIVE" && (i.Dashboards == nil || *i.Dashboards)
}
