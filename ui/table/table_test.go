package table_test

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/model"
	"oscope/ui/table"
	"oscope/ui/text"
	"oscope/ui/theme"
)

type resource struct {
	id, name, status string
	nodes            int
	since            time.Time
}

func (r resource) key() string { return r.id }

var (
	noon  = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	plain = theme.New(true, colorprofile.ASCII)
	full  = theme.New(true, colorprofile.TrueColor)
)

func columns(th *theme.Theme) []table.Column[resource] {
	return []table.Column[resource]{
		{
			Title: "NAME", Min: 10, Priority: 10,
			Cell:    func(r resource, _ time.Time) table.Cell { return table.Cell{Text: r.name} },
			Text:    func(r resource) string { return r.name },
			Compare: func(a, b resource) int { return cmp.Compare(a.name, b.name) },
		},
		{
			Title: "ID", Priority: 1, Cut: text.Middle,
			Cell: func(r resource, _ time.Time) table.Cell { return table.Cell{Text: r.id, Style: th.Dim} },
			Text: func(r resource) string { return r.id },
		},
		{
			Title: "STATUS", Priority: 8,
			Cell: func(r resource, _ time.Time) table.Cell {
				status := model.Status(r.status)
				glyph, style := th.Badge(model.MeaningOf(model.KindApplication, status).Phase, status)
				return table.Cell{Text: glyph + " " + r.status, Style: style}
			},
			Text:    func(r resource) string { return r.status },
			Compare: func(a, b resource) int { return cmp.Compare(a.status, b.status) },
		},
		{
			Title: "NODES", Priority: 2, Right: true,
			Cell:    func(r resource, _ time.Time) table.Cell { return table.Cell{Text: strconv.Itoa(r.nodes)} },
			Compare: func(a, b resource) int { return cmp.Compare(a.nodes, b.nodes) },
		},
		{
			Title: "SINCE", Steady: 6, Priority: 5,
			Cell: func(r resource, now time.Time) table.Cell {
				return table.Cell{Text: text.Span(now.Sub(r.since)), Style: th.Dim}
			},
		},
	}
}

var statuses = []string{"ACTIVE", "CREATING", "FAILED", "UPDATING"}

func resources(n int) []resource {
	rows := make([]resource, n)
	for i := range rows {
		rows[i] = resource{
			id:     fmt.Sprintf("id-%05d", i),
			name:   fmt.Sprintf("search-%05d", i*7919%n),
			status: statuses[i%len(statuses)],
			nodes:  i % 5,
			since:  noon.Add(-time.Duration(i) * time.Minute),
		}
	}
	return rows
}

// named makes rows with the letters of keys as their keys and names.
func named(keys string) []resource {
	var rows []resource
	for _, k := range keys {
		rows = append(rows, resource{id: string(k), name: string(k)})
	}
	return rows
}

func newTable(th *theme.Theme, w, h int, rows []resource) *table.Table[string, resource] {
	t := table.New(resource.key, nil, columns(th))
	t.SetSize(w, h)
	t.SetRows(rows)
	return t
}

func screen(t *table.Table[string, resource]) string {
	return ansi.Strip(strings.Join(t.Lines(plain, noon, true), "\n"))
}

func selected(t *table.Table[string, resource]) string {
	r, ok := t.Selected()
	if !ok {
		return "-"
	}
	return r.id
}

// shown returns the keys that pass the filter, from top to bottom.
func shown(t *table.Table[string, resource]) string {
	var keys []string
	for i := range t.Len() {
		t.Top()
		t.Move(i)
		keys = append(keys, selected(t))
	}
	return strings.Join(keys, " ")
}

func marked(t *table.Table[string, resource]) string {
	var keys []string
	for _, r := range t.Marked() {
		keys = append(keys, r.id)
	}
	return strings.Join(keys, " ")
}

func TestLines(t *testing.T) {
	rows := []resource{
		{"arn:aws:es:us-east-1:123456789012:domain/logs", "logs", "ACTIVE", 3, noon.Add(-48 * time.Second)},
		{"short", "metrics-of-the-whole-company", "CREATING", 12, noon.Add(-2 * time.Hour)},
		{"x\x1b[2Jy", "日本語", "", 0, noon},
	}
	tab := newTable(plain, 60, 6, rows)
	tab.SortBy(2)
	tab.ReverseSort()
	tab.Top()
	tab.ToggleMark()
	tab.Move(1)
	want := strings.Join([]string{
		"   NAME                          STATUS ▼    NODES  SINCE   ",
		" ● metrics-of-the-whole-company  ◐ CREATING     12  2h00m   ",
		"▌  logs                          ✓ ACTIVE        3  48s     ",
		"   日本語                        ·               0  0s      ",
		strings.Repeat(" ", 60),
		strings.Repeat(" ", 60),
	}, "\n")
	if got := screen(tab); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A table is as large as it was told to be, at any size and whatever it holds.
func TestLinesAreExact(t *testing.T) {
	nasty := []resource{
		{id: "plain", name: "plain", status: "ACTIVE"},
		{id: "wide", name: "日本語日本語日本語日本語", status: "CREATING"},
		{id: "emoji", name: "👨\u200d👩\u200d👧 🇩🇪 👍🏽 ⚠\ufe0f", status: "🔥"},
		{id: "escape", name: "\x1b]0;title\a\x1b[31mred\r\n\t", status: "\x00"},
		{id: "marks", name: "\u0301\u0301e\u0301\u200b\u202e", status: "ะำ"},
		{id: "not utf-8", name: "\xff\xfe\xc3", status: ""},
		{id: "long", name: strings.Repeat("long ", 100), status: strings.Repeat("界", 50)},
	}
	for w := range 201 {
		for _, h := range []int{0, 1, 2, 5, 12} {
			for _, th := range []*theme.Theme{plain, full} {
				tab := newTable(th, w, h, nasty)
				tab.SortBy(0)
				tab.Select("marks")
				tab.ToggleMark()
				for range 3 {
					tab.Move(2)
					lines := tab.Lines(th, noon, w%2 == 0)
					if len(lines) != h {
						t.Fatalf("%d×%d: %d lines", w, h, len(lines))
					}
					for _, line := range lines {
						if n := ansi.StringWidth(line); n != w {
							t.Errorf("%d×%d: %q is %d columns wide", w, h, line, n)
						}
						if i := strings.IndexFunc(ansi.Strip(line), unicode.IsControl); i >= 0 {
							t.Errorf("%d×%d: %q has a control character", w, h, line)
						}
					}
				}
			}
		}
	}
}

func TestOnlyRowsOnScreenAreDrawn(t *testing.T) {
	drawn := map[string]int{}
	cols := columns(plain)[:1]
	cols[0].Cell = func(r resource, _ time.Time) table.Cell {
		drawn[r.id]++
		return table.Cell{Text: r.name}
	}
	tab := table.New(resource.key, nil, cols)
	tab.SetSize(40, 11)
	tab.SetRows(resources(1000))
	clear(drawn) // each has been measured once
	tab.Lines(plain, noon, true)
	if len(drawn) != 10 {
		t.Errorf("%d rows drawn, want 10", len(drawn))
	}
	clear(drawn)
	tab.Move(1)
	tab.Lines(plain, noon, true)
	if len(drawn) > 2 {
		t.Errorf("%d rows drawn for one cursor move, want 2", len(drawn))
	}
}

func TestElapsedTimeGoesOn(t *testing.T) {
	tab := newTable(plain, 60, 2, []resource{{id: "a", since: noon}})
	for s, want := range []string{"0s", "1s", "2s"} {
		lines := tab.Lines(plain, noon.Add(time.Duration(s)*time.Second), true)
		if !strings.Contains(lines[1], want) {
			t.Errorf("after %d seconds: %q", s, lines[1])
		}
	}
}

func TestCursorRow(t *testing.T) {
	for _, th := range []*theme.Theme{plain, full} {
		tab := newTable(th, 60, 3, resources(2))
		focused := strings.Clone(tab.Lines(th, noon, true)[1])
		blurred := strings.Clone(tab.Lines(th, noon, false)[1])
		for line, style := range map[string]theme.Style{focused: th.Selected, blurred: th.SelectedBlurred} {
			if want := style.Render(ansi.Strip(line)); line != want {
				t.Errorf("got %q, want one run: %q", line, want)
			}
		}
		if ansi.Strip(focused) != ansi.Strip(blurred) {
			t.Errorf("text changes with the focus: %q, %q", focused, blurred)
		}
		tab.Move(1)
		if tab.Lines(th, noon, true)[2] == "" || !strings.Contains(tab.Lines(th, noon, true)[2], "▌") {
			t.Error("no cursor on the second row")
		}
	}
}

func TestThemeChangeShows(t *testing.T) {
	tab := newTable(full, 60, 3, resources(2))
	before := strings.Clone(tab.Lines(full, noon, true)[0])
	if after := tab.Lines(plain, noon, true)[0]; after == before {
		t.Errorf("header is still %q", after)
	}
}
