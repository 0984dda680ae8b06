package plain

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// How long is waited at most for what a form can do without: what its fields offer, and
// what its checks find. It is said when it comes.
const patience = 15 * time.Second

// form asks for the fields of a form one by one, and then whether to send it.
func (c *Conversation) form(d *write.Form, at *desk.Desk) error {
	fields, err := get(c, func(ui.Unseen) []form.Field { return d.Form.Every() })
	if err != nil {
		return err
	}
	at1, begun := c.forms[d]
	if !begun {
		c.forms[d] = 0
		c.say(d.Heading)
		if len(fields) > 0 {
			c.say("An empty answer keeps what stands in brackets.")
		}
	}
	if at1 < len(fields) {
		err = c.field(d, at, fields, at1)
	} else {
		err = c.review(d, at, fields)
	}
	if errors.Is(err, errBack) {
		if c.forms[d] > 0 && len(fields) > 0 {
			c.forms[d] = min(c.forms[d], len(fields)) - 1
			return nil
		}
		return c.leave(d)
	}
	if errors.Is(err, errQuit) && c.option.Echo {
		if left := c.leave(d); left != nil {
			return left
		}
		if top, _ := get(c, func(u ui.Unseen) desk.Dialog { top, _ := u.Top(); return top }); top == d {
			return nil
		}
	}
	return err
}

// leave closes a form, but asks before it throws away what has been typed.
func (c *Conversation) leave(d *write.Form) error {
	touched, err := get(c, func(ui.Unseen) bool { return d.Touched() })
	if err != nil {
		return err
	}
	if touched {
		sure, err := c.yes(question{asks: "Throw these values away?", over: d})
		if err != nil && !errors.Is(err, errBack) || err == nil && !sure {
			return err
		}
	}
	return c.do(func(u ui.Unseen) tea.Cmd { u.CloseTop(); return nil })
}

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

// field asks for one field until it takes the answer.
func (c *Conversation) field(d *write.Form, at *desk.Desk, fields []form.Field, i int) error {
	f := fields[i]
	asked, err := c.question(f)
	if err != nil {
		return err
	}
	refused, err := get(c, func(ui.Unseen) string { return d.Form.Refused(f) })
	if err != nil {
		return err
	}
	c.say("Question " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(fields)) + ": " + headOf(&asked))
	if refused != "" {
		c.say("Refused: " + refused)
	}
	c.say("Rule: " + asked.Rule)
	c.say(asked.Notes...)
	shown := asked.Options
	from := c.sayOptions(&asked, shown, 0)
	help := fieldHelp
	if len(asked.Options) > 0 {
		help = slices.Concat(fieldHelp, optionHelp)
	}
	for {
		line, err := c.ask(question{asks: asked.Label + ":", help: help, over: d})
		if err != nil {
			return err
		}
		if strings.EqualFold(line, "more") && from < len(shown) {
			from = c.sayOptions(&asked, shown, from)
			continue
		}
		if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(shown) {
			line = shown[n-1].Value
		} else if literal, ok := strings.CutPrefix(line, "="); ok {
			line = literal
		}
		problem, next, err := c.answerField(d, at, f, line)
		if err != nil {
			return err
		}
		if next {
			c.forms[d] = i + 1
			return nil
		}
		before := len(asked.Options)
		if asked, err = c.question(f); err != nil {
			return err
		}
		if problem != "" {
			if like := asked.Like(line); line != "" && len(like) > 0 && !slices.ContainsFunc(like, func(o form.Option) bool { return o.Value == line }) {
				c.say("With " + line + ":")
				shown = like
				from = c.sayOptions(&asked, shown, 0)
				continue
			}
			c.say("Not taken: "+problem, "Rule: "+asked.Rule)
			continue
		}
		c.say(headOf(&asked))
		if shown = asked.Options; len(shown) != before { // a folder has been opened
			c.say(asked.Notes...)
			from = c.sayOptions(&asked, shown, 0)
		}
	}
}

// headOf is the label of a field and its value.
func headOf(q *form.Question) string {
	if q.Present == "" {
		return q.Label + " [nothing]"
	}
	return q.Label + " [" + q.Present + "]"
}

// question reads a field, once it knows what it offers.
func (c *Conversation) question(f form.Field) (form.Question, error) {
	read := func(ui.Unseen) form.Question { return f.Question() }
	if q, err := get(c, read); err != nil || !q.Reading {
		return q, err
	}
	err := c.wait(patience, false, func(ui.Unseen) bool { q := f.Question(); return !q.Reading })
	if err != nil {
		return form.Question{}, err
	}
	return get(c, read)
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

// sayOptions lists some of what there is to choose from, and returns the number of the
// first that it has not listed.
func (c *Conversation) sayOptions(q *form.Question, options []form.Option, from int) int {
	to := min(len(options), from+rowsSaid)
	for i, o := range options[from:to] {
		says := o.Title
		for _, part := range []string{o.Kind, strings.TrimSpace(o.Status), o.Note} {
			if part != "" {
				says += ", " + part
			}
		}
		if o.Obstacle != "" {
			says += ", off: " + o.Obstacle
		}
		if slices.Contains(q.Picked, o.Value) {
			says += ", picked"
		}
		c.say(strconv.Itoa(from+i+1) + ". " + says)
	}
	if left := len(options) - to; left > 0 {
		c.say(strconv.Itoa(left) + " more")
	}
	return to
}
