package emulator

import "time"

// state is what the operations work on: all that one account has in one Region. It is
// not safe for concurrent use: the lock of its scope is held around every call. Values that hang below a row (lists,
// pointers) are replaced and never changed, so that a World shares them safely.
type state struct {
	place
	*owner
	identity  *identity
	options   Options
	now       time.Time // of the request being served
	requester requester // who sent it
	agenda    agenda
	ids       issuer
	answers   map[string]remembered // by operation and client token

	applications       table[application] // by id
	domains            table[Domain]      // by name
	collections        table[Collection]  // by id
	workspaces         table[Workspace]   // by id
	integrations       table[Integration] // by name
	packages           table[Package]     // by id
	associations       table[Association] // by domain and package
	keys               table[Key]         // by alias
	principals         table[Principal]   // by domain and principal
	policies           table[Policy]      // by type and name
	scheduled          table[ScheduledAction]
	directQueries      table[DirectQuerySource] // by name
	domainSources      table[DomainDataSource]  // by domain and name
	defaultApplication string                   // ARN
}

// newState loads a completed world, without its scopes, at now.
func newState(w World, of *owner, i *identity, o Options, now time.Time) *state {
	s := &state{
		place:              w.place(),
		owner:              of,
		identity:           i,
		options:            o,
		now:                now,
		defaultApplication: w.DefaultApplicationARN,
	}
	for _, k := range kinds {
		k.load(s, &w)
	}
	return s
}

// at brings the state up to a time.
func (s *state) at(now time.Time) {
	s.now = now
	s.agenda.catchUp(now)
}

// world is the state as a World that ParseWorld accepts.
func (s *state) world() World {
	w := World{Account: s.account, Region: s.region, DefaultApplicationARN: s.defaultApplication}
	for _, k := range kinds {
		k.show(s, &w)
	}
	return w
}

func values[T any](t *table[T]) []T {
	var all []T
	for v := range t.all() {
		all = append(all, *v)
	}
	return all
}
