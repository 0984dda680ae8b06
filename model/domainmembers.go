package model

func (d Domain) members() members {
	if d.Status == "" { // it is not described yet
		return members{{"DomainName", d.Name}, {"EngineType", d.EngineVersion}}
	}
	endpoint := member{"Endpoint", d.Endpoint}
	if d.VPC {
		endpoint = member{"Endpoints", members{{"vpc", d.Endpoint}}}
	}
	m := members{
		{"DomainName", d.Name},
		{"ARN", d.ARN},
		{"Created", d.Created},
		{"Deleted", d.Deleted},
		endpoint,
		{"Processing", d.Processing},
		{"EngineVersion", d.EngineVersion},
		{"ClusterConfig", members{{"InstanceType", d.InstanceType}, {"InstanceCount", d.InstanceCount}}},
		{"EncryptionAtRestOptions", members{{"Enabled", d.EncryptionAtRest}}},
		{"NodeToNodeEncryptionOptions", members{{"Enabled", d.NodeToNodeEncryption}}},
		{"DomainEndpointOptions", members{{"EnforceHTTPS", d.EnforceHTTPS}, {"TLSSecurityPolicy", d.TLSPolicy}}},
		{"AdvancedSecurityOptions", members{{"Enabled", d.FineGrainedAccess}}},
		{"ChangeProgressDetails", members{
			{"ChangeId", d.Change.ID},
			{"Message", d.Change.Message},
			{"ConfigChangeStatus", d.Change.Status},
			{"InitiatedBy", d.Change.By},
			{"StartTime", d.Change.StartedAt},
			{"LastUpdatedTime", d.Change.UpdatedAt},
		}},
		{"DomainProcessingStatus", d.Status},
	}
	m = append(m, d.changing()...)
	if d.Sources == nil {
		return m
	}
	var sources []members
	for _, s := range *d.Sources {
		sources = append(sources, members{
			{"Name", s.Name},
			{"DataSourceType", members{{s.Type, members{{"RoleArn", s.RoleARN}}}}},
			{"Description", s.Description},
			{"Status", s.Status},
		})
	}
	return append(m, member{"DataSources", sources}) // of ListDataSources
}

// changing are the members that a domain has while something of it is being changed.
func (d Domain) changing() members {
	var m members
	if d.Modifying != nil {
		properties := make([]members, len(*d.Modifying))
		for i, p := range *d.Modifying {
			properties[i] = members{{"Name", p.Name}, {"ActiveValue", p.From}, {"PendingValue", p.To}}
		}
		m = append(m, member{"ModifyingProperties", properties})
	}
	return m
}
