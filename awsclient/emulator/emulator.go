package emulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Options are the choices of an emulator. The zero value is what the demo uses.
type Options struct {
	// Now is the real time; default time.Now.
	Now func() time.Time
	// Speed is how many seconds pass on the emulator's clock in a real second;
	// default 1.
	Speed float64
	// Standstill stops the clock: only Advance moves it.
	Standstill bool
	// Latency is how long every request waits before it is carried out, in real time.
	// Requests wait beside each other.
	Latency time.Duration
	// Durations of in-flight statuses; each that is 0 has its value of
	// DefaultDurations.
	Durations Durations
	// RefuseCollections makes AttachDataSource refuse Serverless collections, as
	// the service's newest documentation says (SERVICE.md §3.4).
	RefuseCollections bool
	// HyphenatedNames accepts application names with hyphens where an identifier
	// is asked for, against the service model's pattern (SERVICE.md §9.2).
	HyphenatedNames bool
}

// Emulator is an OpenSearch Service of any number of accounts and Regions that answers
// HTTP requests. It is safe for concurrent use.
type Emulator struct {
	options Options
	clock   *clock
	scopes  atomic.Pointer[scopes]

	mu      sync.Mutex // of what follows
	faults  []Fault
	tallies map[place]*tally
}

// New makes an emulator that holds w. It panics if ParseWorld would refuse w: a
// world made in code that is wrong is a mistake in the code.
func New(w World, o Options) *Emulator {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Speed == 0 {
		o.Speed = 1
	}
	if o.Standstill {
		o.Speed = 0
	}
	o.Durations = o.Durations.orDefault()
	e := &Emulator{options: o, clock: newClock(o.Now, o.Speed), tallies: make(map[place]*tally)}
	e.SetWorld(w)
	return e
}

// Advance moves the emulator's clock on.
func (e *Emulator) Advance(d time.Duration) { e.clock.moved.Add(int64(d)) }

// SetWorld replaces everything that the emulator holds, client tokens included,
// and starts the life cycle of what is in flight in w. It panics as New does.
func (e *Emulator) SetWorld(w World) {
	w, err := w.completed()
	if err != nil {
		panic("emulator: " + err.Error())
	}
	e.scopes.Store(newScopes(w, e.options, e.clock))
}

// World returns what the emulator holds now, such that ParseWorld accepts it.
func (e *Emulator) World() World { return e.scopes.Load().world() }

// ServeHTTP answers a request of an AWS SDK.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := arrive(r)
	home := e.scopes.Load().named[0]
	p := a.signature.place(home)
	requestID, fault := e.admit(a, p, p == home)
	w.Header().Set("X-Amzn-Requestid", requestID)
	if (a.protocol == restXML{}) {
		w.Header().Set("X-Amz-Request-Id", requestID) // as S3 calls it
	}
	wait(r.Context(), e.options.Latency)
	fault.strike(r.Context())
	fault.send(r.Context(), w, e.answer(a, p, requestID, fault))
}

// admit counts and numbers a request, and picks the fault that it meets.
func (e *Emulator) admit(a arrival, p place, home bool) (requestID string, f Fault) {
	name := ""
	if a.operation != nil {
		name = a.operation.called()
	}
	number, f := e.count(name, p)
	seed := []string{"request", name, strconv.Itoa(number)}
	if !home {
		seed = append(seed, p.account, p.region)
	}
	return uuid(seed...), f
}

// count is the part of admit that all requests go through one after the other.
func (e *Emulator) count(operation string, p place) (number int, f Fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	t := e.tally(p)
	if operation != "" {
		t.calls[operation]++
		f = e.takeFault(operation, p)
	}
	t.numbers[operation]++
	return t.numbers[operation], f
}

// answer performs a request and writes what came of it, all under the scope's lock:
// what an operation returns may share memory with the state.
func (e *Emulator) answer(a arrival, p place, requestID string, f Fault) answer {
	scope := e.scopes.Load().at(p)
	scope.Lock()
	defer scope.Unlock()
	scope.state.at(e.clock.now())
	scope.state.requester = requesterOf(a)
	out, err := scope.state.perform(a, f)
	var written answer
	if err == nil {
		written, err = a.protocol.accept(a.operation, requestID, out)
	}
	if err != nil {
		var refused *refusal
		if !errors.As(err, &refused) {
			refused = refuse("InternalException", "%s", err)
		}
		return a.protocol.refuse(requestID, refused)
	}
	return written
}

// remembered is the answer to a request with a client token.
type remembered struct {
	request string
	out     any
}

// perform checks a request in the order in which the service does, and does it.
func (s *state) perform(a arrival, f Fault) (any, error) {
	o := a.operation
	switch {
	case a.problem != nil:
		return nil, a.problem
	case o == nil:
		return nil, refuse("UnknownOperationException", "There is no such operation.")
	}
	if refused := f.refusal(a, s); refused != nil {
		return nil, refused
	}
	if a.Header.Get("Authorization") == "" && !o.open {
		return nil, refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
	}
	if err := s.admit(); err != nil {
		return nil, err
	}
	values, err := o.protocol.read(a)
	if err != nil {
		return nil, err
	}
	if s.options.HyphenatedNames {
		s.resolveName(values)
	}
	if err := validate(o, s.region, values); err != nil {
		return nil, err
	}
	return s.once(o, declared(o.takes, values))
}

// resolveName puts an application's identifier where its name stands.
func (s *state) resolveName(values map[string]any) {
	name, _ := values["id"].(string)
	if a := s.applicationNamed(name); a != nil {
		values["id"] = a.ID
	}
}

// once does an operation, or returns its answer again for a client token that it
// has already answered. A token with other parameters is refused (chosen).
func (s *state) once(o *operation, values map[string]any) (any, error) {
	token, _ := values["clientToken"].(string)
	if token == "" {
		return o.do(s, values)
	}
	delete(values, "clientToken")
	request, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	key := o.Name + " " + token
	if before, ok := s.answers[key]; ok {
		if before.request != string(request) {
			return nil, refuse("ConflictException", "The client token was used before with other parameters.")
		}
		return before.out, nil
	}
	out, err := o.do(s, values)
	if err == nil {
		if s.answers == nil {
			s.answers = make(map[string]remembered)
		}
		s.answers[key] = remembered{string(request), out}
	}
	return out, err
}
