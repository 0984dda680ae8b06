package ui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// documented are the exceptions that the service's model lists for an operation,
// with BaseException standing for what it does not name.
var documented = map[string][]string{
	"AssociatePackage": {
		"BaseException", "InternalException", "ResourceNotFoundException", "AccessDeniedException", "ValidationException", "ConflictException",
	},
	"AssociatePackages": {
		"BaseException", "InternalException", "ResourceNotFoundException", "ValidationException", "ConflictException", "DisabledOperationException",
	},
	"AttachDataSource": {
		"BaseException", "ValidationException", "AccessDeniedException", "InternalException", "ConflictException", "ResourceNotFoundException", "DisabledOperationException",
	},
	"CreatePackage": {
		"BaseException", "InternalException", "LimitExceededException", "InvalidTypeException", "ResourceAlreadyExistsException", "AccessDeniedException", "ValidationException",
	},
	"PutIntegration": {
		"InvalidParameterException", "LimitExceededException", "ServiceUnavailableException", "ValidationException",
	},
}

// toldKey finds the keys that an advice names, in a text without blanks.
var toldKey = regexp.MustCompile(`(?:[Pp]ress|safetosenditagain\()(enter|shift\+tab|esc|R)\b|\b(R)sendsagain`)

// told returns the keys that the screen tells one to press about a failed write.
func (s *session) told() []string {
	s.t.Helper()
	text := strings.ReplaceAll(s.letters(), "Attachpressenter", "") // the buttons
	text = regexp.MustCompile(`(Associate|Create|Put|Attach)pressenter`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`press(enter|shift\+tab|esc|R)`).ReplaceAllString(text, "press$1 ")
	var keys []string
	for _, m := range toldKey.FindAllStringSubmatch(text, -1) {
		if key := m[1] + m[2]; !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// Every documented exception, met in a form and in a batch, tells of keys that do
// there what is said of them, and of none that does nothing.
func TestEveryDocumentedExceptionTellsWhatToDo(t *testing.T) {
	t.Parallel()
	type place struct {
		name, operation, world string
		send                   func(*session)
		sentAgain              string // the key that sends it again
	}
	var places []place
	for _, w := range everyWrite {
		if documented[w.operation] != nil {
			places = append(places, place{"form", w.operation, w.world, func(s *session) { w.ready(s); s.press("enter") }, "enter"})
		}
	}
	places = append(places, place{"batch", "AssociatePackage", fmt.Sprintf(library, ""), func(s *session) { s.associateWithAll(s.aws.Faults()...) }, "R"})
	for _, p := range places {
		for _, code := range documented[p.operation] {
			t.Run(p.operation+" "+p.name+" "+code, func(t *testing.T) {
				t.Parallel()
				faults := failing(emulator.Fault{Operation: p.operation, Kind: emulator.FaultError, Code: code, Message: "As the service puts it."})
				var keys []string
				script(t, p.world, func(s *session) {
					p.send(s)
					s.pass(20 * time.Second)
					s.reads(code, "As the service puts it.")
					s.seesNot("by itself", "press r ", "press r.", "ask AWS")
					keys = s.told()
					if len(keys) == 0 {
						t.Fatalf("nothing is said about what to do:\n%s", s.Text())
					}
				}, size(120, 45), faults, heedless)
				for _, key := range keys {
					script(t, p.world, func(s *session) {
						p.send(s)
						s.pass(20 * time.Second)
						calls, before := s.calls(p.operation), s.Text()
						s.press(key)
						s.pass(time.Second)
						after := s.Text()
						switch key {
						case p.sentAgain:
							if s.calls(p.operation) == calls {
								t.Errorf("%s sends nothing:\n%s", key, after)
							}
						case "shift+tab":
							if strings.Contains(after, "▸ Review") {
								t.Errorf("%s does not lead to the fields:\n%s", key, after)
							}
						default:
							if before == after {
								t.Errorf("%s does nothing:\n%s", key, after)
							}
						}
					}, size(120, 45), faults, heedless)
				}
			})
		}
	}
}
