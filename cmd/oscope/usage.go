package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
)

// execute runs what the arguments say. What is wrong before a command has begun is an
// error of usage.
func execute(ctx context.Context) error {
	root := newRootCommand() //nolint:contextcheck // cobra hands it to the commands
	begun := false
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		begun = true
		return knownHere(cmd)
	}
	err := root.ExecuteContext(ctx)
	if !begun {
		return exit.With(exit.Usage, err)
	}
	return err
}

// apart are the commands that have nothing to do with scopes, with the flags of all that
// they know.
var apart = map[string][]string{"config": {"config"}, "init": {"config"}, "emulate": nil, "version": nil, "man": nil, "iam-policy": {"region", "organization", "read-only"}}

// knownHere refuses the flags of all commands where they would do nothing.
func knownHere(cmd *cobra.Command) error {
	known, is := apart[cmd.Name()]
	if !is {
		return nil
	}
	var err error
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) {
		if f.Changed && !slices.Contains(known, f.Name) {
			err = exit.Usagef("%s does not take --%s", cmd.CommandPath(), f.Name)
		}
	})
	return err
}

// knownCommand refuses arguments of the program itself: they are commands that are not
// known.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, append([]string{c.Name()}, c.Aliases...)...)
	}
	return fmt.Errorf("unknown command %q for %q%s", args[0], cmd.CommandPath(), kind.Meant(args[0], names))
}

// knownFlag says which flag may be meant by one that is not known.
func knownFlag(cmd *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok || len(unknown.GetSpecifiedName()) < 2 {
		return exit.With(exit.Usage, err)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	meant := kind.Meant(unknown.GetSpecifiedName(), names)
	return exit.With(exit.Usage, errors.New(err.Error()+strings.Replace(meant, "(", "(--", 1)))
}
