package check

import (
	"slices"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// Write is a request that somebody is about to send.
type Write struct {
	Operation *rule.Operation
	Request   any // as package rule has it: rule.AttachDataSourceRequest, …
	// Caller is who sends it, and where.
	Caller model.Caller
	// Stands says that it has been carried out: only the checks that are as true of what
	// exists are made.
	Stands bool
}

// Check is one question about writes.
type Check struct {
	For  []*rule.Operation
	Name string
	// Needs are all facts that it may look at.
	Needs []*Fact
	// Source is where it is known from that it matters.
	Source string
	// Stands says that what it finds is as true of what exists.
	Stands bool
	judge  func(*Case) []Finding
}

// Verdict is what a check comes to.
type Verdict int

// The verdicts. Waiting is that of a check whose facts are still to come.
const (
	Waiting Verdict = iota
	Passed
	Warns   // it will work, but one should know
	Fails   // it will fail, or will not be of use
	Unknown // it could not be made
)

// Mark is how a verdict is written.
func (v Verdict) Mark() string {
	return [...]string{Waiting: "…", Passed: "✓", Warns: "!", Fails: "✗", Unknown: "?"}[v]
}

// Word is a verdict in a word.
func (v Verdict) Word() string {
	return [...]string{Waiting: "not known yet", Passed: "passed", Warns: "warning", Fails: "fails", Unknown: "not known"}[v]
}

// Finding is what a check says of one thing.
type Finding struct {
	Verdict Verdict
	Subject string // what it is about: a data source, a package; empty of the whole
	Says    string
	Do      string // what to do about it
	Stands  string // what it says of what exists, where that reads differently
	Fix     *Fix   // what one call mends; nil if none does
}

// Fix is a call that mends what a check has found.
type Fix struct {
	Says      string // "authorise OpenSearch UI on orders"
	Operation *rule.Operation
	Request   any
	// Opens says that the operation's form has to be filled in first; Request is what
	// is known of it.
	Opens bool
	// Before and After are what is changed, to be compared line by line; empty if it is
	// nothing that has a text.
	Before, After string
	// Renews are the facts that it changes.
	Renews []Ask
}

// Result is a finding with the check that made it.
type Result struct {
	*Check
	Finding
	// Missing are the permissions without which it could not be made.
	Missing []string
	// Err is the failure that kept it from being made.
	Err *model.CallError
}

// Case is one judging of one check: the write, and what is known.
type Case struct {
	Write
	Now time.Time

	look    func(Ask) (known, bool)
	known   bool               // what is lacking is not worth a word
	lacking []Ask              // not known yet
	failed  []*model.CallError // could not be had
}

// known is a fact with the failure that it may be instead.
type known struct {
	value any
	err   *model.CallError
}

func (c *Case) value(a Ask) (any, bool) {
	k, ok := c.look(a)
	switch {
	case !ok:
		c.lacking = append(c.lacking, a)
	case k.err != nil:
		c.failed = append(c.failed, k.err)
	default:
		return k.value, true
	}
	return nil, false
}

// on is a check of requests of one type, or of several that are made one.
func on[R any](judge func(*Case, R) []Finding, requests ...func(any) (R, bool)) func(*Case) []Finding {
	return func(c *Case) []Finding {
		if r, ok := c.Request.(R); ok {
			return judge(c, r)
		}
		for _, read := range requests {
			if r, ok := read(c.Request); ok {
				return judge(c, r)
			}
		}
		return nil
	}
}

// Checks are all that there are.
var Checks = slices.Concat(attachChecks, associateChecks, packageChecks, integrationChecks, applicationChecks, deleteChecks)

// The checks by what is asked: of an operation, and of what it has made.
var (
	checksOf = by(func(*Check) bool { return true })
	standing = by(func(c *Check) bool { return c.Stands })
)

func by(fits func(*Check) bool) map[*rule.Operation][]*Check {
	all := map[*rule.Operation][]*Check{}
	for _, c := range Checks {
		for _, o := range c.For {
			if fits(c) {
				all[o] = append(all[o], c)
			}
		}
	}
	return all
}

// Unseen says why something is not known.
func Unseen(err *model.CallError) string {
	why := err.Brief()
	if err.Kind == model.FailurePermission {
		why = err.Action + " is missing"
	}
	return "could not be looked at: " + why
}

// Of returns the checks of an operation.
func Of(o *rule.Operation) []*Check { return checksOf[o] }

// results judges a write by all checks of its operation.
func (c *Case) results() []Result {
	checks := checksOf[c.Operation]
	if c.Stands {
		checks = standing[c.Operation]
	}
	var all []Result
	for _, k := range checks {
		all = append(all, k.results(c)...)
	}
	return all
}

// results judges a write by one check.
func (k *Check) results(c *Case) []Result {
	c.lacking, c.failed = c.lacking[:0], nil
	var all []Result
	for _, f := range k.judge(c) {
		all = append(all, Result{Check: k, Finding: f})
	}
	if len(c.lacking) > 0 && !c.known {
		all = append(all, Result{Check: k, Finding: Finding{Verdict: Waiting, Says: "looking: " + c.lacking[0].Fact.Name}})
	}
	for _, err := range c.failed {
		r := Result{Check: k, Finding: Finding{Verdict: Unknown, Says: Unseen(err)}, Err: err}
		if err.Kind == model.FailurePermission {
			r.Missing = []string{err.Action}
		}
		if !slices.ContainsFunc(all, func(other Result) bool { return other.Verdict == Unknown && other.Says == r.Says }) {
			all = append(all, r)
		}
	}
	return all
}
