package rule

// What is asked to know which scopes there are (documentation of Organizations, Account
// Management and STS). Nobody fills in these requests.
var (
	ListAccounts = Operation{Service: Organizations, Name: "ListAccounts", Effect: Reads, Where: "Scopes: `--organization`"}
	ListRegions  = Operation{Service: Account, Name: "ListRegions", Effect: Reads, Where: "Scopes: `--region all`"}
	// AssumeRole changes nothing, but what it gives may.
	AssumeRole = Operation{Service: STS, Name: "AssumeRole", Effect: Repeatable, Where: "Scopes: `--organization`", On: OnRole}
)
