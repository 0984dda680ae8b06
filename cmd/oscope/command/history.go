package command

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/output"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/text"
)

// past is what the flags of history say.
type past struct {
	since  string
	by     string
	format output.Value
}

// NewHistory returns the command that tells what was kept. scoped reports whether flags
// say of which scopes; otherwise it is all that is kept here, and nothing is asked of AWS.
func NewHistory(archive func() (Archive, error), scoped func() bool, open Open) *cobra.Command {
	p := past{format: output.Value{Format: output.Text, Among: []output.Format{output.Text, output.JSON, output.JSONL}}}
	cmd := &cobra.Command{
		Use:   "history",
		Short: "Tell what has happened, as far as oscope has seen and kept it",
		Long: `Tells what has happened while oscope was open, the newest last: transitions, and
what was written with it. It is of all accounts and Regions unless flags name some.`,
		Example: `  oscope history --since 7d
  oscope history --by me -o json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			since, err := span(p.since)
			if err != nil {
				return err
			}
			kept, err := archive()
			if err != nil {
				return exit.With(exit.Usage, err)
			}
			if kept == nil {
				return exit.Usagef("nothing is kept: of the demo, with --no-history, or as the configuration has it")
			}
			places, err := kept.Places()
			if err == nil && scoped() {
				places, err = among(cmd, open, places)
			}
			if err != nil {
				return err
			}
			return p.write(stream(cmd.OutOrStdout()), kept, places, time.Now().Add(-since))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.since, "since", "24h", "how far to go back, such as 1h or 7d")
	flags.StringVar(&p.by, "by", "", "only what was written: by me, or by whom it names")
	flags.VarP(&p.format, "output", "o", "how to write it: "+p.format.Known())
	completeFormats(cmd, &p.format)
	return cmd
}

// span reads a length of time, in days too.
func span(s string) (time.Duration, error) {
	const day = 24 * time.Hour
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return time.Duration(n) * day, nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, exit.Usagef("--since %s: no length of time, such as 90m, 24h or 7d", s)
	}
	return d, nil
}

// among are those of some places that the scopes of a session are.
func among(cmd *cobra.Command, open Open, places []history.Place) ([]history.Place, error) {
	d, err := begin(cmd, open)
	if err != nil {
		return nil, err
	}
	defer d.Clients.Close()
	d.look()
	if err := d.Until(cmd.Context(), d.heard); err != nil {
		return nil, ended(err)
	}
	var meant []history.Place
	for _, scope := range d.Fleet.Scopes() {
		c := d.Fleet.Snapshot(scope).Caller
		meant = append(meant, history.Place{Account: cmp.Or(c.Account, scope.Account), Region: c.Region, Endpoint: c.Endpoint})
	}
	if troubles, told := d.troubles([]live.Feed{{Kind: live.FeedCaller}}); len(troubles) > 0 {
		if code := d.report(troubles, told); code != exit.Partly {
			return nil, exit.Silently(code)
		}
	}
	return slices.DeleteFunc(places, func(p history.Place) bool { return !slices.Contains(meant, p) }), nil
}

// event is an entry of some place.
type event struct {
	history.Place
	history.Entry
}

func (p *past) write(out output.Stream, kept Archive, places []history.Place, since time.Time) error {
	var events []event
	var incomplete error
	for _, place := range places {
		entries, err := kept.Load(place)
		incomplete = cmp.Or(incomplete, err)
		for _, e := range entries {
			if !e.At.Before(since) && !e.Sighting() && p.wants(e) {
				events = append(events, event{place, e})
			}
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.At.Compare(b.At) })
	if err := p.show(out, events); err != nil {
		return err
	}
	return exit.With(exit.Partly, incomplete)
}

// wants reports whether --by lets an entry pass. Who writes here is me.
func (p *past) wants(e history.Entry) bool {
	switch p.by {
	case "":
		return true
	case "me":
		return e.Write()
	}
	return e.Write() && strings.Contains(strings.ToLower(e.By), strings.ToLower(p.by))
}

func (p *past) show(out output.Stream, events []event) error {
	if p.format.Format == output.Text {
		for _, e := range events {
			if err := output.Line(out, e.line()); err != nil {
				return err
			}
		}
		return nil
	}
	records := make([][]byte, len(events))
	for i, e := range events {
		record, err := e.record()
		if err != nil {
			return err
		}
		records[i] = record
	}
	return output.Records(out, p.format.Format, records)
}

func (e event) line() string {
	line := e.At.Local().Format(time.DateTime) + " " + e.Account + " " + e.Region + " " + string(e.Key.Kind) + " " + e.Title
	switch {
	case e.Write():
		line += ": " + e.Operation + " by " + e.By + ": " + strings.TrimSpace(e.Outcome+" "+e.Code)
	case e.Inferred:
		line += ": " + e.Says
	case e.From == "":
		line += ": appeared as " + string(e.To)
	default:
		line += ": " + string(e.From) + " → " + cmp.Or(string(e.To), "gone") + " after " + atLeast(e.AfterExact) + text.Span(e.After)
	}
	if e.Reason != "" {
		line += ": " + e.Reason
	}
	return line
}

// record is the entry as it is kept, with its place.
func (e event) record() ([]byte, error) {
	where, err := json.Marshal(struct {
		Scope place `json:"scope"`
	}{place{Account: e.Account, Region: e.Region}})
	if err != nil {
		return nil, err
	}
	entry := history.Encode(e.Entry)
	if len(entry) == 0 {
		return nil, fmt.Errorf("an entry of %v cannot be written", e.At)
	}
	return []byte(text.Escape(string(where[:len(where)-1]) + "," + string(entry[1:]))), nil
}
