package emulator

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"oscope/model"
)

// ScheduledAction is something that the service will do to a domain by itself, with the
// members of ListScheduledActions' entries.
type ScheduledAction struct {
	DomainName    string       `json:"DomainName"`
	ID            string       `json:"Id"`
	Type          string       `json:"Type"`
	Severity      string       `json:"Severity"`
	ScheduledTime Milliseconds `json:"ScheduledTime,omitzero"`
	Description   string       `json:"Description,omitempty"`
	ScheduledBy   string       `json:"ScheduledBy"`
	Status        string       `json:"Status"`
	Mandatory     bool         `json:"Mandatory"`
	Cancellable   bool         `json:"Cancellable"`
	// In is how long after loading it is due, where ScheduledTime is left out.
	In time.Duration `json:"in,omitempty"`
	// Documented has its time answered as the API reference shows it, which no SDK
	// reads: epoch seconds with an exponent.
	Documented bool `json:"documented,omitempty"`
}

// MarshalJSON leaves out of a world what is only there to be loaded.
func (a ScheduledAction) MarshalJSON() ([]byte, error) {
	type plain ScheduledAction
	written := plain(a)
	written.In = 0
	return json.Marshal(written)
}

// complete fills in the members that a world leaves out.
func (a *ScheduledAction) complete(r *references) error {
	defaultTo(&a.Type, "SERVICE_SOFTWARE_UPDATE")
	defaultTo(&a.Severity, "HIGH")
	defaultTo(&a.ScheduledBy, "SYSTEM")
	defaultTo(&a.Status, "PENDING_UPDATE")
	defaultTo(&a.ID, uuid(r.account, r.region, "scheduled", a.DomainName, a.Type))
	if !r.has("domain", a.DomainName) {
		return fmt.Errorf("DomainName: there is no domain %q", a.DomainName)
	}
	return cmp.Or(
		oneOf("Type", a.Type, "SERVICE_SOFTWARE_UPDATE", "JVM_HEAP_SIZE_TUNING", "JVM_YOUNG_GEN_TUNING"),
		oneOf("Severity", a.Severity, "HIGH", "MEDIUM", "LOW"),
		oneOf("ScheduledBy", a.ScheduledBy, "CUSTOMER", "SYSTEM"),
		oneOf("Status", a.Status, "PENDING_UPDATE", "IN_PROGRESS", "FAILED", "COMPLETED", "NOT_ELIGIBLE", "ELIGIBLE"),
		r.define("Id", "scheduled action", a.ID, ""),
	)
}

func (s *state) loadScheduledAction(a ScheduledAction) {
	a.ScheduledTime.Timestamp = a.ScheduledTime.loaded(s.now).or(s.now.Add(a.In))
	a.In = 0
	s.scheduled.add(a.ID, a)
}

func (s *state) listScheduledActions(in struct {
	DomainName string
	listing
},
) (any, error) {
	if _, err := s.domain(in.DomainName); err != nil {
		return nil, err
	}
	rows, next, err := page(&s.scheduled, in.listing, "scheduled actions of "+in.DomainName, packagePageSize, func(a *ScheduledAction) bool {
		return a.DomainName == in.DomainName
	})
	type entry struct {
		ID            string `json:"Id"`
		Type          string
		Severity      string
		ScheduledTime json.RawMessage
		Description   string `json:",omitempty"`
		ScheduledBy   string
		Status        string
		Mandatory     bool
		Cancellable   bool
	}
	return struct {
		ScheduledActions []entry
		NextToken        string `json:",omitempty"`
	}{shown(rows, func(a *ScheduledAction) entry {
		due := strconv.AppendInt(nil, a.ScheduledTime.UnixMilli(), 10)
		if a.Documented {
			due = strconv.AppendFloat(nil, float64(a.ScheduledTime.UnixMilli())/1000, 'E', -1, 64)
		}
		return entry{a.ID, a.Type, a.Severity, due, a.Description, a.ScheduledBy, a.Status, a.Mandatory, a.Cancellable}
	}), next}, err
}

// engines are those that a domain can be upgraded to here, in their order.
var engines = []string{
	"OpenSearch_1.3", "OpenSearch_2.11", "OpenSearch_2.13", "OpenSearch_2.15", "OpenSearch_2.17", "OpenSearch_2.19", "OpenSearch_3.1", "OpenSearch_3.3",
}

// targets are the engines that a domain of some engine can be upgraded to in one step:
// Elasticsearch to 1.3 only, and to 3.x only from 2.19 (documentation of upgrades).
func targets(source string) []string {
	all := []string{}
	for _, target := range engines {
		third := model.EngineAtLeast(target, 3, 0)
		switch {
		case model.CompareEngines(target, source) <= 0:
		case source < "F" && target != "OpenSearch_1.3":
		case third && !model.EngineAtLeast(source, 2, 19):
		default:
			all = append(all, target)
		}
	}
	return all
}

type compatible struct {
	SourceVersion  string
	TargetVersions []string
}

func (s *state) getCompatibleVersions(in struct {
	DomainName string `json:"domainName"`
},
) (any, error) {
	sources := append([]string{"Elasticsearch_7.10"}, engines...)
	if in.DomainName != "" {
		d, err := s.domain(in.DomainName)
		if err != nil {
			return nil, err
		}
		sources = []string{d.EngineVersion}
	}
	answer := struct{ CompatibleVersions []compatible }{}
	for _, source := range sources {
		answer.CompatibleVersions = append(answer.CompatibleVersions, compatible{source, targets(source)})
	}
	return answer, nil
}
