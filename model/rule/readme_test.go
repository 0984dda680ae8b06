package rule_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

var update = flag.Bool("update", false, "write the table of operations into the README")

// operationTable is the README's table of the operations that some part of the
// program needs.
func operationTable() string {
	var b strings.Builder
	b.WriteString("| operation | where | IAM action |\n|---|---|---|\n")
	for _, o := range slices.Concat(rule.Operations, rule.Around) {
		if o.Where != "" {
			optional := ""
			if o.Optional {
				optional = ", optional"
			}
			b.WriteString("| " + o.Name + " | " + o.Where + optional + " | `" + o.Permission() + "` |\n")
		}
	}
	return b.String()
}

// The README lists the operations as they are declared. With -update it is written
// anew between its two comments.
func TestREADMEOfOperations(t *testing.T) {
	const (
		file  = "../../README.md"
		begin = "<!-- operations: written by go test ./model/rule -run README -update -->\n"
		end   = "<!-- end of operations -->\n"
	)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), begin)
	table, after, ends := strings.Cut(rest, end)
	want := operationTable()
	switch {
	case !begins || !ends:
		t.Fatalf("%s has no place for the table, between %sand %s", file, begin, end)
	case table == want:
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table of operations is stale: go test ./model/rule -run README -update\n got %s\nwant %s", table, want)
	}
}
