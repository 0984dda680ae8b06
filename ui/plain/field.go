package plain

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

var fieldHelp = []string{
	"a line: the value",
	"an empty line: keeps what stands in brackets, or goes on",
	form.Nothing + ": empties it",
	"=TEXT: TEXT itself, where it would be taken for something else",
}

var optionHelp = []string{
	"a number: picks that one, or puts it back where any number can be picked",
	"other text: the name of one, a value of your own where that is taken, or else what to narrow the list to",
	"more: the next ones",
}

// inquiry is a field that is being asked for.
type inquiry struct {
	of    form.Field
	asked form.Question
	shown []form.Option // those that numbers mean
	next  int           // the first of them that has not been listed
}

// field asks for one field until it takes the answer.
func (c *Conversation) field(d *write.Form, at *desk.Desk, fields []form.Field, i int) error {
	q := &inquiry{of: fields[i]}
	if err := c.inquire(q); err != nil {
		return err
	}
	refused, err := get(c, func(ui.Unseen) string { return d.Form.Refused(q.of) })
	if err != nil {
		return err
	}
	c.say("Question " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(fields)) + ": " + q.head())
	if refused != "" {
		c.say("Refused: " + refused)
	}
	c.say("Rule: " + q.asked.Rule)
	c.say(q.asked.Notes...)
	if err := c.sayOptions(q); err != nil {
		return err
	}
	help := fieldHelp
	if len(q.asked.Options) > 0 {
		help = slices.Concat(fieldHelp, optionHelp)
	}
	for {
		line, err := c.ask(question{asks: q.asked.Label + ":", help: help, over: d})
		if err != nil {
			return err
		}
		if strings.EqualFold(line, "more") && q.next < len(q.shown) {
			if err := c.sayOptions(q); err != nil {
				return err
			}
			continue
		}
		taken, err := c.take(d, at, q, line)
		if err != nil {
			return err
		}
		if taken {
			c.forms[d] = i + 1
			return nil
		}
	}
}

// head is the label of a field and its value.
func (q *inquiry) head() string {
	present := q.asked.Present
	if present == "" {
		present = "nothing"
	}
	return q.asked.Label + " [" + present + "]"
}

// meant is the answer that a line means: an option by its number, or the line.
func (q *inquiry) meant(line string) string {
	if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(q.shown) {
		return q.shown[n-1].Value
	}
	literal, _ := strings.CutPrefix(line, "=")
	return literal
}

// inquire reads the field, once it knows what it offers.
func (c *Conversation) inquire(q *inquiry) error {
	err := c.wait(patience, false, func(ui.Unseen) bool {
		now := q.of.Question()
		return !now.Reading
	})
	if err != nil {
		return err
	}
	q.asked, err = get(c, func(ui.Unseen) form.Question { return q.of.Question() })
	q.shown, q.next = q.asked.Options, 0
	return err
}

// take answers the field, and reports whether that leads on. Else it says what the field
// is now, or why it has not taken the answer.
func (c *Conversation) take(d *write.Form, at *desk.Desk, q *inquiry, line string) (next bool, err error) {
	line = q.meant(line)
	problem, next, err := c.answerField(d, at, q.of, line)
	if err != nil || next {
		return next, err
	}
	before := *q
	if err := c.inquire(q); err != nil {
		return false, err
	}
	if problem == "" {
		c.say(q.head())
		if len(q.asked.Options) == len(before.asked.Options) {
			q.shown, q.next = before.shown, before.next // numbers go on to mean what was listed
			return false, nil
		}
		c.say(q.asked.Notes...) // a folder has been opened
		return false, c.sayOptions(q)
	}
	if like := q.asked.Like(line); line != "" && len(like) > 0 && !slices.ContainsFunc(like, func(o form.Option) bool { return o.Value == line }) {
		c.say("With " + line + ":")
		q.shown = like
		return false, c.sayOptions(q)
	}
	q.shown, q.next = before.shown, before.next
	c.say("Not taken: "+problem, "Rule: "+q.asked.Rule)
	return false, nil
}

// answerField answers a field.
func (c *Conversation) answerField(d *write.Form, at *desk.Desk, f form.Field, line string) (problem string, next bool, err error) {
	type taken struct {
		problem string
		next    bool
	}
	is, err := of(c, func(u ui.Unseen) (taken, tea.Cmd) {
		var t taken
		cmd := u.At(at, func(at *desk.Desk) (cmd tea.Cmd) {
			t.problem, t.next, cmd = d.Answer(at, f, line)
			return cmd
		})
		return t, cmd
	})
	return is.problem, is.next, err
}

// sayOptions lists some more of what there is to choose from.
func (c *Conversation) sayOptions(q *inquiry) error {
	to := min(len(q.shown), q.next+rowsSaid)
	options, err := get(c, func(ui.Unseen) []string {
		var all []string
		for _, o := range q.shown[q.next:to] {
			all = append(all, q.option(&o))
		}
		return all
	})
	if err != nil {
		return err
	}
	for i, says := range options {
		c.say(strconv.Itoa(q.next+i+1) + ". " + says)
	}
	if q.next = to; to < len(q.shown) {
		c.say(strconv.Itoa(len(q.shown)-to) + " more")
	}
	return nil
}

// option is what there is to say of one.
func (q *inquiry) option(o *form.Option) string {
	parts := []string{o.Title, o.Kind, strings.TrimSpace(o.Status), o.Note}
	if o.Obstacle != "" {
		parts = append(parts, "off: "+o.Obstacle)
	}
	if q.asked.Foreseen != nil {
		parts = append(parts, q.asked.Foreseen(o))
	}
	if slices.Contains(q.asked.Picked, o.Value) {
		parts = append(parts, "picked")
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}
