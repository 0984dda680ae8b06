package application

import (
	"maps"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// applicationFields are the fields of what CreateApplication and UpdateApplication
// have in common.
type applicationFields struct {
	sources  *form.Picker // typed are those of other accounts and Regions, and of other kinds
	extras   *form.Choice // whether descriptions and roles are given
	extra    map[string]sourceExtra
	users    *form.List
	groups   *form.List
	center   *form.Choice
	instance *form.Text
	role     *form.Text
	// signIn is how the application was tied to Identity Center to begin with; what
	// the fields do not ask about stays as it is there.
	signIn model.IdentityCenter
}

// sourceExtra is what can be said of one data source.
type sourceExtra struct{ description, role *form.Text }

const (
	extrasNone = "none"
	extrasGive = "give"
	centerOff  = "off"
	centerOn   = "on"
)

func newApplicationFields() *applicationFields {
	f := &applicationFields{
		sources: write.TypedAs(form.NewManyPicker("Data sources"), &rule.CreateApplication, "dataSources.dataSourceArn"),
		extras: form.NewChoice("Details",
			form.Alternative{Value: extrasNone, Says: "no descriptions and no roles"},
			form.Alternative{Value: extrasGive, Says: "describe data sources, or name roles for those of other accounts"},
		),
		extra:  map[string]sourceExtra{},
		users:  write.NewMemberList("Admin users", "user names, IAM ARNs or Identity Center ids; * is everybody", &rule.CreateApplication, "appConfigs.value"),
		groups: write.NewMemberList("Admin groups", "group names or ids", &rule.CreateApplication, "appConfigs.value"),
		center: form.NewChoice("Identity Center",
			form.Alternative{Value: centerOff, Says: "people sign in with IAM"},
			form.Alternative{Value: centerOn, Says: "people sign in through IAM Identity Center, in its Region"},
		),
		instance: write.NewMemberText("Instance ARN", &rule.CreateApplication, "iamIdentityCenterOptions.iamIdentityCenterInstanceArn"),
		role:     write.NewMemberText("Role ARN", &rule.CreateApplication, "iamIdentityCenterOptions.iamRoleForIdentityCenterApplicationArn"),
	}
	return f
}

func (f *applicationFields) fields() []form.Field {
	fields := []form.Field{f.sources}
	if arns := f.sources.Values(); len(arns) > 0 {
		fields = append(fields, f.extras)
		if f.extras.Value() == extrasGive {
			for _, arn := range arns {
				extra := f.extraOf(arn)
				fields = append(fields, extra.description, extra.role)
			}
		}
	}
	fields = append(fields, f.users, f.groups, f.center)
	if f.center.Value() == centerOn {
		fields = append(fields, f.instance, f.role)
	}
	return fields
}

// extraOf returns the fields on one data source, which exist from when it is
// first chosen.
func (f *applicationFields) extraOf(arn string) sourceExtra {
	if extra, ok := f.extra[arn]; ok {
		return extra
	}
	name := model.ARNName(arn)
	extra := sourceExtra{
		description: write.NewMemberText(name+": description", &rule.CreateApplication, "dataSources.dataSourceDescription"),
		role:        write.NewMemberText(name+": its role", &rule.CreateApplication, "dataSources.iamRoleForDataSourceArn"),
	}
	f.extra[arn] = extra
	return extra
}

// refresh offers the data sources that there are now. One that is listed already
// may stay, whatever state it is in.
func (f *applicationFields) refresh(at *desk.Desk, kept []string) {
	write.Offer(at, f.sources, write.DataSourceOptions(at, func(source model.Item) live.Suitability {
		if slices.Contains(kept, source.Common().ARN) {
			return live.Suitability{Note: "listed already"}
		}
		return at.Snapshot.ListingSuitability(source)
	}), write.DataSourceFeeds...)
}

// set fills the fields with what an application has.
func (f *applicationFields) set(e rule.ApplicationEdit) {
	f.sources.Clear()
	for _, source := range e.DataSources {
		f.sources.Pick(source.ARN)
		extra := f.extraOf(source.ARN)
		extra.description.SetValue(source.Description)
		extra.role.SetValue(source.RoleARN)
		if source.Description != "" || source.RoleARN != "" {
			f.extras.Pick(extrasGive)
		}
	}
	f.users.SetValues(e.Users)
	f.groups.SetValues(e.Groups)
	f.signIn = e.IdentityCenter
	f.center.Pick(centerOff)
	if e.IdentityCenter.Enabled {
		f.center.Pick(centerOn)
	}
	f.instance.SetValue(e.IdentityCenter.InstanceARN)
	f.role.SetValue(e.IdentityCenter.RoleARN)
}

// edit returns what the fields say.
func (f *applicationFields) edit() rule.ApplicationEdit {
	e := rule.ApplicationEdit{Users: f.users.Values(), Groups: f.groups.Values(), IdentityCenter: f.signIn}
	e.IdentityCenter.Enabled = f.center.Value() == centerOn
	if e.IdentityCenter.Enabled {
		e.IdentityCenter.InstanceARN = strings.TrimSpace(f.instance.Value())
		e.IdentityCenter.RoleARN = strings.TrimSpace(f.role.Value())
	}
	for _, arn := range f.sources.Values() {
		source := model.ApplicationDataSource{ARN: arn}
		if f.extras.Value() == extrasGive {
			extra := f.extraOf(arn)
			source.Description, source.RoleARN = extra.description.Value(), strings.TrimSpace(extra.role.Value())
		}
		e.DataSources = append(e.DataSources, source)
	}
	return e
}

// bind adds the members that the fields fill in.
func (f *applicationFields) bind(b write.Binds) write.Binds {
	maps.Copy(b, write.Binds{
		"dataSources":              f.sources,
		"appConfigs":               f.users,
		"iamIdentityCenterOptions": f.role,
		"iamIdentityCenterOptions.iamIdentityCenterInstanceArn": f.instance,
	})
	return b
}
