package model

// Key identifies a resource within a scope, across refreshes.
type Key struct {
	Kind Kind
	ID   string
}

// Resource is what resources of every kind have in common.
type Resource struct {
	Key    Key
	Name   string
	ARN    string
	Status Status
	// Reason is the service's own words on a failure; empty when it gave none.
	Reason string
}

// Common returns the resource itself; through it every kind is an Item.
func (r Resource) Common() Resource { return r }

// Phase returns the phase of the resource's status.
func (r Resource) Phase() Phase { return MeaningOf(r.Key.Kind, r.Status).Phase }

// Item is a resource of any kind as a listing returns it.
type Item interface{ Common() Resource }
