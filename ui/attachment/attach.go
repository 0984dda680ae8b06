package attachment

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// Attach is the action that attaches a data source to an application.
var Attach = desk.Action{
	Name: "attach", Keys: []string{"a"}, Help: "attach a data source to an application",
	Writes: true, Takes: desk.OneThing, Hint: true, Run: openAttachForm,
}

// AttachSources is the same where it is about data sources.
var AttachSources = desk.Action{
	Name: "attach", Keys: []string{"a"}, Help: "attach the data source, or all marked ones, to an application",
	Writes: true, Takes: desk.Several, Hint: true, Obstacle: sourcesObstacle, Run: openAttachForm,
}

// sourcesObstacle says which of what is selected can never be attached.
func sourcesObstacle(at *desk.Desk) string {
	for _, item := range at.Chosen() {
		if source, direct := item.(model.DirectQuerySource); direct {
			return source.Name + " " + at.Snapshot.DataSourceSuitability("", source).Obstacle
		}
	}
	return ""
}

var retryAction = desk.Action{
	Name: "retry", Keys: []string{"R"}, Help: "attach again what has FAILED",
	Writes: true, Takes: desk.OneThing, Hint: true, Rare: true, Mends: desk.FailedAs(model.KindAttachment, "FAILED"), Obstacle: retryObstacle, Run: openAttachForm,
}

// retryObstacle says why the selected attachment cannot be attached again.
func retryObstacle(at *desk.Desk) string {
	item, _ := at.Subject()
	attachment, ok := item.(model.Attachment)
	if !ok || attachment.Phase() != model.Failed {
		return "only an attachment that has FAILED can be retried"
	}
	source, known := at.Snapshot.DataSource(attachment.DataSourceARN)
	if !known && !at.Snapshot.Caller.Owns(attachment.DataSourceARN) {
		return "" // only the service can tell
	}
	if !known {
		return at.Snapshot.DataSourceName(attachment.DataSourceARN) + " is not seen in this account and Region"
	}
	if s := at.Snapshot.DataSourceSuitability(attachment.ApplicationID, source); s.Obstacle != "" {
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
	tokens                     write.TokenSeed

	dialog *write.Form
}

func openAttachForm(at *desk.Desk) tea.Cmd {
	marked := sourceARNs(at)
	f := &attachForm{
		application: write.TypedAs(form.NewPicker("Application"), &rule.AttachDataSource, "id"),
		source:      form.NewPicker("Data source"),
		workspaceID: form.NewText("Workspace id", "the id in the workspace's URL, for example yCdEiL", func(v string) string {
			if strings.TrimSpace(v) == "" {
				return "is required"
			}
			return ""
		}),
		workspaceName: write.NewMemberText("Name", &rule.AttachDataSource, "workspaceConfiguration.name"),
		workspaceType: form.NewChoice("Type", workspaceTypes()...),
		region:        at.Snapshot.Caller.Region,
		tokens:        write.NewTokenSeed(),
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
	arn, _ := rule.AttachDataSource.Member("dataSourceArn")
	f.source.AllowTyped(func(v string) string {
		return cmp.Or(write.Advice(arn, v), f.attached(at, v))
	})
	d := &write.Form{
		Heading: "Attach a data source",
		Verb:    "Attach",
		Doing:   "Attaching",
		Renew:   f.refresh,
		Says:    f.says,
		Commands: func() []string {
			var commands []string
			for _, r := range f.drafts() {
				commands = append(commands, rule.AttachDataSource.CommandLine(f.region, r))
			}
			return commands
		},
		Violations: f.violations,
		Requests:   func() []check.Write { return write.Each(&rule.AttachDataSource, f.drafts()...) },
		Foresees: write.Foresight{
			f.application: func(id string) []check.Write {
				return write.Each(&rule.AttachDataSource, rule.AttachDataSourceRequest{ApplicationID: id})
			},
			f.source: func(arn string) []check.Write { return write.Each(&rule.AttachDataSource, f.draft(arn)) },
		},
		Binds: func() write.Binds {
			return write.Binds{
				"id": f.application, "dataSourceArn": f.source, "workspaceId": f.workspaceID,
				"workspaceConfiguration": f.workspaceName, "workspaceConfiguration.workspaceType": f.workspaceType,
			}
		},
		Writes: f.writes,
		Keep:   write.Unpick(f.source),
	}
	d.Form = form.New(f.fields, d.Review)
	f.dialog = d
	f.refresh(at)
	if item, ok := at.Subject(); ok {
		f.prefill(at, item)
	} else {
		f.source.PickAll(marked)
	}
	return d.Open(at)
}

// sourceARNs are the data sources that the form is opened for.
func sourceARNs(at *desk.Desk) []string {
	var arns []string
	for _, item := range at.Chosen() {
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
func (f *attachForm) prefill(at *desk.Desk, item model.Item) {
	switch r := item.(type) {
	case model.Application:
		f.application.Pick(r.Key.ID)
	case model.Attachment:
		f.application.Pick(r.ApplicationID)
		f.refresh(at)
		if r.Phase() == model.Failed {
			f.source.Pick(r.DataSourceARN)
		}
	case model.Domain, model.Collection:
		f.source.Pick(r.Common().ARN)
	}
}

// refresh brings the pickers up to date with the snapshot.
func (f *attachForm) refresh(at *desk.Desk) {
	var applications []form.Option
	for _, item := range at.Snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		applications = append(applications, write.ResourceOption(at, item, item.Common().Key.ID, live.ApplicationSuitability(application)))
	}
	write.Offer(at, f.application, applications, live.FeedApplications)
	write.Offer(at, f.source, write.DataSourceOptions(at, func(source model.Item) live.Suitability {
		s := at.Snapshot.DataSourceSuitability(f.application.Value(), source)
		if f.mayBeThere(source.Common().ARN) {
			s.Obstacle = ""
		}
		return s
	}), write.DataSourceFeeds...)
}

// attached says that a data source is attached already, unless the last attempt may
// have done that.
func (f *attachForm) attached(at *desk.Desk, arn string) string {
	if f.mayBeThere(arn) {
		return ""
	}
	return at.Snapshot.AttachedObstacle(f.application.Value(), arn)
}

// mayBeThere reports whether a data source may be attached because the last attempt
// arrived.
func (f *attachForm) mayBeThere(arn string) bool { return f.dialog.MayBeDone(arn) }

// drafts are the requests that the form describes now, one for each data source.
func (f *attachForm) drafts() []rule.AttachDataSourceRequest {
	var all []rule.AttachDataSourceRequest
	for _, arn := range f.source.Values() {
		all = append(all, f.draft(arn))
	}
	return all
}

func (f *attachForm) violations() []rule.Violation {
	for _, r := range f.drafts() {
		if violations := rule.AttachDataSource.In(f.region).Check(rule.Values(r)); len(violations) > 0 {
			return violations
		}
	}
	return nil
}

func (f *attachForm) draft(arn string) rule.AttachDataSourceRequest {
	r := rule.AttachDataSourceRequest{ApplicationID: f.application.Value(), DataSourceARN: arn}
	switch f.workspace.Value() {
	case workspaceExisting:
		r.WorkspaceID = strings.TrimSpace(f.workspaceID.Value())
	case workspaceNew:
		r.Workspace = &rule.WorkspaceConfiguration{Name: f.workspaceName.Value(), Type: f.workspaceType.Value()}
	}
	r.ClientToken = f.tokens.Of(r)
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

func (f *attachForm) writes(at *desk.Desk) []write.Call {
	var writes []write.Call
	for _, r := range f.drafts() {
		writes = append(writes, attaching(at, r))
	}
	return writes
}

// attaching is one call of AttachDataSource.
func attaching(at *desk.Desk, request rule.AttachDataSourceRequest) write.Call {
	key := model.AttachmentKey(request.ApplicationID, request.DataSourceARN)
	before, _ := at.Snapshot.Item(key)
	return write.Call{
		Of:    request.DataSourceARN,
		Title: "attaching " + at.Snapshot.DataSourceName(request.DataSourceARN) + " to " + at.Snapshot.ApplicationName(request.ApplicationID),
		Sends: []*rule.Operation{&rule.AttachDataSource},
		Feeds: []live.Feed{{Kind: live.FeedAttachments, Of: request.ApplicationID}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			attachment, err := client.AttachDataSource(ctx, request)
			return write.Outcome{Now: []model.Item{attachment}, Says: attached(attachment)}, err
		},
		Shown: write.IsThere(key, before),
	}
}

// attached says that an attachment has been made, and what it waits for.
func attached(attachment model.Attachment) write.Says {
	return func(s *live.Snapshot) (desk.Severity, string) {
		if why := s.Waiting(attachment); why != "" {
			return desk.Info, s.Title(attachment) + " is PENDING: " + why
		}
		return desk.Good, "attached " + s.Title(attachment)
	}
}
