package table_test

import (
	"strings"
	"testing"
)

// What users lose on a refresh elsewhere (selection, sort, filter, marks) they
// keep here.
func TestCursorAcrossRefresh(t *testing.T) {
	tests := []struct {
		name          string
		before, at    string
		after         []string
		want          string
		wantLineMoves bool
	}{
		{name: "nothing changes", before: "abcdef", at: "c", after: []string{"abcdef"}, want: "c"},
		{name: "rows appear above", before: "abcdef", at: "c", after: []string{"xyabcdef"}, want: "c"},
		{name: "rows vanish above", before: "abcdefghij", at: "h", after: []string{"bdefghij"}, want: "h"},
		{name: "order changes", before: "abcdefgh", at: "d", after: []string{"hgfedcba"}, want: "d"},
		{name: "its row vanishes", before: "abcdef", at: "c", after: []string{"abdef"}, want: "d"},
		{name: "its row and others above vanish", before: "abcdefgh", at: "d", after: []string{"bcefgh"}, want: "e", wantLineMoves: true},
		{name: "its row and the next vanish", before: "abcdef", at: "c", after: []string{"abef"}, want: "e"},
		{name: "the last row vanishes", before: "abcdef", at: "f", after: []string{"abcde"}, want: "e", wantLineMoves: true},
		{name: "the last rows vanish", before: "abcdef", at: "e", after: []string{"abc"}, want: "c", wantLineMoves: true},
		{name: "all rows vanish", before: "abcdef", at: "c", after: []string{""}, want: "-", wantLineMoves: true},
		{name: "all rows vanish and return", before: "abcdef", at: "c", after: []string{"", "abcdef"}, want: "c", wantLineMoves: true},
		{name: "all rows vanish and others come", before: "abcdef", at: "c", after: []string{"", "uvw"}, want: "u", wantLineMoves: true},
		{name: "all rows are replaced", before: "abcdef", at: "b", after: []string{"uvw"}, want: "v", wantLineMoves: true},
		{name: "pages arrive", before: "", at: "", after: []string{"abc", "abcdef", "abcdefghi"}, want: "a", wantLineMoves: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tab := newTable(plain, 40, 5, named(tt.before))
			tab.Select(tt.at)
			line := tab.Index() - tab.Offset()
			for _, rows := range tt.after {
				tab.SetRows(named(rows))
			}
			if got := selected(tab); got != tt.want {
				t.Errorf("cursor on %s, want %s", got, tt.want)
			}
			if now := tab.Index() - tab.Offset(); now != line && !tt.wantLineMoves {
				t.Errorf("cursor line jumped from %d to %d", line, now)
			}
		})
	}
}

func TestCursorAcrossFilterAndSort(t *testing.T) {
	tab := newTable(plain, 40, 6, resources(100))
	tab.Select("id-00042")
	tab.SetFilter("id:2")
	if got := selected(tab); got != "id-00042" {
		t.Errorf("cursor on %s", got)
	}
	tab.SetFilter("id:3") // 42 is hidden; 43 stood below it
	if got := selected(tab); got != "id-00043" {
		t.Errorf("cursor on %s", got)
	}
	tab.SetFilter("id:nowhere")
	if got := selected(tab); got != "-" {
		t.Errorf("cursor on %s", got)
	}
	tab.SetFilter("")
	if got := selected(tab); got != "id-00043" {
		t.Errorf("after a filter that hid all: cursor on %s", got)
	}
	line := tab.Index() - tab.Offset()
	for range 5 {
		tab.NextSort()
		tab.ReverseSort()
		if got := selected(tab); got != "id-00043" {
			t.Errorf("cursor on %s", got)
		}
		if now := tab.Index() - tab.Offset(); now != line && tab.Index() > 10 && tab.Index() < 90 {
			t.Errorf("cursor line jumped from %d to %d", line, now)
		}
	}
}

func TestSortFilterAndMarksSurviveRefresh(t *testing.T) {
	tab := newTable(plain, 80, 10, resources(40))
	tab.SortBy(2)
	tab.ReverseSort()
	tab.SetFilter("!status:active")
	tab.Select("id-00006")
	tab.ToggleMark()
	order := shown(tab)
	tab.Select("id-00006")
	tab.SetRows(resources(40))
	if column, descending := tab.Sort(); column != 2 || !descending {
		t.Errorf("sorted by %d, %v", column, descending)
	}
	if got := selected(tab); got != "id-00006" {
		t.Errorf("cursor on %s", got)
	}
	if got := marked(tab); got != "id-00006" {
		t.Errorf("marked %s", got)
	}
	if got := shown(tab); got != order || tab.Filter() != "!status:active" {
		t.Errorf("rows changed from\n%s to\n%s", order, got)
	}
}

func TestMarks(t *testing.T) {
	tab := newTable(plain, 40, 5, named("abcdef"))
	mark := func(keys string) {
		for _, k := range keys {
			tab.Select(string(k))
			tab.ToggleMark()
		}
	}
	check := func(when, want string) {
		t.Helper()
		if got := strings.ReplaceAll(marked(tab), " ", ""); got != want || tab.MarkedLen() != len(want) {
			t.Errorf("%s: marked %q (%d), want %q", when, got, tab.MarkedLen(), want)
		}
	}
	check("at first", "")
	mark("eba")
	check("marked", "abe")
	mark("b")
	check("one taken back", "ae")
	tab.SetRows(named("fedcba"))
	check("rows in another order", "ea")
	tab.SetFilter("a")
	check("one hidden by the filter", "a")
	tab.SetFilter("")
	check("shown again", "ea")
	tab.SetPredicate(func(r resource) bool { return r.id != "a" })
	check("one hidden by the predicate", "e")
	tab.SetPredicate(nil)
	check("shown again", "ea")
	tab.SetRows(named("abcd"))
	check("one vanished", "a")
	tab.SetRows(named("abcde"))
	check("a new row of the same key", "a")
	tab.SetFilter("b")
	tab.ClearMarks()
	tab.SetFilter("")
	check("cleared, hidden ones too", "")
	tab.SetRows(nil)
	tab.ToggleMark()
	check("no rows", "")
}

func TestSelectedIsNeverHidden(t *testing.T) {
	tab := newTable(plain, 40, 5, named("abcdef"))
	tab.Select("c")
	tab.SetFilter("zzz")
	if _, ok := tab.Selected(); ok || tab.Len() != 0 || tab.Total() != 6 {
		t.Errorf("selected %v, %d of %d", ok, tab.Len(), tab.Total())
	}
	if tab.Select("c") {
		t.Error("a hidden row was selected")
	}
}

func TestMoving(t *testing.T) {
	tab := newTable(plain, 40, 6, named("abcdefghijklmnopqrst")) // 5 lines for rows
	steps := []struct {
		name   string
		do     func()
		want   string
		offset int
	}{
		{"up at the top", func() { tab.Move(-1) }, "a", 0},
		{"down", func() { tab.Move(4) }, "e", 0},
		{"down scrolls", func() { tab.Move(1) }, "f", 1},
		{"up inside", func() { tab.Move(-2) }, "d", 1},
		{"page", func() { tab.Page(1) }, "i", 6},
		{"half page", func() { tab.HalfPage(1) }, "k", 8},
		{"page back", func() { tab.Page(-1) }, "f", 3},
		{"page back to the top", func() { tab.Page(-1) }, "a", 0},
		{"bottom", func() { tab.Bottom() }, "t", 15},
		{"page at the bottom", func() { tab.Page(2) }, "t", 15},
		{"too far", func() { tab.Move(int(^uint(0) >> 1)) }, "t", 15},
		{"smaller screen", func() { tab.SetSize(40, 3) }, "t", 18},
		{"larger screen", func() { tab.SetSize(40, 11) }, "t", 10},
		{"no screen", func() { tab.SetSize(0, 0) }, "t", 19},
		{"up without a screen", func() { tab.Move(-1) }, "s", 18},
		{"screen again", func() { tab.SetSize(40, 6) }, "s", 15},
		{"top", func() { tab.Top() }, "a", 0},
	}
	for _, s := range steps {
		s.do()
		if selected(tab) != s.want || tab.Offset() != s.offset {
			t.Errorf("%s: on %s, offset %d, want %s, %d", s.name, selected(tab), tab.Offset(), s.want, s.offset)
		}
		if i := tab.Index() - tab.Offset(); tab.Visible() > 0 && (i < 0 || i >= tab.Visible()) {
			t.Errorf("%s: the cursor is off the screen", s.name)
		}
	}
}

func TestSort(t *testing.T) {
	rows := named("cabfed")
	for i := range rows {
		rows[i].status = []string{"Y", "X"}[i%2]
	}
	tab := newTable(plain, 80, 10, rows)
	check := func(when, want string, column int, descending bool) {
		t.Helper()
		if got := strings.ReplaceAll(shown(tab), " ", ""); got != want {
			t.Errorf("%s: %s, want %s", when, got, want)
		}
		if c, d := tab.Sort(); c != column || d != descending {
			t.Errorf("%s: sorted by %d, %v", when, c, d)
		}
	}
	check("as given", "cabfed", -1, false)
	tab.ReverseSort()
	check("nothing to reverse", "cabfed", -1, false)
	tab.NextSort()
	check("by name", "abcdef", 0, false)
	tab.ReverseSort()
	check("by name, descending", "fedcba", 0, true)
	tab.NextSort()
	check("by status, equal ones as given", "afdcbe", 2, false)
	tab.ReverseSort()
	check("descending, equal ones still as given", "cbeafd", 2, true)
	tab.NextSort()
	check("by nodes, all equal", "cabfed", 3, false)
	tab.NextSort()
	check("as given again", "cabfed", -1, false)
	tab.SortBy(1)
	check("by a column without an order", "cabfed", -1, false)
	tab.SortBy(0)
	tab.SetRows(named("zyx"))
	check("other rows", "xyz", 0, false)
	tab.SetRows(named("bca"))
	check("as many rows as before", "abc", 0, false)
	if !strings.Contains(screen(tab), "NAME ▲") {
		t.Errorf("no arrow in %q", screen(tab))
	}
}
