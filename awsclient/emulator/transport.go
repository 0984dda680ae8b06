package emulator

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
)

// Transport carries requests to the emulator within the process. Each is served
// on the goroutine that makes it: nothing is left behind when a caller gives up,
// and the life cycle of a request stays within a testing/synctest bubble.
func (e *Emulator) Transport() http.RoundTripper { return transport{e} }

type transport struct {
	handler http.Handler
}

// RoundTrip serves the request. It fails as a network connection would: with the
// context's error when that ends first, with a reset when the handler aborts.
func (t transport) RoundTrip(r *http.Request) (_ *http.Response, err error) {
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }()
	}
	ctx := r.Context()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	defer func() {
		switch aborted := recover(); {
		case aborted == nil:
		case aborted != http.ErrAbortHandler: //nolint:errorlint // it is thrown as it is
			panic(aborted)
		case ctx.Err() != nil:
			err = context.Cause(ctx)
		default:
			err = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
		}
	}()
	served := r.Clone(ctx)
	served.Host = cmp.Or(r.Host, r.URL.Host) // as a server sees it
	if served.Body == nil {
		served.Body = http.NoBody
	}
	w := recorder{header: make(http.Header)}
	t.handler.ServeHTTP(&w, served)
	return w.response(r), nil
}

// recorder keeps an answer until it is complete.
type recorder struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *recorder) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

func (w *recorder) response(r *http.Request) *http.Response {
	w.WriteHeader(http.StatusOK)
	length := int64(w.body.Len())
	if r.Method == http.MethodHead { // has no body, only the length of one
		w.body.Reset()
		if told, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64); err == nil {
			length = told
		}
	}
	return &http.Response{
		Status:        strconv.Itoa(w.status) + " " + http.StatusText(w.status),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.header,
		Body:          io.NopCloser(&w.body),
		ContentLength: length,
		Request:       r,
	}
}
