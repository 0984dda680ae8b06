package rule

import (
	"encoding/json"
	"slices"

	"oscope/model"
)

// ApplicationEdit is the part of an application that UpdateApplication can change,
// as an operator thinks of it: sets of data sources and administrators.
type ApplicationEdit struct {
	DataSources    []model.ApplicationDataSource
	Users, Groups  []string // dashboard administrators
	IdentityCenter model.IdentityCenter
	// Others are settings under keys that no request accepts (SERVICE.md §2.3).
	Others []model.ApplicationConfig
}

// EditOf returns the editable part of an application's detail.
func EditOf(d model.ApplicationDetail) ApplicationEdit {
	e := ApplicationEdit{DataSources: d.DataSources, IdentityCenter: d.IdentityCenter}
	for _, config := range d.Configs {
		switch config.Key {
		case AdminUsers:
			e.Users = append(e.Users, administrators(config.Value)...)
		case AdminGroups:
			e.Groups = append(e.Groups, administrators(config.Value)...)
		default:
			e.Others = append(e.Others, config)
		}
	}
	return e
}

// administrators reads a setting's value: a JSON array in a string, or one plain
// name (SERVICE.md §2.3).
func administrators(value string) []string {
	var names []string
	if json.Unmarshal([]byte(value), &names) == nil {
		return names
	}
	if value == "" {
		return nil
	}
	return []string{value}
}

// Configs returns the settings that make these administrators.
func (e ApplicationEdit) Configs() []model.ApplicationConfig {
	configs := []model.ApplicationConfig{}
	for _, group := range []struct {
		key   string
		names []string
	}{{AdminUsers, e.Users}, {AdminGroups, e.Groups}} {
		if len(group.names) == 0 {
			continue
		}
		value, _ := json.Marshal(group.names) // a list of strings always encodes
		configs = append(configs, model.ApplicationConfig{Key: group.key, Value: string(value)})
	}
	return configs
}

// Request returns the update that leads from base to e. What is the same in both
// is left out, so that the service leaves it alone.
func (e ApplicationEdit) Request(id string, base ApplicationEdit) UpdateApplicationRequest {
	r := UpdateApplicationRequest{ApplicationID: id}
	if !sameSources(e.DataSources, base.DataSources) {
		r.DataSources = append([]model.ApplicationDataSource{}, e.DataSources...)
	}
	if !sameNames(e.Users, base.Users) || !sameNames(e.Groups, base.Groups) {
		r.Configs = e.Configs()
	}
	if !sameCenter(e.IdentityCenter, base.IdentityCenter) {
		center := e.IdentityCenter
		r.IdentityCenter = &center
	}
	return r
}

// Empty reports whether the update would change nothing.
func (r UpdateApplicationRequest) Empty() bool {
	return r.DataSources == nil && r.Configs == nil && r.IdentityCenter == nil
}

// Conflicts reports whether the change from base to e touches something that
// somebody else has changed meanwhile. What only they have touched is left out of
// the request, and so stays theirs.
func (e ApplicationEdit) Conflicts(theirs, base ApplicationEdit) bool {
	mine, other := e.Request("", base), theirs.Request("", base)
	return mine.DataSources != nil && other.DataSources != nil ||
		mine.Configs != nil && other.Configs != nil ||
		mine.IdentityCenter != nil && other.IdentityCenter != nil
}

// Onto applies the change from base to e on top of what somebody else has made of
// base meanwhile: their additions stay, their removals stay, and where both
// changed the same thing ours holds.
func (e ApplicationEdit) Onto(theirs, base ApplicationEdit) ApplicationEdit {
	merged := theirs
	merged.DataSources = mergeList(e.DataSources, theirs.DataSources, base.DataSources, func(s model.ApplicationDataSource) string { return s.ARN })
	same := func(name string) string { return name }
	merged.Users = mergeList(e.Users, theirs.Users, base.Users, same)
	merged.Groups = mergeList(e.Groups, theirs.Groups, base.Groups, same)
	if !sameCenter(e.IdentityCenter, base.IdentityCenter) {
		merged.IdentityCenter = e.IdentityCenter
	}
	return merged
}

// Equal reports whether two edits amount to the same application.
func (e ApplicationEdit) Equal(other ApplicationEdit) bool { return e.Request("", other).Empty() }

// mergeList is theirs, less what we removed from base, with what we added to it
// or changed in it.
func mergeList[T comparable](ours, theirs, base []T, key func(T) string) []T {
	find := func(list []T, k string) (T, bool) {
		i := slices.IndexFunc(list, func(t T) bool { return key(t) == k })
		if i < 0 {
			var none T
			return none, false
		}
		return list[i], true
	}
	var merged []T
	for _, t := range theirs {
		was, wasInBase := find(base, key(t))
		now, isInOurs := find(ours, key(t))
		switch {
		case wasInBase && !isInOurs: // we removed it
		case isInOurs && (!wasInBase || now != was): // we added or changed it
			merged = append(merged, now)
		default:
			merged = append(merged, t)
		}
	}
	for _, o := range ours {
		_, wasInBase := find(base, key(o))
		_, isInTheirs := find(theirs, key(o))
		if !wasInBase && !isInTheirs {
			merged = append(merged, o)
		}
	}
	return merged
}

// Difference is what a change adds to a list, removes from it and changes in it,
// by the names of what is listed.
type Difference struct{ Added, Removed, Changed []string }

// DataSourceDifference compares two lists of data sources by their ARNs.
func DataSourceDifference(from, to []model.ApplicationDataSource) Difference {
	return difference(from, to, func(s model.ApplicationDataSource) string { return s.ARN })
}

// NameDifference compares two lists of names.
func NameDifference(from, to []string) Difference {
	return difference(from, to, func(name string) string { return name })
}

func difference[T comparable](from, to []T, key func(T) string) Difference {
	var d Difference
	before := map[string]T{}
	for _, t := range from {
		before[key(t)] = t
	}
	after := map[string]bool{}
	for _, t := range to {
		after[key(t)] = true
		switch was, ok := before[key(t)]; {
		case !ok:
			d.Added = append(d.Added, key(t))
		case was != t:
			d.Changed = append(d.Changed, key(t))
		}
	}
	for _, t := range from {
		if !after[key(t)] {
			d.Removed = append(d.Removed, key(t))
		}
	}
	return d
}

func sameSources(a, b []model.ApplicationDataSource) bool {
	d := DataSourceDifference(a, b)
	return len(d.Added)+len(d.Removed)+len(d.Changed) == 0
}

func sameNames(a, b []string) bool {
	d := NameDifference(a, b)
	return len(d.Added)+len(d.Removed) == 0
}

// sameCenter compares what a request can set.
func sameCenter(a, b model.IdentityCenter) bool {
	return a.Enabled == b.Enabled && a.InstanceARN == b.InstanceARN && a.RoleARN == b.RoleARN
}
