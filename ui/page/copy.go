package page

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// copyText copies values as they are, a line each, or refuses: what cannot be seen is not to be
// pasted unawares, and without it the value would be another one.
func copyText(at *desk.Desk, what string, lines ...string) tea.Cmd {
	for _, s := range lines {
		if i := strings.IndexFunc(s, text.Unseen); i >= 0 {
			r, _ := utf8.DecodeRuneInString(s[i:])
			return at.Toast(desk.Bad, fmt.Sprintf("%s is not copied: it holds %U, which cannot be seen", what, r))
		}
	}
	return at.Copy(what, strings.Join(lines, "\n"))
}

// CopyAddress copies an address as it is.
func CopyAddress(at *desk.Desk, what, url string) tea.Cmd { return copyText(at, what, url) }

// CopyLines copies text of oscope's own making, with what cannot be seen spelled
// out: \u202e, which in JSON is the same value.
func CopyLines(at *desk.Desk, what, s string) tea.Cmd {
	return at.Copy(what, text.EscapeLines(s))
}

// NothingToCopy is the obstacle of [CopyARN].
func NothingToCopy(at *desk.Desk) string {
	if len(missing(at.Snapshot.Errors())) > 0 {
		return ""
	}
	return NeedsSelection(at)
}

// missing are the statements of IAM policies that would allow calls that were denied.
func missing(failed []*model.CallError) []string {
	var all []string
	for _, err := range failed {
		if statement, ok := err.MissingStatement(); ok && !slices.Contains(all, statement) {
			all = append(all, statement)
		}
	}
	return all
}

// Missing reports whether one of some failures is for want of a permission that a
// statement would give.
func Missing(failed []*model.CallError) bool { return len(missing(failed)) > 0 }

// CopyMissing copies the statements that would allow calls that were denied; ok is
// false if there are none.
func CopyMissing(at *desk.Desk, failed []*model.CallError) (cmd tea.Cmd, ok bool) {
	switch all := missing(failed); len(all) {
	case 0:
		return nil, false
	case 1:
		return CopyLines(at, "the IAM statement that is missing", all[0]), true
	default:
		return CopyLines(at, strconv.Itoa(len(all))+" IAM statements that are missing", strings.Join(all, ",\n")), true
	}
}

// CopyARN copies what names the resources in a call, a line each. Where nothing can be
// selected because nothing may be read, it copies which permissions are missing.
func CopyARN(at *desk.Desk) tea.Cmd {
	if len(at.Chosen()) == 0 {
		cmd, _ := CopyMissing(at, at.Snapshot.Errors())
		return cmd
	}
	var names []string
	what := ""
	for _, item := range at.Chosen() {
		var name string
		what, name = callName(item)
		names = append(names, name)
	}
	if len(names) > 1 {
		what = strconv.Itoa(len(names)) + " names"
	}
	return copyText(at, what, names...)
}

// CallName is what names a resource in a call: its ARN, or its id or name where it has none.
func CallName(item model.Item) string {
	_, name := callName(item)
	return name
}

// callName is what names a resource in a call, its ARN or its id where it has none,
// and what that is.
func callName(item model.Item) (what, name string) {
	switch r := item.(type) {
	case model.Package:
		return "the id " + r.Key.ID, r.Key.ID
	case model.Association:
		return "the package id " + r.PackageID, r.PackageID
	}
	r := item.Common()
	if r.ARN == "" {
		return "the name " + r.Name, r.Name
	}
	return "the ARN", r.ARN
}

// Copy and CopyJSON are the actions that copy what is chosen.
var (
	Copy     = desk.Action{Name: "copy", Keys: []string{"y"}, Help: "copy the ARN or id, of all marked ones a line each; or, where nothing may be read, what IAM lacks", Takes: desk.Several, Obstacle: NothingToCopy, Run: CopyARN}
	CopyJSON = desk.Action{Name: "copy JSON", Keys: []string{"Y"}, Help: "copy all that is known of it, or of the marked ones, as JSON", Takes: desk.Several, Obstacle: NeedsSelection, Run: copyJSON}
)

// copyJSON copies all that is known of one resource as an object, of several as a
// list of such.
func copyJSON(at *desk.Desk) tea.Cmd {
	var all []any
	for _, item := range at.Chosen() {
		all = append(all, model.Members(item))
	}
	var value any = all
	if len(all) == 1 {
		value = all[0]
	}
	encoded, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return at.Toast(desk.Bad, "copying failed: "+err.Error())
	}
	return CopyLines(at, "the JSON", string(encoded))
}
