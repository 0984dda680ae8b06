// Package notify has a terminal tell its user something although he looks elsewhere: in
// which of the sequences for that, and through which multiplexer. What there is to tell,
// and when, is not decided here.
package notify

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"oscope/model"
	"oscope/ui/text"
)

// Terminal is how one terminal is told. The zero value is one of which nothing is known.
type Terminal struct {
	style       style
	multiplexer func(string) string // wraps a sequence that is for the terminal outside; nil for none
}

// style is one of the sequences that terminals have for a desktop notification.
type style int

const (
	osc9   style = iota // iTerm2's, which most others know or pass over
	osc777              // urxvt's, with a title
	osc99               // kitty's, with a title
)

// styles are those of terminals that name themselves and want another than OSC 9. What
// they are called reaches a program through SSH in TERM alone.
var styles = []struct {
	named string // part of TERM or TERM_PROGRAM
	style style
}{
	{"kitty", osc99},
	{"foot", osc777},
	{"rxvt", osc777},
	{"ghostty", osc777},
	{"wezterm", osc777},
	{"vte", osc777},
}

// Of returns how the terminal is told that an environment describes.
func Of(getenv func(string) string) Terminal {
	names := strings.ToLower(getenv("TERM") + " " + getenv("TERM_PROGRAM"))
	if getenv("KITTY_WINDOW_ID") != "" {
		names += " kitty"
	}
	if getenv("VTE_VERSION") != "" {
		names += " vte"
	}
	var t Terminal
	for _, s := range styles {
		if strings.Contains(names, s.named) {
			t.style = s.style
			break
		}
	}
	switch {
	case getenv("TMUX") != "": // which drops what it is not told to pass on
		t.multiplexer = ansi.TmuxPassthrough
	case getenv("STY") != "":
		t.multiplexer = func(sequence string) string { return ansi.ScreenPassthrough(sequence, screenLimit) }
	}
	return t
}

// screenLimit is how many bytes GNU screen takes in one string.
const screenLimit = 768

// longest is how many columns of a message are told: desktops show no more.
const longest = 200

// Notification is the sequence of a desktop notification.
func (t Terminal) Notification(title, message string) string {
	title, message = printable(title), printable(message)
	sequence := ""
	switch t.style {
	case osc777:
		sequence = ansi.URxvtExt("notify", strings.ReplaceAll(title, ";", ","), strings.ReplaceAll(message, ";", ","))
	case osc99:
		sequence = ansi.DesktopNotification(title, "i=oscope", "d=0", "p=title") + ansi.DesktopNotification(message, "i=oscope", "d=1", "p=body")
	case osc9:
		// "4;" at the beginning would be a progress bar's: a title stands before it.
		sequence = ansi.Notify(title + ": " + message)
	}
	if t.multiplexer != nil {
		return t.multiplexer(sequence)
	}
	return sequence
}

// printable makes a text safe to stand in a sequence, and short.
func printable(s string) string { return ansi.Truncate(text.Clean(s), longest, "…") }

// Rules say of what somebody is told, and how. The zero value tells of everything while
// the terminal does not have the focus.
type Rules struct {
	Always, Never bool
	Kinds         []model.Kind // none: all
	Bell          bool
	// Run has something of the operator's own done. It may take its time; nil for
	// nothing.
	Run func(Fact) error
}

// Fact is what there is to tell.
type Fact struct {
	Text            string // all of it in a sentence
	Key             model.Key
	Name            string
	Before, Status  model.Status
	Reason          string
	Account, Region string
}

// Wants reports whether the rules have a change of a resource told, depending on whether
// the terminal has the focus.
func (r Rules) Wants(kind model.Kind, focused bool) bool {
	return !r.Never && (r.Always || !focused) && (len(r.Kinds) == 0 || slices.Contains(r.Kinds, kind))
}

// Bell is the terminal's bell. Multiplexers pass it on by themselves.
const Bell = "\a"
