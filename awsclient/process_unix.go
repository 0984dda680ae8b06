//go:build unix

package awsclient

import (
	"os/exec"
	"syscall"
)

// isolate gives a program a session of its own, without the terminal, and has all
// that it starts end with it.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
