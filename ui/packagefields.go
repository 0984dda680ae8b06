package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/form"
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
	encryption    *form.Choice
	key           *keyPicker
}

// The values of choices between two ways.
const (
	choiceNo  = "no"
	choiceYes = "yes"
)

func newPackageFields(packageType func() string) *packageFields {
	levels := func(what string) []form.Alternative {
		return []form.Alternative{
			{Value: "NONE", Says: "it takes no " + what},
			{Value: "OPTIONAL", Says: "it can do without " + what},
			{Value: "REQUIRED", Says: "it does not work without " + what},
		}
	}
	return &packageFields{
		sourceFields: newSourceFields(packageType),
		description:  newMemberText("Description", &model.CreatePackage, "PackageDescription"),
		needs: form.NewChoice("Needs",
			form.Alternative{Value: choiceNo, Says: "say nothing about licence and configuration"},
			form.Alternative{Value: choiceYes, Says: "say whether the plugin needs a licence or a configuration"},
		),
		licence:       form.NewChoice("Licence", levels("a licence")...),
		licencePath:   newMemberText("Licence path", &model.CreatePackage, "PackageConfiguration.LicenseFilepath"),
		configuration: form.NewChoice("Configuration", levels("a configuration")...),
		restart: form.NewChoice("Restart",
			form.Alternative{Value: choiceNo, Says: "a new configuration takes effect at once"},
			form.Alternative{Value: choiceYes, Says: "a new configuration needs a restart"},
		),
		encryption: form.NewChoice("Encryption",
			form.Alternative{Value: choiceNo, Says: "with a key of AWS's"},
			form.Alternative{Value: choiceYes, Says: "with a KMS key of yours"},
		),
		key: newKeyPicker(),
	}
}

func (f *packageFields) fields() []form.Field {
	fields := append([]form.Field{f.description}, f.sourceFields.fields()...)
	if f.packageType() != model.PluginType {
		return fields
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
	if f.encryption.Value() == choiceYes {
		fields = append(fields, f.key)
	}
	return fields
}

func (f *packageFields) load(a *App) tea.Cmd {
	cmd := f.sourceFields.load(a)
	if f.encryption.Value() == choiceYes {
		cmd = tea.Batch(cmd, f.key.load(a))
	}
	return cmd
}

func (f *packageFields) refresh(a *App) {
	f.sourceFields.refresh(a)
	f.key.refresh(a)
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

func (f *packageFields) encrypted() *model.PackageEncryption {
	if f.packageType() != model.PluginType || f.encryption.Value() != choiceYes {
		return nil
	}
	return &model.PackageEncryption{Enabled: true, KMSKey: f.key.Value()}
}

// field returns the field that fills in a member of the request, or nil.
func (f *packageFields) field(member string) form.Field {
	switch {
	case strings.HasSuffix(member, "Description") || strings.HasSuffix(member, "packageDescription"):
		return f.description
	case strings.HasSuffix(member, "S3BucketName"), strings.HasSuffix(member, "s3BucketName"):
		return f.bucket
	case strings.HasPrefix(member, "packageSource"):
		return f.object
	case strings.HasSuffix(strings.ToLower(member), "licensefilepath"):
		return f.licencePath
	case strings.HasSuffix(strings.ToLower(member), "configurationrequirement"):
		return f.configuration
	case strings.HasSuffix(strings.ToLower(member), "requiresrestartforconfigurationupdate"):
		return f.restart
	case strings.HasPrefix(member, "packageConfiguration"):
		return f.licence
	case strings.HasPrefix(member, "packageEncryption"):
		return f.key
	}
	return nil
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
func engines(a *App) []string {
	var versions []string
	for _, item := range a.snapshot.Items(model.KindDomain) {
		if d, ok := item.(model.Domain); ok && d.Status != "" && strings.Contains(d.EngineVersion, "_") && !slices.Contains(versions, d.EngineVersion) {
			versions = append(versions, d.EngineVersion)
		}
	}
	slices.SortFunc(versions, func(x, y string) int { return model.CompareEngines(y, x) })
	return versions
}
