package write

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
)

// RolePicker picks an IAM role, or an ARN that is typed.
type RolePicker struct {
	*form.Picker
	Roles   *Listed[string]
	Without string // what it means to name no role; empty where one must be named
}

// noRole is the option that names no role.
const noRole = "none"

// NewRolePicker returns a picker that fills in a member with the ARN of a role.
func NewRolePicker(label string, op *rule.Operation, path string) *RolePicker {
	p := &RolePicker{Picker: form.NewPicker(label)}
	member, _ := op.Member(path)
	p.AllowTyped(func(v string) string { return Advice(member, v) })
	return p
}

// Role is the ARN that has been picked; empty where none is named.
func (p *RolePicker) Role() string {
	if p.Value() == noRole {
		return ""
	}
	return p.Value()
}

// Load lists the roles, once.
func (p *RolePicker) Load(in Scope) tea.Cmd {
	if p.Roles != nil {
		return nil
	}
	p.Roles = &Listed[string]{}
	return func() tea.Msg {
		arns, err := in.Client.Roles(in.Ctx)
		return Loaded(func(at *desk.Desk) tea.Cmd { p.Roles.Take(at, arns, false, err); return nil })
	}
}

// Refresh offers what has been listed.
func (p *RolePicker) Refresh(*desk.Desk) {
	var options []form.Option
	if p.Without != "" {
		options = append(options, form.Option{Value: noRole, Title: noRole, Note: p.Without})
	}
	if p.Roles != nil {
		for _, arn := range p.Roles.Items {
			options = append(options, form.Option{Value: arn, Title: model.ARNName(arn), Note: arn})
		}
	}
	p.SetOptions(options, p.Roles.Empty("This account has no roles. Type an ARN."))
	p.SetLack(p.Roles.lack())
}
