package emulator

import (
	"fmt"
	"net/http"
	"strings"

	"oscope/model/rule"
)

// refusal is an error that the service answers with.
type refusal struct {
	code    string
	message string
	status  int // HTTP status; 0 is that of the code in the protocol
	// capital spells the member that carries the text "Message", as the layer
	// that checks permissions does (SERVICE.md §1.3).
	capital bool
}

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...)}
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

// statusOf is the HTTP status of an error in restJson1 and query. Not found being
// 409 is no mistake (SERVICE.md §1.1).
func statusOf(code string) int {
	switch code {
	case "AccessDeniedException", "ExpiredTokenException", "MissingAuthenticationTokenException":
		return http.StatusForbidden
	case "NoSuchEntity", "UnknownOperationException":
		return http.StatusNotFound
	case "ConflictException", "DisabledOperationException", "InvalidTypeException", "LimitExceededException",
		"ResourceAlreadyExistsException", "ResourceNotFoundException", "SlotNotAvailableException":
		return http.StatusConflict
	case "ServiceQuotaExceededException":
		return http.StatusPaymentRequired
	case "DependencyFailureException":
		return http.StatusFailedDependency
	case "RequestEntityTooLargeException":
		return http.StatusRequestEntityTooLarge
	case "InternalException", "InternalServerException":
		return http.StatusInternalServerError
	case "ServiceUnavailableException":
		return http.StatusServiceUnavailable
	}
	return http.StatusBadRequest
}

// validate holds a request to the rules of its operation. What is not of the
// right type cannot be read at all; all that breaks the service's model is
// reported at once; then comes what only the documentation states.
func validate(o *operation, region string, values map[string]any) error {
	code := "ValidationException"
	if o.Service == rule.Logs {
		code = "InvalidParameterException" // recorded of operations that list it (SERVICE.md §1.5)
	}
	var modelled, documented []string
	for _, v := range o.In(region).Check(values) {
		switch {
		case v.Mistyped:
			return refuse("SerializationException", "The value at '%s' %s.", v.Path, v.Advice)
		case v.Documented:
			documented = append(documented, fmt.Sprintf("Invalid value at '%s': %s.", v.Path, v.Advice))
		default:
			modelled = append(modelled, v.String())
		}
	}
	switch {
	case len(modelled) == 1:
		return refuse(code, "1 validation error detected: %s", modelled[0])
	case len(modelled) > 1:
		return refuse(code, "%d validation errors detected: %s", len(modelled), strings.Join(modelled, "; "))
	case len(documented) > 0:
		return refuse(code, "%s", strings.Join(documented, " "))
	}
	return nil
}
