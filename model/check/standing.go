package check

import (
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// existing is how resources of a kind are judged that exist.
type existing struct {
	writes func(model.Item) []Write
	// detailed says that it takes more than their listing tells.
	detailed bool
}

// existence has the kinds of which something can be said.
var existence = map[model.Kind]existing{
	model.KindAttachment: {writes: as(func(of model.Attachment) []Write {
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: of.ApplicationID, DataSourceARN: of.DataSourceARN})
	})},
	model.KindApplication: {detailed: true, writes: as(func(of model.Application) []Write {
		if of.Detail == nil {
			return nil
		}
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: of.Key.ID})
	})},
	model.KindAssociation: {writes: as(func(of model.Association) []Write {
		if of.Type != model.PluginType {
			return nil // the others change no nodes
		}
		return stands(&rule.AssociatePackage, rule.AssociatePackageRequest{Domain: of.Domain, PackageAssociation: rule.PackageAssociation{PackageID: of.PackageID, Prerequisites: of.Prerequisites}})
	})},
	model.KindPackage: {writes: as(func(of model.Package) []Write {
		if of.KMSKey == "" {
			return nil
		}
		return stands(&rule.UpdatePackage, rule.UpdatePackageRequest{ID: of.Key.ID, Encryption: &rule.PackageEncryption{Enabled: true, KMSKey: of.KMSKey}})
	})},
	model.KindIntegration: {writes: as(func(of model.Integration) []Write {
		source := sourceOf(of)
		if source == "" {
			return nil
		}
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{DataSourceARN: source})
	})},
	model.KindDirectQuery: {writes: as(func(of model.DirectQuerySource) []Write {
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{DataSourceARN: of.ARN})
	})},
}

// Standing returns what exists as the writes that would make it what it is: what is in the
// way of these is in the way of its use. Of what is on its way, or has failed, the status
// says enough.
func Standing(item model.Item) []Write {
	r := item.Common()
	judged, ok := existence[r.Key.Kind]
	if !ok || r.Phase() != model.Settled {
		return nil
	}
	return judged.writes(item)
}

// MayStand reports whether there may be something to judge among the resources of a kind,
// so that very many of which nothing can be said need not be gone through.
func MayStand(s *live.Snapshot, kind model.Kind) bool {
	judged, ok := existence[kind]
	if judged.detailed {
		return s.Detailed(kind) > 0
	}
	return ok && s.Len(kind) > 0
}

// as is for the items of one type.
func as[T model.Item](writes func(T) []Write) func(model.Item) []Write {
	return func(item model.Item) []Write {
		of, _ := item.(T)
		return writes(of)
	}
}

// stands is a write that has been carried out.
func stands(operation *rule.Operation, request any) []Write {
	return []Write{{Operation: operation, Request: request, Stands: true}}
}

// sourceOf is the ARN of the data source of an integration, of which the service tells the
// name; empty while it has none.
func sourceOf(i model.Integration) string {
	name := i.Part("data source").ID
	beside, ok := model.ParseARN(i.Part("application").ID)
	if name == "" || !ok {
		return ""
	}
	return "arn:" + beside.Partition + ":opensearch:" + beside.Region + ":" + beside.Account + ":datasource/" + name
}
