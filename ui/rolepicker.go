package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/form"
)

// rolePicker picks an IAM role, or an ARN that is typed.
type rolePicker struct {
	*form.Picker
	roles   *listed[string]
	without string // what it means to name no role; empty where one must be named
}

// noRole is the option that names no role.
const noRole = "none"

func newRolePicker(label string, op *rule.Operation, path string) *rolePicker {
	p := &rolePicker{Picker: form.NewPicker(label)}
	member, _ := op.Member(path)
	p.AllowTyped(func(v string) string { return advice(member, v) })
	return p
}

// role is the ARN that has been picked; empty where none is named.
func (p *rolePicker) role() string {
	if p.Value() == noRole {
		return ""
	}
	return p.Value()
}

func (p *rolePicker) load(at scope) tea.Cmd {
	if p.roles != nil {
		return nil
	}
	p.roles = &listed[string]{}
	return func() tea.Msg {
		arns, err := at.client.Roles(at.ctx)
		return loadedMsg{func(a *App) tea.Cmd { p.roles.take(a, arns, false, err); return nil }}
	}
}

func (p *rolePicker) refresh(*App) {
	var options []form.Option
	if p.without != "" {
		options = append(options, form.Option{Value: noRole, Title: noRole, Note: p.without})
	}
	if p.roles != nil {
		for _, arn := range p.roles.items {
			options = append(options, form.Option{Value: arn, Title: model.ARNName(arn), Note: arn})
		}
	}
	p.SetOptions(options, p.roles.empty("This account has no roles. Type an ARN."))
	p.SetLack(p.roles.lack())
}
