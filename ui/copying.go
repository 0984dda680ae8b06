package ui

import (
	"encoding/json"
	"os"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/text"
)

// copyText sends text to the terminal's clipboard (OSC 52), which also works
// over SSH. No terminal acknowledges it, so oscope does not claim that it worked.
func (a *App) copyText(what, s string) tea.Cmd {
	says := what + " sent to the clipboard"
	if os.Getenv("TMUX") != "" {
		says += " (tmux passes it on with set-clipboard on)"
	}
	return tea.Batch(tea.SetClipboard(text.CleanLines(s)), a.toast(info, says))
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
	encoded, err := json.MarshalIndent(model.Members(item), "", "  ")
	if err != nil {
		return a.toast(bad, "copying failed: "+err.Error())
	}
	return a.copyText("the JSON", string(encoded))
}
