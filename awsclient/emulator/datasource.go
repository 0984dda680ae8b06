package emulator

import (
	"slices"

	"oscope/model"
)

// sourceKind is the kind of data source that an ARN can attach, or "".
func (a arn) sourceKind() model.Kind {
	switch a.service + ":" + a.kind {
	case "es:domain":
		return model.KindDomain
	case "aoss:collection":
		return model.KindCollection
	}
	return ""
}

func (a arn) in(p place) bool { return a.account == p.account && a.region == p.region }

// directQuery reports whether a data source is queried where its data is.
func directQuery(d DataSource) bool {
	a, _ := parseARN(d.DataSourceARN)
	return a.service == "opensearch" && a.kind == "datasource"
}

// sourceStatus returns the status of a domain or collection. ok is false if it
// does not exist. One of another account or Region is taken to exist, in a status
// that is not known: the emulator has only its own.
func (s *state) sourceStatus(a arn) (status model.Status, ok bool) {
	if !a.in(s.place) {
		return "", true
	}
	switch a.sourceKind() {
	case model.KindDomain:
		if d := s.domains.get(a.name); d != nil {
			return d.DomainProcessingStatus, true
		}
	case model.KindCollection:
		if c := s.collections.get(a.name); c != nil {
			return c.Status, true
		}
	}
	return "", false
}

// sourceActive reports whether the data source is ready to be attached.
func (s *state) sourceActive(dataSourceARN string) bool {
	a, _ := parseARN(dataSourceARN)
	status, _ := s.sourceStatus(a)
	return isActive(status)
}

// isActive reports whether a domain or a collection is ready to be attached. A
// domain that is being modified or upgraded is not: the documentation says
// ACTIVE and nothing else.
func isActive(status model.Status) bool { return status == "Active" || status == "ACTIVE" }

// readSource takes the ARN of a data source apart. Another partition is refused
// wherever a data source is named (api.md §7.1).
func (s *state) readSource(text string) (arn, error) {
	a, ok := parseARN(text)
	switch {
	case !ok:
		return a, refuse("ValidationException", "Invalid data source ARN: %s", text)
	case a.partition != s.partition():
		return a, refuse("ValidationException", "The data source must be in the partition %s: %s", s.partition(), text)
	}
	return a, nil
}

// checkDataSources checks the dataSources of a create or update request.
func (s *state) checkDataSources(all []DataSource) error {
	for _, d := range all {
		a, err := s.readSource(d.DataSourceARN)
		if err != nil {
			return err
		}
		if _, ok := s.sourceStatus(a); !ok && a.sourceKind() != "" {
			return refuse("ValidationException", "Unable to access %s", a.sourceKind())
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
