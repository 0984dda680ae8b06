package emulator

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"sync"
)

// scopes are the states of one world, by account and Region. Those that the world
// names are there from the beginning; any other is empty, and made when it is first
// asked for. Each has a lock of its own, so that they do not wait for each other.
type scopes struct {
	options  Options
	clock    *clock
	named    []place // by the world, in its order; the first is its default
	identity *identity

	mu     sync.Mutex // of what follows; whoever holds it waits for no other lock
	states map[place]*scope
	owners map[string]*owner // by account
}

// scope is one state with the lock that every use of it takes.
type scope struct {
	sync.Mutex
	state *state
}

// owner is what the states of one account have in common: IAM knows no Regions, and
// S3 shows all buckets in each. Nothing here changes after the world is loaded, which
// is why it needs no lock.
type owner struct {
	regions []string // that the world names for the account, in its order
	roles   table[Role]
	buckets table[Bucket]
}

// newScopes loads a completed world.
func newScopes(w World, o Options, c *clock) *scopes {
	s := &scopes{options: o, clock: c, states: make(map[place]*scope), owners: make(map[string]*owner)}
	now := c.now()
	s.identity = newIdentity(w, now)
	for w := range w.all() {
		p := w.place()
		s.named = append(s.named, p)
		owner := s.owner(p.account)
		owner.regions = append(owner.regions, p.region)
		s.states[p] = &scope{state: newState(w, owner, s.identity, o, now)}
	}
	return s
}

// at returns the scope of a place.
func (s *scopes) at(p place) *scope {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.states[p]
	if known == nil {
		known = &scope{state: newState(World{Account: p.account, Region: p.region}, s.owner(p.account), s.identity, s.options, s.clock.now())}
		s.states[p] = known
	}
	return known
}

func (s *scopes) owner(account string) *owner {
	if s.owners[account] == nil {
		s.owners[account] = &owner{}
	}
	return s.owners[account]
}

// world is what all scopes hold, as a World that ParseWorld accepts. Those that it did
// not name come last, and only if they hold something.
func (s *scopes) world() World {
	s.mu.Lock()
	unnamed := slices.SortedFunc(maps.Keys(s.states), place.compare)
	s.mu.Unlock()
	unnamed = slices.DeleteFunc(unnamed, func(p place) bool { return slices.Contains(s.named, p) })

	w := s.show(s.named[0])
	s.identity.show(&w)
	for _, p := range s.named[1:] {
		w.Scopes = append(w.Scopes, s.show(p))
	}
	for _, p := range unnamed {
		if held := s.show(p); !reflect.DeepEqual(held, World{Account: p.account, Region: p.region}) {
			w.Scopes = append(w.Scopes, held)
		}
	}
	return w
}

func (s *scopes) show(p place) World {
	shown := s.at(p)
	shown.Lock()
	defer shown.Unlock()
	shown.state.at(s.clock.now())
	return shown.state.world()
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.account, other.account), cmp.Compare(p.region, other.region))
}
