package emulator

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"oscope/model"
)

// statement is the part of a policy of IAM that the emulator evaluates: no conditions,
// and none of the members that say what is not meant.
type statement struct {
	Effect    string
	Action    texts
	Resource  texts
	Condition json.RawMessage
}

// texts are one text or a list of them.
type texts []string

func (t *texts) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = texts{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

// statements reads a policy; ok is false for what is none.
func statements(policy json.RawMessage) (all []statement, ok bool) {
	var document struct{ Statement json.RawMessage }
	if json.Unmarshal(policy, &document) != nil || document.Statement == nil {
		return nil, false
	}
	if json.Unmarshal(document.Statement, &all) == nil {
		return all, true
	}
	var one statement
	err := json.Unmarshal(document.Statement, &one)
	return []statement{one}, err == nil
}

// decision is what the policies of a role come to. A role of which the world says no
// policies may do everything.
func (r *Role) decision(action, resource string) string {
	if r.Policies == nil {
		return "allowed"
	}
	decision := "implicitDeny"
	for _, policy := range r.Policies {
		all, _ := statements(policy)
		for _, s := range all {
			if !s.matches(action, resource) {
				continue
			}
			if s.Effect == "Deny" {
				return "explicitDeny"
			}
			decision = "allowed"
		}
	}
	return decision
}

func (s statement) matches(action, resource string) bool {
	return s.Condition == nil &&
		slices.ContainsFunc(s.Action, func(pattern string) bool { return wild(strings.ToLower(pattern), strings.ToLower(action)) }) &&
		slices.ContainsFunc(s.Resource, func(pattern string) bool { return wild(pattern, resource) })
}

// wild reports whether a pattern with * and ? matches a whole text.
func wild(pattern, text string) bool {
	for pattern != "" {
		switch {
		case pattern[0] == '*':
			for i := range len(text) + 1 {
				if wild(pattern[1:], text[i:]) {
					return true
				}
			}
			return false
		case text == "" || pattern[0] != '?' && pattern[0] != text[0]:
			return false
		}
		pattern, text = pattern[1:], text[1:]
	}
	return text == ""
}

func (s *state) simulatePrincipalPolicy(in struct {
	PolicySourceARN string `json:"PolicySourceArn"`
	ActionNames     []string
	ResourceARNs    []string `json:"ResourceArns"`
},
) (any, error) {
	source, _ := model.ParseARN(in.PolicySourceARN)
	role := s.roles.get(model.ARNName(in.PolicySourceARN))
	if role == nil || role.ARN != in.PolicySourceARN {
		return nil, refuse("NoSuchEntity", "The %s with name %s cannot be found.", source.Type, model.ARNName(in.PolicySourceARN))
	}
	if in.ResourceARNs == nil {
		in.ResourceARNs = []string{"*"}
	}
	type result struct {
		EvalActionName       string
		EvalResourceName     string
		EvalDecision         string
		MatchedStatements    string
		MissingContextValues string
	}
	var answer struct {
		EvaluationResults struct {
			Members []result `xml:"member"`
		}
		IsTruncated bool
	}
	for _, action := range in.ActionNames {
		if !strings.Contains(action, ":") {
			return nil, refuse("InvalidInput", "Invalid ActionName: %s", action)
		}
		for _, resource := range in.ResourceARNs {
			answer.EvaluationResults.Members = append(answer.EvaluationResults.Members, result{
				EvalActionName: action, EvalResourceName: resource, EvalDecision: role.decision(action, resource),
			})
		}
	}
	return answer, nil
}

func (s *state) getRole(in struct{ RoleName string }) (any, error) {
	r := s.roles.get(in.RoleName)
	if r == nil {
		return nil, refuse("NoSuchEntity", "The role with name %s cannot be found.", in.RoleName)
	}
	type role struct {
		Path                     string
		RoleName                 string
		RoleID                   string `xml:"RoleId"`
		ARN                      string `xml:"Arn"`
		CreateDate               string
		AssumeRolePolicyDocument string
		Description              string `xml:",omitempty"`
		MaxSessionDuration       int
	}
	return struct{ Role role }{role{
		r.Path, r.RoleName, r.RoleID, r.ARN, r.CreateDate.UTC().Format(time.RFC3339),
		// A plus is a plus in RFC 3986, and a space is %20.
		strings.ReplaceAll(url.QueryEscape(string(r.AssumeRolePolicyDocument)), "+", "%20"), r.Description, r.MaxSessionDuration,
	}}, nil
}
