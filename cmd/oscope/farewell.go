package main

import (
	"fmt"
	"strings"

	"oscope/model/rule"
	"oscope/ui"
	"oscope/ui/text"
)

// farewellMost is how many resources are named; a terminal has few lines.
const farewellMost = 10

// farewell says what is still in flight, and how to go on watching it.
func farewell(left []ui.Remaining, s settings) string {
	if len(left) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Still in flight: %s.\n", text.Count(len(left), "resource"))
	for _, r := range left[:min(len(left), farewellMost)] {
		fmt.Fprintf(&b, "  %s\n", text.Join(text.Clean(string(r.Status)+" "+string(r.Kind)+" "+r.Title), text.Clean(r.Where)))
	}
	if more := len(left) - farewellMost; more > 0 {
		fmt.Fprintf(&b, "  and %d more\n", more)
	}
	if s.demo {
		return b.String() + "The demo has ended with them.\n"
	}
	first := left[0]
	command := []string{"oscope", "wait", string(first.Kind), rule.ShellQuote(first.Name), "--for", "settled"}
	for _, flag := range [][2]string{{"--profile", first.Scope.Profile}, {"--region", first.Scope.Region}, {"--endpoint-url", s.endpoint}} {
		if flag[1] != "" {
			command = append(command, flag[0], rule.ShellQuote(flag[1]))
		}
	}
	return b.String() + "To go on watching the first: " + strings.Join(command, " ") + "\n"
}
