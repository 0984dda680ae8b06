package model

import (
	"slices"
	"strings"
	"time"
)

// Change is the change that a domain is in, or the last one that it was in: it stays
// when the change is over. DescribeDomains tells it (SERVICE.md §7.4).
type Change struct {
	ID        string
	Status    ChangeStatus
	By        string // "CUSTOMER" or "SERVICE"
	Message   string
	StartedAt time.Time
	UpdatedAt time.Time
}

// ChangeStatus is how far a change is, as the service spells it.
type ChangeStatus string

// The statuses of a change that an operator has to know of: what it is in these waits
// for somebody, for ever.
const (
	ChangeValidationFailed ChangeStatus = "ValidationFailed"
	ChangeNeedsInput       ChangeStatus = "PendingUserInput"
)

// Over reports whether nothing of the change is left to come.
func (s ChangeStatus) Over() bool { return s == "Completed" || s == "Cancelled" }

// Waits reports whether the change goes on only when somebody does something.
func (s ChangeStatus) Waits() bool { return s == ChangeValidationFailed || s == ChangeNeedsInput }

// ByService reports whether AWS has begun the change.
func (c Change) ByService() bool { return c.By == "SERVICE" }

// Property is a setting of a domain that is being changed.
type Property struct{ Name, From, To string }

// ChangeProgress is what only DescribeDomainChangeProgress tells of a change.
type ChangeProgress struct {
	ID        string // of the change that it is about
	Status    ChangeStatus
	Total     int // of the stages, those to come included
	Stages    []Stage
	StartedAt time.Time
	UpdatedAt time.Time
}

// Stage is one stage of a change.
type Stage struct {
	Name        string
	Status      string // a word that no document lists
	Description string
	UpdatedAt   time.Time
}

// StageState is what the status of a stage means. Nobody documents its words.
type StageState int

// The states of a stage. One whose word is not known is taken for running.
const (
	StageRunning StageState = iota
	StageToCome
	StageDone
	StageFailed
)

var stageWords = []struct {
	word  string
	state StageState
}{
	{"PENDING", StageToCome},
	{"NOT_STARTED", StageToCome},
	{"COMPLETED", StageDone},
	{"SUCCEEDED", StageDone},
	{"FAILED", StageFailed},
}

// State returns what the status of the stage means, however it is capitalised.
func (s Stage) State() StageState {
	for _, w := range stageWords {
		if strings.EqualFold(s.Status, w.word) {
			return w.state
		}
	}
	return StageRunning
}

// Current returns the number of the stage that the change is in, from 1, or 0 if it is
// in none: it has not begun, or all that are listed are done.
func (p *ChangeProgress) Current() int {
	if p == nil {
		return 0
	}
	return 1 + slices.IndexFunc(p.Stages, func(s Stage) bool { return s.State() == StageRunning || s.State() == StageFailed })
}

// Count returns of how many stages the change is.
func (p *ChangeProgress) Count() int { return max(p.Total, len(p.Stages)) }

// Began returns when a stage began, counted from 0: when the one before it was last
// heard of, since no stage says it itself.
func (p *ChangeProgress) Began(stage int) time.Time {
	for _, before := range slices.Backward(p.Stages[:stage]) {
		if !before.UpdatedAt.IsZero() {
			return before.UpdatedAt
		}
	}
	return p.StartedAt
}

// Ended returns when a stage ended; the zero time while it has not.
func (p *ChangeProgress) Ended(stage int) time.Time {
	if s := p.Stages[stage]; s.State() == StageDone || s.State() == StageFailed {
		return s.UpdatedAt
	}
	return time.Time{}
}

// StuckAfter is how long one stage may last before it counts as stuck. The longest of
// them, copying the shards, takes hours only on large domains.
const StuckAfter = 30 * time.Minute

// Stuck reports whether the change has been in one stage for too long.
func (p *ChangeProgress) Stuck(now time.Time) bool {
	k := p.Current()
	return k > 0 && !p.Status.Over() && now.Sub(p.Began(k-1)) > StuckAfter
}
