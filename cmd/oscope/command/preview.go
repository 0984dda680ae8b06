package command

import (
	"bytes"
	"encoding/json"

	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model/rule"
	"oscope/ui/text"
)

// preview shows calls instead of making them.
func (t *task) preview(calls []call) error {
	row := kind.Row{Scope: t.scope, Snapshot: t.snapshot}
	commands := t.commands(calls)
	var records [][]byte
	for i, c := range calls {
		record, err := printable(struct {
			Operation string `json:"operation"`
			Scope     place  `json:"scope"`
			Request   any    `json:"request"`
			Command   string `json:"command"`
		}{c.operation.Name, place{row.Profile(), row.Account(), row.Region()}, c.request, commands[i]})
		if err != nil {
			return err
		}
		records = append(records, record)
	}
	if t.format.Format != output.Text {
		return output.Records(t.out, t.format.Format, records)
	}
	for i, c := range calls {
		body, err := printable(c.request)
		if err != nil {
			return err
		}
		err = joinErrors(
			output.Line(t.out, c.operation.Name+" in "+row.Where()+" would be sent:"),
			output.Record(t.out, output.JSON, body),
			output.Line(t.out, commands[i]),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// printable is a value as one line of JSON that may be shown.
func printable(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return []byte(text.EscapeLines(string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))), err
}

// commands are those of the AWS CLI that make the same calls.
func (t *task) commands(calls []call) []string {
	profile := ""
	if name := t.snapshot.Caller.Profile; name != "" {
		profile = " --profile " + rule.ShellQuote(name)
	}
	var all []string
	for _, c := range calls {
		all = append(all, c.operation.CommandLine(t.snapshot.Caller.Region, c.request)+profile)
	}
	return all
}
