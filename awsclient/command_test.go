package awsclient_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

// command is what a printed command makes the AWS CLI do.
type command struct {
	service, operation, region string
	input                      map[string]any
}

// understand reads a printed command as a POSIX shell and both versions of the AWS
// CLI do (its argparse, paramfile, argprocess and cliinputjson modules).
func understand(o *rule.Operation, line string) (c command, err error) {
	if i := strings.IndexFunc(line, func(r rune) bool { return r < ' ' || r > '~' }); i >= 0 {
		return c, fmt.Errorf("byte %d cannot be seen, or not by everybody: %q", i, line)
	}
	words, ok := shellWords(line)
	if !ok || len(words) < 3 || words[0] != "aws" {
		return c, fmt.Errorf("no command of the AWS CLI: %q", words)
	}
	c = command{service: words[1], operation: words[2], input: map[string]any{}}
	members := map[string]rule.Member{}
	for _, m := range o.Members {
		// "--data-source-arn" and "dataSourceArn" are the same letters.
		members[strings.ToLower(m.Name)] = m
	}
	for i := 3; i < len(words); i++ {
		name, value, joined := strings.Cut(words[i], "=")
		if !strings.HasPrefix(name, "--") {
			return c, fmt.Errorf("unknown option %q", words[i])
		}
		letters := strings.ReplaceAll(name, "-", "")
		m, known := members[letters]
		if flag, off := members[strings.TrimPrefix(letters, "no")], strings.HasPrefix(name, "--no-"); flag.Type == rule.Boolean && (off || known) {
			c.input[flag.Name] = !off
			continue
		}
		if !joined {
			i++
			if i == len(words) || strings.HasPrefix(words[i], "-") {
				return c, fmt.Errorf("%s has no value", name)
			}
			value = words[i]
		} else if value == "--" {
			return c, fmt.Errorf("argparse drops %q", words[i])
		}
		for _, prefix := range []string{"file://", "fileb://", "http://", "https://"} {
			if strings.HasPrefix(value, prefix) {
				return c, fmt.Errorf("%s would be read from %s", name, value)
			}
		}
		switch {
		case name == "--region":
			c.region = value
		case name == "--cli-input-json":
			if joined || len(c.input) > 0 {
				return c, fmt.Errorf("--cli-input-json must stand alone: %q", words)
			}
			err = json.Unmarshal([]byte(value), &c.input)
		case !known:
			err = fmt.Errorf("unknown option %s", name)
		case m.Type == rule.String:
			c.input[m.Name] = value
		default: // anything but JSON would be read in the shorthand
			var decoded any
			err = json.Unmarshal([]byte(value), &decoded)
			c.input[m.Name] = decoded
		}
		if err != nil {
			return c, err
		}
	}
	for _, m := range o.Members {
		if _, set := c.input[m.Name]; m.Required && !set {
			return c, fmt.Errorf("the required %s is missing", m.Name)
		}
	}
	return c, nil
}

// Whatever a request holds, a shell hands it to the AWS CLI and the CLI to the
// service unchanged: nothing in it is expanded, fetched, or run.
func FuzzCommandLine(f *testing.F) {
	for _, s := range oddValues {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		value = strings.ToValidUTF8(value, "?")
		if value == "" {
			t.Skip("an empty member is an absent one")
		}
		request := rule.AttachDataSourceRequest{
			ApplicationID: "abc", DataSourceARN: value, WorkspaceID: value, Workspace: &rule.WorkspaceConfiguration{Name: value},
		}
		line := rule.AttachDataSource.CommandLine("us-east-1", request)
		got, err := understand(&rule.AttachDataSource, line)
		want := command{service: "opensearch", operation: "attach-data-source", region: "us-east-1", input: rule.Values(request)}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis  %+v (%v)\nnot %+v", line, got, err, want)
		}
	})
}

// A Region is quoted as well, although none of AWS's needs it.
func TestCommandLineQuotesTheRegion(t *testing.T) {
	for _, region := range []string{"us-east-1", "it's $(reboot)", "-x", "a\nb"} {
		words, ok := shellWords(rule.DeletePackage.CommandLine(region, rule.DeletePackageRequest{ID: "F1"}))
		want := []string{"aws", "opensearch", "delete-package", "--package-id", "F1", "--region", region}
		if region == "-x" {
			want = append(want[:5], "--region=-x")
		}
		if !ok || !slices.Equal(words, want) {
			t.Errorf("%q is read as %q", region, words)
		}
	}
}

// shellWords splits a simple command as a POSIX shell does. It is not ok when an
// unquoted character is special to some shell, or a quote does not end.
func shellWords(line string) (words []string, ok bool) {
	const safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+"
	word, started := "", false
	for line != "" {
		c, rest := line[0], line[1:]
		switch {
		case c == ' ':
			if started {
				words = append(words, word)
			}
			word, started = "", false
		case c == '\'':
			quoted, after, ends := strings.Cut(rest, "'")
			if !ends {
				return nil, false
			}
			word, started, rest = word+quoted, true, after
		case c == '\\' && rest != "":
			word, started, rest = word+rest[:1], true, rest[1:]
		case strings.IndexByte(safe, c) >= 0:
			word, started = word+string(c), true
		default:
			return nil, false
		}
		line = rest
	}
	if started {
		words = append(words, word)
	}
	return words, true
}
