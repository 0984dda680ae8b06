package page

import (
	"encoding/json"
	"fmt"
	"os"
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
	return toClipboard(at, what, strings.Join(lines, "\n"))
}

// CopyAddress copies an address as it is.
func CopyAddress(at *desk.Desk, what, url string) tea.Cmd { return copyText(at, what, url) }

// CopyLines copies text of oscope's own making, with what cannot be seen spelled
// out: \u202e, which in JSON is the same value.
func CopyLines(at *desk.Desk, what, s string) tea.Cmd {
	return toClipboard(at, what, text.EscapeLines(s))
}

// toClipboard sends text to the terminal's clipboard (OSC 52), which also works
// over SSH. No terminal acknowledges it, so oscope does not claim that it worked.
func toClipboard(at *desk.Desk, what, s string) tea.Cmd {
	says := what + " sent to the clipboard"
	if os.Getenv("TMUX") != "" {
		says += " (tmux passes it on with set-clipboard on)"
	}
	return tea.Batch(tea.SetClipboard(s), at.Toast(desk.Info, says))
}

// CopyARN copies what names the resources in a call, a line each.
func CopyARN(at *desk.Desk) tea.Cmd {
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
