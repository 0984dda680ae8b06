package kind

import (
	"bytes"
	"encoding/json"
	"time"

	"oscope/model"
	"oscope/ui/text"
)

// A resource as data: what the service tells, under the service's names, and beside it
// what oscope knows. Members without a value are left out.
type (
	whereabouts struct {
		Profile string `json:"profile,omitempty"`
		Account string `json:"account,omitempty"`
		Region  string `json:"region,omitempty"`
	}
	estimate struct {
		Median  float64 `json:"medianSeconds"`
		P90     float64 `json:"p90Seconds"`
		Elapsed float64 `json:"elapsedSeconds,omitempty"` // only where its beginning is known
		Over    float64 `json:"overSeconds,omitempty"`    // past P90
		Runs    int     `json:"runs,omitempty"`           // of one's own, that it is made of
		Origin  string  `json:"origin,omitempty"`         // of one that is documented
	}
	head struct {
		Kind  string      `json:"kind"`
		Scope whereabouts `json:"scope"`
	}
	beside struct {
		Phase    string     `json:"phase"`
		Since    *time.Time `json:"since,omitempty"`
		Reason   string     `json:"reason,omitempty"`
		Stage    string     `json:"stage,omitempty"`
		Estimate *estimate  `json:"estimate,omitempty"`
	}
	summary struct {
		State       string     `json:"state"`
		Why         string     `json:"why,omitempty"`
		Remedy      string     `json:"remedy,omitempty"`
		Code        string     `json:"code,omitempty"`
		Caller      string     `json:"callerArn,omitempty"`
		Endpoint    string     `json:"endpoint,omitempty"`
		Lists       int        `json:"lists"`
		Read        int        `json:"listsRead"`
		Resources   int        `json:"resources"`
		InFlight    int        `json:"inFlight"`
		Failed      int        `json:"failed"`
		Oldest      *time.Time `json:"oldest,omitempty"`
		CallsMinute int        `json:"callsLastMinute"`
	}
)

// Encode returns the row as one JSON object in one line. What a terminal would obey or
// hide is spelled out in it, so that it can be shown.
func (r Row) Encode() []byte {
	parts := []any{head{r.Kind.Name, whereabouts{r.Profile(), r.Account(), r.Region()}}}
	if r.Item == nil {
		parts = append(parts, r.summary())
	} else {
		parts = append(parts, model.Members(r.Item), r.beside())
	}
	return joined(parts...)
}

func (r Row) beside() beside {
	b := beside{Phase: r.Phase().String(), Since: stamp(r.Since()), Reason: r.Reason(), Stage: r.Stage()}
	if p, since, ok := r.Estimate(); ok {
		b.Estimate = &estimate{Median: p.Median.Seconds(), P90: p.P90.Seconds(), Runs: p.Runs, Origin: p.Origin}
		if !since.IsZero() {
			b.Estimate.Elapsed, b.Estimate.Over = float64(int(p.Elapsed.Seconds())), float64(int(p.Over.Seconds()))
		}
	}
	return b
}

func (r Row) summary() summary {
	s := r.Summary
	out := summary{
		State: s.Word, Remedy: s.Remedy, Caller: s.Caller.ARN, Endpoint: s.Caller.Endpoint, Lists: s.Lists, Read: s.Read,
		Resources: s.Resources, InFlight: s.InFlight, Failed: s.Failed, Oldest: stamp(s.Oldest), CallsMinute: s.Calls,
	}
	if s.Err != nil {
		out.Why, out.Code = s.Err.Error(), s.Err.Code
	}
	return out
}

// stamp is a time in data: UTC, in whole seconds; nil for none.
func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

// joined is one object with the members of several.
func joined(parts ...any) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for _, part := range parts {
		object, err := encode(part)
		if err != nil {
			object, _ = encode(map[string]string{"error": err.Error()})
		}
		if members := bytes.Trim(object, "{}\n"); len(members) > 0 {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			b.Write(object[1 : len(object)-1])
		}
	}
	b.WriteByte('}')
	return []byte(text.EscapeLines(b.String()))
}

// encode writes <, > and & as they are: nothing here is a web page.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
