package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"

	"oscope/awsclient"
	"oscope/cmd/oscope/command"
	"oscope/cmd/oscope/config"
	"oscope/model"
	"oscope/ui"
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
	if s.demo && s.scopes == "" && s.organization == "" && len(s.profiles)+len(s.regions) == 0 {
		return awsclient.Selection{Profiles: []string{demoProfiles[0].Name}}, nil
	}
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

// chosen reads the configuration, and which scopes it and the flags mean.
func (s settings) chosen() (config.Config, awsclient.Selection, error) {
	file := config.Locate(s.config)
	c, _, err := file.Read()
	if err != nil {
		return c, awsclient.Selection{}, err
	}
	chosen, err := s.selection(c, file)
	if err == nil && !s.demo {
		err = s.redirect()
	}
	return c, chosen, err
}

// redirect has all calls go to an endpoint of one's own. What brings credentials does not
// heed the variable for all services.
func (s settings) redirect() error {
	if s.endpoint == "" {
		return nil
	}
	if u, err := url.Parse(s.endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("--endpoint-url takes a URL, such as http://127.0.0.1:4566")
	}
	for _, service := range []string{"", "_STS", "_SSO", "_SSO_OIDC"} {
		if err := os.Setenv("AWS_ENDPOINT_URL"+service, s.endpoint); err != nil {
			return err
		}
	}
	return nil
}

// open opens the scopes for a command, which begins when it is known which they are.
func (s *settings) open(ctx context.Context) (*command.Session, error) {
	c, chosen, err := s.chosen()
	if err != nil {
		return nil, err
	}
	calls, err := openCalls(s.log)
	if err != nil {
		return nil, err
	}
	calls.complain(func(err error) { fmt.Fprintln(os.Stderr, "oscope:", err) })
	o := &command.Session{Clients: newClients(*s, c, calls.take, nil), Archive: kept(*s, c)}
	start, err := s.begin(ctx, o.Clients, chosen)
	for found := start.Found; err == nil; found, err = start.Rest.Next(ctx) {
		o.Scopes, o.Notes = append(o.Scopes, found.Scopes...), append(o.Notes, found.Notes...)
		for _, failure := range found.Failures {
			o.Unresolved = append(o.Unresolved, failure.Err)
		}
		if !found.More {
			return o, nil
		}
	}
	o.Clients.Close()
	return nil, err
}

// begin returns what is to be opened, as far as it takes no call to know. The shared
// files are read only where it takes them.
func (s settings) begin(ctx context.Context, clients *awsclient.Fleet, chosen awsclient.Selection) (ui.Opening, error) {
	start := ui.Opening{Selection: chosen}
	if scope, single := chosen.Single(); single && !s.demo {
		start.Found.Scopes = []model.Scope{scope}
		return start, nil
	}
	rest := clients.Resolve(chosen)
	var err error
	if start.Found, err = rest.Next(ctx); start.Found.More {
		start.Rest = rest
	}
	return start, err
}

// named reports whether flags say which scopes are meant.
func (s *settings) named() bool {
	return len(s.profiles) > 0 || len(s.regions) > 0 || s.scopes != "" || s.organization != ""
}

// kept is what flags and configuration let be read of the past.
func (s *settings) kept() (command.Archive, error) {
	c, _, err := config.Locate(s.config).Read()
	return kept(*s, c), err
}
