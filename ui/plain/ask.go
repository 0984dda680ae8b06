package plain

import (
	"strings"
	"time"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// say writes lines.
func (c *Conversation) say(lines ...string) {
	for _, line := range lines {
		c.write(line)
		_ = c.out.WriteByte('\n') // an error stays with the writer, for Flush
	}
}

// write writes text without anything in it that a terminal would obey.
func (c *Conversation) write(s string) {
	s = strings.TrimRight(text.Clean(s), " ")
	if c.option.ASCII {
		s = theme.InASCII(s)
	}
	_, _ = c.out.WriteString(s)
}

// question is what is asked for, and what is there meanwhile.
type question struct {
	asks string
	help []string        // what can be answered
	over desk.Dialog     // that is open, nil for none: another one ends the question
	news func() []string // what there is to say besides; nil for nothing
	esc  bool            // the key esc, which texts name, means something else than back
}

// everywhere is what can be answered to any question.
var everywhere = []string{
	"back: one step back",
	"quit: end oscope",
	"?: this help",
	"a key that a text names: does the same as pressing it",
	"ctrl+c: to the menu; twice ends oscope",
}

// ask asks until there is a line that is an answer.
func (c *Conversation) ask(q question) (string, error) {
	for {
		if err := c.listen(q); err != nil {
			return "", err
		}
		c.write(q.asks)
		_, _ = c.out.WriteString(" ")
		if !c.option.Echo {
			_ = c.out.WriteByte('\n')
		}
		if err := c.out.Flush(); err != nil {
			return "", err
		}
		line, again, err := c.answer(q)
		if err != nil || !again {
			return line, err
		}
	}
}

// answer waits for a line, or for something that makes it worth asking again.
func (c *Conversation) answer(q question) (line string, again bool, err error) {
	for {
		select {
		case line, ok := <-c.lines:
			return c.heed(q, line, ok)
		case <-c.option.Interrupts:
			c.newline()
			return "", false, errInterrupted
		case <-c.ended:
			c.newline()
			return "", false, errEnded
		case <-c.changed:
			if c.turned(q) || c.ear.any() || q.news != nil && len(q.news()) > 0 {
				c.newline()
				return "", true, nil
			}
		}
	}
}

// newline leaves the line on which a question stands.
func (c *Conversation) newline() {
	if c.option.Echo {
		_ = c.out.WriteByte('\n')
	}
}

// heed takes the answers that every question has.
func (c *Conversation) heed(q question, line string, ok bool) (answer string, again bool, err error) {
	if !ok {
		c.newline()
		return "", false, errQuit
	}
	c.warned = false
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "?", "help":
		c.say(q.help...)
		c.say(everywhere...)
		return "", true, nil
	case "esc":
		if q.esc {
			break
		}
		return "", false, errBack
	case "back", "shift+tab": // a key that texts name
		return "", false, errBack
	case "quit":
		return "", false, errQuit
	}
	return strings.TrimSpace(line), false, nil
}

// listen passes on what the program has said, before a question.
func (c *Conversation) listen(q question) error {
	c.say(c.ear.take(false)...)
	if c.turned(q) {
		return errTurned
	}
	if q.news == nil {
		return nil
	}
	c.say(q.news()...)
	return nil
}

// turned reports whether another dialog has opened, or the one that is asked about has
// closed by itself.
func (c *Conversation) turned(q question) bool {
	top, err := get(c, func(u ui.Unseen) desk.Dialog { d, _ := u.Top(); return d })
	return err != nil || top != q.over
}

// wait waits until something holds, or for as long as is said (0 is as long as it takes),
// and passes on what is said meanwhile: all of it, or what a screen would tell. A dialog
// that opens meanwhile ends it: what is waited for may wait for that.
func (c *Conversation) wait(most time.Duration, all bool, holds func(ui.Unseen) bool) error {
	var late <-chan time.Time
	if most > 0 {
		timer := time.NewTimer(most)
		defer timer.Stop()
		late = timer.C
	}
	type now struct {
		done bool
		top  desk.Dialog
	}
	look := func(u ui.Unseen) now { top, _ := u.Top(); return now{holds(u), top} }
	before, err := get(c, look)
	for n := before; ; n, err = get(c, look) {
		if err != nil {
			return err
		}
		c.say(c.ear.take(all)...)
		if n.done {
			return nil
		}
		if n.top != nil && n.top != before.top {
			return errTurned
		}
		if err := c.out.Flush(); err != nil {
			return err
		}
		select {
		case <-c.changed:
		case <-late:
			return nil
		case <-c.option.Interrupts:
			c.newline()
			return errInterrupted
		case <-c.ended:
			return errEnded
		}
	}
}

// yes asks something that is answered by yes or no.
func (c *Conversation) yes(q question) (bool, error) {
	asks := q.asks
	q.asks += " yes or no:"
	q.help = append([]string{"yes: " + strings.TrimSuffix(asks, "?"), "no: not"}, q.help...)
	for {
		line, err := c.ask(q)
		if err != nil {
			return false, err
		}
		switch strings.ToLower(line) {
		case "yes", "y":
			return true, nil
		case "no", "n":
			return false, nil
		}
		c.say("Answer yes or no.")
	}
}
