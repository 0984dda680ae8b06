package text_test

import (
	"strings"
	"testing"

	"oscope/ui/text"
)

func TestLikeness(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/"
	const host = ".us-east-1.es.amazonaws.com"
	tests := []struct {
		name   string
		values []string
		w      int
		want   string // of the first
	}{
		{"whole", []string{arn + "logs", arn + "metrics"}, 60, arn + "logs"},
		{"cut before what differs", []string{arn + "logs", arn + "metrics"}, 25, "arn:aws:es…12:domain/logs"},
		{"words that begin alike", []string{arn + "logs-a", arn + "logs-b"}, 10, "ar…/logs-a"},
		{"cut behind it, where that is longer", []string{"https://one" + host, "https://other" + host}, 24, "https://one.us-ea…ws.com"},
		{"and then before it", []string{"https://one" + host, "https://other" + host}, 8, "ht…/one…"},
		{"nothing else is left", []string{"https://one" + host, "https://other" + host}, 5, "…one…"},
		{"not even that", []string{"https://one" + host, "https://other" + host}, 3, "h…m"},
		{"all the same", []string{arn + "logs", arn + "logs"}, 9, "arn:…logs"},
		{"one is the beginning of another", []string{arn + "logs", arn + "logs-old"}, 8, "ar…/logs"},
		{"beyond ASCII", []string{"日本:一/a", "日本:二/a"}, 7, "日…一…"},
		{"no room", []string{arn + "logs", arn + "metrics"}, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var l text.Likeness
			for _, value := range tt.values {
				l.Add(value)
			}
			if got := l.Cut(tt.values[0], tt.w); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What was alike in two tables is alike in both only as far as it is in all values.
func TestLikenessOfMore(t *testing.T) {
	var x, y, none text.Likeness
	x.Add("s3://bucket/a/1")
	x.Add("s3://bucket/a/2")
	y.Add("s3://bucket/b/1")
	x.Merge(none)
	x.Merge(y)
	if got := x.Cut("s3://bucket/a/1", 9); !strings.HasSuffix(got, "/a/1") {
		t.Errorf("got %q", got)
	}
	if got, want := x.Apart(15), 4; got != want {
		t.Errorf("apart in %d columns, want %d", got, want)
	}
	none.Merge(x)
	if got, want := none.Apart(15), 4; got != want {
		t.Errorf("apart in %d columns, want %d", got, want)
	}
}

func FuzzLikeness(f *testing.F) {
	f.Add("arn:aws:es:a/b", "arn:aws:es:a/c", 7)
	f.Add("https://x.y.z", "https://q.y.z", 3)
	f.Add("a/日本", "a/é\u0301", 2)
	f.Fuzz(func(t *testing.T, x, y string, w int) {
		w &= 0xff
		x, y = text.Clean(x), text.Clean(y)
		var l text.Likeness
		l.Add(x)
		l.Add(y)
		for _, value := range []string{x, y} {
			if got := l.Cut(value, w); text.Width(got) > w {
				t.Errorf("%q is wider than %d", got, w)
			}
		}
	})
}
