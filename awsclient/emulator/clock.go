package emulator

import (
	"reflect"
	"slices"
	"sync/atomic"
	"time"
)

// clock is the emulator's time: it starts with the real time, runs at speed
// emulated seconds a real second, and can be moved on by hand. It is safe for
// concurrent use.
type clock struct {
	real  func() time.Time
	speed float64
	since time.Time    // the real time at which the clock was started
	moved atomic.Int64 // by Advance, in nanoseconds
}

func newClock(realTime func() time.Time, speed float64) *clock {
	return &clock{real: realTime, speed: speed, since: realTime()}
}

func (c *clock) now() time.Time {
	elapsed := float64(c.real().Sub(c.since)) * c.speed
	return c.since.Add(time.Duration(elapsed) + time.Duration(c.moved.Load()))
}

// agenda holds what is going to happen, soonest first, and in the order of
// planning where two things are due at once. Nothing runs by itself: each request
// first catches up with the clock, so that no timer and no goroutine is needed
// and an idle emulator costs nothing.
type agenda struct {
	events []event
}

type event struct {
	due    time.Time
	happen func(at time.Time)
}

func (a *agenda) plan(due time.Time, happen func(at time.Time)) {
	i, _ := slices.BinarySearchFunc(a.events, due, func(e event, due time.Time) int {
		if e.due.After(due) {
			return 1
		}
		return -1
	})
	a.events = slices.Insert(a.events, i, event{due, happen})
}

// catchUp lets everything happen that is due by now. Each event is told the time
// at which it was due, not the time of the request that brought it about.
func (a *agenda) catchUp(now time.Time) {
	for len(a.events) > 0 && !a.events[0].due.After(now) {
		next := a.events[0]
		a.events = a.events[1:]
		next.happen(next.due)
	}
}

// Durations says how long in-flight resources stay in flight, on the emulator's
// clock. All are chosen, far shorter than the service's, so that a person who
// watches sees things happen; only PendingAttachment is documented.
type Durations struct {
	ApplicationCreate time.Duration
	ApplicationUpdate time.Duration
	ApplicationDelete time.Duration

	// PendingAttachment is how long an attachment may wait for its application
	// and its data source before it is FAILED.
	PendingAttachment time.Duration

	DomainCreate         time.Duration
	DomainModify         time.Duration
	DomainUpgrade        time.Duration
	DomainSoftwareUpdate time.Duration
	DomainDelete         time.Duration

	CollectionCreate time.Duration
	CollectionUpdate time.Duration
	CollectionDelete time.Duration

	// A package is copied and then validated. A deployment is the blue/green one
	// that every change of a domain's plugins takes; what is not a plugin is
	// associated and dissociated without.
	PackageCopy      time.Duration
	PackageValidate  time.Duration
	PackageDelete    time.Duration
	Associate        time.Duration
	Dissociate       time.Duration
	PluginDeployment time.Duration

	// IntegrationStep is how long an integration takes for each of its resources
	// but two: for its collection that is IntegrationCollection, and for its
	// application ApplicationCreate or ApplicationUpdate comes on top.
	IntegrationStep       time.Duration
	IntegrationCollection time.Duration
}

// orDefault fills in the durations that are zero.
func (d Durations) orDefault() Durations {
	chosen, defaults := reflect.ValueOf(&d).Elem(), reflect.ValueOf(DefaultDurations)
	for i := range chosen.NumField() {
		if chosen.Field(i).IsZero() {
			chosen.Field(i).Set(defaults.Field(i))
		}
	}
	return d
}

// DefaultDurations are used for the durations that Options leaves at zero.
var DefaultDurations = Durations{
	ApplicationCreate: 15 * time.Second,
	ApplicationUpdate: 8 * time.Second,
	ApplicationDelete: 8 * time.Second,

	PendingAttachment: 24 * time.Hour,

	DomainCreate:         45 * time.Second,
	DomainModify:         90 * time.Second,
	DomainUpgrade:        3 * time.Minute,
	DomainSoftwareUpdate: 2 * time.Minute,
	DomainDelete:         30 * time.Second,

	CollectionCreate: 30 * time.Second,
	CollectionUpdate: 20 * time.Second,
	CollectionDelete: 15 * time.Second,

	PackageCopy:      4 * time.Second,
	PackageValidate:  8 * time.Second,
	PackageDelete:    4 * time.Second,
	Associate:        15 * time.Second,
	Dissociate:       10 * time.Second,
	PluginDeployment: time.Minute,

	IntegrationStep:       time.Second,
	IntegrationCollection: 6 * time.Second,
}
