package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/itchyny/gojq"

	"oscope/ui/text"
)

// Query is a jq expression, compiled.
type Query struct{ code *gojq.Code }

// Compile makes an expression ready, before anything is asked of AWS.
func Compile(expression string) (*Query, error) {
	parsed, err := gojq.Parse(expression)
	if err != nil {
		return nil, fmt.Errorf("--jq %s: %w", expression, err)
	}
	code, err := gojq.Compile(parsed)
	if err != nil {
		return nil, fmt.Errorf("--jq %s: %w", expression, err)
	}
	return &Query{code}, nil
}

// Write writes what the query makes of a JSON value, a line each: strings as they are,
// all else as JSON.
func (q *Query) Write(w io.Writer, value []byte) error {
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	var input any
	if err := d.Decode(&input); err != nil {
		return err
	}
	var b strings.Builder
	defer func() { _, _ = io.WriteString(w, b.String()) }()
	for results := q.code.Run(numbered(input)); ; {
		result, more := results.Next()
		if !more {
			return nil
		}
		if err, failed := result.(error); failed {
			return fmt.Errorf("--jq: %s", text.Clean(err.Error()))
		}
		if s, ok := result.(string); ok {
			b.WriteString(lines(s) + "\n")
			continue
		}
		encoded, err := gojq.Marshal(result)
		if err != nil {
			return fmt.Errorf("--jq: %w", err)
		}
		b.WriteString(text.Escape(string(encoded)) + "\n")
	}
}

// lines is text that may have several, and columns between tabs as @tsv makes them.
func lines(s string) string {
	cells := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\t")
	for i, cell := range cells {
		cells[i] = text.CleanLines(cell)
	}
	return strings.Join(cells, "\t")
}

// numbered has numbers as jq calculates with them: whole ones exactly.
func numbered(value any) any {
	switch v := value.(type) {
	case json.Number:
		if whole, ok := new(big.Int).SetString(v.String(), 10); ok {
			if whole.IsInt64() {
				return int(whole.Int64())
			}
			return whole
		}
		f, _ := v.Float64()
		return f
	case []any:
		for i := range v {
			v[i] = numbered(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = numbered(v[name])
		}
	}
	return value
}
