package awsclient

import (
	"bytes"
	"context"
	"io"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// How much of an answer is taken in. AWS sends pages of at most a few megabytes.
const (
	bodyMost = 64 << 20 // bytes, decompressed
	// Members and elements: a body of nothing but small ones takes a hundred times
	// its size when it is read, and the SDK's stack grows with each member that it
	// does not know.
	piecesMost = 1 << 20
)

const (
	errTooLong  = unreadableError("it is longer than 64 MiB")
	errTooMuch  = unreadableError("it has more than a million members")
	boundsID    = "oscope:Bounds"
	jsonDivider = ","
	xmlDivider  = "<"
)

// addBounds bounds the bodies of all answers, those of errors included.
func addBounds(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc(boundsID, func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		if response, ok := out.RawResponse.(*smithyhttp.Response); ok && response.Body != nil {
			response.Body = &boundedBody{ReadCloser: response.Body}
		}
		return out, metadata, err
	}), middleware.After)
}

// boundedBody ends with an error where a body is too long.
type boundedBody struct {
	io.ReadCloser

	read, pieces int
}

func (b *boundedBody) Read(p []byte) (int, error) {
	switch {
	case b.read > bodyMost:
		return 0, errTooLong
	case b.pieces > piecesMost:
		return 0, errTooMuch
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), bodyMost+1-b.read, 1<<20)])
	b.read += n
	b.pieces += bytes.Count(p[:n], []byte(jsonDivider)) + bytes.Count(p[:n], []byte(xmlDivider))
	return n, err
}
