package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// mostBack is how many steps there are back at most.
const mostBack = 50

// station is where somebody was before they went to a resource, and how they found that.
type station struct {
	page    int
	stand   page.Stand
	title   string // of the resource that was under the cursor there
	arrived int    // the page; -1 when it has been left since
	found   page.Stand
}

// goTo shows a resource with its detail, in a scope that may be out of sight, and
// remembers the way back.
func (a *App) goTo(at *desk.Desk, key model.Key) tea.Cmd {
	s := a.standOf(at)
	if _, there := at.Snapshot.Item(key); s == nil || !there {
		return a.Toast(desk.Info, "it is not there any more")
	}
	from := station{page: a.current, stand: a.view().Stand()}
	if thing, ok := a.view().Selected(a.office); ok {
		from.title = thing.At.Snapshot.Title(thing.Item)
	}
	var cmd tea.Cmd
	if !s.shown {
		cmd = a.showAll()
	}
	a.use(at)
	cmd = tea.Batch(cmd, at.Reveal(key))
	a.ShowDetail()
	from.arrived, from.found = a.current, a.view().Stand()
	if len(a.back) == mostBack {
		a.back = a.back[1:]
	}
	a.back = append(a.back, from)
	return tea.Batch(cmd, a.Plan())
}

// goBack returns to where the last resource was gone to from.
func (a *App) goBack() tea.Cmd {
	n := len(a.back)
	to := a.back[n-1]
	a.back = a.back[:n-1]
	if a.current == to.arrived {
		a.view().Return(a.office, a.view().Stand().Folded())
	}
	cmd := a.show(to.page)
	a.view().Return(a.office, to.stand)
	return cmd
}

// Trail implements desk.Whole: it goes back as far as each step began where the one before
// it led to.
func (a *App) Trail() []string {
	n := len(a.back)
	if n == 0 || a.back[n-1].arrived != a.current || a.back[n-1].found.Ref != a.view().Stand().Ref {
		return nil
	}
	first := n - 1
	for first > 0 && a.back[first-1].arrived == a.back[first].page && a.back[first-1].found.Ref == a.back[first].stand.Ref {
		first--
	}
	trail := []string{a.views[a.back[first].page].Title()}
	for i, s := range a.back[first:] {
		if i > 0 || s.stand.Open() {
			trail = append(trail, s.title)
		}
	}
	return trail
}

// turnTo switches to a view because somebody wants to be there: esc does not lead back
// from it.
func (a *App) turnTo(index int) tea.Cmd {
	if n := len(a.back); n > 0 {
		a.back[n-1].arrived = -1
	}
	return a.show(index)
}

// noWayBack is the obstacle of going back.
func (a *App) noWayBack(*desk.Desk) string {
	if len(a.back) == 0 {
		return "there is nowhere to go back to"
	}
	return ""
}

// justCame reports whether a page is as it was when its resource was gone to: then esc
// has nothing else to undo than the way there.
func (a *App) justCame() bool {
	n := len(a.back)
	if n == 0 || a.view().Typing() {
		return false
	}
	last, now := &a.back[n-1], a.view().Stand()
	return last.arrived == a.current && last.found.Ref == now.Ref && last.found.Narrowed == now.Narrowed
}
