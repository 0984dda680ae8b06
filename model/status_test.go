package model_test

import (
	"testing"

	"oscope/model"
)

// What the service has, from its models: every status and what it means to an
// operator. DELETED of applications is named by the documentation alone.
var statuses = map[model.Kind]map[model.Status]model.Phase{
	model.KindApplication: { // ApplicationStatus
		"CREATING": model.InFlight, "UPDATING": model.InFlight, "DELETING": model.InFlight,
		"ACTIVE": model.Settled, "FAILED": model.Failed, "DELETED": model.Gone,
	},
	model.KindAttachment: { // DataSourceAttachmentStatus
		"PENDING": model.InFlight, "ATTACHED": model.Settled, "FAILED": model.Failed,
	},
	model.KindDomain: { // DomainProcessingStatusType
		"Creating": model.InFlight, "Modifying": model.InFlight, "UpgradingEngineVersion": model.InFlight,
		"UpdatingServiceSoftware": model.InFlight, "Deleting": model.InFlight,
		"Active": model.Settled, "Isolated": model.Failed,
	},
	model.KindCollection: { // CollectionStatus
		"CREATING": model.InFlight, "UPDATING": model.InFlight, "DELETING": model.InFlight,
		"ACTIVE": model.Settled, "FAILED": model.Failed, "UPDATE_FAILED": model.Failed,
	},
	model.KindDirectQuery: {}, // the service has none
	model.KindPackage: { // PackageStatus
		"COPYING": model.InFlight, "VALIDATING": model.InFlight, "DELETING": model.InFlight,
		"AVAILABLE": model.Settled, "DELETED": model.Gone,
		"COPY_FAILED": model.Failed, "VALIDATION_FAILED": model.Failed, "DELETE_FAILED": model.Failed,
	},
	model.KindAssociation: { // DomainPackageStatus
		"ASSOCIATING": model.InFlight, "DISSOCIATING": model.InFlight, "ACTIVE": model.Settled,
		"ASSOCIATION_FAILED": model.Failed, "DISSOCIATION_FAILED": model.Failed,
	},
	model.KindIntegration: { // IntegrationStatus
		"PROVISIONING": model.InFlight, "ACTIVE": model.Settled, "FAILED": model.Failed,
	},
	model.KindIntegrationResource: { // OpenSearchResourceStatusType
		"ACTIVE": model.Settled, "NOT_FOUND": model.Failed, "ERROR": model.Failed,
	},
}

func TestEveryStatusHasOnePhaseAndAnExplanation(t *testing.T) {
	for _, facts := range model.Kinds {
		if statuses[facts.Kind] == nil {
			t.Errorf("%s: this table does not say what statuses the service has for it", facts.Kind)
		}
	}
	for kind, want := range statuses {
		listed := map[model.Status]bool{}
		for _, status := range model.Statuses(kind) {
			if _, ok := want[status]; !ok || listed[status] {
				t.Errorf("%s: %s is listed twice, or is none of the service's", kind, status)
			}
			listed[status] = true
		}
		for status, phase := range want {
			meaning := model.MeaningOf(kind, status)
			if !listed[status] || meaning.Phase != phase || meaning.Status != status {
				t.Errorf("%s %s: listed %v as %+v, want phase %s", kind, status, listed[status], meaning, phase)
			}
			if meaning.Explain == "" {
				t.Errorf("%s %s: no explanation", kind, status)
			}
			if got := (model.Resource{Key: model.Key{Kind: kind}, Status: status}).Phase(); got != phase {
				t.Errorf("%s %s: resource is %s, want %s", kind, status, got, phase)
			}
		}
	}
}

// Polling for the end of a status that we do not understand would never end.
func TestUnknownStatusKeepsItsWordAndIsSettled(t *testing.T) {
	for _, kind := range []model.Kind{model.KindDomain, "a kind of tomorrow"} {
		for _, status := range []model.Status{"", "REBALANCING", "active"} {
			if got := model.MeaningOf(kind, status); got != (model.Meaning{Status: status}) || got.Phase != model.Settled {
				t.Errorf("MeaningOf(%s, %q) = %+v", kind, status, got)
			}
		}
	}
}

func TestPhaseString(t *testing.T) {
	for phase, want := range map[model.Phase]string{
		model.Settled: "settled", model.InFlight: "in flight", model.Failed: "failed", model.Gone: "gone", 9: "Phase(9)",
	} {
		if got := phase.String(); got != want {
			t.Errorf("%d: %q, want %q", int(phase), got, want)
		}
	}
}
