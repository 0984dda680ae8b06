package page

import (
	"cmp"
	"time"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/table"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Columns that several views have. A row's getters are given, so that a view's
// rows can be of any type.

// NameColumn names what the row is about. It is there at any width.
func NameColumn[R any](title string, name func(R) string) table.Column[R] {
	return table.Column[R]{
		Title: title, Min: 15, Priority: 10, Cut: text.Middle, Loose: true,
		Cell:    func(r R, _ time.Time) table.Cell { return table.Cell{Text: name(r)} },
		Text:    name,
		Compare: func(x, y R) int { return cmp.Compare(name(x), name(y)) },
	}
}

// PlainColumn is text of lesser weight.
func PlainColumn[R any](title string, priority int, value func(R) string) table.Column[R] {
	return table.Column[R]{
		Title: title, Priority: priority, Cut: text.Middle,
		Cell:    func(r R, _ time.Time) table.Cell { return table.Cell{Text: value(r)} },
		Text:    value,
		Compare: func(x, y R) int { return cmp.Compare(value(x), value(y)) },
	}
}

// AddressColumn is text of which the rows have much alike, such as ARNs.
func AddressColumn[R any](title string, priority int, value func(R) string) table.Column[R] {
	c := PlainColumn(title, priority, value)
	c.Cut = text.Alike
	return c
}

// ProseColumn is text that is worth reading from some width on, though its end is cut.
func ProseColumn[R any](title string, least, priority int, value func(R) string) table.Column[R] {
	c := PlainColumn(title, priority, value)
	c.Min, c.Cut = least, text.End
	return c
}

// TellsApart has a column come where rows are called the same and it tells them apart.
func TellsApart[R any](c table.Column[R]) table.Column[R] {
	c.Apart = true
	return c
}

// Standing is what a row tells of its resource's status: the phase that an operator has
// to care about it as, and what stands behind the word.
type Standing struct {
	Phase model.Phase
	Note  string
}

// StatusColumn shows a resource's badge: glyph, word and colour. It sorts what
// failed and what is in flight before what is settled. least is the width that
// the usual words need.
func StatusColumn[R any](style func() *theme.Theme, least int, resource func(R) model.Resource) table.Column[R] {
	return StandingColumn(style, least, resource, func(row R) Standing { return Standing{Phase: resource(row).Phase()} })
}

// StandingColumn is StatusColumn where there may be more to say than the status.
func StandingColumn[R any](style func() *theme.Theme, least int, resource func(R) model.Resource, standing func(R) Standing) table.Column[R] {
	rank := func(p model.Phase) int {
		switch p {
		case model.Failed:
			return 0
		case model.InFlight:
			return 1
		case model.Gone:
			return 2
		case model.Settled:
		}
		return 3
	}
	says := func(row R) string {
		if note := standing(row).Note; note != "" {
			return string(resource(row).Status) + " " + note
		}
		return string(resource(row).Status)
	}
	return table.Column[R]{
		Title: "STATUS", Min: least, Priority: table.Stays,
		Cell: func(row R, _ time.Time) table.Cell {
			if !resource(row).Key.Kind.HasStatus() {
				return table.Cell{}
			}
			glyph, color := style().Badge(standing(row).Phase, resource(row).Status)
			return table.Cell{Text: glyph + " " + says(row), Style: color}
		},
		Text: says,
		Compare: func(x, y R) int {
			return cmp.Or(
				cmp.Compare(rank(standing(x).Phase), rank(standing(y).Phase)),
				cmp.Compare(resource(x).Status, resource(y).Status),
			)
		},
	}
}

// SinceColumn shows for how long a resource has been in its status, the longest
// last. For what tells nothing it is empty; see [Since.WorthSaying]. What takes longer
// than it usually does stands out.
func SinceColumn[R any](style func() *theme.Theme, since func(R) Since) table.Column[R] {
	return table.Column[R]{
		Title: "SINCE", Steady: sinceWidth, Priority: 5, Right: true,
		Cell: func(row R, now time.Time) table.Cell {
			s := since(row)
			if !s.WorthSaying() {
				return table.Cell{}
			}
			cell := table.Cell{Text: s.Elapsed(now)}
			if s.Late(now) {
				cell.Style = style().Warn
			}
			return cell
		},
		Compare: func(x, y R) int { return since(y).At.Compare(since(x).At) },
	}
}

// sinceWidth is that of a time since something of which nobody saw the beginning.
const sinceWidth = len(">59m59s")

// Since is when a resource came into its status.
type Since struct {
	model.Age
	phase model.Phase
	until time.Time // it is not known how it went on; zero while it is
	due   time.Time // when it should have ended at the latest; zero if that is not known
}

// Late reports whether it takes longer than it usually does.
func (s Since) Late(now time.Time) bool { return !s.due.IsZero() && now.After(s.due) }

// Due returns when it should have ended at the latest; the zero time if that is not known.
func (s Since) Due() time.Time { return s.due }

// WorthSaying reports whether the time tells something: of what was there before
// oscope and is not on its way it does not, but for how long ago at most it failed.
func (s Since) WorthSaying() bool {
	return s.Bound == model.Exactly || s.phase == model.InFlight || s.phase == model.Failed && s.Bound == model.AtMost
}

// SinceOf returns since when a resource is in its status.
func SinceOf(at *desk.Desk, r model.Resource) Since {
	s := Since{Age: at.Snapshot.Age(r.Key), phase: r.Phase(), until: at.Snapshot.Stalled(r.Key)}
	if item, ok := at.Snapshot.Item(r.Key); ok && s.phase == model.InFlight {
		if p, _, known := at.Progress(item); known {
			s.due = at.Now.Add(p.P90 - p.Elapsed)
		}
	}
	return s
}

// Moves returns when [Since.Elapsed] or [Since.Late] next changes, at a full second, so
// that all on a screen change at once. Only what is in flight has times that pass;
// otherwise it is the zero time.
func (s Since) Moves(now time.Time) time.Time {
	var next time.Time
	if s.phase != model.InFlight || s.At.IsZero() {
		return next
	}
	if s.until.IsZero() {
		next = FullSecond(now.Add(text.SpanLasts(now.Sub(s.At))))
	}
	if !s.due.IsZero() && !s.Late(now) {
		next = Sooner(next, FullSecond(s.due.Add(1)))
	}
	return next
}

// OverMoves is Moves for how long it is late, which [EstimateText] says.
func (s Since) OverMoves(now time.Time) time.Time {
	if !s.Late(now) {
		return time.Time{}
	}
	return FullSecond(now.Add(text.SpanLasts(now.Sub(s.due))))
}

// FullSecond returns the full second that t is, or that comes next.
func FullSecond(t time.Time) time.Time {
	if full := t.Truncate(time.Second); full.Before(t) {
		return full.Add(time.Second)
	}
	return t
}

// Sooner returns the earlier of two times that are not zero.
func Sooner(x, y time.Time) time.Time {
	if x.IsZero() || !y.IsZero() && y.Before(x) {
		return y
	}
	return x
}

// Elapsed is the time since a status began, as far as it is known that it lasts;
// "≥" when oscope did not see its beginning, "≤" when the service's last change bounds it.
func (s Since) Elapsed(now time.Time) string {
	if s.At.IsZero() {
		return ""
	}
	if !s.until.IsZero() {
		now = s.until
	}
	return s.Bound.Mark() + text.Span(max(0, now.Sub(s.At)))
}

const dateForm = "2006-01-02 15:04"

// DateColumn shows a time of the service's as a date.
func DateColumn[R any](title string, date func(R) time.Time) table.Column[R] {
	return table.Column[R]{
		Title: title, Steady: len(dateForm), Priority: 2,
		Cell: func(row R, _ time.Time) table.Cell {
			t := date(row)
			if t.IsZero() {
				return table.Cell{}
			}
			return table.Cell{Text: t.Local().Format(dateForm)}
		},
		Compare: func(x, y R) int { return date(x).Compare(date(y)) },
	}
}
