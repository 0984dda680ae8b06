package model

import "strconv"

// DomainHealth is the state of a domain's cluster. Counts are as the service writes
// them, since it may not know one ("NotAvailable").
type DomainHealth struct {
	State            string // "Active", "Processing"
	Cluster          string // "Green", "Yellow", "Red"
	DataNodes        string
	Shards           string
	UnassignedShards string
	Master           string // "Available", "UnAvailable"
	Dedicated        bool   // the master nodes are nothing else
}

// Ill reports whether a change of the domain will not get through: a primary shard is
// not there.
func (h *DomainHealth) Ill() bool { return h != nil && h.Cluster == "Red" }

// Unassigned returns the number of shards that are on no node, and whether it is known.
func (h *DomainHealth) Unassigned() (int, bool) {
	n, err := strconv.Atoi(h.UnassignedShards)
	return n, err == nil
}
