package history

import (
	"slices"
	"time"

	"oscope/model"
)

// Operation is a sort of work of the service: what makes the times of two runs
// comparable. It lasts from the moment that a resource comes in flight until it is no
// more, through all the statuses between.
type Operation struct {
	Kind model.Kind
	Type string
	// Status is the first that a resource has while it is in flight for this reason.
	Status model.Status
}

// OperationOf returns the operation that a resource of a type is in by its status.
func OperationOf(kind model.Kind, of string, status model.Status) Operation {
	for _, d := range documented {
		if d.kind == kind && slices.Contains(d.statuses, status) {
			return Operation{kind, of, d.statuses[0]}
		}
	}
	return Operation{kind, of, status}
}

// duration says how long an operation is known to take.
type duration struct {
	kind     model.Kind
	of       string         // the type; empty for all
	statuses []model.Status // in their order
	median   time.Duration
	p90      time.Duration
	origin   string
}

// documented are the durations that AWS documents, or that others have measured, in the
// order of preference: one of a type before that of all.
var documented = []duration{
	{model.KindPackage, model.PluginType, copying, 3 * time.Minute, 10 * time.Minute, "AWS's guide to custom plugins: about 3 minutes"},
	{model.KindPackage, "", copying, 20 * time.Second, time.Minute, "measured: 42 to 48 s for creating and deleting one"},
	{model.KindAssociation, model.PluginType, associating, 25 * time.Minute, 2 * time.Hour, "AWS: 10 to 30 minutes, several hours on large domains"},
	{model.KindAssociation, "", associating, 3 * time.Minute, 10 * time.Minute, "reported: 3 minutes, given up after 10"},
	{model.KindAssociation, model.PluginType, dissociating, 25 * time.Minute, 2 * time.Hour, "AWS: 10 to 30 minutes, several hours on large domains"},
	{model.KindAssociation, "", dissociating, 3 * time.Minute, 10 * time.Minute, "reported: 3 minutes, given up after 10"},
	{model.KindDomain, "", []model.Status{"Creating"}, 18 * time.Minute, 40 * time.Minute, "measured by others"},
	{model.KindCollection, "", []model.Status{"CREATING"}, 90 * time.Second, 5 * time.Minute, "measured by others"},
	{model.KindApplication, "", []model.Status{"CREATING"}, 2 * time.Minute, 5 * time.Minute, "estimated"},
	{model.KindIntegration, "", []model.Status{"PROVISIONING"}, 4 * time.Minute, 10 * time.Minute, "AWS: a few minutes"},
}

var (
	copying      = []model.Status{"COPYING", "VALIDATING"}
	associating  = []model.Status{"ASSOCIATING"}
	dissociating = []model.Status{"DISSOCIATING"}
)

// Documented returns the band that is known of an operation without a run of one's own.
func Documented(o Operation) (Band, bool) {
	for _, d := range documented {
		if d.kind == o.Kind && d.statuses[0] == o.Status && (d.of == "" || d.of == o.Type) {
			return Band{Median: d.median, P90: d.p90, Origin: d.origin}, true
		}
	}
	return Band{}, false
}
