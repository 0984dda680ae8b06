package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/note"
	"oscope/ui/overview"
	"oscope/ui/page"
)

// noteFailures is how many failed calls a note has room for.
const noteFailures = 20

// copyNote copies a note for a ticket, on all scopes that are shown.
func (a *App) copyNote() tea.Cmd {
	return page.CopyLines(a.scopes.shown[0], "a note for a ticket", strings.TrimRight(a.ticket().Markdown(), "\n"))
}

func (a *App) ticket() note.Note {
	n := note.Note{At: a.Now}
	several := len(a.scopes.shown) > 1
	for _, at := range a.scopes.shown {
		s := noteOf(at)
		if several && len(s.Troubled)+len(s.Flying) == 0 {
			n.Calm++
			continue
		}
		n.Scopes = append(n.Scopes, s)
	}
	for _, logged := range slices.Backward(a.journal.errors) {
		if len(n.Failed) == noteFailures {
			n.More++
			continue
		}
		err := logged.err
		f := note.Failure{At: logged.last, Operation: err.Operation, On: err.On, Code: err.Code, Says: err.Message, Request: err.RequestID, Status: err.HTTPStatus, Times: logged.times}
		if several {
			f.Where = logged.where
		}
		n.Failed = append(n.Failed, f)
	}
	return n
}

// noteOf is what one scope has to tell.
func noteOf(at *desk.Desk) note.Scope {
	caller := at.Snapshot.Caller
	s := note.Scope{Account: at.AccountID(), Region: at.Region(), Profile: caller.Profile, Role: caller.Role(), Endpoint: caller.Endpoint}
	for _, kind := range model.Kinds {
		if kind.PartOf != "" {
			continue
		}
		for _, item := range at.Snapshot.Items(kind.Kind) {
			switch model.Concern(item) {
			case model.Failed:
				s.Troubled = append(s.Troubled, noteThing(at, item))
			case model.InFlight:
				s.Flying = append(s.Flying, noteThing(at, item))
			case model.Settled, model.Gone:
			}
		}
	}
	return s
}

func noteThing(at *desk.Desk, item model.Item) note.Thing {
	r := item.Common()
	return note.Thing{
		Kind: string(r.Key.Kind), Title: at.Snapshot.Title(item), Status: string(r.Status), Says: overview.SaysOf(at, item)(at.Now),
		Age: at.Snapshot.Age(r.Key), Name: page.CallName(item),
	}
}
