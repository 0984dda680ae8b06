package rule

// Operations are all that are declared, in the order in which they are listed to
// people. What is known of operations is derived from it: which are refused
// read-only, which are sent again, what permissions there are to give.
var Operations = []*Operation{
	&ListApplications,
	&GetApplication,
	&CreateApplication,
	&UpdateApplication,
	&DeleteApplication,
	&GetDefaultApplicationSetting,
	&PutDefaultApplicationSetting,
	&ListTags,
	&AddTags,
	&RemoveTags,

	&ListDataSourceAttachments,
	&DescribeDataSourceAttachment,
	&AttachDataSource,
	&DetachDataSource,

	&DescribePackages,
	&GetPackageVersionHistory,
	&CreatePackage,
	&UpdatePackage,
	&UpdatePackageScope,
	&DeletePackage,

	&ListDomainsForPackage,
	&ListPackagesForDomain,
	&AssociatePackage,
	&AssociatePackages,
	&DissociatePackage,
	&DissociatePackages,

	&ListIntegrations,
	&GetIntegration,
	&PutIntegration,
	&DeleteIntegration,

	&ListDomainNames,
	&DescribeDomains,
	&DescribeDomain,
	&DescribeDomainChangeProgress,
	&DescribeDomainHealth,
	&GetUpgradeStatus,
	&GetUpgradeHistory,
	&ListCollections,
	&BatchGetCollection,

	&ListBuckets,
	&ListObjectsV2,
	&ListAliases,
	&ListRoles,
	&GetCallerIdentity,

	&ListVpcEndpointAccess,
	&AuthorizeVpcEndpointAccess,
	&RevokeVpcEndpointAccess,
	&ListSecurityPolicies,
	&GetSecurityPolicy,
	&UpdateSecurityPolicy,
	&ListAccessPolicies,
	&GetAccessPolicy,
	&ListScheduledActions,
	&GetCompatibleVersions,
	&ListDirectQueryDataSources,
	&GetDirectQueryDataSource,
	&ListDataSources,
	&GetDataSource,
	&GetRole,
	&SimulatePrincipalPolicy,
	&GetBucketLocation,
	&HeadObject,
	&GetObject,
	&DescribeKey,
}

// Around are the operations by which it is found out which scopes there are, and by which
// an account of an organisation is entered. They are made by no client of a scope.
var Around = []*Operation{&ListAccounts, &ListRegions, &AssumeRole}

// Declared returns the operation that the SDK calls so, by its service's id and its
// name, or nil if there is none.
func Declared(service, name string) *Operation {
	for _, o := range Operations {
		if o.Name == name && o.Service.ID == service {
			return o
		}
	}
	return nil
}
