package awsclient

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"

	"oscope/model"
)

// newRetryer is the SDK's standard retryer, except that a reached quota is not
// taken for throttling: every SDK retries LimitExceededException (SERVICE.md §1.2).
// Nor are credentials asked for again, whose provider has done so itself, nor an
// answer of which more was sent than is read.
func newRetryer() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(isFinal)}, o.Retryables...)
	})
}

func isFinal(err error) aws.Ternary {
	var api smithy.APIError
	var provider credentialsError
	var unreadable unreadableError
	if errors.As(err, &provider) || errors.As(err, &unreadable) || errors.As(err, &api) && kinds[api.ErrorCode()] == model.FailureQuota {
		return aws.FalseTernary
	}
	return aws.UnknownTernary
}

// newCautiousRetryer is for writes that must not be sent twice: only a throttled
// request, which the service has certainly not carried out, is sent again.
func newCautiousRetryer() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Retryables = []retry.IsErrorRetryable{retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
			var api smithy.APIError
			return aws.BoolTernary(errors.As(err, &api) && kinds[api.ErrorCode()] == model.FailureThrottling)
		})}
	})
}
