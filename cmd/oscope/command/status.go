package command

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/ui/text"
)

// NewStatus returns the command that says what the Overview does.
func NewStatus(open Open) *cobra.Command {
	format := output.Value{Format: output.Text, Among: []output.Format{output.Text, output.JSON, output.Markdown}}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say what is in flight and what needs attention",
		Long: `Says what is in flight, what needs attention and what could not be read, in all
accounts and Regions that are meant. It ends with 0 if all is well, with 1 if
something needs attention, and with 6 if a part could not be read.`,
		Example: `  oscope status
  oscope status --scopes production -o markdown`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := begin(cmd, open)
			if err != nil {
				return err
			}
			defer d.Clients.Close()
			return status(cmd.Context(), d, format.Format)
		},
	}
	cmd.Flags().VarP(&format, "output", "o", "how to write it: "+format.Known())
	completeFormats(cmd, &format)
	return cmd
}

func status(ctx context.Context, d *desk, format output.Format) error {
	feeds, also := kind.AllFeeds(kind.Resources())
	d.look(append(feeds, also...)...)
	if err := d.Until(ctx, d.heard); err != nil {
		return ended(err)
	}
	r := report{several: len(d.Fleet.Scopes()) > 1}
	for _, k := range kind.Resources() {
		for _, row := range d.rows(k) {
			switch row.Phase() {
			case model.InFlight:
				r.inFlight = append(r.inFlight, row)
			case model.Failed:
				r.failed = append(r.failed, row)
			case model.Settled, model.Gone:
				r.settled++
			}
		}
	}
	troubles, told := d.troubles(feeds)
	for _, t := range troubles {
		r.unread = append(r.unread, t.line())
	}
	var err error
	switch format {
	case output.JSON:
		err = r.json(d)
	case output.Markdown:
		err = r.write(d, markdown)
	default:
		err = r.write(d, plain)
	}
	code := d.report(troubles, told)
	if code == exit.OK && len(r.failed) > 0 {
		code = exit.Failed
	}
	return joinErrors(err, exit.Silently(code))
}

// report is what status says.
type report struct {
	several          bool
	inFlight, failed []kind.Row
	settled          int
	unread           []string
}

// wording is how a report is written for people.
type wording struct {
	heading func(string) string
	entry   func(status, what, why string) string
}

var (
	plain = wording{
		heading: func(s string) string { return s },
		entry: func(status, what, why string) string {
			line := "  " + text.Pad(status, statusWidth) + "  " + what
			if why != "" {
				line += ": " + why
			}
			return line
		},
	}
	markdown = wording{
		heading: func(s string) string { return "## " + s },
		entry: func(status, what, why string) string {
			line := "- **" + escaped(status) + "** " + escaped(what)
			if why != "" {
				line += ": " + escaped(why)
			}
			return line
		},
	}
)

// statusWidth is that of the usual words.
const statusWidth = 18

// escaped is text that Markdown takes for nothing else.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>()#|~!&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (r report) write(d *desk, as wording) error {
	var lines []string
	section := func(title string, rows []kind.Row) {
		if len(rows) == 0 {
			return
		}
		lines = append(lines, as.heading(fmt.Sprintf("%s: %d", title, len(rows))))
		for _, row := range rows {
			lines = append(lines, as.entry(r.entry(row)))
		}
		lines = append(lines, "")
	}
	section("Needs attention", r.failed)
	section("In flight", r.inFlight)
	if len(r.unread) > 0 {
		lines = append(lines, as.heading(fmt.Sprintf("Not read: %d", len(r.unread))))
		for _, line := range r.unread {
			lines = append(lines, as.entry("not read", line, ""))
		}
		lines = append(lines, "")
	}
	last := fmt.Sprintf("%d need attention, %d in flight, %d settled, in %s", len(r.failed), len(r.inFlight), r.settled, text.Count(len(d.Fleet.Scopes()), "scope"))
	for _, line := range append(lines, last) {
		if err := output.Line(d.out, line); err != nil {
			return err
		}
	}
	return nil
}

// entry is a resource in words: its status, what it is, and why or for how long.
func (r report) entry(row kind.Row) (status, what, why string) {
	what = row.Kind.Name + " " + row.Title()
	if r.several {
		what += " (" + row.Where() + ")"
	}
	var parts []string
	if age := row.Age(); age.Bound != model.AtLeast && row.Phase() != model.Settled {
		parts = append(parts, "for "+age.Bound.Mark()+text.Span(row.Now.Sub(age.At)))
	}
	if p, since, ok := row.Estimate(); ok {
		usually := "usually " + text.Span(p.Median) + " to " + text.Span(p.P90)
		if !since.IsZero() && p.Over > 0 {
			usually += ", " + text.Span(p.Over) + " over"
		}
		parts = append(parts, usually)
	}
	reason := row.Reason()
	if reason == "" && row.Phase() == model.Failed {
		reason = explain(row.Kind, row.Status())
	}
	for _, more := range []string{reason, row.Stage()} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return string(row.Status()), what, strings.Join(parts, "; ")
}

func (r report) json(d *desk) error {
	list := func(rows []kind.Row) []json.RawMessage {
		all := make([]json.RawMessage, len(rows))
		for i, row := range rows {
			all[i] = row.Encode()
		}
		return all
	}
	unread := append([]string{}, r.unread...)
	encoded, err := json.Marshal(struct {
		At       time.Time         `json:"at"`
		Scopes   int               `json:"scopes"`
		Failed   []json.RawMessage `json:"needsAttention"`
		InFlight []json.RawMessage `json:"inFlight"`
		Settled  int               `json:"settled"`
		Unread   []string          `json:"notRead"`
	}{time.Now().UTC().Truncate(time.Second), len(d.Fleet.Scopes()), list(r.failed), list(r.inFlight), r.settled, unread})
	if err != nil {
		return err
	}
	return output.Record(d.out, output.JSON, []byte(text.Escape(string(encoded))))
}
