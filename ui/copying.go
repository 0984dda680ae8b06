package ui

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/text"
)

// copyText copies a value as it is, or refuses: what cannot be seen is not to be
// pasted unawares, and without it the value would be another one.
func (a *App) copyText(what, s string) tea.Cmd {
	if i := strings.IndexFunc(s, text.Unseen); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return a.toast(bad, fmt.Sprintf("%s is not copied: it holds %U, which cannot be seen", what, r))
	}
	return a.toClipboard(what, s)
}

// copyLines copies text of oscope's own making, with what cannot be seen spelled
// out: \u202e, which in JSON is the same value.
func (a *App) copyLines(what, s string) tea.Cmd { return a.toClipboard(what, text.EscapeLines(s)) }

// toClipboard sends text to the terminal's clipboard (OSC 52), which also works
// over SSH. No terminal acknowledges it, so oscope does not claim that it worked.
func (a *App) toClipboard(what, s string) tea.Cmd {
	says := what + " sent to the clipboard"
	if os.Getenv("TMUX") != "" {
		says += " (tmux passes it on with set-clipboard on)"
	}
	return tea.Batch(tea.SetClipboard(s), a.toast(info, says))
}

// copyARN copies what names the resource in a call: its ARN, or its id where it
// has none.
func copyARN(a *App) tea.Cmd {
	item, ok := a.view().selected(a)
	if !ok {
		return nil
	}
	switch r := item.(type) {
	case model.Package:
		return a.copyText("the id "+r.Key.ID, r.Key.ID)
	case model.Association:
		return a.copyText("the package id "+r.PackageID, r.PackageID)
	}
	r := item.Common()
	if r.ARN == "" {
		return a.copyText("the name "+r.Name, r.Name)
	}
	return a.copyText("the ARN", r.ARN)
}

func copyJSON(a *App) tea.Cmd {
	item, ok := a.view().selected(a)
	if !ok {
		return nil
	}
	encoded, err := json.MarshalIndent(item, "", "  ")
	if err != nil {
		return a.toast(bad, "copying failed: "+err.Error())
	}
	return a.copyLines("the JSON", string(encoded))
}
