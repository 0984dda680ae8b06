package emulator

import (
	"cmp"
	"fmt"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// Collection has the members of BatchGetCollection's answer.
type Collection struct {
	ID                  string       `json:"id"`
	Name                string       `json:"name"`
	Status              model.Status `json:"status"`
	Type                string       `json:"type,omitempty"`
	Description         string       `json:"description,omitempty"`
	ARN                 string       `json:"arn"`
	KMSKeyARN           string       `json:"kmsKeyArn,omitempty"`
	StandbyReplicas     string       `json:"standbyReplicas,omitempty"`
	DeletionProtection  string       `json:"deletionProtection,omitempty"`
	CreatedDate         Milliseconds `json:"createdDate,omitzero"`
	LastModifiedDate    Milliseconds `json:"lastModifiedDate,omitzero"`
	CollectionEndpoint  string       `json:"collectionEndpoint,omitempty"`
	DashboardEndpoint   string       `json:"dashboardEndpoint,omitempty"`
	FailureCode         string       `json:"failureCode,omitempty"`
	FailureMessage      string       `json:"failureMessage,omitempty"`
	CollectionGroupName string       `json:"collectionGroupName,omitempty"`
}

// complete fills in the members that a world leaves out.
func (c *Collection) complete(r *references) error {
	defaultTo(&c.ID, collectionID(r.account, r.region, "collection", c.Name))
	defaultTo(&c.Status, "ACTIVE")
	defaultTo(&c.Type, "SEARCH")
	defaultTo(&c.KMSKeyARN, "auto")
	defaultTo(&c.StandbyReplicas, "ENABLED")
	defaultTo(&c.DeletionProtection, "DISABLED")
	if c.Status != "CREATING" && c.Status != "FAILED" {
		c.addEndpoints(r.place)
	}
	return cmp.Or(
		checkName("name", &rule.BatchGetCollection, "names", c.Name),
		checkName("id", &rule.BatchGetCollection, "ids", c.ID),
		checkStatus("status", model.KindCollection, c.Status),
		derive("arn", &c.ARN, r.collectionARN(c.ID)),
		oneOf("type", c.Type, "SEARCH", "TIMESERIES", "VECTORSEARCH"),
		oneOf("standbyReplicas", c.StandbyReplicas, "ENABLED", "DISABLED"),
		oneOf("deletionProtection", c.DeletionProtection, "ENABLED", "DISABLED"),
		r.define("id", "collection", c.ID, ""),
		r.define("name", "collection name", c.Name, ""),
		r.define("arn", "data source", c.ARN, string(c.Status)),
	)
}

func (c *Collection) addEndpoints(p place) {
	defaultTo(&c.CollectionEndpoint, fmt.Sprintf("https://%s.%s.aoss.amazonaws.com", c.ID, p.region))
	defaultTo(&c.DashboardEndpoint, c.CollectionEndpoint+"/_dashboards")
}

func (s *state) loadCollection(c Collection) {
	c.CreatedDate.Timestamp = c.CreatedDate.loaded(s.now).or(s.now)
	c.LastModifiedDate.Timestamp = c.LastModifiedDate.loaded(s.now)
	if c.Status == "UPDATING" || c.Status == "DELETING" {
		c.LastModifiedDate.Timestamp = c.LastModifiedDate.or(s.now)
	}
	c.LastModifiedDate.Timestamp = c.LastModifiedDate.or(c.CreatedDate.Time)
	s.ids.know(c.ID)
	row := s.collections.add(c.ID, c)

	d := s.options.Durations
	switch c.Status {
	case "CREATING":
		s.agenda.plan(c.CreatedDate.Add(d.CollectionCreate), func(now time.Time) {
			if row.Status == "CREATING" { // an integration's is ready sooner
				s.collectionReady(row, now)
			}
		})
	case "UPDATING":
		s.agenda.plan(c.LastModifiedDate.Add(d.CollectionUpdate), func(now time.Time) { s.collectionReady(row, now) })
	case "DELETING":
		s.agenda.plan(c.LastModifiedDate.Add(d.CollectionDelete), func(time.Time) {
			s.collections.remove(row.ID)
			s.loseResources()
		})
	}
}

func (s *state) collectionReady(c *Collection, now time.Time) {
	c.Status = "ACTIVE"
	c.LastModifiedDate.Timestamp = at(now)
	c.addEndpoints(s.place)
	s.attachPending()
}

func (s *state) listCollections(in struct {
	listing
	Filters struct {
		Name      string       `json:"name"`
		Status    model.Status `json:"status"`
		GroupName string       `json:"collectionGroupName"`
	} `json:"collectionFilters"`
},
) (any, error) {
	f := in.Filters
	rows, next, err := page(&s.collections, in.listing, "collections", collectionPageSize, func(c *Collection) bool {
		return (f.Name == "" || f.Name == c.Name) &&
			(f.Status == "" || f.Status == c.Status) &&
			(f.GroupName == "" || f.GroupName == c.CollectionGroupName)
	})
	type summary struct {
		ID        string       `json:"id"`
		Name      string       `json:"name"`
		Status    model.Status `json:"status"`
		ARN       string       `json:"arn"`
		KMSKeyARN string       `json:"kmsKeyArn"`
		GroupName string       `json:"collectionGroupName,omitempty"`
	}
	answer := struct {
		Summaries []summary `json:"collectionSummaries"`
		NextToken string    `json:"nextToken,omitempty"`
	}{[]summary{}, next}
	for _, c := range rows {
		answer.Summaries = append(answer.Summaries, summary{c.ID, c.Name, c.Status, c.ARN, c.KMSKeyARN, c.CollectionGroupName})
	}
	return answer, err
}

func (s *state) batchGetCollection(in struct {
	IDs   []string `json:"ids"`
	Names []string `json:"names"`
},
) (any, error) {
	if (in.IDs == nil) == (in.Names == nil) {
		return nil, refuse("ValidationException", "You need to provide IDs or names. You can't provide both IDs and names in the same request")
	}
	type failure struct {
		ID           string `json:"id,omitempty"`
		Name         string `json:"name,omitempty"`
		ErrorCode    string `json:"errorCode"`
		ErrorMessage string `json:"errorMessage"`
	}
	answer := struct {
		Details []Collection `json:"collectionDetails"`
		Errors  []failure    `json:"collectionErrorDetails"`
	}{[]Collection{}, []failure{}}
	add := func(c *Collection, id, name string) {
		if c == nil {
			answer.Errors = append(answer.Errors, failure{id, name, "NOT_FOUND", "The specified Collection is not found."})
			return
		}
		answer.Details = append(answer.Details, *c)
	}
	for _, id := range in.IDs {
		add(s.collections.get(id), id, "")
	}
	for _, name := range in.Names {
		add(s.collectionNamed(name), "", name)
	}
	return answer, nil
}

func (s *state) collectionWithARN(text string) *Collection {
	a, _ := model.ParseARN(text)
	if c := s.collections.get(a.Name); c != nil && c.ARN == text {
		return c
	}
	return nil
}

func (s *state) collectionNamed(name string) *Collection {
	for c := range s.collections.all() {
		if c.Name == name {
			return c
		}
	}
	return nil
}
