package past

import (
	"strings"

	"oscope/model"
	"oscope/model/history"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// detail is what is known of an event and, of an operation that came to its end, how
// long each of its statuses lasted.
func detail(at *desk.Desk, e event) page.Detail {
	var d page.Detail
	says, style := page.EntryText(at.Theme, e.Entry)
	d.Styled("What", says, style)
	d.When("When", e.At, at.Now)
	d.Add("Kind", text.Join(string(e.Key.Kind), e.Type))
	d.Add("Name", e.Title)
	d.Add("After", strings.TrimPrefix(page.AfterText(e.From, e.After, e.AfterExact), "after "))
	d.Styled("Reason", e.Reason, at.Theme.Failed)
	if e.Write() {
		d.Add("By", e.By)
		d.Add("Outcome", e.Outcome)
		d.Add("Code", e.Code)
		d.Add("Request", e.RequestID)
		if e.Object != "" {
			d.Add("Object", "s3://"+e.Object)
		}
	}
	if e.Inferred {
		d.Add("Known from", "the service's own dates; oscope did not see it")
	}
	if e.Write() || e.Inferred {
		return d
	}
	d.Add("Meaning", model.MeaningOf(e.Key.Kind, e.To).Explain)
	stages(at, &d, e)
	return d
}

// stages draws the statuses of an operation one below the other, each where it stood in
// the time of the whole.
func stages(at *desk.Desk, d *page.Detail, e event) {
	way := wayTo(at.Past.Entries, e)
	if len(way) == 0 {
		return
	}
	began := way[0].At.Add(-way[0].After)
	whole := e.At.Sub(began)
	d.Heading("How it went")
	for _, step := range way {
		from := step.At.Add(-step.After).Sub(began)
		d.Add(string(step.From), page.Bar(at.Theme, from, step.After, whole)+" "+text.Span(step.After))
	}
	d.Add("Together", took(e.Entry))
	if band, ok := at.Durations.Band(history.OperationOf(e.Key.Kind, e.Type, way[0].From)); ok && e.Ran > 0 {
		d.Add("Usually", page.BandText(band))
	}
}

// wayTo are the transitions of a resource through what was in flight, up to an event.
func wayTo(entries []history.Entry, e event) []history.Entry {
	var way []history.Entry
	for i := e.number; i >= 0; i-- {
		step := entries[i]
		if step.Key != e.Key || step.Write() || step.Inferred {
			continue
		}
		if step.From == "" || model.MeaningOf(step.Key.Kind, step.From).Phase != model.InFlight {
			break
		}
		way = append([]history.Entry{step}, way...)
	}
	return way
}
