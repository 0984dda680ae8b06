package model_test

import (
	"errors"
	"strings"
	"testing"

	"oscope/model"
)

func TestEveryFailureIsExplained(t *testing.T) {
	seen := map[string]model.FailureKind{}
	for kind := model.FailureOther; kind <= model.FailureCancelled; kind++ {
		text := kind.Explain()
		if other, twice := seen[text]; text == "" || twice {
			t.Errorf("kinds %d and %d are both explained by %q", other, kind, text)
		}
		seen[text] = kind
	}
}

// What stands behind the word for a failure does not say the same once more.
func TestExplanationsDoNotRepeatTheWord(t *testing.T) {
	for kind := model.FailureOther; kind <= model.FailureCancelled; kind++ {
		first, _, _ := strings.Cut(kind.Explain(), ".")
		said := kind.Word() != ""
		for word := range strings.FieldsSeq(strings.ToLower(kind.Word())) {
			said = said && strings.Contains(strings.ToLower(first), word)
		}
		if said {
			t.Errorf("%s. %s", kind.Word(), kind.Explain())
		}
	}
}

func TestCallErrorInWords(t *testing.T) {
	denied := &model.CallError{
		Kind: model.FailurePermission, Operation: "ListDataSourceAttachments", On: "app1", Action: "es:ListDataSourceAttachments",
		Code: "AccessDeniedException", Message: "not authorized", RequestID: "r-1",
	}
	unreached := &model.CallError{Kind: model.FailureNetwork, Operation: "ListApplications", Message: "connection refused"}
	for _, c := range []struct {
		err         *model.CallError
		line, brief string
	}{
		{denied, "ListDataSourceAttachments on app1: AccessDeniedException: not authorized (request r-1)", "no permission: es:ListDataSourceAttachments"},
		{unreached, "ListApplications: connection refused", "AWS not reached"},
		{&model.CallError{Kind: model.FailureThrottling}, ": ", "throttled by AWS"},
		{&model.CallError{Kind: model.FailureConflict, Operation: "X", Code: "ConflictException", Message: "busy"}, "X: ConflictException: busy", "ConflictException"},
		{&model.CallError{Operation: "X", Message: "strange"}, "X: strange", "strange"},
	} {
		if got := c.err.Error(); got != c.line {
			t.Errorf("Error() = %q, want %q", got, c.line)
		}
		if got := c.err.Brief(); got != c.brief {
			t.Errorf("Brief() = %q, want %q", got, c.brief)
		}
	}
	for kind := model.FailureOther; kind <= model.FailureCancelled; kind++ {
		if got := (&model.CallError{Kind: kind, Action: "a", Code: "c", Message: "m"}).Brief(); got == "" {
			t.Errorf("kind %d says nothing", kind)
		}
	}
}

func TestCallErrorUnwrapsToTheCause(t *testing.T) {
	cause := errors.New("cause")
	if !errors.Is(&model.CallError{Err: cause}, cause) {
		t.Error("the cause is lost")
	}
}

func TestAdviceOfItsOwnComesBeforeTheKinds(t *testing.T) {
	err := &model.CallError{Kind: model.FailureCredentials, Message: "No profile nope; known: ops", Remedy: "Name another."}
	if err.Explain() != "Name another." || err.Brief() != err.Message {
		t.Errorf("%s: %s", err.Brief(), err.Explain())
	}
	err.Remedy = ""
	if err.Explain() != model.FailureCredentials.Explain() || err.Brief() != "no credentials" {
		t.Errorf("%s: %s", err.Brief(), err.Explain())
	}
}
