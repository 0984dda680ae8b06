package emulator

import (
	"strconv"
	"sync"
	"time"
)

// identity is what belongs to no account and Region alone: the organisation, the roles
// that can be assumed, IAM Identity Center, and what was given out to sign in with. It
// has a lock of its own, under which nobody waits for another one.
type identity struct {
	// Nothing here changes after the world is loaded.
	organization *Organization
	members      table[Account]
	center       IdentityCenter
	centerNamed  bool               // by the world
	roles        map[string]Role    // by ARN
	optIns       map[string][]OptIn // by account
	named        map[place]bool     // the scopes of the world
	namedOnly    bool               // have Regions that are enabled

	mu       sync.Mutex // of what follows
	issued   int        // how many secrets were given out
	sessions map[string]session
	codes    map[string]bool // of MFA that were used, with the device
	tokens   []Token
	clients  map[string]oauthClient // by id
	devices  []*device
	portal   allowance
}

// newIdentity loads what a completed world says of it. Roles and Regions come with the
// scopes that they belong to.
func newIdentity(w World, now time.Time) *identity {
	i := &identity{
		organization: w.Organization,
		roles:        make(map[string]Role),
		optIns:       make(map[string][]OptIn),
		named:        make(map[place]bool),
		namedOnly:    w.NamedRegionsOnly,
		sessions:     make(map[string]session),
		codes:        make(map[string]bool),
		clients:      make(map[string]oauthClient),
	}
	for scope := range w.all() {
		i.named[scope.place()] = true
	}
	if w.Organization != nil {
		for _, a := range w.Organization.Accounts {
			a.JoinedTimestamp = a.JoinedTimestamp.loaded(now).or(now)
			i.members.add(a.ID, a)
		}
	}
	if w.IdentityCenter != nil {
		i.center, i.centerNamed = *w.IdentityCenter, true
	}
	i.center.complete()
	for _, t := range i.center.Tokens {
		t.ExpiresAt = t.ExpiresAt.loaded(now).or(now.Add(time.Duration(i.center.ExpiresIn) * time.Second))
		i.tokens = append(i.tokens, t)
	}
	return i
}

// show puts it into a world that ParseWorld accepts.
func (i *identity) show(w *World) {
	i.mu.Lock()
	defer i.mu.Unlock()
	w.NamedRegionsOnly = i.namedOnly
	if i.organization != nil {
		organization := *i.organization
		organization.Accounts = values(&i.members)
		w.Organization = &organization
	}
	if i.centerNamed || len(i.tokens) > 0 {
		center := i.center
		center.Tokens = append([]Token(nil), i.tokens...)
		w.IdentityCenter = &center
	}
}

// secret is a text that was not given out before. The caller holds the lock.
func (i *identity) secret(kind string, n int, now time.Time) string {
	i.issued++
	text := ""
	for part := 0; len(text) < n; part++ {
		text += spell(mixedAlphanumeric, min(n-len(text), 32), kind, now.String(), strconv.Itoa(i.issued), strconv.Itoa(part))
	}
	return text
}

// allowance is how many calls may still be made now, of a number that grows again with
// real time.
type allowance struct {
	spent float64
	since time.Time
}

// take reports whether a call at a rate of so many a second may be made.
func (a *allowance) take(rate float64, now time.Time) bool {
	a.spent = max(0, a.spent-rate*now.Sub(a.since).Seconds())
	a.since = now
	if a.spent+1 > rate {
		return false
	}
	a.spent++
	return true
}
