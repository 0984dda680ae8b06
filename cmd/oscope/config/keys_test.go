package config_test

import (
	"reflect"
	"strings"
	"testing"

	"oscope/cmd/oscope/config"
)

// What is wrong with keys is said by the names of the actions, with the line.
func TestKeysRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, says string }{
		{"two meanings", "[keys]\ndelete = 'd'", "config.toml:2: key d is both delete and detach"},
		{"two that are chosen", "[keys]\ntags = ['E']\n\nedit = 'E'", "config.toml:4: key E is both edit and tags"},
		{"unknown action", "[keys]\ndetahc = 'x'", `config.toml:2: no action is called "detahc"; detach?`},
		{"action like none", "[keys]\nabcdefghij = 'x'", `config.toml:2: no action is called "abcdefghij"; known: all, apply_to_domains,`},
		{"unknown key", "[keys]\ndelete = ['X', 'delet']", `config.toml:2: delete: no key is called "delet"; delete?`},
		{"key that stays", "keys.retry = 'enter'", "config.toml:1: retry: enter opens and confirms; it cannot be given to an action"},
		{"another type", "[keys]\ndelete = 1", "config.toml:2: delete must be a list, such as"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := config.Defaults()
			err := config.Parse("config.toml", []byte(tt.text), &c)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %s", err, tt.says)
			}
		})
	}
}

// A key or several are taken, and what is shown of them can be read again.
func TestKeys(t *testing.T) {
	t.Parallel()
	c := config.Defaults()
	if err := config.Parse("config.toml", []byte("[keys]\ndelete = 'ctrl+x'\nhelp = [\"f2\", \"'\"]\nnew = []\nquit = ['q', 'ctrl+c', 'Q']"), &c); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"delete": {"ctrl+x"}, "help": {"f2", "'"}, "new": {}, "quit": {"q", "ctrl+c", "Q"}}
	if got := c.Keys.Chosen(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, line := range []string{"\n[keys]\n", "\ndelete = \"ctrl+x\"\n", "\nnew = []\n", "\nrefresh = \"r\"\n"} {
		if !strings.Contains(c.String(), line) {
			t.Errorf("%q is not in %s", line, c)
		}
	}
	again := config.Defaults()
	if err := config.Parse("config.toml", []byte(c.String()), &again); err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("%v: got %v, want %v", err, again, c)
	}
}
