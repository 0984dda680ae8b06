package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/table"
)

type dataSourceRow struct {
	source   model.Item // a model.Domain or a model.Collection
	since    since
	attached []string // names of the applications that it is attached to
}

func (r dataSourceRow) resource() model.Resource { return r.source.Common() }

// engine is a domain's engine version, or a collection's type.
func (r dataSourceRow) engine() string {
	switch s := r.source.(type) {
	case model.Domain:
		return s.EngineVersion
	case model.Collection:
		return s.Type
	}
	return ""
}

func newDataSourcesView(a *App) view {
	return newResourceView(&resourceView[dataSourceRow]{
		name:    "Data sources",
		short:   "Data",
		ofKinds: []model.Kind{model.KindDomain, model.KindCollection},
		ofFeeds: []live.Feed{{Kind: live.FeedDomains}, {Kind: live.FeedCollections}},
		rows:    dataSourceRows,
		item:    func(r dataSourceRow) model.Item { return r.source },
		columns: []table.Column[dataSourceRow]{
			nameColumn("NAME", func(r dataSourceRow) string { return r.resource().Name }),
			plainColumn("KIND", 10, 10, 5, func(r dataSourceRow) string { return string(r.resource().Key.Kind) }),
			statusColumn(a.style, 13, dataSourceRow.resource),
			sinceColumn(func(r dataSourceRow) since { return r.since }),
			plainColumn("ENGINE", 18, 20, 3, dataSourceRow.engine),
			plainColumn("ATTACHED TO", 14, 60, 2, func(r dataSourceRow) string { return strings.Join(r.attached, ", ") }),
		},
		detail:  dataSourceDetail,
		own:     []action{attachAction, associateOnDomainAction},
		nothing: "No domains and no collections in this account and Region.",
	})
}

// dataSourceRows are domains first, then collections, each by name.
func dataSourceRows(a *App) []dataSourceRow {
	attached := map[string][]string{}
	for _, item := range a.snapshot.Items(model.KindAttachment) {
		if attachment, ok := item.(model.Attachment); ok {
			arn := attachment.DataSourceARN
			name := a.snapshot.ApplicationName(attachment.ApplicationID)
			if attachment.Status != "ATTACHED" {
				name += " (" + string(attachment.Status) + ")"
			}
			attached[arn] = append(attached[arn], name)
		}
	}
	var rows []dataSourceRow
	for _, item := range slices.Concat(a.snapshot.Items(model.KindDomain), a.snapshot.Items(model.KindCollection)) {
		r := item.Common()
		names := attached[r.ARN]
		slices.Sort(names)
		rows = append(rows, dataSourceRow{item, a.since(r), names})
	}
	slices.SortStableFunc(rows, func(x, y dataSourceRow) int {
		return cmp.Or(
			-cmp.Compare(x.resource().Key.Kind, y.resource().Key.Kind),
			cmp.Compare(x.resource().Name, y.resource().Name),
		)
	})
	return rows
}

func dataSourceDetail(a *App, r dataSourceRow) detail {
	var d detail
	d.status(a, r.resource())
	d.add("ARN", r.resource().ARN)
	switch s := r.source.(type) {
	case model.Domain:
		d.domain(s)
	case model.Collection:
		d.collection(a, s)
	}
	if len(r.attached) > 0 {
		d.heading("Attached to")
		for _, name := range r.attached {
			d.add("", name)
		}
	}
	return d
}

func (d *detail) domain(m model.Domain) {
	d.add("Engine", m.EngineVersion)
	d.add("Endpoint", m.Endpoint)
	if m.Status == "" {
		return
	}
	d.add("VPC", yesNo(m.VPC))
	if m.InstanceCount > 0 {
		d.add("Data nodes", strconv.Itoa(m.InstanceCount)+" × "+m.InstanceType)
	}
	d.heading("Security")
	d.add("Node-to-node", yesNo(m.NodeToNodeEncryption))
	d.add("At rest", yesNo(m.EncryptionAtRest))
	d.add("Enforce HTTPS", yesNo(m.EnforceHTTPS))
	d.add("TLS policy", m.TLSPolicy)
	d.add("Fine-grained", yesNo(m.FineGrainedAccess))
}

func (d *detail) collection(a *App, c model.Collection) {
	d.add("Type", c.Type)
	d.add("Description", c.Description)
	d.add("Failure code", c.FailureCode)
	d.add("Endpoint", c.Endpoint)
	d.add("Dashboards", c.DashboardEndpoint)
	d.add("KMS key", c.KMSKeyARN)
	d.add("Standby", c.StandbyReplicas)
	d.when("Created", c.CreatedAt, a.now)
	d.when("Updated", c.UpdatedAt, a.now)
}
