package history

import (
	"cmp"
	"slices"
	"time"

	"oscope/model"
)

// Band is how long an operation usually takes.
type Band struct {
	Median, P90 time.Duration
	Runs        int    // own ones that it is made of; 0 for one that is documented
	Origin      string // of one that is documented
}

// Progress is how far an operation under way is within its band.
type Progress struct {
	Band
	Elapsed time.Duration
	// Fraction is Elapsed in parts of P90, at most 1.
	Fraction float64
	// Over is how long it is past P90; 0 while it is not.
	Over time.Duration
}

// At returns the progress of an operation that has been under way for some time.
func (b Band) At(elapsed time.Duration) Progress {
	p := Progress{Band: b, Elapsed: elapsed, Fraction: 1}
	if elapsed < b.P90 {
		p.Fraction = max(0, elapsed.Seconds()/b.P90.Seconds())
		return p
	}
	p.Over = elapsed - b.P90
	return p
}

// Bounds of what is kept of an operation's runs.
const (
	fewestRuns = 5   // of which a band is made
	mostRuns   = 200 // that are kept, the newest: what was long ago says little
)

// Run is one run of an operation to its end.
type Run struct {
	Operation
	Took time.Duration
	// Exact: its beginning was seen, or dated by the service. Else Took is a lower bound.
	Exact bool
}

// RunOf returns the run that a transition has ended. There is none when it ended
// nothing, or when the operation failed: how long a failure took says nothing about
// how long success does.
func RunOf(e Entry) (Run, bool) {
	if e.Write() || e.Inferred || e.Ran <= 0 || e.Phase() == model.Failed || e.Phase() == model.InFlight {
		return Run{}, false
	}
	return Run{OperationOf(e.Key.Kind, e.Type, e.From), e.Ran, e.RanExact}, true
}

// Durations are the runs that are known, by their operation.
type Durations struct {
	runs  map[Operation][]Run // the newest last
	bands map[Operation]Band  // of those whose runs have not changed since
}

// NewDurations returns durations without a run.
func NewDurations() *Durations {
	return &Durations{runs: map[Operation][]Run{}, bands: map[Operation]Band{}}
}

// Add takes in a run.
func (d *Durations) Add(r Run) {
	d.runs[r.Operation] = append(d.runs[r.Operation], r)
	if runs := d.runs[r.Operation]; len(runs) > mostRuns {
		d.runs[r.Operation] = slices.Clone(runs[len(runs)-mostRuns:])
	}
	delete(d.bands, r.Operation)
}

// Band returns how long an operation usually takes: by own runs where there are
// fewestRuns of which the beginning was seen, else as documented. ok is false where
// nothing is known.
func (d *Durations) Band(o Operation) (b Band, ok bool) {
	if b, known := d.bands[o]; known {
		return b, true
	}
	b, ok = d.band(o)
	if ok {
		d.bands[o] = b
	}
	return b, ok
}

func (d *Durations) band(o Operation) (Band, bool) {
	runs := d.runs[o]
	exact := 0
	for _, r := range runs {
		if r.Exact {
			exact++
		}
	}
	if exact < fewestRuns {
		return Documented(o)
	}
	return Band{Median: quantile(runs, 0.5), P90: quantile(runs, 0.9), Runs: len(runs)}, true
}

// quantile returns the time by which a part of the runs had ended, by the estimator of
// Kaplan and Meier: a run of which only a lower bound is known counts as one that was
// still under way then. Where the bounds leave it open it is the longest time known.
func quantile(runs []Run, part float64) time.Duration {
	sorted := slices.Clone(runs)
	slices.SortFunc(sorted, func(a, b Run) int {
		if a.Took == b.Took && a.Exact != b.Exact { // an end before what merely lasted as long
			if a.Exact {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Took, b.Took)
	})
	underway := 1.0 // the part that has not ended yet
	for i, r := range sorted {
		if !r.Exact {
			continue
		}
		left := float64(len(sorted) - i)
		underway *= (left - 1) / left
		if underway <= 1-part+1e-9 {
			return r.Took
		}
	}
	return sorted[len(sorted)-1].Took
}
