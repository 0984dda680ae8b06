package filter

import (
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
var factsAsked = map[string]func(values [][]byte) Fact{
	"is":    isAsked,
	"since": sinceAsked,
	"tag":   tagAsked,
}

// isAsked is about the phase, by the first letters of its word.
func isAsked(values [][]byte) Fact {
	if len(values) == 0 {
		return nil
	}
	return func(f Facts) bool {
		word := strings.ReplaceAll(f.Phase.String(), " ", "")
		for _, v := range values {
			if strings.HasPrefix(word, string(v)) {
				return true
			}
		}
		return false
	}
}

func sinceAsked(values [][]byte) Fact {
	d, ok := lasts(values)
	if !ok {
		return nil
	}
	return func(f Facts) bool {
		return f.Age.Bound != model.AtLeast && !f.Age.At.IsZero() && f.Now.Sub(f.Age.At) <= d
	}
}

func tagAsked(values [][]byte) Fact {
	if len(values) == 0 {
		return nil
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
	}
}

// ageAsked reads age>10m and age<2h; fact is nil while there is no time behind the sign.
func ageAsked(filter string) (fact Fact, rest string, ok bool) {
	const name = "age"
	if len(filter) <= len(name) || !strings.EqualFold(filter[:len(name)], name) {
		return nil, "", false
	}
	sign := filter[len(name)]
	if sign != '>' && sign != '<' {
		return nil, "", false
	}
	values, rest := words(filter[len(name)+1:])
	d, known := lasts(values)
	if !known {
		return nil, rest, true
	}
	return func(f Facts) bool {
		return !f.Age.At.IsZero() && f.Now.Sub(f.Age.At) > d == (sign == '>')
	}, rest, true
}

// lasts reads how long something lasts: 90s, 10m, 1h30m, 2d, 1w.
func lasts(values [][]byte) (time.Duration, bool) {
	if len(values) != 1 {
		return 0, false
	}
	s := string(values[0])
	for unit, long := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			n, err := strconv.ParseFloat(number, 64)
			return time.Duration(n * float64(long)), err == nil
		}
	}
	d, err := time.ParseDuration(s)
	return d, err == nil
}

// Forms are the ways to ask besides words and columns, for whoever has asked otherwise.
const Forms = "is:failed, age>10m, since:1h, tag:key=value"
