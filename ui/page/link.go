package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// links are the resources that the detail leads to.
func (v *Resources[R]) links() []model.Key {
	row, ok := v.table.Selected()
	if !ok {
		return nil
	}
	d := v.Detail(row.at(), row.row)
	return d.links()
}

// linkKey goes through the links of the open detail, and to where the one under the
// cursor leads. A detail without links leaves its keys to others.
func (v *Resources[R]) linkKey(key string) (cmd tea.Cmd, handled bool) {
	step := map[string]int{"tab": 1, "shift+tab": -1}[key]
	if step == 0 && (key != "enter" || v.link == 0) {
		return nil, false
	}
	links := v.links()
	n := len(links) + 1 // 0 is none
	switch {
	case n == 1:
		return nil, false
	case step != 0:
		v.link, v.seek = (v.link+step+n)%n, true
		return nil, true
	}
	return v.follow(v.link), true
}

// follow goes to where a link leads, by its number from 1.
func (v *Resources[R]) follow(link int) tea.Cmd {
	row, ok := v.table.Selected()
	if links := v.links(); ok && link <= len(links) { // it may be gone
		return row.at().GoTo(links[link-1])
	}
	return nil
}

// area is where a detail is drawn, with its frame, and how large.
type area struct{ left, top, columns, lines int }

// clickLink goes to where a link of the detail leads that is drawn somewhere, if there is
// one. y counts from the frame on.
func (v *Resources[R]) clickLink(at *desk.Office, x, y int) (cmd tea.Cmd, ok bool) {
	x, y = x-v.detail.left, y-v.detail.top
	if !v.paneShown(at.Facts) || x < 0 || x >= v.detail.columns || y < 1 || y > v.detail.lines-2 {
		return nil, false
	}
	i := slices.IndexFunc(v.pane.links, func(l linkLine) bool { return l.line == y-1+v.scroll })
	if i < 0 {
		return nil, false
	}
	return v.follow(v.pane.links[i].link), true
}

// breadcrumb is a way as one line, without its beginning where there is no room for it:
// where it ends matters most.
func breadcrumb(way []string, room int) string {
	const gap = " › "
	for left := 1; len(way) > 1 && text.Width(strings.Join(way, gap)) > room; left = 2 {
		way = append([]string{text.Ellipsis}, way[left:]...)
		if len(way) == 2 {
			break
		}
	}
	return strings.Join(way, gap)
}
