package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// decode reads JSON that a person wrote. Unlike encoding/json it takes members
// only as they are spelled, refuses those that it does not know, and says in
// every error where it is: `domains[2].EngineVersion: must be a string`.
//
// A document may be long, and encoding/json copies what it hands out to be decoded
// later. So the document and its lists are never handed out whole: they are read
// entry by entry, and only one entry exists twice at a time.
func decode(data []byte, into any) error {
	if err := json.Unmarshal(data, new(unread)); err != nil {
		return fmt.Errorf("not valid JSON: %w", err)
	}
	d := decoder{Decoder: json.NewDecoder(bytes.NewReader(data))}
	v := reflect.ValueOf(into).Elem()
	if v.Kind() == reflect.Slice {
		return d.elements("", v)
	}
	return d.members("", v)
}

// unread is any valid JSON.
type unread struct{}

func (*unread) UnmarshalJSON([]byte) error { return nil }

// maxEntries is how many entries the lists of a document may have together: each is
// far longer in memory than it need be in JSON.
const maxEntries = 200_000

type decoder struct {
	*json.Decoder
	entries int
}

// open reads the beginning of an object or a list; null is none of them.
func (d *decoder) open(path string, delimiter json.Delim, is string) (bool, error) {
	token, err := d.Token()
	switch {
	case err != nil:
		return false, located(path, err)
	case token == nil:
		return false, nil
	case token != delimiter:
		return false, located(path, errors.New("must be "+is))
	}
	return true, nil
}

// members reads the document if it is an object, or a scope of the world that it is.
func (d *decoder) members(path string, v reflect.Value) error {
	begun, err := d.open(path, '{', "an object")
	if !begun || err != nil {
		return err
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string) // of a member: the document is valid
		here := strings.TrimPrefix(path+"."+name, ".")
		field, known := fieldNamed(v, name)
		switch {
		case !known:
			err = located(here, errors.New("unknown member"))
		case field.Kind() == reflect.Slice:
			err = d.elements(here, field)
		default:
			err = d.value(here, field)
		}
		if err != nil {
			return err
		}
	}
	_, err = d.Token() // the end of the object
	return err
}

// elements reads a list of the document, or the document that is one.
func (d *decoder) elements(path string, v reflect.Value) error {
	begun, err := d.open(path, '[', "a list")
	if !begun || err != nil {
		return err
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for i := 0; d.More(); i++ {
		d.entries++
		if d.entries > maxEntries {
			return located(path, fmt.Errorf("there is no room for more than %d entries", maxEntries))
		}
		v.Grow(1)
		v.SetLen(i + 1)
		read := d.value
		if v.Type() == reflect.TypeFor[[]World]() {
			read = d.members
		}
		if err := read(fmt.Sprintf("%s[%d]", path, i), v.Index(i)); err != nil {
			return err
		}
	}
	_, err = d.Token() // the end of the list
	return err
}

func (d *decoder) value(path string, v reflect.Value) error {
	var data json.RawMessage
	if err := d.Decode(&data); err != nil {
		return located(path, err)
	}
	return decodeValue(path, data, v)
}

func decodeValue(path string, data json.RawMessage, v reflect.Value) error {
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch _, own := reflect.TypeAssert[json.Unmarshaler](v.Addr()); {
	case own:
		return located(path, json.Unmarshal(data, v.Addr().Interface()))
	case v.Type() == reflect.TypeFor[time.Duration]():
		return decodeDuration(path, data, v)
	case v.Kind() == reflect.Struct:
		return decodeMembers(path, data, v)
	case v.Kind() == reflect.Slice:
		return decodeElements(path, data, v)
	}
	return located(path, json.Unmarshal(data, v.Addr().Interface()))
}

func decodeMembers(path string, data json.RawMessage, v reflect.Value) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return located(path, errors.New("must be an object"))
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		here := strings.TrimPrefix(path+"."+name, ".")
		field, ok := fieldNamed(v, name)
		if !ok {
			return located(here, errors.New("unknown member"))
		}
		if err := decodeValue(here, members[name], field); err != nil {
			return err
		}
	}
	return nil
}

func fieldNamed(v reflect.Value, name string) (reflect.Value, bool) {
	for i := range v.NumField() {
		tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if tag == name {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func decodeElements(path string, data json.RawMessage, v reflect.Value) error {
	var elements []json.RawMessage
	if err := json.Unmarshal(data, &elements); err != nil {
		return located(path, errors.New("must be a list"))
	}
	if len(elements) > maxEntries {
		return located(path, fmt.Errorf("there is no room for more than %d entries", maxEntries))
	}
	v.Set(reflect.MakeSlice(v.Type(), len(elements), len(elements)))
	for i, e := range elements {
		if err := decodeValue(fmt.Sprintf("%s[%d]", path, i), e, v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func decodeDuration(path string, data json.RawMessage, v reflect.Value) error {
	var text string
	if err := json.Unmarshal(data, &text); err == nil {
		if d, err := time.ParseDuration(text); err == nil {
			v.SetInt(int64(d))
			return nil
		}
	}
	return located(path, errors.New(`must be a duration such as "250ms"`))
}

// located puts the place in front of an error, and says a wrong type in words.
func located(path string, err error) error {
	if err == nil {
		return nil
	}
	if mistyped, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = errors.New("must be " + typeName(mistyped.Type))
	}
	if path == "" {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	default:
		return "an object of strings"
	}
}
