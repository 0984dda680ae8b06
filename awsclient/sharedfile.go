package awsclient

import (
	"os"
	"strings"
)

// profileKeys are what is kept of a section; secrets are not.
var profileKeys = map[string]bool{
	"region": true, "role_arn": true, "source_profile": true, "mfa_serial": true,
	"sso_session": true, "sso_account_id": true, "sso_role_name": true,
	"login_session": true, "aws_account_id": true, "endpoint_url": true, "services": true,
}

// readShared reads the sections of a shared file, each once however often it is opened,
// by the rules of the SDK's reader, which is not exported. Of a file that cannot be read
// there is nothing.
func readShared(path string) map[string]map[string]string {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	r := sharedReader{sections: map[string]map[string]string{}}
	for line := range strings.SplitSeq(string(text), "\n") {
		r.take(line)
	}
	return r.sections
}

// sharedReader is where in a file its reader is.
type sharedReader struct {
	sections   map[string]map[string]string
	section    map[string]string // nil before the first, and in one without a name
	key, value string            // of the line before, which an indented one may go on
}

func (r *sharedReader) take(line string) {
	start := strings.TrimLeft(line, " \t")
	if strings.TrimSpace(start) == "" || start[0] == '#' || start[0] == ';' {
		return
	}
	if name, ok := sectionName(line); ok {
		r.open(name)
		return
	}
	if r.section == nil {
		return
	}
	if len(start) == len(line) {
		if key, value, ok := property(withoutComment(line)); ok {
			r.set(key, value)
		}
		return
	}
	switch key, value, ok := property(start); {
	case ok && (r.key == "" || r.value != ""): // is under nothing: taken as if it were not indented
		r.set(key, strings.TrimSpace(withoutComment(value)))
	case !ok && r.key != "" && r.value != "":
		r.set(r.key, r.value+"\n"+start)
	} // what is left is of a setting that has settings of its own
}

func (r *sharedReader) open(name string) {
	r.section, r.key, r.value = nil, "", ""
	if name == "" {
		return
	}
	if r.sections[name] == nil {
		r.sections[name] = map[string]string{}
	}
	r.section = r.sections[name]
}

func (r *sharedReader) set(key, value string) {
	r.key, r.value = key, value
	if profileKeys[key] {
		r.section[key] = value
	}
}

// sectionName returns what a line has in brackets, with one blank between its words.
func sectionName(line string) (name string, ok bool) {
	if end := strings.IndexAny(line, "#;"); end >= 0 {
		line = line[:end]
	}
	line = strings.TrimSpace(line)
	if len(line) < 2 || line[0] != '[' || line[len(line)-1] != ']' {
		return "", false
	}
	name = strings.TrimSpace(line[1 : len(line)-1])
	if kind, rest, more := cutBlanks(name); more {
		name = kind + " " + rest
	}
	return name, true
}

// cutBlanks cuts a text at the first blanks in it.
func cutBlanks(text string) (before, after string, ok bool) {
	at := strings.IndexAny(text, " \t")
	if at < 0 {
		return text, "", false
	}
	return text[:at], strings.TrimLeft(text[at:], " \t"), true
}

// property takes a line apart at the first sign of equality or colon.
func property(line string) (key, value string, ok bool) {
	at := strings.IndexAny(line, "=:")
	if at < 0 {
		return "", "", false
	}
	return strings.ToLower(strings.TrimSpace(line[:at])), unquoted(strings.TrimSpace(line[at+1:])), true
}

// withoutComment leaves out a comment, which has a blank before its sign.
func withoutComment(line string) string {
	for i := 1; i < len(line); i++ {
		if (line[i] == '#' || line[i] == ';') && (line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i-1]
		}
	}
	return line
}

func unquoted(text string) string {
	if last := len(text) - 1; last > 0 && (text[0] == '"' || text[0] == '\'') && text[last] == text[0] {
		return text[1:last]
	}
	return text
}
