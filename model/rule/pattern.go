package rule

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
)

// Pattern is a regular expression that a whole value must match. The models
// carry no anchors but the service matches the whole value (SERVICE.md §1.4).
type Pattern struct {
	Source string // as in the service model, and as its error texts print it
	Says   string // the same in words

	// simple replaces a Source that Go cannot compile, with the text that a value
	// must not contain besides.
	simple, without string

	once sync.Once
	re   *regexp.Regexp
}

// Match reports whether the whole of value matches.
func (p *Pattern) Match(value string) bool {
	p.once.Do(func() { p.re = regexp.MustCompile("^(?:" + cmp.Or(p.simple, p.Source) + ")$") })
	return p.re.MatchString(value) && (p.without == "" || !strings.Contains(value, p.without))
}
