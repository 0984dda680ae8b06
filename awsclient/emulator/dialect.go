package emulator

import (
	"net/http"
	"regexp"
	"strings"
)

// dialect is a protocol of a service that calls some errors otherwise than the others
// do, or gives them another status.
type dialect struct {
	protocol
	spelled *map[string]spelling
}

type spelling struct {
	code   string
	status int
}

func (d dialect) refuse(requestID string, err *refusal) answer {
	own, ok := (*d.spelled)[err.code]
	if !ok {
		return d.protocol.refuse(requestID, err)
	}
	spelled := *err
	spelled.code = own.code
	if spelled.status == 0 {
		spelled.status = own.status
	}
	return d.protocol.refuse(requestID, &spelled)
}

// The codes and statuses are of the service models (SERVICE.md §11.2, §11.3, §11.4, §11.5).
var (
	organizationErrors = map[string]spelling{
		"InternalException":   {"ServiceException", http.StatusInternalServerError},
		"ThrottlingException": {"TooManyRequestsException", http.StatusBadRequest},
		"ValidationException": {"InvalidInputException", http.StatusBadRequest},
	}
	accountErrors = map[string]spelling{
		"InternalException":   {"InternalServerException", http.StatusInternalServerError},
		"ThrottlingException": {"TooManyRequestsException", http.StatusTooManyRequests},
	}
	portalErrors = map[string]spelling{
		"AccessDeniedException":  {"ForbiddenException", http.StatusForbidden},
		"ExpiredTokenException":  {"UnauthorizedException", http.StatusUnauthorized},
		"ForbiddenException":     {"ForbiddenException", http.StatusForbidden},
		"SerializationException": {"InvalidRequestException", http.StatusBadRequest},
		"ThrottlingException":    {"TooManyRequestsException", http.StatusTooManyRequests},
		"UnauthorizedException":  {"UnauthorizedException", http.StatusUnauthorized},
		"ValidationException":    {"InvalidRequestException", http.StatusBadRequest},
	}
	deviceErrors = map[string]spelling{
		"AccessDeniedException":  {"AccessDeniedException", http.StatusBadRequest},
		"ExpiredTokenException":  {"ExpiredTokenException", http.StatusBadRequest},
		"InternalException":      {"InternalServerException", http.StatusInternalServerError},
		"InvalidClientException": {"InvalidClientException", http.StatusUnauthorized},
		"SerializationException": {"InvalidRequestException", http.StatusBadRequest},
		"ThrottlingException":    {"SlowDownException", http.StatusBadRequest},
		"ValidationException":    {"InvalidRequestException", http.StatusBadRequest},
	}
)

var (
	portalProtocol = dialect{restJSON{}, &portalErrors}
	deviceProtocol = dialect{oauth{}, &deviceErrors}
)

// oauth is restJson1 with errors that have OAuth's members, and a code with a
// namespace behind it (recorded of this service).
type oauth struct {
	restJSON
}

func (p oauth) refuse(_ string, err *refusal) answer {
	status := err.status
	if status == 0 {
		status = statusOf(err.code)
	}
	body := struct {
		Error       string  `json:"error"`
		Description *string `json:"error_description"`
	}{Error: oauthWord(err.code)}
	if err.message != "" {
		body.Description = &err.message
	}
	a, _ := jsonAnswer("application/json", body)
	a.status, a.errorType = status, err.code+":http://internal.amazon.com/coral/com.amazonaws.sso.oidc/"
	return a
}

var capital = regexp.MustCompile(`\B[A-Z]`)

// oauthWord is "slow_down" for SlowDownException. Only the service's own failure has
// another word in OAuth.
func oauthWord(code string) string {
	word := strings.TrimSuffix(code, "Exception")
	if word == "InternalServer" {
		word = "ServerError"
	}
	return strings.ToLower(capital.ReplaceAllString(word, "_$0"))
}
