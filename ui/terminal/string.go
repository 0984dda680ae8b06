package terminal

import "bytes"

// nextOfString takes the next of a control string, whose only use here is that a
// terminal says in one which colours it has. A string that is broken off, by any
// other control character or by silence, is dropped and no more than that.
func (f *filter) nextOfString(b []byte, late bool) (n int, more bool) {
	switch c := b[0]; {
	case c == esc && len(b) == 1 && !late:
		return 0, true
	case c == esc && len(b) > 1 && b[1] == '\\':
		f.endString()
		return 2, false
	case c == bel, c == st:
		f.endString()
		return 1, false
	case c < ' ':
		f.inString, f.body = 0, nil
		return 0, false
	default:
		if len(f.body) < longest {
			f.body = append(f.body, c)
		}
		return 1, false
	}
}

func (f *filter) endString() {
	if f.inString == ']' && isColour(f.body) {
		f.out = append(f.out, esc, ']')
		f.out = append(f.out, f.body...)
		f.out = append(f.out, bel)
	}
	f.inString, f.body = 0, nil
}

// isColour reports whether the body of an OSC string tells the colour of the text,
// of the background or of the cursor.
func isColour(body []byte) bool {
	number, colour, _ := bytes.Cut(body, []byte(";"))
	switch string(number) {
	case "10", "11", "12":
		return len(colour) > 0 && len(body) < longest &&
			!bytes.ContainsFunc(colour, func(r rune) bool { return r < ' ' || r >= del })
	}
	return false
}
