package emulator

import (
	"encoding/base64"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// table keeps values by key, and in the order in which they came. Each has a
// number that is never given again, so that a listing can go on after the last
// value of a page even when that one is gone by then.
type table[T any] struct {
	rows  []*row[T]
	byKey map[string]*row[T]
	last  int
}

type row[T any] struct {
	key    string
	number int
	value  T
}

// get returns the value with that key, or nil.
func (t *table[T]) get(key string) *T {
	if r := t.byKey[key]; r != nil {
		return &r.value
	}
	return nil
}

// add appends a value. The key must be new.
func (t *table[T]) add(key string, value T) *T {
	if t.byKey == nil {
		t.byKey = make(map[string]*row[T])
	}
	t.last++
	r := &row[T]{key, t.last, value}
	t.rows = append(t.rows, r)
	t.byKey[key] = r
	return &r.value
}

func (t *table[T]) remove(key string) {
	if r := t.byKey[key]; r != nil {
		i, _ := t.position(r.number)
		t.rows = slices.Delete(t.rows, i, i+1)
		delete(t.byKey, key)
	}
}

func (t *table[T]) all() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for _, r := range t.rows {
			if !yield(&r.value) {
				return
			}
		}
	}
}

// position is where the row with that number stands, or would stand.
func (t *table[T]) position(number int) (int, bool) {
	return slices.BinarySearchFunc(t.rows, number, func(r *row[T], n int) int { return r.number - n })
}

// listing is the part of a request that turns pages.
type listing struct {
	NextToken  string `json:"nextToken"`
	MaxResults int    `json:"maxResults"`
}

// page returns the next at most MaxResults (size, when the request does not say)
// values that are wanted, and the token for what follows, which is empty after
// the last page. of names the listing: a token of another one is refused.
func page[T any](t *table[T], l listing, of string, size int, wanted func(*T) bool) ([]*T, string, error) {
	if l.MaxResults > 0 {
		size = l.MaxResults
	}
	start := 0
	if l.NextToken != "" {
		last, ok := readToken(of, l.NextToken)
		if !ok {
			return nil, "", refuse("ValidationException", "The pagination token is not valid.")
		}
		start, _ = t.position(last + 1)
	}
	values := []*T{}
	for i, r := range t.rows[start:] {
		if !wanted(&r.value) {
			continue
		}
		if len(values) == size {
			return values, writeToken(of, t.rows[start+i-1].number), nil
		}
		values = append(values, &r.value)
	}
	return values, "", nil
}

// shown is a list for an answer: never nil, which JSON would call null.
func shown[T, U any](rows []*T, show func(*T) U) []U {
	all := make([]U, len(rows))
	for i, r := range rows {
		all[i] = show(r)
	}
	return all
}

func writeToken(of string, last int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + " " + strconv.Itoa(last)))
}

func readToken(of, token string) (last int, ok bool) {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return 0, false
	}
	number, ok := strings.CutPrefix(string(text), of+" ")
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(number, 10, 31)
	return int(n), err == nil
}
