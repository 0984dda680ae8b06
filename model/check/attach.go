package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// attaching is what AttachDataSource and CreateApplication have in common.
type attaching struct {
	application string // its id; empty while none is chosen, and of one that is to be made
	creates     bool   // the application is to be made
	sources     []string
	roles       map[string]string // by source, that lets the application look at it
	admins      bool              // somebody may see it; of one that is to be made
}

func attachingOne(request any) (attaching, bool) {
	r, ok := request.(rule.AttachDataSourceRequest)
	return attaching{application: r.ApplicationID, sources: chosen(r.DataSourceARN)}, ok
}

func creatingOne(request any) (attaching, bool) {
	r, ok := request.(rule.CreateApplicationRequest)
	a := attaching{creates: true, roles: map[string]string{}, admins: administered(r.Configs, r.IdentityCenter)}
	for _, d := range r.DataSources {
		a.sources = append(a.sources, d.ARN)
		a.roles[d.ARN] = d.RoleARN
	}
	return a, ok
}

func chosen(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func administered(configs []model.ApplicationConfig, center *model.IdentityCenter) bool {
	e := rule.EditOf(model.ApplicationDetail{Configs: configs})
	return len(e.Users)+len(e.Groups) > 0 || center != nil && center.Enabled
}

var attaches = []*rule.Operation{&rule.AttachDataSource, &rule.CreateApplication}

var attachChecks = []*Check{
	{
		For: attaches, Name: "VPC access", Stands: true, Needs: []*Fact{Domain.Fact, VPCAccess.Fact},
		Source: "ListVpcEndpointAccess; AWS documentation, VPC access of OpenSearch UI",
		judge:  on(eachSource(model.KindDomain, vpcAccess), attachingOne, creatingOne),
	},
	{
		For: attaches, Name: "network policy", Stands: true, Needs: []*Fact{Collection.Fact, NetworkPolicies.Fact},
		Source: "GetSecurityPolicy; AWS documentation, network access for OpenSearch Serverless",
		judge:  on(eachSource(model.KindCollection, networkPolicy), attachingOne, creatingOne),
	},
	{
		For: attaches, Name: "engine", Stands: true, Needs: []*Fact{Domain.Fact},
		Source: "DescribeDomains; AWS documentation, data sources of OpenSearch UI",
		judge:  on(eachSource(model.KindDomain, engine), attachingOne, creatingOne),
	},
	{
		For: attaches, Name: "account and Region",
		Source: "AWS documentation, cross-account and cross-Region data access",
		judge:  on(elsewhere, attachingOne, creatingOne),
	},
	{
		For: attaches, Name: "administrator", Stands: true, Needs: []*Fact{Application.Fact},
		Source: "GetApplication; AWS documentation, troubleshooting of applications",
		judge:  on(administrator, attachingOne, creatingOne),
	},
	{
		For: attaches, Name: "data access", Needs: []*Fact{Collection.Fact, AccessPolicies.Fact, Role.Fact},
		Source: "GetAccessPolicy; AWS documentation, data access control for OpenSearch Serverless",
		judge:  on(eachSource(model.KindCollection, dataAccess), attachingOne, creatingOne),
	},
	{
		For: []*rule.Operation{&rule.AttachDataSource}, Name: "your access", Needs: []*Fact{Application.Fact, Role.Fact, Denied.Fact},
		Source: "SimulatePrincipalPolicy; AWS documentation, troubleshooting of applications",
		judge:  on(ownAccess, attachingOne),
	},
	{
		For: attaches, Name: "direct-query data source", Stands: true, Needs: []*Fact{DirectQuery.Fact, Role.Fact},
		Source: "ListDirectQueryDataSources, GetRole",
		judge:  on(directQuery, attachingOne, creatingOne),
	},
}

// here reports whether a resource is of the caller's account and Region, and so can be
// looked at.
func (c *Case) here(a model.ARN) bool {
	return a.Region == c.Caller.Region && (a.Account == c.Caller.Account || c.Caller.Account == "")
}

// eachSource judges the sources of one kind that can be looked at.
func eachSource(kind model.Kind, judge func(*Case, model.ARN) []Finding) func(*Case, attaching) []Finding {
	return func(c *Case, r attaching) []Finding {
		var all []Finding
		for _, source := range r.sources {
			a, ok := model.ParseARN(source)
			if !ok || model.ARNKind(source) != kind || !c.here(a) {
				continue
			}
			for _, f := range judge(c, a) {
				f.Subject = cmp.Or(f.Subject, a.Name)
				all = append(all, f)
			}
		}
		return all
	}
}

func vpcAccess(c *Case, a model.ARN) []Finding {
	d, ok := Domain.get(c, a.Name)
	if !ok || !d.VPC {
		return nil
	}
	principals, ok := VPCAccess.get(c, a.Name)
	switch {
	case !ok:
		return nil
	case model.Admits(principals, rule.UIService, a.Region, c.Caller.Region):
		return []Finding{{Verdict: Passed, Says: "the domain lets OpenSearch UI into its VPC"}}
	}
	request := rule.VpcEndpointAccessRequest{Domain: a.Name, Service: rule.UIService}
	// What is authorised for other Regions alone is given this one besides.
	if slices.ContainsFunc(principals, func(p model.Principal) bool { return p.Name == rule.UIService }) {
		request.Options = &rule.VpcEndpointService{Regions: []string{c.Caller.Region}}
	}
	return []Finding{{
		Verdict: Fails,
		Says:    "the domain is in a VPC and does not let OpenSearch UI in: it would be ATTACHED, and the application could not reach it",
		Stands:  "the application cannot reach it: the domain is in a VPC and does not let OpenSearch UI in",
		Do:      "Authorise " + rule.UIService + " on the domain. Until the link is up, some minutes, the application answers \"No Living connections\".",
		Fix: &Fix{
			Says: "authorise OpenSearch UI on " + a.Name, Operation: &rule.AuthorizeVpcEndpointAccess, Request: request,
			Renews: []Ask{VPCAccess.About(a.Name)},
		},
	}}
}

func networkPolicy(c *Case, a model.ARN) []Finding {
	collection, ok := Collection.get(c, a.Name)
	if !ok {
		return nil
	}
	policies, ok := NetworkPolicies.get(c, collection.Name)
	if !ok {
		return nil
	}
	switch reach, by := model.ReachOf(policies, collection.Name, rule.UIService); reach {
	case model.ReachPublic:
		return []Finding{{Verdict: Passed, Subject: collection.Name, Says: "the network policy " + by.Name + " lets everybody reach it"}}
	case model.ReachService:
		return []Finding{{Verdict: Passed, Subject: collection.Name, Says: "the network policy " + by.Name + " lets OpenSearch UI reach it"}}
	case model.ReachNone:
	}
	f := Finding{
		Verdict: Fails, Subject: collection.Name,
		Says:   "no network policy of the collection lets OpenSearch UI reach it",
		Stands: "the application cannot reach it: no network policy of the collection lets OpenSearch UI in",
		Do:     "Add " + rule.UIService + " to the SourceServices of a network policy for the collection.",
	}
	if before, after, ok := model.Admitting(policies, collection.Name, rule.UIService); ok {
		f.Fix = &Fix{
			Says: "let OpenSearch UI in by the policy " + before.Name, Operation: &rule.UpdateSecurityPolicy,
			Request: rule.UpdateSecurityPolicyRequest{Type: "network", Name: before.Name, Version: before.Version, Policy: after},
			Before:  model.Indented(before.Text), After: model.Indented(after),
			Renews: []Ask{NetworkPolicies.About(collection.Name)},
		}
	}
	return []Finding{f}
}

func engine(c *Case, a model.ARN) []Finding {
	d, ok := Domain.get(c, a.Name)
	switch {
	case !ok || d.Status == "":
		return nil
	case !model.EngineAtLeast(d.EngineVersion, 1, 3):
		return []Finding{{Verdict: Fails, Says: "runs " + d.EngineVersion + "; an application needs OpenSearch 1.3 or later", Do: "Upgrade the domain."}}
	case d.Phase() == model.Failed:
		return []Finding{{Verdict: Fails, Says: "is " + string(d.Status), Stands: "its domain is " + string(d.Status)}}
	case d.Busy() && !c.Stands:
		return []Finding{{Verdict: Warns, Says: "is " + string(d.Status) + ": the attachment waits as PENDING until it is Active"}}
	}
	return []Finding{{Verdict: Passed, Says: d.EngineVersion + " can be attached"}}
}

// elsewhere says what sources of another account or Region need besides.
func elsewhere(c *Case, r attaching) []Finding {
	var all []Finding
	for _, source := range r.sources {
		a, ok := model.ParseARN(source)
		switch {
		case !ok || c.Caller.Account == "" || c.here(a):
		case a.Account != c.Caller.Account:
			f := Finding{
				Verdict: Warns, Subject: a.Name,
				Says: fmt.Sprintf("is of the account %s: it needs fine-grained access control, and a role there that lets the account %s ask for es:DescribeDomain", a.Account, c.Caller.Account),
				Do:   "Its owner has to authorise OpenSearch UI; from here that cannot be looked at.",
			}
			role, _ := model.ParseARN(r.roles[source])
			if role.Name != "" && role.Account != a.Account {
				f.Verdict, f.Says = Fails, "is of the account "+a.Account+", and its role is of "+role.Account
				f.Do = "Name a role of the data source's account."
			}
			all = append(all, f)
		default:
			all = append(all, Finding{
				Verdict: Warns, Subject: a.Name,
				Says: "is in " + a.Region + ": it needs fine-grained access control, and in a VPC has to be authorised for applications of " + c.Caller.Region + "; neither can be looked at from here",
				Do:   "Look at it in the scope of its Region.",
			})
		}
	}
	return all
}

func administrator(c *Case, r attaching) []Finding {
	seen := r.admins
	switch {
	case r.creates && !seen:
		return []Finding{{Verdict: Passed, Says: "whoever creates the application is its first administrator"}}
	case r.creates:
	case r.application == "":
		return nil
	default:
		a, ok := Application.get(c, r.application)
		if !ok || a.Detail == nil {
			return nil
		}
		seen = administered(a.Detail.Configs, &a.Detail.IdentityCenter)
	}
	if seen {
		return []Finding{{Verdict: Passed, Says: "the application has an administrator, or people sign in by Identity Center"}}
	}
	f := Finding{
		Verdict: Fails, Says: "the application has no dashboard administrator and no Identity Center: nobody could see the data source",
		Stands: "nobody can see it: the application has no dashboard administrator and no Identity Center",
		Do:     "Name an administrator.",
		Fix: &Fix{
			Says: "edit the application", Operation: &rule.UpdateApplication, Request: rule.UpdateApplicationRequest{ApplicationID: r.application},
			Opens: true, Renews: []Ask{Application.About(r.application)},
		},
	}
	return []Finding{f}
}

// principal returns the caller as policies name it. The path of a role is not in the
// ARN of its session.
func (c *Case) principal() (string, []Finding) {
	arn := c.Caller.PrincipalARN()
	if !strings.Contains(c.Caller.ARN, ":assumed-role/") {
		return arn, nil
	}
	role, ok := Role.get(c, arn)
	if ok && role.Gone {
		return "", []Finding{{Verdict: Unknown, Says: "who you are cannot be told: IAM has no role " + role.Name}}
	}
	return role.ARN, nil
}

func dataAccess(c *Case, a model.ARN) []Finding {
	collection, ok := Collection.get(c, a.Name)
	if !ok {
		return nil
	}
	policies, known := AccessPolicies.get(c, collection.Name)
	principal, why := c.principal()
	switch {
	case !known || principal == "":
		return why
	case model.Names(policies, collection.Name, principal):
		return []Finding{{Verdict: Passed, Subject: collection.Name, Says: "a data access policy names " + model.ARNName(principal)}}
	}
	return []Finding{{
		Verdict: Warns, Subject: collection.Name, Says: "no data access policy of the collection names " + model.ARNName(principal) + ": you would see no data",
		Do: "Have those who are to see it named in a data access policy.",
	}}
}

func ownAccess(c *Case, r attaching) []Finding {
	if r.application == "" {
		return nil
	}
	a, ok := Application.get(c, r.application)
	if !ok {
		return nil
	}
	principal, why := c.principal()
	if principal == "" {
		return why
	}
	denied, ok := Denied.get(c, Simulation{principal, a.ARN, []string{"opensearch:ApplicationAccessAll"}}.of())
	switch {
	case !ok:
		return nil
	case len(denied) == 0:
		return []Finding{{Verdict: Passed, Says: "your policies allow opensearch:ApplicationAccessAll"}}
	}
	return []Finding{{
		Verdict: Warns, Says: "your policies do not allow opensearch:ApplicationAccessAll on the application: it would answer you with 403",
		Do: "Have it allowed to those who are to use the application.",
	}}
}

func directQuery(c *Case, r attaching) []Finding {
	var all []Finding
	for _, source := range r.sources {
		a, ok := model.ParseARN(source)
		if !ok || a.Service != "opensearch" || a.Type != "datasource" || !c.here(a) {
			continue
		}
		sources, ok := DirectQuery.get(c, "")
		if !ok {
			continue
		}
		i := slices.IndexFunc(sources, func(d model.DirectQuerySource) bool { return d.Name == a.Name })
		switch {
		case i < 0 && c.Stands: // its own status says so
			continue
		case i < 0:
			all = append(all, Finding{Verdict: Fails, Subject: a.Name, Says: "there is no direct-query data source of that name"})
			continue
		}
		if r.creates {
			all = append(all, Finding{
				Verdict: Warns, Subject: a.Name, Says: "applications that were created with a direct-query data source have ended FAILED",
				Do: "Create the application without it, and add it afterwards.",
			})
		}
		if role, ok := Role.get(c, sources[i].RoleARN); ok {
			f := trust(c, role, source)
			f.Subject = a.Name
			all = append(all, f)
		}
	}
	return all
}
