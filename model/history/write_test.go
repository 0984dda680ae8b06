package history_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/history"
)

// A write is kept by how its call has ended, whoever made it.
func TestWriteEntry(t *testing.T) {
	about := history.Entry{Key: model.PackageKey("F1"), Object: "words/de.txt"}
	refused := &model.CallError{Operation: "UpdatePackage", Sent: true, HTTPStatus: 409, Code: "ConflictException", RequestID: "r-2"}
	for name, c := range map[string]struct {
		failed *model.CallError
		want   history.Entry
	}{
		"done":    {nil, history.Entry{Operation: "CreatePackage", Outcome: "done", RequestID: "r-1"}},
		"refused": {refused, history.Entry{Operation: "UpdatePackage", Outcome: "refused", Code: "ConflictException", RequestID: "r-2"}},
		"unsent":  {&model.CallError{}, history.Entry{Operation: "CreatePackage", Outcome: "not sent", RequestID: "r-1"}},
		"unknown": {&model.CallError{Sent: true, Kind: model.FailureNetwork}, history.Entry{Operation: "CreatePackage", Outcome: "unknown", RequestID: "r-1"}},
	} {
		c.want.Key, c.want.Object = about.Key, about.Object
		if got := history.WriteEntry(about, "CreatePackage", c.failed, "r-1"); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The object of a package is that of the last import that is known to have been done, in
// whatever order they are learnt of; after one that may have been done none is known.
func TestSources(t *testing.T) {
	imported := func(minute int, object, outcome string) history.Entry {
		return history.Entry{At: noon.Add(time.Duration(minute) * time.Minute), Key: model.PackageKey("F1"), Operation: "UpdatePackage", Outcome: outcome, Object: object}
	}
	for name, c := range map[string]struct {
		entries []history.Entry
		want    string
	}{
		"nothing":       {[]history.Entry{settled(noon, 0)}, ""},
		"the last":      {[]history.Entry{imported(1, "b/1", "done"), imported(2, "b/2", "done"), settled(noon.Add(time.Hour), 0)}, "b/2"},
		"out of order":  {[]history.Entry{imported(2, "b/2", "done"), imported(1, "b/1", "done")}, "b/2"},
		"refused":       {[]history.Entry{imported(1, "b/1", "done"), imported(2, "b/2", "refused"), imported(3, "b/3", "not sent")}, "b/1"},
		"unknown":       {[]history.Entry{imported(1, "b/1", "done"), imported(2, "b/2", "unknown")}, ""},
		"and then done": {[]history.Entry{imported(2, "b/2", "unknown"), imported(3, "b/3", "done")}, "b/3"},
	} {
		s := history.Sources{}
		for _, e := range c.entries {
			s.Add(e)
		}
		if e, ok := s.Of(model.PackageKey("F1")); e.Object != c.want && ok || ok != (c.want != "") {
			t.Errorf("%s: %q %t", name, e.Object, ok)
		}
	}
}
