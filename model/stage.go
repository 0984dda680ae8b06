package model

import "slices"

// stages are the stages that changes of domains are made of (SERVICE.md §7.4). Which
// ones come, and in which order, depends on the change.
var stages = []struct{ name, explain string }{
	{"Validation", "AWS checks whether the change can be made; nothing is touched yet"},
	{"Creating a new environment", "what the second set of nodes needs is being made"},
	{"Provisioning new nodes", "the second set of nodes is being started"},
	{"Traffic routing on new nodes", "requests begin to go to the new nodes"},
	{"Traffic routing on old nodes", "requests no longer go to the old nodes"},
	{"Preparing nodes for removal", "nodes that will be fewer are being emptied"},
	{"Copying shards to new nodes", "the data moves to the new nodes; usually the longest stage"},
	{"Terminating nodes", "the old nodes are being shut down, now that they are empty"},
	{"Deleting older resources", "what else belonged to the old nodes is being removed"},
	{"Dynamic update", "the change is made in place, on the nodes that there are"},
	{"Applying dedicated master related changes", "type or number of the dedicated masters is being changed"},
	{"Applying volume related changes", "the volumes are being changed in place"},
}

// Explain says in a sentence what happens in the stage; of one that is not known it is
// what the service says.
func (s Stage) Explain() string {
	for _, known := range stages {
		if known.name == s.Name {
			return known.explain
		}
	}
	return s.Description
}

// Stages returns the names of all stages that are documented.
func Stages() []string {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = s.name
	}
	return names
}

// BlueGreen reports whether the change is made on a second set of nodes, as far as that
// can be seen from its stages.
func (p *ChangeProgress) BlueGreen() bool {
	if p == nil {
		return false
	}
	for _, s := range p.Stages {
		if slices.Contains(ofSecondNodes, s.Name) {
			return true
		}
	}
	return false
}

var ofSecondNodes = []string{"Creating a new environment", "Provisioning new nodes", "Traffic routing on new nodes", "Copying shards to new nodes"}
