package emulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// maxWorld is how long a world or a list of faults may be, in bytes.
const maxWorld = 64 << 20

// Control is the emulator with routes in front of it that look at it and change
// it from outside: see README.md. They carry no authentication, so whoever
// listens must do so on the loopback interface only. What web pages have a browser
// ask for is refused.
func (e *Emulator) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_emulator/world", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = encode(w, e.World()) // an error means that the client is gone
	})
	mux.HandleFunc("PUT /_emulator/world", accept(ParseWorld, e.SetWorld))
	mux.HandleFunc("GET /_emulator/faults", func(w http.ResponseWriter, _ *http.Request) { show(w, e.Faults()) })
	mux.HandleFunc("PUT /_emulator/faults", accept(ParseFaults, e.SetFaults))
	mux.HandleFunc("GET /_emulator/calls", func(w http.ResponseWriter, _ *http.Request) { show(w, e.Calls()) })
	mux.HandleFunc("GET /_emulator/calls/scopes", func(w http.ResponseWriter, _ *http.Request) { show(w, e.CallsByScope()) })
	mux.HandleFunc("DELETE /_emulator/calls", func(w http.ResponseWriter, _ *http.Request) {
		e.ResetCalls()
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /_emulator/advance", func(w http.ResponseWriter, r *http.Request) {
		by, err := time.ParseDuration(r.URL.Query().Get("by"))
		if err != nil || by < 0 {
			http.Error(w, `by: must be a duration that is not negative, such as "10m"`, http.StatusBadRequest)
			return
		}
		e.Advance(by)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /_emulator/signin", func(w http.ResponseWriter, _ *http.Request) { show(w, e.SignIns()) })
	mux.HandleFunc("POST /_emulator/signin", e.answerSignIn)
	mux.HandleFunc("GET "+devicePath, showDevice)
	return guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A ServeMux redirects to cleaner paths, which no AWS service does.
		if strings.HasPrefix(r.URL.Path, "/_emulator/") {
			mux.ServeHTTP(w, r)
			return
		}
		e.ServeHTTP(w, r)
	}))
}

func show(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value) // an error means that the client is gone
}

// accept is a handler that parses a body and hands on what it says.
func accept[T any](parse func([]byte) (T, error), set func(T)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		if length := r.ContentLength; 0 < length && length <= maxWorld {
			body.Grow(int(length) + bytes.MinRead) // and not to twice that on the way
		}
		if _, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, maxWorld)); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		value, err := parse(body.Bytes())
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		set(value)
		w.WriteHeader(http.StatusNoContent)
	}
}
