package form

import (
	"slices"
	"strings"
)

// Question is a field in words, for somebody who is asked one field after the other and
// answers in lines.
type Question struct {
	Label   string
	Rule    string   // what it accepts
	Present string   // the value that it has; empty for none
	Notes   []string // what else there is to know
	Options []Option // what there is to choose from
	Picked  []string // the values of those that are chosen
	Many    bool     // takes any number of answers, until an empty one
	Reading bool     // what there is to choose from has not been read yet
	// Foreseen is what is known against an option that can be picked; nil if nothing is of
	// any. It belongs to Update.
	Foreseen func(*Option) string
}

// Reading stands where there are no options yet because they are still being read.
const Reading = "Reading…"

// Nothing is an answer that empties a field: an empty one leaves it as it is.
const Nothing = `""`

// Like returns the options that hold every word of a text.
func (q *Question) Like(text string) []Option {
	var like []Option
	for i := range q.Options {
		if matches(&q.Options[i], searchable(&q.Options[i]), text, words(text)) {
			like = append(like, q.Options[i])
		}
	}
	return like
}

// Every returns the fields that apply now.
func (f *Form) Every() []Field { return f.fields() }

// Answer opens a field and answers it. What the field does not take it refuses with a
// problem, and keeps what it had; next says whether that leads on to the next field.
func (f *Form) Answer(field Field, line string) (problem string, next bool) {
	f.Focus(field)
	problem, next = field.Answer(line)
	f.changed = f.changed || line != ""
	delete(f.refused, field)
	f.visited[field] = true
	if problem == "" && next {
		problem = field.Problem()
	}
	return problem, next && problem == ""
}

// Refused returns what the service has said about the value of a field.
func (f *Form) Refused(field Field) string { return f.refused[field] }

// Question implements Field.
func (t *Text) Question() Question {
	return Question{Label: t.label, Rule: t.rule, Present: t.Value()}
}

// Answer implements Field: the line is the value.
func (t *Text) Answer(line string) (problem string, next bool) {
	had := t.Value()
	switch line {
	case "":
	case Nothing:
		t.SetValue("")
	default:
		t.SetValue(line)
	}
	problem = t.Problem()
	if problem != "" {
		t.SetValue(had)
	}
	return problem, true
}

// Question implements Field.
func (c *Choice) Question() Question {
	q := Question{Label: c.label, Rule: "one of these", Present: c.Value(), Picked: []string{c.Value()}}
	for _, one := range c.alternatives {
		q.Options = append(q.Options, Option{Value: one.Value, Title: one.Value, Note: one.Says})
	}
	return q
}

// Answer implements Field: the line is the value of an alternative.
func (c *Choice) Answer(line string) (problem string, next bool) {
	if line == "" {
		return "", true
	}
	c.Pick(line)
	if c.Value() != line {
		return line + " is none of these", false
	}
	return "", true
}

// Question implements Field.
func (l *List) Question() Question {
	return Question{Label: l.label, Rule: l.rule, Present: strings.Join(l.Values(), ", "), Many: true}
}

// Answer implements Field: a line is an entry more, or behind a minus sign one that is
// taken away.
func (l *List) Answer(line string) (problem string, next bool) {
	line = strings.TrimSpace(line)
	if line == "" {
		return l.Problem(), true
	}
	entries := l.Values()
	less, minus := strings.CutPrefix(line, "-")
	switch {
	case line == Nothing:
		entries = nil
	case minus && slices.Contains(entries, less):
		entries = slices.DeleteFunc(slices.Clone(entries), func(entry string) bool { return entry == less })
	case l.check(line) != "":
		return l.check(line), false
	case !slices.Contains(entries, line):
		entries = append(slices.Clone(entries), line)
	}
	l.SetValues(entries)
	return "", false
}

// Question implements Field.
func (p *Picker) Question() Question {
	q := Question{Label: p.label, Rule: "pick one", Picked: slices.Clone(p.chosen), Many: p.many, Foreseen: p.foreseen, Options: slices.Concat(p.options, p.beside())}
	if p.many {
		q.Rule = "pick any number"
	}
	if p.typed != nil {
		q.Rule += ", or type a value of your own"
	}
	var titles []string
	for _, o := range p.Picked() {
		titles = append(titles, o.Title)
	}
	q.Present = strings.Join(titles, ", ")
	if p.place != "" {
		q.Notes = append(q.Notes, "In "+p.place)
	}
	if p.lack != "" {
		q.Notes = append(q.Notes, p.lack)
	}
	if len(q.Options) == 0 && p.lack == "" {
		q.Notes = append(q.Notes, p.empty)
	}
	q.Reading = len(q.Options) == 0 && p.lack == "" && p.empty == Reading ||
		slices.ContainsFunc(p.options, func(o Option) bool { return strings.HasSuffix(o.Note, Reading) }) // of a folder
	return q
}

// Answer implements Field: the line is the value or the title of an option, or a value
// where those may be typed. One that is picked already is put back where many can be.
func (p *Picker) Answer(line string) (problem string, next bool) {
	p.refusal = ""
	p.filter.SetValue("")
	switch line {
	case "":
		return p.Problem(), true
	case Nothing:
		p.Clear()
		return "", false
	}
	o, problem := p.named(line)
	switch {
	case problem != "":
		return problem, false
	case o.Opens:
		p.opened = &o.Value
		return "", false
	case p.many && slices.Contains(p.chosen, o.Value):
		p.Unpick(o.Value)
		p.own = slices.DeleteFunc(p.own, func(own Option) bool { return own.Value == o.Value })
		return "", false
	case o.Obstacle != "":
		return o.Title + ": " + o.Obstacle, false
	}
	if p.option(o.Value) == nil {
		p.own = append(p.own, o)
	}
	p.cursor = o.Value
	p.pick(o.Value)
	return "", !p.many
}

// named returns the option that a line means, or why it means none.
func (p *Picker) named(line string) (o Option, problem string) {
	if known := p.option(line); known != nil {
		return *known, ""
	}
	var called []Option
	for _, one := range p.options {
		if one.Title == line {
			called = append(called, one)
		}
	}
	switch {
	case len(called) == 1:
		return called[0], ""
	case len(called) > 1:
		return Option{}, "several are called " + line
	case p.typed == nil:
		return Option{}, "nothing here is called " + line
	}
	return p.asTyped(line), ""
}
