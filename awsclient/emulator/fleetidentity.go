package emulator

// enrol makes one organisation of a fleet's accounts, and assigns the role that all of
// them have to whoever signs in. What is enabled of the Regions is what the fleet has.
func (f Fleet) enrol(w *World) {
	organization := &Organization{ManagementAccount: fleetAccount(0)}
	center := &IdentityCenter{}
	for i := range f.Accounts {
		id := fleetAccount(i)
		organization.Accounts = append(organization.Accounts, Account{ID: id, JoinedTimestamp: daysAgo(400)})
		center.Assignments = append(center.Assignments, Assignment{AccountID: id, Roles: []string{fleetRole}})
	}
	w.Organization, w.IdentityCenter, w.NamedRegionsOnly = organization, center, true
}

// fleetRole is the role that every account of a fleet has.
const fleetRole = "Operator"
