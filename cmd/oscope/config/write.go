package config

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// template returns a file to begin with: all that may be said, explained and commented
// out, with the defaults, or with examples where there are none. Signs of comments
// without a blank behind them are in front of what can be made part of the file.
func template(defaults any) string {
	var b strings.Builder
	values := reflect.ValueOf(defaults)
	for _, s := range inOrder(values) {
		value := values.Field(s.index)
		b.WriteString("\n" + comment(s.doc))
		switch {
		case s.kind.Kind() == reflect.Map && s.kind.Elem().Kind() != reflect.Struct && value.Len() == 0:
			fmt.Fprintf(&b, "[%s]\n#%s\n", s.name, strings.ReplaceAll(s.example, "'", `"`))
		case s.kind.Kind() == reflect.Map && s.kind.Elem().Kind() != reflect.Struct:
			fmt.Fprintf(&b, "[%s]\n", s.name)
			for _, name := range sortedKeys(value) {
				b.WriteString("#" + remarked(name, assignment(bareKey(name.String()), value.MapIndex(name))))
			}
		case s.kind.Kind() == reflect.Map:
			fmt.Fprintf(&b, "#[%s.%s]\n", s.name, s.example)
			explain(&b, reflect.New(s.kind.Elem()).Elem())
		case s.kind.Kind() == reflect.Struct:
			fmt.Fprintf(&b, "[%s]\n", s.name)
			explain(&b, value)
		default:
			fmt.Fprintf(&b, "#%s = %s\n", s.name, shown(value, s.example))
		}
	}
	return b.String()
}

func explain(b *strings.Builder, values reflect.Value) {
	for _, s := range settingsOf(values.Type()) {
		fmt.Fprintf(b, "%s#%s = %s\n", comment(s.doc), s.name, shown(values.Field(s.index), s.example))
	}
}

// remarked is a line with what its name says of itself, if it does, as far as that fits.
func remarked(name reflect.Value, line string) string {
	about, ok := reflect.TypeAssert[interface{ remarks() []string }](name)
	if !ok {
		return line
	}
	line = fmt.Sprintf("%-26s", strings.TrimSuffix(line, "\n"))
	sign := " # "
	for _, says := range about.remarks() {
		brief, _, _ := strings.Cut(says, ",")
		for _, fits := range []string{says, brief} {
			if len(line)+len(sign)+len(fits) <= remarkWidth {
				line, sign = line+sign+fits, "; "
				break
			}
		}
	}
	return strings.TrimRight(line, " ") + "\n"
}

// shown is a value, or an example if it is empty.
func shown(value reflect.Value, example string) string {
	if value.IsZero() {
		return strings.ReplaceAll(example, "'", `"`)
	}
	return literal(value)
}

// remarkWidth is how long a line with a remark becomes.
const remarkWidth = 100

// commentWidth is how many columns the text of a comment takes.
const commentWidth = 88

// comment breaks a text into lines of comments.
func comment(text string) string {
	var b strings.Builder
	line := "#"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > commentWidth {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	return b.String() + line + "\n"
}

// effective returns what holds, as a file would say it: all but empty texts and lists.
func effective(config any) string {
	var b strings.Builder
	values := reflect.ValueOf(config)
	for _, s := range inOrder(values) {
		value := values.Field(s.index)
		switch {
		case s.kind.Kind() == reflect.Map && value.Len() == 0:
		case s.kind.Kind() == reflect.Map && s.kind.Elem().Kind() != reflect.Struct:
			fmt.Fprintf(&b, "\n[%s]\n", s.name)
			for _, name := range sortedKeys(value) {
				b.WriteString(assignment(bareKey(name.String()), value.MapIndex(name)))
			}
		case s.kind.Kind() == reflect.Map:
			for _, name := range sortedKeys(value) {
				assignments(&b, s.name+"."+bareKey(name.String()), value.MapIndex(name))
			}
		case s.kind.Kind() == reflect.Struct:
			assignments(&b, s.name, value)
		default:
			b.WriteString(assignment(s.name, value))
		}
	}
	return b.String()
}

func assignments(b *strings.Builder, table string, values reflect.Value) {
	fmt.Fprintf(b, "\n[%s]\n", table)
	for _, s := range settingsOf(values.Type()) {
		b.WriteString(assignment(s.name, values.Field(s.index)))
	}
}

func assignment(name string, value reflect.Value) string {
	_, mayBeNone := reflect.TypeAssert[orOne](value)
	if (value.Kind() == reflect.String || value.Kind() == reflect.Slice) && value.Len() == 0 && !mayBeNone {
		return ""
	}
	return name + " = " + literal(value) + "\n"
}

// inOrder are the settings of a file: what is in no table has to stand in front.
func inOrder(values reflect.Value) []setting {
	table := func(s setting) int {
		if k := s.kind.Kind(); k == reflect.Struct || k == reflect.Map {
			return 1
		}
		return 0
	}
	all := settingsOf(values.Type())
	slices.SortStableFunc(all, func(a, b setting) int { return cmp.Compare(table(a), table(b)) })
	return all
}

func sortedKeys(table reflect.Value) []reflect.Value {
	return slices.SortedFunc(slices.Values(table.MapKeys()), func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
}

// literal is a value in the syntax of the file.
func literal(value reflect.Value) string {
	switch value.Kind() {
	case reflect.Slice:
		if _, ok := reflect.TypeAssert[orOne](value); ok && value.Len() == 1 {
			return literal(value.Index(0))
		}
		var elements []string
		for i := range value.Len() {
			elements = append(elements, literal(value.Index(i)))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case reflect.String:
		return quoted(value.String())
	case reflect.Bool:
		return strconv.FormatBool(value.Bool())
	default:
		return strconv.FormatInt(value.Int(), 10)
	}
}

func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// bareKey is a key with quotes where it needs them.
func bareKey(name string) string {
	if name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	}) {
		return name
	}
	return quoted(name)
}
