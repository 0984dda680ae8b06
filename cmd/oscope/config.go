package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"oscope/cmd/oscope/config"
	"oscope/cmd/oscope/exit"
)

// configFlag lets a command take another configuration file.
func configFlag(flags *pflag.FlagSet, path *string) {
	flags.StringVar(path, "config", "", "configuration file (default: "+config.Variable+", or that of this user)")
}

func newConfigCommand(path *string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show where the configuration file is and what holds",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return exit.With(exit.Usage, showConfig(cmd.OutOrStdout(), config.Locate(*path)))
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "init",
		Short: "Write a configuration file that explains itself",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			file := config.Locate(*path)
			if err := file.Init(); err != nil {
				return exit.With(exit.Usage, err)
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), file.Path)
			return err
		},
	})
	return cmd
}

// showConfig writes what holds as a file that would say it, under where it is from.
func showConfig(to io.Writer, file config.File) error {
	c, exists, err := file.Read()
	if err != nil {
		return err
	}
	where := "# " + file.Path
	switch {
	case file.Path == "":
		where = "# There is no folder for the configuration of this user; --config names a file. The defaults hold."
	case !exists:
		where = "# There is no file " + file.Path + ", which \"oscope config init\" would write. The defaults hold."
	}
	_, err = fmt.Fprintf(to, "%s\n%s", where, c)
	return err
}
