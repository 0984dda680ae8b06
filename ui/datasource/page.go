package datasource

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/association"
	"oscope/ui/attachment"
	"oscope/ui/change"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
)

type dataSourceRow struct {
	source   model.Item // a model.Domain, a model.Collection or a model.DirectQuerySource
	since    page.Since
	behind   int   // of its packages, those of which there is a newer version
	attached []tie // to these applications
}

func (r dataSourceRow) resource() model.Resource { return r.source.Common() }

// engine is a domain's engine version, or the type of another.
func (r dataSourceRow) engine() string {
	switch s := r.source.(type) {
	case model.Domain:
		return s.EngineVersion
	case model.Collection:
		return s.Type
	case model.DirectQuerySource:
		return model.SourceTypeName(s.Type)
	}
	return ""
}

// standing is how the row's resource stands; a domain may not be as well as it says.
func (r dataSourceRow) standing() page.Standing {
	if d, ok := r.source.(model.Domain); ok {
		return change.Standing(d)
	}
	return page.Standing{Phase: r.resource().Phase()}
}

// change is what is being changed on a domain.
func (r dataSourceRow) change(now time.Time) string {
	d, _ := r.source.(model.Domain)
	return change.Of(d, now)
}

// dataSourceDetailFeeds are what a detail tells besides: the health of a domain, and the
// data sources that live in it.
func dataSourceDetailFeeds(r dataSourceRow) []live.Feed {
	if d, ok := r.source.(model.Domain); ok && d.Status != "" {
		return []live.Feed{{Kind: live.FeedHealth, Of: d.Key.ID}, {Kind: live.FeedDomainSources, Of: d.Key.ID}}
	}
	return nil
}

// kind is what it is; an arrow tells that packages on it could have a newer version.
func (r dataSourceRow) kind() string {
	if r.behind > 0 {
		return fmt.Sprintf("%s ↑%d", r.resource().Key.Kind, r.behind)
	}
	return string(r.resource().Key.Kind)
}

// kinds are what can be a data source, in the order of the page.
var kinds = []model.Kind{model.KindDomain, model.KindCollection, model.KindDirectQuery}

// NewPage returns the page of data sources.
func NewPage(facts *desk.Facts) page.Page {
	return page.New(&page.Resources[dataSourceRow]{
		Name:    "Data sources",
		Short:   "Data",
		OfKinds: kinds,
		OfFeeds: []live.Feed{{Kind: live.FeedDomains}, {Kind: live.FeedCollections}, {Kind: live.FeedDirectQueries}},
		Rows:    dataSourceRows,
		Order:   byKind,
		Item:    func(r dataSourceRow) model.Item { return r.source },
		Columns: []table.Column[dataSourceRow]{
			page.NameColumn("NAME", func(r dataSourceRow) string { return r.resource().Name }),
			page.TellsApart(page.PlainColumn("KIND", 5, dataSourceRow.kind)),
			page.StandingColumn(facts.Style, 16, dataSourceRow.resource, dataSourceRow.standing),
			page.SinceColumn(facts.Style, func(r dataSourceRow) page.Since { return r.since }),
			page.PlainColumn("ENGINE", 3, dataSourceRow.engine),
			page.ProseColumn("ATTACHED TO", 14, 2, dataSourceRow.applications),
			change.Column(dataSourceRow.change),
		},
		Detail:   dataSourceDetail,
		DetailOf: dataSourceDetailFeeds,
		Own:      []desk.Action{attachment.AttachSources, association.AssociateOnDomain, association.Apply, readinessAction},
		Nothing:  "No domains, collections or direct queries in this account and Region.",
	})
}

// tie is an application that a data source is attached to, or is to be.
type tie struct {
	application string // its name, and how it stands with it
	key         model.Key
}

// applications names those that it is attached to.
func (r dataSourceRow) applications() string {
	names := make([]string, len(r.attached))
	for i, to := range r.attached {
		names[i] = to.application
	}
	return strings.Join(names, ", ")
}

func dataSourceRows(at *desk.Desk) page.Roll[dataSourceRow] {
	attached := listedTies(at)
	for _, item := range at.Snapshot.Items(model.KindAttachment) {
		if a, ok := item.(model.Attachment); ok {
			arn := a.DataSourceARN
			name := at.Snapshot.ApplicationName(a.ApplicationID)
			if a.Status != "ATTACHED" {
				name += " (" + string(a.Status) + ")"
			}
			attached[arn] = append(attached[arn], tie{name, model.Key{Kind: model.KindApplication, ID: a.ApplicationID}})
		}
	}
	behind := map[string]int{}
	for _, item := range at.Snapshot.Items(model.KindAssociation) {
		if tie, ok := item.(model.Association); ok && at.Snapshot.Newer(tie) != "" {
			behind[tie.Domain]++
		}
	}
	return page.Items(at, func(item model.Item) (dataSourceRow, bool) {
		r := item.Common()
		names := attached[r.ARN]
		slices.SortFunc(names, func(x, y tie) int { return cmp.Compare(x.application, y.application) })
		n := 0
		if r.Key.Kind == model.KindDomain {
			n = behind[r.Key.ID]
		}
		return dataSourceRow{item, page.SinceOf(at, r), n, names}, true
	}, kinds...)
}

// byKind has one kind after the other, each by name.
func byKind(x, y dataSourceRow) int {
	return cmp.Or(
		cmp.Compare(slices.Index(kinds, x.resource().Key.Kind), slices.Index(kinds, y.resource().Key.Kind)),
		cmp.Compare(x.resource().Name, y.resource().Name),
	)
}

func dataSourceDetail(at *desk.Desk, r dataSourceRow) page.Detail {
	var d page.Detail
	d.StatusAs(at, r.resource(), r.standing().Phase)
	d.Add("ARN", r.resource().ARN)
	switch s := r.source.(type) {
	case model.Domain:
		if change.Facts(&d, at, s) {
			d.Heading("Domain")
		}
		domainFacts(&d, s)
		change.Health(&d, at, s)
		domainSources(&d, at, s)
	case model.Collection:
		collectionFacts(&d, at, s)
	case model.DirectQuerySource:
		directQueryFacts(&d, at, s)
	}
	if len(r.attached) > 0 {
		heading := "Attached to"
		if r.resource().Key.Kind == model.KindDirectQuery {
			heading = "Listed by"
		}
		d.Heading(heading)
		for _, to := range r.attached {
			d.Related(at, "", to.application, "", to.key)
		}
	}
	return d
}

func domainFacts(d *page.Detail, m model.Domain) {
	d.Add("Engine", m.EngineVersion)
	d.Add("Endpoint", m.Endpoint)
	if m.Status == "" {
		return
	}
	d.Add("VPC", text.YesNo(m.VPC))
	if m.InstanceCount > 0 {
		d.Add("Data nodes", strconv.Itoa(m.InstanceCount)+" × "+m.InstanceType)
	}
	d.Heading("Security")
	d.Add("Node-to-node", text.YesNo(m.NodeToNodeEncryption))
	d.Add("At rest", text.YesNo(m.EncryptionAtRest))
	d.Add("Enforce HTTPS", text.YesNo(m.EnforceHTTPS))
	d.Add("TLS policy", m.TLSPolicy)
	d.Add("Fine-grained", text.YesNo(m.FineGrainedAccess))
}

func collectionFacts(d *page.Detail, at *desk.Desk, c model.Collection) {
	d.Add("Type", c.Type)
	d.Add("Description", c.Description)
	d.Add("Failure code", c.FailureCode)
	d.Add("Endpoint", c.Endpoint)
	d.Add("Dashboards", c.DashboardEndpoint)
	d.Add("KMS key", c.KMSKeyARN)
	d.Add("Standby", c.StandbyReplicas)
	d.When("Created", c.CreatedAt, at.Now)
	d.When("Updated", c.UpdatedAt, at.Now)
}
