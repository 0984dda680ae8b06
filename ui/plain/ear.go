package plain

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// ear keeps what the program says by itself until it is passed on.
type ear struct {
	mu    sync.Mutex
	heard []heard
}

// heard is something that the program has said.
type heard struct {
	says  string
	minor bool // a transition that a screen would not tell of
}

// most bounds what is kept while nobody listens, as while an answer is being thought about.
const most = 200

func (e *ear) hear(h heard) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, h)
	if len(e.heard) > most {
		e.heard = e.heard[len(e.heard)-most:]
	}
}

// take returns what has been heard, all of it or without what is minor.
func (e *ear) take(all bool) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var says []string
	for _, h := range e.heard {
		if all || !h.minor {
			says = append(says, h.says)
		}
	}
	e.heard = nil
	return says
}

// any reports whether there is something to pass on that is not minor.
func (e *ear) any() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.ContainsFunc(e.heard, func(h heard) bool { return !h.minor })
}

// Said implements ui.Listener.
func (c *Conversation) Said(kind desk.Severity, message string) {
	switch kind {
	case desk.Bad:
		message = "Error: " + message
	case desk.Warning:
		message = "Warning: " + message
	case desk.Info, desk.Good:
	}
	c.ear.hear(heard{says: text.Clean(message)})
}

// Copied implements ui.Listener: there is no clipboard, so that it is said.
func (c *Conversation) Copied(what, lines string) {
	c.ear.hear(heard{says: what + ":"})
	for line := range strings.SplitSeq(lines, "\n") {
		c.ear.hear(heard{says: line})
	}
}

// Changed implements ui.Listener.
func (c *Conversation) Changed(at *desk.Desk, t live.Transition) {
	from, to := string(t.From), string(t.To)
	if t.To == "" {
		to = "gone"
	}
	if from == "" {
		from = "new"
	}
	says := fmt.Sprintf("%s %s %s: %s → %s", text.Clock(t.At), t.Key.Kind, t.Title, from, to)
	if t.Reason != "" {
		says += ": " + t.Reason
	}
	if len(at.Fleet.Scopes()) > 1 {
		says = text.Join(says, at.Name())
	}
	minor := t.From == "" || model.MeaningOf(t.Key.Kind, t.From).Phase != model.InFlight || t.Phase() == model.InFlight
	c.ear.hear(heard{says, minor})
}

// Complain says that something beside the program cannot be done.
func (c *Conversation) Complain(err error) { c.Said(desk.Bad, err.Error()) }
