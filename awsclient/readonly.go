package awsclient

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"

	"oscope/model/rule"
)

var errReadOnly = errors.New("refused: oscope runs read-only")

// isWrite reports whether the operation of a call is not known to be a read.
func isWrite(ctx context.Context) bool {
	o := declared(ctx)
	return o == nil || o.Effect != rule.Reads
}

// addReadOnly refuses every operation that is not a read, below everything that
// could forget to.
func addReadOnly(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:ReadOnly", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if isWrite(ctx) {
			return middleware.InitializeOutput{}, middleware.Metadata{}, errReadOnly
		}
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}
