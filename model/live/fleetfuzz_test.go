package live

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"oscope/model"
)

// FuzzFleet lets random things happen to a fleet. At every step its plan must be the
// one that looking at everything anew comes to.
func FuzzFleet(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		program := make([]byte, 600)
		for i := range program {
			program[i] = byte(random.Uint32())
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		p := &fleetPlay{T: t, fleet: NewFleet(), now: time.Unix(1e9, 0), program: program, turns: map[model.Scope]int{}}
		p.fleet.Budget = 3 + p.choose(10)
		for len(p.program) > 0 && !t.Failed() {
			p.step()
		}
	})
}

type fleetPlay struct {
	*testing.T
	fleet   *Fleet
	view    View
	now     time.Time
	program []byte
	under   []ScopedRead
	turns   map[model.Scope]int // when a reading was last begun, counted in readings
	turn    int
}

func (p *fleetPlay) choose(n int) int {
	if len(p.program) == 0 {
		return 0
	}
	b := p.program[0]
	p.program = p.program[1:]
	return int(b) % n
}

func (p *fleetPlay) scope() model.Scope {
	return model.Scope{Profile: fmt.Sprintf("p%d", p.choose(9))}
}

func (p *fleetPlay) feed() Feed {
	return []Feed{{Kind: FeedApplications}, {Kind: FeedDomains}, {Kind: FeedPackages}, {Kind: FeedAttachments}, {FeedApplication, "app1"}, {Kind: FeedCollections}}[p.choose(6)]
}

func (p *fleetPlay) feeds() map[Feed]bool {
	all := map[Feed]bool{}
	for range p.choose(4) {
		all[p.feed()] = true
	}
	return all
}

func (p *fleetPlay) items(feed Feed) []model.Item {
	r := model.Resource{Name: "x", Status: []model.Status{"ACTIVE", "CREATING", "Active", "Creating"}[p.choose(4)]}
	switch feed.Kind {
	case FeedApplications:
		r.Key = model.Key{Kind: model.KindApplication, ID: fmt.Sprintf("app%d", 1+p.choose(2))}
		return []model.Item{model.Application{Resource: r}}
	case FeedDomains:
		r.Key = model.Key{Kind: model.KindDomain, ID: fmt.Sprintf("domain%d", p.choose(2))}
		return []model.Item{model.Domain{Resource: r}}
	default:
		return nil
	}
}

func (p *fleetPlay) step() {
	p.now = p.now.Add([]time.Duration{0, 0, time.Second, 7 * time.Second, time.Minute, 20 * time.Minute}[p.choose(6)])
	switch p.choose(9) {
	case 0:
		p.fleet.Add(p.scope())
	case 1:
		p.remove(p.scope())
	case 2:
		p.look()
	case 3:
		if s := p.fleet.Snapshot(p.scope()); s != nil {
			s.Refresh(p.feed())
		}
	case 4:
		if s := p.fleet.Snapshot(p.scope()); s != nil {
			s.Written(p.feed(), p.now)
		}
	case 5:
		p.end(true)
	default:
		for range 1 + p.choose(4) {
			p.end(false)
		}
	}
	if p.choose(3) > 0 {
		p.plan()
	}
	p.compareSums()
}

func (p *fleetPlay) look() {
	switch p.choose(4) {
	case 0:
		p.view.OnScreen = p.feeds()
	case 1:
		p.view.Besides = map[model.Scope]map[Feed]bool{p.scope(): p.feeds()}
	case 2:
		p.view.Only = map[model.Scope]bool{p.scope(): true, p.scope(): true}
		if p.choose(2) == 0 {
			p.view.Only = nil
		}
	case 3:
		p.view.Blurred = !p.view.Blurred
	}
}

func (p *fleetPlay) remove(scope model.Scope) {
	p.fleet.Remove(scope)
	delete(p.turns, scope)
	p.under = slices.DeleteFunc(p.under, func(r ScopedRead) bool { return r.Scope == scope })
	if p.fleet.Snapshot(scope) != nil || slices.Contains(p.fleet.Scopes(), scope) {
		p.Errorf("%v is still there", scope)
	}
}

// end ends one of the readings under way, in one way or another.
func (p *fleetPlay) end(fails bool) {
	if len(p.under) == 0 {
		return
	}
	i := p.choose(len(p.under))
	r := p.under[i]
	p.under = slices.Delete(p.under, i, i+1)
	s := p.fleet.Snapshot(r.Scope)
	if fails {
		kinds := []model.FailureKind{model.FailureNetwork, model.FailurePermission, model.FailureThrottling, model.FailureExpired, model.FailureRegionOff, model.FailureNotFound}
		s.Fail(r.Read, &model.CallError{Kind: kinds[p.choose(len(kinds))]}, p.now)
		return
	}
	listing := Listing{Read: r.Read, At: p.now}
	if p.choose(2) == 0 {
		listing.Items = p.items(r.Feed)
	}
	s.Apply(listing)
}

// plan begins what is due, which must be what the reference says.
func (p *fleetPlay) plan() {
	due := p.fleet.Due(p.now, p.view)
	if len(p.fleet.Scopes()) > 1 {
		if got, want := fmt.Sprint(due), fmt.Sprint(p.reference()); got != want {
			p.Errorf("due\n got %v\nwant %v", got, want)
		}
	}
	for _, r := range due {
		if len(p.fleet.Scopes()) > 1 { // one alone takes no turns
			p.turn++
			p.turns[r.Scope] = p.turn
		}
		r.Read = p.fleet.Snapshot(r.Scope).Begin(r.Read, p.now)
		p.under = append(p.under, r)
	}
	under := 0
	var next time.Time
	for _, scope := range p.fleet.Scopes() {
		v := p.survey(scope)
		under += v.underWay
		if v.more && (next.IsZero() || v.next.Before(next)) {
			next = v.next
		}
	}
	if under > p.fleet.Budget {
		p.Errorf("%d readings at once, the budget is %d", under, p.fleet.Budget)
	}
	if len(p.fleet.Scopes()) < 2 {
		return
	}
	if at, ok := p.fleet.Next(p.view); under >= p.fleet.Budget && ok || under < p.fleet.Budget && !at.Equal(next) {
		p.Errorf("next is at %v (%v), want %v with %d under way", at, ok, next, under)
	}
	// What readings left behind is no longer awaited, as when a write abandons one.
	p.under = slices.DeleteFunc(p.under, func(r ScopedRead) bool { return !p.fleet.Snapshot(r.Scope).Current(r.Read) })
}

// attention is what of a scope can be seen, and what comes of the others.
func (p *fleetPlay) attention(scope model.Scope) Attention {
	a := p.seen(scope)
	var all load
	for _, other := range p.fleet.Scopes() {
		s := p.fleet.Snapshot(other)
		all.add(s.load(p.seen(other), s.standing().state), 1)
	}
	a.pace = all.pace()
	return a
}

func (p *fleetPlay) seen(scope model.Scope) Attention {
	a := Attention{OnScreen: map[Feed]bool{}, Blurred: p.view.Blurred, named: p.view.Besides[scope], phase: phaseOf(scope)}
	shown := p.view.Only == nil || p.view.Only[scope]
	if shown {
		maps.Copy(a.OnScreen, p.view.OnScreen)
	}
	maps.Copy(a.OnScreen, a.named)
	a.beneath = beneath(a.OnScreen)
	if p.view.Only == nil || !shown {
		a.bare = p.fleet.Snapshot(scope).bare()
	}
	return a
}

func (p *fleetPlay) survey(scope model.Scope) survey {
	return p.fleet.Snapshot(scope).survey(p.now, p.fleet.of[scope].added, p.attention(scope), nil)
}

// reference takes the most urgent reading of all, looks at everything again, and so on.
func (p *fleetPlay) reference() []ScopedRead {
	scopes := p.fleet.Scopes()
	begun := map[model.Scope][]Feed{}
	turns := maps.Clone(p.turns)
	turn := p.turn
	silent := func(scope model.Scope, v survey) bool {
		return p.fleet.Snapshot(scope).silent || v.underWay > 0 && p.now.Sub(v.asked) > answerMost
	}
	var due []ScopedRead
	for {
		under, ofSilent := 0, 0
		surveys := map[model.Scope]survey{}
		for _, scope := range scopes {
			v := p.survey(scope)
			if v.underWay == 0 && len(begun[scope]) > 0 {
				v.asked = p.now
			}
			v.underWay += len(begun[scope])
			v.due = slices.DeleteFunc(v.due, func(c candidate) bool { return slices.Contains(begun[scope], c.Feed) })
			surveys[scope] = v
			under += v.underWay
			if silent(scope, v) {
				ofSilent += v.underWay
			}
		}
		share := min(max(p.fleet.Budget/len(scopes), 1), maxReadings)
		var may []model.Scope
		for _, scope := range scopes {
			v := surveys[scope]
			switch quiet := silent(scope, v); {
			case len(v.due) == 0, under >= p.fleet.Budget, v.underWay >= maxReadings, quiet && ofSilent >= max(1, p.fleet.Budget/silentPart):
			case v.underWay < share, !quiet && p.fleet.Snapshot(scope).answered && under < p.fleet.Budget/borrowPart:
				may = append(may, scope)
			}
		}
		if len(may) == 0 {
			return due
		}
		scope := slices.MinFunc(may, func(a, b model.Scope) int {
			return cmp.Or(surveys[a].due[0].compare(surveys[b].due[0].urgency), cmp.Compare(turns[a], turns[b]),
				cmp.Compare(slices.Index(scopes, a), slices.Index(scopes, b)))
		})
		f := surveys[scope].due[0].FeedState
		begun[scope] = append(begun[scope], f.Feed)
		turn++
		turns[scope] = turn
		due = append(due, ScopedRead{scope, Read{Feed: f.Feed, Only: p.fleet.Snapshot(scope).only(f, p.now, p.attention(scope))}})
	}
}

// compareSums counts everything anew.
func (p *fleetPlay) compareSums() {
	counts := map[model.Kind]map[model.Phase]int{}
	states := map[State]int{}
	scopes, read, known := 0, 0, true
	selected := []Feed{{Kind: FeedApplications}, {Kind: FeedAttachments}}
	for _, scope := range p.fleet.Scopes() {
		s := p.fleet.Snapshot(scope)
		for _, kind := range []model.Kind{model.KindApplication, model.KindDomain} {
			if counts[kind] == nil {
				counts[kind] = map[model.Phase]int{}
			}
			for _, phase := range []model.Phase{model.Settled, model.InFlight} {
				counts[kind][phase] += s.Count(kind, phase)
			}
		}
		states[s.standing().state]++
		if p.view.Only == nil || p.view.Only[scope] {
			scopes++
			if s.Health(selected...).Known {
				read++
			} else {
				known = false
			}
		}
	}
	for kind, phases := range counts {
		for phase, n := range phases {
			if got := p.fleet.Count(kind, phase); got != n {
				p.Errorf("%d %s are %s, want %d", got, kind, phase, n)
			}
		}
	}
	for state := range State(stateCount) {
		if got := p.fleet.InState(state); got != states[state] {
			p.Errorf("%d scopes are %s, want %d", got, state, states[state])
		}
	}
	if h := p.fleet.Health(p.view, selected...); h.Scopes != scopes || h.Read != read || h.Known != (known && scopes > 0) {
		p.Errorf("health %+v, want %d of %d read", h, read, scopes)
	}
}
