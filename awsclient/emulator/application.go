package emulator

import (
	"cmp"
	"slices"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// Application has the members of GetApplication's answer, and its tags. Other
// operations answer with the same members, less those that they do not have.
type Application struct {
	ID                       string                 `json:"id,omitempty"`
	ARN                      string                 `json:"arn,omitempty"`
	Name                     string                 `json:"name,omitempty"`
	Endpoint                 string                 `json:"endpoint,omitempty"`
	Status                   model.Status           `json:"status,omitempty"`
	IAMIdentityCenterOptions *IdentityCenterOptions `json:"iamIdentityCenterOptions,omitempty"`
	DataSources              []DataSource           `json:"dataSources,omitzero"`
	AppConfigs               []AppConfig            `json:"appConfigs,omitzero"`
	CreatedAt                Timestamp              `json:"createdAt,omitzero"`
	LastUpdatedAt            Timestamp              `json:"lastUpdatedAt,omitzero"`
	KMSKeyARN                string                 `json:"kmsKeyArn,omitempty"`
	TagList                  []Tag                  `json:"tagList,omitempty"`
}

// DataSource is an entry of an application's dataSources.
type DataSource struct {
	DataSourceARN           string `json:"dataSourceArn"`
	DataSourceDescription   string `json:"dataSourceDescription,omitempty"`
	IAMRoleForDataSourceARN string `json:"iamRoleForDataSourceArn,omitempty"`
}

// IdentityCenterOptions says whether people sign in through IAM Identity Center.
type IdentityCenterOptions struct {
	Enabled                                bool   `json:"enabled"`
	IAMIdentityCenterInstanceARN           string `json:"iamIdentityCenterInstanceArn,omitempty"`
	IAMIdentityCenterApplicationARN        string `json:"iamIdentityCenterApplicationArn,omitempty"`
	IAMRoleForIdentityCenterApplicationARN string `json:"iamRoleForIdentityCenterApplicationArn,omitempty"`
}

// AppConfig is one setting of an application. The service may answer with keys
// that no request accepts (SERVICE.md §2.3), and so may a world.
type AppConfig struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// application is an Application with what belongs to it alone.
type application struct {
	Application
	attachments table[Attachment] // by the data source's ARN
}

// complete fills in the members that a world leaves out.
func (a *Application) complete(r *references) error {
	defaultTo(&a.ID, applicationID(r.account, r.region, "application", a.Name))
	defaultTo(&a.Status, "ACTIVE")
	if a.Status != "CREATING" && a.Status != "FAILED" {
		defaultTo(&a.Endpoint, r.applicationEndpoint(a.Name, a.ID))
	}
	a.withDefaults()
	err := cmp.Or(
		checkName("name", &rule.CreateApplication, "name", a.Name),
		checkName("id", &rule.GetApplication, "id", a.ID),
		checkStatus("status", model.KindApplication, a.Status),
		derive("arn", &a.ARN, r.applicationARN(a.ID)),
		r.define("id", "application", a.ID, string(a.Status)),
		r.define("name", "application name", a.Name, a.ID),
	)
	for _, d := range a.DataSources {
		err = cmp.Or(err, r.dataSource(d.DataSourceARN))
	}
	return err
}

// withDefaults fills in what the service answers for members that nobody set.
func (a *Application) withDefaults() {
	if a.IAMIdentityCenterOptions == nil {
		a.IAMIdentityCenterOptions = &IdentityCenterOptions{}
	}
	if a.DataSources == nil {
		a.DataSources = []DataSource{}
	}
	if a.AppConfigs == nil {
		a.AppConfigs = []AppConfig{}
	}
}

func (s *state) loadApplication(a Application) {
	a.CreatedAt = a.CreatedAt.loaded(s.now).or(s.now)
	a.LastUpdatedAt = a.LastUpdatedAt.loaded(s.now)
	switch {
	case a.Status == "CREATING":
	case model.MeaningOf(model.KindApplication, a.Status).Phase == model.InFlight:
		a.LastUpdatedAt = a.LastUpdatedAt.or(s.now)
	default:
		a.LastUpdatedAt = a.LastUpdatedAt.or(a.CreatedAt.Time)
	}
	s.addApplication(a)
}

func (s *state) shownApplications() []Application {
	var all []Application
	for a := range s.applications.all() {
		all = append(all, a.Application)
	}
	return all
}

// addApplication keeps an application and plans what happens to it next.
func (s *state) addApplication(a Application) *application {
	s.ids.know(a.ID)
	row := s.applications.add(a.ID, application{Application: a})
	s.planApplication(row)
	return row
}

func (s *state) planApplication(a *application) {
	d := s.options.Durations
	switch a.Status {
	case "CREATING":
		s.agenda.plan(a.CreatedAt.Add(d.ApplicationCreate), func(now time.Time) { s.created(a, now) })
	case "UPDATING":
		s.agenda.plan(a.LastUpdatedAt.Add(d.ApplicationUpdate), func(time.Time) {
			a.Status = "ACTIVE"
			s.attachPendingTo(a)
		})
	case "DELETING":
		s.agenda.plan(a.LastUpdatedAt.Add(d.ApplicationDelete), func(time.Time) { s.removeApplication(a) })
	}
}

func (s *state) created(a *application, now time.Time) {
	a.LastUpdatedAt = at(now)
	if slices.ContainsFunc(a.DataSources, directQuery) {
		// Recorded of the service: SERVICE.md §2.2.
		a.Status = "FAILED"
		return
	}
	a.Status = "ACTIVE"
	a.Endpoint = s.applicationEndpoint(a.Name, a.ID)
	s.attachPendingTo(a)
}

func (s *state) removeApplication(a *application) {
	s.applications.remove(a.ID)
	for _, w := range values(&s.workspaces) {
		if w.ID == a.ID {
			s.workspaces.remove(w.WorkspaceID)
		}
	}
	if s.defaultApplication == a.ARN {
		s.defaultApplication = ""
	}
	s.loseResources()
}

// application finds one by its identifier, or by its name.
func (s *state) application(id string) (*application, error) {
	if a := s.applications.get(id); a != nil {
		return a, nil
	}
	if a := s.applicationNamed(id); a != nil {
		return a, nil
	}
	return nil, refuse("ResourceNotFoundException", "Application not found: %s", id)
}

func (s *state) applicationNamed(name string) *application {
	for a := range s.applications.all() {
		if a.Name == name {
			return a
		}
	}
	return nil
}

func (s *state) applicationWithARN(text string) *application {
	known, _ := model.ParseARN(text)
	if a := s.applications.get(known.Name); a != nil && a.ARN == text {
		return a
	}
	return nil
}

// applicationIn is what an operation on one application asks for.
type applicationIn struct {
	ID string `json:"id"`
}

func (s *state) createApplication(in Application) (any, error) {
	if s.applicationNamed(in.Name) != nil {
		return nil, refuse("ConflictException", "An application with the name %s already exists.", in.Name)
	}
	if err := s.checkDataSources(in.DataSources); err != nil {
		return nil, err
	}
	if err := checkTagCount(in.TagList, "ValidationException"); err != nil {
		return nil, err
	}
	a := s.newApplication(in, s.now).Application
	a.Status = ""
	return a, nil
}

// newApplication begins the creation of an application.
func (s *state) newApplication(a Application, now time.Time) *application {
	a.ID = s.ids.issue(applicationID)
	a.ARN = s.applicationARN(a.ID)
	a.Status = "CREATING"
	a.CreatedAt = at(now)
	a.withDefaults()
	return s.addApplication(a)
}

func (s *state) getApplication(in applicationIn) (any, error) {
	a, err := s.application(in.ID)
	if err != nil {
		return nil, err
	}
	answer := a.Application
	answer.TagList = nil
	return answer, nil
}

type applicationPage struct {
	Summaries []Application `json:"ApplicationSummaries"`
	NextToken string        `json:"nextToken,omitempty"`
}

func (s *state) listApplications(in struct {
	listing
	Statuses []model.Status `json:"statuses"`
},
) (any, error) {
	rows, next, err := page(&s.applications, in.listing, "applications", applicationPageSize, func(a *application) bool {
		return len(in.Statuses) == 0 || slices.Contains(in.Statuses, a.Status)
	})
	answer := applicationPage{Summaries: []Application{}, NextToken: next}
	for _, a := range rows {
		answer.Summaries = append(answer.Summaries, Application{
			ID: a.ID, ARN: a.ARN, Name: a.Name, Endpoint: a.Endpoint, Status: a.Status,
			CreatedAt: a.CreatedAt, LastUpdatedAt: a.LastUpdatedAt,
		})
	}
	return answer, err
}

func (s *state) updateApplication(in struct {
	applicationIn
	DataSources              *[]DataSource          `json:"dataSources"`
	AppConfigs               *[]AppConfig           `json:"appConfigs"`
	IAMIdentityCenterOptions *IdentityCenterOptions `json:"iamIdentityCenterOptions"`
},
) (any, error) {
	a, err := s.application(in.ID)
	if err != nil {
		return nil, err
	}
	if a.Status != "ACTIVE" {
		return nil, refuse("ConflictException", "Application %s is %s. It can be updated when it is ACTIVE.", a.ID, a.Status)
	}
	if in.DataSources != nil {
		if err := s.checkDataSources(*in.DataSources); err != nil {
			return nil, err
		}
		a.replaceDataSources(*in.DataSources)
	}
	if in.AppConfigs != nil {
		a.AppConfigs = *in.AppConfigs
	}
	if in.IAMIdentityCenterOptions != nil {
		a.IAMIdentityCenterOptions = in.IAMIdentityCenterOptions
	}
	s.beginUpdate(a, s.now)
	answer := a.Application
	answer.Status, answer.Endpoint, answer.KMSKeyARN, answer.TagList = "", "", "", nil
	return answer, nil
}

func (s *state) beginUpdate(a *application, now time.Time) {
	a.Status = "UPDATING"
	a.LastUpdatedAt = at(now)
	s.planApplication(a)
}

func (s *state) deleteApplication(in applicationIn) (any, error) {
	a, err := s.application(in.ID)
	if err != nil {
		return nil, err
	}
	if a.Status != "ACTIVE" && a.Status != "FAILED" {
		return nil, refuse("ConflictException", "Application %s is %s. It can be deleted when it is ACTIVE or FAILED.", a.ID, a.Status)
	}
	a.Status = "DELETING"
	a.LastUpdatedAt = at(s.now)
	s.planApplication(a)
	return struct{}{}, nil
}

type defaultApplication struct {
	ApplicationARN string `json:"applicationArn"`
}

func (s *state) getDefaultApplication(struct{}) (any, error) {
	if s.defaultApplication == "" {
		return nil, refuse("ResourceNotFoundException", "The default application is not set.")
	}
	return defaultApplication{s.defaultApplication}, nil
}

func (s *state) putDefaultApplication(in struct {
	defaultApplication
	SetAsDefault bool `json:"setAsDefault"`
},
) (any, error) {
	if s.applicationWithARN(in.ApplicationARN) == nil {
		return nil, refuse("ResourceNotFoundException", "Application not found: %s", in.ApplicationARN)
	}
	switch {
	case in.SetAsDefault:
		s.defaultApplication = in.ApplicationARN
	case s.defaultApplication == in.ApplicationARN:
		s.defaultApplication = ""
	default:
		return nil, refuse("ValidationException", "%s is not the default application.", in.ApplicationARN)
	}
	return in.defaultApplication, nil
}
