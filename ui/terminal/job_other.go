//go:build !unix

package terminal

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Suspend returns nil: there is nothing to suspend to.
func (*Job) Suspend() tea.Cmd { return nil }

func (*Job) follow(context.Context, *tea.Program) {}
