package packages

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Between an object in Amazon S3 and a search that uses it there are two copies: the
// package's version, and each domain's. The detail of a package shows which of them is
// behind the one before (SERVICE.md §4.8).

// chainFeeds are what the detail of a package of one's own tells besides.
func chainFeeds(r packageRow) []live.Feed {
	if !r.mine {
		return nil
	}
	return []live.Feed{versionsOf(r.Key)}
}

// chainAsks is the object that the package was made of, where that is known.
func chainAsks(at *desk.Desk, r packageRow) []check.Ask {
	if made, ok := at.Past.Sources.Of(r.Key); ok && r.mine {
		return []check.Ask{check.Object.About(made.Object)}
	}
	return nil
}

// chainFacts appends the way of a package from its object to the indexes.
func chainFacts(d *page.Detail, at *desk.Desk, r packageRow) {
	if r.mine {
		d.Heading("From Amazon S3 to the domains")
		objectFacts(d, at, r.Package)
		newest, ok := r.Newest()
		if err := at.Snapshot.Feed(versionsOf(r.Key)).Err; !ok && err != nil {
			d.Add("Newest", check.Unseen(err))
		}
		d.Add("Newest", text.Join(newest.Version, newest.CommitMessage))
		d.When("Made", newest.CreatedAt, at.Now)
	}
	packageDomainFacts(d, at, r.Package)
}

// objectFacts says whether the object has been changed since the newest version.
func objectFacts(d *page.Detail, at *desk.Desk, p model.Package) {
	made, known := at.Past.Sources.Of(p.Key)
	switch {
	case !known:
		d.Add("Object", "not known here: no import with oscope is remembered, and the service does not tell")
		return
	case madeElsewhere(p, made.At):
		d.Add("Object", "not known here: "+p.Version+" was imported elsewhere, after s3://"+made.Object+" had been here")
		return
	}
	d.Add("Object", "s3://"+made.Object)
	o, err, ok := check.Object.In(at.Knowledge, made.Object)
	switch {
	case !ok:
		d.Add("", "being looked at")
	case err != nil:
		d.Add("", "whether it has changed "+check.Unseen(err))
	case o.Gone:
		d.Styled("", "is not there any more", at.Theme.Warn)
	case p.Phase() == model.InFlight || p.Made().IsZero():
	case o.NewerThan(p):
		d.When("Changed", o.Modified, at.Now)
		d.Styled("", "newer than "+p.Version+at.Keys.Say(": press {update} to import it"), at.Theme.Warn)
	default:
		d.When("Changed", o.Modified, at.Now)
		d.Styled("", "not since "+p.Version+" was made", at.Theme.OK)
	}
}

// madeElsewhere reports whether an import here is not the last: there is a version besides
// the one that it made.
func madeElsewhere(p model.Package, imported time.Time) bool {
	if p.Versions == nil {
		return false
	}
	since := 0
	for _, v := range *p.Versions {
		if v.CreatedAt.After(imported.Add(-clocksDiffer)) {
			since++
		}
	}
	return since > 1
}

// clocksDiffer is how far the clock here may be ahead of the service's.
const clocksDiffer = time.Minute

// packageDomainFacts appends the domains that have the package, those that are behind
// first.
func packageDomainFacts(d *page.Detail, at *desk.Desk, p model.Package) {
	ties, behind := []model.Association{}, 0
	for _, tie := range at.Snapshot.AssociationsOf(p.Key.ID, "") {
		if at.Snapshot.Newer(tie) != "" {
			ties = slices.Insert(ties, behind, tie)
			behind++
		} else {
			ties = append(ties, tie)
		}
	}
	if len(ties) == 0 {
		return
	}
	title := fmt.Sprintf("Domains · %d", len(ties))
	if behind > 0 {
		title += fmt.Sprintf(", %d behind", behind)
	}
	d.Heading(title)
	for _, tie := range ties {
		glyph, style := at.Theme.Badge(tie.Phase(), tie.Status)
		says := strings.TrimSpace(tie.Domain + " " + tie.Version)
		if newer := at.Snapshot.Newer(tie); newer != "" {
			says += at.Keys.Say(": press {apply_to_domains} to apply ") + newer
			style = at.Theme.Warn
		}
		d.Related(at, glyph+" "+string(tie.Status), says, style, model.Key{Kind: model.KindDomain, ID: tie.Domain})
		d.Styled("", tie.Reason, at.Theme.Failed)
	}
}
