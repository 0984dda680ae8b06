package packages

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/association"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
)

type packageRow struct {
	model.Package
	since   page.Since
	mine    bool
	domains int
	behind  int // of the domains, those that have an older version
}

// domainCount is on how many domains the package is; an arrow tells that some of them
// could have a newer version.
func (r packageRow) domainCount() string {
	if r.behind > 0 {
		return fmt.Sprintf("%d ↑%d", r.domains, r.behind)
	}
	return strconv.Itoa(r.domains)
}

// packagesView is the table of packages. Other people's are hidden at first: AWS's
// own plugins alone are dozens.
type packagesView struct {
	*page.Resources[packageRow]
	others bool
}

// NewPage returns the page of packages.
func NewPage(facts *desk.Facts) page.Page {
	v := &packagesView{}
	v.Resources = &page.Resources[packageRow]{
		Name:    "Packages",
		Short:   "Pkgs",
		OfKinds: []model.Kind{model.KindPackage},
		OfFeeds: []live.Feed{{Kind: live.FeedPackages}},
		Rows:    v.packageRows,
		Item:    func(r packageRow) model.Item { return r.Package },
		Columns: []table.Column[packageRow]{
			page.NameColumn("NAME", func(r packageRow) string { return r.Name }),
			page.PlainColumn("TYPE", 6, func(r packageRow) string { return r.Type }),
			page.PlainColumn("VERSION", 7, func(r packageRow) string { return r.Version }),
			page.StatusColumn(facts.Style, 19, func(r packageRow) model.Resource { return r.Resource }),
			page.SinceColumn(facts.Style, func(r packageRow) page.Since { return r.since }),
			page.TellsApart(page.PlainColumn("ENGINE", 4, func(r packageRow) string { return r.EngineVersion })),
			page.PlainColumn("DOMAINS", 5, packageRow.domainCount),
			page.TellsApart(page.PlainColumn("OWNER", 1, packageRow.owner)),
			page.TellsApart(page.PlainColumn("ID", 2, func(r packageRow) string { return r.Key.ID })),
			page.DateColumn("UPDATED", func(r packageRow) time.Time { return r.UpdatedAt }),
		},
		Detail:   packageDetail,
		DetailOf: chainFeeds,
		Asks:     chainAsks,
		Own: []desk.Action{
			createPackageAction, updatePackageAction, association.Associate, association.ApplyPackage, versionsAction, scopeAction,
			{Name: "all", Keys: []string{"m"}, Help: "show AWS's own and partners' packages too, or only the account's", Run: v.toggleOthers},
			deletePackageAction,
		},
		Nothing: "No packages of this account in this Region. Press {new} to create one, {all} to see AWS's own.",
	}
	page.New(v.Resources)
	return v
}

// Total counts the account's own, which are all that the table shows at first.
func (v *packagesView) Total(at *desk.Desk) int {
	mine := 0
	for _, item := range at.Snapshot.Items(model.KindPackage) {
		if p, ok := item.(model.Package); ok && p.OwnedBy(at.Snapshot.Caller.Account) {
			mine++
		}
	}
	return mine
}

func (v *packagesView) toggleOthers(*desk.Desk) tea.Cmd {
	v.others = !v.others
	v.Again()
	return nil
}

// Select shows other people's packages if the one that is asked for is one.
func (v *packagesView) Select(at *desk.Office, ref model.Ref) bool {
	of := at.DeskOf(ref.Scope)
	if of == nil {
		return false
	}
	if item, ok := of.Snapshot.Item(ref.Key); ok {
		if p, ok := item.(model.Package); ok && !p.OwnedBy(of.Snapshot.Caller.Account) {
			v.others = true
			v.Again()
		}
	}
	return v.Resources.Select(at, ref)
}

func (v *packagesView) packageRows(at *desk.Desk) page.Roll[packageRow] {
	domains, behind := map[string]int{}, map[string]int{}
	for _, item := range at.Snapshot.Items(model.KindAssociation) {
		if tie, ok := item.(model.Association); ok {
			domains[tie.PackageID]++
			if at.Snapshot.Newer(tie) != "" {
				behind[tie.PackageID]++
			}
		}
	}
	return page.Items(at, func(item model.Item) (packageRow, bool) {
		p, _ := item.(model.Package)
		mine := p.OwnedBy(at.Snapshot.Caller.Account)
		if !mine && !v.others {
			return packageRow{}, false
		}
		return packageRow{p, page.SinceOf(at, p.Resource), mine, domains[p.Key.ID], behind[p.Key.ID]}, true
	}, model.KindPackage)
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

func packageDetail(at *desk.Desk, r packageRow) page.Detail {
	var d page.Detail
	d.Status(at, r.Resource)
	d.Styled("Error type", r.ErrorType, at.Theme.Failed)
	d.Add("Id", r.Key.ID)
	d.Add("Type", r.Type)
	d.Add("Version", r.Version)
	d.Add("Engine", r.EngineVersion)
	d.Add("Owner", r.ownerAccount(at.Snapshot.Caller.Account))
	d.Add("Description", r.Description)
	d.When("Created", r.CreatedAt, at.Now)
	d.When("Updated", r.UpdatedAt, at.Now)
	chainFacts(&d, at, r)
	d.Add("Vending", page.SwitchText(r.Vending, "on: other accounts may be given it", "off: for its owner's account only"))
	d.Add("Encryption", page.SwitchText(r.Encryption, "on: "+cmp.Or(r.KMSKey, "with a key of AWS's"), "off"))
	if len(r.Users) > 0 {
		d.Heading("Accounts that may use it")
		d.Add("", strings.Join(r.Users, ", "))
	}
	pluginFacts(&d, r.Plugin)
	configurationFacts(&d, r.Configuration)
	association.Afterwards(&d, at, r.Type, at.Snapshot.AssociationsOf(r.Key.ID, ""))
	return d
}

func pluginFacts(d *page.Detail, p model.PluginProperties) {
	if p == (model.PluginProperties{}) {
		return
	}
	d.Heading("Plugin")
	d.Add("Name", p.Name)
	d.Add("Version", p.Version)
	d.Add("Class", p.ClassName)
	d.Add("Description", p.Description)
	if p.UncompressedBytes > 0 {
		d.Add("Uncompressed", text.Size(p.UncompressedBytes))
	}
}

func configurationFacts(d *page.Detail, c model.PackageConfiguration) {
	if c == (model.PackageConfiguration{}) {
		return
	}
	d.Heading("Needs")
	d.Add("Licence", c.LicenseRequirement)
	d.Add("Licence path", c.LicenseFilepath)
	d.Add("Configuration", c.ConfigurationRequirement)
	d.Add("Restart", text.YesNo(c.RequiresRestart)+", when its configuration changes")
}
