package ui_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/ui"
	"oscope/ui/screentest"
)

// counted counts what a program has to do.
type counted struct {
	tea.Model
	updates, views atomic.Int64
}

func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	c.updates.Add(1)
	model, cmd := c.Model.Update(msg)
	c.Model = model
	return c, cmd
}

func (c *counted) View() tea.View {
	c.views.Add(1)
	return c.Model.View()
}

// crowd is a session with 200 domains that have 10 packages each.
func crowd(t *testing.T, w emulator.World, steps func(*session, *counted), faults ...emulator.Fault) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		service := emulator.New(w, emulator.Options{Durations: emulator.Durations{Associate: 10 * time.Hour}})
		service.SetFaults(faults)
		s := &session{t: t, aws: service, wire: &wire{next: service.Transport()}}
		app := &counted{Model: ui.New(t.Context(), ui.Options{
			Clients: clients(awsclient.InProcess(s.wire, "us-east-1")),
		})}
		s.Terminal = screentest.Start(t, app, screentest.Options{Width: 160, Height: 40})
		s.Settle()
		steps(s, app)
	})
}

// crowded is that world, complete.
func crowded(t *testing.T, change func(*emulator.World)) emulator.World {
	t.Helper()
	w := many(200, 10)
	if change != nil {
		change(&w)
	}
	complete, err := emulator.ParseWorld([]byte(asJSON(t, w)))
	if err != nil {
		t.Fatal(err)
	}
	return complete
}

// rows returns how many rows the heading of the view says that there are.
func (s *session) rows() int {
	_, after, found := strings.Cut(s.Text(), "─ Associations · ")
	var n int
	if found {
		_, _ = fmt.Sscan(after, &n)
	}
	return n
}

// Rows come while the rest is still being read, and the keys work meanwhile: each
// has moved the cursor before the next call is over.
func TestTwoThousandAssociationsComeBitByBit(t *testing.T) {
	t.Parallel()
	crowd(t, crowded(t, nil), func(s *session, _ *counted) {
		s.press(associationsView)
		counts, keys := []int{}, 0
		for range 400 {
			if n := s.rows(); n > 0 && (len(counts) == 0 || counts[len(counts)-1] != n) {
				counts = append(counts, n)
			}
			if s.rows() == 2000 {
				break
			}
			if s.rows() > 50 {
				before := s.line("▌")
				s.Press("j")
				s.Settle()
				keys++
				if after := s.line("▌"); after == before {
					t.Fatalf("at %d rows a key has not moved the cursor from %q", s.rows(), after)
				}
			}
			s.Settle()
		}
		if len(counts) < 3 || !slices.IsSorted(counts) || counts[len(counts)-1] != 2000 {
			t.Errorf("the view had %v rows", counts)
		}
		if keys == 0 {
			t.Error("no key was pressed while rows came")
		}
	}, emulator.Fault{Operation: "*", Kind: emulator.FaultLatency, Latency: 400 * time.Millisecond})
}

// A key costs one message and one frame, whatever there is.
func TestKeysAmongTwoThousandAssociations(t *testing.T) {
	t.Parallel()
	crowd(t, crowded(t, nil), func(s *session, app *counted) {
		s.pass(20 * time.Second)
		s.press(associationsView)
		if n := s.rows(); n != 2000 {
			t.Fatalf("%d rows", n)
		}
		s.pass(100 * time.Millisecond)
		const keys = 20
		updates := app.updates.Load()
		for range keys {
			s.Press("j")
			s.Settle()
		}
		if n := app.updates.Load() - updates; n > 2*keys {
			t.Errorf("%d keys were %d messages", keys, n)
		}
		s.line("▌", "domain-002", "words-00")
	})
}

// measured is for how many minutes calls are counted: as long as what is settled and
// off the screen is left alone.
const measured = 5

// perMinute returns the calls of a minute, on average.
func (s *session) perMinute() (all float64, byOperation map[string]float64) {
	s.aws.ResetCalls()
	s.pass(measured * time.Minute)
	byOperation = map[string]float64{}
	for operation, n := range s.aws.Calls() {
		byOperation[operation] = float64(n) / measured
		all += byOperation[operation]
	}
	return all, byOperation
}

// What is settled costs little, however much there is of it.
func TestCallsForTwoThousandAssociations(t *testing.T) {
	heavy(t)
	t.Parallel()
	inFlight := func(pairs ...int) func(*emulator.World) {
		return func(w *emulator.World) {
			for _, i := range pairs {
				w.Associations[i].DomainPackageStatus = "ASSOCIATING"
			}
		}
	}
	if testing.Short() {
		t.Skip("hours take long")
	}
	for _, test := range []struct {
		name  string
		world func(*emulator.World)
		view  string
		most  float64            // calls a minute
		of    map[string]float64 // and of some operations
	}{
		{name: "settled, on the screen", view: associationsView, most: 48, of: map[string]float64{"ListDomainsForPackage": 20, "ListPackagesForDomain": 0}},
		{name: "settled, off the screen", view: "2", most: 18, of: map[string]float64{"ListDomainsForPackage": 4, "ListPackagesForDomain": 0}},
		{name: "five pairs of one package in flight", world: inFlight(1, 2, 3, 4, 5), view: associationsView, most: 60, of: map[string]float64{"ListPackagesForDomain": 0}},
		{name: "five pairs of five packages in flight", world: inFlight(1, 201, 401, 601, 801), view: associationsView, most: 90, of: map[string]float64{"ListPackagesForDomain": 0}},
		{name: "the same, off the screen", world: inFlight(1, 201, 401, 601, 801), view: "2", most: 62, of: map[string]float64{"ListPackagesForDomain": 0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			crowd(t, crowded(t, test.world), func(s *session, app *counted) {
				s.pass(time.Minute)
				s.press(test.view)
				s.pass(2 * time.Minute)
				updates, views := app.updates.Load(), app.views.Load()
				all, calls := s.perMinute()
				for operation, most := range test.of {
					if calls[operation] > most {
						t.Errorf("%s: %.1f calls a minute, want %.0f at most", operation, calls[operation], most)
					}
				}
				if all > test.most {
					t.Errorf("%.1f calls a minute, want %.0f at most", all, test.most)
				}
				var says []string
				for _, operation := range slices.Sorted(maps.Keys(calls)) {
					says = append(says, fmt.Sprintf("%s %.1f", operation, calls[operation]))
				}
				t.Logf("%.1f calls, %.0f messages, %.0f frames a minute: %s", all, float64(app.updates.Load()-updates)/measured, float64(app.views.Load()-views)/measured, strings.Join(says, ", "))
			})
		})
	}
}
