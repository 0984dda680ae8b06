package table_test

import (
	"strings"
	"testing"
	"time"

	"oscope/ui/table"
)

var filterRows = []resource{
	{id: "1", name: "logs-prod", status: "ACTIVE"},
	{id: "2", name: "logs-test", status: "FAILED"},
	{id: "3", name: "metrics-prod", status: "CREATING"},
	{id: "arn:aws:es:eu-central-1:123456789012:domain/blue", name: "blue green", status: "ACTIVE"},
	{id: "5", name: "Ärger", status: "UPDATE_FAILED"},
}

func TestFilter(t *testing.T) {
	tests := []struct {
		filter string
		want   string // first letters of the keys
	}{
		{"", "123a5"},
		{"   ", "123a5"},
		{"prod", "13"},
		{"PROD", "13"},
		{"logs prod", "1"},
		{"prod logs", "1"},
		{"failed", "25"},
		{"status:failed", "25"},
		{"sta:failed", "25"},
		{"STATUS:Failed", "25"},
		{"name:failed", ""},
		{"!failed", "13a"},
		{"!status:failed", "13a"},
		{"logs !failed", "1"},
		{"!logs !metrics", "a5"},
		{`"blue green"`, "a"},
		{`"green blue"`, ""},
		{`name:"blue green"`, "a"},
		{`!name:"blue green"`, "1235"},
		{`na"me:b"`, ""},
		{`"status:failed"`, ""},
		{"blue green", "a"},
		{"arn:aws:es", "a"}, // no column begins with arn
		{"id:arn:aws", "a"},
		{":", "a"},
		{":failed", ""},
		{"nodes:3", ""}, // has no text to filter: a plain word
		{"ärger", "5"},
		{"ÄRGER", "5"},
		{"prodactive", ""}, // not across columns
		// Not finished yet:
		{"!", "123a5"},
		{"status:", "123a5"},
		{"!status:", "123a5"},
		{`"`, "123a5"},
		{`""`, "123a5"},
		{`name:"blue g`, "a"},
		{"prod !", "13"},
	}
	for _, tt := range tests {
		tab := newTable(plain, 80, 10, filterRows)
		tab.SetFilter(tt.filter)
		var got []byte
		for key := range strings.FieldsSeq(shown(tab)) {
			got = append(got, key[0])
		}
		if string(got) != tt.want {
			t.Errorf("filter %q shows %q, want %q", tt.filter, got, tt.want)
		}
	}
}

func TestFilterPrefersTheWholeTitle(t *testing.T) {
	column := func(title string, of func(resource) string) table.Column[resource] {
		return table.Column[resource]{Title: title, Text: of, Cell: func(r resource, _ time.Time) table.Cell { return table.Cell{Text: of(r)} }}
	}
	cols := []table.Column[resource]{
		column("STATUS SINCE", func(r resource) string { return r.name }),
		column("Status", func(r resource) string { return r.status }),
	}
	tab := table.New(resource.key, nil, cols)
	tab.SetRows(filterRows)
	tab.SetFilter("status:active")
	if tab.Len() != 2 {
		t.Errorf("%d rows", tab.Len())
	}
	tab.SetFilter("stat:logs")
	if tab.Len() != 2 {
		t.Errorf("%d rows", tab.Len())
	}
}

func TestFilterSeesNewRows(t *testing.T) {
	tab := newTable(plain, 80, 10, filterRows)
	tab.SetFilter("status:failed")
	changed := append([]resource(nil), filterRows...)
	changed[0].status = "FAILED"
	tab.SetRows(changed)
	if tab.Len() != 3 {
		t.Errorf("%d rows, want 3", tab.Len())
	}
}

// Every filter is valid; more words never show more rows, and a word and its
// exclusion divide the rows between them.
func FuzzFilter(f *testing.F) {
	for _, s := range []string{"prod", "!status:failed", `name:"blue green" x`, "arn:aws:es", `!"`, "status:", "\xff\x00 É", "! !!", "a:b:c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, filter string) {
		tab := newTable(plain, 80, 10, filterRows)
		tab.SetFilter(filter)
		if tab.Filter() != filter {
			t.Errorf("filter is %q, want %q", tab.Filter(), filter)
		}
		all := tab.Len()
		tab.Lines(plain, noon, true)
		tab.SetFilter(filter + " prod")
		if tab.Len() > all && strings.Count(filter, `"`)%2 == 0 {
			t.Errorf("%q shows %d rows, with one word more %d", filter, all, tab.Len())
		}
		if strings.ContainsFunc(filter, func(r rune) bool { return r <= ' ' || r == '"' || r == '!' || r > '~' }) || filter == "" || strings.HasSuffix(filter, ":") {
			return
		}
		tab.SetFilter("!" + filter)
		if tab.Len()+all != len(filterRows) {
			t.Errorf("%q shows %d rows and its exclusion %d", filter, all, tab.Len())
		}
	})
}
