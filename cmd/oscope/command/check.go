package command

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/output"
	"oscope/model/check"
	"oscope/ui/text"
)

// NewCheck returns the command that makes the checks of writes, and sends none.
func NewCheck(open Open) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find out what a write would fail of, and send nothing",
		Long: `Makes the checks that the forms make: what the service would let fail although it
accepts the request. The flags are those of the command that does it.

A line each, with its mark: passed, will fail, works but one should know (!), could
not be made (?). With -o json they have words for it.
The exit code is 0 if nothing fails, 1 if something does, and 6 if nothing does as far as
that is known, but some checks could not be made.`,
		Example: "  oscope check attach --id logs --data-source-arn search-prod && oscope attach --id logs --data-source-arn search-prod",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return exit.Usagef("name a write: oscope check attach, for example")
		},
	}
	for _, w := range writes {
		if len(check.Of(w.operation)) == 0 {
			continue
		}
		o := *w
		o.checks, o.undoes = true, false // which needs nobody's consent
		o.short = "Make the checks of " + o.name + ", and send nothing"
		o.long = "Makes the checks of " + o.name + ", and sends nothing."
		o.example = ""
		cmd.AddCommand(o.command(open))
	}
	return cmd
}

// found is a result of a check as it is written.
type found struct {
	Verdict string   `json:"verdict"`
	Check   string   `json:"check"`
	Subject string   `json:"subject,omitempty"`
	Says    string   `json:"says"`
	Do      string   `json:"do,omitempty"`
	Source  string   `json:"source"`
	Missing []string `json:"missing,omitempty"`
}

// verdicts are how data says what a check has come to.
var verdicts = map[check.Verdict]string{check.Passed: "passed", check.Warns: "warns", check.Fails: "fails", check.Unknown: "unknown"}

// examine makes the checks of calls instead of the calls.
func (t *task) examine(ctx context.Context, calls []call) error {
	var (
		k       check.Knowledge
		all     []found
		results []check.Result
	)
	for _, c := range calls {
		w := check.Write{Operation: c.operation, Request: c.request, Caller: t.snapshot.Caller}
		for _, r := range t.client.Check(ctx, &k, w, time.Now) {
			one := found{verdicts[r.Verdict], r.Name, r.Subject, r.Says, r.Do, r.Source, r.Missing}
			if r.Verdict == check.Waiting || slices.ContainsFunc(all, func(f found) bool {
				return f.Verdict+f.Check+f.Subject+f.Says == one.Verdict+one.Check+one.Subject+one.Says
			}) {
				continue
			}
			all, results = append(all, one), append(results, r)
		}
	}
	code := exit.OK
	switch {
	case ctx.Err() != nil:
		code = exit.Interrupted
	case check.Worst(results) == check.Fails:
		code = exit.Failed
	case check.Worst(results) == check.Unknown:
		code = exit.Partly
	}
	return joinErrors(t.tell(all, results), exit.Silently(code))
}

// tell writes what checks have found.
func (t *task) tell(all []found, results []check.Result) error {
	if t.format.Format != output.Text {
		records := make([][]byte, len(all))
		for i, f := range all {
			record, err := json.Marshal(f)
			if err != nil {
				return err
			}
			records[i] = []byte(text.EscapeLines(string(record)))
		}
		return output.Records(t.out, t.format.Format, records)
	}
	for i, f := range all {
		line := results[i].Verdict.Mark() + " " + text.Join(f.Check, f.Subject) + ": " + f.Says
		if f.Do != "" && results[i].Verdict != check.Passed {
			line += ". " + f.Do
		}
		if err := output.Line(t.out, line); err != nil {
			return err
		}
	}
	return nil
}
