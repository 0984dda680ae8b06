package emulator

import "time"

// changeProgress is the answer of DescribeDomainChangeProgress.
type changeProgress struct {
	ChangeID             string          `json:"ChangeId"`
	StartTime            Timestamp       `json:"StartTime,omitzero"`
	Status               string          `json:"Status"`
	PendingProperties    []string        `json:"PendingProperties"`
	CompletedProperties  []string        `json:"CompletedProperties"`
	TotalNumberOfStages  int             `json:"TotalNumberOfStages"`
	ChangeProgressStages []progressStage `json:"ChangeProgressStages"`
	LastUpdatedTime      Timestamp       `json:"LastUpdatedTime,omitzero"`
	ConfigChangeStatus   string          `json:"ConfigChangeStatus"`
	InitiatedBy          string          `json:"InitiatedBy"`
}

type progressStage struct {
	Name        string    `json:"Name"`
	Status      string    `json:"Status"`
	Description string    `json:"Description"`
	LastUpdated Timestamp `json:"LastUpdated,omitzero"`
}

// overallStatus pairs the two statuses of a change; chosen.
var overallStatus = map[string]string{
	"Pending": "PENDING", "Initializing": "PENDING", "Validating": "PENDING",
	"ApplyingChanges": "PROCESSING", "PendingUserInput": "PROCESSING",
	"Completed": "COMPLETED", "ValidationFailed": "FAILED", "Cancelled": "FAILED",
}

func (s *state) describeDomainChangeProgress(in struct {
	DomainName string `json:"DomainName"`
	ChangeID   string `json:"changeid"`
},
) (any, error) {
	d, err := s.domain(in.DomainName)
	if err != nil {
		return nil, err
	}
	if in.ChangeID != "" && in.ChangeID != d.ChangeProgressDetails.ChangeID {
		return nil, refuse("ResourceNotFoundException", "Change not found: %s", in.ChangeID)
	}
	return struct {
		ChangeProgressStatus changeProgress `json:"ChangeProgressStatus"`
	}{s.progress(d)}, nil
}

// progress is how far the change of a domain is that it is in, or was in last. Stages
// are listed once they have begun (chosen: the documented example does so).
func (s *state) progress(d *Domain) changeProgress {
	change := d.ChangeProgressDetails
	stages := changeKinds[d.changeKind()]
	p := changeProgress{
		ChangeID: change.ChangeID, StartTime: change.StartTime, Status: overallStatus[change.ConfigChangeStatus], LastUpdatedTime: change.LastUpdatedTime,
		PendingProperties: []string{}, CompletedProperties: []string{}, ChangeProgressStages: []progressStage{},
		TotalNumberOfStages: len(stages), ConfigChangeStatus: change.ConfigChangeStatus, InitiatedBy: change.InitiatedBy,
	}
	for _, m := range d.ModifyingProperties {
		p.PendingProperties = append(p.PendingProperties, m.Name)
	}
	if change.ConfigChangeStatus == "ValidationFailed" {
		p.ChangeProgressStages = []progressStage{{validation.name, "FAILED", d.refusalText(), change.LastUpdatedTime}}
		return p
	}
	takes, over := s.takes(d), !d.Processing
	if over {
		takes = change.LastUpdatedTime.Sub(change.StartTime.Time)
	}
	longest := 0
	for i, stage := range stages {
		if stage.percent > stages[longest].percent {
			longest = i
		}
	}
	begun, before := change.StartTime, 0
	for i, stage := range stages {
		ends := at(change.StartTime.Add(takes * time.Duration(before+stage.percent) / 100))
		done := over || !s.now.Before(ends.Time) && (!d.change().Stuck || i < longest)
		listed := progressStage{stage.name, "COMPLETED", stage.says, ends}
		switch {
		case change.StartTime.IsZero():
			listed.LastUpdated = Timestamp{}
		case !done:
			listed.Status, listed.LastUpdated = "IN_PROGRESS", begun
		}
		p.ChangeProgressStages = append(p.ChangeProgressStages, listed)
		if !over {
			p.LastUpdatedTime = listed.LastUpdated
		}
		if !done {
			break
		}
		begun, before = ends, before+stage.percent
	}
	return p
}
