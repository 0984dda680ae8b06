package packages

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// packageFields are the fields of what CreatePackage and UpdatePackage have in
// common.
type packageFields struct {
	*sourceFields
	description   *form.Text
	needs         *form.Choice // whether a plugin's needs are declared
	licence       *form.Choice
	licencePath   *form.Text
	configuration *form.Choice
	restart       *form.Choice
	encryption    *form.Choice // of a plugin
	plain         *form.Choice // of any other package, for which no key can be named
	key           *keyPicker
}

// What can be said of a package's encryption: nothing is one of it.
const (
	encryptionUnsaid = "unsaid"
	encryptionOn     = "on"
	encryptionOwn    = "own key"
	encryptionOff    = "off"
)

// The values of choices between two ways.
const (
	choiceNo  = "no"
	choiceYes = "yes"
)

func newPackageFields(packageType func() string) *packageFields {
	levels := func(what string) []form.Alternative {
		return []form.Alternative{
			{Value: "NONE", Says: "it takes " + strings.Replace(what, "a ", "no ", 1)},
			{Value: "OPTIONAL", Says: "it can do without " + what},
			{Value: "REQUIRED", Says: "it does not work without " + what},
		}
	}
	encryption := []form.Alternative{
		{Value: encryptionUnsaid, Says: "say nothing: what the service does by itself, or did last time"},
		{Value: encryptionOn, Says: "with a key of AWS's"},
		{Value: encryptionOff, Says: "not encrypted"},
	}
	return &packageFields{
		sourceFields: newSourceFields(packageType),
		description:  write.NewMemberText("Description", &rule.CreatePackage, "PackageDescription"),
		needs: form.NewChoice("Needs",
			form.Alternative{Value: choiceNo, Says: "say nothing about licence and configuration"},
			form.Alternative{Value: choiceYes, Says: "say whether the plugin needs a licence or a configuration"},
		),
		licence:       form.NewChoice("Licence", levels("a licence")...),
		licencePath:   write.NewMemberText("Licence path", &rule.CreatePackage, "PackageConfiguration.LicenseFilepath"),
		configuration: form.NewChoice("Configuration", levels("a configuration")...),
		restart: form.NewChoice("Restart",
			form.Alternative{Value: choiceNo, Says: "a new configuration takes effect at once"},
			form.Alternative{Value: choiceYes, Says: "a new configuration needs a restart"},
		),
		encryption: form.NewChoice("Encryption", append([]form.Alternative{encryption[0], encryption[1], {Value: encryptionOwn, Says: "with a KMS key of yours"}}, encryption[2:]...)...),
		plain:      form.NewChoice("Encryption", encryption...),
		key:        newKeyPicker(),
	}
}

func (f *packageFields) fields() []form.Field {
	fields := append([]form.Field{f.description}, f.sourceFields.fields()...)
	if f.packageType() != model.PluginType {
		return append(fields, f.plain)
	}
	fields = append(fields, f.needs)
	if f.needs.Value() == choiceYes {
		fields = append(fields, f.licence)
		if f.licence.Value() != "NONE" {
			fields = append(fields, f.licencePath)
		}
		fields = append(fields, f.configuration, f.restart)
	}
	fields = append(fields, f.encryption)
	if f.encrypts() == encryptionOwn {
		fields = append(fields, f.key)
	}
	return fields
}

func (f *packageFields) load(in write.Scope) tea.Cmd {
	cmd := f.sourceFields.load(in)
	if f.encrypts() == encryptionOwn {
		cmd = tea.Batch(cmd, f.key.load(in))
	}
	return cmd
}

func (f *packageFields) refresh(at *desk.Desk) {
	f.sourceFields.refresh(at)
	f.key.refresh(at)
}

// needed is what the fields say about a plugin's needs; nil when nothing.
func (f *packageFields) needed() *model.PackageConfiguration {
	if f.packageType() != model.PluginType || f.needs.Value() != choiceYes {
		return nil
	}
	c := &model.PackageConfiguration{
		LicenseRequirement:       f.licence.Value(),
		ConfigurationRequirement: f.configuration.Value(),
		RequiresRestart:          f.restart.Value() == choiceYes,
	}
	if c.LicenseRequirement != "NONE" {
		c.LicenseFilepath = strings.TrimSpace(f.licencePath.Value())
	}
	return c
}

// encrypts is what has been chosen of the encryption that the type can have.
func (f *packageFields) encrypts() string {
	if f.packageType() == model.PluginType {
		return f.encryption.Value()
	}
	return f.plain.Value()
}

func (f *packageFields) encrypted() *rule.PackageEncryption {
	switch f.encrypts() {
	case encryptionOn:
		return &rule.PackageEncryption{Enabled: true}
	case encryptionOwn:
		return &rule.PackageEncryption{Enabled: true, KMSKey: f.key.Value()}
	case encryptionOff:
		return &rule.PackageEncryption{}
	}
	return nil
}

// foresees are the pickers with what would be sent if a value were picked.
func (f *packageFields) foresees(requests func(rule.PackageSource, *rule.PackageEncryption) []check.Write) write.Foresight {
	return write.Foresight{
		f.bucket: func(name string) []check.Write { return requests(rule.PackageSource{Bucket: name}, f.encrypted()) },
		f.object: func(key string) []check.Write {
			return requests(rule.PackageSource{Bucket: f.bucket.Value(), Key: key}, f.encrypted())
		},
		f.key.Picker: func(key string) []check.Write {
			return requests(f.source(), &rule.PackageEncryption{Enabled: true, KMSKey: key})
		},
	}
}

// bind adds the members that the fields fill in.
func (f *packageFields) bind(b write.Binds) write.Binds {
	maps.Copy(b, write.Binds{
		"PackageDescription":                                         f.description,
		"PackageSource":                                              f.object,
		"PackageConfiguration":                                       f.licence,
		"PackageSource.S3BucketName":                                 f.bucket,
		"PackageConfiguration.LicenseFilepath":                       f.licencePath,
		"PackageConfiguration.ConfigurationRequirement":              f.configuration,
		"PackageConfiguration.RequiresRestartForConfigurationUpdate": f.restart,
		"PackageEncryptionOptions.KmsKeyIdentifier":                  f.key,
		"PackageEncryptionOptions":                                   f.plain,
	})
	if f.packageType() == model.PluginType {
		b["PackageEncryptionOptions"] = f.encryption
	}
	return b
}

// warnings are what to know before an object is imported.
func (f *packageFields) warnings() []string {
	var says []string
	if warning := f.endingWarning(f.object.Value()); warning != "" {
		says = append(says, "The object "+warning+": the service may refuse it.")
	}
	return says
}

// engines are the engine versions of the account's domains, the newest first.
func engines(at *desk.Desk) []string {
	var versions []string
	for _, item := range at.Snapshot.Items(model.KindDomain) {
		if d, ok := item.(model.Domain); ok && d.Status != "" && strings.Contains(d.EngineVersion, "_") && !slices.Contains(versions, d.EngineVersion) {
			versions = append(versions, d.EngineVersion)
		}
	}
	slices.SortFunc(versions, func(x, y string) int { return model.CompareEngines(y, x) })
	return versions
}
