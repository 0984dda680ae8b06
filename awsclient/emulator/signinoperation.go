package emulator

import "oscope/model/rule"

// The services that sign in, and tell which accounts and Regions there are.
var (
	organizations  = rule.Service{ID: "Organizations", Command: "organizations", Prefix: "organizations"}
	accounts       = rule.Service{ID: "Account", Command: "account", Prefix: "account"}
	portal         = rule.Service{ID: "SSO", Command: "sso", Prefix: "sso"}
	deviceRegistry = rule.Service{ID: "SSO OIDC", Command: "sso-oidc", Prefix: "sso-oauth"}
)

// What is served besides the operations of package rule: what the SDK sends by itself
// to come by credentials, and what is not needed of the client that serves a scope.
// An operation that moves to the table there goes from here. The constraints are those
// of the service models (SERVICE.md §11).
var (
	assumeRole = rule.Operation{Service: rule.STS, Name: "AssumeRole", Effect: rule.Repeatable, Members: []rule.Member{
		{Name: "RoleArn", Required: true, Min: 20, Max: 2048},
		{Name: "RoleSessionName", Required: true, Min: 2, Max: 64, Pattern: &sessionName},
		{Name: "DurationSeconds", Type: rule.Integer, Min: 900, Max: 43200},
		{Name: "ExternalId", Min: 2, Max: 1224},
		{Name: "SerialNumber", Min: 9, Max: 256},
		{Name: "TokenCode", Min: 6, Max: 6, Pattern: &oneTimeCode},
	}}
	listAccounts = rule.Operation{Service: organizations, Name: "ListAccounts", Effect: rule.Reads, Members: []rule.Member{
		{Name: "NextToken", Max: 100000},
		{Name: "MaxResults", Type: rule.Integer, Min: 1, Max: accountPageSize},
	}}
	listRegions = rule.Operation{Service: accounts, Name: "ListRegions", Effect: rule.Reads, Members: []rule.Member{
		{Name: "AccountId", Pattern: &accountPattern},
		{Name: "MaxResults", Type: rule.Integer, Min: 1, Max: regionPageSize},
		{Name: "NextToken", Max: 1000},
		{Name: "RegionOptStatusContains", Type: rule.List, Element: &rule.Member{Enum: optStatuses}},
	}}

	bearerToken        = rule.Member{Name: "accessToken", Required: true}
	getRoleCredentials = rule.Operation{Service: portal, Name: "GetRoleCredentials", Effect: rule.Reads, Members: []rule.Member{
		bearerToken, {Name: "role_name", Required: true}, {Name: "account_id", Required: true},
	}}
	listAssignedAccounts = rule.Operation{Service: portal, Name: "ListAccounts", Effect: rule.Reads, Members: []rule.Member{
		bearerToken, {Name: "next_token"}, {Name: "max_result", Type: rule.Integer},
	}}
	listAccountRoles = rule.Operation{Service: portal, Name: "ListAccountRoles", Effect: rule.Reads, Members: []rule.Member{
		bearerToken, {Name: "account_id", Required: true}, {Name: "next_token"}, {Name: "max_result", Type: rule.Integer},
	}}
	logout = rule.Operation{Service: portal, Name: "Logout", Effect: rule.Repeatable, Members: []rule.Member{bearerToken}}

	registerClient = rule.Operation{Service: deviceRegistry, Name: "RegisterClient", Effect: rule.Repeatable, Members: []rule.Member{
		{Name: "clientName", Required: true},
		{Name: "clientType", Required: true, Enum: []string{"public"}},
		{Name: "scopes", Type: rule.List, Element: &rule.Member{}},
	}}
	startDeviceAuthorization = rule.Operation{Service: deviceRegistry, Name: "StartDeviceAuthorization", Effect: rule.Repeatable, Members: []rule.Member{
		{Name: "clientId", Required: true}, {Name: "clientSecret", Required: true}, {Name: "startUrl", Required: true},
	}}
	createToken = rule.Operation{Service: deviceRegistry, Name: "CreateToken", Effect: rule.Once, Members: []rule.Member{
		{Name: "clientId", Required: true},
		{Name: "clientSecret", Required: true},
		{Name: "grantType", Required: true},
		{Name: "deviceCode"},
		{Name: "refreshToken"},
	}}
)

var (
	sessionName = rule.Pattern{Source: `[\w+=,.@-]*`, Says: "letters, digits and _ + = , . @ -"}
	oneTimeCode = rule.Pattern{Source: `[\d]*`, Says: "six digits"}
)
