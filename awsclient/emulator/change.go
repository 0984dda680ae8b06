package emulator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model"
)

// DomainChange says how the change of a domain goes that it is in or, while it is in
// none, how the changes go that follow. DescribeDomains does not tell it.
type DomainChange struct {
	// Kind is one of the changeKinds; it is left out where it follows from what is being
	// changed.
	Kind string `json:"kind,omitempty"`
	// Failure is the code with which the validation fails.
	Failure string `json:"failure,omitempty"`
	// Stuck is true when it never gets beyond its longest stage.
	Stuck bool `json:"stuck,omitempty"`
}

// stage is a stage of a change with its share of the time that the whole takes.
type stage struct {
	name    string
	percent int
	says    string
}

var validation = stage{"Validation", 2, "Checking that the change can be made"}

// changeKinds are the stages of the kinds of changes. Names are documented
// (SERVICE.md §7.4), shares chosen.
var changeKinds = map[string][]stage{
	"blue/green": {
		validation,
		{"Creating a new environment", 5, "Making what the new nodes need"},
		{"Provisioning new nodes", 20, "Starting the new nodes"},
		{"Traffic routing on new nodes", 3, "Sending requests to the new nodes"},
		{"Traffic routing on old nodes", 3, "Keeping requests from the old nodes"},
		{"Copying shards to new nodes", 55, "Moving the shards"},
		{"Terminating nodes", 7, "Ending the old nodes"},
		{"Deleting older resources", 5, "Removing what is left of the old environment"},
	},
	"dynamic": {validation, {"Dynamic update", 98, "Changing the settings in place"}},
	"volume":  {validation, {"Applying volume related changes", 98, "Changing the volumes"}},
	"masters": {validation, {"Applying dedicated master related changes", 98, "Changing the dedicated masters"}},
	"create":  {validation, {"Creating a new environment", 18, "Making what the nodes need"}, {"Provisioning new nodes", 80, "Starting the nodes"}},
}

// checkChange holds what a world says of changes to what there is.
func (d *Domain) checkChange() error {
	c := d.Change
	switch {
	case c == nil:
		return nil
	case c.Kind != "" && changeKinds[c.Kind] == nil:
		return fmt.Errorf("change.kind: %q is not one of blue/green, create, dynamic, masters, volume", c.Kind)
	case c.Failure != "" && !slices.ContainsFunc(model.ValidationFailures, func(f model.ValidationFailure) bool { return f.Code == c.Failure }):
		return fmt.Errorf("change.failure: %q is not one of the documented codes", c.Failure)
	}
	return nil
}

func (d *Domain) change() DomainChange {
	if d.Change == nil {
		return DomainChange{}
	}
	return *d.Change
}

// changeKind is the kind of the change that a domain is in, by what of it is changed: of
// plugins, which name no property, it is a blue/green one.
func (d *Domain) changeKind() string {
	if kind := d.change().Kind; kind != "" {
		return kind
	}
	if d.DomainProcessingStatus == "Creating" {
		return "create"
	}
	kind := "blue/green"
	for _, p := range d.ModifyingProperties {
		switch {
		case strings.HasPrefix(p.Name, "EBSOptions."):
			kind = "volume"
		case strings.HasPrefix(p.Name, "ClusterConfig.DedicatedMaster"):
			kind = "masters"
		case p.Name == "ClusterConfig.InstanceCount" && d.ClusterConfig.DedicatedMasterEnabled:
			kind = "dynamic"
		default:
			return "blue/green"
		}
	}
	return kind
}

// validationEnds is when the validation of the change that a domain is in ends.
func (s *state) validationEnds(d *Domain, takes time.Duration) time.Time {
	return d.ChangeProgressDetails.StartTime.Add(takes * time.Duration(validation.percent) / 100)
}

// takes is how long the change that a domain is in takes; 0 if it is in none.
func (s *state) takes(d *Domain) time.Duration {
	durations := s.options.Durations
	switch d.DomainProcessingStatus {
	case "Creating":
		return durations.DomainCreate
	case "Modifying":
		if len(d.ModifyingProperties) == 0 && s.hasPlugins(d) {
			return durations.PluginDeployment
		}
		return durations.DomainModify
	case "UpgradingEngineVersion":
		return durations.DomainUpgrade
	case "UpdatingServiceSoftware":
		return durations.DomainSoftwareUpdate
	case "Deleting":
		return durations.DomainDelete
	}
	return 0
}

// hasPlugins reports whether plugins of a domain are being, or could not be, changed by
// the change that it is in.
func (s *state) hasPlugins(d *Domain) bool {
	for a := range s.associations.all() {
		failed := a.DomainPackageStatus == "ASSOCIATION_FAILED" && d.ChangeProgressDetails.ConfigChangeStatus == "ValidationFailed"
		if s.deploys(d, a) && (a.inFlight() || failed) {
			return true
		}
	}
	return false
}

// deploys reports whether the change that a domain is in is the one of an association;
// it is if it is of no property, and did not begin before the association.
func (s *state) deploys(d *Domain, a *Association) bool {
	return a.DomainName == d.DomainName && a.isPlugin() && d.DomainProcessingStatus == "Modifying" && len(d.ModifyingProperties) == 0 &&
		d.ChangeProgressDetails.InitiatedBy != "SERVICE" && !d.ChangeProgressDetails.StartTime.Before(a.LastUpdated.Time)
}

// deployed returns the associations that the change of a domain is about.
func (s *state) deployed(d *Domain) []*Association {
	var all []*Association
	for a := range s.associations.all() {
		if a.inFlight() && s.deploys(d, a) {
			all = append(all, a)
		}
	}
	return all
}

// planDomain plans what becomes of the change that a domain is in, and of the plugins
// that it is about.
func (s *state) planDomain(d *Domain) {
	takes, change := s.takes(d), d.change()
	if takes == 0 || model.ChangeStatus(d.ChangeProgressDetails.ConfigChangeStatus).Waits() {
		return
	}
	switch {
	case d.Deleted:
	case change.Failure != "":
		s.agenda.plan(s.validationEnds(d, takes), func(now time.Time) { s.refuseChange(d, now) })
		return
	case change.Stuck:
		return
	}
	end := d.ChangeProgressDetails.StartTime.Add(takes)
	for _, a := range s.deployed(d) {
		s.agenda.plan(end, func(now time.Time) {
			if a.DomainPackageStatus == "ASSOCIATING" {
				s.associated(a, now)
			} else {
				s.dissociated(a, now)
			}
		})
	}
	s.agenda.plan(end, func(now time.Time) {
		if d.Deleted {
			s.domains.remove(d.DomainName)
			s.removeAssociations(func(a *Association) bool { return a.DomainName == d.DomainName })
			s.forgetDomain(d.DomainName)
			return
		}
		s.domainReady(d, now)
	})
}

// refuseChange has the validation of a change fail. The domain stays as it is, for ever.
// That the plugins' associations fail with it is chosen.
func (s *state) refuseChange(d *Domain, now time.Time) {
	change := *d.ChangeProgressDetails
	change.ConfigChangeStatus, change.LastUpdatedTime = "ValidationFailed", at(now)
	for _, a := range s.deployed(d) {
		status := model.Status("ASSOCIATION_FAILED")
		if a.DomainPackageStatus == "DISSOCIATING" {
			status = "DISSOCIATION_FAILED"
		}
		stood := a.LastUpdated // the change stays that of the association
		a.become(status, &ErrorDetails{ErrorType: d.change().Failure, ErrorMessage: d.refusalText()}, now)
		a.LastUpdated = stood
	}
	d.ChangeProgressDetails = &change
}

// refusalText is what a stage says whose validation failed; chosen.
func (d *Domain) refusalText() string {
	return fmt.Sprintf("Validation of the change failed: %s.", d.change().Failure)
}

// deployWaiting begins the deployment of plugins that had to wait for another change.
func (s *state) deployWaiting(d *Domain, now time.Time) {
	for a := range s.associations.all() {
		if a.DomainName == d.DomainName && a.isPlugin() && a.inFlight() {
			s.deploy(d, now)
			s.planDomain(d)
			return
		}
	}
}

// deploy starts the blue/green deployment that any change of plugins needs. The
// domain is Modifying until it is over.
func (s *state) deploy(d *Domain, since time.Time) {
	d.DomainProcessingStatus = "Modifying"
	d.reflectStatus()
	d.ChangeProgressDetails = &ChangeProgressDetails{
		ChangeID:           uuid(s.account, s.region, "change", d.DomainName, strconv.FormatInt(since.UnixMilli(), 10)),
		StartTime:          at(since),
		LastUpdatedTime:    at(since),
		ConfigChangeStatus: changeStatus(d.DomainProcessingStatus),
		InitiatedBy:        "CUSTOMER",
	}
}
