package ui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
)

// look reads what there is to choose from.
func (a *App) look(into *chooser, fill func(*chooser, awsclient.Surroundings)) tea.Cmd {
	clients := a.option.Clients
	return func() tea.Msg {
		around := clients.Surround()
		return ownMsg(func(*App) tea.Cmd {
			fill(into, around)
			return nil
		})
	}
}

// recentFirst sorts what was opened lately to the front, and leaves the rest in order.
func recentFirst(all []choice, lately []string) []choice {
	rank := func(c choice) int {
		if i := slices.Index(lately, c.value); i >= 0 {
			return i
		}
		return len(lately)
	}
	slices.SortStableFunc(all, func(x, y choice) int { return cmp.Compare(rank(x), rank(y)) })
	return all
}

// chooseProfiles offers the profiles of the shared files.
func (a *App) chooseProfiles() tea.Cmd {
	c := &chooser{app: a, name: "Profiles", apply: a.openProfiles}
	return tea.Batch(c.open(), a.look(c, func(c *chooser, in awsclient.Surroundings) {
		var all []choice
		open := a.openNames(a.profileOf)
		for _, p := range in.Profiles {
			all = append(all, choice{p.Name, p.Name, profileNote(p)})
		}
		for _, name := range open {
			if !slices.ContainsFunc(all, func(one choice) bool { return one.value == name }) {
				all = append(all, choice{name, cmp.Or(name, "default"), "as the environment has it"})
			}
		}
		c.typed = func(name string) (choice, string) { return choice{}, in.NoProfile(name) }
		c.fill(recentFirst(all, a.Lately[latelyProfiles]), open)
	}))
}

// profileNote says what the files tell of a profile.
func profileNote(p awsclient.Profile) string {
	parts := slices.DeleteFunc([]string{p.Account, p.Region, p.Role}, func(part string) bool { return part == "" })
	return strings.Join(parts, " · ")
}

// profileOf is the name of the profile of a scope.
func (a *App) profileOf(at *desk.Desk) string {
	return cmp.Or(at.ID.Profile, at.Snapshot.Caller.Profile)
}

// openNames are what the scopes that are there are called by, each once.
func (a *App) openNames(of func(*desk.Desk) string) []string {
	var names []string
	for _, at := range a.All() {
		if name := of(at); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// scopesWhere are those that are called by one of some names.
func (a *App) scopesWhere(of func(*desk.Desk) string, names []string) []model.Scope {
	var ids []model.Scope
	for _, at := range a.All() {
		if slices.Contains(names, of(at)) {
			ids = append(ids, at.ID)
		}
	}
	return ids
}

// openProfiles opens profiles, in the Regions that were chosen, or else in their own.
func (a *App) openProfiles(more, fewer []string) tea.Cmd {
	leave := a.scopesWhere(a.profileOf, fewer)
	if len(more) == 0 {
		return tea.Batch(a.remove(leave), a.turned())
	}
	chosen := awsclient.Selection{Profiles: more, Regions: a.regions}
	return tea.Batch(a.Chose(latelyProfiles, more...), a.find(a.option.Clients.Resolve(chosen), leave))
}

// chooseRegions offers the Regions that AWS has.
func (a *App) chooseRegions() tea.Cmd {
	c := &chooser{app: a, name: "Regions", apply: a.openRegions}
	return tea.Batch(c.open(), a.look(c, func(c *chooser, in awsclient.Surroundings) {
		open := without(a.openNames((*desk.Desk).Region), []string{""}) // not known yet
		named := map[string]bool{in.Region: true}
		for _, p := range in.Profiles {
			named[p.Region] = true
		}
		elsewhere := in.Elsewhere || slices.ContainsFunc(a.All(), func(at *desk.Desk) bool { return at.Snapshot.Caller.Endpoint != "" })
		c.typed = func(name string) (choice, string) { return typedRegion(name, elsewhere) }
		c.fill(recentFirst(a.regionChoices(open, named), a.Lately[latelyRegions]), open)
	}))
}

// regionChoices are the Regions of the partitions that are open: first those that are
// open, then those that the shared files name.
func (a *App) regionChoices(open []string, named map[string]bool) []choice {
	all := []choice{}
	add := func(region, note string) {
		if region != "" && !slices.ContainsFunc(all, func(one choice) bool { return one.value == region }) {
			all = append(all, choice{region, region, note})
		}
	}
	partitions := map[string]bool{}
	for _, region := range open {
		add(region, "open")
		partitions[cmp.Or(model.PartitionOf(region), "aws")] = true
	}
	known := slices.DeleteFunc(model.Regions(""), func(region string) bool { return !partitions[model.PartitionOf(region)] })
	for _, region := range known {
		if named[region] {
			add(region, "a profile's own")
		}
	}
	all = append(all, choice{awsclient.AllRegions, "all", "every Region that is enabled"})
	for _, region := range known {
		add(region, "")
	}
	return all
}

// typedRegion is a Region that is not known, if there may be one of that name.
func typedRegion(name string, elsewhere bool) (choice, string) {
	switch {
	case elsewhere:
		return choice{name, name, "as typed"}, ""
	case !model.PlausibleRegion(name):
		return choice{}, model.NoRegion(name)
	}
	return choice{name, name, model.NewRegion(name)}, ""
}

// openRegions opens Regions of all accounts that are there.
func (a *App) openRegions(more, fewer []string) tea.Cmd {
	leave := a.scopesWhere((*desk.Desk).Region, fewer)
	var whose []model.Scope
	for _, at := range a.All() {
		who := model.Scope{Profile: at.ID.Profile, Account: at.ID.Account}
		if !slices.Contains(whose, who) {
			whose = append(whose, who)
		}
	}
	a.regions = without(append(a.openNames((*desk.Desk).Region), more...), fewer)
	if slices.Contains(more, awsclient.AllRegions) {
		a.regions = []string{awsclient.AllRegions}
		return a.find(a.option.Clients.ResolveRegions(whose), nil)
	}
	for _, region := range more {
		for _, who := range whose {
			who.Region = region
			if !a.has(who) {
				a.add(who)
			}
		}
	}
	a.rearrange()
	return tea.Batch(a.Chose(latelyRegions, more...), a.remove(leave), a.turned())
}
