package command

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/rule"
)

// tokenMember is the member that makes a repetition of a request do nothing.
const tokenMember = "clientToken"

// writes are the commands that change something: the forms of the screen.
var writes = []*write{
	{
		name: "attach", short: "Attach a data source to an application", of: model.KindAttachment,
		long:      `Attaches a domain, a collection or another data source to an application.`,
		example:   `  oscope attach --id logs --data-source-arn search-prod --wait --timeout 20m`,
		operation: &rule.AttachDataSource,
		calls: each(&rule.AttachDataSource, func(ctx context.Context, c *awsclient.Client, r rule.AttachDataSourceRequest) ([]model.Item, error) {
			a, err := c.AttachDataSource(ctx, r)
			return []model.Item{a}, err
		}),
	},
	{
		name: "detach", short: "Detach a data source from an application", of: model.KindAttachment, undoes: true,
		long: `Detaches a data source from an application, which loses it at once: dashboards that
use it stop working. The data source itself and its data stay as they are.`,
		example:   `  oscope detach --id logs --data-source-arn search-prod --yes`,
		operation: &rule.DetachDataSource,
		calls: func(requests []map[string]any) []call {
			calls := each(&rule.DetachDataSource, func(ctx context.Context, c *awsclient.Client, r rule.DetachDataSourceRequest) ([]model.Item, error) {
				return nil, c.DetachDataSource(ctx, r)
			})(requests)
			for i := range calls {
				r, _ := calls[i].request.(rule.DetachDataSourceRequest)
				calls[i].gone = model.NewAttachment(r.ApplicationID, r.DataSourceARN, "", "")
			}
			return calls
		},
	},
	{
		name: "associate", short: "Associate packages with domains", of: model.KindAssociation,
		long: `Associates packages with domains: a call for each domain, which does all or nothing;
one that fails stops no other. What --prerequisite-package-id-list names is needed
by all the others that are named, and goes first.`,
		example: `  oscope associate --package-id synonyms --domain-name search-prod --domain-name search-staging --wait
  oscope associate --package-id ranker --package-id ranker-licence --prerequisite-package-id-list ranker-licence --domain-name search-prod`,
		operation: &rule.AssociatePackage, several: []string{"DomainName", "PackageID"},
		calls: associate,
	},
	{
		name: "dissociate", short: "Take packages off domains", of: model.KindAssociation, undoes: true,
		long: `Takes packages off domains: a call for each domain, which does all or nothing; one
that fails stops no other. No index may use them any more: otherwise it fails.`,
		example:   `  oscope dissociate --package-id synonyms --domain-name search-prod --yes --wait`,
		operation: &rule.DissociatePackage, several: []string{"DomainName", "PackageID"},
		calls: dissociate,
	},
	{
		name: "create-package", short: "Create a package from an object in Amazon S3", of: model.KindPackage,
		long: `Creates a package from an object in Amazon S3, which is copied and validated.`,
		example: `  oscope create-package --package-name synonyms --package-type TXT-DICTIONARY \
    --s3-bucket-name packages --s3-key synonyms.txt --wait --timeout 10m`,
		operation: &rule.CreatePackage,
		calls: each(&rule.CreatePackage, func(ctx context.Context, c *awsclient.Client, r rule.CreatePackageRequest) ([]model.Item, error) {
			p, err := c.CreatePackage(ctx, r)
			return []model.Item{p}, err
		}),
	},
	{
		name: "update-package", short: "Import a new version of a package", of: model.KindPackage,
		long: `Imports a new version of a package from an object in Amazon S3. Domains keep the
version that they have until "oscope apply-update".`,
		example:   `  oscope update-package --package-id synonyms --s3-bucket-name packages --s3-key synonyms.txt --commit-message 'new brands' --wait`,
		operation: &rule.UpdatePackage,
		calls: each(&rule.UpdatePackage, func(ctx context.Context, c *awsclient.Client, r rule.UpdatePackageRequest) ([]model.Item, error) {
			p, err := c.UpdatePackage(ctx, r)
			return []model.Item{p}, err
		}),
	},
	{
		name: "apply-update", short: "Apply the newest version of a package to domains", of: model.KindAssociation,
		long: `Associates a package again with domains that have an older version of it, which
brings them the newest. One that has it already is left alone.`,
		example: `  oscope apply-update --package-id synonyms --wait
  oscope apply-update --package-id synonyms --domain-name search-staging`,
		operation: &rule.AssociatePackage, only: []string{"PackageID", "DomainName"}, several: []string{"DomainName"},
		complete: behind, fills: "DomainName",
		calls: associate,
	},
	{
		name: "create-application", short: "Create an application", of: model.KindApplication,
		long: `Creates an application. Whoever creates it is its first administrator.`,
		example: `  oscope create-application --name logs --data-sources dataSourceArn=search-prod --tag-list Key=team,Value=search --wait
  oscope create-application --name logs --app-configs '{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"*\"]"}'`,
		operation: &rule.CreateApplication,
		check: func(values map[string]any) []rule.Violation {
			return rule.CheckTags(typed[rule.CreateApplicationRequest](values).Tags)
		},
		calls: each(&rule.CreateApplication, func(ctx context.Context, c *awsclient.Client, r rule.CreateApplicationRequest) ([]model.Item, error) {
			a, err := c.CreateApplication(ctx, r)
			return []model.Item{a}, err
		}),
	},
	{
		name: "put-integration", short: "Put the CloudWatch Logs integration of the account", of: model.KindIntegration,
		long: `Puts the integration of CloudWatch Logs, of which an account has one. It cannot be
changed afterwards. Without --application-arn the application aws-analytics is made.`,
		example: `  oscope put-integration --integration-name logs --retention-days 7 --wait \
    --data-source-role-arn arn:aws:iam::123456789012:role/logs --dashboard-viewer-principals arn:aws:iam::123456789012:role/operators`,
		operation: &rule.PutIntegration,
		calls: each(&rule.PutIntegration, func(ctx context.Context, c *awsclient.Client, r rule.PutIntegrationRequest) ([]model.Item, error) {
			i, err := c.PutIntegration(ctx, r)
			return []model.Item{i}, err
		}),
	},
}

// each sends each request by itself.
func each[R any](o *rule.Operation, send func(context.Context, *awsclient.Client, R) ([]model.Item, error)) func([]map[string]any) []call {
	return func(requests []map[string]any) []call {
		var calls []call
		for _, values := range requests {
			r := typed[R](values)
			calls = append(calls, call{operation: o, request: r, send: func(ctx context.Context, c *awsclient.Client) ([]model.Item, error) {
				return send(ctx, c, r)
			}})
		}
		return calls
	}
}

// typed is a request of its members. It has them all, which a test holds.
func typed[R any](values map[string]any) (r R) {
	encoded, _ := json.Marshal(values) // it is made of texts, numbers and lists
	d := json.NewDecoder(bytes.NewReader(encoded))
	d.DisallowUnknownFields()
	_ = d.Decode(&r)
	return r
}

// associate makes a call for each domain.
func associate(requests []map[string]any) []call {
	var calls []call
	for domain, packages := range byDomain[rule.AssociatePackageRequest](requests, func(r rule.AssociatePackageRequest) string { return r.Domain }) {
		r := rule.AssociatePackagesRequest{Domain: domain}
		for _, p := range packages {
			p.Prerequisites = slices.DeleteFunc(slices.Clone(p.Prerequisites), func(id string) bool { return id == p.PackageID })
			r.Packages = append(r.Packages, p.PackageAssociation)
		}
		r.Packages = rule.InOrder(r.Packages)
		c := call{operation: &rule.AssociatePackages, request: r}
		if len(r.Packages) == 1 {
			c.operation, c.request = &rule.AssociatePackage, rule.AssociatePackageRequest{PackageAssociation: r.Packages[0], Domain: domain}
		}
		c.send = func(ctx context.Context, client *awsclient.Client) ([]model.Item, error) {
			all, err := client.AssociatePackages(ctx, r)
			return items(all), err
		}
		calls = append(calls, c)
	}
	return calls
}

// dissociate makes a call for each domain.
func dissociate(requests []map[string]any) []call {
	var calls []call
	for domain, packages := range byDomain[rule.DissociatePackageRequest](requests, func(r rule.DissociatePackageRequest) string { return r.Domain }) {
		r := rule.DissociatePackagesRequest{Domain: domain}
		for _, p := range packages {
			r.Packages = append(r.Packages, p.PackageID)
		}
		c := call{operation: &rule.DissociatePackages, request: r}
		if len(packages) == 1 {
			c.operation, c.request = &rule.DissociatePackage, packages[0]
		}
		c.send = func(ctx context.Context, client *awsclient.Client) ([]model.Item, error) {
			all, err := client.DissociatePackages(ctx, r)
			return items(all), err
		}
		calls = append(calls, c)
	}
	return calls
}

// byDomain goes through the requests of each domain, in their order.
func byDomain[R any](requests []map[string]any, domainOf func(R) string) func(func(string, []R) bool) {
	var order []string
	all := map[string][]R{}
	for _, values := range requests {
		r := typed[R](values)
		domain := domainOf(r)
		if _, known := all[domain]; !known {
			order = append(order, domain)
		}
		all[domain] = append(all[domain], r)
	}
	return func(yield func(string, []R) bool) {
		for _, domain := range order {
			if !yield(domain, all[domain]) {
				return
			}
		}
	}
}

func items[T model.Item](from []T) []model.Item {
	var all []model.Item
	for _, one := range from {
		all = append(all, one)
	}
	return all
}
