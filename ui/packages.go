package ui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/table"
)

type packageRow struct {
	model.Package
	since   since
	mine    bool
	domains int
}

// domainCount is on how many domains the package is.
func (r packageRow) domainCount() string { return strconv.Itoa(r.domains) }

// packagesView is the table of packages. Other people's are hidden at first: AWS's
// own plugins alone are dozens.
type packagesView struct {
	*resourceView[packageRow]
	others bool

	counted uint64 // the snapshot's version when the account's own were counted
	mine    int
}

func newPackagesView(a *App) view {
	v := &packagesView{}
	v.resourceView = &resourceView[packageRow]{
		name:    "Packages",
		short:   "Pkgs",
		ofKinds: []model.Kind{model.KindPackage},
		ofFeeds: []live.Feed{{Kind: live.FeedPackages}},
		rows:    v.packageRows,
		item:    func(r packageRow) model.Item { return r.Package },
		columns: []table.Column[packageRow]{
			nameColumn("NAME", func(r packageRow) string { return r.Name }),
			plainColumn("TYPE", 15, 15, 6, func(r packageRow) string { return r.Type }),
			plainColumn("VERSION", 7, 7, 7, func(r packageRow) string { return r.Version }),
			statusColumn(a.style, 19, func(r packageRow) model.Resource { return r.Resource }),
			sinceColumn(func(r packageRow) since { return r.since }),
			plainColumn("ENGINE", 15, 18, 4, func(r packageRow) string { return r.EngineVersion }),
			plainColumn("DOMAINS", 7, 7, 5, packageRow.domainCount),
			plainColumn("OWNER", 12, 12, 1, packageRow.owner),
			plainColumn("ID", 12, 44, 2, func(r packageRow) string { return r.Key.ID }),
			dateColumn("UPDATED", func(r packageRow) time.Time { return r.UpdatedAt }),
		},
		detail: packageDetail,
		own: []action{
			createPackageAction, updatePackageAction, associateAction, applyPackageAction, versionsAction, scopeAction,
			{name: "all", keys: []string{"m"}, help: "show AWS's own and partners' packages too, or only the account's", run: v.toggleOthers},
			deletePackageAction,
		},
		nothing: "No packages of this account in this Region. Press n to create one, m to see AWS's own.",
	}
	newResourceView(v.resourceView)
	return v
}

// total counts the account's own, which are all that the table shows at first.
func (v *packagesView) total(a *App) int {
	if v.counted != a.snapshot.Version() {
		v.counted, v.mine = a.snapshot.Version(), 0
		for _, item := range a.snapshot.Items(model.KindPackage) {
			if p, ok := item.(model.Package); ok && p.OwnedBy(a.snapshot.Caller.Account) {
				v.mine++
			}
		}
	}
	return v.mine
}

func (v *packagesView) toggleOthers(*App) tea.Cmd {
	v.others, v.derived = !v.others, false
	return nil
}

// selectKey shows other people's packages if the one that is asked for is one.
func (v *packagesView) selectKey(a *App, key model.Key) bool {
	if item, ok := a.snapshot.Item(key); ok {
		if p, ok := item.(model.Package); ok && !p.OwnedBy(a.snapshot.Caller.Account) {
			v.others, v.derived = true, false
		}
	}
	return v.resourceView.selectKey(a, key)
}

func (v *packagesView) packageRows(a *App) []packageRow {
	domains := map[string]int{}
	for _, item := range a.snapshot.Items(model.KindAssociation) {
		if association, ok := item.(model.Association); ok {
			domains[association.PackageID]++
		}
	}
	var rows []packageRow
	for _, item := range a.snapshot.Items(model.KindPackage) {
		p, _ := item.(model.Package)
		mine := p.OwnedBy(a.snapshot.Caller.Account)
		if mine || v.others {
			rows = append(rows, packageRow{p, a.since(p.Resource), mine, domains[p.Key.ID]})
		}
	}
	return rows
}

// owner names whose package it is.
func (r packageRow) owner() string {
	switch {
	case model.OwnedByAWS(r.Key.ID):
		return "AWS"
	case r.mine:
		return "this account"
	}
	return r.Owner
}

// ownerAccount names whose package it is with the account, where that is known.
func (r packageRow) ownerAccount(own string) string {
	account := r.Owner
	if r.mine {
		account = cmp.Or(r.Owner, own)
	}
	if who := r.owner(); account != "" && who != account {
		return who + " (" + account + ")"
	}
	return r.owner()
}

func packageDetail(a *App, r packageRow) detail {
	var d detail
	d.status(a, r.Resource)
	d.styled("Error type", r.ErrorType, a.theme.Failed)
	d.add("Id", r.Key.ID)
	d.add("Type", r.Type)
	d.add("Version", r.Version)
	d.add("Engine", r.EngineVersion)
	d.add("Owner", r.ownerAccount(a.snapshot.Caller.Account))
	d.add("Description", r.Description)
	d.when("Created", r.CreatedAt, a.now)
	d.when("Updated", r.UpdatedAt, a.now)
	d.packageDomains(a, r.Package)
	d.add("Vending", switchText(r.Vending, "on: other accounts may be given it", "off: for its owner's account only"))
	d.add("Encryption", switchText(r.Encryption, "on: "+cmp.Or(r.KMSKey, "with a key of AWS's"), "off"))
	if r.Users != "" {
		d.heading("Accounts that may use it")
		d.add("", strings.ReplaceAll(r.Users, ",", ", "))
	}
	d.plugin(r.Plugin)
	d.configuration(r.Configuration)
	return d
}

// packageDomains appends the domains that have the package.
func (d *detail) packageDomains(a *App, p model.Package) {
	associations := a.snapshot.AssociationsOf(p.Key.ID, "")
	if len(associations) == 0 {
		return
	}
	d.heading(fmt.Sprintf("Domains · %d", len(associations)))
	for _, association := range associations {
		glyph, style := a.theme.Badge(association.Phase(), association.Status)
		says := association.Domain + " " + association.Version
		if newer := a.snapshot.Newer(association); newer != "" {
			says += " (" + newer + " is available)"
		}
		d.styled(glyph+" "+string(association.Status), says, style)
		d.styled("", association.Reason, a.theme.Failed)
	}
}

func (d *detail) plugin(p model.PluginProperties) {
	if p == (model.PluginProperties{}) {
		return
	}
	d.heading("Plugin")
	d.add("Name", p.Name)
	d.add("Version", p.Version)
	d.add("Class", p.ClassName)
	d.add("Description", p.Description)
	if p.UncompressedBytes > 0 {
		d.add("Uncompressed", byteSize(p.UncompressedBytes))
	}
}

func (d *detail) configuration(c model.PackageConfiguration) {
	if c == (model.PackageConfiguration{}) {
		return
	}
	d.heading("Needs")
	d.add("Licence", c.LicenseRequirement)
	d.add("Licence path", c.LicenseFilepath)
	d.add("Configuration", c.ConfigurationRequirement)
	d.add("Restart", yesNo(c.RequiresRestart)+", when its configuration changes")
}

// byteSize is a size with two figures of meaning: "1.2 MB".
func byteSize(n int64) string {
	const unit = 1000
	if n < unit {
		return fmt.Sprintf("%d B", n)
	}
	value, names := float64(n)/unit, "kMGTPE"
	for value >= unit {
		value, names = value/unit, names[1:]
	}
	return fmt.Sprintf("%.1f %cB", value, names[0])
}

// selectedPackage is the package under the cursor.
func selectedPackage(a *App) (model.Package, bool) {
	item, _ := a.subject()
	p, ok := item.(model.Package)
	return p, ok
}

func needsPackage(a *App) string {
	if _, ok := selectedPackage(a); !ok {
		return "no package is selected"
	}
	return ""
}

// needsOwnPackage is the obstacle of what only the owner of a package may do.
func needsOwnPackage(a *App) string {
	p, ok := selectedPackage(a)
	if !ok {
		return "no package is selected"
	}
	return notOwn(a, p)
}

// needsOwnPackages is the same of what takes several.
func needsOwnPackages(a *App) string {
	packages := chosen[model.Package](a)
	if len(packages) == 0 {
		return "no package is selected"
	}
	for _, p := range packages {
		if why := notOwn(a, p); why != "" {
			return why
		}
	}
	return ""
}

func notOwn(a *App, p model.Package) string {
	switch {
	case model.OwnedByAWS(p.Key.ID):
		return p.Name + " is one of AWS's own packages, which cannot be changed or deleted"
	case !p.OwnedBy(a.snapshot.Caller.Account):
		return p.Name + " belongs to " + p.Owner + ", who alone can change it"
	}
	return ""
}

var versionsAction = action{
	name: "versions", keys: []string{"v"}, help: "show the versions of the package", hint: true, takes: oneThing,
	obstacle: needsPackage, run: openVersions,
}

// openVersions shows a package's history, which is read while it is open.
func openVersions(a *App) tea.Cmd {
	p, _ := selectedPackage(a)
	key := p.Key
	pages := &pager{name: "Versions of " + p.Name, wants: []live.Feed{{Kind: live.FeedVersions, Of: key.ID}}}
	pages.render = func(a *App, width int) []string { return versionLines(a, key, width) }
	return tea.Batch(a.open(pages), a.plan())
}

func versionLines(a *App, key model.Key, width int) []string {
	item, _ := a.snapshot.Item(key)
	p, ok := item.(model.Package)
	feed := a.snapshot.Feed(live.Feed{Kind: live.FeedVersions, Of: key.ID})
	switch {
	case !ok:
		return note(a.theme.Dim, "The package does not exist any more.", width)
	case p.Versions == nil && feed.Err != nil:
		return failureLines(a.theme, feed.Err, width)
	case p.Versions == nil:
		return note(a.theme.Dim, "Reading…", width)
	case len(*p.Versions) == 0:
		return note(a.theme.Dim, "It has no versions yet.", width)
	}
	var d detail
	for _, v := range *p.Versions {
		title := v.Version
		if v.Version == p.Version {
			title += " (available)"
		}
		d.heading(title)
		d.when("Created", v.CreatedAt, a.now)
		d.add("Message", v.CommitMessage)
		if v.Plugin != (model.PluginProperties{}) {
			d.add("Plugin", joinNonEmpty(v.Plugin.Name, v.Plugin.Version, v.Plugin.ClassName))
		}
		if v.Configuration != (model.PackageConfiguration{}) {
			d.add("Needs", joinNonEmpty("licence "+v.Configuration.LicenseRequirement, "configuration "+v.Configuration.ConfigurationRequirement))
		}
	}
	return d.lines(a.theme, width)
}
