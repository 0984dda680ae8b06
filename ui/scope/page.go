package scope

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/filter"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// scopeRow is a scope with what is summed up of it.
type scopeRow struct {
	at *desk.Desk
	live.Summary
}

// Common implements model.Item: a scope is no resource of AWS's, but chosen and marked
// like one.
func (r scopeRow) Common() model.Resource {
	return model.Resource{Key: model.Key{Kind: "scope"}, Name: r.at.Name()}
}

// NewPage returns the page of scopes; feeds are all that is read of each.
func NewPage(facts *desk.Facts, feeds []live.Feed) page.Page {
	feeds = append([]live.Feed{{Kind: live.FeedCaller}}, feeds...)
	return page.New(&page.Resources[scopeRow]{
		Name:     "Scopes",
		Short:    "Scopes",
		OfScopes: true,
		Rows:     scopeRows,
		Item:     func(r scopeRow) model.Item { return r },
		Columns: []table.Column[scopeRow]{
			page.PlainColumn("PROFILE", 3, func(r scopeRow) string { return cmp.Or(r.Caller.Profile, r.Scope.Profile) }),
			stateColumn(facts),
			number("RESOURCES", 5, func(r scopeRow) int { return r.Resources }),
			number("IN FLIGHT", 7, func(r scopeRow) int { return r.InFlight }),
			number("FAILED", 8, func(r scopeRow) int { return r.Failed }),
			oldestColumn(),
			number("CALLS/MIN", 2, func(r scopeRow) int { return r.now().Calls }),
			page.ProseColumn("WHY", 20, 1, scopeRow.why),
		},
		Detail: scopeDetail,
		Asked: func(at *desk.Desk, r scopeRow) filter.Facts {
			f := filter.Facts{Now: at.Now}
			if r.Err != nil {
				f.Phase = model.Failed
			}
			return f
		},
		Own: []desk.Action{
			{Name: "show only it", Keys: []string{"enter"}, Help: "show only what is in this account and Region; {one_scope} shows all again", Hint: true, Obstacle: page.NeedsSelection, Run: (*desk.Desk).ShowOnly},
			{Name: "read again", Keys: []string{"r"}, Help: "read everything in the account and Region again", Hint: true, Obstacle: page.NeedsSelection, Run: func(at *desk.Desk) tea.Cmd {
				at.Refresh(feeds...)
				return at.Plan()
			}},
			{Name: "sign in", Keys: []string{"L"}, Help: "sign in to what the credentials of the account stand on", Hint: true, Rare: true, Obstacle: needsSignIn, Run: func(at *desk.Desk) tea.Cmd { return at.SignIn() }},
			{Name: "copy JSON", Keys: []string{"Y"}, Help: "copy how the account and Region stands as JSON", Obstacle: page.NeedsSelection, Run: copyJSON},
		},
	})
}

// scopeRows is one row: pages ask scope by scope.
func scopeRows(at *desk.Desk) page.Roll[scopeRow] {
	return page.Roll[scopeRow]{Len: 1, At: func(int) (scopeRow, bool) { return scopeRow{at, summary(at)}, true }}
}

func summary(at *desk.Desk) live.Summary {
	var slowed float64
	for _, rate := range at.Client.Slowed() {
		if slowed == 0 || rate < slowed {
			slowed = rate
		}
	}
	sum, _ := at.Fleet.Summary(at.ID, at.Now, slowed)
	return sum
}

// now is the summary as of now: calls are counted over the last minute, which passes
// without a reading too.
func (r scopeRow) now() live.Summary { return summary(r.at) }

// why says what is wrong, if something is.
func (r scopeRow) why() string {
	if r.Err == nil {
		return ""
	}
	return r.Err.Brief()
}

// remedy says what to do about it.
func (r scopeRow) remedy() string {
	if r.Err == nil {
		return r.at.Keys.Say(r.Remedy)
	}
	return r.at.Keys.Explain(r.Err)
}

// needsSignIn is the obstacle of what signs in.
func needsSignIn(at *desk.Desk) string {
	if sum := summary(at); sum.Err == nil || sum.Err.SignIn == "" {
		return at.Name() + " is not signed out of anything that can be signed in to here"
	}
	return ""
}

// style is that of a state: what needs somebody stands out.
func (r scopeRow) style(th *theme.Theme) (glyph string, style theme.Style) {
	switch r.State {
	case live.StateLive:
		return th.Glyphs.Settled, th.OK
	case live.StateWaiting:
		return th.Glyphs.Unknown, th.Faint
	case live.StateSlowed, live.StatePartly:
		if r.Err == nil {
			return th.Glyphs.InFlight, th.InFlight
		}
		return th.Glyphs.Failed, th.Warn
	default:
		return th.Glyphs.Failed, th.Failed
	}
}

// stateColumn shows how a scope stands. It sorts the worst first.
func stateColumn(facts *desk.Facts) table.Column[scopeRow] {
	rank := map[live.State]int{}
	for i, state := range live.States {
		rank[state.State] = -i
	}
	return table.Column[scopeRow]{
		Title: "STATE", Min: 16, Priority: table.Stays,
		Cell: func(r scopeRow, _ time.Time) table.Cell {
			glyph, style := r.style(facts.Theme)
			says := glyph + " " + r.Word
			if r.Err != nil && r.Err.SignIn != "" {
				says += facts.Keys.Say(" ({sign_in})")
			}
			return table.Cell{Text: says, Style: style}
		},
		Text: func(r scopeRow) string { return r.Word },
		Compare: func(x, y scopeRow) int {
			return cmp.Or(cmp.Compare(rank[x.State], rank[y.State]), cmp.Compare(x.Word, y.Word))
		},
	}
}

// number is a column of numbers, the largest first; zeros are left out.
func number(title string, priority int, value func(scopeRow) int) table.Column[scopeRow] {
	shown := func(r scopeRow) string {
		if n := value(r); n > 0 {
			return strconv.Itoa(n)
		}
		return ""
	}
	return table.Column[scopeRow]{
		Title: title, Steady: len(title), Priority: priority, Right: true,
		Cell:    func(r scopeRow, _ time.Time) table.Cell { return table.Cell{Text: shown(r)} },
		Text:    shown,
		Compare: func(x, y scopeRow) int { return cmp.Compare(value(y), value(x)) },
	}
}

// oldestColumn shows of when the oldest listing is: a time of day, so that a screen on
// which nothing happens stands still.
func oldestColumn() table.Column[scopeRow] {
	return table.Column[scopeRow]{
		Title: "OLDEST", Steady: len(time.TimeOnly), Priority: 6,
		Cell: func(r scopeRow, _ time.Time) table.Cell {
			if r.Oldest.IsZero() {
				return table.Cell{}
			}
			return table.Cell{Text: text.Clock(r.Oldest)}
		},
		Compare: func(x, y scopeRow) int { return x.Oldest.Compare(y.Oldest) },
	}
}

func scopeDetail(at *desk.Desk, r scopeRow) page.Detail {
	var d page.Detail
	glyph, style := r.style(at.Theme)
	d.Styled("State", glyph+" "+r.Word, style)
	d.Add("Meaning", r.Meaning)
	if r.Err != nil {
		d.Styled("Why", r.Err.Error(), at.Theme.Error)
	}
	d.Add("What to do", r.remedy())
	d.Add("Profile", cmp.Or(r.Caller.Profile, r.Scope.Profile))
	d.Add("Caller", r.Caller.ARN)
	d.Add("Endpoint", r.Caller.Endpoint)
	d.Add("Read-only", map[bool]string{true: "nothing is changed in it"}[at.ReadOnly()])
	d.Heading("Known")
	d.Add("Listings", strconv.Itoa(r.Read)+" of "+strconv.Itoa(r.Lists)+" read")
	d.When("Oldest", r.Oldest, at.Now)
	d.When("Newest", r.Newest, at.Now)
	d.Add("Resources", strconv.Itoa(r.Resources))
	d.Add("In flight", strconv.Itoa(r.InFlight))
	d.Add("Failed", strconv.Itoa(r.Failed))
	d.Add("Calls", strconv.Itoa(r.now().Calls)+" in the last minute")
	slowed := at.Client.Slowed()
	for _, service := range slices.Sorted(maps.Keys(slowed)) {
		d.Add("Slowed", service+" to "+strconv.FormatFloat(slowed[service], 'f', 1, 64)+" calls a second")
	}
	return d
}

func copyJSON(at *desk.Desk) tea.Cmd {
	sum := summary(at)
	encoded, err := json.MarshalIndent(map[string]any{
		"profile": at.ID.Profile, "account": at.AccountID(), "region": at.Region(), "state": sum.Word, "remedy": sum.Remedy,
		"resources": sum.Resources, "inFlight": sum.InFlight, "failed": sum.Failed,
	}, "", "  ")
	if err != nil {
		return at.Toast(desk.Bad, "copying failed: "+err.Error())
	}
	return page.CopyLines(at, "the JSON", string(encoded))
}
