package model

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"
)

// Members returns what is known of a resource as the service would answer it: under
// its member names, in its order, without what it did not say.
func Members(item Item) json.Marshaler {
	if r, ok := item.(interface{ members() members }); ok {
		return r.members()
	}
	return members{}
}

// members are the members of a structure. Those without a value are left out; false
// is a value.
type members []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for _, member := range m {
		if !member.said() {
			continue
		}
		name, err := json.Marshal(member.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(member.value)
		if err != nil {
			return nil, err
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (m member) said() bool {
	if inner, ok := m.value.(members); ok {
		for _, member := range inner {
			if member.said() {
				return true
			}
		}
		return false
	}
	v := reflect.ValueOf(m.value)
	switch {
	case !v.IsValid():
		return false
	case v.Kind() == reflect.Bool:
		return true
	case v.Kind() == reflect.Slice:
		return v.Len() > 0
	}
	return !v.IsZero()
}

func (a Application) members() members {
	m := members{
		{"id", a.Key.ID},
		{"arn", a.ARN},
		{"name", a.Name},
		{"endpoint", a.Endpoint},
		{"status", a.Status},
	}
	if d := a.Detail; d != nil {
		m = append(m, members{
			{"iamIdentityCenterOptions", members{
				{"enabled", d.IdentityCenter.Enabled},
				{"iamIdentityCenterInstanceArn", d.IdentityCenter.InstanceARN},
				{"iamRoleForIdentityCenterApplicationArn", d.IdentityCenter.RoleARN},
				{"iamIdentityCenterApplicationArn", d.IdentityCenter.ApplicationARN},
			}},
			{"dataSources", d.DataSources},
			{"appConfigs", d.Configs},
		}...)
	}
	m = append(m, member{"createdAt", a.CreatedAt}, member{"lastUpdatedAt", a.UpdatedAt})
	if d := a.Detail; d != nil {
		m = append(m, member{"kmsKeyArn", d.KMSKeyARN})
	}
	if a.Tags != nil {
		m = append(m, member{"TagList", *a.Tags}) // of ListTags
	}
	return m
}

func (c Collection) members() members {
	return members{
		{"id", c.Key.ID},
		{"name", c.Name},
		{"status", c.Status},
		{"type", c.Type},
		{"description", c.Description},
		{"arn", c.ARN},
		{"kmsKeyArn", c.KMSKeyARN},
		{"standbyReplicas", c.StandbyReplicas},
		{"createdDate", epochMillis(c.CreatedAt)},
		{"lastModifiedDate", epochMillis(c.UpdatedAt)},
		{"collectionEndpoint", c.Endpoint},
		{"dashboardEndpoint", c.DashboardEndpoint},
		{"failureCode", c.FailureCode},
		{"failureMessage", c.Reason},
	}
}

// epochMillis is a time as OpenSearch Serverless writes it, 0 when it said none.
func epochMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func (d DirectQuerySource) members() members {
	m := members{{"DataSourceName", d.Name}}
	if d.Type != "" {
		m = append(m, member{"DataSourceType", members{{d.Type, members{{"RoleArn", d.RoleARN}, {"WorkspaceArn", d.Workspace}}}}})
	}
	return append(m, members{
		{"Description", d.Description},
		{"OpenSearchArns", d.Collections},
		{"DataSourceArn", d.ARN},
		{"TagList", d.Tags},
	}...)
}

func (a Attachment) members() members {
	return members{
		{"attachmentId", a.AttachmentID},
		{"id", a.ApplicationID},
		{"dataSourceArn", a.DataSourceARN},
		{"status", a.Status},
	}
}

func (p Package) members() members {
	m := members{
		{"PackageID", p.Key.ID},
		{"PackageName", p.Name},
		{"PackageType", p.Type},
		{"PackageDescription", p.Description},
		{"PackageStatus", p.Status},
		{"CreatedAt", p.CreatedAt},
		{"LastUpdatedAt", p.UpdatedAt},
		{"AvailablePackageVersion", p.Version},
		{"ErrorDetails", errorDetails(p.ErrorType, p.Reason)},
		{"EngineVersion", p.EngineVersion},
		{"AvailablePluginProperties", p.Plugin.members()},
		{"AvailablePackageConfiguration", p.Configuration},
		{"AllowListedUserList", p.Users},
		{"PackageOwner", p.Owner},
		{"PackageVendingOptions", members{{"VendingEnabled", p.Vending.said()}}},
		{"PackageEncryptionOptions", members{{"KmsKeyIdentifier", p.KMSKey}, {"EncryptionEnabled", p.Encryption.said()}}},
	}
	if p.Versions == nil {
		return m
	}
	var history []members
	for _, v := range *p.Versions {
		history = append(history, members{
			{"PackageVersion", v.Version},
			{"CommitMessage", v.CommitMessage},
			{"CreatedAt", v.CreatedAt},
			{"PluginProperties", v.Plugin.members()},
			{"PackageConfiguration", v.Configuration},
		})
	}
	return append(m, member{"PackageVersionHistoryList", history}) // of GetPackageVersionHistory
}

func (p PluginProperties) members() members {
	return members{
		{"Name", p.Name},
		{"Description", p.Description},
		{"Version", p.Version},
		{"ClassName", p.ClassName},
		{"UncompressedSizeInBytes", p.UncompressedBytes},
	}
}

func errorDetails(kind, message string) members {
	return members{{"ErrorType", kind}, {"ErrorMessage", message}}
}

func (a Association) members() members {
	return members{
		{"PackageID", a.PackageID},
		{"PackageName", a.Name},
		{"PackageType", a.Type},
		{"LastUpdated", a.UpdatedAt},
		{"DomainName", a.Domain},
		{"DomainPackageStatus", a.Status},
		{"PackageVersion", a.Version},
		{"PrerequisitePackageIDList", a.Prerequisites},
		{"ReferencePath", a.ReferencePath},
		{"ErrorDetails", errorDetails(a.ErrorType, a.Reason)},
		{"AssociationConfiguration", members{{"KeyStoreAccessOption", members{
			{"KeyAccessRoleArn", a.KeyStoreRole}, {"KeyStoreAccessEnabled", a.KeyStore.said()},
		}}}},
	}
}

func (i Integration) members() members {
	part := func(name, id, endpoint string) members {
		p := i.Part(name)
		return members{
			{endpoint, p.Endpoint},
			{id, p.ID},
			{"status", members{{"status", p.Status}, {"statusMessage", p.Message}}},
		}
	}
	application := part("application", "applicationArn", "applicationEndpoint")
	if arn := i.Part("application").ID; arn != "" {
		application = append(application, member{"applicationId", ARNName(arn)})
	}
	return members{
		{"integrationName", i.Name},
		{"integrationType", i.Type},
		{"integrationStatus", i.Status},
		{"integrationDetails", members{{"openSearchIntegrationDetails", members{
			{"dataSource", part("data source", "dataSourceName", "")},
			{"application", application},
			{"collection", part("collection", "collectionArn", "collectionEndpoint")},
			{"workspace", part("workspace", "workspaceId", "")},
			{"encryptionPolicy", part("encryption policy", "policyName", "")},
			{"networkPolicy", part("network policy", "policyName", "")},
			{"accessPolicy", part("access policy", "policyName", "")},
			{"lifecyclePolicy", part("lifecycle policy", "policyName", "")},
		}}}},
	}
}
