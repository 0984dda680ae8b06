// Package yaml writes JSON as YAML.
package yaml

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"oscope/ui/text"
)

// What is written is the part of YAML that JSON can be written in: blocks of mappings
// and sequences, whose members stay in their order. Every YAML 1.1 and 1.2 reader takes
// it for the same values.

var errMisplaced = errors.New("this JSON is not well-formed")

// Write appends a document of JSON as YAML.
func Write(b *bytes.Buffer, document []byte) error {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	w := writer{b, d}
	return w.value(0, true)
}

type writer struct {
	to   *bytes.Buffer
	from *json.Decoder
}

// value writes the next value. A block begins where the cursor is if fresh is true, and
// else on a line of its own.
func (w writer) value(depth int, fresh bool) error {
	token, err := w.from.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return w.scalar(token)
	}
	if !w.from.More() {
		_, err := w.from.Token()
		w.to.WriteString(map[json.Delim]string{'{': "{}\n", '[': "[]\n"}[delim])
		return err
	}
	if !fresh {
		w.to.Truncate(len(bytes.TrimRight(w.to.Bytes(), " ")))
		w.to.WriteByte('\n')
	}
	for first := true; w.from.More(); first = false {
		if !first || !fresh {
			w.to.WriteString(strings.Repeat("  ", depth))
		}
		if err := w.entry(delim, depth); err != nil {
			return err
		}
	}
	_, err = w.from.Token()
	return err
}

func (w writer) entry(of json.Delim, depth int) error {
	if of == '[' {
		w.to.WriteString("- ")
		return w.value(depth+1, true)
	}
	key, err := w.from.Token()
	if err != nil {
		return err
	}
	name, ok := key.(string)
	if !ok {
		return errMisplaced
	}
	w.to.WriteString(quoted(name) + ": ")
	return w.value(depth+1, false)
}

func (w writer) scalar(token json.Token) error {
	switch v := token.(type) {
	case string:
		w.to.WriteString(quoted(v))
	case nil:
		w.to.WriteString("null")
	case bool:
		w.to.WriteString(strconv.FormatBool(v))
	case json.Number:
		w.to.WriteString(v.String())
	default:
		return errMisplaced
	}
	w.to.WriteByte('\n')
	return nil
}

// plain is what stands for itself: no number, no date, no sign that means something.
var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*(:+[A-Za-z0-9_./-]+)*$`)

// taken are words that some reader takes for something else than text.
var taken = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}

func quoted(s string) string {
	if plain.MatchString(s) && !slices.Contains(taken, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(r)
		case text.Unseen(r) || text.Escape(string(r)) != string(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
