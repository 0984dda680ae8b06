package model

// Title is what people call a resource; what ties two things together is named by
// both.
func (s *Snapshot) Title(item Item) string {
	switch tie := item.(type) {
	case Attachment:
		return s.DataSourceName(tie.DataSourceARN) + " → " + s.ApplicationName(tie.ApplicationID)
	case Association:
		return tie.Name + " → " + tie.Domain
	}
	return item.Common().Name
}

// ApplicationName returns an application's name, or its id while unknown.
func (s *Snapshot) ApplicationName(id string) string {
	if item, ok := s.Item(Key{KindApplication, id}); ok {
		return item.Common().Name
	}
	return id
}

// DataSourceName returns the name of the data source with an ARN. Only for
// collections does it differ from the ARN's last part, which is their id.
func (s *Snapshot) DataSourceName(arn string) string {
	if item, ok := s.DataSource(arn); ok {
		return item.Common().Name
	}
	return ARNName(arn)
}

// DataSource returns the domain or collection with an ARN, if it is in the scope.
func (s *Snapshot) DataSource(arn string) (Item, bool) {
	kind := ARNKind(arn)
	item, ok := s.Item(Key{kind, ARNName(arn)})
	if !ok || item.Common().ARN != "" && item.Common().ARN != arn {
		return nil, false
	}
	return item, true
}
