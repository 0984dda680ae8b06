package check

import (
	"slices"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// MayStand reports whether there may be something to judge among the resources of a kind,
// so that very many of which nothing can be said need not be gone through.
func MayStand(s *live.Snapshot, kind model.Kind) bool {
	if kind == model.KindApplication {
		return s.Detailed(kind) > 0
	}
	return s.Len(kind) > 0 && slices.Contains(standingKinds, kind)
}

// standingKinds are the kinds that Standing knows, of which applications are judged only by
// their details.
var standingKinds = []model.Kind{model.KindApplication, model.KindAttachment, model.KindAssociation, model.KindPackage, model.KindIntegration, model.KindDirectQuery}

// Standing returns what exists as the writes that would make it what it is: what is in the
// way of these is in the way of its use. Of what is on its way, or has failed, the status
// says enough.
func Standing(item model.Item) []Write {
	if item.Common().Phase() != model.Settled {
		return nil
	}
	switch of := item.(type) {
	case model.Attachment:
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: of.ApplicationID, DataSourceARN: of.DataSourceARN})
	case model.Application:
		if of.Detail != nil { // which its own detail asks for
			return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: of.Key.ID})
		}
	case model.Association:
		if of.Type == model.PluginType { // the others change no nodes
			return stands(&rule.AssociatePackage, rule.AssociatePackageRequest{Domain: of.Domain, PackageAssociation: rule.PackageAssociation{PackageID: of.PackageID, Prerequisites: of.Prerequisites}})
		}
	case model.Package:
		if of.KMSKey != "" {
			return stands(&rule.UpdatePackage, rule.UpdatePackageRequest{ID: of.Key.ID, Encryption: &rule.PackageEncryption{Enabled: true, KMSKey: of.KMSKey}})
		}
	case model.Integration:
		if source := sourceOf(of); source != "" {
			return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{DataSourceARN: source})
		}
	case model.DirectQuerySource:
		return stands(&rule.AttachDataSource, rule.AttachDataSourceRequest{DataSourceARN: of.ARN})
	}
	return nil
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
