package theme

import "oscope/model"

// Glyphs are the signs beside words. Each is one column wide.
type Glyphs struct {
	Settled, InFlight, Failed, Gone, Unknown string

	Cursor, Mark          string // in front of a table row
	Ascending, Descending string // behind the title of a sorted column
	Left, Right           string
	Full, Empty           string    // of a bar that lies
	Bars                  [9]string // of bars that stand: nothing, and then by eighths
}

// Signs are the glyphs, which are in every monospaced font. Those for terminals that are
// not set to UTF-8 are made of them: see [InASCII].
var Signs = Glyphs{
	Settled: "✓", InFlight: "◐", Failed: "✗", Gone: "○", Unknown: "·",
	Cursor: "▌", Mark: "●", Ascending: "▲", Descending: "▼",
	Left: "←", Right: "→", Full: "█", Empty: "░",
	Bars: [9]string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
}

// Spoken are the glyphs of a theme without signs: those that say something by themselves
// are words.
var Spoken = Glyphs{Ascending: "ascending", Descending: "descending", Left: "←", Right: "→"}

// Badge returns the glyph and the style of a status in phase p. Its word, which
// belongs beside the glyph, is the status itself. A status that is not known
// yet is neither settled nor in flight, whatever its phase says.
func (t *Theme) Badge(p model.Phase, status model.Status) (glyph string, style Style) {
	if status == "" {
		return t.Glyphs.Unknown, t.Faint
	}
	switch p {
	case model.Settled:
		return t.Glyphs.Settled, t.OK
	case model.InFlight:
		return t.Glyphs.InFlight, t.InFlight
	case model.Failed:
		return t.Glyphs.Failed, t.Failed
	case model.Gone:
		return t.Glyphs.Gone, t.Gone
	}
	return t.Glyphs.Unknown, t.Faint
}
