package rule

// What the members that hold an ARN may name, by the documentation of each.

var (
	domainType      = ResourceType{Service: "es", Type: "domain", Says: "a domain"}
	collectionType  = ResourceType{Service: "aoss", Type: "collection", Says: "a collection"}
	directQueryType = ResourceType{Service: "opensearch", Type: "datasource", Says: "a direct-query data source"}
	applicationType = ResourceType{Service: "opensearch", Type: "application", Says: "an application"}
	roleType        = ResourceType{Service: "iam", Type: "role", Says: "an IAM role", Global: true}
	userType        = ResourceType{Service: "iam", Type: "user", Says: "an IAM user", Global: true}
	groupType       = ResourceType{Service: "iam", Type: "group", Says: "an IAM group", Global: true}
	keyType         = ResourceType{Service: "kms", Type: "key", Says: "a KMS key"}
	keyAliasType    = ResourceType{Service: "kms", Type: "alias", Says: "an alias"}
	centerType      = ResourceType{Service: "sso", Type: "instance", Says: "an IAM Identity Center instance", Global: true, Accountless: true}
)

var (
	// Data sources may be of other accounts and Regions (SERVICE.md §2.5), but only
	// domains and collections can be attached (SERVICE.md §3.4).
	namesDataSource = ARNRule{Types: []ResourceType{domainType, collectionType, directQueryType}}
	namesAttachable = ARNRule{Types: []ResourceType{domainType, collectionType}}
	// There is one default application in each Region.
	namesDefault     = ARNRule{Types: []ResourceType{applicationType}, Here: true}
	namesApplication = ARNRule{Types: []ResourceType{applicationType}}
	namesTagged      = ARNRule{Types: []ResourceType{domainType, directQueryType, applicationType}}

	namesRole = ARNRule{Types: []ResourceType{roleType}}
	// A simulation takes whoever holds policies, and no session (documentation).
	namesPrincipal = ARNRule{Types: []ResourceType{roleType, userType, groupType}}
	namesCenter    = ARNRule{Types: []ResourceType{centerType}}
	// * is in the pattern of CloudFormation's schema (SERVICE.md §6.4).
	namesViewer = ARNRule{Types: []ResourceType{roleType, userType}, Besides: &Pattern{Source: `\*`, Says: "*"}}

	// KMS answers for the keys of its own Region alone.
	namesKey = ARNRule{Types: []ResourceType{keyType}, Here: true}
	// A package's key may be named in all the ways that KMS knows (SERVICE.md §4.3).
	identifiesKey = ARNRule{
		Types: []ResourceType{keyType, keyAliasType}, Here: true,
		Besides: &Pattern{Source: `alias/[a-zA-Z0-9/_-]+|[a-zA-Z0-9-]+`, Says: "alias/ and a name, or a key id"},
	}
)
