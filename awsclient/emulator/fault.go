package emulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Fault is something that goes wrong with a call.
type Fault struct {
	// Operation is the name of one ("ListApplications"), or "*" for all.
	Operation string    `json:"operation"`
	Kind      FaultKind `json:"kind"`
	// Account and Region are where; an empty one is everywhere.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Code, Status and Message replace those of a kind that answers with an error.
	Code    string `json:"code,omitempty"`
	Status  int    `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	// Latency is how long the call takes before anything comes of it; of Slow, how
	// long the answer takes from its first byte to its last (default 10 s). It
	// passes in real time.
	Latency time.Duration `json:"latency,omitempty"`
	// Times is how many calls meet the fault; 0 is all until it is replaced.
	Times int `json:"times,omitempty"`
}

// FaultKind is what happens to a call.
type FaultKind string

// The kinds. Each carries the code and text that were recorded of the service.
const (
	FaultThrottle FaultKind = "throttle" // ThrottlingException
	FaultError    FaultKind = "error"    // InternalException, HTTP 500
	FaultReset    FaultKind = "reset"    // the connection is cut before an answer
	FaultLost     FaultKind = "lost"     // the call is carried out, and the connection cut before its answer
	FaultSlow     FaultKind = "slow"     // the answer dribbles in
	FaultTruncate FaultKind = "truncate" // half of the answer, as if it were all
	FaultHTML     FaultKind = "html"     // a proxy's page, HTTP 502
	FaultExpired  FaultKind = "expired"  // ExpiredTokenException
	FaultDenied   FaultKind = "denied"   // AccessDeniedException in IAM's wording
	FaultLatency  FaultKind = "latency"  // nothing but Latency
	FaultHang     FaultKind = "hang"     // no answer ever; the call ends when the client gives up
)

var faultKinds = []FaultKind{
	FaultThrottle, FaultError, FaultReset, FaultLost, FaultSlow, FaultTruncate, FaultHTML, FaultExpired, FaultDenied, FaultLatency, FaultHang,
}

// SetFaults replaces all faults. Where several fit a call, the first that is not used
// up strikes.
func (e *Emulator) SetFaults(f []Fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = slices.Clone(f)
}

// Faults returns the faults that are not used up, each with the times that are
// left of it.
func (e *Emulator) Faults() []Fault {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.faults)
}

// ParseFaults reads a list of faults. Unknown members, kinds and operations are
// errors that name the place.
func ParseFaults(data []byte) ([]Fault, error) {
	var faults []Fault
	if err := decode(data, &faults); err != nil {
		return nil, err
	}
	for i, f := range faults {
		if err := f.check(); err != nil {
			return nil, fmt.Errorf("[%d].%w", i, err)
		}
	}
	return faults, nil
}

func (f Fault) check() error {
	served := slices.ContainsFunc(operations, func(o operation) bool { return o.called() == f.Operation })
	switch {
	case !served && f.Operation != "*":
		return fmt.Errorf(`operation: %q is not an operation that is served, nor "*"`, f.Operation)
	case !slices.Contains(faultKinds, f.Kind):
		return fmt.Errorf("kind: %q is not one of %v", f.Kind, faultKinds)
	case f.Account != "" && !accountPattern.Match(f.Account):
		return errAccount
	case f.Region != "" && !regionPattern.Match(f.Region):
		return errRegion
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return errors.New("status: must be from 400 to 599")
	case f.Latency < 0:
		return errors.New("latency: must not be negative")
	case f.Kind == FaultLatency && f.Latency == 0:
		return errors.New("latency: must be set for this kind")
	case f.Times < 0:
		return errors.New("times: must not be negative")
	}
	return nil
}

// MarshalJSON writes the latency as it is read: "250ms".
func (f Fault) MarshalJSON() ([]byte, error) {
	type plain Fault
	written := struct {
		plain
		Latency string `json:"latency,omitempty"`
	}{plain: plain(f)}
	if f.Latency != 0 {
		written.Latency = f.Latency.String()
	}
	return json.Marshal(written)
}

// takeFault uses up one time of the fault that an operation meets next. Without
// one it returns the zero Fault, which does nothing. The caller holds the lock.
func (e *Emulator) takeFault(operation string, p place) Fault {
	i := slices.IndexFunc(e.faults, func(f Fault) bool {
		return (f.Operation == operation || f.Operation == "*") && p.within(f.Account, f.Region)
	})
	if i < 0 {
		return Fault{}
	}
	f := e.faults[i]
	if f.Times == 1 {
		e.faults = slices.Delete(e.faults, i, i+1)
	} else if f.Times > 1 {
		e.faults[i].Times--
	}
	return f
}

// strike does what comes before an answer.
func (f Fault) strike(ctx context.Context) {
	if f.Kind != FaultSlow {
		wait(ctx, f.Latency)
	}
	switch f.Kind {
	case FaultHang:
		<-ctx.Done()
		panic(http.ErrAbortHandler)
	case FaultReset:
		panic(http.ErrAbortHandler)
	default: // come later
	}
}

// refusal is the error that a fault answers with, if it does.
func (f Fault) refusal(a arrival, s *state) *refusal {
	var r *refusal
	switch f.Kind {
	case FaultThrottle:
		r = refuse("ThrottlingException", "Rate exceeded")
	case FaultError:
		r = refuse("InternalException", "Request processing failed because of an unknown error, exception, or internal failure.")
	case FaultExpired:
		r = refuse("ExpiredTokenException", "The security token included in the request is expired")
	case FaultDenied:
		action := a.operation.Permission()
		r = refuse("AccessDeniedException", "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action",
			s.signer().arn, action, a.resource(s.place), action)
		r.capital = true
	default:
		return nil
	}
	if f.Code != "" {
		r.code = f.Code
	}
	if f.Message != "" {
		r.message = f.Message
	}
	r.status = f.Status
	return r
}

// send sends an answer, or what the fault leaves of it.
func (f Fault) send(ctx context.Context, w http.ResponseWriter, a answer) {
	switch f.Kind {
	case FaultLost:
		panic(http.ErrAbortHandler)
	case FaultTruncate:
		a.body = a.body[:len(a.body)/2]
		a.header = nil
	case FaultHTML:
		a = answer{
			status:      http.StatusBadGateway,
			contentType: "text/html",
			body:        []byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"),
		}
	default: // leaves the answer as it is
	}
	if a.contentType != "" {
		w.Header().Set("Content-Type", a.contentType)
	}
	if a.errorType != "" {
		w.Header().Set("X-Amzn-Errortype", a.errorType)
	}
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	if f.Kind == FaultSlow {
		f.dribble(ctx, w, a.body)
		return
	}
	_, _ = w.Write(a.body) // an error means that the client is gone
}

// dribble writes a body in steps, with pauses that add up to the latency.
func (f Fault) dribble(ctx context.Context, w http.ResponseWriter, body []byte) {
	const steps = 20
	latency := f.Latency
	if latency == 0 {
		latency = 10 * time.Second
	}
	for step := range steps {
		wait(ctx, latency/steps)
		_, _ = w.Write(body[len(body)*step/steps : len(body)*(step+1)/steps])
		_ = http.NewResponseController(w).Flush()
	}
}

// wait lets real time pass. If the client leaves meanwhile, so does the request.
func wait(ctx context.Context, d time.Duration) {
	if d == 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler)
	}
}
