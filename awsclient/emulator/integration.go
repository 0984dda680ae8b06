package emulator

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// Integration has the members of GetIntegration's answer and, in a world, those
// that say how it goes on and whether it can be deleted.
type Integration struct {
	IntegrationName    string             `json:"integrationName"`
	IntegrationType    string             `json:"integrationType"`
	IntegrationStatus  model.Status       `json:"integrationStatus"`
	IntegrationDetails IntegrationDetails `json:"integrationDetails"`

	// ResourceConfig is the request's. No answer has it.
	ResourceConfig *ResourceConfig `json:"resourceConfig,omitempty"`
	// CollectionName is the name of the collection and of the policies that the
	// integration makes.
	CollectionName string `json:"collectionName,omitempty"`
	// Dashboards says whether there are dashboards once the integration is ACTIVE;
	// default true.
	Dashboards *bool `json:"dashboards,omitempty"`
	// LastUpdatedAt is when the step that is under way began.
	LastUpdatedAt Timestamp `json:"lastUpdatedAt,omitzero"`
}

// ResourceConfig is a union of one member.
type ResourceConfig struct {
	OpenSearch *OpenSearchResourceConfig `json:"openSearchResourceConfig,omitempty"`
}

// OpenSearchResourceConfig says what PutIntegration is to make.
type OpenSearchResourceConfig struct {
	KMSKeyARN                 string   `json:"kmsKeyArn,omitempty"`
	DataSourceRoleARN         string   `json:"dataSourceRoleArn"`
	DashboardViewerPrincipals []string `json:"dashboardViewerPrincipals"`
	ApplicationARN            string   `json:"applicationArn,omitempty"`
	RetentionDays             int      `json:"retentionDays"`
}

// config is what the request said, or nothing at all.
func (i *Integration) config() OpenSearchResourceConfig {
	if i.ResourceConfig == nil || i.ResourceConfig.OpenSearch == nil {
		return OpenSearchResourceConfig{}
	}
	return *i.ResourceConfig.OpenSearch
}

// IntegrationDetails is a union of one member.
type IntegrationDetails struct {
	OpenSearch OpenSearchIntegrationDetails `json:"openSearchIntegrationDetails"`
}

// OpenSearchIntegrationDetails are the resources of an integration. One that is
// not made yet is absent (chosen).
type OpenSearchIntegrationDetails struct {
	DataSource       *OpenSearchDataSource  `json:"dataSource,omitempty"`
	Application      *OpenSearchApplication `json:"application,omitempty"`
	Collection       *OpenSearchCollection  `json:"collection,omitempty"`
	Workspace        *OpenSearchWorkspace   `json:"workspace,omitempty"`
	EncryptionPolicy *OpenSearchPolicy      `json:"encryptionPolicy,omitempty"`
	NetworkPolicy    *OpenSearchPolicy      `json:"networkPolicy,omitempty"`
	AccessPolicy     *OpenSearchPolicy      `json:"accessPolicy,omitempty"`
	LifecyclePolicy  *OpenSearchPolicy      `json:"lifecyclePolicy,omitempty"`
}

// OpenSearchDataSource is the direct-query data source of an integration.
type OpenSearchDataSource struct {
	DataSourceName string                   `json:"dataSourceName,omitempty"`
	Status         OpenSearchResourceStatus `json:"status"`
}

// OpenSearchApplication is the application of an integration.
type OpenSearchApplication struct {
	ApplicationEndpoint string                   `json:"applicationEndpoint,omitempty"`
	ApplicationARN      string                   `json:"applicationArn,omitempty"`
	ApplicationID       string                   `json:"applicationId,omitempty"`
	Status              OpenSearchResourceStatus `json:"status"`
}

// OpenSearchCollection is the collection of an integration.
type OpenSearchCollection struct {
	CollectionEndpoint string                   `json:"collectionEndpoint,omitempty"`
	CollectionARN      string                   `json:"collectionArn,omitempty"`
	Status             OpenSearchResourceStatus `json:"status"`
}

// OpenSearchWorkspace is the workspace of an integration's dashboards.
type OpenSearchWorkspace struct {
	WorkspaceID string                   `json:"workspaceId,omitempty"`
	Status      OpenSearchResourceStatus `json:"status"`
}

// OpenSearchPolicy is one of the four policies of an integration's collection.
type OpenSearchPolicy struct {
	PolicyName string                   `json:"policyName,omitempty"`
	Status     OpenSearchResourceStatus `json:"status"`
}

// OpenSearchResourceStatus is the health of one resource.
type OpenSearchResourceStatus struct {
	Status        model.Status `json:"status"`
	StatusMessage string       `json:"statusMessage,omitempty"`
}

// complete fills in the members that a world leaves out. It adds no resources:
// an integration without some has lost them, or has not come so far.
func (i *Integration) complete(r *references) error {
	defaultTo(&i.IntegrationType, rule.IntegrationTypes[0])
	defaultTo(&i.IntegrationStatus, "ACTIVE")
	defaultTo(&i.CollectionName, r.integrationCollection(i.IntegrationName, 0))
	return cmp.Or(
		checkName("integrationName", &rule.PutIntegration, "integrationName", i.IntegrationName),
		oneOf("integrationType", i.IntegrationType, rule.IntegrationTypes...),
		checkStatus("integrationStatus", model.KindIntegration, i.IntegrationStatus),
		checkName("collectionName", &rule.BatchGetCollection, "names", i.CollectionName),
		r.define("integrationName", "integration", i.IntegrationName, ""),
		i.completeResources(r),
	)
}

func (i *Integration) completeResources(r *references) error {
	d := &i.IntegrationDetails.OpenSearch
	policy := func(p *OpenSearchPolicy) error {
		defaultTo(&p.PolicyName, i.CollectionName)
		return p.Status.complete()
	}
	return cmp.Or(
		completeResource("encryptionPolicy", &d.EncryptionPolicy, policy),
		completeResource("networkPolicy", &d.NetworkPolicy, policy),
		completeResource("accessPolicy", &d.AccessPolicy, policy),
		completeResource("lifecyclePolicy", &d.LifecyclePolicy, policy),
		completeResource("collection", &d.Collection, func(c *OpenSearchCollection) error { return c.complete(r) }),
		completeResource("dataSource", &d.DataSource, func(d *OpenSearchDataSource) error {
			defaultTo(&d.DataSourceName, i.dataSourceName())
			return d.Status.complete()
		}),
		completeResource("application", &d.Application, func(a *OpenSearchApplication) error { return a.complete(r) }),
		completeResource("workspace", &d.Workspace, func(w *OpenSearchWorkspace) error { return w.complete(r) }),
	)
}

// completeResource completes a copy of a resource, if it is there.
func completeResource[T any](name string, resource **T, complete func(*T) error) error {
	if *resource == nil {
		return nil
	}
	completed := **resource
	*resource = &completed
	if err := complete(&completed); err != nil {
		return fmt.Errorf("integrationDetails.openSearchIntegrationDetails.%s.%w", name, err)
	}
	return nil
}

func (s *OpenSearchResourceStatus) complete() error {
	defaultTo(&s.Status, "ACTIVE")
	return checkStatus("status.status", model.KindIntegrationResource, s.Status)
}

// What is NOT_FOUND need not exist; anything else must.

func (c *OpenSearchCollection) complete(r *references) error {
	err := c.Status.complete()
	if known, _ := model.ParseARN(c.CollectionARN); c.Status.Status != "NOT_FOUND" && (!r.has("collection", known.Name) || c.CollectionARN != r.collectionARN(known.Name)) {
		return cmp.Or(err, fmt.Errorf("collectionArn: there is no collection %q", c.CollectionARN))
	}
	return err
}

// The applicationId may also be the application's name.
func (a *OpenSearchApplication) complete(r *references) error {
	err := a.Status.complete()
	if a.Status.Status == "NOT_FOUND" {
		return err
	}
	known, _ := model.ParseARN(a.ApplicationARN)
	defaultTo(&a.ApplicationID, known.Name)
	err = cmp.Or(err, r.application("applicationId", &a.ApplicationID))
	return cmp.Or(err, derive("applicationArn", &a.ApplicationARN, r.applicationARN(a.ApplicationID)))
}

func (w *OpenSearchWorkspace) complete(r *references) error {
	err := w.Status.complete()
	if w.Status.Status == "ACTIVE" && !r.has("workspace", w.WorkspaceID) {
		return cmp.Or(err, fmt.Errorf("workspaceId: there is no workspace %q", w.WorkspaceID))
	}
	return err
}

// integrationCollection is the name of the collection that an integration makes.
// The service's begin in this way (SERVICE.md §6.2); attempt tells those of one
// integration's name apart, since a collection outlives its integration.
func (p place) integrationCollection(name string, attempt int) string {
	return "cloudwatch-logs-" + spell(lowerAlphanumeric, 8, p.account, p.region, "integration", name, strconv.Itoa(attempt))
}

// dataSourceName follows from the collection's: cloudwatch_logs_…
func (i *Integration) dataSourceName() string { return strings.ReplaceAll(i.CollectionName, "-", "_") }

func (s *state) loadIntegration(i Integration) {
	i.LastUpdatedAt = i.LastUpdatedAt.loaded(s.now)
	if i.IntegrationStatus == "PROVISIONING" {
		i.LastUpdatedAt = i.LastUpdatedAt.or(s.now)
	}
	s.fillEndpoints(&i.IntegrationDetails.OpenSearch)
	s.planIntegration(s.integrations.add(i.IntegrationName, i))
}

// fillEndpoints takes the endpoints that a world leaves out from the resources.
func (s *state) fillEndpoints(d *OpenSearchIntegrationDetails) {
	if a := d.Application; a != nil && a.ApplicationEndpoint == "" {
		if known := s.applicationWithARN(a.ApplicationARN); known != nil {
			filled := *a
			filled.ApplicationEndpoint = known.Endpoint
			d.Application = &filled
		}
	}
	if c := d.Collection; c != nil && c.CollectionEndpoint == "" {
		if known := s.collectionWithARN(c.CollectionARN); known != nil {
			filled := *c
			filled.CollectionEndpoint = known.CollectionEndpoint
			d.Collection = &filled
		}
	}
}
