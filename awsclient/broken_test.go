package awsclient_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// spoiling hands the answers to one operation to a function on their way.
func spoiling(e *emulator.Emulator, operation string, spoil func(*http.Response)) carrier {
	return func(r *http.Request) (*http.Response, error) {
		before := e.Calls()[operation]
		response, err := e.Transport().RoundTrip(r)
		if err == nil && e.Calls()[operation] > before {
			spoil(response)
		}
		return response, err
	}
}

// body replaces the body of an answer.
func body(response *http.Response, text string) {
	response.Body, response.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
}

// wantUnreadable makes a call whose answers are spoiled and expects it to fail by
// name, after it has been sent once.
func wantUnreadable(t *testing.T, call clientCall, spoil func(*http.Response)) *model.CallError {
	t.Helper()
	e := emulate(t, call.world())
	failure := failureOf(t, call.do(t.Context(), connect(spoiling(e, call.name(), spoil))), model.FailureUnreadable)
	if failure.Operation != call.name() || failure.On != call.on || (failure.Ending() == model.Unknown) != call.writes {
		t.Errorf("got %+v", failure)
	}
	if n := e.Calls()[call.name()]; n != 1 {
		t.Errorf("sent %d times", n)
	}
	return failure
}

// What is not from AWS is no answer, although its status says 200.
func TestAnswersOfSomebodyElse(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "null": "null", "an empty object": "{}", "an empty list": "[]", "a page": "<html><body>Sign in</body></html>", "a word": "OK",
		"another's object": `{"status": "ok"}`,
	} {
		for _, call := range calls {
			t.Run(call.name()+" "+name, func(t *testing.T) {
				_ = wantUnreadable(t, call, func(response *http.Response) {
					response.Header = http.Header{}
					body(response, text)
				})
			})
		}
	}
}

// An answer of the service's that lacks any of what it must hold is none either.
func TestAnswersWithoutAMember(t *testing.T) {
	for _, call := range calls {
		for _, path := range awsclient.Answers[call.declared()] {
			if call.raw {
				continue
			}
			names := strings.Split(path, ".")
			for i := range names {
				for _, how := range []string{"absent", "null", "empty"} {
					some := strings.HasSuffix(names[i], "+")
					if how == "empty" && i < len(names)-1 && !some {
						continue // a list may be empty
					}
					t.Run(call.name()+" "+strings.Join(names[:i+1], ".")+" "+how, func(t *testing.T) {
						failure := wantUnreadable(t, call, func(response *http.Response) {
							whole, err := io.ReadAll(response.Body)
							ok(t, err)
							body(response, without(t, string(whole), names[:i+1], how))
						})
						spoiled := strings.ReplaceAll(strings.Join(names[:i+1], "."), "+", "")
						if !strings.Contains(failure.Message, "it has no "+spoiled) || failure.RequestID == "" && !strings.HasPrefix(call.action, "s3:") {
							t.Errorf("got %v", failure)
						}
					})
				}
			}
		}
	}
}

// without spoils the member at the end of a path.
func without(t *testing.T, text string, path []string, how string) string {
	t.Helper()
	last := strings.TrimSuffix(path[len(path)-1], "+")
	if strings.HasPrefix(text, "<") {
		element := regexp.MustCompile(`(?s)<` + last + `>.*</` + last + `>|<` + last + `/>`)
		if !element.MatchString(text) {
			t.Fatalf("no %s in %s", last, text)
		}
		return element.ReplaceAllString(text, map[string]string{"absent": "", "null": "", "empty": "<" + last + "></" + last + ">"}[how])
	}
	var members map[string]any
	ok(t, json.Unmarshal([]byte(text), &members))
	spoil(t, members, path, how)
	return inJSON(t, members)
}

func spoil(t *testing.T, members map[string]any, path []string, how string) {
	t.Helper()
	name := strings.TrimSuffix(path[0], "+")
	if _, found := members[name]; !found { // the SDK makes every name begin with a capital letter
		name = string(unicode.ToLower(rune(name[0]))) + name[1:]
	}
	member, found := members[name]
	if !found {
		t.Fatalf("no %s in %v", name, members)
	}
	switch inner := member.(type) {
	case object:
		if len(path) > 1 {
			spoil(t, inner, path[1:], how)
			return
		}
	case []any:
		if len(path) > 1 {
			element, _ := inner[len(inner)-1].(object)
			spoil(t, element, path[1:], how)
			return
		}
	}
	switch how {
	case "absent":
		delete(members, name)
	case "null":
		members[name] = nil
	default:
		members[name] = map[bool]any{true: []any{}, false: ""}[isList(member)]
		if _, is := member.(object); is {
			members[name] = object{}
		}
	}
}

type object = map[string]any

func isList(v any) bool {
	_, list := v.([]any)
	return list
}

// Where nothing exists, every listing is empty and none fails.
func TestEmptyAnswers(t *testing.T) {
	for _, kind := range []live.FeedKind{
		live.FeedApplications, live.FeedPackages, live.FeedIntegrations, live.FeedDomains, live.FeedCollections, live.FeedDefault,
	} {
		if listings := readAll(t, connect(emulate(t, `{}`).Transport()), feed(kind)); len(ids(listings...)) != 0 {
			t.Errorf("%s: %v", kind, ids(listings...))
		}
	}
	c := connect(emulate(t, populated).Transport())
	for _, f := range []live.Read{
		feedOf(live.FeedAttachments, "app0002"), feedOf(live.FeedPackageDomains, "F3"), feedOf(live.FeedDomainPackages, "search-stage"),
	} {
		if listings := readAll(t, c, f); len(ids(listings...)) != 0 {
			t.Errorf("%v: %v", f.Feed, ids(listings...))
		}
	}
	c = connect(emulate(t, `{}`).Transport())
	for name, list := range map[string]func() ([]string, error){
		"buckets": func() ([]string, error) { return c.Buckets(t.Context()) },
	} {
		if all, err := list(); err != nil || len(all) != 0 {
			t.Errorf("%s: %v %v", name, all, err)
		}
	}
}

// oddities stand where something else is expected.
var oddities = []string{
	`null`, `"NaN"`, `"Infinity"`, `"-Infinity"`, `1e308`, `-9223372036854775808`, `1e19`, `0.5`, `""`, `"2026-01-01T00:00:00Z"`, `true`, `[]`, `{}`, `[null]`, `{"a":{"b":[1]}}`, `"\ud800"`,
}

// Whatever stands in an answer, a call ends with a result or with a failure that
// has a name, and what it brings can be taken in.
func TestOddAnswers(t *testing.T) {
	heavy(t)
	for _, call := range calls {
		if call.raw {
			continue
		}
		t.Run(call.name(), func(t *testing.T) {
			var whole string
			e := emulate(t, call.world())
			ok(t, call.do(t.Context(), connect(spoiling(e, call.name(), func(response *http.Response) {
				all, err := io.ReadAll(response.Body)
				ok(t, err)
				whole = string(all)
				body(response, whole)
			}))))
			for _, odd := range oddVersions(whole) {
				makeOdd(t, call, odd)
			}
		})
	}
}

// oddVersions returns a JSON or XML text with each of its values replaced by each
// oddity in turn.
func oddVersions(text string) []string {
	value := regexp.MustCompile(`"(?:[^"\\]|\\.)*"(:?)|-?\d[\d.eE+-]*|true|false|null|\[[^][]*\]|\{[^{}]*\}`)
	if strings.HasPrefix(text, "<") {
		value = regexp.MustCompile(`>[^<>]+<()`)
	}
	var versions []string
	for _, at := range value.FindAllStringSubmatchIndex(text, -1) {
		if at[2] != at[3] {
			continue // the name of a member
		}
		for _, odd := range oddities {
			if strings.HasPrefix(text, "<") {
				odd = ">" + strings.Trim(odd, `"`) + "<"
			}
			versions = append(versions, text[:at[0]]+odd+text[at[1]:])
		}
	}
	return versions
}

// makeOdd makes a call whose answer has another body.
func makeOdd(t *testing.T, call clientCall, text string) {
	t.Helper()
	c := connect(spoiling(emulate(t, call.world()), call.name(), func(response *http.Response) { body(response, text) }))
	c.Ungate()
	err := call.do(t.Context(), c)
	var failure *model.CallError
	if err != nil && (!errors.As(err, &failure) || failure.Operation == "" || failure.Message == "") {
		t.Errorf("%s\n%v", text, err)
	}
}

// The SDK panics on such a time.
func TestPanicInACall(t *testing.T) {
	for _, call := range calls {
		if call.name() != "ListApplications" && call.name() != "GetApplication" && call.name() != "CreateApplication" && call.name() != "DescribePackages" {
			continue
		}
		failure := wantUnreadable(t, call, func(response *http.Response) {
			whole, err := io.ReadAll(response.Body)
			ok(t, err)
			body(response, regexp.MustCompile(`"(c|C)reatedAt":[^,}]*`).ReplaceAllString(string(whole), `"${1}reatedAt":"NaN"`))
		})
		if !strings.Contains(failure.Message, "reading it failed") {
			t.Errorf("got %v", failure)
		}
	}
}

// A feed that nothing can read is a reading that fails by name.
func TestFeedWithoutReader(t *testing.T) {
	_, err := connect(emulate(t, `{}`).Transport()).Read(feed("novelties")).Next(t.Context())
	failure := failureOf(t, err, model.FailureOther)
	if failure.On != "novelties" || failure.Error() != "reading on novelties: nothing here can read it" {
		t.Errorf("got %v", failure)
	}
}

// FuzzAnswer hands any body to any call.
func FuzzAnswer(f *testing.F) {
	for i, call := range calls {
		f.Add(i, []byte(`{}`))
		e := emulate(f, call.world())
		_ = call.do(f.Context(), connect(spoiling(e, call.name(), func(response *http.Response) {
			whole, _ := io.ReadAll(response.Body)
			f.Add(i, whole)
			f.Add(i, bytes.ReplaceAll(whole, []byte(`At":1`), []byte(`At":1e999`)))
			body(response, string(whole))
		})))
	}
	f.Fuzz(func(t *testing.T, index int, text []byte) {
		makeOdd(t, calls[uint(index)%uint(len(calls))], string(text))
	})
}
