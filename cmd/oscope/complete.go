package main

import (
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"oscope/awsclient"
	"oscope/cmd/oscope/config"
	"oscope/model"
	"oscope/ui/theme"
)

// complete has the values of flags completed that the configuration of this machine
// tells.
func (s *settings) complete(root *cobra.Command) {
	words := map[string]func() []string{
		"profile": func() (names []string) {
			for _, p := range awsclient.Profiles() {
				names = append(names, p.Name)
			}
			return names
		},
		"region": func() []string { return append(model.Regions(""), awsclient.AllRegions) },
		"theme":  theme.Names,
		"scopes": func() []string {
			c, _, err := config.Locate(s.config).Read()
			if err != nil {
				return nil
			}
			return slices.Sorted(maps.Keys(c.Scopes))
		},
	}
	for flag, values := range words {
		if err := root.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		}); err != nil {
			panic(err) // there is no such flag
		}
	}
}
