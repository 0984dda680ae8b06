package command

import (
	"strings"
	"time"

	"oscope/model"
	"oscope/model/history"
)

// record keeps how a call has ended, as the program does.
func (t *task) record(c call, items []model.Item, failed *model.CallError, receipt string) {
	if t.archive == nil {
		return
	}
	e := history.WriteEntry(history.About(c.request), c.operation.Name, failed, receipt)
	e.At, e.By = time.Now(), t.snapshot.Caller.Role()
	var titles []string
	for _, item := range items {
		titles = append(titles, t.snapshot.Title(item))
	}
	switch {
	case len(items) > 0:
		e.Key, e.Title = items[0].Common().Key, strings.Join(titles, ", ")
	case failed.On != "":
		e.Title = failed.On
	default:
		e.Title = t.name
	}
	if e.Key.Kind == "" {
		e.Key.Kind = t.of
	}
	t.complain(t.archive.Append(history.PlaceOf(t.snapshot.Caller), []history.Entry{e}))
}

// complain says once what is wrong beside the calls to AWS.
func (d *desk) complain(err error) {
	if err == nil || d.told[err.Error()] {
		return
	}
	d.told[err.Error()] = true
	d.say("%v", err)
}
