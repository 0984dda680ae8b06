package emulator

import (
	"slices"

	"oscope/model"
)

// holds reports whether a resource is of this account and Region.
func (p place) holds(a model.ARN) bool { return a.Account == p.account && a.Region == p.region }

// directQuery reports whether a data source is queried where its data is.
func directQuery(d DataSource) bool { return model.ARNKind(d.DataSourceARN) == model.KindDirectQuery }

// attachable reports whether a data source can be attached, and not only be listed.
func attachable(dataSourceARN string) bool {
	kind := model.ARNKind(dataSourceARN)
	return kind != "" && kind != model.KindDirectQuery
}

// sourceStatus returns the status of a data source, of which a direct-query one has none. ok
// is false if it does not exist. One of another account or Region is taken to exist, in a status
// that is not known: the emulator has only its own.
func (s *state) sourceStatus(text string) (status model.Status, ok bool) {
	a, _ := model.ParseARN(text)
	if !s.holds(a) {
		return "", true
	}
	switch model.ARNKind(text) {
	case model.KindDomain:
		if d := s.domains.get(a.Name); d != nil {
			return d.DomainProcessingStatus, true
		}
	case model.KindCollection:
		if c := s.collections.get(a.Name); c != nil {
			return c.Status, true
		}
	case model.KindDirectQuery:
		return "", s.directQueries.get(a.Name) != nil
	default: // is never a data source, or not one of here
	}
	return "", false
}

// sourceActive reports whether the data source is ready to be attached.
func (s *state) sourceActive(dataSourceARN string) bool {
	status, _ := s.sourceStatus(dataSourceARN)
	return isActive(status)
}

// isActive reports whether a domain or a collection is ready to be attached. A
// domain that is being modified or upgraded is not: the documentation says
// ACTIVE and nothing else.
func isActive(status model.Status) bool { return status == "Active" || status == "ACTIVE" }

// checkDataSources checks the dataSources of a create or update request.
func (s *state) checkDataSources(all []DataSource) error {
	for _, d := range all {
		kind := model.ARNKind(d.DataSourceARN)
		if _, ok := s.sourceStatus(d.DataSourceARN); !ok && kind != "" {
			return refuse("ValidationException", "Unable to access %s", kind)
		}
	}
	return nil
}

// replaceDataSources sets the whole list. What is no longer in it is detached;
// what is new in it has no attachment, since only AttachDataSource makes one.
func (a *application) replaceDataSources(all []DataSource) {
	for _, old := range a.DataSources {
		kept := slices.ContainsFunc(all, func(d DataSource) bool { return d.DataSourceARN == old.DataSourceARN })
		if !kept {
			a.attachments.remove(old.DataSourceARN)
		}
	}
	a.DataSources = all
}

// addDataSource puts an attached data source into the list.
func (a *Application) addDataSource(dataSourceARN string) {
	if !a.hasDataSource(dataSourceARN) {
		a.DataSources = append(slices.Clone(a.DataSources), DataSource{DataSourceARN: dataSourceARN})
	}
}

func (a *Application) hasDataSource(dataSourceARN string) bool {
	return slices.ContainsFunc(a.DataSources, func(d DataSource) bool { return d.DataSourceARN == dataSourceARN })
}

// removeDataSource takes a detached data source out of the list.
func (a *Application) removeDataSource(dataSourceARN string) {
	a.DataSources = slices.DeleteFunc(slices.Clone(a.DataSources), func(d DataSource) bool { return d.DataSourceARN == dataSourceARN })
}
