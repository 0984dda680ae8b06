//go:build !unix

package awsclient

import "os/exec"

// isolate does nothing where there are no sessions: the program itself ends with
// its context.
func isolate(*exec.Cmd) {}
