package awsclient

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync/atomic"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// sent records whether an attempt of a write may have reached the service: the
// difference between one that was not done and one that may have been. Of a read
// nothing is recorded.
type sent struct {
	any     atomic.Bool
	receipt *Receipt
}

// Receipt takes in the request id of a write, of the last call where it takes several.
type Receipt struct{ id atomic.Pointer[string] }

// RequestID returns it; empty while there is none.
func (r *Receipt) RequestID() string {
	if id := r.id.Load(); id != nil {
		return *id
	}
	return ""
}

type receiptKey struct{}

// WithReceipt returns a context in which writes leave a receipt.
func WithReceipt(ctx context.Context, r *Receipt) context.Context {
	return context.WithValue(ctx, receiptKey{}, r)
}

type sentKey struct{}

// recordSent returns a context whose call is recorded.
func recordSent(ctx context.Context) (context.Context, *sent) {
	s := &sent{}
	s.receipt, _ = ctx.Value(receiptKey{}).(*Receipt)
	return context.WithValue(ctx, sentKey{}, s), s
}

// addSent records each attempt. It stands last before the wire, below the gate and
// the retries: what does not come so far has not been sent.
func addSent(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("oscope:Sent", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		if s, ok := ctx.Value(sentKey{}).(*sent); ok && isWrite(ctx) && !neverConnected(err) {
			s.any.Store(true)
			if response, ok := out.RawResponse.(*smithyhttp.Response); ok && s.receipt != nil {
				id := response.Header.Get("X-Amzn-Requestid")
				s.receipt.id.Store(&id)
			}
		}
		return out, metadata, err
	}), middleware.After)
}

// neverConnected reports whether an error shows that no connection came about.
// What cannot be told counts as sent.
func neverConnected(err error) bool {
	var (
		dns         *net.DNSError
		operation   *net.OpError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &dns), errors.As(err, &certificate), errors.As(err, &record):
		return true
	case errors.As(err, &operation):
		return operation.Op == "dial" || operation.Op == "proxyconnect"
	}
	return false
}
