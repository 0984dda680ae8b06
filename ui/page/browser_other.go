//go:build !unix

package page

import "os/exec"

// isolate does nothing where programs have no sessions.
func isolate(*exec.Cmd) {}
