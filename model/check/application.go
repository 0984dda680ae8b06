package check

import (
	"fmt"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

var creates = []*rule.Operation{&rule.CreateApplication}

var applicationChecks = []*Check{
	{
		For: creates, Name: "name", Needs: []*Fact{Applications.Fact},
		Source: "ListApplications",
		judge: on(func(c *Case, r rule.CreateApplicationRequest) []Finding {
			applications, ok := Applications.get(c, "")
			switch {
			case !ok || r.Name == "":
				return nil
			case slices.ContainsFunc(applications, func(a model.Application) bool { return a.Name == r.Name }):
				return []Finding{{Verdict: Fails, Subject: r.Name, Says: "is the name of an application that exists", Do: "Choose another."}}
			}
			return []Finding{{Verdict: Passed, Subject: r.Name, Says: "the name is free"}}
		}),
	},
	{
		For: creates, Name: "key", Needs: []*Fact{Key.Fact},
		Source: "DescribeKey; AWS documentation, CreateApplication",
		judge: on(func(c *Case, r rule.CreateApplicationRequest) []Finding {
			if r.KMSKeyARN == "" {
				return nil
			}
			return usableKey(c, r.KMSKeyARN)
		}),
	},
	{
		For: creates, Name: "Identity Center",
		Source: "AWS documentation, prerequisites of IAM Identity Center",
		judge: on(func(c *Case, r rule.CreateApplicationRequest) []Finding {
			if r.IdentityCenter == nil || !r.IdentityCenter.Enabled {
				return nil
			}
			return []Finding{{
				Verdict: Unknown, Subject: model.ARNName(r.IdentityCenter.InstanceARN),
				Says: "the instance must be in " + c.Caller.Region + "; its ARN does not say where it is",
			}}
		}),
	},
}

var deleteChecks = []*Check{
	{
		For: []*rule.Operation{&rule.DeleteApplication}, Name: "what hangs on it", Needs: []*Fact{Application.Fact, Attachments.Fact, Default.Fact, Integrations.Fact},
		Source: "ListDataSourceAttachments, GetDefaultApplicationSetting, GetIntegration",
		judge:  on(hangsOnApplication),
	},
	{
		For: []*rule.Operation{&rule.DetachDataSource}, Name: "what hangs on it", Needs: []*Fact{Integrations.Fact},
		Source: "GetIntegration",
		judge: on(func(c *Case, r rule.DetachDataSourceRequest) []Finding {
			integrations, ok := Integrations.get(c, "")
			if !ok {
				return nil
			}
			for _, i := range integrations {
				if i.Part("collection").ID == r.DataSourceARN && model.ARNName(i.Part("application").ID) == r.ApplicationID {
					return []Finding{{Verdict: Warns, Subject: i.Name, Says: "the dashboards of the integration rest on this data source"}}
				}
			}
			return []Finding{{Verdict: Passed, Says: "no integration rests on it"}}
		}),
	},
	{
		For: []*rule.Operation{&rule.DeletePackage}, Name: "what hangs on it", Needs: []*Fact{OfPackage.Fact},
		Source: "ListDomainsForPackage; AWS documentation, DeletePackage",
		judge: on(func(c *Case, r rule.DeletePackageRequest) []Finding {
			domains, ok := OfPackage.get(c, r.ID)
			switch {
			case !ok:
				return nil
			case len(domains) > 0:
				return []Finding{{
					Verdict: Fails, Subject: r.ID, Says: "is still on " + domainsOf(domains),
					Do: "Dissociate it first.",
				}}
			}
			return []Finding{{Verdict: Passed, Subject: r.ID, Says: "is on no domain"}}
		}),
	},
	{
		For: []*rule.Operation{&rule.DeleteIntegration}, Name: "what hangs on it", Needs: []*Fact{Integrations.Fact},
		Source: "GetIntegration; AWS documentation, DeleteIntegration",
		judge: on(func(c *Case, r rule.DeleteIntegrationRequest) []Finding {
			integrations, ok := Integrations.get(c, "")
			i := slices.IndexFunc(integrations, func(i model.Integration) bool { return i.Name == r.Name })
			if !ok || i < 0 {
				return nil
			}
			var left []string
			for _, p := range integrations[i].Parts {
				if p.Status == "ACTIVE" {
					left = append(left, p.Name)
				}
			}
			if len(left) == 0 {
				return nil
			}
			return []Finding{{Verdict: Warns, Subject: r.Name, Says: "leaves behind what it has made: " + strings.Join(left, ", "), Do: "Delete that by itself."}}
		}),
	},
}

func domainsOf(list []model.Association) string {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Domain
	}
	return strings.Join(names, ", ")
}

func hangsOnApplication(c *Case, r rule.DeleteApplicationRequest) []Finding {
	var all []Finding
	say := func(text string) {
		all = append(all, Finding{Verdict: Warns, Subject: r.ApplicationID, Says: text})
	}
	attachments, known := Attachments.get(c, r.ApplicationID)
	if len(attachments) > 0 {
		say(fmt.Sprintf("%d data sources are attached to it", len(attachments)))
	}
	arn, ok := Default.get(c, "")
	known = known && ok
	if ok && model.ARNName(arn) == r.ApplicationID {
		say("it is the default application")
	}
	integrations, ok := Integrations.get(c, "")
	known = known && ok
	for _, i := range integrations {
		if model.ARNName(i.Part("application").ID) == r.ApplicationID {
			say("the dashboards of the integration " + i.Name + " are in it")
		}
	}
	if known && len(all) == 0 {
		all = []Finding{{Verdict: Passed, Subject: r.ApplicationID, Says: "nothing hangs on it"}}
	}
	return all
}
