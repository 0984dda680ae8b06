package rule

// MaxTags is how many tags a resource may have (documentation of AddTags).
const MaxTags = 10

func tagList(name string, required bool) Member {
	return Member{Name: name, Type: List, Required: required, Element: &Member{Type: Structure, Members: []Member{
		{Name: "Key", Required: true, Min: 1, Max: 128},
		{Name: "Value", Required: true, Max: 256},
	}}}
}

// Tags.
var (
	ListTags   = Operation{Service: OpenSearch, Name: "ListTags", Effect: Reads, Where: "Applications (detail), `t`", Members: []Member{{Name: "arn", Required: true, Min: 20, Max: 2048, ARN: &namesTagged}}}
	AddTags    = Operation{Service: OpenSearch, Name: "AddTags", Effect: Repeatable, Where: "Applications `t`", Members: []Member{{Name: "ARN", Required: true, Min: 20, Max: 2048, ARN: &namesTagged}, tagList("TagList", true)}}
	RemoveTags = Operation{Service: OpenSearch, Name: "RemoveTags", Effect: Repeatable, Where: "Applications `t`", Members: []Member{
		{Name: "ARN", Required: true, Min: 20, Max: 2048, ARN: &namesTagged},
		{Name: "TagKeys", Type: List, Required: true, Element: &Member{}},
	}}
)
