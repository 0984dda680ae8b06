package model

import (
	"cmp"
	"strings"
)

// Setting is where an operator meets a failed call. What can be done about it, and
// with which key, depends on that as much as on the failure.
type Setting int

// The settings.
const (
	AtListing      Setting = iota // a reading that oscope repeats by itself; {refresh} asks at once
	AtForm                        // a write of a form: enter sends it again, shift+tab leads to the fields
	AtConfirmation                // a write behind a typed name: enter sends it again
	AtBatch                       // one of several writes: R sends again what was not done
	AtLog                         // afterwards, among the failed calls: no key acts on it
	AtCommand                     // a reading of a command, which has no keys and does not go on
)

// Advice says in one or two sentences what a failure means and what to do about it
// where it is met. Every key that it names does there what it says; of an action there is
// its name in braces, in the place of its key.
func (e *CallError) Advice(at Setting) string {
	if at == AtCommand {
		return cmp.Or(e.Remedy, e.Kind.withoutKeys())
	}
	if at == AtListing || at == AtLog && !e.Write {
		return e.Explain()
	}
	switch e.Ending() {
	case Unknown:
		return e.cause() + " Whether it was done is not known from this."
	case NotSent:
		return e.unsent(at)
	case Done, Refused:
	}
	return e.refused(at)
}

// again names the key that sends a write once more.
func (at Setting) again() string {
	switch at {
	case AtBatch:
		return "press R to send it again"
	case AtLog:
		return "do it again"
	default:
	}
	return "press enter to send it again"
}

// fields names the way to what was typed.
func (at Setting) fields() string {
	switch at {
	case AtForm:
		return "press shift+tab"
	case AtBatch:
		return "press esc"
	case AtLog:
		return "begin anew"
	default:
	}
	return "press esc and begin anew"
}

// unsent is the advice on a write that never left.
func (e *CallError) unsent(at Setting) string {
	switch e.Kind {
	case FailureReadOnly:
		return "Nothing was sent: oscope runs read-only. Start it without --read-only to change things."
	case FailureRegion:
		return "Nothing was sent: no Region is set. Start oscope with --region, AWS_REGION, or region in the profile."
	case FailureValidation:
		return "Nothing was sent: the request breaks a rule. To correct it, " + at.fields() + "."
	case FailureCancelled:
		return "Nothing was sent. When it is wanted after all, " + at.again() + "."
	default:
	}
	return "Nothing was sent. " + e.cause() + " When that is mended, " + at.again() + "."
}

// refused is the advice on a write that the service said no to.
func (e *CallError) refused(at Setting) string {
	switch e.Kind {
	case FailurePermission:
		return "These credentials lack the permission. Ask for " + e.Action + " to be allowed, then " + at.again() + "."
	case FailureThrottling:
		return "AWS asks for fewer requests; nothing was done. Wait a moment, then " + at.again() + "."
	case FailureExpired, FailureCredentials:
		return e.cause() + " Then " + at.again() + "."
	case FailureNotFound:
		if e.removes() {
			return "It is not there any more, so nothing is left to do."
		}
		return "Something that the request names does not exist, or not any more. To choose another, " + at.fields() + "."
	case FailureConflict:
		return e.conflict(at)
	case FailureQuota:
		if e.Operation == "PutIntegration" {
			return "An account has one integration in a Region at the most. If it is to be another, press esc and delete the one that exists ({delete})."
		}
		return "A limit of the account is reached. Remove something, or have the limit raised under Service Quotas, then " + at.again() + "."
	case FailureValidation:
		return "The request breaks a rule of the service; nothing was done. To correct it, " + at.fields() + "."
	default:
	}
	return "The service refused it; its message says why. When that has changed, " + at.again() + ", or " + at.fields() + " to change the request."
}

func (e *CallError) conflict(at Setting) string {
	switch e.Code {
	case "DisabledOperationException":
		return "The service does not offer this operation for what the request names, and asking again will not change that. To change the request, " + at.fields() + "."
	case "ResourceAlreadyExistsException":
		return "It exists already. To name another, " + at.fields() + "."
	case "InvalidTypeException":
		return "The service has no such type for this, or does not support it here. To choose another, " + at.fields() + "."
	}
	return "Something that exists or is under way forbids this now; the message says what. When that has passed, " + at.again() + ", or " + at.fields() + " to change the request."
}

// removes reports whether the call takes something away, which a second one would
// not find.
func (e *CallError) removes() bool {
	for _, verb := range []string{"Delete", "Detach", "Dissociate", "Remove"} {
		if strings.HasPrefix(e.Operation, verb) {
			return true
		}
	}
	return false
}

// cause says what stands in the way, and how it is mended where that is not a key.
func (e *CallError) cause() string {
	if e.Remedy != "" {
		return e.Remedy
	}
	switch e.Kind {
	case FailureExpired:
		return "The credentials have expired. Renew them (aws sso login, or a new session)."
	case FailureCredentials:
		return "There are no credentials. Name a profile (--profile or AWS_PROFILE) or sign in (aws sso login)."
	case FailureRegionOff:
		return "The Region is not enabled for the account. Enable it in the AWS console (Account, AWS Regions)."
	case FailureNetwork:
		return "No answer of AWS came back. Check the network, the proxy and the endpoint."
	case FailureUnreadable:
		return "The answer was not one of the service's; a proxy or a portal may stand in between."
	case FailureUnavailable:
		return "The service failed on its side."
	case FailureThrottling:
		return "AWS asks for fewer requests."
	case FailureCancelled:
		return "It was given up before an answer came."
	case FailureNotFound:
		return "It does not exist, or not any more."
	default:
	}
	return "The service refused it."
}

// withoutKeys is Explain where there is no screen.
func (k FailureKind) withoutKeys() string {
	switch k { //nolint:exhaustive // what else there is speaks of no key and of no later
	case FailurePermission:
		return "These credentials lack the permission. Ask for the action to be allowed."
	case FailureThrottling:
		return "AWS asks for fewer requests. Try again in a while; other tools that use the account may be the cause."
	case FailureExpired:
		return "Renew them: aws sso login, or a new session."
	case FailureRegionOff:
		return "Enable it for the account (AWS console: Account, AWS Regions), or leave it out."
	case FailureNetwork:
		return "Check the network, the proxy and the endpoint."
	case FailureUnavailable:
		return "The service failed on its side. Try again in a while."
	}
	return k.Explain()
}
