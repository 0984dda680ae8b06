package main

import (
	"github.com/spf13/cobra"

	"oscope/cmd/oscope/manual"
)

// newManualCommand returns the command that packages are built with: it writes the pages
// of all others.
func newManualCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages into a folder",
		Args:   cobra.ExactArgs(1),
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			root.InitDefaultCompletionCmd()
			return manual.Write(args[0], root, version())
		},
	}
}
