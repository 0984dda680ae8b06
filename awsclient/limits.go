package awsclient

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"
)

// flightMost is how many calls of a process are on the wire at once. The planner
// keeps to a budget of its own; this bounds what nobody has planned.
const flightMost = 50

// errNoRoom: a call waited for the end of others until its time was up.
var errNoRoom = errors.New("too many calls are under way")

// limits are what all clients of a process keep to.
type limits struct {
	places places
	flight chan struct{} // holds one element for each call on the wire
}

func newLimits(inFlight int) *limits {
	return &limits{places: places{of: map[place]*gates{}}, flight: make(chan struct{}, inFlight)}
}

// addFlight has each attempt wait for room on the wire, from before the request is
// sent until its answer is read. It stands below the gate, the retries and whatever
// brings credentials: what waits there takes no room.
func (l *limits) addFlight(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("oscope:Flight", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		select {
		case l.flight <- struct{}{}:
		case <-ctx.Done():
			return middleware.DeserializeOutput{}, middleware.Metadata{}, errors.Join(ctx.Err(), errNoRoom)
		}
		defer func() { <-l.flight }()
		return next.HandleDeserialize(ctx, in)
	}), middleware.Before)
}
