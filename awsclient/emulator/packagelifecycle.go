package emulator

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

func (s *state) loadPackage(p Package) {
	s.ids.know(p.PackageID)
	p.CreatedAt = p.CreatedAt.loaded(s.now).or(s.now)
	p.LastUpdatedAt = p.LastUpdatedAt.loaded(s.now)
	if p.inFlight() {
		p.LastUpdatedAt = p.LastUpdatedAt.or(s.now)
	}
	p.LastUpdatedAt = p.LastUpdatedAt.or(p.CreatedAt.Time)
	versions := slices.Clone(p.PackageVersionHistoryList)
	for i := range versions {
		versions[i].CreatedAt = versions[i].CreatedAt.loaded(s.now).or(p.CreatedAt.Time)
	}
	p.PackageVersionHistoryList = versions
	s.planPackage(s.packages.add(p.PackageID, p))
}

// planPackage plans what happens to a package next, counted from the last change.
func (s *state) planPackage(p *Package) {
	d := s.options.Durations
	next, inFlight := map[model.Status]struct {
		takes  time.Duration
		happen func(now time.Time)
	}{
		"COPYING":    {d.PackageCopy, func(now time.Time) { s.copied(p, now) }},
		"VALIDATING": {d.PackageValidate, func(now time.Time) { s.validated(p, now) }},
		"DELETING":   {d.PackageDelete, func(now time.Time) { s.deleted(p, now) }},
	}[p.PackageStatus]
	if inFlight {
		s.agenda.plan(p.LastUpdatedAt.Add(next.takes), next.happen)
	}
}

// become changes a package's status, and drops the request that is over with it.
func (p *Package) become(status model.Status, why *ErrorDetails, now time.Time) {
	p.PackageStatus, p.ErrorDetails, p.LastUpdatedAt = status, why, at(now)
	if !p.inFlight() {
		p.PackageSource, p.CommitMessage, p.PackageConfiguration = nil, "", nil
	}
}

// copied ends the import from Amazon S3. Only now does it matter whether the
// object is there: whether the service looks earlier is not known (SERVICE.md §4.1).
func (s *state) copied(p *Package, now time.Time) {
	if _, why := s.source(p); why != nil {
		p.become("COPY_FAILED", why, now)
		return
	}
	p.become("VALIDATING", nil, now)
	s.planPackage(p)
}

// validated makes a version of what was imported, unless it is refused.
func (s *state) validated(p *Package, now time.Time) {
	if why := p.refusedAs(); why != nil {
		p.become("VALIDATION_FAILED", why, now)
		return
	}
	object, _ := s.source(p)
	version := PackageVersion{
		PackageVersion:       p.nextVersion(),
		CommitMessage:        p.CommitMessage,
		PackageSource:        p.PackageSource,
		CreatedAt:            at(now),
		PluginProperties:     p.pluginProperties(object.Size),
		PackageConfiguration: cmp.Or(p.PackageConfiguration, p.AvailablePackageConfiguration),
	}
	p.AvailablePackageVersion = version.PackageVersion
	p.AvailablePluginProperties = version.PluginProperties
	p.AvailablePackageConfiguration = version.PackageConfiguration
	p.PackageVersionHistoryList = append(slices.Clone(p.PackageVersionHistoryList), version)
	p.become("AVAILABLE", nil, now)
}

// Words in the name of the object that a version is made of, which let what is
// done with the package fail in the end: its association, its first deletion.
const (
	unfitWord  = "unfit"
	stickyWord = "sticky"
)

// madeFrom reports whether a version is made of an object with a word in its name.
func (p *Package) madeFrom(version, word string) bool {
	v := p.version(version)
	return v != nil && v.PackageSource != nil && strings.Contains(strings.ToLower(v.PackageSource.S3Key), word)
}

// deleted ends a deletion. What did not go the first time goes the second.
func (s *state) deleted(p *Package, now time.Time) {
	if !p.madeFrom(p.AvailablePackageVersion, stickyWord) {
		s.removePackage(p)
		return
	}
	p.PackageVersionHistoryList = slices.Clone(p.PackageVersionHistoryList)
	p.version(p.AvailablePackageVersion).PackageSource = nil
	p.become("DELETE_FAILED", failure("Package %s could not be deleted. Delete it again.", p.PackageID), now)
}

// removePackage forgets a package. Only a world can have one that goes while it
// is associated.
func (s *state) removePackage(p *Package) {
	s.packages.remove(p.PackageID)
	s.removeAssociations(func(a *Association) bool { return a.PackageID == p.PackageID })
}

// pluginFaults are the recorded texts of plugins that were refused (SERVICE.md §4.4),
// each with a word in the name of the object that brings it about here.
var pluginFaults = []struct{ word, text string }{
	{"vulnerable", "PluginValidationFailureReason : Dependency Scan reported 3 vulnerabilities for the plugin: CVE-2022-23307, CVE-2019-17571, CVE-2022-23305"},
	{"unsupported", "PluginValidationFailureReason : Plugins are not supported for the provided enginge version.  Class querqy.opensearch.QuerqyPlugin implements the plugin interface org.opensearch.plugins.ActionPlugin which is not supported.  "},
	{"broken", notLoaded},
}

const notLoaded = "PluginValidationFailureReason : The provided plugin could not be loaded"

// refusedAs is why what was imported is not valid, or nil.
func (p *Package) refusedAs() *ErrorDetails {
	if p.PackageSource == nil {
		return nil // a world need not say where a package comes from
	}
	key := strings.ToLower(p.PackageSource.S3Key)
	endings := rule.PackageEndings(p.PackageType)
	right := endings == nil || slices.ContainsFunc(endings, func(ending string) bool { return strings.HasSuffix(key, ending) })
	switch {
	case !p.isPlugin() && !right:
		return failure("The object %s is not a file of type %s.", p.PackageSource.S3Key, strings.Join(endings, " or "))
	case !p.isPlugin():
		return nil
	}
	for _, f := range pluginFaults {
		if strings.Contains(key, f.word) {
			return failure("%s", f.text)
		}
	}
	if !right {
		return failure("%s", notLoaded)
	}
	return nil
}
