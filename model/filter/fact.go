package filter

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"oscope/model"
)

// Facts are what filters may ask of a row besides its text.
type Facts struct {
	Phase model.Phase
	// Age is since when it is there, or in its status, as it is shown.
	Age  model.Age
	Now  time.Time
	Tags []model.Tag
}

// FactsOf are those of a resource of some age.
func FactsOf(item model.Item, age model.Age, now time.Time) Facts {
	f := Facts{Phase: model.Concern(item), Age: age, Now: now}
	if a, ok := item.(model.Application); ok && a.Tags != nil {
		f.Tags = *a.Tags
	}
	return f
}

// Fact is something that may hold of a row.
type Fact func(Facts) bool

// factsAsked makes the facts that are asked for as columns are: by a name and a colon.
// What is not finished asks for nothing yet.
// Values that mean nothing are wrong, which says what may stand there.
var factsAsked = map[string]func(values [][]byte) (fact Fact, wrong string){
	"is":    isAsked,
	"since": sinceAsked,
	"tag":   tagAsked,
}

// isAsked is about the phase, by the first letters of its word.
func isAsked(values [][]byte) (Fact, string) {
	if len(values) == 0 {
		return nil, ""
	}
	for _, v := range values {
		if !slices.ContainsFunc(phaseWords, func(word string) bool { return strings.HasPrefix(word, string(v)) }) {
			return nil, "is:" + string(v) + " is not known: write is: and one of " + strings.Join(phaseWords, ", ")
		}
	}
	return func(f Facts) bool {
		word := wordOf(f.Phase)
		for _, v := range values {
			if strings.HasPrefix(word, string(v)) {
				return true
			}
		}
		return false
	}, ""
}

func wordOf(phase model.Phase) string { return strings.ReplaceAll(phase.String(), " ", "") }

var phaseWords = []string{wordOf(model.Failed), wordOf(model.InFlight), wordOf(model.Settled), wordOf(model.Gone)}

func sinceAsked(values [][]byte) (Fact, string) {
	d, wrong := lasts("since:", values)
	if d == nil {
		return nil, wrong
	}
	return func(f Facts) bool {
		return f.Age.Bound != model.AtLeast && !f.Age.At.IsZero() && f.Now.Sub(f.Age.At) <= *d
	}, ""
}

func tagAsked(values [][]byte) (Fact, string) {
	if len(values) == 0 {
		return nil, ""
	}
	return func(f Facts) bool {
		for _, v := range values {
			key, value, _ := strings.Cut(string(v), "=")
			for _, tag := range f.Tags {
				if strings.EqualFold(tag.Key, key) && strings.Contains(strings.Map(unicode.ToLower, tag.Value), value) {
					return true
				}
			}
		}
		return false
	}, ""
}

// ageAsked reads age>10m and age<2h; fact is nil while there is no time behind the sign.
func ageAsked(filter string) (fact Fact, wrong, rest string, ok bool) {
	const name = "age"
	if len(filter) <= len(name) || !strings.EqualFold(filter[:len(name)], name) {
		return nil, "", "", false
	}
	sign := filter[len(name)]
	if sign != '>' && sign != '<' {
		return nil, "", "", false
	}
	values, rest := words(filter[len(name)+1:])
	d, wrong := lasts(name+string(sign), values)
	if d == nil {
		return nil, wrong, rest, true
	}
	return func(f Facts) bool {
		return !f.Age.At.IsZero() && f.Now.Sub(f.Age.At) > *d == (sign == '>')
	}, "", rest, true
}

// lasts reads how long something lasts, behind what asks for it: 90s, 10m, 1h30m, 2d, 1w.
// It is nil while there is nothing to read.
func lasts(asks string, values [][]byte) (d *time.Duration, wrong string) {
	if len(values) == 0 {
		return nil, ""
	}
	if len(values) == 1 {
		if d, ok := span(string(values[0])); ok {
			return &d, ""
		}
	}
	return nil, asks + string(bytes.Join(values, []byte("|"))) + " says no time: write one as in " + asks + "90s, 10m, 1h30m, 2d or 1w"
}

func span(s string) (time.Duration, bool) {
	for unit, long := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			n, err := strconv.ParseFloat(number, 64)
			n *= float64(long)
			return time.Duration(n), err == nil && n >= 0 && n < math.MaxInt64
		}
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d >= 0
}

// Forms are the ways to ask besides words and columns, for whoever has asked otherwise.
const Forms = "is:failed, age>10m, since:1h, tag:key=value"
