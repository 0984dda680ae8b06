// Package manual writes the manual pages of commands, from what they say of themselves.
package manual

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"oscope/cmd/oscope/exit"
)

// Write writes a page for a command and for each below it into a folder.
func Write(folder string, cmd *cobra.Command, version string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	file := filepath.Join(folder, name(cmd)+".1")
	if err := os.WriteFile(file, []byte(Page(cmd, version)), 0o644); err != nil { //nolint:gosec // the same
		return err
	}
	for _, sub := range documented(cmd) {
		if err := Write(folder, sub, version); err != nil {
			return err
		}
	}
	return nil
}

// name is that of a command's page.
func name(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// documented are the commands below one that have a page.
func documented(cmd *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() && !sub.IsAdditionalHelpTopicCommand() {
			all = append(all, sub)
		}
	}
	return all
}

// Page returns the page of a command as roff.
func Page(cmd *cobra.Command, version string) string {
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	var b strings.Builder
	section := func(title string) { fmt.Fprintf(&b, ".SH %s\n", title) }
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"oscope %s\" \"oscope\"\n", quoted(strings.ToUpper(name(cmd))), escaped(version))
	section("NAME")
	fmt.Fprintf(&b, "%s \\- %s\n", escaped(name(cmd)), escaped(cmd.Short))
	section("SYNOPSIS")
	fmt.Fprintf(&b, ".B %s\n", escaped(cmd.UseLine()))
	if cmd.Long != "" {
		section("DESCRIPTION")
		fmt.Fprintf(&b, "%s\n", paragraphs(cmd.Long))
	}
	flags(&b, "OPTIONS", cmd.NonInheritedFlags())
	flags(&b, "OPTIONS OF ALL COMMANDS", cmd.InheritedFlags())
	if cmd.Example != "" {
		section("EXAMPLES")
		fmt.Fprintf(&b, ".nf\n%s\n.fi\n", escaped(cmd.Example))
	}
	section("EXIT STATUS")
	for _, c := range exit.Codes {
		fmt.Fprintf(&b, ".TP\n.B %d\n%s\n", c.Code, escaped(c.Meaning))
	}
	related(&b, cmd)
	return b.String()
}

func flags(b *strings.Builder, title string, set *pflag.FlagSet) {
	first := true
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if first {
			fmt.Fprintf(b, ".SH %s\n", title)
			first = false
		}
		value, usage := pflag.UnquoteUsage(f)
		says := "--" + f.Name
		if f.Shorthand != "" {
			says = "-" + f.Shorthand + ", " + says
		}
		if value != "" {
			says += " " + value
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", escaped(says), escaped(usage))
	})
}

func related(b *strings.Builder, cmd *cobra.Command) {
	var pages []string
	if cmd.HasParent() {
		pages = append(pages, name(cmd.Parent()))
	}
	for _, sub := range documented(cmd) {
		pages = append(pages, name(sub))
	}
	for i, page := range pages {
		pages[i] = ".BR " + escaped(page) + " (1)"
	}
	if len(pages) > 0 {
		fmt.Fprintf(b, ".SH SEE ALSO\n%s\n", strings.Join(pages, " ,\n"))
	}
}

// paragraphs keeps paragraphs, and as they are the lines that are indented.
func paragraphs(text string) string {
	var lines []string
	verbatim := false
	for line := range strings.SplitSeq(text, "\n") {
		indented := strings.HasPrefix(line, "  ")
		switch {
		case indented && !verbatim:
			lines = append(lines, ".nf")
		case !indented && verbatim:
			lines = append(lines, ".fi")
		}
		verbatim = indented
		if line == "" {
			lines = append(lines, ".PP")
			continue
		}
		lines = append(lines, escaped(line))
	}
	if verbatim {
		lines = append(lines, ".fi")
	}
	return strings.Join(lines, "\n")
}

// escaped is text that roff takes for nothing else: a line of it begins with no request.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r > unicode.MaxASCII:
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

func quoted(text string) string { return `"` + strings.ReplaceAll(escaped(text), `"`, `\(dq`) + `"` }
