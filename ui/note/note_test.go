package note_test

import (
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/ui/note"
)

var noon = time.Date(2026, 11, 26, 13, 0, 0, 0, time.FixedZone("", 3600))

func TestNote(t *testing.T) {
	n := note.Note{
		At: noon,
		Scopes: []note.Scope{{
			Account: "123456789012", Region: "eu-west-1", Profile: "prod", Role: "role/Operator",
			Troubled: []note.Thing{
				{Kind: "package", Title: "field_mask", Status: "VALIDATION_FAILED", Says: "the *zip* has <no> descriptor", Age: model.Age{At: noon, Bound: model.Exactly}, Link: "https://console.example/p"},
				{Kind: "package", Title: "words", Status: "COPY_FAILED", Age: model.Age{At: noon.Add(-28 * time.Hour), Bound: model.AtMost}, Name: "F2"},
			},
			Flying: []note.Thing{{Kind: "application", Title: "logs", Status: "CREATING", Age: model.Age{At: noon}, Name: "arn:aws:opensearch:eu-west-1:123456789012:application/a"}},
		}},
		Calm:   2,
		Failed: []note.Failure{{At: noon, Operation: "ListDomainNames", Code: "AccessDeniedException", Says: "not allowed", Request: "r-1", Status: 403, Times: 3}},
		More:   4,
	}
	want := "**Amazon OpenSearch Service, 2026-11-26 12:00:00 UTC**\n\n" +
		"Account `123456789012`, Region `eu-west-1`, profile `prod`, as `role/Operator`\n\n" +
		"**Needs attention**\n\n" +
		"- package `field_mask` is `VALIDATION_FAILED` since 2026-11-26 12:00:00 UTC: the \\*zip\\* has \\<no\\> descriptor\n" +
		"  - <https://console.example/p>\n" +
		"- package `words` is `COPY_FAILED` since 2026-11-25 08:00:00 UTC or later (≤1d4h)\n" +
		"  - `F2`\n\n" +
		"**In flight**\n\n" +
		"- application `logs` is `CREATING` since before 2026-11-26 12:00:00 UTC\n" +
		"  - `arn:aws:opensearch:eu-west-1:123456789012:application/a`\n\n" +
		"In 2 more scopes nothing is in flight and nothing needs attention.\n\n" +
		"**Failed calls**\n\n" +
		"- 2026-11-26 12:00:00 UTC `ListDomainNames`: `AccessDeniedException`: not allowed (3 times)\n" +
		"  - request id `r-1`, HTTP status 403\n" +
		"- and 4 older ones\n"
	if got := n.Markdown(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What AWS returns makes no heading, link or code of its own in a ticket.
func TestUntrustedTextInANote(t *testing.T) {
	evil := "x`\n# heading\n![](http://evil.example)<b>\x1b[2J"
	got := note.Note{At: noon, Scopes: []note.Scope{{Account: evil, Troubled: []note.Thing{{Title: evil, Says: evil}}}}, Failed: []note.Failure{{On: evil, Says: evil}}}.Markdown()
	for line := range strings.Lines(got) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			t.Errorf("a heading: %s", line)
		}
	}
	outside := 0
	for i, part := range strings.Split(strings.ReplaceAll(got, "\\`", ""), "`") {
		if i%2 == 0 && (strings.Contains(strings.ReplaceAll(part, `\[`, ""), "[]") || strings.Contains(strings.ReplaceAll(part, `\<`, ""), "<b")) {
			outside++
		}
	}
	if outside > 0 || strings.Contains(got, "\x1b") {
		t.Errorf("got %q", got)
	}
}
