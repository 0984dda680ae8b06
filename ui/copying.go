package ui

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/text"
)

// copyText sends text to the terminal's clipboard (OSC 52), which also works
// over SSH. No terminal acknowledges it, so oscope does not claim that it worked.
func (a *App) copyText(what, s string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text.CleanLines(s)), a.toast(info, what+" sent to the clipboard"))
}

func copyARN(a *App) tea.Cmd {
	item, ok := a.view().selected(a)
	if !ok {
		return nil
	}
	r := item.Common()
	if r.ARN == "" {
		return a.copyText("the name", r.Name)
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
	return a.copyText("the JSON", string(encoded))
}
