package command

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"oscope/awsclient"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/cmd/oscope/request"
	"oscope/model"
	"oscope/model/rule"
)

// write is a command that changes something, declared. Flags, help, completion and checks
// are made of the members of its operation.
type write struct {
	name, short, long, example string

	operation *rule.Operation
	// only are the members that have flags; nil for all.
	only []string
	// several are the top-level members of which several may be named, for a request each.
	several []string
	// of is what comes of it, or goes by it.
	of model.Kind
	// undoes says that it takes something away, as it does not come back by itself: it
	// wants --yes where the form wants a name typed.
	undoes bool
	// check finds what breaks rules that no member has; nil if there are none.
	check func(map[string]any) []rule.Violation
	// complete adds what is left out and can be found out; nil if nothing can.
	complete func(context.Context, *task, map[string]any) error
	fills    string // the member that it does so for
	// calls makes the calls of complete and correct requests.
	calls func([]map[string]any) []call
}

// call is one call of a write.
type call struct {
	operation *rule.Operation
	request   any
	send      func(context.Context, *awsclient.Client) ([]model.Item, error)
	// gone is what is not there any more when it is done; nil if nothing goes at once.
	gone model.Item
}

// options are the flags that all writes have.
type options struct {
	dryRun, yes, wait bool
	timeout           time.Duration
	format            output.Value
}

// NewWrites returns the commands that change something.
func NewWrites(open Open) []*cobra.Command {
	var all []*cobra.Command
	for _, w := range writes {
		all = append(all, w.command(open))
	}
	return all
}

func (w *write) command(open Open) *cobra.Command {
	o := options{format: output.Value{Format: output.Text, Among: []output.Format{output.Text, output.JSON, output.JSONL, output.YAML}}}
	flags := w.flags()
	cmd := &cobra.Command{
		Use:   w.name,
		Short: w.short,
		Long: w.long + `

The request is checked before anything is sent, and everything that is wrong with
it is named. One line says what came of it, or with -o json a list of the resources
as "oscope get" writes it. With --wait it ends when it has settled, as "oscope wait"
does; as data that list comes then, and what "wait" tells goes to standard error.
--dry-run shows the requests, and the commands of the AWS CLI that make them.

` + codes(),
		Example: w.example,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := w.usable(flags, &o, cmd.Flags().Changed("timeout")); err != nil {
				return err
			}
			d, err := begin(cmd, open)
			if err != nil {
				return err
			}
			defer d.Clients.Close()
			return w.run(cmd.Context(), d, flags, &o)
		},
	}
	cmd.Flags().SortFlags = false // in the order of the members
	flags.Declare(cmd.Flags(), w.says)
	o.declare(cmd.Flags(), w)
	completeFormats(cmd, &o.format)
	w.completions(cmd, open, flags)
	return cmd
}

func (o *options) declare(flags *pflag.FlagSet, w *write) {
	flags.VarP(&o.format, "output", "o", "how to write it: "+o.format.Known())
	flags.BoolVar(&o.dryRun, "dry-run", false, "send nothing, and show what would be sent")
	flags.BoolVar(&o.wait, "wait", false, "wait until it has settled")
	flags.DurationVar(&o.timeout, "timeout", 0, "how long to wait, such as 10m (default: without an end)")
	if w.undoes {
		flags.BoolVarP(&o.yes, "yes", "y", false, "do it; without it nothing is done")
	}
}

// flags are those of the members.
func (w *write) flags() *request.Flags {
	o := *w.operation
	if w.only != nil {
		o.Members = nil
		for _, name := range w.only {
			m, _ := w.operation.Member(name)
			m.Required = m.Required && name != w.fills
			o.Members = append(o.Members, m)
		}
	}
	return request.Of(&o, w.several...)
}

// says is what there is to say of a flag besides its rules.
func (w *write) says(f *request.Flag) string {
	r := referenceOf(f.Path)
	switch {
	case f.Path[0] == w.fills:
		return "(default: all for which there is something to do)"
	case f.Path[0] == tokenMember:
		return "has a repetition of the same request do nothing (default: one that is made up)"
	case r == nil:
		return ""
	}
	return r.says()
}

// usable refuses what can be seen to be wrong before anything is asked of AWS.
func (w *write) usable(flags *request.Flags, o *options, timed bool) error {
	switch {
	case timed && !o.wait:
		return exit.Usagef("--timeout is for how long to --wait")
	case o.timeout < 0:
		return exit.Usagef("--timeout must not be negative")
	}
	values := flags.Values()
	var violations []rule.Violation
	for _, one := range request.Apart(values, w.several...) {
		violations = append(violations, flags.Operation.Check(one)...)
	}
	if w.check != nil {
		violations = append(violations, w.check(values)...)
	}
	return exit.With(exit.Usage, flags.Broken(unnamed(flags.Operation, violations)))
}

// kindOf is the kind of what a write is about.
func (w *write) kindOf() *kind.Kind { return kind.OfModel(w.of) }

// goal is what is waited for after it.
func (w *write) goal() goal {
	if w.undoes {
		return goal{words: []string{"gone"}, gone: true}
	}
	return goal{words: []string{"settled"}, settled: true}
}
