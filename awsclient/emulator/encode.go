package emulator

import (
	"bufio"
	"encoding/json"
	"io"
	"reflect"
	"strings"
)

// encode writes a world as a person may read it, entry by entry: encoding/json would
// have all of it in memory twice before the first byte is written.
func encode(to io.Writer, world World) error {
	w := bufio.NewWriter(to)
	if err := encodeWorld(w, "\n", world); err != nil {
		return err
	}
	_, _ = w.WriteString("\n") // Flush returns the error
	return w.Flush()
}

// encodeWorld writes a world or a scope of one. newline begins its lines.
func encodeWorld(w *bufio.Writer, newline string, world World) error {
	v := reflect.ValueOf(world)
	separator := "{"
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if options == "omitempty" && (v.Field(i).Kind() == reflect.Slice && v.Field(i).Len() == 0 || v.Field(i).IsZero()) {
			continue
		}
		_, _ = w.WriteString(separator + newline + `  "` + name + `": `)
		if err := encodeMember(w, newline+"  ", v.Field(i)); err != nil {
			return err
		}
		separator = ","
	}
	_, _ = w.WriteString(newline + "}")
	return nil
}

func encodeMember(w *bufio.Writer, newline string, v reflect.Value) error {
	if v.Kind() != reflect.Slice {
		return encodeEntry(w, newline, v)
	}
	separator := "["
	for i := range v.Len() {
		_, _ = w.WriteString(separator + newline + "  ")
		if err := encodeEntry(w, newline+"  ", v.Index(i)); err != nil {
			return err
		}
		separator = ","
	}
	_, err := w.WriteString(newline + "]")
	return err
}

func encodeEntry(w *bufio.Writer, newline string, v reflect.Value) error {
	if scope, ok := reflect.TypeAssert[World](v); ok {
		return encodeWorld(w, newline, scope)
	}
	text, err := json.MarshalIndent(v.Interface(), newline[1:], "  ")
	if err == nil {
		_, err = w.Write(text)
	}
	return err
}
