package page

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
)

// OpensHere reports whether there is a browser that can be seen: over SSH it would open
// on the wrong screen.
func OpensHere() bool { return browser() != "" }

// OpenURL opens a URL in a browser of this machine, or hands it to the clipboard where
// there is none to be seen. What it is of is said then.
func OpenURL(at *desk.Desk, what, url string) tea.Cmd {
	opener := browser()
	if opener == "" || !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return CopyAddress(at, what, url)
	}
	ctx := context.WithoutCancel(at.Ctx) // the browser outlives oscope
	// Without standard streams and the terminal the opener cannot write on the screen.
	return func() tea.Msg {
		cmd := exec.CommandContext(ctx, opener, url)
		isolate(cmd)
		cmd.Env = slices.DeleteFunc(os.Environ(), isAWS)
		return openedMsg{cmd.Run()}
	}
}

// isAWS reports whether a variable of the environment is for AWS tools, as keys and
// tokens are: a browser and whatever it starts have no business with those.
func isAWS(variable string) bool { return strings.HasPrefix(variable, "AWS_") }

// openedMsg brings the outcome of opening a URL.
type openedMsg struct{ err error }

// browser returns the command that opens URLs here, or "".
func browser() string {
	name := "xdg-open"
	switch {
	case os.Getenv("SSH_CONNECTION") != "":
		return ""
	case runtime.GOOS == "darwin":
		name = "open"
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return ""
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}
