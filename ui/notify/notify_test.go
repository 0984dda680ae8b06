package notify_test

import (
	"strings"
	"testing"

	"oscope/model"
	"oscope/ui/notify"
)

func TestNotification(t *testing.T) {
	const osc9, osc777 = "\x1b]9;oscope: a is ACTIVE\x07", "\x1b]777;notify;oscope;a is ACTIVE\x07"
	const osc99 = "\x1b]99;i=oscope:d=0:p=title;oscope\x07\x1b]99;i=oscope:d=1:p=body;a is ACTIVE\x07"
	for _, c := range []struct{ environment, want string }{
		{"", osc9},
		{"TERM=xterm-256color", osc9},
		{"TERM=xterm-256color TERM_PROGRAM=iTerm.app", osc9},
		{"TERM=xterm-kitty", osc99},
		{"TERM=xterm-256color KITTY_WINDOW_ID=1", osc99},
		{"TERM=foot", osc777},
		{"TERM=rxvt-unicode-256color", osc777},
		{"TERM=xterm-ghostty", osc777},
		{"TERM_PROGRAM=WezTerm", osc777},
		{"TERM=xterm-256color VTE_VERSION=7800", osc777},
		{"TERM=tmux-256color TMUX=/tmp/tmux-0/default,1,0", "\x1bPtmux;" + strings.ReplaceAll(osc9, "\x1b", "\x1b\x1b") + "\x1b\\"},
		{"TERM=tmux-256color TMUX=x KITTY_WINDOW_ID=1", "\x1bPtmux;" + strings.ReplaceAll(osc99, "\x1b", "\x1b\x1b") + "\x1b\\"},
		{"TERM=screen STY=1.pts", "\x1bP" + osc9 + "\x1b\\"},
	} {
		environment := map[string]string{}
		for pair := range strings.FieldsSeq(c.environment) {
			name, value, _ := strings.Cut(pair, "=")
			environment[name] = value
		}
		terminal := notify.Of(func(name string) string { return environment[name] })
		if got := terminal.Notification("oscope", "a is ACTIVE"); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.environment, got, c.want)
		}
	}
}

// What AWS says ends no sequence and begins none.
func TestHostileNotification(t *testing.T) {
	for _, term := range []string{"xterm", "xterm-kitty", "foot"} {
		got := notify.Of(func(name string) string { return map[string]string{"TERM": term}[name] }).
			Notification("oscope", "4;1;50\x07\x1b]52;c;ZXZpbA==\x07\x9c\n"+strings.Repeat("long ", 1000))
		body := strings.ReplaceAll(got, "\x1b]", "")
		if strings.ContainsAny(body, "\x1b\u009c\n") || strings.Count(got, "\x1b]") != strings.Count(got, "\x07") || strings.Contains(got, "]9;4;") || len(got) > 1000 {
			t.Errorf("%s: %q", term, got)
		}
	}
}

func TestRules(t *testing.T) {
	packages := []model.Kind{model.KindPackage}
	for _, c := range []struct {
		rules            notify.Rules
		focused, blurred bool
	}{
		{notify.Rules{}, false, true},
		{notify.Rules{Always: true}, true, true},
		{notify.Rules{Never: true}, false, false},
		{notify.Rules{Kinds: packages}, false, true},
		{notify.Rules{Kinds: []model.Kind{model.KindDomain}, Always: true}, false, false},
	} {
		if focused, blurred := c.rules.Wants(model.KindPackage, true), c.rules.Wants(model.KindPackage, false); focused != c.focused || blurred != c.blurred {
			t.Errorf("%+v: %t with the focus, %t without", c.rules, focused, blurred)
		}
	}
}
