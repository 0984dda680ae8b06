package model

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// FailureKind says what sort of trouble a failed call is in, decided by the
// error's code and never by its HTTP status: not-found is 409 here (SERVICE.md §1.1).
type FailureKind int

// The kinds of failure.
const (
	FailureOther       FailureKind = iota // an error that the service reported and none of the below
	FailurePermission                     // the caller may not do this
	FailureThrottling                     // too many requests
	FailureExpired                        // the credentials are no longer valid
	FailureCredentials                    // there are no credentials, or they cannot be obtained
	FailureRegion                         // no Region is set
	FailureRegionOff                      // the Region is not enabled for the account
	FailureNotFound                       // the resource does not exist
	FailureValidation                     // the request breaks a rule
	FailureConflict                       // the resource's state forbids it
	FailureQuota                          // a limit of the account is reached
	FailureNetwork                        // the service was not reached, or did not answer in time
	FailureUnreadable                     // the answer was not one of the service's
	FailureUnavailable                    // the service failed on its side
	FailureReadOnly                       // oscope itself refused a write
	FailureCancelled                      // given up by oscope, for instance on leaving a scope
)

// Explain says in one sentence what the failure means and what to do about it. It
// stands behind Word, or the service's code, and does not say that again. An action that
// it tells one to do stands in braces, in the place of its key: the operator chooses keys.
func (k FailureKind) Explain() string {
	switch k {
	case FailurePermission:
		return "These credentials lack the permission. Ask for the action to be allowed, then press {refresh}."
	case FailureThrottling:
		return "AWS asks for fewer requests. oscope slows down and tries again by itself."
	case FailureExpired:
		return "Renew them (aws sso login, or a new session); oscope picks them up by itself."
	case FailureCredentials:
		return "Name a profile (--profile or AWS_PROFILE), sign in (aws sso login), or look around with --demo."
	case FailureRegion:
		return "Name a Region: --region, AWS_REGION, or region in the profile. Or look around with --demo."
	case FailureRegionOff:
		return "Enable it for the account (AWS console: Account, AWS Regions), then press {refresh}; or leave it out."
	case FailureNotFound:
		return "It does not exist, or not any more."
	case FailureValidation:
		return "The request breaks a rule of the service. Correct it and try again."
	case FailureConflict:
		return "Something that exists already, or is under way, forbids this; the message says what."
	case FailureQuota:
		return "A limit of the account is reached. Remove something or ask AWS for more."
	case FailureNetwork:
		return "oscope keeps trying; check the network, the proxy and the endpoint."
	case FailureUnreadable:
		return "The answer did not come from the service; a proxy or a portal may stand in between."
	case FailureUnavailable:
		return "The service failed on its side. oscope tries again by itself."
	case FailureReadOnly:
		return "oscope runs read-only. Start it without --read-only to change things."
	case FailureCancelled:
		return "It was given up before it was finished."
	case FailureOther:
	}
	return "The service refused it; its message says why."
}

// CallError is a failed call, whole: which call, on what, and what the service
// said. It never holds credentials or request bodies.
type CallError struct {
	Kind       FailureKind
	Operation  string // "AttachDataSource"
	On         string // what it was about; empty for listings of a whole scope
	Code       string // the service's code, or empty when no answer came
	Message    string // the service's message or the cause in words
	RequestID  string // empty when no answer came
	HTTPStatus int    // 0 when no answer came
	Action     string // the IAM action that the call needs, "es:ListApplications"
	Write      bool   // the call changes something
	Sent       bool   // an attempt of a write may have reached the service
	Remedy     string // what to do, where that is known better than its kind tells
	SignIn     string // what one can sign in to in the program: "the sso-session corp"
	Err        error  // what the SDK returned
}

// Error is the failure on one line, without the advice.
func (e *CallError) Error() string {
	var b strings.Builder
	b.WriteString(e.Operation)
	if e.On != "" {
		b.WriteString(" on " + e.On)
	}
	b.WriteString(": ")
	if e.Code != "" {
		b.WriteString(e.Code + ": ")
	}
	b.WriteString(e.Message)
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request %s)", e.RequestID)
	}
	return b.String()
}

// Explain says what the failure means and what to do about it, with actions in braces.
func (e *CallError) Explain() string { return cmp.Or(e.Remedy, e.Kind.Explain()) }

// ExplainAt is Explain where a key signs in, which it names first.
func (e *CallError) ExplainAt(key string) string {
	if e.SignIn == "" {
		return e.Explain()
	}
	return key + " signs in to " + e.SignIn + " here. " + e.Explain()
}

// Unwrap returns the SDK's error.
func (e *CallError) Unwrap() error { return e.Err }

// Word names the kind in a word or two; empty for those of which the code says
// more.
func (k FailureKind) Word() string {
	switch k {
	case FailurePermission:
		return "no permission"
	case FailureThrottling:
		return "throttled by AWS"
	case FailureExpired:
		return "credentials expired"
	case FailureCredentials:
		return "no credentials"
	case FailureRegion:
		return "no Region"
	case FailureRegionOff:
		return "Region off"
	case FailureNetwork:
		return "AWS not reached"
	case FailureUnreadable:
		return "unreadable answer"
	case FailureUnavailable:
		return "service error"
	case FailureOther, FailureNotFound, FailureValidation, FailureConflict, FailureQuota, FailureReadOnly, FailureCancelled:
	}
	return ""
}

// Brief is the failure in the few words that fit where data would be:
// "no permission: es:ListApplications". Of a configuration that is known to be
// wrong it is what is wrong.
func (e *CallError) Brief() string {
	switch {
	case e.Kind == FailurePermission:
		return e.Kind.Word() + ": " + e.Action
	case e.Remedy != "" && e.Code == "" && (e.Kind == FailureCredentials || e.Kind == FailureRegion):
		return e.Message
	}
	return cmp.Or(e.Kind.Word(), e.Code, e.Message)
}

// WholeScope reports whether a failure of this kind is likely to meet every call
// of the scope.
func (k FailureKind) WholeScope() bool {
	return k == FailureExpired || k == FailureCredentials || k == FailureRegion || k == FailureRegionOff || k == FailureNetwork
}

// AsCallError returns the error of a call as the client makes them; any other becomes
// one.
func AsCallError(err error) *CallError {
	if call, ok := errors.AsType[*CallError](err); ok {
		return call
	}
	return &CallError{Message: err.Error(), Err: err}
}
