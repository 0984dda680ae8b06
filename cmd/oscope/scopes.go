package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"oscope/awsclient"
	"oscope/cmd/oscope/config"
	"oscope/model"
)

// list is a flag that may be repeated and takes several values between commas.
type list []string

// Set implements pflag.Value.
func (l *list) Set(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			*l = append(*l, part)
		}
	}
	return nil
}

// String implements pflag.Value.
func (l *list) String() string { return strings.Join(*l, ",") }

// Type implements pflag.Value.
func (*list) Type() string { return "list" }

// selection is what flags and configuration say of the scopes to open: those of a set by
// name, of which each flag that is given takes the place of a part.
func (s settings) selection(c config.Config, file config.File) (awsclient.Selection, error) {
	var chosen awsclient.Selection
	if s.scopes != "" {
		set, ok := c.Scopes[s.scopes]
		if !ok {
			return awsclient.Selection{}, noSuchSet(s.scopes, slices.Sorted(maps.Keys(c.Scopes)), file.Path)
		}
		chosen = awsclient.Selection{Profiles: texts(set.Profiles), Regions: texts(set.Regions), Organization: string(set.Organization)}
	}
	if len(s.profiles) > 0 {
		chosen.Profiles = s.profiles
	}
	if len(s.regions) > 0 {
		chosen.Regions = s.regions
	}
	if s.organization != "" {
		chosen.Organization = s.organization
	}
	return chosen, nil
}

func noSuchSet(name string, known []string, path string) error {
	if len(known) == 0 {
		return fmt.Errorf("there is no [scopes.%s]; there are no sets of scopes in %s", name, path)
	}
	return fmt.Errorf("there is no [scopes.%s] in %s; known: %s", name, path, strings.Join(model.NearestFirst(name, known), ", "))
}

func texts[T ~string](from []T) []string {
	var all []string
	for _, one := range from {
		all = append(all, string(one))
	}
	return all
}

// resolve returns the scopes of a selection. The shared files are read only where it
// takes them to know.
func resolve(chosen awsclient.Selection) (awsclient.Scopes, error) {
	if scope, single := chosen.Single(); single {
		return awsclient.Scopes{Scopes: []model.Scope{scope}}, nil
	}
	return chosen.Resolve(awsclient.Surround())
}

// openable refuses the scopes that it takes a call to know.
func openable(chosen awsclient.Selection, found awsclient.Scopes) error {
	switch {
	case chosen.Organization != "":
		return errors.New("the accounts of an organisation are meant, which this version cannot open")
	case found.Scopes[0].Region == awsclient.AllRegions:
		return errors.New("all Regions are meant, which this version cannot open")
	}
	return nil
}
