package command

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/model/live"
)

var errTimeOver = errors.New("the time is over")

// wait is what the flags of wait say.
type wait struct {
	kind        *kind.Kind
	names       []string
	words       []string
	goal        goal
	timeout     time.Duration
	any, appear bool
	format      output.Value
}

// NewWait returns the command that waits for resources to come into a state.
func NewWait(open Open) *cobra.Command {
	w := wait{format: output.Value{Format: output.Text, Among: []output.Format{output.Text, output.JSONL}}}
	cmd := &cobra.Command{
		Use:   "wait KIND NAME... [--for STATUS[,STATUS]|settled|gone]",
		Short: "Wait until resources have come into a state",
		Long: `Waits until all that are named have come into a state: one of some statuses, any
in which nothing changes by itself and nothing is wrong (settled), or none any
more (gone). Kinds: ` + kinds(kind.Resources()) + `.

It returns at once when they are there, and when one is in another state that it
does not leave by itself. It writes a line for each transition, and then one last
line: the outcome, the reason, and what to do next. An attachment is called
APPLICATION/SOURCE, an association PACKAGE/DOMAIN.

` + codes(),
		Example: `  oscope wait package synonyms --for AVAILABLE --timeout 10m
  oscope wait association synonyms/search-prod synonyms/search-staging
  oscope wait attachment logs/search-prod --for ATTACHED
  oscope wait application logs --for gone`,
		ValidArgsFunction: completeNames(open, kind.Resources()),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := w.parse(args); err != nil {
				return err
			}
			d, err := begin(cmd, open)
			if err != nil {
				return err
			}
			defer d.Clients.Close()
			return w.run(cmd.Context(), d)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&w.words, "for", []string{"settled"}, "statuses between commas, or settled, or gone")
	flags.DurationVar(&w.timeout, "timeout", 0, "how long to wait, such as 10m (default: without an end)")
	flags.BoolVar(&w.any, "any", false, "be content with one of those that are named")
	flags.BoolVar(&w.appear, "appear", false, "wait also for what is not there yet")
	flags.VarP(&w.format, "output", "o", "how to write it: "+w.format.Known())
	completeFormats(cmd, &w.format)
	_ = cmd.RegisterFlagCompletionFunc("for", completeStatuses)
	return cmd
}

// parse reads what can be wrong before anything is asked of AWS.
func (w *wait) parse(args []string) error {
	k, err := kindOf(args, kind.Resources())
	if err != nil {
		return err
	}
	if len(args) == 1 {
		return exit.Usagef("name what to wait for: oscope wait %s NAME…", k.Name)
	}
	if w.timeout < 0 {
		return exit.Usagef("--timeout must not be negative")
	}
	w.kind, w.names = k, args[1:]
	w.goal, err = parseGoal(k, w.words)
	return exit.With(exit.Usage, err)
}

func (w *wait) run(ctx context.Context, d *desk) error {
	if w.timeout > 0 {
		timed, cancel := context.WithTimeoutCause(ctx, w.timeout, errTimeOver)
		defer cancel()
		ctx = timed
	}
	v := &vigil{wait: w, changes: changes{d, w.format.Format, len(d.Fleet.Scopes()) > 1}, began: time.Now()}
	for _, name := range w.names {
		v.targets = append(v.targets, &target{name: name})
	}
	d.look(append(append([]live.Feed{}, w.kind.Feeds...), w.kind.Also...)...)
	d.Changed = v.tell
	return v.conclude(d.Until(ctx, v.over))
}

// target is one of those that are waited for.
type target struct {
	name     string
	ref      model.Ref // once it has been found
	found    bool
	standing standing
	last     kind.Row // as it was seen last
}

// look brings a target up to date.
func (t *target) look(g goal, fleet *live.Fleet) {
	item, there := fleet.Snapshot(t.ref.Scope).Item(t.ref.Key)
	if there {
		t.last.Item, t.last.Now = item, time.Now()
		t.standing = g.judge(item)
		return
	}
	t.standing = g.judge(nil)
}
