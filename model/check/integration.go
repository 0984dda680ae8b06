package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// directQueryService is who assumes the role of an integration and of direct queries.
const directQueryService = "directquery.opensearchservice.amazonaws.com"

// linkedRole is the service-linked role that direct queries need, with its path.
const linkedRole = "aws-service-role/opensearchservice.amazonaws.com/AWSServiceRoleForAmazonOpenSearchService"

// dataSourceActions are what the role of an integration must be allowed (documentation
// of CloudWatch Logs).
var dataSourceActions = []string{"logs:StartQuery", "logs:GetLogGroupFields", "logs:GetQueryResults", "logs:DescribeLogGroups", "aoss:APIAccessAll"}

var puts = []*rule.Operation{&rule.PutIntegration}

var integrationChecks = []*Check{
	{
		For: puts, Name: "trust of the role", Needs: []*Fact{Role.Fact},
		Source: "GetRole; AWS documentation, dashboards of CloudWatch Logs",
		judge:  on(integrationTrust),
	},
	{
		For: puts, Name: "permissions of the role", Needs: []*Fact{Role.Fact, Denied.Fact},
		Source: "SimulatePrincipalPolicy; AWS documentation, dashboards of CloudWatch Logs",
		judge:  on(integrationPermissions),
	},
	{
		For: puts, Name: "viewers", Needs: []*Fact{Role.Fact},
		Source: "GetRole",
		judge:  on(viewers),
	},
	{
		For: puts, Name: "retention",
		Source: "AWS documentation, PutIntegration",
		judge:  on(retention),
	},
	{
		For: puts, Name: "aws-analytics", Needs: []*Fact{Applications.Fact, Tags.Fact},
		Source: "ListApplications, ListTags; AWS managed policy CloudWatchOpenSearchDashboardsFullAccess",
		judge:  on(analytics),
	},
	{
		For: puts, Name: "service-linked role", Needs: []*Fact{Role.Fact},
		Source: "GetRole; AWS documentation, service-linked roles",
		judge:  on(serviceLinkedRole),
	},
	{
		For: puts, Name: "key", Needs: []*Fact{Key.Fact},
		Source: "DescribeKey; AWS documentation, PutIntegration",
		judge: on(func(c *Case, r rule.PutIntegrationRequest) []Finding {
			if key := r.Config.OpenSearch.KMSKeyARN; key != "" {
				return usableKey(c, key)
			}
			return nil
		}),
	},
}

// readable returns a role that can be looked at; findings say why it cannot.
func readable(c *Case, arn string) (model.IAMRole, []Finding) {
	a, ok := model.ParseARN(arn)
	switch {
	case !ok || a.Type != "role":
		return model.IAMRole{}, nil
	case c.Caller.Account != "" && a.Account != c.Caller.Account:
		return model.IAMRole{}, []Finding{{Verdict: Unknown, Subject: model.RoleName(arn), Says: "is of the account " + a.Account + ", whose roles cannot be read"}}
	}
	role, ok := Role.get(c, arn)
	switch {
	case !ok:
		return model.IAMRole{}, nil
	case role.Gone:
		return model.IAMRole{}, []Finding{{Verdict: Fails, Subject: role.Name, Says: "there is no such role", Do: "Choose another."}}
	}
	return role, nil
}

func integrationTrust(c *Case, r rule.PutIntegrationRequest) []Finding {
	role, why := readable(c, r.Config.OpenSearch.RoleARN)
	if role.ARN == "" {
		return why
	}
	a, _ := model.ParseARN(role.ARN)
	source := "arn:" + a.Partition + ":opensearch:" + c.Caller.Region + ":" + a.Account + ":datasource/*"
	return []Finding{trust(c, role, source)}
}

// trust judges whether direct queries of a source can assume a role.
func trust(c *Case, role model.IAMRole, source string) Finding {
	f := Finding{Subject: role.Name, Says: "the role trusts direct queries", Verdict: Passed}
	if role.Gone {
		f.Verdict, f.Says = Fails, "its role "+role.Name+" is gone: it cannot query"
		return f
	}
	a, _ := model.ParseARN(role.ARN)
	switch role.TrustsService(directQueryService, cmp.Or(c.Caller.Account, a.Account), source) {
	case model.Trusted:
	case model.TrustsNot:
		f.Verdict, f.Says = Fails, "the role does not trust "+directQueryService+": it would end FAILED, and cannot be changed then"
		f.Do = "Allow sts:AssumeRole to that service in the trust policy of the role."
		f.Stands = "its role " + role.Name + " does not trust " + directQueryService + ": it cannot query"
	case model.TrustsElsewhere:
		f.Verdict, f.Says = Fails, "the role trusts direct queries of another account or data source: its conditions do not fit "+source
		f.Do = "Let aws:SourceArn be " + source + "; the service makes the data source's name."
		f.Stands = "its role " + role.Name + " trusts direct queries of another account or data source: it cannot query"
	case model.TrustsPerhaps:
		f.Verdict, f.Says = Warns, "the role trusts direct queries under conditions that cannot be told from here"
		f.Do = "Let aws:SourceArn be " + source + "; the service makes the data source's name."
	}
	return f
}

func integrationPermissions(c *Case, r rule.PutIntegrationRequest) []Finding {
	role, _ := readable(c, r.Config.OpenSearch.RoleARN) // the trust says why not
	if role.ARN == "" {
		return nil
	}
	denied, ok := Denied.get(c, Simulation{role.ARN, "*", dataSourceActions}.of())
	switch {
	case !ok:
		return nil
	case len(denied) > 0:
		return []Finding{{
			Verdict: Warns, Subject: role.Name, Says: "the role is not allowed " + strings.Join(denied, ", ") + " on everything: the dashboards may stay empty",
			Do: "Allow them, or make sure that they are allowed on the log groups in question.",
		}}
	}
	return []Finding{{Verdict: Passed, Subject: role.Name, Says: "the role may query log groups and write to the collection"}}
}

func viewers(c *Case, r rule.PutIntegrationRequest) []Finding {
	var all []Finding
	for _, viewer := range r.Config.OpenSearch.Viewers {
		a, ok := model.ParseARN(viewer)
		switch {
		case !ok:
		case a.Type == "user":
			all = append(all, Finding{Verdict: Unknown, Subject: a.Name, Says: "is a user: whether there is one is not looked at"})
		default:
			role, why := readable(c, viewer)
			if role.ARN != "" && role.ARN != viewer {
				why = []Finding{{Verdict: Fails, Subject: role.Name, Says: "the role of that name is " + role.ARN}}
			} else if role.ARN != "" {
				why = []Finding{{Verdict: Passed, Subject: role.Name, Says: "the viewer is there"}}
			}
			all = append(all, why...)
		}
	}
	return all
}

func retention(_ *Case, r rule.PutIntegrationRequest) []Finding {
	days := r.Config.OpenSearch.RetentionDays
	if days == 0 {
		return nil
	}
	m, _ := rule.PutIntegration.Member("resourceConfig.openSearchResourceConfig.retentionDays")
	if broken := m.Check(strconv.Itoa(days)); len(broken) > 0 {
		return []Finding{{Verdict: Fails, Says: "the retention " + broken[0].Advice}}
	}
	return []Finding{{Verdict: Passed, Says: fmt.Sprintf("the retention is within %d to %d days", m.Min, m.Max)}}
}

// analytics looks for an application that is in the way: one of the name that the
// service takes, without the tag by which it knows its own.
func analytics(c *Case, r rule.PutIntegrationRequest) []Finding {
	if r.Config.OpenSearch.ApplicationARN != "" {
		return nil
	}
	applications, ok := Applications.get(c, "")
	if !ok {
		return nil
	}
	i := slices.IndexFunc(applications, func(a model.Application) bool { return a.Name == "aws-analytics" })
	if i < 0 {
		return []Finding{{Verdict: Passed, Says: "no application is in the way"}}
	}
	tags, ok := Tags.get(c, applications[i].ARN)
	switch {
	case !ok:
		return nil
	case slices.Contains(tags, model.Tag{Key: "OpenSearchIntegration", Value: "Dashboards"}):
		return []Finding{{Verdict: Passed, Says: "the application aws-analytics is the service's own"}}
	}
	return []Finding{{
		Verdict: Warns, Subject: "aws-analytics", Says: "an application of that name is there without the tag OpenSearchIntegration=Dashboards, and will likely be refused",
		Do: "Tag it so, or name an application.",
	}}
}

func serviceLinkedRole(c *Case, _ rule.PutIntegrationRequest) []Finding {
	return linkedRoleThere(c, "a direct query")
}

// linkedRoleThere looks for the role with which the service does something of its own.
func linkedRoleThere(c *Case, needs string) []Finding {
	partition := model.PartitionOf(c.Caller.Region)
	if c.Caller.Account == "" {
		return nil
	}
	role, ok := Role.get(c, "arn:"+cmp.Or(partition, "aws")+":iam::"+c.Caller.Account+":role/"+linkedRole)
	switch {
	case !ok:
		return nil
	case role.Gone:
		return []Finding{{
			Verdict: Fails, Says: "the service-linked role of OpenSearch Service is missing, which " + needs + " needs",
			Do: "aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com",
		}}
	}
	return []Finding{{Verdict: Passed, Says: "the service-linked role is there"}}
}
