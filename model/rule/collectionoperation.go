package rule

var (
	collectionID   = Pattern{Source: `[a-z0-9]{3,40}`, Says: "3 to 40 lower-case letters and digits"}
	collectionName = Pattern{Source: `[a-z][a-z0-9-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
)

// Collections (SERVICE.md §7).
var (
	ListCollections = Operation{Service: Serverless, Name: "ListCollections", Effect: Reads, Where: "Data sources, Attachments, pickers", Members: []Member{
		{Name: "collectionFilters", Type: Structure, Members: []Member{
			{Name: "name", Min: 3, Max: 64, Pattern: &collectionName},
			{Name: "status", Enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED", "UPDATE_FAILED"}},
			{Name: "collectionGroupName", Min: 3, Max: 32, Pattern: &collectionName},
		}},
		{Name: "nextToken"},
		{Name: "maxResults", Type: Integer, Min: 1, Max: 100},
	}}
	BatchGetCollection = Operation{Service: Serverless, Name: "BatchGetCollection", Effect: Reads, Where: "Data sources, Attachments, pickers", Members: []Member{
		{Name: "ids", Type: List, Min: 1, Max: 100, Element: &Member{Min: 3, Max: 40, Pattern: &collectionID}},
		{Name: "names", Type: List, Min: 1, Max: 100, Element: &Member{Min: 3, Max: 64, Pattern: &collectionName}},
	}}
)
