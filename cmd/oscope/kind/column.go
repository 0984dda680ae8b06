package kind

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/text"
)

// Column is one of a kind's table.
type Column struct {
	Title string
	// Priority says which stay where there is not room for all: the larger.
	Priority int
	Text     func(Row) string
}

// Priorities. What has none stays away from a narrow terminal first.
const (
	extra = iota
	helpful
	important
	essential
)

// scopeOfRow are the columns that tell scopes apart, where there are several.
var scopeOfRow = []Column{
	{"ACCOUNT", essential, Row.Who},
	{"REGION", essential, Row.Region},
}

// ColumnsOf are the columns of a kind.
func (k *Kind) ColumnsOf(several bool) []Column {
	if several && k.Of != "" {
		return slices.Concat(scopeOfRow, k.Columns)
	}
	return k.Columns
}

var (
	name   = Column{"NAME", essential, func(r Row) string { return r.Item.Common().Name }}
	id     = Column{"ID", helpful, func(r Row) string { return r.Item.Common().Key.ID }}
	status = Column{"STATUS", essential, func(r Row) string { return string(r.Status()) }}
	since  = Column{"SINCE", important, func(r Row) string { return date(r.Since()) }}
	arn    = Column{"ARN", extra, func(r Row) string { return r.Item.Common().ARN }}
	reason = Column{"REASON", helpful, Row.Reason}
	stage  = Column{"STAGE", helpful, Row.Stage}
)

func of[T model.Item](title string, priority int, value func(T) string) Column {
	return Column{title, priority, func(r Row) string {
		item, _ := r.Item.(T)
		return value(item)
	}}
}

// date is a time in a table, which is local.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04:05")
}

var applicationColumns = []Column{
	name, status, since,
	{"DEFAULT", extra, func(r Row) string {
		if arn := r.Item.Common().ARN; arn != "" && arn == r.Snapshot.DefaultARN {
			return "yes"
		}
		return ""
	}},
	id,
	of("ENDPOINT", helpful, func(a model.Application) string { return a.Endpoint }),
	of("UPDATED", extra, func(a model.Application) string { return date(a.UpdatedAt) }),
}

var attachmentColumns = []Column{
	{"APPLICATION", essential, func(r Row) string {
		a, _ := r.Item.(model.Attachment)
		return r.Snapshot.ApplicationName(a.ApplicationID)
	}},
	{"DATA SOURCE", essential, func(r Row) string {
		a, _ := r.Item.(model.Attachment)
		return r.Snapshot.DataSourceName(a.DataSourceARN)
	}},
	of("KIND", helpful, func(a model.Attachment) string { return string(model.ARNKind(a.DataSourceARN)) }),
	status, since, reason, arn,
}

var packageColumns = []Column{
	name,
	of("TYPE", important, func(p model.Package) string { return p.Type }),
	of("VERSION", important, func(p model.Package) string { return p.Version }),
	status, since,
	of("ENGINE", helpful, func(p model.Package) string { return p.EngineVersion }),
	id,
	of("OWNER", extra, func(p model.Package) string { return p.Owner }),
	of("UPDATED", extra, func(p model.Package) string { return date(p.UpdatedAt) }),
	reason,
}

var associationColumns = []Column{
	of("PACKAGE", essential, func(a model.Association) string { return a.Name }),
	of("DOMAIN", essential, func(a model.Association) string { return a.Domain }),
	of("TYPE", helpful, func(a model.Association) string { return a.Type }),
	of("VERSION", important, func(a model.Association) string { return a.Version }),
	status, since,
	of("REFERENCE PATH", extra, func(a model.Association) string { return a.ReferencePath }),
	of("PACKAGE ID", extra, func(a model.Association) string { return a.PackageID }),
	of("UPDATED", extra, func(a model.Association) string { return date(a.UpdatedAt) }),
	stage, reason,
}

var integrationColumns = []Column{
	name,
	of("TYPE", helpful, func(i model.Integration) string { return i.Type }),
	status, since,
	of("HEALTHY", important, func(i model.Integration) string {
		if !i.Detailed {
			return ""
		}
		return strconv.Itoa(i.Healthy()) + "/" + strconv.Itoa(model.IntegrationPartCount)
	}),
	of("APPLICATION", helpful, func(i model.Integration) string { return model.ARNName(i.Part("application").ID) }),
	of("COLLECTION", extra, func(i model.Integration) string { return model.ARNName(i.Part("collection").ID) }),
	reason,
}

var domainColumns = []Column{
	name, status, since, stage,
	of("ENGINE", important, func(d model.Domain) string { return d.EngineVersion }),
	of("NODES", helpful, func(d model.Domain) string {
		if d.InstanceCount == 0 {
			return ""
		}
		return strconv.Itoa(d.InstanceCount) + " x " + d.InstanceType
	}),
	of("ENDPOINT", extra, func(d model.Domain) string { return d.Endpoint }),
	arn,
}

var collectionColumns = []Column{
	name,
	of("TYPE", important, func(c model.Collection) string { return c.Type }),
	status, since, id,
	of("ENDPOINT", extra, func(c model.Collection) string { return c.Endpoint }),
	reason, arn,
}

var directQueryColumns = []Column{
	name,
	of("TYPE", important, func(d model.DirectQuerySource) string { return d.Type }),
	of("ROLE", helpful, func(d model.DirectQuerySource) string { return model.ARNName(d.RoleARN) }),
	of("DESCRIPTION", extra, func(d model.DirectQuerySource) string { return d.Description }),
	arn,
}

var scopeColumns = []Column{
	{"PROFILE", important, Row.Profile},
	{"ACCOUNT", essential, Row.Account},
	{"REGION", essential, Row.Region},
	{"STATE", essential, func(r Row) string { return string(r.Status()) }},
	number("RESOURCES", func(s *live.Summary) int { return s.Resources }),
	number("IN FLIGHT", func(s *live.Summary) int { return s.InFlight }),
	number("FAILED", func(s *live.Summary) int { return s.Failed }),
	{"OLDEST", helpful, func(r Row) string { return date(r.Summary.Oldest) }},
	number("CALLS/MIN", func(s *live.Summary) int { return s.Calls }),
	{"WHY", helpful, func(r Row) string {
		if r.Summary.Err == nil {
			return ""
		}
		return r.Summary.Err.Brief()
	}},
}

func number(title string, value func(*live.Summary) int) Column {
	return Column{title, helpful, func(r Row) string { return strconv.Itoa(value(r.Summary)) }}
}

// Line is a row in one line of words.
func (r Row) Line() string {
	parts := []string{text.Clean(r.Title()), string(r.Status())}
	if why := r.Reason(); why != "" {
		parts = append(parts, text.Clean(why))
	}
	return strings.Join(parts, "  ")
}
