package awsclient

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"oscope/model"
)

// newRetryer is the SDK's standard retryer, except that a reached quota is not
// taken for throttling: every SDK retries LimitExceededException (SERVICE.md §1.2).
// Nor are credentials asked for again, whose provider has done so itself, nor an
// answer of which more was sent than is read, nor a write that may be done already.
func newRetryer() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(isFinal)}, o.Retryables...)
	})
}

func isFinal(err error) aws.Ternary {
	var api smithy.APIError
	var provider credentialsError
	var unreadable unreadableError
	var open openError
	if errors.As(err, &provider) || errors.As(err, &unreadable) || errors.As(err, &open) || errors.As(err, &api) && kinds[api.ErrorCode()] == model.FailureQuota {
		return aws.FalseTernary
	}
	return aws.UnknownTernary
}

// openError is a failure of a write that must not be sent twice, after which it may
// have been carried out.
type openError struct{ error }

func (e openError) Unwrap() error { return e.error }

// addOnce marks such failures below the retries. It lets a throttled request be sent
// again, which the service has certainly not carried out.
func addOnce(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("oscope:Once", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if err != nil && !declared(ctx).SafeTwice() && !throttled(err) {
			err = openError{err}
		}
		return out, metadata, err
	}), "Retry", middleware.After)
}

func throttled(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && kinds[api.ErrorCode()] == model.FailureThrottling
}
