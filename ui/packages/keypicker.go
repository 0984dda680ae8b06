package packages

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// keyPicker picks a KMS key by alias, or what is typed: an id, an ARN, an alias.
type keyPicker struct {
	*form.Picker
	aliases *write.Listed[string]
}

func newKeyPicker() *keyPicker {
	return &keyPicker{Picker: write.TypedAs(form.NewPicker("KMS key"), &rule.CreatePackage, "PackageEncryptionOptions.KmsKeyIdentifier")}
}

func (p *keyPicker) load(in write.Scope) tea.Cmd {
	if p.aliases != nil {
		return nil
	}
	p.aliases = &write.Listed[string]{}
	return func() tea.Msg {
		names, err := in.Client.KeyAliases(in.Ctx)
		return write.Loaded(func(at *desk.Desk) tea.Cmd { p.aliases.Take(at, names, false, err); return nil })
	}
}

func (p *keyPicker) refresh(*desk.Desk) {
	var options []form.Option
	if p.aliases != nil {
		for _, name := range p.aliases.Items {
			o := form.Option{Value: name, Title: name}
			if strings.HasPrefix(name, "alias/aws/") {
				o.Note = "a key of AWS's"
			}
			options = append(options, o)
		}
	}
	p.SetOptions(options, p.aliases.Empty("This account has no keys with aliases. Type a key."))
}
