package awsclient_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

const (
	logsARN    = "arn:aws:opensearch:us-east-1:123456789012:application/app0001"
	metricsARN = "arn:aws:opensearch:us-east-1:123456789012:application/app0002"
	readerARN  = "arn:aws:iam::123456789012:role/Reader"
)

// populated is a world in which every one of the calls succeeds.
const populated = `{
	"defaultApplicationArn": "` + metricsARN + `",
	"roles": [{"RoleName": "Reader"}], "keys": [{"AliasName": "alias/logs"}],
	"applications": [{"id": "app0001", "name": "logs", "tagList": [{"Key": "team", "Value": "logs"}]}, {"id": "app0002", "name": "metrics"}],
	"domains": [{"DomainName": "search-prod", "VPCOptions": {"VPCId": "vpc-1"}}, {"DomainName": "search-stage"}],
	"collections": [{"id": "vectors0001", "name": "vectors"}],
	"attachments": [{"id": "app0001", "dataSourceArn": "` + prodARN + `"}],
	"packages": [
		{"PackageID": "F1", "PackageName": "synonyms", "PackageVendingOptions": {"VendingEnabled": true}},
		{"PackageID": "F2", "PackageName": "stopwords"}, {"PackageID": "F3", "PackageName": "unused"}
	],
	"associations": [{"PackageID": "F1", "DomainName": "search-prod"}, {"PackageID": "F2", "DomainName": "search-prod"}],
	"integrations": [{"integrationName": "central-logs"}],
	"buckets": [{"Name": "acme-packages", "objects": [{"Key": "dictionaries/synonyms.txt"}, {"Key": "guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.17.0"}}]}],
	"policies": [
		{"name": "vectors-net", "policyVersion": "MTc5NTI1NTIwMDAwMF8x", "policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/vectors"]}], "AllowFromPublic": true}]},
		{"name": "vectors-data", "type": "data", "policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/vectors"], "Permission": ["aoss:*"]}],
			"Principal": ["` + readerARN + `"]}]}
	],
	"vpcAccess": [{"DomainName": "search-prod"}],
	"scheduledActions": [{"DomainName": "search-prod", "in": "26h"}],
	"directQueryDataSources": [{"DataSourceName": "flow_logs"}],
	"domainDataSources": [{"DomainName": "search-prod", "Name": "glue_events"}]
}`

// clientCall is one call that the client can make.
type clientCall struct {
	action    string // its IAM action
	operation string // where the action is not called after it
	on        string // what its errors are about
	in        string // a world other than populated
	raw       bool   // its answer is an object's headers and bytes, and no document
	writes    bool
	once      bool // never sent again after a failure that leaves its outcome open
	do        func(context.Context, *awsclient.Client) error
}

func (c clientCall) name() string {
	_, name, _ := strings.Cut(c.action, ":")
	return cmp.Or(c.operation, name)
}

// declared is the operation that the call is one of.
func (c clientCall) declared() *rule.Operation {
	for _, o := range rule.Operations {
		if o.Name == c.name() {
			return o
		}
	}
	return nil
}

func (c clientCall) world() string { return cmp.Or(c.in, populated) }

// reads follows a feed to its end.
func reads(kind live.FeedKind, of string) func(context.Context, *awsclient.Client) error {
	return func(ctx context.Context, c *awsclient.Client) error {
		reading := c.Read(feedOf(kind, of))
		for {
			if listing, err := reading.Next(ctx); err != nil || !listing.More {
				return err
			}
		}
	}
}

// asks and tells drop what a call returns beside its error.
func asks[In, Out any](ask func(*awsclient.Client, context.Context, In) (Out, error), in In) func(context.Context, *awsclient.Client) error {
	return func(ctx context.Context, c *awsclient.Client) error {
		_, err := ask(c, ctx, in)
		return err
	}
}

func tells[In any](tell func(*awsclient.Client, context.Context, In) error, in In) func(context.Context, *awsclient.Client) error {
	return func(ctx context.Context, c *awsclient.Client) error { return tell(c, ctx, in) }
}

// upgrading is a world with an upgrade to tell of.
const upgrading = `{"domains": [{"DomainName": "search-prod", "DomainProcessingStatus": "UpgradingEngineVersion",
	"ModifyingProperties": [{"Name": "EngineVersion", "ActiveValue": "OpenSearch_2.17", "PendingValue": "OpenSearch_2.19"}]}]}`

var calls = []clientCall{
	{action: "sts:GetCallerIdentity", do: reads(live.FeedCaller, "")},
	{action: "es:ListApplications", do: reads(live.FeedApplications, "")},
	{action: "es:GetApplication", on: "app0001", do: reads(live.FeedApplication, "app0001")},
	{action: "es:ListDataSourceAttachments", on: "app0001", do: reads(live.FeedAttachments, "app0001")},
	{action: "es:ListTags", on: logsARN, do: reads(live.FeedTags, logsARN)},
	{action: "es:GetDefaultApplicationSetting", do: reads(live.FeedDefault, "")},
	{action: "es:DescribePackages", do: reads(live.FeedPackages, "")},
	{action: "es:GetPackageVersionHistory", on: "F1", do: reads(live.FeedVersions, "F1")},
	{action: "es:ListDomainsForPackage", on: "F1", do: reads(live.FeedPackageDomains, "F1")},
	{action: "es:ListPackagesForDomain", on: "search-prod", do: reads(live.FeedDomainPackages, "search-prod")},
	{action: "es:ListDomainNames", do: reads(live.FeedDomains, "")},
	{action: "es:DescribeDomains", on: "[search-prod search-stage]", do: reads(live.FeedDomains, "")},
	{action: "es:DescribeDomainChangeProgress", on: "search-prod", do: reads(live.FeedChange, "search-prod")},
	{action: "es:DescribeDomainHealth", on: "search-prod", do: reads(live.FeedHealth, "search-prod")},
	{action: "es:GetUpgradeStatus", on: "search-prod", do: reads(live.FeedUpgrade, "search-prod")},
	{action: "es:GetUpgradeHistory", on: "search-prod", in: upgrading, do: reads(live.FeedUpgrade, "search-prod")},
	{action: "aoss:ListCollections", do: reads(live.FeedCollections, "")},
	{action: "aoss:BatchGetCollection", on: "[vectors0001]", do: reads(live.FeedCollections, "")},
	{action: "logs:ListIntegrations", do: reads(live.FeedIntegrations, "")},
	{action: "logs:GetIntegration", on: "central-logs", do: reads(live.FeedIntegrations, "")},
	{action: "s3:ListAllMyBuckets", operation: "ListBuckets", do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.Buckets(ctx)
		return err
	}},
	{action: "s3:ListBucket", operation: "ListObjectsV2", on: "acme-packages/dictionaries/", do: func(ctx context.Context, c *awsclient.Client) error {
		_, _, err := c.Folder(ctx, "acme-packages", "dictionaries/")
		return err
	}},
	{action: "kms:ListAliases", do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.KeyAliases(ctx)
		return err
	}},
	{action: "iam:ListRoles", do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.Roles(ctx)
		return err
	}},
	{action: "es:DescribeDataSourceAttachment", on: "app0001 and " + prodARN, do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.Attachment(ctx, "app0001", prodARN)
		return err
	}},

	{action: "es:ListVpcEndpointAccess", on: "search-prod", do: asks((*awsclient.Client).VPCAccess, "search-prod")},
	{action: "aoss:ListSecurityPolicies", on: "vectors", do: asks((*awsclient.Client).NetworkPolicies, "vectors")},
	{action: "aoss:GetSecurityPolicy", on: "vectors-net", do: asks((*awsclient.Client).NetworkPolicies, "vectors")},
	{action: "aoss:ListAccessPolicies", on: "vectors", do: asks((*awsclient.Client).AccessPolicies, "vectors")},
	{action: "aoss:GetAccessPolicy", on: "vectors-data", do: asks((*awsclient.Client).AccessPolicies, "vectors")},
	{action: "es:ListScheduledActions", on: "search-prod", do: asks((*awsclient.Client).ScheduledActions, "search-prod")},
	{action: "es:GetCompatibleVersions", on: "search-prod", do: asks((*awsclient.Client).CompatibleVersions, "search-prod")},
	{action: "es:ListDirectQueryDataSources", do: reads(live.FeedDirectQueries, "")},
	{action: "es:GetDirectQueryDataSource", on: "flow_logs", do: asks((*awsclient.Client).Returned, model.Item(model.DirectQuerySource{
		Resource: model.Resource{Key: model.DirectQueryKey("flow_logs"), Name: "flow_logs"},
	}))},
	{action: "es:ListDataSources", on: "search-prod", do: reads(live.FeedDomainSources, "search-prod")},
	{action: "iam:GetRole", on: "Reader", do: asks((*awsclient.Client).Role, readerARN)},
	{action: "iam:SimulatePrincipalPolicy", on: readerARN, do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.Simulate(ctx, readerARN, "*", []string{"opensearch:ApplicationAccessAll"})
		return err
	}},
	{action: "s3:GetBucketLocation", on: "acme-packages", do: asks((*awsclient.Client).BucketRegion, "acme-packages")},
	{action: "s3:GetObject", operation: "HeadObject", on: "acme-packages/guard.zip", raw: true, do: func(ctx context.Context, c *awsclient.Client) error {
		_, err := c.Object(ctx, "acme-packages", "guard.zip")
		return err
	}},
	{action: "s3:GetObject", on: "acme-packages/guard.zip", raw: true, do: func(ctx context.Context, c *awsclient.Client) error {
		o, err := c.Object(ctx, "acme-packages", "guard.zip")
		if err != nil {
			return err
		}
		_, err = c.PluginArchive(ctx, "acme-packages", "guard.zip", o.Size)
		return err
	}},
	{action: "kms:DescribeKey", on: "alias/logs", do: asks((*awsclient.Client).Key, "alias/logs")},

	{
		action: "es:AuthorizeVpcEndpointAccess", on: "search-prod", writes: true,
		do: tells((*awsclient.Client).AuthorizeVPCAccess, rule.VpcEndpointAccessRequest{Domain: "search-prod", Account: "210987654321"}),
	},
	{
		action: "aoss:UpdateSecurityPolicy", on: "vectors-net", writes: true,
		do: tells((*awsclient.Client).UpdateSecurityPolicy, rule.UpdateSecurityPolicyRequest{
			Type: "network", Name: "vectors-net", Version: "MTc5NTI1NTIwMDAwMF8x", Description: "changed", ClientToken: "once",
		}),
	},
	{
		action: "es:AttachDataSource", on: "app0001 and " + stageARN, writes: true,
		do: asks((*awsclient.Client).AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: stageARN, ClientToken: "once"}),
	},
	{
		action: "es:DetachDataSource", on: "app0001 and " + prodARN, writes: true, once: true,
		do: tells((*awsclient.Client).DetachDataSource, rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}),
	},
	{
		action: "es:CreateApplication", on: "traces", writes: true,
		do: asks((*awsclient.Client).CreateApplication, rule.CreateApplicationRequest{Name: "traces", ClientToken: "once"}),
	},
	{
		action: "es:UpdateApplication", on: "app0001", writes: true, once: true,
		do: tells((*awsclient.Client).UpdateApplication, rule.UpdateApplicationRequest{ApplicationID: "app0001", Configs: []model.ApplicationConfig{}}),
	},
	{
		action: "es:DeleteApplication", on: "app0001", writes: true, once: true,
		do: tells((*awsclient.Client).DeleteApplication, rule.DeleteApplicationRequest{ApplicationID: "app0001"}),
	},
	{
		action: "es:PutDefaultApplicationSetting", on: logsARN, writes: true,
		do: tells((*awsclient.Client).SetDefaultApplication, rule.DefaultApplicationRequest{ApplicationARN: logsARN, SetAsDefault: true}),
	},
	{
		action: "es:AddTags", on: logsARN, writes: true,
		do: tells((*awsclient.Client).AddTags, rule.AddTagsRequest{ARN: logsARN, Tags: []model.Tag{{Key: "team", Value: "search"}}}),
	},
	{
		action: "es:RemoveTags", on: logsARN, writes: true,
		do: tells((*awsclient.Client).RemoveTags, rule.RemoveTagsRequest{ARN: logsARN, Keys: []string{"team"}}),
	},
	{
		action: "es:CreatePackage", on: "brands", writes: true, once: true,
		do: asks((*awsclient.Client).CreatePackage, rule.CreatePackageRequest{Name: "brands", Type: "TXT-DICTIONARY", Source: synonymsObject}),
	},
	{
		action: "es:UpdatePackage", on: "F1", writes: true, once: true,
		do: asks((*awsclient.Client).UpdatePackage, rule.UpdatePackageRequest{ID: "F1", Source: synonymsObject}),
	},
	{
		action: "es:UpdatePackageScope", on: "F1", writes: true,
		do: asks((*awsclient.Client).UpdatePackageScope, rule.UpdatePackageScopeRequest{ID: "F1", Operation: "ADD", Users: []string{"210987654321"}}),
	},
	{
		action: "es:DeletePackage", on: "F3", writes: true, once: true,
		do: asks((*awsclient.Client).DeletePackage, rule.DeletePackageRequest{ID: "F3"}),
	},
	{
		action: "es:AssociatePackage", on: "F1 and search-stage", writes: true, once: true,
		do: asks((*awsclient.Client).AssociatePackages, associating("search-stage", "F1")),
	},
	{
		action: "es:AssociatePackages", on: "search-stage", writes: true, once: true,
		do: asks((*awsclient.Client).AssociatePackages, associating("search-stage", "F1", "F2")),
	},
	{
		action: "es:DissociatePackage", on: "F1 and search-prod", writes: true, once: true,
		do: asks((*awsclient.Client).DissociatePackages, rule.DissociatePackagesRequest{Domain: "search-prod", Packages: []string{"F1"}}),
	},
	{
		action: "es:DissociatePackages", on: "search-prod", writes: true, once: true,
		do: asks((*awsclient.Client).DissociatePackages, rule.DissociatePackagesRequest{Domain: "search-prod", Packages: []string{"F1", "F2"}}),
	},
	{
		action: "logs:PutIntegration", on: "central-logs", in: `{}`, writes: true, once: true,
		do: asks((*awsclient.Client).PutIntegration, centralLogs()),
	},
	{
		action: "logs:DeleteIntegration", on: "central-logs", writes: true, once: true,
		do: tells((*awsclient.Client).DeleteIntegration, rule.DeleteIntegrationRequest{Name: "central-logs", Force: true}),
	},
}

// A failure says which call it was, on what, and which permission it needs.
func TestCallsDenied(t *testing.T) {
	for _, call := range calls {
		t.Run(call.name(), func(t *testing.T) {
			e := emulate(t, call.world())
			e.SetFaults([]emulator.Fault{{Operation: call.name(), Kind: emulator.FaultDenied}})
			failure := failureOf(t, call.do(t.Context(), connect(e.Transport())), model.FailurePermission)
			if failure.Operation != call.name() || failure.On != call.on || failure.Action != call.action {
				t.Errorf("%s on %q needs %s", failure.Operation, failure.On, failure.Action)
			}
			if call.name() != "HeadObject" && !strings.Contains(failure.Message, "perform: "+call.action+" on") {
				t.Errorf("the service says %q", failure.Message)
			}
		})
	}
}

// How often each call is sent, by what goes wrong with it.
func TestCallsAttempts(t *testing.T) {
	const done = -1
	tests := map[string]struct {
		fault          emulator.Fault
		attempts, once int // of a call, and of one that is not sent again
		kind, onceKind model.FailureKind
	}{
		"throttled twice": {emulator.Fault{Kind: emulator.FaultThrottle, Times: 2}, 3, 3, done, done},
		"throttled":       {emulator.Fault{Kind: emulator.FaultThrottle}, 3, 3, model.FailureThrottling, model.FailureThrottling},
		"cut off":         {emulator.Fault{Kind: emulator.FaultReset, Times: 1}, 2, 1, done, model.FailureNetwork},
		"failed inside":   {emulator.Fault{Kind: emulator.FaultError, Times: 1}, 2, 1, done, model.FailureUnavailable},
		"a proxy's page":  {emulator.Fault{Kind: emulator.FaultHTML, Times: 1, Status: 502}, 2, 1, done, model.FailureUnreadable},
		"at a limit":      {emulator.Fault{Kind: emulator.FaultError, Code: "LimitExceededException", Status: 409}, 1, 1, model.FailureQuota, model.FailureQuota},
	}
	for name, tt := range tests {
		for _, call := range calls {
			t.Run(call.name()+" "+name, func(t *testing.T) {
				if service, _, _ := strings.Cut(call.action, ":"); tt.kind == model.FailureQuota && slices.Contains([]string{"s3", "sts", "iam"}, service) {
					t.Skip("that is no code of this service")
				}
				synctest.Test(t, func(t *testing.T) {
					e := emulate(t, call.world())
					tt.fault.Operation = call.name()
					e.SetFaults([]emulator.Fault{tt.fault})
					attempts, kind := tt.attempts, tt.kind
					if call.once {
						attempts, kind = tt.once, tt.onceKind
					}
					if err := call.do(t.Context(), connect(e.Transport())); kind == done {
						ok(t, err)
					} else {
						wantKind(t, err, kind)
					}
					if got := e.Calls()[call.name()]; got != attempts {
						t.Errorf("sent %d times, want %d", got, attempts)
					}
				})
			})
		}
	}
}

// The answer to a write is lost: whether it is sent again or not, it is done once.
func TestWritesAreDoneOnce(t *testing.T) {
	for _, call := range calls {
		if !call.writes {
			continue
		}
		t.Run(call.name(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				heard, lost := emulate(t, call.world()), emulate(t, call.world())
				ok(t, call.do(t.Context(), connect(heard.Transport())))
				err := call.do(t.Context(), connect(losing(1, lost.Transport())))
				want := 2
				if call.once {
					want = 1
					wantKind(t, err, model.FailureNetwork)
				} else {
					ok(t, err)
				}
				wantCalls(t, lost, map[string]int{call.name(): want})
				// Later on: what one of them has begun the other must not have begun again.
				heard.Advance(time.Hour)
				lost.Advance(time.Hour)
				if got, want := inJSON(t, lost.World()), inJSON(t, heard.World()); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			})
		})
	}
}
