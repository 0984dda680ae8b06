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
func decode(data []byte, into any) error {
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		return fmt.Errorf("not valid JSON: %w", err)
	}
	return decodeValue("", whole, reflect.ValueOf(into).Elem())
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
