package packages

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

var scopeAction = desk.Action{
	Name: "scope", As: "sharing", Keys: []string{"H"}, Help: "choose which accounts may use the package",
	Writes: true, Takes: desk.OneThing, Obstacle: needsOwnPackage, Run: openScope,
}

// scopeForm is the guided form of UpdatePackageScope.
type scopeForm struct {
	operation *form.Choice
	users     *form.List
	old       model.Package
	region    string
}

func openScope(at *desk.Desk) tea.Cmd {
	p, _ := selectedPackage(at)
	f := &scopeForm{
		operation: form.NewChoice("Change",
			form.Alternative{Value: "ADD", Says: "these accounts may use it too"},
			form.Alternative{Value: "REMOVE", Says: "these accounts may not use it any more"},
			form.Alternative{Value: "OVERRIDE", Says: "these accounts may use it and no others"},
		),
		users:  write.NewMemberList("Accounts", "accounts of 12 digits, or GLOBAL for all", &rule.UpdatePackageScope, "PackageUserList"),
		old:    p,
		region: at.Snapshot.Caller.Region,
	}
	d := &write.Form{
		Heading: "Accounts that may use " + p.Name,
		Verb:    "Change",
		Says:    f.says,
		Commands: func() []string {
			return []string{rule.UpdatePackageScope.CommandLine(f.region, f.draft())}
		},
		Violations: f.violations,
		Binds: func() write.Binds {
			return write.Binds{"Operation": f.operation, "PackageUserList": f.users, "": f.users}
		},
		Writes: f.writes,
	}
	d.Form = form.New(func() []form.Field { return []form.Field{f.operation, f.users} }, d.Review)
	return d.Open(at, f.operation)
}

func (f *scopeForm) draft() rule.UpdatePackageScopeRequest {
	users := f.users.Values()
	if users == nil {
		users = []string{}
	}
	return rule.UpdatePackageScopeRequest{ID: f.old.Key.ID, Operation: f.operation.Value(), Users: users}
}

// violations adds to the service's rules that a change has to change something;
// nobody at all is meant only when a list is replaced.
func (f *scopeForm) violations() []rule.Violation {
	r := f.draft()
	if len(r.Users) == 0 && r.Operation != "OVERRIDE" {
		return []rule.Violation{{Path: "packageUserList", Advice: "name at least one account"}}
	}
	return rule.UpdatePackageScope.Check(rule.Values(r))
}

func (f *scopeForm) says() []string {
	now := "Nobody else may use " + f.old.Name + " now."
	if len(f.old.Users) > 0 {
		now = strings.Join(f.old.Users, ", ") + " may use " + f.old.Name + " now."
	}
	says := []string{now}
	r := f.draft()
	names := strings.Join(r.Users, ", ")
	switch {
	case r.Operation == "ADD":
		says = append(says, "+ adds "+names)
	case r.Operation == "REMOVE":
		says = append(says, "− removes "+names)
	case len(r.Users) == 0:
		says = append(says, "Afterwards nobody else may.")
	default:
		says = append(says, "Afterwards these may, and no others: "+names)
	}
	for _, user := range r.Users {
		if user == "GLOBAL" && r.Operation != "REMOVE" {
			says = append(says, "GLOBAL means every AWS account.")
		}
	}
	return says
}

func (f *scopeForm) writes(*desk.Desk) []write.Call {
	request, old := f.draft(), f.old
	return []write.Call{{
		Title: "accounts that may use " + old.Name,
		Sends: []*rule.Operation{&rule.UpdatePackageScope},
		Feeds: []live.Feed{{Kind: live.FeedPackages}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			users, err := client.UpdatePackageScope(ctx, request)
			who := "nobody else"
			if len(users) > 0 {
				who = strings.Join(users, ", ")
			}
			return write.Outcome{Says: write.Saying(desk.Good, who+" may use "+old.Name+" now")}, err
		},
		Shown: func(s *live.Snapshot) (model.Key, bool) {
			item, _ := s.Item(old.Key)
			p, ok := item.(model.Package)
			return old.Key, ok && !slices.Equal(p.Users, old.Users)
		},
	}}
}
