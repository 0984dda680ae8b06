package model

import "time"

// ScheduledAction is something that the service will do to a domain by itself.
type ScheduledAction struct {
	ID          string
	Type        string // SERVICE_SOFTWARE_UPDATE, …
	Severity    string
	At          time.Time // zero when it could not be read
	Description string
	Status      string
	Mandatory   bool
}

// Pending reports whether the action is still to come, or under way.
func (a ScheduledAction) Pending() bool {
	return a.Status == "PENDING_UPDATE" || a.Status == "IN_PROGRESS" || a.Status == ""
}
