package rule_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// Each member is given values at its bounds, next to them and beyond its pattern
// and enum, in a request that is right otherwise; the texts must be those that
// the table and the recorded wording lead to.
func TestValuesAtAndBeyondTheBounds(t *testing.T) {
	tried := 0
	for _, o := range operations {
		for _, c := range constraints[o.op.Name] {
			for _, value := range valuesAround(c, at(decode(t, o.request), c.member)) {
				request := decode(t, o.request)
				put(request, c.member, value)
				var got []string
				for _, v := range o.op.Check(request) {
					if strings.HasPrefix(v.Constraint, "Member must be the ARN of ") {
						continue // no service model says what an ARN may name
					}
					got = append(got, v.String())
				}
				if want := c.texts(value); !slices.Equal(got, want) {
					t.Errorf("%s.%s = %.60q:\n got %.300q\nwant %.300q", o.op.Name, c.member, fmt.Sprint(value), got, want)
				}
				tried++
			}
		}
	}
	if tried < 1200 {
		t.Errorf("only %d values were tried", tried)
	}
}

// valuesAround are values to try for a member that has a good one already.
func valuesAround(c constraint, good any) []any {
	values := []any{good, nil}
	switch good := good.(type) {
	case string:
		values = append(values, "", "x", "Ünïcode", "a\nb", " "+good, good+"!", strings.ToUpper(good))
		for _, e := range c.enum {
			values = append(values, e, e+" ", strings.ToLower(e))
		}
		for _, n := range []int{c.min - 1, c.min, c.max, c.max + 1} {
			if n > 0 {
				values = append(values, stretch(good, n), strings.Repeat("é", n))
			}
		}
	case float64:
		values = append(values, -1.0, 0.0, float64(c.min), float64(c.max), float64(c.max+1))
	case []any:
		values = append(values, []any{})
		for _, n := range []int{c.max, c.max + 1} {
			if n > 1 {
				values = append(values, slices.Repeat(good[:1], n))
			}
		}
	}
	return values
}

// stretch makes a value n characters long without touching how it begins.
func stretch(value string, n int) string {
	if len(value) >= n {
		return value[:n]
	}
	return value + strings.Repeat("a", n-len(value))
}

// texts is what the service says of a value, told by its rules alone: a missing
// one is null, as no element may be, a pattern comes before a length, elements are counted from 1.
func (c constraint) texts(value any) []string {
	path := strings.ReplaceAll(c.member, "[]", ".1.member")
	steps := strings.Split(path, ".")
	for i, s := range steps {
		if s == strings.ToUpper(s) {
			steps[i] = strings.ToLower(s)
		} else {
			steps[i] = strings.ToLower(s[:1]) + s[1:]
		}
	}
	path = strings.Join(steps, ".")

	var all []string
	say := func(value, constraint string) {
		all = append(all, "Value "+value+" at '"+path+"' failed to satisfy constraint: Member must "+constraint)
	}
	bounds := func(shown, of string, n int) {
		if c.min > 0 && n < c.min {
			say(shown, fmt.Sprintf("have %s greater than or equal to %d", of, c.min))
		}
		if c.max > 0 && n > c.max {
			say(shown, fmt.Sprintf("have %s less than or equal to %d", of, c.max))
		}
	}
	switch value := value.(type) {
	case nil:
		if c.required || strings.HasSuffix(c.member, "[]") {
			say("null", "not be null")
		}
	case string:
		shown := "'" + value + "'"
		if c.pattern != "" && !c.matches(value) {
			say(shown, "satisfy regular expression pattern: "+c.pattern)
		}
		if len(c.enum) > 0 && !slices.Contains(c.enum, value) {
			say(shown, "satisfy enum value set: ["+strings.Join(c.enum, ", ")+"]")
		}
		bounds(shown, "length", utf8.RuneCountInString(value))
	case float64:
		bounds("'"+strconv.Itoa(int(value))+"'", "value", int(value))
	case []any:
		bounds("'"+fmt.Sprint(value)+"'", "length", len(value))
	}
	return all
}

// matches reports whether the pattern matches the whole value.
func (c constraint) matches(value string) bool {
	if c.pattern == licencePattern {
		return licencePath(value)
	}
	pattern := strings.ReplaceAll(c.pattern, `\p{XDigit}`, `[[:xdigit:]]`) // as Go spells it
	return slices.Equal(regexp.MustCompile(pattern).FindStringIndex(value), []int{0, len(value)})
}

// at and put reach a member by its path; [] is the first element.
func at(values map[string]any, path string) any {
	var here any = values
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[]", ".[]"), ".") {
		if step == "[]" {
			here = here.([]any)[0]
		} else {
			here = here.(map[string]any)[step]
		}
	}
	return here
}

func put(values map[string]any, path string, value any) {
	if list, ok := strings.CutSuffix(path, "[]"); ok {
		at(values, list).([]any)[0] = value
		return
	}
	i := strings.LastIndex(path, ".")
	if i < 0 {
		values[path] = value
		return
	}
	at(values, path[:i]).(map[string]any)[path[i+1:]] = value
}
