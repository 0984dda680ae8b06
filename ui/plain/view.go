package plain

import (
	"errors"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// rowsSaid is how many rows are listed at a time.
const rowsSaid = 20

// looked is a page as it is listed.
type looked struct {
	page.Told

	rows []page.Row
}

// look reads a part of the page, once it is ready.
func (c *Conversation) look(from int) (looked, error) {
	if err := c.ready(); err != nil {
		return looked{}, err
	}
	return get(c, func(u ui.Unseen) looked {
		l := looked{Told: u.Told()}
		for i := from; i < min(l.Len, from+rowsSaid); i++ {
			l.rows = append(l.rows, l.Row(i))
		}
		return l
	})
}

var listHelp = []string{
	"a number: the detail of that row",
	"more: the next rows",
	"filter TEXT: only the rows that match; filter alone shows all again",
	"mark NUMBERS: mark rows for an action on several, or take their marks away",
	"actions: what can be done here; the name of one does it",
	"watch: say what changes, as it happens",
	"esc: takes back the last of what keeps rows from being listed",
	"enter: the list again",
}

// list lists the page that is shown and asks what to do with it.
func (c *Conversation) list() error {
	l, err := c.look(c.listed.from)
	if err != nil {
		return err
	}
	if c.listed.of != l.Heading {
		c.sayList(l)
	}
	line, err := c.ask(question{asks: l.Heading + ":", help: listHelp, esc: true})
	if errors.Is(err, errBack) {
		c.inMenu, c.listed, c.place = true, listing{}, desk.Place{}
		return nil
	}
	if err != nil {
		return err
	}
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(word) {
	case "":
		c.listed.of = ""
		return nil
	case "esc":
		c.listed = listing{}
		return c.do(func(u ui.Unseen) tea.Cmd { return u.Press("esc") })
	case "more":
		if !c.listed.more {
			c.say("There are no more rows.")
			return nil
		}
		c.listed = listing{from: c.listed.from + rowsSaid}
		return nil
	case "filter":
		c.listed = listing{}
		return c.do(func(u ui.Unseen) tea.Cmd { return u.Filter(rest) })
	case "mark":
		return c.mark(rest)
	}
	if n, err := strconv.Atoi(line); err == nil {
		return c.open(n)
	}
	return c.command(line, "Type a number of the list, filter TEXT, mark NUMBERS, actions, or ? for help.")
}

// command is what can be done with a list and with a detail.
func (c *Conversation) command(line, otherwise string) error {
	switch strings.ToLower(line) {
	case "actions":
		return c.actions(ui.Unseen.Actions)
	case "watch":
		return c.watch()
	}
	known, err := get(c, ui.Unseen.Actions)
	if err != nil {
		return err
	}
	for _, x := range known {
		if means(line, x) {
			return c.act(x)
		}
	}
	c.say(otherwise)
	return nil
}

func (c *Conversation) sayList(l looked) {
	c.listed = listing{of: l.Heading, from: c.listed.from, rows: map[int]page.Row{}}
	c.say(l.Heading)
	c.say(l.Notes...)
	for i, row := range l.rows {
		n := c.listed.from + i + 1
		c.listed.rows[n] = row
		c.say(strconv.Itoa(n) + ". " + row.Text)
	}
	if left := l.Len - c.listed.from - len(l.rows); left > 0 {
		c.listed.more = true
		c.say(strconv.Itoa(left) + " more")
	}
	c.say(l.After...)
}

// row puts the cursor on a row that has been listed.
func (c *Conversation) row(n int, then func(ui.Unseen) tea.Cmd) error {
	row, ok := c.listed.rows[n]
	if !ok {
		c.say("There is no row " + strconv.Itoa(n) + " in this list.")
		return nil
	}
	there, err := of(c, func(u ui.Unseen) (bool, tea.Cmd) {
		if !u.Point(row) {
			return false, nil
		}
		return true, then(u)
	})
	if err == nil && !there {
		c.say("Row " + strconv.Itoa(n) + " is not there any more.")
	}
	return err
}

// open opens the detail of a row.
func (c *Conversation) open(n int) error { return c.row(n, ui.Unseen.Open) }

// mark marks rows by their numbers, or takes their marks away.
func (c *Conversation) mark(numbers string) error {
	fields := strings.FieldsFunc(numbers, func(r rune) bool { return r == ' ' || r == ',' })
	if len(fields) == 0 {
		c.say("Name the rows by their numbers: mark 1 3")
	}
	for _, field := range fields {
		n, err := strconv.Atoi(field)
		if err != nil {
			c.say(field + " is no number of a row.")
			continue
		}
		if err := c.row(n, ui.Unseen.Mark); err != nil {
			return err
		}
	}
	return nil
}

// moved closes the detail if what it was about has gone: the cursor is on another row then,
// of which nothing has been said.
func (c *Conversation) moved() (gone bool, err error) {
	was := c.place
	c.place, err = get(c, ui.Unseen.Place)
	if err != nil || was.Page != c.place.Page || was.Ref == c.place.Ref || was.Ref == (model.Ref{}) {
		return false, err
	}
	gone, err = of(c, func(u ui.Unseen) (bool, tea.Cmd) {
		if u.There(was.Ref) {
			return false, nil
		}
		return true, u.Press("esc")
	})
	if gone {
		c.place = desk.Place{}
		c.say("It is not there any more.")
	}
	return gone, err
}

// detail says what is known of the selected row and asks what to do with it.
func (c *Conversation) detail() error {
	gone, err := c.moved()
	if err != nil || gone {
		return err
	}
	l, err := c.look(0)
	if err != nil || len(l.Detail) == 0 {
		return err
	}
	var links []model.Key
	said := c.listed.of == "detail of "+l.Heading
	c.listed = listing{of: "detail of " + l.Heading, from: c.listed.from}
	if !said {
		c.say(l.Heading)
	}
	for _, line := range l.Detail {
		says := line.Text
		if line.To != (model.Key{}) {
			links = append(links, line.To)
			says += ", link " + strconv.Itoa(len(links))
		}
		if !said {
			c.say(says)
		}
	}
	line, err := c.ask(question{asks: l.Heading + ":", help: []string{
		"a number: go to what that link leads to",
		"actions: what can be done here; the name of one does it",
		"enter: the detail again",
	}})
	if errors.Is(err, errBack) {
		c.listed.of, c.place = "", desk.Place{}
		return c.do(func(u ui.Unseen) tea.Cmd { return u.Press("esc") })
	}
	if err != nil {
		return err
	}
	if line == "" {
		c.listed.of = ""
		return nil
	}
	if gone, err := c.moved(); err != nil || gone {
		return err // what is answered was about that
	}
	if n, err := strconv.Atoi(line); err == nil {
		if n < 1 || n > len(links) {
			c.say("There is no link " + line + " in this detail.")
			return nil
		}
		return c.do(func(u ui.Unseen) tea.Cmd { return u.GoTo(links[n-1]) })
	}
	return c.command(line, "Type the number of a link, actions, or ? for help.")
}
