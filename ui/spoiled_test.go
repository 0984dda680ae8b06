package ui_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// An answer that is none changes nothing of what is known: it is named in its place
// and in the log, and no resource is said to be gone.
func TestSpoiledAnswers(t *testing.T) {
	t.Parallel()
	createdAt := regexp.MustCompile(`"createdAt":[0-9.]+`)
	for name, test := range map[string]struct {
		spoil func([]byte) []byte
		says  string
	}{
		"nothing":             {func([]byte) []byte { return nil }, "it has no ApplicationSummaries.Id"},
		"null":                {func([]byte) []byte { return []byte("null") }, "not one of the service's"},
		"an object":           {func([]byte) []byte { return []byte("{}") }, "it has no ApplicationSummaries.Id"},
		"a null for a row":    {func([]byte) []byte { return []byte(`{"ApplicationSummaries":[{}]}`) }, "it has no ApplicationSummaries.Id"},
		"a time that is none": {func(b []byte) []byte { return createdAt.ReplaceAll(b, []byte(`"createdAt":"NaN"`)) }, "reading it failed"},
		"a very long name": {func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"name":"`), []byte(`"name":"`+strings.Repeat("x", 1<<20)), 1)
		}, "ApplicationSummaries.Name is longer than 16 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			var spoiled atomic.Bool
			script(t, shop, func(s *session) {
				s.press("2")
				s.sees("Applications · 3", "console", "metrics")
				spoiled.Store(true)
				s.press("r")
				s.pass(time.Minute)
				s.sees("Applications · 3", "console", "metrics", "✗ ListApplications: unreadable answer")
				s.seesNot("gone")
				s.press("!")
				s.reads(test.says)
				s.press("esc")
				spoiled.Store(false)
				s.press("r")
				s.pass(time.Minute)
				s.seesNot("unreadable answer")
			}, size(140, 40), func(o *setup) {
				o.edit = func(operation string, answer []byte) []byte {
					if operation == "list-applications" && spoiled.Load() {
						return test.spoil(answer)
					}
					return answer
				}
			})
		})
	}
}

// Dates and numbers at the ends of what can be written are drawn like others.
func TestOddNumbersOnTheScreen(t *testing.T) {
	t.Parallel()
	number := regexp.MustCompile(`"(createdAt|lastUpdatedAt)":[0-9.]+`)
	for _, odd := range []string{"0", "-1", "1e308", "-1e308", `"Infinity"`, `"-Infinity"`, "9223372036854775807", "253402300800"} {
		script(t, shop, func(s *session) {
			s.press("2")
			s.sees("Applications · 3", "console")
			s.press("1", dataSources)
		}, size(140, 40), func(o *setup) {
			o.edit = func(_ string, answer []byte) []byte { return number.ReplaceAll(answer, []byte(`"$1":`+odd)) }
		})
	}
}

// A listing of very many rows in one answer is taken in, and keys are answered.
func TestVeryLongList(t *testing.T) {
	heavy(t)
	t.Parallel()
	var long strings.Builder
	long.WriteString(`{"ApplicationSummaries":[`)
	for i := range 20_000 {
		fmt.Fprintf(&long, `%s{"id":"app%06d","arn":"n","name":"name-%06d","status":"ACTIVE"}`, map[bool]string{true: ",", false: ""}[i > 0], i, i)
	}
	long.WriteString(`]}`)
	script(t, shop, func(s *session) {
		s.press("2")
		s.pass(time.Second)
		s.sees("Applications · 20000", "name-000000")
		s.press("down", "G")
		s.sees("name-019999")
	}, size(140, 40), func(o *setup) {
		o.edit = func(operation string, answer []byte) []byte {
			if operation == "list-applications" {
				return []byte(long.String())
			}
			return answer
		}
	})
}
