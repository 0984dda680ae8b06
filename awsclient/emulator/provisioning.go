package emulator

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// An integration is provisioned in steps, each of which makes its next resource:
// the encryption, network, access and lifecycle policies, the collection, the data
// source, the application, the workspace. What it has says where it stands, so
// that it goes on in whatever world it is loaded. A collection and an application
// exist before they are ready; the integration tells of them when they are.

// analytics is the application that an integration makes when its request names
// none, and the tag by which CloudWatch Logs knows it again.
const analytics = "aws-analytics"

var analyticsTag = Tag{Key: "OpenSearchIntegration", Value: "Dashboards"}

var healthy = OpenSearchResourceStatus{Status: "ACTIVE"}

// planIntegration plans the end of the step that an integration is at.
func (s *state) planIntegration(i *Integration) {
	if i.IntegrationStatus != "PROVISIONING" {
		return
	}
	s.agenda.plan(s.stepEnds(i), func(now time.Time) {
		if s.integrations.get(i.IntegrationName) != i {
			return // deleted meanwhile
		}
		s.endStep(i, now)
		i.LastUpdatedAt = at(now)
		s.planIntegration(i)
	})
}

// stepEnds is when the step is over: as soon as what it waits for is ready.
func (s *state) stepEnds(i *Integration) time.Time {
	d, durations := i.IntegrationDetails.OpenSearch, s.options.Durations
	if d.LifecyclePolicy != nil && d.Collection == nil {
		if c := s.collectionNamed(i.CollectionName); c != nil && c.Status == "CREATING" {
			return c.CreatedDate.Add(durations.IntegrationCollection)
		}
	}
	if d.DataSource != nil && d.Application == nil {
		switch a := s.applicationOf(i); {
		case a == nil:
		case a.Status == "CREATING":
			return a.CreatedAt.Add(durations.ApplicationCreate)
		case a.Status == "UPDATING":
			return a.LastUpdatedAt.Add(durations.ApplicationUpdate)
		}
	}
	return i.LastUpdatedAt.Add(durations.IntegrationStep)
}

func (s *state) endStep(i *Integration, now time.Time) {
	d := &i.IntegrationDetails.OpenSearch
	policy := &OpenSearchPolicy{i.CollectionName, healthy}
	switch {
	case d.lost():
		i.IntegrationStatus = "FAILED"
	case d.EncryptionPolicy == nil:
		d.EncryptionPolicy = policy
		s.provisionPolicy(i, now, "encryption", `{"Rules":[{"ResourceType":"collection","Resource":["collection/%s"]}],"AWSOwnedKey":true}`)
	case d.NetworkPolicy == nil:
		d.NetworkPolicy = policy
		s.provisionPolicy(i, now, "network", `[{"Rules":[{"ResourceType":"collection","Resource":["collection/%s"]}],"AllowFromPublic":false,`+
			`"SourceServices":["application.opensearchservice.amazonaws.com"]}]`)
	case d.AccessPolicy == nil:
		d.AccessPolicy = policy
		s.provisionAccess(i, now)
	case d.LifecyclePolicy == nil:
		d.LifecyclePolicy = policy
	case d.Collection == nil:
		s.provisionCollection(i, now)
	case d.DataSource == nil:
		d.DataSource = &OpenSearchDataSource{i.dataSourceName(), healthy}
		s.provisionDataSource(i)
	case d.Application == nil:
		s.provisionApplication(i, now)
	case d.Workspace == nil:
		d.Workspace = s.newWorkspace(d.Application.ApplicationID)
	}
	if d.Workspace != nil && i.IntegrationStatus == "PROVISIONING" {
		i.IntegrationStatus = "ACTIVE"
	}
}

// provisionPolicy makes one of the policies of the collection, under its name.
func (s *state) provisionPolicy(i *Integration, now time.Time, of, policy string) {
	p := Policy{Type: of, Name: i.CollectionName, CreatedDate: Milliseconds{at(now)}, Policy: fmt.Appendf(nil, policy, i.CollectionName)}
	if s.policies.get(p.key()) == nil && checkName("name", &rule.GetSecurityPolicy, "name", p.Name) == nil {
		s.loadPolicy(p)
	}
}

// provisionAccess lets the role of the integration write, and its viewers read.
func (s *state) provisionAccess(i *Integration, now time.Time) {
	principals, _ := json.Marshal(append([]string{i.config().DataSourceRoleARN}, i.config().DashboardViewerPrincipals...))
	s.provisionPolicy(i, now, "data", `[{"Rules":[{"ResourceType":"index","Resource":["index/%s/*"],"Permission":["aoss:*"]}],"Principal":`+
		strings.ReplaceAll(string(principals), "%", "%%")+`}]`)
}

func (s *state) provisionDataSource(i *Integration) {
	name := i.dataSourceName()
	if s.directQueries.get(name) != nil || !directQueryRole.Match(i.config().DataSourceRoleARN) {
		return
	}
	s.loadDirectQuerySource(DirectQuerySource{
		DataSourceName: name, DataSourceARN: s.arn("opensearch", "datasource/"+name),
		DataSourceType: DirectQueryTypes{CloudWatchLog: &DirectQueryRole{RoleARN: i.config().DataSourceRoleARN}},
		OpenSearchARNs: []string{i.IntegrationDetails.OpenSearch.Collection.CollectionARN},
	})
}

// lost reports whether what the remaining steps build on is there no longer.
func (d *OpenSearchIntegrationDetails) lost() bool {
	return d.Collection != nil && d.Collection.Status.Status != "ACTIVE" || d.Application != nil && d.Application.Status.Status != "ACTIVE"
}

// provisionCollection makes the collection, or tells of it when it is ready.
func (s *state) provisionCollection(i *Integration, now time.Time) {
	c := s.collectionNamed(i.CollectionName)
	if c == nil {
		id := s.ids.issue(collectionID)
		s.loadCollection(Collection{
			ID:                 id,
			Name:               i.CollectionName,
			Status:             "CREATING",
			Type:               "TIMESERIES",
			Description:        "CloudWatch Logs dashboards",
			ARN:                s.collectionARN(id),
			KMSKeyARN:          cmp.Or(i.config().KMSKeyARN, "auto"),
			StandbyReplicas:    "DISABLED",
			DeletionProtection: "DISABLED",
			CreatedDate:        Milliseconds{at(now)},
		})
		return
	}
	if c.Status == "CREATING" {
		s.collectionReady(c, now)
	}
	status := healthy
	if c.Status != "ACTIVE" {
		status = i.fail("ERROR", "Collection %s is %s.", c.Name, c.Status)
	}
	i.IntegrationDetails.OpenSearch.Collection = &OpenSearchCollection{c.CollectionEndpoint, c.ARN, status}
}

// fail ends the provisioning, and returns the status of the resource that did it.
func (i *Integration) fail(status model.Status, format string, args ...any) OpenSearchResourceStatus {
	i.IntegrationStatus = "FAILED"
	return OpenSearchResourceStatus{status, fmt.Sprintf(format, args...)}
}

// applicationOf is the application that an integration is to use, or nil.
func (s *state) applicationOf(i *Integration) *application {
	if named := i.config().ApplicationARN; named != "" {
		return s.applicationWithARN(named)
	}
	return s.applicationNamed(analytics)
}

// provisionApplication makes the application, or puts the collection among the
// data sources of one that is there, or tells of it when that is done.
func (s *state) provisionApplication(i *Integration, now time.Time) {
	details := &i.IntegrationDetails.OpenSearch
	collection := details.Collection.CollectionARN
	a, named := s.applicationOf(i), i.config().ApplicationARN
	switch {
	case a == nil && named != "":
		status := i.fail("NOT_FOUND", "Application not found: %s", named)
		details.Application = &OpenSearchApplication{ApplicationARN: named, Status: status}
	case a == nil:
		s.newApplication(Application{
			Name:        analytics,
			DataSources: []DataSource{{DataSourceARN: collection}},
			TagList:     []Tag{analyticsTag},
		}, now)
	case a.Status == "FAILED", a.Status == "DELETING":
		status := i.fail("ERROR", "Application %s is %s.", a.ID, a.Status)
		details.Application = &OpenSearchApplication{a.Endpoint, a.ARN, a.ID, status}
	case a.Status != "ACTIVE":
	case !a.hasDataSource(collection):
		a.addDataSource(collection)
		s.beginUpdate(a, now)
	default:
		details.Application = &OpenSearchApplication{a.Endpoint, a.ARN, a.ID, healthy}
	}
}

func (s *state) newWorkspace(applicationID string) *OpenSearchWorkspace {
	id := s.ids.issue(workspaceID)
	s.workspaces.add(id, Workspace{id, applicationID, "CloudWatch Logs", "OBSERVABILITY"})
	return &OpenSearchWorkspace{id, healthy}
}

// loseResources tells the integrations what was removed behind their backs. Call
// it when an application or a collection is gone.
func (s *state) loseResources() {
	gone := OpenSearchResourceStatus{"NOT_FOUND", "The resource was deleted."}
	for i := range s.integrations.all() {
		d := &i.IntegrationDetails.OpenSearch
		if a := d.Application; a != nil && a.Status.Status != "NOT_FOUND" && s.applicationWithARN(a.ApplicationARN) == nil {
			d.Application = &OpenSearchApplication{a.ApplicationEndpoint, a.ApplicationARN, a.ApplicationID, gone}
		}
		if c := d.Collection; c != nil && c.Status.Status != "NOT_FOUND" && s.collectionWithARN(c.CollectionARN) == nil {
			d.Collection = &OpenSearchCollection{c.CollectionEndpoint, c.CollectionARN, gone}
		}
		if w := d.Workspace; w != nil && w.Status.Status == "ACTIVE" && s.workspaces.get(w.WorkspaceID) == nil {
			d.Workspace = &OpenSearchWorkspace{w.WorkspaceID, gone}
		}
	}
}
