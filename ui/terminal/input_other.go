//go:build !unix

package terminal

import (
	"io"
	"os"
)

// Input returns what tea.WithInput is to be given for a terminal: itself, where the
// system takes its input apart.
func Input(terminal *os.File) io.Reader { return terminal }
