package model

import (
	"encoding/json"
	"slices"
	"strings"
)

// IAMRole is a role with those who may assume it.
type IAMRole struct {
	ARN   string
	Name  string
	Trust string // its trust policy, JSON
	// Gone is true when there is no such role.
	Gone bool
}

// RoleName returns the name of a role by its ARN, whose path may be long.
func RoleName(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }

// Trusts is whether a service may assume a role for a purpose.
type Trusts int

// The answers. TrustsPerhaps is that of a condition which cannot be told from outside.
const (
	TrustsNot Trusts = iota
	TrustsElsewhere
	TrustsPerhaps
	Trusted
)

// TrustsService says whether a service may assume the role in an account, on behalf of
// a source: an ARN, in which "*" stands for what is not known yet.
func (r IAMRole) TrustsService(service, account, source string) Trusts {
	best := TrustsNot
	for _, s := range trustStatements(r.Trust) {
		if s.Effect == "Allow" && s.assumes() && s.names(service) {
			best = max(best, s.when(account, source))
		}
	}
	return best
}

type trustStatement struct {
	Effect    string
	Action    oneOrMore
	Principal json.RawMessage
	Condition map[string]map[string]oneOrMore
}

// oneOrMore is a text, or a list of them.
type oneOrMore []string

func (o *oneOrMore) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*o = oneOrMore{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(o))
}

func trustStatements(policy string) []trustStatement {
	var list struct{ Statement []trustStatement }
	if json.Unmarshal([]byte(policy), &list) == nil {
		return list.Statement
	}
	var single struct{ Statement trustStatement }
	if json.Unmarshal([]byte(policy), &single) != nil {
		return nil
	}
	return []trustStatement{single.Statement}
}

func (s trustStatement) assumes() bool {
	return slices.ContainsFunc(s.Action, func(a string) bool {
		a = strings.ToLower(a)
		return a == "sts:assumerole" || a == "sts:*" || a == "*"
	})
}

func (s trustStatement) names(service string) bool {
	var anybody string
	if json.Unmarshal(s.Principal, &anybody) == nil {
		return anybody == "*"
	}
	var by struct{ Service oneOrMore }
	return json.Unmarshal(s.Principal, &by) == nil && slices.Contains(by.Service, service)
}

// when evaluates the conditions on where the service comes from.
func (s trustStatement) when(account, source string) Trusts {
	verdict := Trusted
	for operator, keys := range s.Condition {
		like := strings.Contains(operator, "Like") || strings.HasPrefix(operator, "Arn")
		for key, values := range keys {
			var holds bool
			switch strings.ToLower(key) {
			case "aws:sourceaccount":
				holds = slices.ContainsFunc(values, func(v string) bool { return v == account || like && matchWild(v, account) })
			case "aws:sourcearn":
				holds = slices.ContainsFunc(values, func(v string) bool { return v == source || like && matchWild(v, source) })
				if !holds && strings.Contains(source, "*") && slices.ContainsFunc(values, func(v string) bool { return matchWild(source, v) }) {
					verdict = min(verdict, TrustsPerhaps) // one particular source, perhaps this one
					continue
				}
			default:
				verdict = min(verdict, TrustsPerhaps)
				continue
			}
			if strings.Contains(operator, "Not") {
				verdict = min(verdict, TrustsPerhaps)
			} else if !holds {
				verdict = min(verdict, TrustsElsewhere)
			}
		}
	}
	return verdict
}

// matchWild reports whether a pattern with * and ? matches a whole text.
func matchWild(pattern, text string) bool {
	// Where the last star stood, and how far it has reached in the text.
	star, mark, p, t := -1, 0, 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark, p = p, t, p+1
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p, t = p+1, t+1
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
