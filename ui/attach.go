package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/form"
)

var attachAction = Action{
	name: "attach", keys: []string{"a"}, help: "attach a data source to an application",
	writes: true, takes: oneThing, hint: true, run: openAttachForm,
}

// attachSourcesAction is the same where it is about data sources.
var attachSourcesAction = Action{
	name: "attach", keys: []string{"a"}, help: "attach the data source, or all marked ones, to an application",
	writes: true, takes: several, hint: true, run: openAttachForm,
}

var retryAction = Action{
	name: "retry", keys: []string{"R"}, help: "attach again what has FAILED",
	writes: true, takes: oneThing, hint: true, rare: true, obstacle: retryObstacle, run: openAttachForm,
}

// retryObstacle says why the selected attachment cannot be attached again.
func retryObstacle(a *Desk) string {
	item, _ := a.Subject()
	attachment, ok := item.(model.Attachment)
	if !ok || attachment.Phase() != model.Failed {
		return "only an attachment that has FAILED can be retried"
	}
	source, known := a.Snapshot.DataSource(attachment.DataSourceARN)
	if !known && !a.Snapshot.Caller.Owns(attachment.DataSourceARN) {
		return "" // only the service can tell
	}
	if !known {
		return a.Snapshot.DataSourceName(attachment.DataSourceARN) + " is not seen in this account and Region"
	}
	if s := a.Snapshot.DataSourceSuitability(attachment.ApplicationID, source); s.Obstacle != "" {
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

	dialog *formDialog
}

func openAttachForm(a *Desk) tea.Cmd {
	marked := sourceARNs(a)
	f := &attachForm{
		application: typedAs(form.NewPicker("Application"), &model.AttachDataSource, "id"),
		source:      form.NewPicker("Data source"),
		workspaceID: form.NewText("Workspace id", "the id in the workspace's URL, for example yCdEiL", func(v string) string {
			if strings.TrimSpace(v) == "" {
				return "is required"
			}
			return ""
		}),
		workspaceName: newMemberText("Name", &model.AttachDataSource, "workspaceConfiguration.name"),
		workspaceType: form.NewChoice("Type", workspaceTypes()...),
		region:        a.Snapshot.Caller.Region,
		tokens:        newTokenSeed(),
	}
	workspaces := []form.Alternative{
		{Value: workspaceNone, Says: "attach only; workspaces can be made later"},
		{Value: workspaceExisting, Says: "add the data source to a workspace that exists"},
		{Value: workspaceNew, Says: "make a workspace once the attachment completes"},
	}
	if len(marked) > 1 {
		f.source = form.NewManyPicker("Data sources").Require("pick at least one")
		workspaces = workspaces[:2] // a new one would be made for each
	}
	f.workspace = form.NewChoice("Workspace", workspaces...)
	arn, _ := model.AttachDataSource.Member("dataSourceArn")
	f.source.AllowTyped(func(v string) string {
		return cmp.Or(advice(arn, v), f.attached(a, v))
	})
	d := &formDialog{
		heading: "Attach a data source",
		verb:    "Attach",
		doing:   "Attaching",
		refresh: f.refresh,
		says:    f.says,
		commands: func() []string {
			var commands []string
			for _, r := range f.drafts() {
				commands = append(commands, model.AttachDataSource.CommandLine("opensearch", f.region, r))
			}
			return commands
		},
		violations: f.violations,
		field:      f.field,
		writes:     f.writes,
		keep:       unpick(f.source),
	}
	d.form = form.New(f.fields, d.review)
	f.dialog = d
	f.refresh(a)
	if item, ok := a.Subject(); ok {
		f.prefill(a, item)
	} else {
		f.source.PickAll(marked)
	}
	return d.open(a)
}

// sourceARNs are the data sources that the form is opened for.
func sourceARNs(a *Desk) []string {
	var arns []string
	for _, item := range a.Chosen() {
		if r := item.Common(); model.ARNKind(r.ARN) == r.Key.Kind {
			arns = append(arns, r.ARN)
		}
	}
	return arns
}

func workspaceTypes() []form.Alternative {
	says := map[string]string{
		"OBSERVABILITY":      "logs, metrics and traces",
		"SECURITY_ANALYTICS": "threat detection",
		"SEARCH":             "search applications",
	}
	var all []form.Alternative
	for _, t := range model.WorkspaceTypes {
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
func (f *attachForm) prefill(a *Desk, item model.Item) {
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
func (f *attachForm) refresh(a *Desk) {
	var applications []form.Option
	for _, item := range a.Snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		applications = append(applications, resourceOption(a, item, item.Common().Key.ID, model.ApplicationSuitability(application)))
	}
	offer(a, f.application, applications, model.FeedApplications)
	offer(a, f.source, dataSourceOptions(a, func(source model.Item) model.Suitability {
		s := a.Snapshot.DataSourceSuitability(f.application.Value(), source)
		if f.mayBeThere(source.Common().ARN) {
			s.Obstacle = ""
		}
		return s
	}), model.FeedDomains, model.FeedCollections)
}

// attached says that a data source is attached already, unless the last attempt may
// have done that.
func (f *attachForm) attached(a *Desk, arn string) string {
	if f.mayBeThere(arn) {
		return ""
	}
	return a.Snapshot.AttachedObstacle(f.application.Value(), arn)
}

// mayBeThere reports whether a data source may be attached because the last attempt
// arrived.
func (f *attachForm) mayBeThere(arn string) bool {
	return slices.ContainsFunc(f.dialog.attempts, func(t *attempt) bool { return t.state == unknown && t.of == arn })
}

// drafts are the requests that the form describes now, one for each data source.
func (f *attachForm) drafts() []model.AttachDataSourceRequest {
	var all []model.AttachDataSourceRequest
	for _, arn := range f.source.Values() {
		all = append(all, f.draft(arn))
	}
	return all
}

func (f *attachForm) violations() []model.Violation {
	for _, r := range f.drafts() {
		if violations := model.AttachDataSource.In(f.region).Check(model.Values(r)); len(violations) > 0 {
			return violations
		}
	}
	return nil
}

func (f *attachForm) draft(arn string) model.AttachDataSourceRequest {
	r := model.AttachDataSourceRequest{ApplicationID: f.application.Value(), DataSourceARN: arn}
	switch f.workspace.Value() {
	case workspaceExisting:
		r.WorkspaceID = strings.TrimSpace(f.workspaceID.Value())
	case workspaceNew:
		r.Workspace = &model.WorkspaceConfiguration{Name: f.workspaceName.Value(), Type: f.workspaceType.Value()}
	}
	r.ClientToken = f.tokens.of(r)
	return r
}

func (f *attachForm) says() []string {
	application, _ := f.application.Chosen()
	var names []string
	for _, o := range f.source.Picked() {
		names = append(names, cmp.Or(o.Kind, string(model.ARNKind(o.Value)), "data source")+" "+o.Title)
	}
	sentence := fmt.Sprintf("Attaches %s to application %s", strings.Join(names, ", "), application.Title)
	switch f.workspace.Value() {
	case workspaceExisting:
		sentence += ", in the existing workspace " + f.workspaceID.Value()
	case workspaceNew:
		sentence += fmt.Sprintf(", and makes the %s workspace “%s” once the attachment completes", f.workspaceType.Value(), f.workspaceName.Value())
	}
	says := []string{sentence + "."}
	if n := len(names); n > 1 {
		says = append(says, fmt.Sprintf("That is %d calls, one for each data source; one that fails stops no other.", n))
	}
	for _, o := range append([]form.Option{application}, f.source.Picked()...) {
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

func (f *attachForm) writes(a *Desk) []write {
	var writes []write
	for _, r := range f.drafts() {
		writes = append(writes, attaching(a, r))
	}
	return writes
}

// attaching is one call of AttachDataSource.
func attaching(a *Desk, request model.AttachDataSourceRequest) write {
	key := model.AttachmentKey(request.ApplicationID, request.DataSourceARN)
	before, _ := a.Snapshot.Item(key)
	return write{
		of:         request.DataSourceARN,
		title:      "attaching " + a.Snapshot.DataSourceName(request.DataSourceARN) + " to " + a.Snapshot.ApplicationName(request.ApplicationID),
		feeds:      []model.Feed{{Kind: model.FeedAttachments, Of: request.ApplicationID}},
		repeatable: true,
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			attachment, err := client.AttachDataSource(ctx, request)
			return outcome{now: []model.Item{attachment}, says: attached(attachment)}, err
		},
		shown: isThere(key, before),
	}
}

// attached says that an attachment has been made, and what it waits for.
func attached(attachment model.Attachment) says {
	return func(s *model.Snapshot) (Severity, string) {
		if why := s.Waiting(attachment); why != "" {
			return Info, s.Title(attachment) + " is PENDING: " + why
		}
		return Good, "attached " + s.Title(attachment)
	}
}

// dataSourceOptions offers the domains and collections of the scope. What can be
// picked comes first.
func dataSourceOptions(a *Desk, judge func(model.Item) model.Suitability) []form.Option {
	var options []form.Option
	for _, kind := range []model.Kind{model.KindDomain, model.KindCollection} {
		for _, item := range a.Snapshot.Items(kind) {
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
func resourceOption(a *Desk, item model.Item, value string, s model.Suitability) form.Option {
	r := item.Common()
	glyph, style := a.Theme.Badge(r.Phase(), r.Status)
	return form.Option{
		Value: value, Title: r.Name,
		Status: glyph + " " + string(r.Status), Style: style,
		Obstacle: s.Obstacle, Note: s.Note,
	}
}

// newMemberText is a text field with the rules of a request's member.
func newMemberText(label string, op *model.Operation, path string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return advice(member, v) })
}

// newFreeName is a text field for a name that must not be taken yet; taken says by
// what it is.
func newFreeName(label string, op *model.Operation, path string, taken func(name string) string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return cmp.Or(taken(v), advice(member, v)) })
}

// advice is what is wrong with one value of a member; empty when nothing is. The
// service names a pattern before a length; to a person a length that is wrong says
// more.
func advice(member model.Member, value string) string {
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
