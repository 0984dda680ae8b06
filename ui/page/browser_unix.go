//go:build unix

package page

import (
	"os/exec"
	"syscall"
)

// isolate gives a program a session of its own, which has no terminal to write on.
func isolate(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
