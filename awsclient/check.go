package awsclient

import (
	"context"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/rule"
)

// askAtOnce bounds the facts that are asked for side by side: checks must leave room for
// what is on the screen.
const askAtOnce = 4

// askers bring each of the facts that checks need.
var askers = map[*check.Fact]func(context.Context, *Client, string) (any, error){
	check.Domain.Fact: func(ctx context.Context, c *Client, name string) (any, error) {
		return theOne[model.Domain](c.describeFew(ctx, []string{name}))("domain", name)
	},
	check.Collection.Fact: func(ctx context.Context, c *Client, id string) (any, error) {
		return theOne[model.Collection](c.collectionDetails(ctx, []string{id}))("collection", id)
	},
	check.Application.Fact:  asker((*Client).Application),
	check.Applications.Fact: lister[model.Application](func(c *Client, _ string) step { return c.listApplications() }),
	check.Tags.Fact:         asker((*Client).Tags),
	check.Attachments.Fact:  lister[model.Attachment](func(c *Client, of string) step { return c.listAttachments(of) }),
	check.Default.Fact: func(ctx context.Context, c *Client, _ string) (any, error) {
		p, _, err := c.getDefaultApplication()(ctx)
		return p.defaultARN, err
	},
	check.Packages.Fact:     lister[model.Package](func(c *Client, _ string) step { return c.listPackages() }),
	check.OnDomain.Fact:     lister[model.Association](func(c *Client, of string) step { return c.listPackagesForDomain(of) }),
	check.OfPackage.Fact:    asker((*Client).PackageDomains),
	check.Integrations.Fact: lister[model.Integration](func(c *Client, _ string) step { return c.listIntegrations() }),
	check.Health.Fact: func(ctx context.Context, c *Client, name string) (any, error) {
		p, _, err := c.describeHealth(name)(ctx)
		if err != nil {
			return nil, err
		}
		d, _ := p.items[0].(model.Domain)
		return *d.Health, nil
	},
	check.Scheduled.Fact:       asker((*Client).ScheduledActions),
	check.Versions.Fact:        asker((*Client).CompatibleVersions),
	check.VPCAccess.Fact:       asker((*Client).VPCAccess),
	check.NetworkPolicies.Fact: asker((*Client).NetworkPolicies),
	check.AccessPolicies.Fact:  asker((*Client).AccessPolicies),
	check.DirectQuery.Fact:     lister[model.DirectQuerySource](func(c *Client, _ string) step { return c.listDirectQueries() }),
	check.Role.Fact:            asker((*Client).Role),
	check.Denied.Fact: func(ctx context.Context, c *Client, of string) (any, error) {
		s := check.ReadSimulation(of)
		return c.Simulate(ctx, s.Principal, s.Resource, s.Actions)
	},
	check.BucketRegion.Fact: asker((*Client).BucketRegion),
	check.Object.Fact: func(ctx context.Context, c *Client, of string) (any, error) {
		bucket, key, _ := strings.Cut(of, "/")
		return c.Object(ctx, bucket, key)
	},
	check.Archive.Fact: func(ctx context.Context, c *Client, of string) (any, error) {
		bucket, key, _ := strings.Cut(of, "/")
		o, err := c.Object(ctx, bucket, key)
		switch {
		case err != nil:
			return nil, err
		case o.Gone || o.Archived():
			return model.PluginArchive{Gone: true}, nil
		}
		return c.PluginArchive(ctx, bucket, key, o.Size)
	},
	check.Key.Fact: asker((*Client).Key),
}

func asker[T any](ask func(*Client, context.Context, string) (T, error)) func(context.Context, *Client, string) (any, error) {
	return func(ctx context.Context, c *Client, of string) (any, error) { return ask(c, ctx, of) }
}

// lister brings all that a listing has.
func lister[T model.Item](list func(*Client, string) step) func(context.Context, *Client, string) (any, error) {
	return func(ctx context.Context, c *Client, of string) (any, error) {
		all := map[model.Key]T{}
		var order []model.Key
		next := list(c, of)
		for more := true; more; {
			var p page
			var err error
			if p, more, err = next(ctx); err != nil {
				return nil, err
			}
			for _, item := range p.items { // some are listed first and described later
				if typed, ok := item.(T); ok {
					key := item.Common().Key
					if _, there := all[key]; !there {
						order = append(order, key)
					}
					all[key] = typed
				}
			}
		}
		items := make([]T, len(order))
		for i, key := range order {
			items[i] = all[key]
		}
		return items, nil
	}
}

// theOne is the one item that was asked for. What does not exist is left out of answers.
func theOne[T model.Item](items []model.Item, err error) func(kind, id string) (any, error) {
	return func(kind, id string) (any, error) {
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			if typed, ok := item.(T); ok {
				return typed, nil
			}
		}
		return nil, &model.CallError{Operation: "check", On: id, Kind: model.FailureNotFound, Message: "there is no " + kind + " " + id}
	}
}

// Ask brings one fact that a check needs.
func (c *Client) Ask(ctx context.Context, a check.Ask) (any, error) {
	if ask := askers[a.Fact]; ask != nil {
		return ask(ctx, c, a.Of)
	}
	return nil, &model.CallError{Operation: "check", On: a.Of, Message: "nothing here can tell: " + a.Fact.Name}
}

// Answer is a fact that was asked for.
type Answer struct {
	Ask   check.Ask
	Value any
	Err   *model.CallError
}

// AskAll brings several facts side by side. What cannot be had is an answer like any other.
func (c *Client) AskAll(ctx context.Context, asks []check.Ask) []Answer {
	answers := make([]Answer, len(asks))
	var group errgroup.Group
	group.SetLimit(askAtOnce)
	for i, a := range asks {
		group.Go(func() error {
			value, err := c.Ask(ctx, a)
			answers[i] = Answer{Ask: a, Value: value}
			if err != nil {
				answers[i].Err = model.AsCallError(err)
			}
			return nil
		})
	}
	_ = group.Wait()
	return answers
}

// Check makes the checks of a write and returns what they find, when all that they need
// has been asked. now is the time; what knowledge has is not asked again within a minute.
func (c *Client) Check(ctx context.Context, k *check.Knowledge, w check.Write, now func() time.Time) []check.Result {
	for {
		results, asks := k.Judge(w, now(), nil)
		if len(asks) == 0 || ctx.Err() != nil {
			return results
		}
		k.Begin(asks, now())
		for _, a := range c.AskAll(ctx, asks) {
			k.Take(a.Ask, a.Value, a.Err, now())
		}
	}
}

// Mend makes the call of a fix. One that opens a form is not made here.
func (c *Client) Mend(ctx context.Context, f *check.Fix) error {
	switch r := f.Request.(type) {
	case rule.VpcEndpointAccessRequest:
		return c.AuthorizeVPCAccess(ctx, r)
	case rule.UpdateSecurityPolicyRequest:
		return c.UpdateSecurityPolicy(ctx, r)
	}
	return &model.CallError{Operation: f.Operation.Name, Kind: model.FailureValidation, Message: "this has to be done in its form", Write: true}
}
