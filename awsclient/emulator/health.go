package emulator

import (
	"cmp"
	"strconv"
)

// DomainHealth has those members of DescribeDomainHealth that an operator looks at. In a
// world they are what is to be answered in place of what follows from the domain.
type DomainHealth struct {
	DomainState             string `json:"DomainState,omitempty"`
	AvailabilityZoneCount   string `json:"AvailabilityZoneCount,omitempty"`
	DataNodeCount           string `json:"DataNodeCount,omitempty"`
	DedicatedMaster         bool   `json:"DedicatedMaster"`
	MasterEligibleNodeCount string `json:"MasterEligibleNodeCount,omitempty"`
	WarmNodeCount           string `json:"WarmNodeCount,omitempty"`
	MasterNode              string `json:"MasterNode,omitempty"`
	ClusterHealth           string `json:"ClusterHealth,omitempty"`
	TotalShards             string `json:"TotalShards,omitempty"`
	TotalUnAssignedShards   string `json:"TotalUnAssignedShards,omitempty"`
}

// notAvailable is what the service says of a count that it does not know.
const notAvailable = "NotAvailable"

// healthOf is the health of a domain. What is being created has none yet (chosen), a
// domain whose changes fail for a red cluster is red, and one that is stuck yellow.
func (d *Domain) healthOf() DomainHealth {
	nodes := d.ClusterConfig.InstanceCount
	h := DomainHealth{
		DomainState: "Active", AvailabilityZoneCount: strconv.Itoa(max(1, len(d.zones()))), DataNodeCount: strconv.Itoa(nodes),
		DedicatedMaster: d.ClusterConfig.DedicatedMasterEnabled, MasterEligibleNodeCount: strconv.Itoa(max(d.ClusterConfig.DedicatedMasterCount, 1)),
		WarmNodeCount: strconv.Itoa(d.ClusterConfig.WarmCount), MasterNode: "Available", ClusterHealth: "Green",
		TotalShards: strconv.Itoa(20 * nodes), TotalUnAssignedShards: "0",
	}
	if d.Processing {
		h.DomainState = "Processing"
	}
	switch {
	case d.DomainProcessingStatus == "Creating":
		h = DomainHealth{"Processing", notAvailable, notAvailable, h.DedicatedMaster, notAvailable, notAvailable, "UnAvailable", notAvailable, notAvailable, notAvailable}
	case d.change().Failure == "RedCluster":
		h.ClusterHealth, h.TotalUnAssignedShards = "Red", "2"
	case d.change().Stuck && d.Processing:
		h.ClusterHealth, h.TotalUnAssignedShards = "Yellow", "6"
	}
	if said := d.Health; said != nil {
		h.DomainState = cmp.Or(said.DomainState, h.DomainState)
		h.AvailabilityZoneCount = cmp.Or(said.AvailabilityZoneCount, h.AvailabilityZoneCount)
		h.DataNodeCount = cmp.Or(said.DataNodeCount, h.DataNodeCount)
		h.MasterEligibleNodeCount = cmp.Or(said.MasterEligibleNodeCount, h.MasterEligibleNodeCount)
		h.WarmNodeCount = cmp.Or(said.WarmNodeCount, h.WarmNodeCount)
		h.MasterNode = cmp.Or(said.MasterNode, h.MasterNode)
		h.ClusterHealth = cmp.Or(said.ClusterHealth, h.ClusterHealth)
		h.TotalShards = cmp.Or(said.TotalShards, h.TotalShards)
		h.TotalUnAssignedShards = cmp.Or(said.TotalUnAssignedShards, h.TotalUnAssignedShards)
	}
	return h
}

func (d *Domain) zones() []string {
	if d.VPCOptions == nil {
		return nil
	}
	return d.VPCOptions.AvailabilityZones
}

func (s *state) describeDomainHealth(in struct {
	DomainName string `json:"DomainName"`
},
) (any, error) {
	d, err := s.domain(in.DomainName)
	if err != nil {
		return nil, err
	}
	return d.healthOf(), nil
}
