package live

import (
	"reflect"

	"oscope/model"
)

// same reports whether two items say the same. It makes no garbage: that is what
// nearly every item of a refresh comes to. == would panic on one with a list.
func same(a, b model.Item) bool {
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case v.Type() != w.Type():
		return false
	case v.Type().Comparable():
		return a == b
	}
	return alike(v, w)
}

// alike compares values of one type, lists and maps by what they hold.
func alike(v, w reflect.Value) bool {
	switch {
	case v.Kind() == reflect.Map:
		return reflect.DeepEqual(v.Interface(), w.Interface())
	case v.Type().Comparable():
		return v.Equal(w)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if !alike(v.Field(i), w.Field(i)) {
				return false
			}
		}
		return true
	case v.Len() != w.Len():
		return false
	}
	for i := range v.Len() {
		if !alike(v.Index(i), w.Index(i)) {
			return false
		}
	}
	return true
}
