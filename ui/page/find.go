package page

import (
	"fmt"
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/ui/desk"
	"oscope/ui/theme"
)

// find is what is looked for in lines: the same text in small and capital letters.
type find struct {
	text    string
	typing  *search // nil unless it is being typed
	line    int     // that was found last
	nth, of int     // it among all of them
}

// says is what is looked for and how much of it there is; empty for nothing.
func (f *find) says() string {
	switch {
	case f.text == "":
		return ""
	case f.of == 0:
		return "no " + f.text
	}
	return fmt.Sprintf("%s: %d of %d", f.text, f.nth, f.of)
}

func (f *find) pattern() *regexp.Regexp { return regexp.MustCompile("(?i)" + regexp.QuoteMeta(f.text)) }

// mark shows in lines what is looked for.
func (f *find) mark(th *theme.Theme, lines []string) []string {
	if f.text == "" {
		return lines
	}
	pattern := f.pattern()
	marked := make([]string, len(lines))
	for i, line := range lines {
		plain := ansi.Strip(line)
		places := pattern.FindAllStringIndex(plain, -1)
		if places == nil {
			marked[i] = line
			continue
		}
		style := th.Marked
		if i == f.line {
			style = th.Selected
		}
		var b strings.Builder
		end := 0
		for _, place := range places {
			b.WriteString(plain[end:place[0]])
			style.Write(&b, plain[place[0]:place[1]])
			end = place[1]
		}
		b.WriteString(plain[end:])
		marked[i] = b.String()
	}
	return marked
}

// typed takes a key while what to look for is being typed.
func (p *Pager) typed(at *desk.Desk, msg tea.KeyPressMsg) {
	switch msg.String() {
	case "enter":
		text := strings.TrimSpace(p.find.typing.value())
		p.find = find{text: text}
		p.seek(at, p.offset, 1)
	case "esc":
		p.find.typing = nil
	default:
		p.find.typing.update(msg)
	}
}

// seek goes to the first line that has what is looked for, from a line in a direction
// and around the end.
func (p *Pager) seek(at *desk.Desk, from, step int) {
	if p.find.text == "" {
		return
	}
	lines, _ := p.lines(at, p.width)
	pattern := p.find.pattern()
	var found []int
	for i, line := range lines {
		if pattern.MatchString(ansi.Strip(line)) {
			found = append(found, i)
		}
	}
	if p.find.of > 0 {
		from = p.find.line + step // the last lines cannot all be the first on the screen
	}
	p.find.of = len(found)
	if len(found) == 0 {
		return
	}
	nth := 0
	if step < 0 {
		nth = len(found) - 1
	}
	for i, line := range found {
		if step > 0 && line >= from {
			nth = i
			break
		}
		if step < 0 && line <= from {
			nth = i
		}
	}
	p.find.nth, p.find.line = nth+1, found[nth]
	p.offset = min(p.find.line, p.last)
}
