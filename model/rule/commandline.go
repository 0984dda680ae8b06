package rule

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// CommandLine returns the AWS CLI command that makes the same request, ready for
// a POSIX shell. Whatever the request holds, the command is printable ASCII: what
// is read is what is sent, in any locale. An option for each member reads best;
// where the AWS CLI would take one of their values for something else, the whole
// request is one JSON document. The client token is left out: it belongs to one
// attempt.
func (o *Operation) CommandLine(region string, request any) string {
	values := Values(request)
	delete(values, clientToken.Name)
	words := []string{"aws", o.Service.Command, Kebab(o.Name)}
	if options, exact := o.options(values); exact {
		words = append(words, options...)
	} else {
		// In one word, with =, the CLI would still ask for the required options.
		words = append(words, "--cli-input-json", ShellQuote(asciiJSON(values)))
	}
	if region != "" {
		words = append(words, option("--region", region)...)
	}
	return strings.Join(words, " ")
}

// options gives each member its own option, and reports whether the AWS CLI takes
// every value as it is.
func (o *Operation) options(values map[string]any) (words []string, exact bool) {
	for _, m := range o.Members {
		name := "--" + Kebab(m.Name)
		switch value := values[m.Name].(type) {
		case nil:
		case bool:
			if !value {
				name = "--no-" + Kebab(m.Name)
			}
			words = append(words, name)
		case string:
			if !literal(value) {
				return nil, false
			}
			words = append(words, option(name, value)...)
		default: // the CLI reads JSON where a value begins with a bracket
			words = append(words, option(name, asciiJSON(value))...)
		}
	}
	return words, true
}

// option is an option with its value: in one word where the value alone would be
// taken for an option.
func option(name, value string) []string {
	if strings.HasPrefix(value, "-") {
		return []string{ShellQuote(name + "=" + value)}
	}
	return []string{name, ShellQuote(value)}
}

// references are how a value begins that the AWS CLI replaces by what it refers
// to: version 2 reads files, version 1 fetches addresses as well.
var references = []string{"file://", "fileb://", "http://", "https://"}

// literal reports whether the AWS CLI hands a value on as it is, and whether it is
// printable ASCII. Python's argparse drops a value that is just "--".
func literal(value string) bool {
	for _, prefix := range references {
		if strings.HasPrefix(value, prefix) {
			return false
		}
	}
	return value != "--" && strings.IndexFunc(value, func(r rune) bool { return !printable(r) }) < 0
}

func printable(r rune) bool { return r >= ' ' && r < unicode.MaxASCII }

// asciiJSON writes a value that was decoded from JSON as JSON in printable ASCII.
func asciiJSON(value any) string {
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // it was JSON a moment ago
	var b strings.Builder
	for _, r := range strings.TrimSuffix(encoded.String(), "\n") {
		if printable(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// Kebab spells a member or operation as the AWS CLI does: "data-source-arn".
func Kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) {
			startsWord := i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
			if startsWord {
				b.WriteByte('-')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ShellQuote writes a word so that a POSIX shell reads it as it is.
func ShellQuote(word string) string {
	plain := func(r rune) bool {
		return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./:=,@%+", r))
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
