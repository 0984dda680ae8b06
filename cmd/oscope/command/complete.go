package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/ui/text"
)

// completionTime is how long somebody who pressed tab is kept waiting for names.
const completionTime = 1500 * time.Millisecond

// completeNames completes a kind, and then the names of that kind.
func completeNames(open Open, among []*kind.Kind) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return kindWords(among), cobra.ShellCompDirectiveNoFileComp
		}
		k, err := kind.Find(args[0], among)
		if err != nil || k.Of == "" {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return namesOf(cmd, open, k), cobra.ShellCompDirectiveNoFileComp
	}
}

// kindWords are the kinds with what they stand for.
func kindWords(among []*kind.Kind) []string {
	var words []string
	for _, k := range among {
		words = append(words, k.Plural())
	}
	return words
}

// namesOf are the names that a quick listing tells of in time.
func namesOf(cmd *cobra.Command, open Open, k *kind.Kind) []string {
	parent := cmd.Context()
	if parent == nil {
		parent = context.Background()
	}
	ctx, cancel := context.WithTimeout(parent, completionTime)
	defer cancel()
	s, err := open(ctx)
	if err != nil {
		return nil
	}
	defer s.Clients.Close()
	s.Archive = nil
	d := newDesk(s)
	d.look(append(k.Feeds, k.Also...)...)
	_ = d.Until(ctx, d.heard) // what has come in time is enough
	rows := slices.DeleteFunc(d.rows(k), func(row kind.Row) bool { return k.Foreign != nil && k.Foreign(row.Snapshot, row.Item) })
	var names []string
	for i, name := range distinctNames(rows) {
		if name == text.Clean(name) {
			names = append(names, name+"\t"+text.Clean(string(rows[i].Status())))
		}
	}
	return names
}

func completeFormats(cmd *cobra.Command, v *output.Value) {
	words := strings.Split(v.Known(), ", ")
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeStatuses completes what can be waited for of the kind that is named.
func completeStatuses(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	words := []string{"settled", "gone"}
	if len(args) > 0 {
		if k, err := kind.Find(args[0], kind.Resources()); err == nil {
			for _, status := range model.Statuses(k.Of) {
				words = append(words, string(status))
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}
