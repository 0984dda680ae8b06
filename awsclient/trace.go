package awsclient

import (
	"context"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model"
	"oscope/model/rule"
)

// Call is one call as it went, for a log: what it was and how it ended, and nothing of
// what was asked or answered.
type Call struct {
	Scope     model.Scope // with its account and Region as far as they are known
	Service   string      // the SDK's id
	Operation string
	Began     time.Time
	Took      time.Duration // with its retries and what it waited for
	Attempts  int           // requests that were made; 0 if it came to none
	Status    int           // HTTP, of the last attempt; 0 when no answer came
	RequestID string        // of the last attempt; empty when no answer came
	Code      string        // the service's, of a call that failed
	Failure   string        // what went wrong where there is no code
}

// Trace takes in each call when it has ended, those by which credentials are got
// included. It is called by many goroutines, and calls wait for it.
type Trace func(Call)

// traced tells a trace of the calls of a stack. scope is asked when a call has ended,
// and redact takes out of texts what no log may hold.
func traced(trace Trace, scope func() model.Scope, redact func(string) string) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		if trace == nil {
			return nil
		}
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:Trace", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			began := time.Now()
			out, metadata, err := next.HandleInitialize(ctx, in)
			call := Call{
				Service: middleware.GetServiceID(ctx), Operation: middleware.GetOperationName(ctx),
				Scope: scope(), Began: began, Took: time.Since(began),
			}
			if attempts, ok := retry.GetAttemptResults(metadata); ok {
				call.Attempts = len(attempts.Results)
			}
			if response, ok := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response); ok && response != nil {
				call.Status = response.StatusCode
			}
			call.RequestID, _ = awsmiddleware.GetRequestIDMetadata(metadata)
			if err != nil {
				call.fail(err)
			}
			for _, text := range []*string{&call.RequestID, &call.Code, &call.Failure} {
				*text = printable(redact(*text))
			}
			trace(call)
			return out, metadata, err
		}), middleware.Before)
	}
}

// fail notes how a call has failed. A message of the service's stays out: it names
// people and resources, and the code and the request id tell AWS the same.
func (c *Call) fail(err error) {
	failure := translate(err, operation{Operation: &rule.Operation{Name: c.Operation}})
	c.Code = failure.Code
	if failure.HTTPStatus != 0 {
		c.Status = failure.HTTPStatus
	}
	if failure.RequestID != "" {
		c.RequestID = failure.RequestID
	}
	if c.Code == "" {
		c.Failure = failure.Kind.Word()
		if c.Failure == "" || failure.Kind == model.FailureNetwork || failure.Kind == model.FailureUnreadable {
			c.Failure = failure.Message
		}
	}
}

// addTrace traces the calls of the client.
func (c *Client) addTrace(stack *middleware.Stack) error {
	return traced(c.trace, c.known, c.identity.secrets.redact)(stack)
}

// known is the scope of the client with what has come to be known of it.
func (c *Client) known() model.Scope {
	scope := c.scope
	c.mu.Lock()
	s := c.services
	c.mu.Unlock()
	if s == nil {
		return scope
	}
	scope.Region = s.region
	if account := c.identity.accountOf(s.base); account != "" {
		scope.Account = account
	}
	return scope
}
