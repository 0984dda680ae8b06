package model

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
)

// MissingStatement is the statement of an IAM policy that would allow a call that was
// denied, as JSON. ok is false for any other failure, and where no statement that
// allows it can help, since another one denies it.
func (e *CallError) MissingStatement() (statement string, ok bool) {
	if e == nil || e.Kind != FailurePermission || e.Action == "" || e.DeniedExplicitly() {
		return "", false
	}
	encoded, err := json.MarshalIndent(struct {
		Effect   string
		Action   string
		Resource string
	}{"Allow", e.Action, cmp.Or(e.deniedResource(), "*")}, "", "  ")
	return string(encoded), err == nil
}

// DeniedExplicitly reports whether a policy denies the call, rather than none allowing
// it: the service says so.
func (e *CallError) DeniedExplicitly() bool {
	return e.Kind == FailurePermission && strings.Contains(e.Message, "explicit deny")
}

var onResource = regexp.MustCompile(`\bon resource: (arn:[^\s"',;]+|\*)`)

// deniedResource is what the service says the permission is missing on; empty where it
// does not.
func (e *CallError) deniedResource() string {
	found := onResource.FindStringSubmatch(e.Message)
	if found == nil {
		return ""
	}
	return strings.TrimRight(found[1], ".")
}
