package ui

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

var attachAction = action{
	name: "attach", keys: []string{"a"}, help: "attach a data source to an application",
	writes: true, takes: oneThing, hint: true, run: openAttachForm,
}

var retryAction = action{
	name: "retry", keys: []string{"R"}, help: "attach again what has FAILED",
	writes: true, takes: oneThing, hint: true, rare: true, obstacle: retryObstacle, run: openAttachForm,
}

// retryObstacle says why the selected attachment cannot be attached again.
func retryObstacle(a *App) string {
	item, _ := a.subject()
	attachment, ok := item.(model.Attachment)
	if !ok || attachment.Phase() != model.Failed {
		return "only an attachment that has FAILED can be retried"
	}
	source, known := a.snapshot.DataSource(attachment.DataSourceARN)
	if !known && !a.snapshot.Caller.Owns(attachment.DataSourceARN) {
		return "" // only the service can tell
	}
	if !known {
		return a.snapshot.DataSourceName(attachment.DataSourceARN) + " is not seen in this account and Region"
	}
	if s := a.snapshot.DataSourceSuitability(attachment.ApplicationID, source); s.Obstacle != "" {
		return "it would fail again: " + source.Common().Name + " " + s.Obstacle
	}
	return ""
}

// The ways to give an attachment a workspace. The service takes at most one of
// the two members that name one, so they are one choice.
const (
	workspaceNone     = "none"
	workspaceExisting = "existing"
	workspaceNew      = "new"
)

// attachForm is the guided form of AttachDataSource.
type attachForm struct {
	application, source        *form.Picker
	workspace, workspaceType   *form.Choice
	workspaceID, workspaceName *form.Text
	region                     string
	tokens                     tokenSeed

	dialog  *formDialog
	request rule.AttachDataSourceRequest // as last sent
}

func openAttachForm(a *App) tea.Cmd {
	f := &attachForm{
		application: typedAs(form.NewPicker("Application"), &rule.AttachDataSource, "id"),
		source:      form.NewPicker("Data source"),
		workspace: form.NewChoice("Workspace",
			form.Alternative{Value: workspaceNone, Says: "attach only; workspaces can be made later"},
			form.Alternative{Value: workspaceExisting, Says: "add the data source to a workspace that exists"},
			form.Alternative{Value: workspaceNew, Says: "make a workspace once the attachment completes"},
		),
		workspaceID: form.NewText("Workspace id", "the id in the workspace's URL, for example yCdEiL", func(v string) string {
			if strings.TrimSpace(v) == "" {
				return "is required"
			}
			return ""
		}),
		workspaceName: newMemberText("Name", &rule.AttachDataSource, "workspaceConfiguration.name"),
		workspaceType: form.NewChoice("Type", workspaceTypes()...),
		region:        a.snapshot.Caller.Region,
		tokens:        newTokenSeed(),
	}
	arn, _ := rule.AttachDataSource.Member("dataSourceArn")
	f.source.AllowTyped(func(v string) string {
		return cmp.Or(advice(arn, v), f.attached(a, v))
	})
	d := &formDialog{
		heading: "Attach a data source",
		verb:    "Attach",
		refresh: f.refresh,
		says:    f.says,
		commands: func() []string {
			return []string{rule.AttachDataSource.CommandLine("opensearch", f.region, f.draft())}
		},
		violations: func() []rule.Violation { return rule.AttachDataSource.In(f.region).Check(rule.Values(f.draft())) },
		field:      f.field,
		writes:     f.writes,
	}
	d.form = form.New(f.fields, d.review)
	f.dialog = d
	f.refresh(a)
	if item, ok := a.subject(); ok {
		f.prefill(a, item)
	}
	return a.openForm(d)
}

func workspaceTypes() []form.Alternative {
	says := map[string]string{
		"OBSERVABILITY":      "logs, metrics and traces",
		"SECURITY_ANALYTICS": "threat detection",
		"SEARCH":             "search applications",
	}
	var all []form.Alternative
	for _, t := range rule.WorkspaceTypes {
		all = append(all, form.Alternative{Value: t, Says: says[t]})
	}
	return all
}

func (f *attachForm) fields() []form.Field {
	fields := []form.Field{f.application, f.source, f.workspace}
	switch f.workspace.Value() {
	case workspaceExisting:
		return append(fields, f.workspaceID)
	case workspaceNew:
		return append(fields, f.workspaceName, f.workspaceType)
	}
	return fields
}

// prefill picks what the operator stands on.
func (f *attachForm) prefill(a *App, item model.Item) {
	switch r := item.(type) {
	case model.Application:
		f.application.Pick(r.Key.ID)
	case model.Attachment:
		f.application.Pick(r.ApplicationID)
		f.refresh(a)
		if r.Phase() == model.Failed {
			f.source.Pick(r.DataSourceARN)
		}
	case model.Domain, model.Collection:
		f.source.Pick(r.Common().ARN)
	}
}

// refresh brings the pickers up to date with the snapshot.
func (f *attachForm) refresh(a *App) {
	var applications []form.Option
	for _, item := range a.snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		applications = append(applications, resourceOption(a, item, item.Common().Key.ID, live.ApplicationSuitability(application)))
	}
	offer(a, f.application, applications, live.FeedApplications)
	offer(a, f.source, dataSourceOptions(a, func(source model.Item) live.Suitability {
		s := a.snapshot.DataSourceSuitability(f.application.Value(), source)
		if f.mayBeThere(source.Common().ARN) {
			s.Obstacle = ""
		}
		return s
	}), live.FeedDomains, live.FeedCollections)
}

// attached says that a data source is attached already, unless the last attempt may
// have done that.
func (f *attachForm) attached(a *App, arn string) string {
	if f.mayBeThere(arn) {
		return ""
	}
	return a.snapshot.AttachedObstacle(f.application.Value(), arn)
}

// mayBeThere reports whether a data source may be attached because the last attempt
// arrived.
func (f *attachForm) mayBeThere(arn string) bool {
	return f.dialog.mayHaveArrived() && arn == f.request.DataSourceARN
}

// draft is the request that the form describes now.
func (f *attachForm) draft() rule.AttachDataSourceRequest {
	r := rule.AttachDataSourceRequest{ApplicationID: f.application.Value(), DataSourceARN: f.source.Value()}
	switch f.workspace.Value() {
	case workspaceExisting:
		r.WorkspaceID = strings.TrimSpace(f.workspaceID.Value())
	case workspaceNew:
		r.Workspace = &rule.WorkspaceConfiguration{Name: f.workspaceName.Value(), Type: f.workspaceType.Value()}
	}
	r.ClientToken = f.tokens.of(r)
	return r
}

func (f *attachForm) says() []string {
	application, _ := f.application.Chosen()
	source, _ := f.source.Chosen()
	kind := cmp.Or(source.Kind, string(model.ARNKind(source.Value)), "data source")
	sentence := fmt.Sprintf("Attaches %s %s to application %s", kind, source.Title, application.Title)
	switch f.workspace.Value() {
	case workspaceExisting:
		sentence += ", in the existing workspace " + f.workspaceID.Value()
	case workspaceNew:
		sentence += fmt.Sprintf(", and makes the %s workspace “%s” once the attachment completes", f.workspaceType.Value(), f.workspaceName.Value())
	}
	says := []string{sentence + "."}
	for _, o := range []form.Option{application, source} {
		if o.Note != "" {
			says = append(says, o.Title+": "+o.Note+".")
		}
	}
	return says
}

// field returns the field that fills in a member of the request.
func (f *attachForm) field(member string) form.Field {
	switch {
	case member == "id":
		return f.application
	case member == "dataSourceArn":
		return f.source
	case member == "workspaceId":
		return f.workspaceID
	case member == "workspaceConfiguration.workspaceType":
		return f.workspaceType
	case strings.HasPrefix(member, "workspaceConfiguration"):
		return f.workspaceName
	}
	return nil
}

func (f *attachForm) writes(a *App) []write {
	request := f.draft()
	f.request = request
	key := model.AttachmentKey(request.ApplicationID, request.DataSourceARN)
	before, _ := a.snapshot.Item(key)
	return []write{{
		title:      "attaching " + a.snapshot.DataSourceName(request.DataSourceARN) + " to " + a.snapshot.ApplicationName(request.ApplicationID),
		feeds:      []live.Feed{{Kind: live.FeedAttachments, Of: request.ApplicationID}},
		repeatable: true,
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			attachment, err := client.AttachDataSource(ctx, request)
			return outcome{now: []model.Item{attachment}, says: attached(attachment)}, err
		},
		shown: isThere(key, before),
	}}
}

// attached says that an attachment has been made, and what it waits for.
func attached(attachment model.Attachment) says {
	return func(s *live.Snapshot) (severity, string) {
		if why := s.Waiting(attachment); why != "" {
			return info, s.Title(attachment) + " is PENDING: " + why
		}
		return good, "attached " + s.Title(attachment)
	}
}

// dataSourceOptions offers the domains and collections of the scope. What can be
// picked comes first.
func dataSourceOptions(a *App, judge func(model.Item) live.Suitability) []form.Option {
	var options []form.Option
	for _, kind := range []model.Kind{model.KindDomain, model.KindCollection} {
		for _, item := range a.snapshot.Items(kind) {
			r := item.Common()
			// A domain that is not described has no ARN yet, and cannot be picked.
			option := resourceOption(a, item, cmp.Or(r.ARN, r.Key.ID), judge(item))
			option.Kind = string(kind)
			options = append(options, option)
		}
	}
	return possibleFirst(options)
}

// resourceOption offers a resource with its badge.
func resourceOption(a *App, item model.Item, value string, s live.Suitability) form.Option {
	r := item.Common()
	glyph, style := a.theme.Badge(r.Phase(), r.Status)
	return form.Option{
		Value: value, Title: r.Name,
		Status: glyph + " " + string(r.Status), Style: style,
		Obstacle: s.Obstacle, Note: s.Note,
	}
}

// newMemberText is a text field with the rules of a request's member.
func newMemberText(label string, op *rule.Operation, path string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return advice(member, v) })
}

// newFreeName is a text field for a name that must not be taken yet; taken says by
// what it is.
func newFreeName(label string, op *rule.Operation, path string, taken func(name string) string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return cmp.Or(taken(v), advice(member, v)) })
}

// advice is what is wrong with one value of a member; empty when nothing is. The
// service names a pattern before a length; to a person a length that is wrong says
// more.
func advice(member rule.Member, value string) string {
	violations := member.Check(value)
	if len(violations) == 0 {
		return ""
	}
	if member.ARN != nil && value != "" && !strings.HasPrefix(strings.TrimSpace(value), "arn:") {
		return "must be " + member.ARN.Says()
	}
	for _, v := range violations {
		if strings.HasSuffix(v.Constraint, strconv.Itoa(member.Min)) || strings.HasSuffix(v.Constraint, strconv.Itoa(member.Max)) {
			return v.Advice
		}
	}
	return violations[0].Advice
}
