package application

import (
	"context"
	"fmt"
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

var editApplicationAction = desk.Action{
	Name: "edit", Keys: []string{"e"}, Help: "edit data sources, administrators and Identity Center of the application",
	Writes: true, Takes: desk.OneThing, Hint: true, Asks: true, Sends: &rule.UpdateApplication, Obstacle: needsApplication, Run: openEditApplication,
}

func needsApplication(at *desk.Desk) string {
	if _, ok := selectedApplication(at); !ok {
		return "no application is selected"
	}
	return ""
}

func selectedApplication(at *desk.Desk) (model.Application, bool) {
	item, _ := at.Subject()
	application, ok := item.(model.Application)
	return application, ok
}

// editForm is the guided form of UpdateApplication. The call replaces whole lists
// (SERVICE.md §2.4), so the form knows from which version its values started, reads
// the application once more before it sends, and never sends a list that somebody
// has changed meanwhile without having shown it.
type editForm struct {
	*applicationFields
	dialog *write.Form
	region string
	id     string
	name   string
	base   rule.ApplicationEdit // what the values started from
	theirs *rule.ApplicationEdit
	choice *form.Choice // what to do about theirs; asked only when there are any
}

const (
	choiceMerge  = "mine on top"
	choiceTheirs = "theirs"
)

// openEditApplication reads the application before it opens the form.
func openEditApplication(at *desk.Desk) tea.Cmd {
	application, _ := selectedApplication(at)
	id := application.Key.ID
	ctx, client, from := at.Ctx, at.Client, at.Place()
	return tea.Batch(at.Toast(desk.Info, "reading "+application.Name+"…"), func() tea.Msg {
		fresh, err := client.Application(ctx, id)
		return editMsg{fresh, err, from}
	})
}

// editMsg brings the application that is to be edited.
type editMsg struct {
	application model.Application
	err         error
	from        desk.Place
}

// Take implements Taker.
func (msg editMsg) Take(at *desk.Desk) tea.Cmd {
	if msg.err != nil {
		err := model.AsCallError(msg.err)
		at.Log(err)
		return at.Toast(desk.Bad, err.Operation+": "+err.Brief())
	}
	if at.Left(msg.from) {
		return nil
	}
	f := &editForm{
		applicationFields: newApplicationFields(),
		region:            at.Snapshot.Caller.Region,
		id:                msg.application.Key.ID,
		name:              msg.application.Name,
		base:              rule.EditOf(*msg.application.Detail),
		choice: form.NewChoice("Changed by",
			form.Alternative{Value: choiceMerge, Says: "someone else meanwhile: make my changes on top of theirs"},
			form.Alternative{Value: choiceTheirs, Says: "someone else meanwhile: drop my changes and start from theirs"},
		),
	}
	f.dialog = &write.Form{
		Heading: "Edit application " + f.name,
		Verb:    "Update",
		Renew:   func(at *desk.Desk) { f.refresh(at, f.keptARNs()); f.settleConflict() },
		Says:    f.says,
		Commands: func() []string {
			if f.request().Empty() {
				return nil
			}
			return []string{rule.UpdateApplication.CommandLine(f.region, f.request())}
		},
		Violations: f.violations,
		Binds:      func() write.Binds { return f.bind(write.Binds{}) },
		Writes:     f.writes,
	}
	f.dialog.Form = form.New(func() []form.Field {
		if f.theirs != nil {
			return []form.Field{f.choice} // nothing else until that is settled
		}
		return f.fields()
	}, f.dialog.Review)
	f.refresh(at, f.keptARNs())
	f.set(f.base)
	return f.dialog.Open(at, f.sources)
}

// keptARNs are the data sources that the application has, here and at theirs.
func (f *editForm) keptARNs() []string {
	var arns []string
	for _, source := range f.base.DataSources {
		arns = append(arns, source.ARN)
	}
	if f.theirs != nil {
		for _, source := range f.theirs.DataSources {
			arns = append(arns, source.ARN)
		}
	}
	return arns
}

// settleConflict carries out what the operator has chosen, once the review shows
// it.
func (f *editForm) settleConflict() {
	if f.theirs == nil || !f.dialog.Form.Reviewing() {
		return
	}
	merged := *f.theirs
	if f.choice.Value() == choiceMerge {
		merged = f.edit().Onto(*f.theirs, f.base)
	}
	base := *f.theirs
	f.theirs = nil
	f.base = base
	f.set(merged)
	f.dialog.Form.Focus(nil)
}

func (f *editForm) request() rule.UpdateApplicationRequest { return f.edit().Request(f.id, f.base) }

func (f *editForm) violations() []rule.Violation {
	request := f.request()
	if request.Empty() {
		return []rule.Violation{{Path: "the form", Advice: "changes nothing"}}
	}
	return rule.UpdateApplication.In(f.region).Check(rule.Values(request))
}

// says lists what is added, removed and changed.
func (f *editForm) says() []string {
	if f.request().Empty() {
		return []string{"Nothing has been changed yet."}
	}
	says := append([]string{"Updates application " + f.name + ":"}, editDifferences(f.base, f.edit())...)
	if f.request().Configs != nil {
		for _, other := range f.base.Others {
			says = append(says, "− removes the setting "+other.Key+", which the service takes from nobody")
		}
	}
	if slices.Contains(f.edit().Users, "*") && !slices.Contains(f.base.Users, "*") {
		says = append(says, everybody)
	}
	return says
}

// everybody warns of an administrator called *.
const everybody = "* makes everybody who can sign in an administrator."

// editDifferences says in lines what leads from one version to the other.
func editDifferences(from, to rule.ApplicationEdit) []string {
	var lines []string
	add := func(what string, d rule.Difference) {
		for _, part := range []struct {
			verb  string
			names []string
		}{{"+ adds", d.Added}, {"− removes", d.Removed}, {"~ changes", d.Changed}} {
			if len(part.names) > 0 {
				lines = append(lines, fmt.Sprintf("%s %s %s", part.verb, what, strings.Join(part.names, ", ")))
			}
		}
	}
	add("data source", rule.DataSourceDifference(from.DataSources, to.DataSources))
	add("administrator", rule.NameDifference(from.Users, to.Users))
	add("administrator group", rule.NameDifference(from.Groups, to.Groups))
	if (rule.ApplicationEdit{IdentityCenter: from.IdentityCenter}).Equal(rule.ApplicationEdit{IdentityCenter: to.IdentityCenter}) {
		return lines
	}
	return append(lines, "~ Identity Center "+centerText(from.IdentityCenter)+" → "+centerText(to.IdentityCenter))
}

func centerText(c model.IdentityCenter) string {
	if !c.Enabled {
		return centerOff
	}
	return strings.TrimSpace(centerOn + " " + c.InstanceARN + " " + c.RoleARN)
}

// writes reads the application once more and sends the update only if it is still
// what the form started from. (The service has no condition to send along: between
// the two calls there remains a gap of one round trip.)
func (f *editForm) writes(*desk.Desk) []write.Call {
	request, wanted, base, id, name := f.request(), f.edit(), f.base, f.id, f.name
	return []write.Call{{
		Title:    "updating application " + name,
		Sends:    []*rule.Operation{&rule.UpdateApplication},
		Compares: true,
		Feeds:    []live.Feed{{Kind: live.FeedApplications}, {Kind: live.FeedApplication, Of: id}, {Kind: live.FeedAttachments, Of: id}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			fresh, err := client.Application(ctx, id)
			if err != nil {
				return write.Outcome{}, err
			}
			switch theirs := rule.EditOf(*fresh.Detail); {
			case theirs.Equal(wanted): // an attempt before this one has arrived after all
				return write.Outcome{Says: write.Saying(desk.Good, "application "+name+" is as it was to be")}, nil
			case wanted.Conflicts(theirs, base):
				return write.Outcome{Asks: func(at *desk.Desk) tea.Cmd { return f.conflict(at, theirs) }}, nil
			}
			return write.Outcome{Says: write.Saying(desk.Info, "application "+name+" is UPDATING")}, client.UpdateApplication(ctx, request)
		},
		Shown: func(s *live.Snapshot) (model.Key, bool) {
			key := model.Key{Kind: model.KindApplication, ID: id}
			item, _ := s.Item(key)
			application, ok := item.(model.Application)
			return key, ok && application.Detail != nil && rule.EditOf(*application.Detail).Equal(wanted)
		},
	}}
}

// conflict shows that somebody else has changed the application and asks what to
// do about it.
func (f *editForm) conflict(at *desk.Desk, theirs rule.ApplicationEdit) tea.Cmd {
	f.theirs = &theirs
	f.dialog.Form.Refuse(f.choice, "Somebody changed the application since this form was opened: "+strings.Join(editDifferences(f.base, theirs), "; ")+
		". Your changes: "+strings.Join(editDifferences(f.base, f.edit()), "; ")+".")
	return at.Toast(desk.Warning, f.name+" was changed by somebody else")
}
