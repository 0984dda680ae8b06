package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// opened is an open dialog, with the desk where it was opened: whatever the screen turns
// to meanwhile, it is about that scope.
type opened struct {
	desk.Dialog
	at    *desk.Desk
	ours  bool              // the program's own, about no scope
	drawn uint64            // version and beat of the snapshot that it is up to date with
	x, y  int               // where its body was drawn last
	had   map[extent]extent // how large it has been, by the room that there was
}

// open opens a dialog of a scope.
func (a *App) open(d desk.Dialog, at *desk.Desk) {
	a.dialogs = append(a.dialogs, opened{Dialog: d, at: at})
}

// openOwn opens a dialog of the program's own.
func (a *App) openOwn(d desk.Dialog) tea.Cmd {
	a.dialogs = append(a.dialogs, opened{Dialog: d, at: a.scopes.shown[0], ours: true})
	return nil
}

// dialogKey hands a key to a dialog.
func (a *App) dialogKey(d opened, msg tea.KeyPressMsg) tea.Cmd {
	a.use(d.at)
	return scoped(d.at, d.Key(d.at, msg))
}

// Close closes d, and nothing if it is closed already.
func (a *App) Close(d desk.Dialog) {
	for i, other := range a.dialogs {
		if other.Dialog == d {
			a.dialogs = append(a.dialogs[:i:i], a.dialogs[i+1:]...)
			if c, ok := d.(desk.Closer); ok {
				c.Closed()
			}
			return
		}
	}
}

// refreshDialogs brings open dialogs up to date with their snapshots.
func (a *App) refreshDialogs() {
	for i := range a.dialogs {
		d := &a.dialogs[i]
		now := d.at.Snapshot.Version() + d.at.Snapshot.Beat()
		if d.drawn == now {
			continue
		}
		d.drawn = now
		if r, ok := d.Dialog.(desk.Refresher); ok {
			r.Refresh(d.at)
		}
	}
}

// drawDialog lays a dialog over the middle of the body, which steps back behind it: it
// is dimmed, has no frames, and shows nothing beside the dialog, where its words would
// be cut. Header, tabs and footer stay as they are.
func (a *App) drawDialog(screen []string, d *opened) {
	body := screen[2 : len(screen)-1]
	for i, line := range body {
		body[i] = a.Theme.Faint.Render(layout.Unframed(ansi.Strip(line)))
	}
	room := extent{a.Width - 4, len(body) - 2}
	if a.Width < fullWidthBelow {
		room.columns = a.Width - 2 // a margin would cost more than it helps
	}
	lines, size := d.draw(room)
	box := layout.Box{
		Width: size.columns + 2, Height: size.lines + 2,
		Title: d.Title(), TitleStyle: a.Theme.Title,
		Border: a.Theme.BorderFocus,
		Body:   lines,
	}
	if a.Several() && !d.ours {
		box.Title = text.Join(box.Title, d.at.Name())
	}
	if style := d.at.AccountStyle(); style != "" && !d.ours {
		box.TitleStyle, box.Border = style, style
	}
	x, y := (a.Width-box.Width)/2, (len(body)-box.Height)/2
	d.x, d.y = x+1, y+3 // its frame, header and tabs
	for i, line := range box.Lines() {
		body[y+i] = layout.NewLine(a.Width).Skip(x).Styled(line).String()
	}
}

// extent is a size in columns and lines.
type extent struct{ columns, lines int }

// draw returns the body of a dialog, and how large it is: as large as what it holds. A
// dialog never becomes smaller while it is open, since its frame would jump about while
// somebody types.
func (d *opened) draw(room extent) ([]string, extent) {
	columns, height := d.Size(room.columns, room.lines)
	most := extent{min(columns, room.columns), min(height, room.lines)}
	drawn := d.Body(d.at, most.columns, most.lines)
	size := d.had[room]
	columns, height = layout.Extent(drawn)
	title := text.Width(text.Clean(d.Title())) + 4
	if d.at.Name() != "" && !d.ours {
		title += text.Width(text.Clean(d.at.Name())) + 3
	}
	size.columns = min(max(size.columns, columns+dialogMargin, title, dialogLeast), most.columns)
	size.lines = min(max(size.lines, height), most.lines)
	if d.had == nil {
		d.had = map[extent]extent{}
	}
	d.had[room] = size
	if size.columns < most.columns {
		for i, line := range drawn {
			drawn[i] = ansi.Cut(line, 0, size.columns)
		}
	}
	return layout.Fill(drawn, size.columns, size.lines), size
}

const (
	dialogMargin = 2  // blanks at the right of the longest line
	dialogLeast  = 40 // columns, so that no dialog is a slip
)

// fullWidthBelow is the width of terminals on which dialogs take all of it.
const fullWidthBelow = 100

// IsOpen implements Program.
func (a *App) IsOpen(d desk.Dialog) bool {
	return slices.ContainsFunc(a.dialogs, func(other opened) bool { return other.Dialog == d })
}

// Modal implements Program.
func (a *App) Modal() bool { return len(a.dialogs) > 0 }
