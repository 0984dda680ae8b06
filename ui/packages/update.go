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
	"oscope/ui/text"
	"oscope/ui/write"
)

var updatePackageAction = desk.Action{
	Name: "update", Keys: []string{"u"}, Help: "import a new version of the package",
	Writes: true, Takes: desk.OneThing, Hint: true, Mends: desk.FailedAs(model.KindPackage, "COPY_FAILED", "VALIDATION_FAILED"), Obstacle: needsOwnPackage, Run: openUpdatePackage,
}

// updatePackageForm is the guided form of UpdatePackage.
type updatePackageForm struct {
	*packageFields
	commit  *form.Text
	old     model.Package
	domains int // that have it
	region  string
	apply   string // the key that does so
}

func openUpdatePackage(at *desk.Desk) tea.Cmd {
	p, _ := selectedPackage(at)
	f := &updatePackageForm{
		packageFields: newPackageFields(func() string { return p.Type }),
		commit:        write.NewMemberText("Commit message", &rule.UpdatePackage, "CommitMessage"),
		old:           p,
		domains:       len(at.Snapshot.AssociationsOf(p.Key.ID, "")),
		region:        at.Snapshot.Caller.Region,
		apply:         at.Keys.Key("apply_to_domains"),
	}
	f.description.SetValue(p.Description)
	if c := p.Configuration; c != (model.PackageConfiguration{}) {
		f.needs.Pick(choiceYes)
		f.licence.Pick(c.LicenseRequirement)
		f.licencePath.SetValue(c.LicenseFilepath)
		f.configuration.Pick(c.ConfigurationRequirement)
		f.restart.Pick(map[bool]string{true: choiceYes, false: choiceNo}[c.RequiresRestart])
	}
	if p.Encryption == model.SwitchOn && p.KMSKey != "" {
		f.encryption.Pick(encryptionOwn)
		f.key.Pick(p.KMSKey)
	}
	d := &write.Form{
		Heading:    "Update package " + p.Name,
		Verb:       "Update",
		Renew:      f.refresh,
		Load:       f.load,
		Says:       f.says,
		Commands:   func() []string { return []string{rule.UpdatePackage.CommandLine(f.region, f.draft())} },
		Violations: func() []rule.Violation { return rule.UpdatePackage.In(f.region).Check(rule.Values(f.draft())) },
		Requests:   func() []check.Write { return write.Each(&rule.UpdatePackage, f.draft()) },
		Foresees: f.foresees(func(source rule.PackageSource, encryption *rule.PackageEncryption) []check.Write {
			r := f.draft()
			r.Source, r.Encryption = source, encryption
			return write.Each(&rule.UpdatePackage, r)
		}),
		Binds:  func() write.Binds { return f.bind(write.Binds{"CommitMessage": f.commit}) },
		Writes: f.writes,
	}
	d.Form = form.New(func() []form.Field { return append(f.fields(), f.commit) }, d.Review)
	return d.Open(at)
}

func (f *updatePackageForm) draft() rule.UpdatePackageRequest {
	return rule.UpdatePackageRequest{
		ID:            f.old.Key.ID,
		Source:        f.source(),
		Description:   f.description.Value(),
		CommitMessage: f.commit.Value(),
		Configuration: f.needed(),
		Encryption:    f.encrypted(),
	}
}

func (f *updatePackageForm) says() []string {
	r := f.draft()
	now := "which has no version yet"
	if f.old.Version != "" {
		now = "whose version is " + f.old.Version + " now"
	}
	says := []string{fmt.Sprintf("Imports s3://%s/%s as version %s of package %s, %s.", r.Source.Bucket, r.Source.Key, f.old.NextVersion(), f.old.Name, now)}
	if f.domains > 0 {
		says = append(says, text.Count(f.domains, "domain")+" with it will have the older version until the new one is applied: press "+f.apply+" on the package once it is AVAILABLE.")
	}
	return append(says, f.warnings()...)
}

func (f *updatePackageForm) writes(*desk.Desk) []write.Call {
	request, old := f.draft(), f.old
	return []write.Call{{
		Title: "updating package " + old.Name,
		About: history.About(request),
		Sends: []*rule.Operation{&rule.UpdatePackage},
		Feeds: []live.Feed{{Kind: live.FeedPackages}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			p, err := client.UpdatePackage(ctx, request)
			return packageOutcome(p), err
		},
		Shown: func(s *live.Snapshot) (model.Key, bool) {
			item, _ := s.Item(old.Key)
			p, ok := item.(model.Package)
			return old.Key, ok && (p.Status != old.Status || p.Version != old.Version || !p.UpdatedAt.Equal(old.UpdatedAt))
		},
	}}
}
