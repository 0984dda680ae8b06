package theme

import "github.com/charmbracelet/x/ansi"

// usual is the palette of terminals as they mostly are. In flight, settled and failed are
// told apart by blue, green and orange.
var usual = palette{
	dim:    ink{tone(0xb4bac6, 250, nil), tone(0x4b5261, 240, nil), dimmed},
	faint:  ink{tone(0x969ca8, 247, nil), tone(0x646a76, 241, nil), dimmed},
	border: ink{tone(0x6a7180, 242, nil), tone(0xa2a8b4, 248, nil), dimmed},
	accent: ink{tone(0x82aaff, 111, ansi.BrightBlue), tone(0x2457c5, 26, ansi.Blue), 0},
	mark:   ink{tone(0xcba6f7, 183, ansi.BrightMagenta), tone(0x7030b0, 91, ansi.Magenta), bold},

	inFlight: ink{tone(0x62c4ea, 81, ansi.Cyan), tone(0x00658c, 24, ansi.Blue), 0},
	settled:  ink{tone(0x86cf8a, 114, ansi.Green), tone(0x1d6b2f, 22, ansi.Green), 0},
	failed:   ink{tone(0xff8f6b, 209, ansi.BrightRed), tone(0xb03600, 124, ansi.Red), bold},
	warn:     ink{tone(0xe3bf6e, 179, ansi.Yellow), tone(0x805500, 94, ansi.Magenta), bold},

	selection: backgrounds{
		ground{tone(0xffffff, 231, nil), tone(0x2b5a99, 25, nil)},
		ground{tone(0x0b1f3f, 17, nil), tone(0xb5d3fa, 153, nil)},
	},
	blurred: backgrounds{
		ground{tone(0xe8eaee, 255, nil), tone(0x434a58, 239, nil)},
		ground{tone(0x1c2128, 234, nil), tone(0xdce0e6, 254, nil)},
	},
}

// contrasting has a contrast of at least 7:1 everywhere, borders too, and nothing that is
// less visible than the rest. In 256 colours some hues come no nearer than 5.5:1.
var contrasting = palette{
	dim:    ink{tone(0xececec, 255, nil), tone(0x262626, 235, nil), 0},
	faint:  ink{tone(0xd8d8d8, 253, nil), tone(0x303030, 236, nil), 0},
	border: ink{tone(0xffffff, 231, nil), tone(0x000000, 16, nil), 0},
	accent: ink{tone(0xa8ccff, 153, ansi.BrightBlue), tone(0x00368f, 18, ansi.Blue), 0},
	mark:   ink{tone(0xf0c8ff, 225, ansi.BrightMagenta), tone(0x4a0f80, 54, ansi.Magenta), bold},

	inFlight: ink{tone(0x8ae6ff, 159, ansi.BrightCyan), tone(0x003f5c, 17, ansi.Blue), bold},
	settled:  ink{tone(0x9dff9d, 157, ansi.BrightGreen), tone(0x0a4a15, 22, ansi.Green), 0},
	failed:   ink{tone(0xffbba6, 217, ansi.BrightRed), tone(0x861a00, 88, ansi.Red), bold},
	warn:     ink{tone(0xffee99, 229, ansi.BrightYellow), tone(0x553600, 52, ansi.Magenta), bold},

	selection: backgrounds{
		ground{tone(0x000000, 16, nil), tone(0xffffff, 231, nil)},
		ground{tone(0xffffff, 231, nil), tone(0x000000, 16, nil)},
	},
	blurred: backgrounds{
		ground{tone(0xffffff, 231, nil), tone(0x4a4a4a, 239, nil)},
		ground{tone(0x000000, 16, nil), tone(0xd0d0d0, 252, nil)},
	},
}

// distinct tells what is in flight, settled and failed apart by blue, grey and orange,
// which look different in each kind of colour blindness: what is settled needs nobody, and
// so has no colour.
var distinct = palette{
	dim: usual.dim, faint: usual.faint, border: usual.border, accent: usual.accent, mark: usual.mark,

	inFlight: ink{tone(0x5cb3ff, 75, ansi.BrightBlue), tone(0x0055c4, 26, ansi.Blue), 0},
	settled:  ink{tone(0xc9cdd6, 252, ansi.White), tone(0x4b5261, 240, ansi.BrightBlack), 0},
	failed:   ink{tone(0xffa13d, 215, ansi.Yellow), tone(0x9c4300, 94, ansi.Red), bold},
	warn:     ink{tone(0xffe38a, 222, ansi.BrightYellow), tone(0x6b5200, 58, ansi.Magenta), bold},

	selection: usual.selection, blurred: usual.blurred,
}
