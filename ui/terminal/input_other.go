//go:build !unix

package terminal

import (
	"io"

	"github.com/charmbracelet/x/term"
)

// Input returns what tea.WithInput is to be given for a terminal: itself, where the
// system takes its input apart.
func Input(terminal term.File) io.Reader { return terminal }
