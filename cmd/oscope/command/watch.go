package command

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model/live"
)

// NewWatch returns the command that tells what happens.
func NewWatch(open Open) *cobra.Command {
	format := output.Value{Format: output.Text, Among: []output.Format{output.Text, output.JSONL}}
	cmd := &cobra.Command{
		Use:   "watch [KIND...]",
		Short: "Tell each transition, until interrupted",
		Long: `Tells when a resource changes its status, appears or goes, a line each, until it
is interrupted. Kinds: ` + kinds(kind.Resources()) + `; all where none is named.`,
		Example: `  oscope watch
  oscope watch packages associations -o jsonl | jq 'select(.phase == "failed")'`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return kindWords(kind.Resources()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := kindsOf(args)
			if err != nil {
				return err
			}
			d, err := begin(cmd, open)
			if err != nil {
				return err
			}
			defer d.Clients.Close()
			return watch(cmd.Context(), d, chosen, format.Format)
		},
	}
	cmd.Flags().VarP(&format, "output", "o", "how to write it: "+format.Known())
	completeFormats(cmd, &format)
	return cmd
}

// kindsOf are the kinds that arguments name, or all of resources.
func kindsOf(args []string) ([]*kind.Kind, error) {
	if len(args) == 0 {
		return kind.Resources(), nil
	}
	var chosen []*kind.Kind
	for _, word := range args {
		k, err := kind.Find(word, kind.Resources())
		if err != nil {
			return nil, exit.With(exit.Usage, err)
		}
		chosen = append(chosen, k)
	}
	return chosen, nil
}

func watch(ctx context.Context, d *desk, chosen []*kind.Kind, format output.Format) error {
	feeds, also := kind.AllFeeds(chosen)
	d.look(slices.Concat(feeds, also)...)
	tells := changes{d, format, len(d.Fleet.Scopes()) > 1}
	var failed error
	d.Changed = func(transitions []live.Transition) {
		for _, t := range transitions {
			if failed == nil && slices.ContainsFunc(chosen, func(k *kind.Kind) bool { return k.Of == t.Key.Kind }) {
				failed = tells.write(t)
			}
		}
	}
	var unread troubled
	if err := d.Until(ctx, func() bool { unread.tell(d, feeds); return failed != nil }); err != nil {
		return ended(err)
	}
	return failed
}

// troubled are the listings that cannot be read, as far as that has been said.
type troubled struct {
	beat uint64
	said map[string]bool
}

// tell says what cannot be read any more, and what can be again.
func (t *troubled) tell(d *desk, feeds []live.Feed) {
	beat := d.Fleet.Beat()
	if beat == t.beat {
		return
	}
	t.beat = beat
	now := map[string]bool{}
	troubles, _ := d.troubles(feeds)
	for _, trouble := range troubles {
		line := trouble.line()
		now[line] = true
		if !t.said[line] {
			d.say("%s", line)
		}
	}
	if len(t.said) > 0 && len(now) == 0 {
		d.say("all is read again")
	}
	t.said = now
}
