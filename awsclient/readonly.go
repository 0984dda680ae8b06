package awsclient

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/smithy-go/middleware"

	"oscope/model/rule"
)

// readOnlyError refuses a write: of one account, or of any if there is none.
type readOnlyError struct{ account string }

func (e readOnlyError) Error() string {
	if e.account != "" {
		return "refused: account " + e.account + " is read-only"
	}
	return "refused: oscope runs read-only"
}

// Is makes all of them the same error.
func (readOnlyError) Is(target error) bool {
	_, same := target.(readOnlyError)
	return same
}

var errReadOnly error = readOnlyError{}

// guard says whose writes are refused.
type guard struct {
	all      bool
	accounts []string
}

// some reports whether anything is refused at all.
func (g guard) some() bool { return g.all || len(g.accounts) > 0 }

// refuses returns why writes to an account are refused, or nil.
func (g guard) refuses(account string) error {
	switch {
	case g.all:
		return errReadOnly
	case account != "" && slices.Contains(g.accounts, account):
		return readOnlyError{account}
	}
	return nil
}

// permits returns why a write is refused, or nil. Where some accounts are read-only
// it must be known first which this is, and only AWS can tell: what a profile says
// of its account may be stale.
func (c *Client) permits(ctx context.Context) error {
	if err := c.guard.refuses(c.scope.Account); err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	account := c.identity.accountOf(s.base)
	if account == "" {
		caller, err := c.Caller(ctx)
		if err != nil {
			return fmt.Errorf("it is not known whether the account is read-only: %w", err)
		}
		account = caller.Account
	}
	return c.guard.refuses(account)
}

// isWrite reports whether the operation of a call is not known to be a read.
func isWrite(ctx context.Context) bool {
	o := declared(ctx)
	return o == nil || o.Effect != rule.Reads
}

// addReadOnly refuses every operation that is not a read, below everything that
// could forget to.
func (c *Client) addReadOnly(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:ReadOnly", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if isWrite(ctx) {
			if err := c.permits(ctx); err != nil {
				return middleware.InitializeOutput{}, middleware.Metadata{}, err
			}
		}
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}
