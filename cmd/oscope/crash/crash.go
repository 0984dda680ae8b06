// Package crash writes what is left of an oscope that has ended by a mistake of its own:
// a report to be filed, with nothing of the operator's in it.
package crash

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"oscope/awsclient"
	"oscope/ui/guard"
)

// Record is what a report will need. Its zero value is ready. It is safe for concurrent
// use.
type Record struct {
	mu         sync.Mutex
	operations []string // the newest last
}

const mostOperations = 30

// Call notes the name of a call's operation. It is an awsclient.Trace.
func (r *Record) Call(c awsclient.Call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.operations) == mostOperations {
		r.operations = append(r.operations[:0], r.operations[1:]...)
	}
	r.operations = append(r.operations, c.Operation)
}

// variables are those of the environment that tell what the terminal is.
var variables = []string{"TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "NO_COLOR"}

// Report is the text of a report.
func (r *Record) Report(p *guard.Panic, version string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "oscope %s ended by a mistake of its own.\n\n", version)
	fmt.Fprintf(&b, "system:   %s/%s, built with %s\n", runtime.GOOS, runtime.GOARCH, runtime.Version())
	fmt.Fprintf(&b, "size:     %d columns, %d lines\n", p.Width, p.Height)
	b.WriteString("terminal:")
	for _, name := range variables {
		if value := os.Getenv(name); value != "" {
			fmt.Fprintf(&b, " %s=%.40q", name, value)
		}
	}
	if os.Getenv("TMUX") != "" {
		b.WriteString(" in tmux")
	}
	fmt.Fprintf(&b, "\n\npanic: %s\n", wordOf(p.Value))
	for _, line := range p.Stack {
		b.WriteString("  " + line + "\n")
	}
	b.WriteString("\nlast operations, the newest last:\n")
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range r.operations {
		b.WriteString("  " + name + "\n")
	}
	return b.String()
}

// wordOf is what a panic says. Only what the Go runtime says is known to be about the
// program alone: any other text may name what was on the screen.
func wordOf(value any) string {
	if err, ok := value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T, whose text is left out", value)
}

// Write puts a report into a folder, which is made, and returns where it is.
func Write(folder, report string, now time.Time) (string, error) {
	if folder == "" {
		return "", os.ErrNotExist
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(folder, now.UTC().Format("crash-20060102T150405Z.txt"))
	return path, os.WriteFile(path, []byte(report), 0o600)
}

// Error says that oscope has ended by a mistake of its own, where the report is and how
// to file it. Without a file it is the report itself.
func Error(folder, report string, now time.Time) error {
	where := "This is the report"
	path, err := Write(folder, report, now)
	if err == nil {
		where = "A report is in " + path
	}
	text := "it has ended by a mistake of its own. What is under way at AWS goes on there.\n" +
		where + ": version, system, terminal, names of the last operations, and where in the program it was; nothing of yours.\n" +
		"To file it, look through it and attach it to an issue on the page where oscope's repository is hosted.\n"
	if err != nil {
		text += "\n" + report
	}
	return fmt.Errorf("%s", strings.TrimRight(text, "\n"))
}
