package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// toast is a message that goes by itself.
type toast struct {
	kind   desk.Severity
	text   string
	serial int
}

const (
	toastTime  = 6 * time.Second
	toastLong  = 12 * time.Second // for failures
	toastsMost = 3
)

// toastMsg ends the toast with its serial.
type toastMsg struct{ serial int }

// Toast shows a message of the program's own.
func (a *App) Toast(kind desk.Severity, message string) tea.Cmd {
	if l := a.option.Listener; l != nil {
		l.Said(kind, message)
		return nil
	}
	a.toasted++
	a.toasts = append(a.toasts, toast{kind: kind, text: message, serial: a.toasted})
	if len(a.toasts) > toastsMost {
		a.toasts = a.toasts[1:]
	}
	d := toastTime
	if kind == desk.Bad {
		d = toastLong
	}
	return after(a.ctx, d, toastMsg{a.toasted})
}

func (a *App) dropToast(msg toastMsg) {
	for i, t := range a.toasts {
		if t.serial == msg.serial {
			a.toasts = append(a.toasts[:i:i], a.toasts[i+1:]...)
			return
		}
	}
}

// drawToasts lays the toasts over the lower right of the body. Over a dialog they
// would hide what is being typed: there only the last one shows, over the tabs.
func (a *App) drawToasts(screen []string) {
	if n := len(a.toasts); n > 0 && len(a.dialogs) > 0 {
		t := a.toasts[n-1]
		width := min(text.Width(text.Clean(t.text))+2, a.Width)
		line := layout.NewLine(width).Add(a.toastStyle(t.kind), " "+text.CutEnd(t.text, width-2)+" ")
		layout.Overlay(screen, []string{line.String()}, a.Width-width, 1, width)
		return
	}
	for i, t := range a.toasts {
		width := min(text.Width(text.Clean(t.text))+2, a.Width-4)
		line := layout.NewLine(width).Add(a.toastStyle(t.kind), " "+text.CutEnd(t.text, width-2)+" ")
		y := len(screen) - 2 - (len(a.toasts) - i)
		layout.Overlay(screen, []string{line.String()}, a.Width-2-width, y, width)
	}
}

func (a *App) toastStyle(kind desk.Severity) theme.Style {
	switch kind {
	case desk.Good:
		return a.Theme.ToastOK
	case desk.Warning:
		return a.Theme.ToastWarn
	case desk.Bad:
		return a.Theme.ToastError
	case desk.Info:
	}
	return a.Theme.ToastInfo
}
