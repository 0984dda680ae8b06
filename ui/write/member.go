package write

import (
	"cmp"
	"strconv"
	"strings"

	"oscope/model/rule"
	"oscope/ui/form"
)

// NewMemberText is a text field with the rules of a request's member.
func NewMemberText(label string, op *rule.Operation, path string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return Advice(member, v) })
}

// NewFreeName is a text field for a name that must not be taken yet; taken says by
// what it is.
func NewFreeName(label string, op *rule.Operation, path string, taken func(name string) string) *form.Text {
	member, _ := op.Member(path)
	return form.NewText(label, member.Rule(), func(v string) string { return cmp.Or(taken(v), Advice(member, v)) })
}

// Advice is what is wrong with one value of a member; empty when nothing is. The
// service names a pattern before a length; to a person a length that is wrong says
// more.
func Advice(member rule.Member, value string) string {
	violations := member.Check(value)
	if len(violations) == 0 {
		return ""
	}
	if member.ARN != nil && value != "" && !strings.HasPrefix(strings.TrimSpace(value), "arn:") {
		return "must be " + member.ARN.Says()
	}
	for _, v := range violations {
		if strings.HasSuffix(v.Constraint, strconv.Itoa(member.Min)) || strings.HasSuffix(v.Constraint, strconv.Itoa(member.Max)) {
			return v.Advice
		}
	}
	return violations[0].Advice
}

// NewMemberList is a list of which each entry has the rules of a member.
func NewMemberList(label, says string, op *rule.Operation, path string) *form.List {
	member, _ := op.Member(path)
	return form.NewList(label, says, func(entry string) string { return Advice(member, entry) })
}
