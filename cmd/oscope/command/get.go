package command

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/model/filter"
	"oscope/model/live"
	"oscope/ui/theme"
)

// get is what the flags of get say.
type get struct {
	kind       *kind.Kind
	names      []string
	format     output.Value
	expression string
	query      *output.Query
	filter     string
	terms      []filter.Term
	watch, all bool
}

// NewGet returns the command that shows what there is.
func NewGet(open Open) *cobra.Command {
	g := get{format: output.Value{Format: output.Table, Among: []output.Format{output.Table, output.Wide, output.JSON, output.JSONL, output.YAML, output.Name}}}
	cmd := &cobra.Command{
		Use:   "get KIND [NAME...]",
		Short: "Show what there is of a kind: as a table, or as data",
		Long: `Shows what there is of a kind, in all the accounts and Regions that are meant:
` + kinds(kind.Kinds) + `.

A name may be an id or an ARN. An attachment is called APPLICATION/SOURCE, an
association PACKAGE/DOMAIN. Data has the members of the service under its own
names, and beside them kind, scope, phase, since, reason, stage and estimate.`,
		Example: `  oscope get packages
  oscope get attachments logs/search-prod -o yaml
  oscope get packages --filter 'status:failed' -o json
  oscope get packages --jq '.[] | select(.phase == "failed") | .PackageID'
  oscope get scopes --profile 'prod-*' --region eu-central-1,us-east-1 -o json`,
		ValidArgsFunction: completeNames(open, kind.Kinds),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := g.parse(args, cmd.Flags().Changed("output")); err != nil {
				return err
			}
			d, err := begin(cmd, open)
			if err != nil {
				return err
			}
			defer d.Clients.Close()
			return g.run(cmd.Context(), d)
		},
	}
	flags := cmd.Flags()
	flags.VarP(&g.format, "output", "o", "how to write it: "+g.format.Known())
	flags.StringVar(&g.expression, "jq", "", "write what a jq expression makes of the JSON; strings as they are")
	flags.StringVar(&g.filter, "filter", "", "only what matches, as on the screen: word, column:word, one|other, !word, is:failed, age>10m, since:1h, tag:key=value")
	flags.BoolVarP(&g.watch, "watch", "w", false, "go on, and show what changes")
	flags.BoolVar(&g.all, "all", false, "packages of AWS and of other accounts too")
	completeFormats(cmd, &g.format)
	return cmd
}

// parse reads what can be wrong before anything is asked of AWS.
func (g *get) parse(args []string, formatted bool) error {
	k, err := kindOf(args, kind.Kinds)
	if err != nil {
		return err
	}
	g.kind, g.names = k, args[1:]
	if g.expression != "" {
		if !formatted {
			g.format.Format = output.JSON
		}
		if g.format.Format != output.JSON && g.format.Format != output.JSONL {
			return exit.Usagef("--jq is over -o json or jsonl, not %s", g.format.Format)
		}
		if g.query, err = output.Compile(g.expression); err != nil {
			return exit.With(exit.Usage, err)
		}
	}
	if g.watch && g.format.Format == output.JSON {
		return exit.Usagef("--watch has no end, and -o json is one list; -o jsonl is a line for each change")
	}
	var titles []string
	for _, c := range k.ColumnsOf(true) {
		titles = append(titles, c.Title)
	}
	g.terms = filter.Parse(g.filter, func(prefix string) (int, bool) { return filter.ColumnOf(prefix, titles) })
	if wrong := filter.Wrong(g.terms); wrong != "" {
		return exit.Usagef("--filter: %s", wrong)
	}
	return nil
}

func (g *get) run(ctx context.Context, d *desk) error {
	feeds, also := g.kind.Feeds, g.kind.Also
	if g.kind == kind.Scopes {
		feeds, also = kind.AllFeeds(kind.Resources())
	}
	d.look(slices.Concat(feeds, also)...)
	shown := shown{get: g, desk: d}
	err := d.Until(ctx, func() bool {
		if !d.heard() {
			return false
		}
		return shown.show(feeds) || !g.watch
	})
	if err != nil {
		return ended(err)
	}
	return shown.err
}

// shown is what get has shown.
type shown struct {
	*get
	*desk
	version uint64
	before  map[model.Ref]kind.Row // nil before the first time
	err     error
}

// show shows what there is, or what has changed since. It reports whether there is
// nothing more to be shown.
func (s *shown) show(feeds []live.Feed) (over bool) {
	version := s.Fleet.Version()
	if s.before != nil && version == s.version {
		return false
	}
	s.version = version
	rows, err := s.named(s.chosen(), feeds)
	if err != nil {
		s.err = err
		return true
	}
	if err := s.write(rows); err != nil {
		s.err = err
		return true
	}
	if s.before == nil && s.kind != kind.Scopes {
		s.err = exit.Silently(s.report(s.troubles(feeds)))
	}
	s.before = map[model.Ref]kind.Row{}
	for _, row := range rows {
		s.before[row.Key()] = row
	}
	return false
}

// chosen are the rows that pass the filter. Those of others count where one is named.
func (s *shown) chosen() []kind.Row {
	columns := s.kind.ColumnsOf(true)
	return slices.DeleteFunc(s.rows(s.kind), func(row kind.Row) bool {
		if s.kind.Foreign != nil && !s.all && len(s.names) == 0 && s.kind.Foreign(row.Snapshot, row.Item) {
			return true
		}
		return len(s.terms) > 0 && !filter.Matches(s.terms, cells(columns, row), row.Facts())
	})
}

// named are those of some rows that the arguments name.
func (s *shown) named(rows []kind.Row, feeds []live.Feed) ([]kind.Row, error) {
	if len(s.names) == 0 {
		return rows, nil
	}
	wanted := map[model.Ref]bool{}
	for _, name := range s.names {
		found := kind.Called(name, rows)
		for i, row := range found {
			if i > 0 && row.Scope == found[i-1].Scope && s.kind != kind.Scopes {
				return nil, exit.With(exit.Usage, kind.Ambiguous(s.kind, name, found))
			}
			wanted[row.Key()] = true
		}
		if len(found) > 0 || s.before != nil {
			continue
		}
		if troubles, told := s.troubles(feeds); len(troubles) > 0 && s.kind != kind.Scopes {
			s.say("%s %q is not among what could be read", s.kind.Name, name)
			return nil, exit.Silently(s.report(troubles, told))
		}
		return nil, exit.With(exit.Gone, kind.Unknown(s.kind, name, rows))
	}
	return slices.DeleteFunc(rows, func(row kind.Row) bool { return !wanted[row.Key()] }), nil
}

func (s *shown) write(rows []kind.Row) error {
	switch s.format.Format {
	case output.Table, output.Wide:
		return s.table(rows)
	case output.Name:
		for _, line := range distinctNames(rows) {
			if err := output.Line(s.out, line); err != nil {
				return err
			}
		}
		return nil
	default:
	}
	rows = s.changed(rows)
	records := make([][]byte, len(rows))
	for i, row := range rows {
		records[i] = row.Encode()
	}
	switch {
	case s.query != nil && s.format.Format == output.JSONL:
		for _, record := range records {
			if err := s.query.Write(s.out, record); err != nil {
				return err
			}
		}
		return nil
	case s.query != nil:
		return s.query.Write(s.out, output.List(records))
	case s.format.Format == output.YAML && s.watch:
		if err := output.Line(s.out, "---"); err != nil {
			return err
		}
	}
	return output.Records(s.out, s.format.Format, records)
}

// changed are the rows that are otherwise than when they were shown, and those that have
// gone; all of them the first time, and where all are one document.
func (s *shown) changed(rows []kind.Row) []kind.Row {
	if s.before == nil || s.format.Format != output.JSONL {
		return rows
	}
	var news []kind.Row
	here := map[model.Ref]bool{}
	for _, row := range rows {
		here[row.Key()] = true
		if before, known := s.before[row.Key()]; !known || row.Changed(before) {
			news = append(news, row)
		}
	}
	var gone []kind.Row
	for key, row := range s.before {
		if !here[key] {
			row.Vanished = true
			gone = append(gone, row)
		}
	}
	slices.SortFunc(gone, func(a, b kind.Row) int { return strings.Compare(a.Title(), b.Title()) })
	return append(news, gone...)
}

// table writes a table, each time anew.
func (s *shown) table(rows []kind.Row) error {
	if len(rows) == 0 && s.errs.Terminal() {
		s.say("no %s", s.kind.Plural())
		return nil
	}
	if s.before != nil {
		again := "\n"
		if s.out.Terminal() {
			again = "\x1b[H\x1b[2J" // home, and nothing below
		}
		if _, err := io.WriteString(s.out, again); err != nil {
			return err
		}
	}
	columns := s.kind.ColumnsOf(len(s.Fleet.Scopes()) > 1)
	t := output.Cells{}
	state := -1
	for i, c := range columns {
		t.Columns = append(t.Columns, output.Column{Title: c.Title, Priority: c.Priority})
		if c.Title == "STATUS" || c.Title == "STATE" {
			state = i
		}
	}
	for _, row := range rows {
		t.Rows = append(t.Rows, cells(columns, row))
	}
	t.Style = func(row, column int) theme.Style {
		if column != state {
			return ""
		}
		return s.out.Style(rows[row].Phase(), rows[row].Status())
	}
	width := s.out.Width
	if s.format.Format == output.Wide {
		width = 0
	}
	return t.Write(s.out, width, true)
}

func cells(columns []kind.Column, row kind.Row) []string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = c.Text(row)
	}
	return all
}

// distinctNames names rows so that each can be told apart from the others, where that
// can be done.
func distinctNames(rows []kind.Row) []string {
	times := map[string]int{}
	for _, row := range rows {
		times[row.Title()]++
	}
	var all []string
	for _, row := range rows {
		name := row.Title()
		if names := row.Names(); times[name] > 1 && len(names) > 1 {
			name = names[1]
		}
		all = append(all, name)
	}
	return all
}

// kinds lists kinds in words.
func kinds(all []*kind.Kind) string {
	var words []string
	for _, k := range all {
		words = append(words, k.Plural())
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
