package live

import "oscope/model"

// Title is what people call a resource; what ties two things together is named by
// both.
func (s *Snapshot) Title(item model.Item) string {
	if tie, ok := item.(model.Attachment); ok {
		return s.DataSourceName(tie.DataSourceARN) + " → " + s.ApplicationName(tie.ApplicationID)
	}
	return model.Title(item)
}

// ApplicationName returns an application's name, or its id while unknown.
func (s *Snapshot) ApplicationName(id string) string {
	if item, ok := s.Item(model.Key{Kind: model.KindApplication, ID: id}); ok {
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
	return model.ARNName(arn)
}

// DataSource returns the data source with an ARN, if it is in the scope.
func (s *Snapshot) DataSource(arn string) (model.Item, bool) {
	kind := model.ARNKind(arn)
	item, ok := s.Item(model.Key{Kind: kind, ID: model.ARNName(arn)})
	if !ok || item.Common().ARN != "" && item.Common().ARN != arn {
		return nil, false
	}
	return item, true
}
