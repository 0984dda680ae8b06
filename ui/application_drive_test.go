package ui_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/ui"
	"oscope/ui/screentest"
)

// field goes on, with tab, to a field of the form that is open.
func (s *session) field(label string) {
	s.t.Helper()
	for range 40 {
		if strings.Contains(s.Text(), "▸ "+label) {
			return
		}
		s.press("tab")
	}
	s.t.Fatalf("the form has no field %q:\n%s", label, s.Text())
}

// fill goes on to a field and types a value in the place of what stands there.
func (s *session) fill(label, value string) {
	s.t.Helper()
	s.field(label)
	s.press("end", "ctrl+u")
	s.write(value)
}

// choose goes on to a choice among a few and chooses one.
func (s *session) choose(label, value string) {
	s.t.Helper()
	s.field(label)
	for range 6 {
		if strings.Contains(s.Text(), "● "+value) {
			return
		}
		s.press("space")
	}
	s.t.Fatalf("%s cannot be %q:\n%s", label, value, s.Text())
}

// putBack takes the choice of an option back in the picker that is open.
func (s *session) putBack(title string) {
	s.t.Helper()
	s.write(title)
	s.line("✓ ", title, "Active")
	s.press("enter")
	s.line("▌ ", title)
}

// submit goes on to the review and confirms it.
func (s *session) submit() {
	s.t.Helper()
	s.field("Review")
	s.press("enter")
}

// application returns what the world has of an application.
func (s *session) application(name string) (emulator.Application, bool) {
	for _, a := range s.aws.World().Applications {
		if a.Name == name {
			return a, true
		}
	}
	return emulator.Application{}, false
}

// beside is another person at another terminal, with the same service behind it.
func (s *session) beside(width, height int) *session { return s.besideWith(nil, width, height) }

// besideWith has what happened before at hand, too.
func (s *session) besideWith(archive ui.Archive, width, height int) *session {
	other := &session{t: s.t, aws: s.aws, wire: &wire{next: s.aws.Transport()}}
	app := ui.New(s.t.Context(), ui.Options{
		Clients: clients(awsclient.InProcess(other.wire, s.aws.World().Region)),
		Archive: archive,
	})
	other.Terminal = screentest.Start(s.t, app, screentest.Options{Width: width, Height: height})
	other.Settle()
	return other
}

// recorder keeps the bodies of the requests of one operation.
type recorder struct {
	next      http.RoundTripper
	operation string

	mu   sync.Mutex
	sent []map[string]any
}

// record keeps, from now on, what the session sends for an operation. In the path
// of its requests * stands for an identifier.
func (s *session) record(method, pattern string) *recorder {
	r := &recorder{next: s.wire.next, operation: method + " /2021-01-01/opensearch/" + pattern}
	s.wire.next = r
	return r
}

func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	if ours, _ := path.Match(r.operation, request.Method+" "+request.URL.Path); ours {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return nil, err
		}
		request = request.Clone(request.Context())
		request.Body = io.NopCloser(bytes.NewReader(body))
		members := map[string]any{}
		if err := json.Unmarshal(body, &members); err != nil {
			return nil, err
		}
		r.mu.Lock()
		r.sent = append(r.sent, members)
		r.mu.Unlock()
	}
	return r.next.RoundTrip(request)
}

// bodies are the requests so far.
func (r *recorder) bodies() []map[string]any {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]map[string]any(nil), r.sent...)
}

// equal compares two values as JSON has them.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !equalJSON(got, want) {
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		t.Errorf("%s\n got %s\nwant %s", what, g, w)
	}
}
