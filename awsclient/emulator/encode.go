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
	v := reflect.ValueOf(world)
	separator := "{\n  "
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if options == "omitempty" && (v.Field(i).Kind() == reflect.Slice && v.Field(i).Len() == 0 || v.Field(i).IsZero()) {
			continue
		}
		_, _ = w.WriteString(separator + `"` + name + `": `) // Flush returns the error
		if err := encodeMember(w, v.Field(i)); err != nil {
			return err
		}
		separator = ",\n  "
	}
	_, _ = w.WriteString("\n}\n")
	return w.Flush()
}

func encodeMember(w *bufio.Writer, v reflect.Value) error {
	if v.Kind() != reflect.Slice {
		return encodeEntry(w, "  ", v)
	}
	separator := "[\n    "
	for i := range v.Len() {
		_, _ = w.WriteString(separator)
		if err := encodeEntry(w, "    ", v.Index(i)); err != nil {
			return err
		}
		separator = ",\n    "
	}
	_, err := w.WriteString("\n  ]")
	return err
}

func encodeEntry(w *bufio.Writer, indent string, v reflect.Value) error {
	text, err := json.MarshalIndent(v.Interface(), indent, "  ")
	if err == nil {
		_, err = w.Write(text)
	}
	return err
}
