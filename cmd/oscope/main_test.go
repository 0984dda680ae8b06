package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram in the environment has the test binary be the program: its exit codes
// and streams are tested without building it once more.
const asProgram = "OSCOPE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"oscope": main})
}

// program returns the program with arguments, in an environment of nothing but a
// home without files.
func program(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	command := exec.CommandContext(ctx, os.Args[0], arguments...)
	command.Env = []string{asProgram + "=1", "HOME=" + t.TempDir()}
	return command
}

// run runs the program to its end, with nothing to read and no terminal.
func run(t *testing.T, arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	command := program(t, arguments...)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	if err := command.Run(); err != nil {
		if _, ok := errors.AsType[*exec.ExitError](err); !ok {
			t.Fatal(err)
		}
	}
	return command.ProcessState.ExitCode(), out.String(), errs.String()
}
