// Package config is oscope's configuration file: what may stand in it, where it is,
// reading it and writing one to begin with.
//
// What may stand in it is declared once, as the fields of Config: names, types, words and
// examples in their tags, defaults in Defaults. Reading, its errors, the file to begin
// with and what "oscope config" shows follow from that. A new table is a field of Config.
package config

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/theme"
)

// Config is what the file says. A field's tag "toml" is its name in the file, "doc" says
// what it is for, "example" is a value in the file's syntax, for a table of named tables
// the name of one, for a table of named values a line of it.
type Config struct {
	Plain    bool                  `toml:"plain" example:"true" doc:"Whether oscope is a conversation in lines of text instead of a screen, as with --plain."`
	Layout   Layout                `toml:"layout" example:"'below'" doc:"Where the detail of the row under the cursor is: 'beside' the table, 'below' it, or nowhere: 'table'."`
	Mouse    bool                  `toml:"mouse" example:"false" doc:"Whether the mouse is for rows, tabs, hints and dialogs. Without, the terminal's own selection works."`
	Scopes   map[string]Scopes     `toml:"scopes" example:"production" doc:"A set of scopes, shown by --scopes NAME: each of its profiles in each of its Regions."`
	Accounts map[AccountID]Account `toml:"accounts" example:"123456789012" doc:"An account, by its number."`
	Notify   Notify                `toml:"notify" doc:"What is told besides the screen when something settles, fails or goes after it was in flight."`
	Theme    Theme                 `toml:"theme" doc:"How the screen looks."`
	Columns  map[View][]Column     `toml:"columns" example:"packages = ['name', 'status', 'engine']" doc:"The columns of a view, in their order, where there is room; in the program c chooses them, which is remembered and goes before. Without it: all."`
	Keys     Keys                  `toml:"keys" example:"delete = ['ctrl+x', 'D']" doc:"The keys of actions, each a key or a list of keys: characters, space, f1 to f12, insert, also behind ctrl+ or alt+. None, written [], leaves an action to the palette. A key means the same in all views, and some keep their meaning: esc, enter, tab, the digits, and what moves."`
	History  History               `toml:"history" doc:"What is kept across runs."`
}

// Scopes are those that --scopes opens by the name of the set.
type Scopes struct {
	Profiles     []Pattern `toml:"profiles" example:"['prod-*', 'audit']" doc:"Profiles of the shared AWS configuration, by name or pattern (*, ?, [a-z])."`
	Regions      []Pattern `toml:"regions" example:"['eu-*', 'us-east-1']" doc:"Regions, by name or pattern, or \"all\" that the account has enabled. Without it: the Region of each profile."`
	Organization RoleName  `toml:"organization" example:"'OrganizationAccountAccessRole'" doc:"The role to assume in every account of the organisation of the profiles."`
}

// Account is what the operator says of an account.
type Account struct {
	Name     string `toml:"name" example:"'production'" doc:"What it is called on the screen, instead of its number."`
	Colour   Colour `toml:"colour" example:"'bright-red'" doc:"What marks it wherever it is named: one of the terminal's 16 colours, or #rrggbb."`
	ReadOnly bool   `toml:"read_only" example:"true" doc:"Whether every call that could change something in it is refused."`
}

// Notify says when, of what and how the operator is told.
type Notify struct {
	When    When     `toml:"when" example:"'always'" doc:"'blurred' tells only while the terminal does not have the focus, 'always' and 'never' what they say."`
	Kinds   []Kind   `toml:"kinds" example:"['association', 'package']" doc:"Of which kinds of resources. Without it: of all."`
	Bell    bool     `toml:"bell" example:"true" doc:"Whether the terminal's bell rings too."`
	Command []string `toml:"command" example:"['notify-send', 'oscope']" doc:"A command to run, with its arguments, without a shell. The facts are in its environment: OSCOPE_TEXT, OSCOPE_KIND, OSCOPE_NAME, OSCOPE_STATUS, OSCOPE_BEFORE, OSCOPE_REASON, OSCOPE_ACCOUNT, OSCOPE_REGION."`
}

// Theme says how the screen looks: the theme, and colours that take the place of its own.
type Theme struct {
	Name     ThemeName `toml:"name" example:"'high-contrast'" doc:"'auto' follows the background of the terminal; there are dark, light, high-contrast, colour-blind and monochrome too."`
	Settled  Colour    `toml:"settled" example:"'green'" doc:"The colour of what is settled."`
	InFlight Colour    `toml:"in_flight" example:"'#5cb3ff'" doc:"The colour of what is in flight."`
	Failed   Colour    `toml:"failed" example:"'bright-red'" doc:"The colour of what has failed, and of errors."`
	Warning  Colour    `toml:"warning" example:"'yellow'" doc:"The colour of what is late, and of problems in forms."`
	Accent   Colour    `toml:"accent" example:"'bright-blue'" doc:"The colour of keys, links and what has the focus."`
	Dim      Colour    `toml:"dim" example:"'#b4bac6'" doc:"The colour of what matters less."`
	Mark     Colour    `toml:"mark" example:"'magenta'" doc:"The colour of marks, and of what one looks for."`
	Selected Colour    `toml:"selected" example:"'#2b5a99'" doc:"What is behind the row under the cursor, where there are 256 colours or more."`
	Border   Colour    `toml:"border" example:"'bright-black'" doc:"The colour of frames."`
}

// Layout is the name of a layout.
type Layout string

func (l Layout) check() error { return desk.Layout(l).Check() }

// ThemeName is the name of a theme.
type ThemeName string

func (n ThemeName) check() error { return theme.Check(string(n)) }

// History says what is kept.
type History struct {
	Off bool `toml:"off" example:"true" doc:"Whether nothing is kept, as with --no-history."`
}

// Defaults are what holds where the file says nothing.
func Defaults() Config {
	return Config{Layout: Layout(desk.Beside), Mouse: true, Notify: Notify{When: Blurred}, Theme: Theme{Name: theme.Auto}, Keys: defaultKeys()}
}

// AccountID is the number of an account.
type AccountID string

func (id AccountID) check() error {
	if len(id) != 12 || strings.Trim(string(id), "0123456789") != "" {
		return fmt.Errorf("%q is no account; its number has 12 digits", string(id))
	}
	return nil
}

// Pattern is a name, or a pattern of path.Match over names.
type Pattern string

func (p Pattern) check() error {
	if strings.TrimSpace(string(p)) == "" {
		return errors.New("an empty name")
	}
	if _, err := path.Match(string(p), ""); err != nil {
		return fmt.Errorf("%q: %w", string(p), err)
	}
	return nil
}

// RoleName is the name of a role of IAM, with its path if it has one.
type RoleName string

func (r RoleName) check() error {
	if strings.ContainsFunc(string(r), func(c rune) bool { return c <= ' ' || c > '~' || c == ':' }) {
		return fmt.Errorf("%q is not the name of a role, which is the same in every account", string(r))
	}
	return nil
}

// When is when one is told.
type When string

// The times.
const (
	Blurred When = "blurred"
	Always  When = "always"
	Never   When = "never"
)

func (w When) check() error {
	switch w {
	case Blurred, Always, Never:
		return nil
	}
	return fmt.Errorf("%q is none of blurred, always, never", string(w))
}

// Kind is a kind of resource by its name.
type Kind string

func (k Kind) check() error {
	var known []string
	for _, facts := range model.Kinds {
		if string(facts.Kind) == string(k) {
			return nil
		}
		if facts.PartOf == "" {
			known = append(known, string(facts.Kind))
		}
	}
	return fmt.Errorf("%q is no kind of resource; known: %s", string(k), strings.Join(known, ", "))
}
