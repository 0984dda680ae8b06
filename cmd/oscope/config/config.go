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
)

// Config is what the file says. A field's tag "toml" is its name in the file, "doc" says
// what it is for, "example" is a value in the file's syntax, for a table of named tables
// the name of one, for a table of named values a line of it.
type Config struct {
	Scopes   map[string]Scopes     `toml:"scopes" example:"production" doc:"A set of scopes, shown by --scopes NAME: each of its profiles in each of its Regions."`
	Accounts map[AccountID]Account `toml:"accounts" example:"123456789012" doc:"An account, by its number."`
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

// Defaults are what holds where the file says nothing.
func Defaults() Config { return Config{} }

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
