package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
)

func associateCommand(r model.AssociatePackagesRequest, region string) string {
	if len(r.Packages) == 1 {
		return model.AssociatePackage.CommandLine("opensearch", region, model.AssociatePackageRequest{PackageAssociation: r.Packages[0], Domain: r.Domain})
	}
	return model.AssociatePackages.CommandLine("opensearch", region, r)
}

// run closes the form and makes its calls.
func (f *associateForm) run(a *App) tea.Cmd {
	a.view().unmark()
	var tasks []*task
	for _, r := range f.requests() {
		var names []string
		for _, p := range r.Packages {
			names = append(names, f.all[p.PackageID].Name)
		}
		tasks = append(tasks, associateTask(a, strings.Join(names, ", ")+" → "+r.Domain, r))
	}
	return a.startBatch("Associating", tasks)
}

// associateTask is one call of AssociatePackage or AssociatePackages.
func associateTask(a *App, title string, r model.AssociatePackagesRequest) *task {
	feeds := associationFeeds(a, r.Domain, func(yield func(string) bool) {
		for _, p := range r.Packages {
			if !yield(p.PackageID) {
				return
			}
		}
	})
	return &task{title: title, write: func(ctx context.Context, client *awsclient.Client) written {
		associations, err := client.AssociatePackages(ctx, r)
		return associationsWritten(associations, err, feeds)
	}}
}

// associationFeeds are the feeds that tell of some packages on a domain, and the
// domains, since a plugin makes its domain busy.
func associationFeeds(a *App, domain string, packages func(func(string) bool)) []model.Feed {
	feeds := []model.Feed{{Kind: model.FeedDomains}}
	for id := range packages {
		if feed := a.snapshot.AssociationFeed(id, domain); !slices.Contains(feeds, feed) {
			feeds = append(feeds, feed)
		}
	}
	return feeds
}

// associationsWritten is the outcome of a call that returns associations as they are
// now, which are shown before any listing has them.
func associationsWritten(associations []model.Association, err error, feeds []model.Feed) written {
	w := written{err: err, feeds: feeds, done: func(a *App) tea.Cmd {
		var cmds []tea.Cmd
		for _, association := range associations {
			feed := a.snapshot.AssociationFeed(association.PackageID, association.Domain)
			cmds = append(cmds, a.announce(a.snapshot.Expect(feed, association, a.now)))
		}
		return tea.Batch(cmds...)
	}}
	if len(associations) > 0 {
		w.shows = associations[0].Key
	}
	return w
}
