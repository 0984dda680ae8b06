package check

import (
	"fmt"
	"slices"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// deployment is what associating and dissociating have in common.
type deployment struct {
	domain   string
	packages []rule.PackageAssociation
	removes  bool
}

func associatingOne(request any) (deployment, bool) {
	r, ok := request.(rule.AssociatePackageRequest)
	return deployment{domain: r.Domain, packages: []rule.PackageAssociation{r.PackageAssociation}}, ok
}

func associatingSome(request any) (deployment, bool) {
	r, ok := request.(rule.AssociatePackagesRequest)
	return deployment{domain: r.Domain, packages: r.Packages}, ok
}

func dissociatingOne(request any) (deployment, bool) {
	r, ok := request.(rule.DissociatePackageRequest)
	return deployment{domain: r.Domain, packages: []rule.PackageAssociation{{PackageID: r.PackageID}}, removes: true}, ok
}

func dissociatingSome(request any) (deployment, bool) {
	r, ok := request.(rule.DissociatePackagesRequest)
	d := deployment{domain: r.Domain, removes: true}
	for _, id := range r.Packages {
		d.packages = append(d.packages, rule.PackageAssociation{PackageID: id})
	}
	return d, ok
}

var (
	associates = []*rule.Operation{&rule.AssociatePackage, &rule.AssociatePackages}
	deploys    = slices.Concat(associates, []*rule.Operation{&rule.DissociatePackage, &rule.DissociatePackages})
)

// deploying judges what is chosen of a deployment.
func deploying(judge func(*Case, deployment) []Finding) func(*Case) []Finding {
	return on(func(c *Case, d deployment) []Finding {
		if d.domain == "" {
			return nil
		}
		return judge(c, d)
	}, associatingOne, associatingSome, dissociatingOne, dissociatingSome)
}

var associateChecks = []*Check{
	{
		For: deploys, Name: "health", Stands: true, Needs: []*Fact{Packages.Fact, Health.Fact},
		Source: "DescribeDomainHealth; AWS documentation, validation of configuration changes",
		judge:  deploying(health),
	},
	{
		For: deploys, Name: "master nodes", Needs: []*Fact{Packages.Fact, Health.Fact},
		Source: "DescribeDomainHealth; AWS documentation, effect of blue/green deployments, dedicated master nodes",
		judge:  deploying(masters),
	},
	{
		For: deploys, Name: "other change", Needs: []*Fact{Domain.Fact, Packages.Fact},
		Source: "DescribeDomains; AWS documentation, configuration changes",
		judge:  deploying(otherChange),
	},
	{
		For: deploys, Name: "schedule", Needs: []*Fact{Packages.Fact, Scheduled.Fact},
		Source: "ListScheduledActions; AWS documentation, off-peak windows",
		judge:  deploying(scheduled),
	},
	{
		For: associates, Name: "what plugins need", Stands: true, Needs: []*Fact{Domain.Fact, Packages.Fact},
		Source: "DescribeDomains, DescribePackages; AWS documentation, custom plugins",
		judge:  deploying(pluginNeeds),
	},
	{
		For: associates, Name: "room for plugins", Needs: []*Fact{Packages.Fact, OnDomain.Fact},
		Source: "ListPackagesForDomain; AWS documentation, quotas of plugins",
		judge:  deploying(roomForPlugins),
	},
	{
		For: associates, Name: "prerequisites", Needs: []*Fact{OnDomain.Fact},
		Source: "ListPackagesForDomain; AWS documentation, AssociatePackages",
		judge:  deploying(prerequisites),
	},
	{
		For: deploys, Name: "service-linked role", Needs: []*Fact{Packages.Fact, Domain.Fact, Role.Fact},
		Source: "GetRole; AWS documentation, validation of configuration changes",
		judge: deploying(func(c *Case, d deployment) []Finding {
			plugins, ok := d.plugins(c)
			if domain, known := Domain.get(c, d.domain); !ok || !known || len(plugins) == 0 || !domain.VPC {
				return nil
			}
			return linkedRoleThere(c, "a change of a domain in a VPC")
		}),
	},
	{
		For: deploys, Name: "deployment", Needs: []*Fact{Packages.Fact, Domain.Fact},
		Source: "DescribeDomains; AWS documentation, blue/green deployments, their charges, and service software",
		judge:  deploying(blueGreen),
	},
	{
		For: associates, Name: "dictionary", Needs: []*Fact{Packages.Fact, OnDomain.Fact},
		Source: "ListPackagesForDomain; AWS documentation, custom packages",
		judge:  deploying(newDictionary),
	},
	{
		For: []*rule.Operation{&rule.DissociatePackage, &rule.DissociatePackages}, Name: "use by indexes",
		Source: "AWS documentation, custom packages",
		judge: deploying(func(_ *Case, d deployment) []Finding {
			if len(d.packages) == 0 {
				return nil
			}
			return []Finding{{
				Verdict: Warns, Subject: d.domain, Says: "an index that names it keeps it from being taken off: the dissociation fails, that of a plugin hangs; which do is not told",
				Do: "Take it out of the settings of every index first.",
			}}
		}),
	},
}

// plugins are those of the packages that need a deployment of the domain.
func (d deployment) plugins(c *Case) ([]model.Package, bool) {
	all, ok := Packages.get(c, "")
	if !ok {
		return nil, false
	}
	var plugins []model.Package
	for _, p := range all {
		chosen := slices.ContainsFunc(d.packages, func(a rule.PackageAssociation) bool { return a.PackageID == p.Key.ID })
		if chosen && p.Type == model.PluginType {
			plugins = append(plugins, p)
		}
	}
	return plugins, true
}

func health(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil // what is no plugin changes no nodes
	}
	h, ok := Health.get(c, d.domain)
	if !ok {
		return nil
	}
	f := Finding{Verdict: Passed, Subject: d.domain, Says: "the cluster is green"}
	switch unassigned, counted := h.Unassigned(); {
	case h.Ill():
		f.Verdict, f.Says = Fails, "the cluster is red: a primary shard is missing, and every change fails"
		f.Stands = "the cluster of its domain is red: a primary shard is missing"
		f.Do = "Restore or delete the red indexes first (GET _cluster/allocation/explain)."
	case h.Cluster == "Yellow":
		f.Verdict, f.Says, f.Do = Warns, "the cluster is yellow", "The change will go on; it takes longer, and the data has fewer copies meanwhile."
		if counted {
			f.Says += fmt.Sprintf(": %d shards are unassigned", unassigned)
		}
	case h.Cluster != "Green":
		f.Verdict, f.Says = Unknown, "the service does not say how the cluster is"
	}
	return []Finding{f}
}

func otherChange(c *Case, d deployment) []Finding {
	domain, ok := Domain.get(c, d.domain)
	if !ok {
		return nil
	}
	plugins, ok := d.plugins(c)
	if !ok {
		return nil
	}
	why, failed := domain.Failure()
	f := Finding{Verdict: Passed, Subject: d.domain, Says: "no other change is under way"}
	switch takes := len(plugins) == 0 || model.TakesPackages(domain.Status, model.PluginType); {
	case failed:
		f.Verdict, f.Says, f.Do = Fails, "a change of the domain has failed its validation: "+why.Cause, why.Action
	case !takes && domain.Phase() == model.Failed:
		f.Verdict, f.Says = Fails, "the domain is "+string(domain.Status)
	case !takes:
		f.Verdict, f.Do = Fails, "Wait until it is over: until then the service refuses a plugin."
		f.Says = "the domain is " + string(domain.Status) + stageOf(domain, c.Now)
	case domain.Busy():
		f.Verdict, f.Says = Warns, "the domain is "+string(domain.Status)+stageOf(domain, c.Now)+"; this need not wait for it"
	}
	return []Finding{f}
}

// stageOf says how far a change is: ", stage 7 of 12, since 23m".
func stageOf(d model.Domain, now time.Time) string {
	text := ""
	if p := d.Progress; p != nil && p.ID == d.Change.ID && p.Total > 0 {
		text = fmt.Sprintf(", stage %d of %d", len(p.Stages), p.Total)
	}
	if at := d.Change.StartedAt; !at.IsZero() && now.After(at) {
		text += ", since " + now.Sub(at).Truncate(time.Minute).String()
	}
	return text
}

// soon is how long before a scheduled action a change is better made at another time: it
// may take hours.
const soon = 48 * time.Hour

func scheduled(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil
	}
	actions, ok := Scheduled.get(c, d.domain)
	if !ok {
		return nil
	}
	for _, a := range actions {
		if !a.Pending() {
			continue
		}
		when := "at a time that cannot be read"
		if !a.At.IsZero() {
			if a.At.Sub(c.Now) > soon {
				continue
			}
			when = "on " + a.At.UTC().Format("2006-01-02 15:04 UTC")
		}
		return []Finding{{
			Verdict: Warns, Subject: d.domain, Says: "the service has scheduled " + describe(a) + " " + when + "; one of the two waits for the other",
			Do: "Begin well before it, or afterwards.",
		}}
	}
	return []Finding{{Verdict: Passed, Subject: d.domain, Says: "nothing is scheduled within two days"}}
}

func describe(a model.ScheduledAction) string {
	if a.Description != "" {
		return "\"" + a.Description + "\""
	}
	return a.Type
}

func pluginNeeds(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil
	}
	domain, ok := Domain.get(c, d.domain)
	if !ok {
		return nil
	}
	var all []Finding
	for _, p := range plugins {
		f := Finding{Verdict: Passed, Subject: p.Name, Says: "the domain has what the plugin needs"}
		if obstacle := model.PluginObstacle(p, domain); obstacle != "" {
			f.Verdict, f.Says, f.Do = Fails, obstacle, "Change the domain first, or take a package that is made for it."
		}
		all = append(all, f)
	}
	return all
}

func roomForPlugins(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil
	}
	there, ok := OnDomain.get(c, d.domain)
	if !ok {
		return nil
	}
	n := 0
	for _, a := range there {
		if a.Type == model.PluginType {
			n++
			plugins = slices.DeleteFunc(plugins, func(p model.Package) bool { return p.Key.ID == a.PackageID })
		}
	}
	f := Finding{Verdict: Passed, Subject: d.domain, Says: fmt.Sprintf("%d of %d plugins are on the domain", n, rule.MaxPluginsPerDomain)}
	if n+len(plugins) > rule.MaxPluginsPerDomain {
		f.Verdict, f.Do = Fails, "Dissociate plugins that are not used."
		f.Says = fmt.Sprintf("%d plugins are on the domain, and it takes no more than %d", n, rule.MaxPluginsPerDomain)
	}
	return []Finding{f}
}

func prerequisites(c *Case, d deployment) []Finding {
	var all []Finding
	for _, p := range d.packages {
		for _, id := range p.Prerequisites {
			if slices.ContainsFunc(d.packages, func(other rule.PackageAssociation) bool { return other.PackageID == id && id != p.PackageID }) {
				continue
			}
			there, ok := OnDomain.get(c, d.domain)
			if !ok {
				return all
			}
			f := Finding{Verdict: Passed, Subject: p.PackageID, Says: "its prerequisite " + id + " is on the domain"}
			if !slices.ContainsFunc(there, func(a model.Association) bool { return a.PackageID == id && a.Status == "ACTIVE" }) {
				f.Verdict, f.Says, f.Do = Fails, "its prerequisite "+id+" is not on the domain", "Associate both at once."
			}
			all = append(all, f)
		}
	}
	return all
}

// masters judges who leads the cluster while it has twice as many nodes.
func masters(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil
	}
	h, ok := Health.get(c, d.domain)
	switch {
	case !ok:
		return nil
	case h.Master == "UnAvailable":
		return []Finding{{Verdict: Fails, Subject: d.domain, Says: "the cluster has no master node: no change gets through", Do: "Wait until it has elected one, or ask AWS Support."}}
	case !h.Dedicated:
		return []Finding{{
			Verdict: Warns, Subject: d.domain, Says: "no dedicated master nodes: data nodes lead a cluster of twice as many nodes besides their own work",
			Do: "Make it when there is little load.",
		}}
	}
	return []Finding{{Verdict: Passed, Subject: d.domain, Says: "dedicated master nodes lead the cluster"}}
}

func blueGreen(c *Case, d deployment) []Finding {
	plugins, ok := d.plugins(c)
	if !ok || len(plugins) == 0 {
		return nil
	}
	nodes := "a second set of nodes"
	if domain, ok := Domain.get(c, d.domain); ok && domain.InstanceCount > 0 {
		nodes = fmt.Sprintf("a second set of %d %s nodes, which is not charged as long as their type stays the same,", domain.InstanceCount, domain.InstanceType)
	}
	return []Finding{{
		Verdict: Warns, Subject: d.domain,
		Says: "a plugin means a blue/green deployment: " + nodes + " for minutes to hours, more load while the data is copied, " +
			"no other change meanwhile, and pending service software is installed with it",
		Do: "Make it when there is little load, and with storage to spare: how much is free is not looked at, only CloudWatch tells (FreeStorageSpace).",
	}}
}

// newDictionary says what it takes that indexes use a newer version of what is there.
func newDictionary(c *Case, d deployment) []Finding {
	packages, ok := Packages.get(c, "")
	if !ok {
		return nil
	}
	var all []Finding
	for _, p := range packages {
		if p.Type != "TXT-DICTIONARY" || !slices.ContainsFunc(d.packages, func(a rule.PackageAssociation) bool { return a.PackageID == p.Key.ID }) {
			continue
		}
		there, ok := OnDomain.get(c, d.domain)
		if !ok {
			return all
		}
		i := slices.IndexFunc(there, func(a model.Association) bool { return a.PackageID == p.Key.ID && a.Status == "ACTIVE" })
		if i < 0 || there[i].Version == p.Version {
			continue
		}
		all = append(all, Finding{
			Verdict: Warns, Subject: p.Name, Says: there[i].Version + " is on " + d.domain + ": indexes use it until their analyzers are loaded anew",
			Do: "Afterwards POST INDEX/_plugins/_refresh_search_analyzers for search analyzers that are updateable; others want the index closed and opened, or reindexed.",
		})
	}
	return all
}
