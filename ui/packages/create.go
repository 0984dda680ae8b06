package packages

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

var createPackageAction = desk.Action{
	Name: "new", Keys: []string{"n"}, Help: "create a package from an object in Amazon S3",
	Writes: true, Hint: true, Run: openCreatePackage,
}

// createPackageForm is the guided form of CreatePackage. The type comes first: it
// decides what else is asked.
type createPackageForm struct {
	*packageFields
	kind    *form.Choice
	name    *form.Text
	engine  *form.Picker
	vending *form.Choice
	region  string
}

func openCreatePackage(at *desk.Desk) tea.Cmd {
	f := &createPackageForm{
		kind: form.NewChoice("Type",
			form.Alternative{Value: model.DictionaryType, Says: "synonyms, stop words or a user dictionary: one UTF-8 file"},
			form.Alternative{Value: model.PluginType, Says: "a custom plugin for one engine version (.zip)"},
			form.Alternative{Value: "PACKAGE-LICENSE", Says: "the licence of a plugin (.json or .xml)"},
			form.Alternative{Value: "PACKAGE-CONFIG", Says: "the configuration of a plugin (.zip)"},
		),
		engine: write.TypedAs(form.NewPicker("Engine version"), &rule.CreatePackage, "EngineVersion"),
		vending: form.NewChoice("Vending",
			form.Alternative{Value: choiceNo, Says: "for this account only"},
			form.Alternative{Value: choiceYes, Says: at.Keys.Say("other accounts can be given it (press {sharing} on it later)")},
		),
		region: at.Snapshot.Caller.Region,
	}
	f.name = write.NewFreeName("Name", &rule.CreatePackage, "PackageName", func(name string) string {
		return at.Snapshot.PackageNameObstacle(name, f.kind.Value(), f.engine.Value())
	})
	f.packageFields = newPackageFields(f.kind.Value)
	d := &write.Form{
		Heading:    "Create a package",
		Verb:       "Create",
		Renew:      f.refresh,
		Load:       f.load,
		Says:       f.says,
		Commands:   func() []string { return []string{rule.CreatePackage.CommandLine(f.region, f.draft())} },
		Violations: func() []rule.Violation { return rule.CreatePackage.In(f.region).Check(rule.Values(f.draft())) },
		Requests:   func() []check.Write { return write.Each(&rule.CreatePackage, f.draft()) },
		Foresees: f.foresees(func(source rule.PackageSource, encryption *rule.PackageEncryption) []check.Write {
			r := f.draft()
			r.Source, r.Encryption = source, encryption
			return write.Each(&rule.CreatePackage, r)
		}),
		Binds: func() write.Binds {
			return f.bind(write.Binds{"PackageName": f.name, "PackageType": f.kind, "EngineVersion": f.engine})
		},
		Writes: f.writes,
	}
	d.Foresees[f.engine] = func(version string) []check.Write {
		r := f.draft()
		r.EngineVersion = version
		return write.Each(&rule.CreatePackage, r)
	}
	d.Form = form.New(f.fields, d.Review)
	return d.Open(at, f.kind)
}

func (f *createPackageForm) fields() []form.Field {
	fields := []form.Field{f.kind, f.name}
	if f.kind.Value() == model.PluginType {
		fields = append(fields, f.engine)
	}
	return append(append(fields, f.packageFields.fields()...), f.vending)
}

func (f *createPackageForm) refresh(at *desk.Desk) {
	f.packageFields.refresh(at)
	var options []form.Option
	for _, version := range engines(at) {
		options = append(options, form.Option{Value: version, Title: version, Note: "of a domain of this account"})
	}
	write.Offer(at, f.engine, options, live.FeedDomains)
}

func (f *createPackageForm) draft() rule.CreatePackageRequest {
	r := rule.CreatePackageRequest{
		Name:          f.name.Value(),
		Type:          f.kind.Value(),
		Description:   f.description.Value(),
		Source:        f.source(),
		Configuration: f.needed(),
		Encryption:    f.encrypted(),
	}
	if r.Type == model.PluginType {
		r.EngineVersion = f.engine.Value()
	}
	if f.vending.Value() == choiceYes {
		r.Vending = &rule.PackageVending{Enabled: true}
	}
	return r
}

func (f *createPackageForm) says() []string {
	r := f.draft()
	says := []string{fmt.Sprintf("Imports s3://%s/%s as the %s package %s.", r.Source.Bucket, r.Source.Key, r.Type, r.Name)}
	if r.Type == model.PluginType {
		says = append(says, "The service scans it, and it works on domains of "+r.EngineVersion+" only.")
	}
	return append(says, f.warnings()...)
}

func (f *createPackageForm) writes(at *desk.Desk) []write.Call {
	request := f.draft()
	return []write.Call{{
		Title: "creating package " + request.Name,
		About: history.About(request),
		Sends: []*rule.Operation{&rule.CreatePackage},
		Feeds: []live.Feed{{Kind: live.FeedPackages}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			p, err := client.CreatePackage(ctx, request)
			return packageOutcome(p), err
		},
		Shown: write.IsNew(model.KindPackage, request.Name, at.Snapshot.Items(model.KindPackage)),
	}}
}

// packageOutcome is that of a write that returns the package as it is now.
func packageOutcome(p model.Package) write.Outcome {
	return write.Outcome{Now: []model.Item{p}, Says: write.Saying(desk.Info, "package "+p.Name+" is "+string(p.Status))}
}
