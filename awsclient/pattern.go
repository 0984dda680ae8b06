package awsclient

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is compiled when it is needed first, which
// for those of this package is when something has failed, instead of at every start.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
