package association

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// Associate is the action that associates packages with domains.
var Associate = desk.Action{
	Name: "associate", Keys: []string{"a"}, Help: "associate packages with domains",
	Writes: true, Takes: desk.Several, Hint: true, Run: openAssociate,
}

// AssociateOnDomain is the same where a means attach.
var AssociateOnDomain = desk.Action{
	Name: "associate", As: "associate_on_domain", Keys: []string{"A"}, Help: "associate packages with the domain, or with all marked ones",
	Writes: true, Takes: desk.Several, Hint: true, Run: openAssociate,
}

// associateForm is the guided form of AssociatePackage and AssociatePackages.
type associateForm struct {
	packages, domains *form.Picker
	details           map[string]*associationFields // by package id
	all               map[string]model.Package      // those on offer, by id
	roles             *write.Listed[string]
	region            string
}

// associationFields are what is asked about one package. The service takes all of it
// for packages of every type.
type associationFields struct {
	prerequisites *form.Picker
	keyStore      *form.Choice
	role          *write.RolePicker
	suggested     bool
}

// What can be said of a package's access to the key store: nothing is one of it, which
// leaves it as it is.
const (
	keyStoreUnsaid = "as it is"
	keyStoreOn     = "on"
	keyStoreOff    = "off"
)

func openAssociate(at *desk.Desk) tea.Cmd {
	f := &associateForm{
		packages: write.TypedAs(form.NewManyPicker("Packages").Require("pick at least one"), &rule.AssociatePackage, "PackageID"),
		domains:  write.TypedAs(form.NewManyPicker("Domains").Require("pick at least one"), &rule.AssociatePackage, "DomainName"),
		details:  map[string]*associationFields{},
		region:   at.Snapshot.Caller.Region,
	}
	d := &write.Form{
		Heading:    "Associate packages with domains",
		Verb:       "Associate",
		Doing:      "Associating",
		Renew:      f.refresh,
		Load:       f.load,
		Says:       f.says,
		Commands:   f.commands,
		Violations: f.violations,
		Requests:   func() []check.Write { return write.Each(&rule.AssociatePackages, f.requests()...) },
		Foresees: write.Foresight{
			f.packages: func(id string) []check.Write {
				return write.Each(&rule.AssociatePackages, requestsOf([]rule.PackageAssociation{{PackageID: id}}, f.domains.Values())...)
			},
			f.domains: func(domain string) []check.Write {
				return write.Each(&rule.AssociatePackages, requestsOf(f.list(), []string{domain})...)
			},
		},
		Binds: func() write.Binds {
			return write.Binds{"PackageList": f.packages, "PackageID": f.packages, "DomainName": f.domains}
		},
		Writes: f.writes,
		Keep:   write.Unpick(f.domains),
	}
	d.Form = form.New(f.fields, d.Review)
	f.refresh(at)
	for _, item := range at.Chosen() {
		switch r := item.(type) {
		case model.Package:
			f.packages.Pick(r.Key.ID)
		case model.Domain:
			f.domains.Pick(r.Name)
		case model.Association:
			f.domains.Pick(r.Domain)
		}
	}
	f.refresh(at)
	first := f.packages
	if len(f.packages.Values()) > 0 {
		first = f.domains
	}
	return d.Open(at, first)
}

func (f *associateForm) fields() []form.Field {
	fields := []form.Field{f.packages, f.domains}
	for _, id := range f.packages.Values() {
		d := f.detailOf(id)
		fields = append(fields, d.prerequisites, d.keyStore)
		if d.keyStore.Value() == keyStoreOn {
			fields = append(fields, d.role)
		}
	}
	return fields
}

// detailOf returns the fields on one package, which exist from when it is first
// picked.
func (f *associateForm) detailOf(id string) *associationFields {
	if d := f.details[id]; d != nil {
		return d
	}
	name := f.all[id].Name
	d := &associationFields{
		prerequisites: write.TypedAs(form.NewManyPicker(name+" needs first"), &rule.AssociatePackage, "PrerequisitePackageIDList"),
		keyStore: form.NewChoice(name+": key store",
			form.Alternative{Value: keyStoreUnsaid, Says: "say nothing about it: no access to begin with"},
			form.Alternative{Value: keyStoreOn, Says: "it may read the key store, through a role"},
			form.Alternative{Value: keyStoreOff, Says: "it may not read the key store, or not any more"},
		),
		role: write.NewRolePicker(name+": its role", &rule.AssociatePackage, "AssociationConfiguration.KeyStoreAccessOption.KeyAccessRoleArn"),
	}
	d.role.Without = "no role is named; the service may want one"
	f.details[id] = d
	return d
}

func (f *associateForm) load(in write.Scope) tea.Cmd {
	for _, id := range f.packages.Values() {
		if d := f.detailOf(id); d.keyStore.Value() == keyStoreOn && f.roles == nil {
			cmd := d.role.Load(in)
			f.roles = d.role.Roles
			return cmd
		}
	}
	return nil
}

// refresh judges every package and every domain against what is chosen on the
// other side.
func (f *associateForm) refresh(at *desk.Desk) {
	f.all = map[string]model.Package{}
	var packages, domains []form.Option
	chosenDomains := f.domainsOf(at, f.domains.Values())
	for _, item := range at.Snapshot.Items(model.KindPackage) {
		p, _ := item.(model.Package)
		f.all[p.Key.ID] = p
		s := live.Suitability{}
		if p.Status != "AVAILABLE" {
			s.Obstacle = "is " + string(p.Status)
		} else {
			s = judgeAll(chosenDomains, func(d model.Domain) live.Suitability { return suitability(at, p, d) }, func(d model.Domain) string { return d.Name })
		}
		o := write.ResourceOption(at, item, p.Key.ID, s)
		o.Title = strings.TrimSpace(p.Name + " " + p.Version)
		o.Kind = shortType(p)
		packages = append(packages, o)
	}
	write.Offer(at, f.packages, write.PossibleFirst(packages), live.FeedPackages)
	for _, id := range f.packages.Values() {
		if _, listed := f.all[id]; !listed { // a typed one, of which nothing is known but its id
			f.all[id] = model.Package{Resource: model.Resource{Key: model.PackageKey(id), Name: id}}
		}
	}

	chosen := f.chosenPackages()
	for _, item := range at.Snapshot.Items(model.KindDomain) {
		d, _ := item.(model.Domain)
		s := judgeAll(chosen, func(p model.Package) live.Suitability { return suitability(at, p, d) }, func(p model.Package) string { return p.Name })
		o := write.ResourceOption(at, item, d.Name, s)
		o.Kind = strings.NewReplacer("OpenSearch_", "", "Elasticsearch_", "ES ").Replace(d.EngineVersion)
		domains = append(domains, o)
	}
	write.Offer(at, f.domains, write.PossibleFirst(domains), live.FeedDomains)

	for _, p := range chosen {
		f.refreshDetail(at, p, chosen)
	}
}

// refreshDetail offers as prerequisites the packages of this request and those that
// the domains have already.
func (f *associateForm) refreshDetail(at *desk.Desk, p model.Package, chosen []model.Package) {
	d := f.detailOf(p.Key.ID)
	d.role.Roles = f.roles
	d.role.Refresh(at)
	var options []form.Option
	offered := map[string]bool{p.Key.ID: true}
	offer := func(id, name, note string) {
		if !offered[id] {
			offered[id] = true
			options = append(options, form.Option{Value: id, Title: name, Note: note})
		}
	}
	for _, other := range chosen {
		offer(other.Key.ID, other.Name, "in this request")
	}
	for _, domain := range f.domains.Values() {
		for _, association := range at.Snapshot.AssociationsOf("", domain) {
			offer(association.PackageID, association.Name, "on "+domain)
		}
	}
	d.prerequisites.SetOptions(options, "Pick what it needs too, or a domain that has it, or type an id.")
	d.prerequisites.Prune()
	if d.suggested || len(options) == 0 {
		return
	}
	var others []model.Package
	for _, o := range options {
		others = append(others, f.all[o.Value])
	}
	for _, id := range model.SuggestPrerequisites(p, others) {
		d.prerequisites.Pick(id)
		d.suggested = true
	}
}

func (f *associateForm) domainsOf(at *desk.Desk, names []string) []model.Domain {
	var domains []model.Domain
	for _, name := range names {
		item, _ := at.Snapshot.Item(model.Key{Kind: model.KindDomain, ID: name})
		if d, ok := item.(model.Domain); ok {
			domains = append(domains, d)
		}
	}
	return domains
}

func (f *associateForm) chosenPackages() []model.Package {
	var chosen []model.Package
	for _, id := range f.packages.Values() {
		if p, ok := f.all[id]; ok {
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// requests are one for each domain.
func (f *associateForm) requests() []rule.AssociatePackagesRequest {
	return requestsOf(f.list(), f.domains.Values())
}

func requestsOf(list []rule.PackageAssociation, domains []string) []rule.AssociatePackagesRequest {
	var requests []rule.AssociatePackagesRequest
	for _, domain := range domains {
		requests = append(requests, rule.AssociatePackagesRequest{Domain: domain, Packages: rule.InOrder(list)})
	}
	return requests
}

// list are the packages that are chosen, with what is said of each.
func (f *associateForm) list() []rule.PackageAssociation {
	var list []rule.PackageAssociation
	for _, id := range f.packages.Values() {
		d := f.detailOf(id)
		association := rule.PackageAssociation{PackageID: id, Prerequisites: d.prerequisites.Values()}
		switch d.keyStore.Value() {
		case keyStoreOn:
			association.Configuration = &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{Enabled: true, RoleARN: d.role.Role()}}
		case keyStoreOff:
			association.Configuration = &rule.AssociationConfiguration{KeyStore: &rule.KeyStoreAccess{}}
		}
		list = append(list, association)
	}
	return list
}

func (f *associateForm) violations() []rule.Violation {
	requests := f.requests()
	switch {
	case len(f.packages.Values()) == 0:
		return []rule.Violation{{Path: "packageList", Advice: "pick at least one package"}}
	case len(requests) == 0:
		return []rule.Violation{{Path: "domainName", Advice: "pick at least one domain"}}
	}
	for _, r := range requests {
		if violations := rule.AssociatePackages.In(f.region).Check(rule.Values(r)); len(violations) > 0 {
			return violations
		}
	}
	return nil
}

func (f *associateForm) says() []string {
	var names []string
	plugin := false
	requests := f.requests()
	if len(requests) > 0 {
		for _, p := range requests[0].Packages {
			names = append(names, f.all[p.PackageID].Name)
			plugin = plugin || f.all[p.PackageID].Type == model.PluginType
		}
	}
	says := []string{fmt.Sprintf("Associates %s with %s.", strings.Join(names, ", then "), strings.Join(f.domains.Values(), ", "))}
	if len(requests) > 1 {
		says = append(says, fmt.Sprintf("That is %d calls, one for each domain; one that fails stops no other.", len(requests)))
	}
	for _, o := range append(f.packages.Picked(), f.domains.Picked()...) {
		if strings.HasPrefix(o.Note, unfitNote) {
			says = append(says, "! "+o.Title+": "+o.Note+". The service will refuse it.")
		}
	}
	if plugin {
		says = append(says, "A plugin causes a blue/green deployment of the domain: it takes tens of minutes, and the domain accepts no other change meanwhile.")
	}
	return says
}

func (f *associateForm) commands() []string {
	var commands []string
	for _, r := range f.requests() {
		commands = append(commands, associateCommand(r, f.region))
	}
	return commands
}
