// Package note writes what stands in some accounts and Regions as a note for a ticket,
// in Markdown. It gathers nothing.
package note

import (
	"fmt"
	"strings"
	"time"

	"oscope/model"
	"oscope/ui/text"
)

// Note is what a ticket has to know.
type Note struct {
	At     time.Time
	Scopes []Scope // those with something to tell
	Calm   int     // others
	Failed []Failure
	More   int // failed calls that are left out
}

// Scope is an account and Region.
type Scope struct {
	Account, Region, Profile, Endpoint string
	Role                               string // who calls
	Troubled, Flying                   []Thing
}

// Thing is a resource that is in trouble or in flight.
type Thing struct {
	Kind, Title, Status string
	Says                string // why it is so
	Age                 model.Age
	Name                string // its ARN, or its id; empty if it has none
	Link                string // its page in the AWS console; empty if there is none
}

// Failure is a failed call.
type Failure struct {
	At                                        time.Time
	Where, Operation, On, Code, Says, Request string
	Status, Times                             int
}

// Markdown is the note.
func (n Note) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "**Amazon OpenSearch Service, %s**\n", utc(n.At))
	for _, s := range n.Scopes {
		s.write(&b, n.At)
	}
	switch {
	case n.Calm > 0 && len(n.Scopes) == 0:
		fmt.Fprintf(&b, "\nNothing is in flight and nothing needs attention in %d scopes.\n", n.Calm)
	case n.Calm > 0:
		fmt.Fprintf(&b, "\nIn %d more scopes nothing is in flight and nothing needs attention.\n", n.Calm)
	}
	if len(n.Failed) > 0 {
		b.WriteString("\n**Failed calls**\n\n")
	}
	for _, f := range n.Failed {
		f.write(&b)
	}
	if n.More > 0 {
		fmt.Fprintf(&b, "- and %d older ones\n", n.More)
	}
	return b.String()
}

func (s Scope) write(b *strings.Builder, now time.Time) {
	fmt.Fprintf(b, "\nAccount %s, Region %s", code(s.Account), code(s.Region))
	for _, part := range [][2]string{{"profile", s.Profile}, {"as", s.Role}, {"sent to", s.Endpoint}} {
		if part[1] != "" {
			b.WriteString(", " + part[0] + " " + code(part[1]))
		}
	}
	b.WriteString("\n")
	for _, part := range []struct {
		title  string
		things []Thing
	}{{"Needs attention", s.Troubled}, {"In flight", s.Flying}} {
		if len(part.things) > 0 {
			b.WriteString("\n**" + part.title + "**\n\n")
		}
		for _, t := range part.things {
			t.write(b, now)
		}
	}
	if len(s.Troubled)+len(s.Flying) == 0 {
		b.WriteString("\nNothing is in flight and nothing needs attention.\n")
	}
}

func (t Thing) write(b *strings.Builder, now time.Time) {
	fmt.Fprintf(b, "- %s %s is %s", escape(t.Kind), code(t.Title), code(t.Status))
	if at := t.Age.At; !at.IsZero() {
		switch t.Age.Bound {
		case model.Exactly:
			b.WriteString(" since " + utc(at))
		case model.AtMost:
			b.WriteString(" since " + utc(at) + " or later (" + t.Age.Bound.Mark() + text.Span(now.Sub(at)) + ")")
		case model.AtLeast:
			b.WriteString(" since before " + utc(at))
		}
	}
	if t.Says != "" {
		b.WriteString(": " + escape(t.Says))
	}
	b.WriteString("\n")
	if t.Name != "" {
		b.WriteString("  - " + code(t.Name) + "\n")
	}
	if t.Link != "" {
		b.WriteString("  - <" + t.Link + ">\n")
	}
}

func (f Failure) write(b *strings.Builder) {
	fmt.Fprintf(b, "- %s %s", utc(f.At), code(f.Operation))
	if f.On != "" {
		b.WriteString(" on " + code(f.On))
	}
	if f.Where != "" {
		b.WriteString(" in " + code(f.Where))
	}
	if f.Code != "" {
		b.WriteString(": " + code(f.Code))
	}
	if f.Says != "" {
		b.WriteString(": " + escape(f.Says))
	}
	if f.Times > 1 {
		fmt.Fprintf(b, " (%d times)", f.Times)
	}
	b.WriteString("\n")
	if f.Request != "" {
		fmt.Fprintf(b, "  - request id %s", code(f.Request))
		if f.Status != 0 {
			fmt.Fprintf(b, ", HTTP status %d", f.Status)
		}
		b.WriteString("\n")
	}
}

func utc(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// code is text as it is, whatever it holds. Of a backtick none can be in it that would
// end it.
func code(s string) string {
	if s = text.Escape(s); s == "" {
		return "(not known)"
	}
	return "`" + strings.ReplaceAll(s, "`", "'") + "`"
}

// marks are the characters that would make something else of a text than it is.
var marks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`, `#`, `\#`, `|`, `\|`, `!`, `\!`, `~`, `\~`,
)

func escape(s string) string { return marks.Replace(text.Escape(s)) }
