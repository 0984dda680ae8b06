package ui

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

var attachAction = action{
	name: "attach", keys: []string{"a"}, help: "attach a data source to an application",
	writes: true, hint: true, run: openAttachForm,
}

var retryAction = action{
	name: "retry", keys: []string{"R"}, help: "attach again what has FAILED",
	writes: true,
	obstacle: func(a *App) string {
		if item, ok := a.view().selected(a); !ok || item.Common().Phase() != model.Failed {
			return "only an attachment that has FAILED can be retried"
		}
		return ""
	},
	run: openAttachForm,
}

// The ways to give an attachment a workspace. The service takes at most one of
// the two that name one, so they are one choice.
const (
	workspaceNone     = "none"
	workspaceExisting = "existing"
	workspaceNew      = "new"
)

// attachForm is the guided form of AttachDataSource.
type attachForm struct {
	form                       *form.Form
	application, source        *form.Picker
	workspace, workspaceType   *form.Choice
	workspaceID, workspaceName *form.Text
	region                     string
	token                      string                        // one for all attempts of this form, so that none is done twice
	request                    model.AttachDataSourceRequest // as last sent
	sending                    context.CancelFunc            // nil unless an attempt is under way
	err                        *model.CallError              // of the last attempt
	leaving                    bool                          // asked whether to throw the values away
	touched                    bool
}

func openAttachForm(a *App) tea.Cmd {
	f := newAttachForm(a)
	f.refresh(a)
	if item, ok := a.view().selected(a); ok {
		f.prefill(a, item)
	}
	f.form.FocusFirstOpen()
	return a.open(f)
}

func newAttachForm(a *App) *attachForm {
	f := &attachForm{
		application: form.NewPicker("Application"),
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
		workspaceType: form.NewChoice("Type", workspaceTypes()...),
		region:        a.snapshot.Caller.Region,
		token:         rand.Text(),
	}
	f.workspaceName = newMemberText("Name", &model.AttachDataSource, "workspaceConfiguration.name")
	f.form = form.New(
		[]form.Field{f.application, f.source, f.workspace, f.workspaceID, f.workspaceName, f.workspaceType},
		f.hidden, f.review,
	)
	return f
}

// newMemberText is a text field with the rules of a request's member.
func newMemberText(label string, op *model.Operation, path string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string {
		if violations := member.Check(v); len(violations) > 0 {
			return violations[0].Advice
		}
		return ""
	})
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

func (f *attachForm) hidden(field form.Field) bool {
	switch field {
	case f.workspaceID:
		return f.workspace.Value() != workspaceExisting
	case f.workspaceName, f.workspaceType:
		return f.workspace.Value() != workspaceNew
	}
	return false
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
	f.refresh(a)
}

// refresh brings the pickers up to date with the snapshot.
func (f *attachForm) refresh(a *App) {
	var applications []form.Option
	for _, item := range a.snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		applications = append(applications, f.option(a, item, item.Common().Key.ID, "", model.ApplicationSuitability(application)))
	}
	f.application.SetOptions(applications, f.emptyText(a, model.FeedApplications))

	var sources []form.Option
	for _, kind := range []model.Kind{model.KindDomain, model.KindCollection} {
		for _, item := range a.snapshot.Items(kind) {
			suitability := a.snapshot.DataSourceSuitability(f.application.Value(), item)
			sources = append(sources, f.option(a, item, item.Common().ARN, string(kind), suitability))
		}
	}
	// What can be picked comes first; within that the order stays.
	slices.SortStableFunc(sources, func(x, y form.Option) int { return boolOrder(x.Obstacle != "") - boolOrder(y.Obstacle != "") })
	f.source.SetOptions(sources, f.emptyText(a, model.FeedDomains, model.FeedCollections))
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f *attachForm) option(a *App, item model.Item, value, kind string, s model.Suitability) form.Option {
	r := item.Common()
	glyph, style := a.theme.Badge(r.Phase(), r.Status)
	return form.Option{
		Value: value, Title: r.Name, Kind: kind,
		Status: glyph + " " + string(r.Status), Style: style,
		Obstacle: s.Obstacle, Note: s.Note,
	}
}

// emptyText says why a picker has nothing to offer.
func (f *attachForm) emptyText(a *App, kinds ...model.FeedKind) string {
	for _, kind := range kinds {
		switch feed := a.snapshot.Feed(model.Feed{Kind: kind}); {
		case feed.Err != nil:
			return feed.Err.Brief() + ". " + feed.Err.Kind.Explain()
		case !feed.Known():
			return "Reading…"
		}
	}
	return "There are none in this account and Region."
}

// draft is the request that the form describes now.
func (f *attachForm) draft() model.AttachDataSourceRequest {
	r := model.AttachDataSourceRequest{ApplicationID: f.application.Value(), DataSourceARN: f.source.Value(), ClientToken: f.token}
	switch f.workspace.Value() {
	case workspaceExisting:
		r.WorkspaceID = strings.TrimSpace(f.workspaceID.Value())
	case workspaceNew:
		r.Workspace = &model.WorkspaceConfiguration{Name: f.workspaceName.Value(), Type: f.workspaceType.Value()}
	}
	return r
}

func (f *attachForm) title() string { return "Attach a data source" }

func (f *attachForm) size(width, height int) (int, int) { return min(width, 104), min(height, 30) }

func (f *attachForm) body(a *App, width, height int) []string {
	f.refresh(a)
	return f.form.Lines(a.theme, width, height)
}

// review says what will be done, in a sentence and as the command that would do
// the same.
func (f *attachForm) review(th *theme.Theme, width int) []string {
	var lines []string
	say := func(style theme.Style, s string) {
		for _, part := range text.Wrap(s, width-6) {
			lines = append(lines, layout.NewLine(width).Skip(3).Add(style, part).String())
		}
	}
	gap := func() { lines = append(lines, layout.Blank(width, 1)...) }
	if f.leaving {
		say(th.Warn, "Leave and throw these values away? Press esc again to leave, any other key to stay.")
		gap()
	}
	if field, problem := f.form.Problem(); field != nil {
		say(th.Warn, field.Label()+": "+problem)
		return lines
	}
	if f.err != nil {
		say(th.Error, th.Glyphs.Failed+" "+f.err.Error())
		say(th.Text, f.err.Kind.Explain())
		if f.err.Kind == model.FailureNetwork || f.err.Kind == model.FailureCancelled {
			say(th.Text, "Whether it arrived is not known. Sending it again is safe: it carries the same client token.")
		}
		gap()
	}
	application, _ := f.application.Chosen()
	source, _ := f.source.Chosen()
	say(th.Text, f.sentence(application, source))
	for _, o := range []form.Option{application, source} {
		if o.Note != "" {
			say(th.Dim, o.Title+": "+o.Note)
		}
	}
	gap()
	say(th.Dim, model.AttachDataSource.CommandLine("opensearch", f.region, f.draft()))
	gap()
	switch {
	case f.sending != nil:
		say(th.InFlight, th.Glyphs.InFlight+" Sending…")
	default:
		lines = append(lines, layout.NewLine(width).Skip(3).Add(th.Selected, " Attach ").Skip(1).Add(th.Dim, "press enter").String())
	}
	return lines
}

func (f *attachForm) sentence(application, source form.Option) string {
	s := fmt.Sprintf("Attaches %s %s to application %s", source.Kind, source.Title, application.Title)
	switch f.workspace.Value() {
	case workspaceExisting:
		return s + ", in the existing workspace " + f.workspaceID.Value() + "."
	case workspaceNew:
		return s + fmt.Sprintf(", and makes the %s workspace “%s” once the attachment completes.", f.workspaceType.Value(), f.workspaceName.Value())
	}
	return s + "."
}

func (f *attachForm) hints(*App) []hint {
	switch {
	case f.sending != nil:
		return []hint{{key: "esc", name: "stop waiting"}}
	case f.form.Reviewing():
		return []hint{{key: "enter", name: "attach"}, {key: "y", name: "copy the command"}, {key: "⇧tab", name: "back"}, {key: "esc", name: "close"}}
	}
	return []hint{{key: "enter", name: "choose"}, {key: "↑↓", name: "move"}, {key: "tab", name: "next"}, {key: "⇧tab", name: "back"}, {key: "esc", name: "close"}}
}

func (f *attachForm) key(a *App, msg tea.KeyPressMsg) tea.Cmd {
	if f.sending != nil {
		if msg.String() == "esc" {
			f.sending()
		}
		return nil
	}
	if f.leaving && msg.String() != "esc" {
		f.leaving = false
		return nil
	}
	if f.form.Reviewing() && msg.String() == "y" {
		return a.copyText("the command", model.AttachDataSource.CommandLine("opensearch", f.region, f.draft()))
	}
	f.touched = f.touched || msg.String() != "esc"
	switch f.form.Key(msg) {
	case form.Submit:
		return f.send(a)
	case form.Cancel:
		if f.touched && !f.leaving {
			f.leaving = true
			f.form.Focus(nil)
			return nil
		}
		a.closeDialog(f)
	case form.Stay:
		f.refresh(a)
	}
	return nil
}

func (f *attachForm) paste(a *App, msg tea.PasteMsg) tea.Cmd {
	if f.sending == nil {
		f.touched = true
		f.form.Paste(msg)
		f.refresh(a)
	}
	return nil
}

// attachedMsg brings the outcome of an attempt.
type attachedMsg struct {
	form       *attachForm
	attachment model.Attachment
	err        error
}

// send makes the request, after a last check by the rules of the service.
func (f *attachForm) send(a *App) tea.Cmd {
	f.request = f.draft()
	if violations := model.AttachDataSource.Check(model.Values(f.request)); len(violations) > 0 {
		f.form.Refuse(f.field(violations[0].Path), violations[0].Advice)
		return nil
	}
	ctx, cancel := context.WithCancel(a.ctx)
	f.sending, f.err = cancel, nil
	client, request := a.client, f.request
	return func() tea.Msg {
		defer cancel()
		attachment, err := client.AttachDataSource(ctx, request)
		return attachedMsg{form: f, attachment: attachment, err: err}
	}
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

// takeAttached takes in the outcome of an attempt, whether or not its form is
// still open.
func (a *App) takeAttached(msg attachedMsg) tea.Cmd {
	f := msg.form
	f.sending = nil
	feed := model.Feed{Kind: model.FeedAttachments, Of: f.request.ApplicationID}
	if msg.err != nil {
		f.err = callError(msg.err)
		a.journal.logError(f.err, a.now)
		a.snapshot.Written(feed, a.now) // it may have arrived all the same
		if field := f.field(memberNamed(f.err.Message)); field != nil && f.err.Kind == model.FailureValidation {
			f.form.Refuse(field, f.err.Message)
		}
		return a.plan()
	}
	a.closeDialog(f)
	announced := a.announce(a.snapshot.Expect(feed, msg.attachment, a.now))
	says, kind := "attached "+a.snapshot.Title(msg.attachment), good
	if why := a.snapshot.Waiting(msg.attachment); why != "" {
		says, kind = a.snapshot.Title(msg.attachment)+" is PENDING: "+why, info
	}
	return tea.Batch(announced, a.reveal(msg.attachment.Key), a.toast(kind, says), a.plan())
}

// memberNamed returns the member that a validation text speaks of: it stands in
// quotes behind "at" (api.md §2).
func memberNamed(message string) string {
	_, rest, found := strings.Cut(message, " at '")
	if !found {
		return ""
	}
	name, _, _ := strings.Cut(rest, "'")
	return name
}
