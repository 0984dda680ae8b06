package table_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"oscope/ui/table"
	"oscope/ui/text"
)

// cells is a row of texts, the first of which is its key.
type cells []string

func cell(i int) func(cells) string { return func(r cells) string { return r[i] } }

// texts are columns of texts, by their titles.
func texts(columns ...table.Column[cells]) []table.Column[cells] {
	for i := range columns {
		of := cell(i)
		columns[i].Text = of
		columns[i].Cell = func(r cells, _ time.Time) table.Cell { return table.Cell{Text: of(r)} }
	}
	return columns
}

func fitting(columns []table.Column[cells], width int, rows ...cells) *table.Table[string, cells] {
	t := table.New(func(r cells) string { return r[0] + r[len(r)-1] }, nil, columns)
	t.SetSize(width, 1+len(rows))
	t.SetRows(rows)
	return t
}

// drawn are the lines of a table, without styles.
func drawn(t *table.Table[string, cells], now time.Time) []string {
	var all []string
	for _, line := range t.Lines(plain, now, false) {
		all = append(all, ansi.Strip(line))
	}
	return all
}

func look(t *table.Table[string, cells]) string { return lines(drawn(t, noon)...) }

func header(t *table.Table[string, cells]) string { return strings.TrimSpace(drawn(t, noon)[0]) }

func lines(all ...string) string { return strings.Join(all, "\n") }

func TestColumnsFitTheirContents(t *testing.T) {
	columns := func() []table.Column[cells] {
		return texts(
			table.Column[cells]{Title: "NAME", Min: 8, Priority: 10, Cut: text.Middle},
			table.Column[cells]{Title: "STATUS", Priority: 9},
			table.Column[cells]{Title: "NOTHING", Priority: 8},
			table.Column[cells]{Title: "ENGINE", Priority: 5},
			table.Column[cells]{Title: "WHY", Min: 10, Priority: 3},
			table.Column[cells]{Title: "ID", Priority: 1},
		)
	}
	rows := []cells{
		{"customer-support", "ACTIVE", "", "OpenSearch_2.19", "", "a1"},
		{"logs", "FAILED", "", "OpenSearch_1.3", "the key is disabled", "b2"},
	}
	for _, tt := range []struct {
		name  string
		width int
		want  string
	}{
		{"all whole", 73, lines(
			"   NAME              STATUS  ENGINE           WHY                  ID    ",
			"▌  customer-support  ACTIVE  OpenSearch_2.19                       a1    ",
			"   logs              FAILED  OpenSearch_1.3   the key is disabled  b2    ",
		)},
		{"what is worth something cut is", 66, lines(
			"   NAME              STATUS  ENGINE           WHY               ID",
			"▌  customer-support  ACTIVE  OpenSearch_2.19                    a1",
			"   logs              FAILED  OpenSearch_1.3   the key is disa…  b2",
		)},
		{"and goes where it would not be", 54, lines(
			"   NAME              STATUS  ENGINE           ID      ",
			"▌  customer-support  ACTIVE  OpenSearch_2.19  a1      ",
			"   logs              FAILED  OpenSearch_1.3   b2      ",
		)},
		{"as do others, for those that stay", 42, lines(
			"   NAME              STATUS  WHY          ",
			"▌  customer-support  ACTIVE               ",
			"   logs              FAILED  the key is d…",
		)},
		{"which are cut at last", 21, lines(
			"   NAME        STATUS",
			"▌  custo…port  ACTIVE",
			"   logs        FAILED",
		)},
		{"the first to the end", 8, lines("   NAME ", "▌  cu…rt", "   logs ")},
		{"no room", 2, lines("  ", "▌ ", "  ")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := look(fitting(columns(), tt.width, rows...)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// At every width nothing is cut while parts of the screen are empty in all rows, no
// column is empty, and none but those that stay or say so has most of its cells cut.
func TestNothingIsCutBesideEmptyRoom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(most int) string { return strings.Repeat("x", random.IntN(most+1)) }
	for range 10 {
		var rows []cells
		for i := range 2 + random.IntN(30) {
			rows = append(rows, cells{
				fmt.Sprintf("n%s%d", word(40), i), "s" + word(12), word(random.IntN(2) * 30), word(4),
				"e" + word(60), fmt.Sprintf("arn:aws:es:us-east-1:123456789012:domain/n%s%d", word(20), i), "",
			})
		}
		columns := texts(
			table.Column[cells]{Title: "NAME", Min: 15, Priority: 10, Cut: text.Middle},
			table.Column[cells]{Title: "STATUS", Min: 10, Priority: 9},
			table.Column[cells]{Title: "SOMETIMES", Priority: 6},
			table.Column[cells]{Title: "NO", Priority: 7},
			table.Column[cells]{Title: "LONG", Priority: 4},
			table.Column[cells]{Title: "ARN", Priority: 1, Cut: text.Alike},
			table.Column[cells]{Title: "NEVER", Priority: 8},
		)
		for width := 60; width <= 300; width++ {
			tab := fitting(columns, width, rows...)
			all := drawn(tab, noon)
			got := lines(all...)
			if strings.Contains(all[0], "NEVER") {
				t.Fatalf("a column that is empty is shown:\n%s", got)
			}
			if strings.Contains(got, "…") && unused(all) {
				t.Fatalf("%d columns: something is cut beside empty room:\n%s", width, got)
			}
			if i := strings.Index(all[0], "LONG"); i >= 0 {
				cut := 0
				for _, line := range all[1:] {
					if cell, _, _ := strings.Cut(string([]rune(line)[i:]), " "); strings.HasSuffix(cell, "…") {
						cut++
					}
				}
				if 2*cut > len(rows) {
					t.Fatalf("%d columns: %d of %d cells are cut:\n%s", width, cut, len(rows), got)
				}
			}
		}
	}
}

// unused reports whether there are columns of the screen that all lines leave empty, but
// for the gaps between those of the table.
func unused(lines []string) bool {
	width := len([]rune(lines[0]))
	empty := 0
	for x := 3; x < width; x++ {
		blank := true
		for _, line := range lines {
			blank = blank && []rune(line)[x] == ' '
		}
		empty++
		if !blank {
			empty = 0
		}
		if empty > 2 || empty > 0 && x == width-1 {
			return true
		}
	}
	return false
}

func TestColumnsGrowAtOnceAndShrinkWhenFittedAnew(t *testing.T) {
	columns := texts(table.Column[cells]{Title: "NAME", Priority: 10}, table.Column[cells]{Title: "NOTE", Priority: 5}, table.Column[cells]{Title: "ID", Priority: 1})
	tab := fitting(columns, 40, cells{"a", "", "1"})
	for _, step := range []struct {
		name string
		do   func()
		want string
	}{
		{"at first", func() {}, "NAME  ID"},
		{"more in a cell", func() { tab.SetRows([]cells{{"a-longer-name", "", "1"}}) }, "NAME           ID"},
		{"something in an empty column", func() { tab.SetRows([]cells{{"a-longer-name", "new", "1"}}) }, "NAME           NOTE  ID"},
		{"less again", func() { tab.SetRows([]cells{{"a", "", "1"}}) }, "NAME           NOTE  ID"},
		{"a filter hides it", func() { tab.SetFilter("nowhere") }, "NAME           NOTE  ID"},
		{"another height", func() { tab.SetFilter(""); tab.SetSize(40, 5) }, "NAME           NOTE  ID"},
		{"fitted anew", func() { tab.Fit() }, "NAME  ID"},
		{"rows that a filter hides count", func() {
			tab.SetFilter("id:2")
			tab.SetRows([]cells{{"a-longer-name", "", "1"}, {"b", "", "2"}})
			tab.Fit()
		}, "NAME           ID"},
		{"another width", func() { tab.SetRows([]cells{{"b", "", "2"}}); tab.SetSize(41, 5) }, "NAME  ID"},
		{"many more rows", func() {
			tab.SetRows([]cells{{"a-longer-name", "", "2"}})
			tab.SetRows([]cells{{"a", "", "1"}, {"b", "", "2"}, {"c", "", "3"}})
		}, "NAME  ID"},
		{"a few more", func() { tab.SetRows([]cells{{"a", "", "1"}, {"b", "", "2"}, {"c", "", "3"}, {"d", "long", "3"}}) }, "NAME  NOTE  ID"},
	} {
		step.do()
		if header(tab) != step.want {
			t.Errorf("%s: %q, want %q", step.name, header(tab), step.want)
		}
	}
}

// What tells the time gets wider while nothing is read.
func TestColumnsGrowWithTheTime(t *testing.T) {
	columns := texts(table.Column[cells]{Title: "NAME", Priority: 10}, table.Column[cells]{Title: "AGO", Priority: 5}, table.Column[cells]{Title: "ID", Priority: 1})
	columns[1].Cell = func(_ cells, now time.Time) table.Cell { return table.Cell{Text: text.Span(now.Sub(noon))} }
	tab := fitting(columns, 25, cells{"a", "", "1"})
	if got := drawn(tab, noon)[1]; got != "▌  a     0s   1          " {
		t.Errorf("at first: %q", got)
	}
	if got := drawn(tab, noon.Add(time.Hour+time.Minute))[1]; got != "▌  a     1h01m  1        " {
		t.Errorf("later: %q", got)
	}
}

// Where rows are called the same, what tells them apart comes before what matters more
// otherwise.
func TestWhatTellsEqualNamesApartComes(t *testing.T) {
	columns := texts(
		table.Column[cells]{Title: "NAME", Min: 4, Priority: 10},
		table.Column[cells]{Title: "KIND", Priority: 5},
		table.Column[cells]{Title: "ENGINE", Priority: 2, Apart: true},
		table.Column[cells]{Title: "ID", Priority: 1, Apart: true},
	)
	const width = 3 + 4 + 2 + 4
	for _, tt := range []struct {
		name string
		rows []cells
		want string
	}{
		{"all have names of their own", []cells{{"a", "k", "1", "x"}, {"b", "k", "2", "y"}}, "NAME  KIND"},
		{"the engine tells", []cells{{"a", "k", "1", "x"}, {"b", "k", "1", "z"}, {"a", "k", "2", "y"}}, "NAME  ENGINE"},
		{"the engine does not", []cells{{"a", "k", "1", "x"}, {"a", "k", "1", "y"}}, "NAME  ID"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tab := fitting(columns, width+2, tt.rows...)
			if got := header(tab); !strings.HasPrefix(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestAddressesAreCutWhereTheyAreAlike(t *testing.T) {
	columns := texts(table.Column[cells]{Title: "NAME", Priority: 10}, table.Column[cells]{Title: "ARN", Priority: 1, Cut: text.Alike})
	const arn = "arn:aws:es:us-east-1:123456789012:domain/"
	tab := fitting(columns, 33, cells{"a", arn + "analytics"}, cells{"b", arn + "logs"})
	want := lines(
		"   NAME  ARN                     ",
		"▌  a     arn:aws…domain/analytics",
		"   b     arn:aws:es…2:domain/logs",
	)
	if got := look(tab); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	tab.SetSize(18, 3)
	if got := look(tab); strings.Contains(got, "ARN") {
		t.Errorf("what tells ARNs apart is cut:\n%s", got)
	}
}

func TestSomeColumnsInAnotherOrder(t *testing.T) {
	columns := texts(table.Column[cells]{Title: "NAME", Priority: 10}, table.Column[cells]{Title: "NOTE", Priority: 5}, table.Column[cells]{Title: "ID", Priority: 1})
	tab := fitting(columns, 30, cells{"a", "n", "1"})
	tab.Show([]int{2, 0})
	if got := header(tab); got != "ID  NAME" {
		t.Errorf("%q", got)
	}
	tab.SetRows([]cells{{"a", "", "1"}})
	tab.Show([]int{1})
	if got := header(tab); got != "NAME  ID" {
		t.Errorf("rows are blank under %q", got)
	}
	tab.SetRows([]cells{{"a", "n", "1"}})
	tab.Show([]int{2, 0})
	tab.SetFilter("note:n")
	if tab.Len() != 1 {
		t.Error("what is not shown cannot be filtered by")
	}
	tab.Show(nil)
	if got := header(tab); got != "NAME  NOTE  ID" {
		t.Errorf("%q", got)
	}
	if tab.Empty(1) {
		t.Error("NOTE is empty")
	}
}
