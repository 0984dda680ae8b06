package awsclient

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model"
	"oscope/model/rule"
)

// kinds maps error codes to what they mean. Codes decide, never HTTP statuses:
// not-found is 409 here (SERVICE.md §1.1).
var kinds = map[string]model.FailureKind{
	"AccessDenied":                        model.FailurePermission,
	"AccessDeniedException":               model.FailurePermission,
	"UnauthorizedOperation":               model.FailurePermission,
	"Throttling":                          model.FailureThrottling,
	"ThrottlingException":                 model.FailureThrottling,
	"ThrottledException":                  model.FailureThrottling,
	"TooManyRequestsException":            model.FailureThrottling,
	"RequestLimitExceeded":                model.FailureThrottling,
	"SlowDown":                            model.FailureThrottling,
	"ExpiredToken":                        model.FailureExpired,
	"ExpiredTokenException":               model.FailureExpired,
	"RequestExpired":                      model.FailureExpired,
	"UnauthorizedException":               model.FailureExpired, // of SSO: the session has ended
	"InvalidGrantException":               model.FailureExpired, // of SSO: it cannot be refreshed
	"InvalidClientException":              model.FailureExpired, // of SSO: the registration has ended
	"UnauthorizedClientException":         model.FailureExpired, // of SSO: the same
	"OptInRequired":                       model.FailureRegionOff,
	"RegionDisabledException":             model.FailureRegionOff, // of STS
	"UnrecognizedClientException":         model.FailureCredentials,
	"InvalidClientTokenId":                model.FailureCredentials,
	"InvalidSignatureException":           model.FailureCredentials,
	"SignatureDoesNotMatch":               model.FailureCredentials,
	"MissingAuthenticationTokenException": model.FailureCredentials,
	"IncompleteSignature":                 model.FailureCredentials,
	"PermanentRedirect":                   model.FailureValidation, // the bucket is in another Region
	"ResourceNotFoundException":           model.FailureNotFound,
	"ValidationException":                 model.FailureValidation,
	"InvalidParameterException":           model.FailureValidation,
	"InvalidPaginationTokenException":     model.FailureValidation,
	"InvalidTypeException":                model.FailureValidation,
	"SerializationException":              model.FailureValidation,
	"ConflictException":                   model.FailureConflict,
	"ResourceAlreadyExistsException":      model.FailureConflict,
	"DisabledOperationException":          model.FailureConflict,
	"LimitExceededException":              model.FailureQuota,
	"ServiceQuotaExceededException":       model.FailureQuota,
	"InternalException":                   model.FailureUnavailable,
	"InternalFailure":                     model.FailureUnavailable,
	"InternalServerException":             model.FailureUnavailable,
	"ServiceUnavailable":                  model.FailureUnavailable,
	"ServiceUnavailableException":         model.FailureUnavailable,
	"DependencyFailureException":          model.FailureUnavailable,
	"UnknownError":                        model.FailureUnreadable, // an error answer without a code
	// What S3, KMS and IAM call otherwise.
	"NoSuchBucket":               model.FailureNotFound,
	"NoSuchKey":                  model.FailureNotFound,
	"NoSuchEntity":               model.FailureNotFound,
	"NotFoundException":          model.FailureNotFound,
	"InvalidArnException":        model.FailureValidation,
	"InvalidInput":               model.FailureValidation,
	"InvalidObjectState":         model.FailureConflict,
	"InvalidAccessKeyId":         model.FailureCredentials,
	"InternalError":              model.FailureUnavailable,
	"KMSInternalException":       model.FailureUnavailable,
	"DependencyTimeoutException": model.FailureUnavailable,
	"ServiceFailure":             model.FailureUnavailable,
}

// headKinds are what statuses mean where an answer has no body, to a HEAD: then they
// alone tell. What may not be listed is forbidden also when it is not there.
var headKinds = map[int]model.FailureKind{
	http.StatusMovedPermanently:   model.FailureValidation, // the bucket is in another Region
	http.StatusForbidden:          model.FailurePermission,
	http.StatusNotFound:           model.FailureNotFound,
	http.StatusServiceUnavailable: model.FailureThrottling,
}

// translate makes an SDK error into ours: the one place that all of them pass. It
// advises by what is known of the configuration, if it could be read, and lets
// nothing private through.
func (c *Client) translate(err error, op operation, s *services) *model.CallError {
	failure := translate(err, op)
	if s != nil {
		s.advise(failure, err)
	}
	failure.Code = c.identity.secrets.redact(failure.Code)
	failure.Message = c.identity.secrets.redact(failure.Message)
	failure.Remedy = c.identity.secrets.redact(failure.Remedy)
	failure.SignIn = c.identity.secrets.redact(failure.SignIn)
	failure.RequestID = c.identity.secrets.redact(failure.RequestID)
	return failure
}

// advise says of a failure what the configuration has to do with it.
func (s *services) advise(failure *model.CallError, err error) {
	unknown, _ := errors.AsType[*net.DNSError](err)
	noHost := unknown != nil && unknown.IsNotFound && strings.Contains(unknown.Name, s.region)
	switch {
	case failure.Kind == model.FailureExpired:
		failure.Remedy = cmp.Or(failure.Remedy, s.signIn.advice)
		failure.SignIn = s.signIn.here()
	case failure.RegionOff(s.region):
		failure.Kind = model.FailureRegionOff
	// A Region that is not in our table may be new: only what no Region is called is
	// a mistake by itself, and only if its endpoint is AWS's.
	case noHost && !model.KnownRegion(s.region),
		!model.PlausibleRegion(s.region) && s.standing.Endpoint == "" && misplaced(failure):
		failure.Remedy = "Name another: --region, AWS_REGION, or region in the profile. What came of it: " + failure.Message
		failure.Kind, failure.Code, failure.Message = model.FailureRegion, "", model.NoRegion(s.region)
	}
}

// misplaced reports whether a call may have failed because it went to a Region that
// does not exist.
func misplaced(failure *model.CallError) bool {
	switch failure.Kind {
	case model.FailureNetwork, model.FailureUnreadable:
		return true
	case model.FailureOther, model.FailureValidation:
		return failure.HTTPStatus == 0 // not even sent
	case model.FailureCredentials:
		return failure.HTTPStatus != 0 // signed for it
	default:
		return false
	}
}

func translate(err error, op operation) *model.CallError {
	failure := &model.CallError{
		Operation: op.Name,
		On:        op.on,
		Action:    op.Permission(),
		Write:     op.Effect != rule.Reads,
		Err:       err,
	}
	if response, ok := errors.AsType[*awshttp.ResponseError](err); ok {
		failure.RequestID = response.ServiceRequestID()
		failure.HTTPStatus = response.HTTPStatusCode()
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		failure.Code, failure.Message = api.ErrorCode(), api.ErrorMessage()
		failure.Kind = kinds[failure.Code]
		// For S3 the SDK makes a code and a text of the status where there are none.
		redirected := failure.HTTPStatus/100 == 3
		if (failure.Kind == model.FailureOther || redirected) && failure.HTTPStatus != 0 && failure.Message == http.StatusText(failure.HTTPStatus) {
			failure.Kind = model.FailureUnreadable
		}
	}
	if op.Operation == &rule.HeadObject && err != nil {
		failure.Kind = cmp.Or(headKinds[failure.HTTPStatus], failure.Kind)
	}
	failure.Kind = kindOf(err, failure.Kind)
	if known, ok := errors.AsType[configurationError](err); ok {
		failure.Message, failure.Remedy = known.message, known.advice
		failure.Action = cmp.Or(known.action, failure.Action)
	} else if failure.Code == "" {
		failure.Message = cause(err)
	}
	if failure.Kind == model.FailureUnreadable {
		failure.Code = ""
		failure.Message = "the answer is not one of the service's"
		if wrong, ok := errors.AsType[unreadableError](err); ok {
			failure.Message += ": " + wrong.Error()
		} else if failure.HTTPStatus >= http.StatusMultipleChoices {
			failure.Message += ": HTTP " + http.StatusText(failure.HTTPStatus)
		}
	}
	for _, text := range []*string{&failure.Code, &failure.Message, &failure.RequestID} {
		*text = bounded(*text)
	}
	return failure
}

// bounded cuts a text of an error that no service would write, and says so.
func bounded(text string) string {
	if len(text) <= textMost {
		return text
	}
	return strings.ToValidUTF8(text[:textMost], "") + fmt.Sprintf("… (cut; it has %d bytes)", len(text))
}

// cause says what is wrong when no service does: of the SDK's long chains, the
// innermost part.
func cause(err error) string {
	if errors.Is(err, context.Canceled) {
		return "given up before an answer came"
	}
	if refused, ok := errors.AsType[readOnlyError](err); ok {
		return refused.Error()
	}
	for _, plain := range []error{errGateClosed, errNoRoom} {
		if errors.Is(err, plain) {
			return plain.Error()
		}
	}
	var provider credentialsError
	var send *smithyhttp.RequestSendError
	switch {
	case errors.As(err, &send):
		if sent, ok := errors.AsType[*url.Error](send.Err); ok {
			return sent.Op + " " + plainURL(sent.URL) + ": " + sent.Err.Error()
		}
		return send.Err.Error()
	case errors.As(err, &provider):
		return provider.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	}
	return err.Error()
}

// kindOf returns the kind of an error of which kind is what its code says.
func kindOf(err error, kind model.FailureKind) model.FailureKind {
	var (
		credentials   credentialsError
		known         configurationError
		validation    smithy.InvalidParamsError
		garbled       *smithy.DeserializationError
		unreadable    unreadableError
		serialization *smithy.SerializationError
		transport     *smithyhttp.RequestSendError
	)
	switch {
	case errors.Is(err, errReadOnly):
		return model.FailureReadOnly
	case errors.As(err, &unreadable):
		return model.FailureUnreadable
	case errors.Is(err, errNoRegion):
		return model.FailureRegion
	case errors.Is(err, context.Canceled):
		return model.FailureCancelled
	case errors.As(err, &known):
		return known.kind
	case errors.Is(err, errGateClosed), errors.Is(err, errNoRoom):
		return model.FailureThrottling
	case errors.As(err, &credentials):
		switch {
		case kind == model.FailureExpired, kind == model.FailureRegionOff:
			return kind
		case errors.As(err, &transport):
			return model.FailureNetwork
		}
		return model.FailureCredentials
	case kind != model.FailureOther:
		return kind
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &transport):
		return model.FailureNetwork
	case errors.As(err, &validation), errors.As(err, &serialization):
		return model.FailureValidation
	case errors.As(err, &garbled), errors.Is(err, io.ErrUnexpectedEOF):
		return model.FailureUnreadable
	}
	return kind
}

// addErrorText gets back the text of errors whose body spells it "Message": the
// deserializers of this SDK version read only "message" (SERVICE.md §1.3).
func addErrorText(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("oscope:ErrorText", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || response.StatusCode < http.StatusMultipleChoices {
			return out, metadata, err
		}
		body, err := io.ReadAll(response.Body)
		if err == nil {
			response.Body = readCloser{bytes.NewReader(lowerMessage(body)), response.Body}
		}
		return out, metadata, err
	}), middleware.After)
}

// lowerMessage renames a JSON error's "Message" to "message"; any other body is
// returned as it is.
func lowerMessage(body []byte) []byte {
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil {
		return body
	}
	text, capital := members["Message"]
	if _, small := members["message"]; small || !capital {
		return body
	}
	members["message"] = text
	delete(members, "Message")
	renamed, err := json.Marshal(members)
	if err != nil {
		return body
	}
	return renamed
}

type readCloser struct {
	io.Reader
	io.Closer
}
