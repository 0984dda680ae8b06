package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands are all of the program that a user sees, by their paths.
func commands() map[string]*cobra.Command {
	all := map[string]*cobra.Command{}
	var add func(*cobra.Command)
	add = func(c *cobra.Command) {
		if c.Hidden {
			return
		}
		all[strings.ReplaceAll(c.CommandPath(), " ", "-")] = c
		for _, sub := range c.Commands() {
			add(sub)
		}
	}
	root := newRootCommand()
	root.InitDefaultCompletionCmd()
	add(root)
	return all
}

// There is a page for each command, with each of its flags, and no other.
func TestManual(t *testing.T) {
	folder := t.TempDir()
	if code, out, errs := run(t, "man", folder); code != 0 || out+errs != "" {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.1"))
	if err != nil {
		t.Fatal(err)
	}
	all := commands()
	if len(files) != len(all) {
		t.Errorf("%d pages of %d commands", len(files), len(all))
	}
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := all[strings.TrimSuffix(filepath.Base(file), ".1")]
		if c == nil {
			t.Errorf("%s is of no command", file)
			continue
		}
		says := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^\.B (?:\\-., )?\\-\\-((?:[a-z0-9]|\\-)+)`).FindAllStringSubmatch(string(page), -1) {
			says[strings.ReplaceAll(m[1], `\-`, "-")] = true
		}
		delete(says, "help")
		delete(says, "version")
		check := func(f *pflag.Flag) {
			if !says[f.Name] && f.Name != "help" && f.Name != "version" && !f.Hidden {
				t.Errorf("%s lacks --%s", file, f.Name)
			}
			delete(says, f.Name)
		}
		c.NonInheritedFlags().VisitAll(check)
		c.InheritedFlags().VisitAll(check)
		for name := range says {
			t.Errorf("%s has --%s", file, name)
		}
		if _, err := exec.LookPath("groff"); err == nil {
			if out, err := exec.Command("groff", "-man", "-Tascii", "-ww", "-z", file).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%s: %v %s", file, err, out)
			}
		}
	}
}

// Every flag that an example or the README's part on scripts shows exists.
func TestDocumentedFlagsExist(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(readme)}
	for _, c := range commands() {
		texts = append(texts, c.Example)
	}
	shown := regexp.MustCompile(`(?m)oscope ([a-z-]+)\b([^\n|]*)`)
	n := 0
	for _, m := range shown.FindAllStringSubmatch(strings.ReplaceAll(strings.Join(texts, "\n"), "\\\n", " "), -1) {
		command := commands()["oscope-"+m[1]]
		if words := strings.Fields(m[2]); len(words) > 0 && commands()["oscope-"+m[1]+"-"+words[0]] != nil {
			command = commands()["oscope-"+m[1]+"-"+words[0]]
		}
		if command == nil {
			continue // prose
		}
		for _, flag := range regexp.MustCompile(`--([a-z0-9-]+)`).FindAllStringSubmatch(m[2], -1) {
			n++
			if command.Flag(flag[1]) == nil && command.InheritedFlags().Lookup(flag[1]) == nil {
				t.Errorf("%s is shown with --%s", command.CommandPath(), flag[1])
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d flags were seen", n)
	}
}

// Each shell gets a script, and the program completes what that asks for.
func TestCompletion(t *testing.T) {
	heavy(t)
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		code, script, errs := run(t, "completion", shell)
		if code != 0 || errs != "" || !strings.Contains(script, "__complete") {
			t.Errorf("%s: %d %s", shell, code, errs)
		}
		if interpreter, err := exec.LookPath(shell); err == nil {
			command := exec.Command(interpreter, "-n")
			command.Stdin = strings.NewReader(script)
			if out, err := command.CombinedOutput(); err != nil && shell != "powershell" {
				t.Errorf("%s: %v %s", shell, err, out)
			}
		}
	}
	for _, c := range []struct{ line, says string }{
		{"get ", "(?s)^applications\n.*scopes\n"},
		{"wait ", "(?s)^applications\n.*collections\n:4"},
		{"get packages --demo ", "(?m)^product-synonyms\tAVAILABLE$"},
		{"get packages -o ", "(?s)^table\nwide\njson\n"},
		{"wait package x --for ", "(?m)^VALIDATION_FAILED$"},
		{"get --region ", "(?m)^eu-central-1$"},
		{"--region ", "(?m)^all$"},
		{"sta", "^status\t"},
		{"create-package --package-type ", "(?s)^TXT-DICTIONARY\nZIP-PLUGIN\n"},
		{"create-package --s3", "(?m)^--s3-bucket-name\t"},
		{"associate --demo --package-id ", "(?m)^product-synonyms\tAVAILABLE$"},
		{"attach --demo --data-source-arn ", "(?s)search-prod\tActive\n.*logs-archive\tACTIVE\n"},
		{"iam-policy --for ", "(?m)^data-sources$"},
		{"status --read", "^--read-only\t"},
	} {
		_, out, _ := run(t, append([]string{"__complete"}, strings.Split(c.line, " ")...)...)
		if !regexp.MustCompile(c.says).MatchString(out) {
			t.Errorf("%q is completed by\n%s", c.line, out)
		}
	}
}

// The version says of what it is built.
func TestVersionCommand(t *testing.T) {
	code, out, errs := run(t, "version")
	if code != 0 || errs != "" || !regexp.MustCompile(`^oscope .+\ncommit .+\ngo1\S+ \w+/\w+\n$`).MatchString(out) {
		t.Errorf("%d %s%s", code, out, errs)
	}
}
