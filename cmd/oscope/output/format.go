// Package output writes what commands have found: as a table for people, and as data in
// the formats that scripts read. Whatever AWS says reaches no terminal and no pipe raw.
package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"oscope/ui/text"
	"oscope/ui/yaml"
)

// Format is how results are written.
type Format string

// The formats.
const (
	Table    Format = "table"
	Wide     Format = "wide"
	JSON     Format = "json"
	JSONL    Format = "jsonl"
	YAML     Format = "yaml"
	Name     Format = "name"
	Text     Format = "text"
	Markdown Format = "markdown"
)

// Value is a flag that takes some formats.
type Value struct {
	Format
	Among []Format
}

// String implements pflag.Value.
func (v *Value) String() string { return string(v.Format) }

// Type implements pflag.Value.
func (*Value) Type() string { return "format" }

// Set implements pflag.Value.
func (v *Value) Set(name string) error {
	if !slices.Contains(v.Among, Format(name)) {
		return fmt.Errorf("known: %s", v.Known())
	}
	v.Format = Format(name)
	return nil
}

// Known are the formats between commas.
func (v *Value) Known() string {
	var all []string
	for _, f := range v.Among {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

// Records writes JSON objects in one of the formats for data.
func Records(w io.Writer, format Format, records [][]byte) error {
	var b bytes.Buffer
	switch format {
	case JSONL:
		for _, record := range records {
			b.Write(record)
			b.WriteByte('\n')
		}
	case YAML:
		if err := yaml.Write(&b, List(records)); err != nil {
			return err
		}
	default:
		if err := json.Indent(&b, List(records), "", "  "); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Record writes one JSON object.
func Record(w io.Writer, format Format, record []byte) error {
	if format == YAML {
		var b bytes.Buffer
		if err := yaml.Write(&b, record); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	}
	if format == JSON {
		var b bytes.Buffer
		if err := json.Indent(&b, record, "", "  "); err != nil {
			return err
		}
		record = b.Bytes()
	}
	_, err := w.Write(append(record, '\n'))
	return err
}

// List is the JSON array of some records.
func List(records [][]byte) []byte {
	return slices.Concat([]byte("["), bytes.Join(records, []byte(",")), []byte("]"))
}

// Line writes a line of text, clean.
func Line(w io.Writer, line string) error {
	_, err := io.WriteString(w, text.Clean(line)+"\n")
	return err
}
