package form

// clickable is a field of which lines can be clicked that are drawn while it is open.
type clickable interface {
	// Click puts the cursor on what is on the line, and reports whether anything is.
	Click(line int) bool
}

// spot is what a drawn line of a form is: of which field, and which line of it below its
// head.
type spot struct {
	field int // as focus counts: their number is the review
	line  int // from 1; 0 is the head
}

// buttonLine stands for the button of the review, whatever lines the review has.
const buttonLine = -1

// reviewSpots are the fields and the head of the review, the lines of that, on which a
// click does nothing, and its button.
func reviewSpots(spots []spot, lines int) []spot {
	review := spots[len(spots)-1].field
	for range lines {
		spots = append(spots, spot{review, 1})
	}
	return append(spots, spot{review, buttonLine})
}

// Click does what a click on a line does, as that was drawn last: it opens the field of
// the line, chooses an option, or presses the button.
func (f *Form) Click(y int) Outcome {
	if y < 0 || y >= len(f.drawn) {
		return Stay
	}
	at, shown := f.drawn[y], f.fields()
	switch {
	case at.field > len(shown) || at.field == len(shown) && at.line > 0:
	case at.line == buttonLine:
		return f.enter(nil)
	case at.field == len(shown):
		f.Focus(nil)
	case at.field != f.focus:
		f.Focus(shown[at.field])
	default:
		if field, ok := shown[at.field].(clickable); ok && at.line > 0 && field.Click(at.line-1) {
			return f.enter(shown[at.field])
		}
	}
	return Stay
}

// Click implements clickable.
func (p *Picker) Click(line int) bool {
	if line >= len(p.drawn) || p.drawn[line] == "" {
		return false
	}
	p.cursor = p.drawn[line]
	return true
}

// Click implements clickable.
func (c *Choice) Click(line int) bool {
	if line >= len(c.alternatives) {
		return false
	}
	c.chosen = line
	return true
}
