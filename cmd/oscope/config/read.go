package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// parse reads the text of a file into declared settings, a pointer to a struct. All that
// is wrong with it is in the error, each with the file's name and the line. It reads the
// tree of the parser, and not through its decoder, since that drops the lines of most
// values, takes names in any case and numbers for texts; and it is 460 KB larger.
func parse(name string, text []byte, into any) error {
	r := reader{name: name, root: reflect.ValueOf(into).Elem(), seen: map[string]int{}, declared: map[reflect.Type][]setting{}}
	r.parser.Reset(text)
	for at, letter := range text {
		if letter == '\n' {
			r.ends = append(r.ends, at)
		}
	}
	var table []key
	known := true // the table that the next values are in
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.keys(e.Key())
			known = r.takeTable(table, e.Kind == unstable.ArrayTable)
		case unstable.KeyValue:
			if known {
				r.takeValue(slices.Concat(table, r.keys(e.Key())), e.Value())
			}
		default:
		}
	}
	if err, ok := errors.AsType[*unstable.ParserError](r.parser.Error()); ok {
		r.wrong(r.line(r.parser.Range(err.Highlight)), "%s", err.Message)
	}
	if len(r.problems) == 0 {
		r.checkWhole()
	}
	return errors.Join(r.problems...)
}

// reader is what has been read of a file so far.
type reader struct {
	name     string
	parser   unstable.Parser
	ends     []int // of lines, by their offsets
	root     reflect.Value
	declared map[reflect.Type][]setting
	seen     map[string]int // by path, in which line
	problems []error
}

// key is one part of a path to a setting.
type key struct {
	name string
	line int
}

func (r *reader) keys(all unstable.Iterator) []key {
	var path []key
	for all.Next() {
		path = append(path, key{string(all.Node().Data), r.line(all.Node().Raw)})
	}
	return path
}

// line is where something stands. The parser would count from the beginning each time.
func (r *reader) line(at unstable.Range) int {
	before, _ := slices.BinarySearch(r.ends, int(at.Offset))
	return before + 1
}

func (r *reader) wrong(line int, format string, a ...any) {
	r.problems = append(r.problems, fmt.Errorf("%s:%d: "+format, append([]any{r.name, line}, a...)...))
}

// once notes that something is said, and reports whether it is for the first time.
func (r *reader) once(path []key) bool {
	var all []string
	for _, k := range path {
		all = append(all, bareKey(k.name))
	}
	last, where := path[len(path)-1], strings.Join(all, ".")
	if first := r.seen[where]; first != 0 {
		r.wrong(last.line, "%s is there twice, first in line %d", where, first)
		return false
	}
	r.seen[where] = last.line
	return true
}

// takeTable takes the beginning of a table; ok is false where its values mean nothing.
func (r *reader) takeTable(path []key, array bool) (ok bool) {
	last := path[len(path)-1]
	if array {
		r.wrong(last.line, "%s is written with two brackets, which make lists of tables; there are none here", last.name)
		return false
	}
	if !r.once(path) {
		return false
	}
	r.descend(r.root, setting{}, path, func(target reflect.Value, _ setting) {
		if ok = target.Kind() == reflect.Struct || target.Kind() == reflect.Map; !ok {
			r.wrong(last.line, "%s is no table", last.name)
		}
	})
	return ok
}

func (r *reader) takeValue(path []key, value *unstable.Node) {
	if value.Kind != unstable.InlineTable {
		if r.once(path) {
			r.descend(r.root, setting{}, path, func(target reflect.Value, s setting) { r.assign(target, s, path[len(path)-1], value) })
		}
		return
	}
	if !r.takeTable(path, false) {
		return
	}
	for inside := value.Children(); inside.Next(); {
		if node := inside.Node(); node.Kind == unstable.KeyValue {
			r.takeValue(slices.Concat(path, r.keys(node.Key())), node.Value())
		}
	}
}

// descend finds what a path leads to and has it set; what is wrong with the path is said.
func (r *reader) descend(in reflect.Value, declared setting, path []key, assign func(reflect.Value, setting)) {
	if len(path) == 0 {
		assign(in, declared)
		return
	}
	at, rest := path[0], path[1:]
	switch in.Kind() {
	case reflect.Struct:
		settings := r.declared[in.Type()]
		if settings == nil {
			settings = settingsOf(in.Type())
			r.declared[in.Type()] = settings
		}
		s, ok := find(settings, at.name)
		if !ok {
			r.unknown(at, settings)
			return
		}
		r.descend(in.Field(s.index), s, rest, assign)
	case reflect.Map:
		r.descendMap(in, declared, at, rest, assign)
	default:
		r.wrong(at.line, "%s is no table that could hold %s", declared.name, at.name)
	}
}

// descendMap sets something in a table of named tables.
func (r *reader) descendMap(in reflect.Value, declared setting, at key, rest []key, assign func(reflect.Value, setting)) {
	name := reflect.ValueOf(at.name).Convert(in.Type().Key())
	if in.IsNil() {
		in.Set(reflect.MakeMap(in.Type()))
	}
	entry := reflect.New(in.Type().Elem()).Elem()
	if there := in.MapIndex(name); there.IsValid() {
		entry.Set(there)
	} else if err := check(name); err != nil {
		r.wrong(at.line, "%w", err)
	}
	r.descend(entry, setting{name: at.name, kind: entry.Type(), example: declared.example}, rest, assign)
	in.SetMapIndex(name, entry)
}

func (r *reader) unknown(at key, settings []setting) {
	r.wrong(at.line, "unknown member %q%s", at.name, meant(at.name, names(settings)))
}

// assign gives a setting its value, if that is of its type.
func (r *reader) assign(target reflect.Value, s setting, at key, value *unstable.Node) {
	switch target.Kind() {
	case reflect.Slice:
		if _, ok := reflect.TypeAssert[orOne](target); ok && value.Kind == unstable.String {
			target.Set(reflect.ValueOf([]string{string(value.Data)}).Convert(target.Type()))
			return
		}
		if value.Kind != unstable.Array {
			r.wrong(at.line, "%s must be a list, such as %s", at.name, s.example)
			return
		}
		list := reflect.MakeSlice(target.Type(), 0, 0)
		for elements := value.Children(); elements.Next(); {
			element := reflect.New(target.Type().Elem()).Elem()
			r.assign(element, s, key{at.name, r.lineOr(elements.Node(), at.line)}, elements.Node())
			list = reflect.Append(list, element)
		}
		target.Set(list)
	case reflect.Struct, reflect.Map:
		r.wrong(at.line, "%s must be a table", at.name)
	default:
		if !scalar(target, value) {
			r.wrong(at.line, "%s must be %s, such as %s", at.name, kinds[target.Kind()], s.example)
			return
		}
		if err := errors.Join(check(target), checkIn(target, s.name)); err != nil {
			r.wrong(at.line, "%s: %w", at.name, err)
		}
	}
}

// lineOr is the line of a node, which some kinds do not know.
func (r *reader) lineOr(node *unstable.Node, otherwise int) int {
	if node.Raw.Length == 0 {
		return otherwise
	}
	return r.line(node.Raw)
}

// kinds are what the values of scalar settings are called.
var kinds = map[reflect.Kind]string{reflect.String: "a text in quotes", reflect.Bool: "true or false", reflect.Int: "a whole number"}

// scalar sets a value; it reports whether it is of the right kind.
func scalar(target reflect.Value, value *unstable.Node) bool {
	text := string(value.Data)
	switch {
	case target.Kind() == reflect.String && value.Kind == unstable.String:
		target.SetString(text)
	case target.Kind() == reflect.Bool && value.Kind == unstable.Bool:
		target.SetBool(text == "true")
	case target.Kind() == reflect.Int && value.Kind == unstable.Integer:
		number, err := strconv.ParseInt(text, 0, strconv.IntSize)
		if err != nil {
			return false
		}
		target.SetInt(number)
	default:
		return false
	}
	return true
}

func checkIn(value reflect.Value, name string) error {
	if c, ok := reflect.TypeAssert[checkedIn](value); ok {
		return c.checkIn(name)
	}
	return nil
}

func check(value reflect.Value) error {
	if c, ok := reflect.TypeAssert[checked](value); ok {
		return c.check()
	}
	return nil
}
