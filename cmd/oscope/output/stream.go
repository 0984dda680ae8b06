package output

import (
	"errors"
	"io"
	"os"
	"syscall"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"oscope/model"
	"oscope/ui/theme"
)

// Stream is where a command writes: a terminal, or something that takes text.
type Stream struct {
	io.Writer
	// Width is that of the terminal, 0 where there is none.
	Width int
	paint *theme.Theme // nil without colours
}

// NewStream returns the stream to a file, with colours as the environment wants them:
// NO_COLOR before CLICOLOR_FORCE before what it is.
func NewStream(file *os.File, environment func(string) string) Stream {
	s := Stream{Writer: file}
	terminal := term.IsTerminal(file.Fd())
	if terminal {
		if width, _, err := term.GetSize(file.Fd()); err == nil {
			s.Width = width
		}
	}
	forced := environment("CLICOLOR_FORCE")
	coloured := terminal && environment("TERM") != "dumb" || forced != "" && forced != "0"
	if coloured && environment("NO_COLOR") == "" {
		s.paint = theme.New(true, colorprofile.ANSI)
	}
	return s
}

// Terminal reports whether somebody sees it.
func (s Stream) Terminal() bool { return s.Width > 0 }

// Style is that of a status.
func (s Stream) Style(phase model.Phase, status model.Status) theme.Style {
	if s.paint == nil {
		return ""
	}
	_, style := s.paint.Badge(phase, status)
	return style
}

// Closed reports whether an error says that nobody reads any more what is written.
func Closed(err error) bool { return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) }
