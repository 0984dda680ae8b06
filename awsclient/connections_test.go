package awsclient_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// counted serves requests and counts connections: those that are open, and all that
// were made.
func counted(t testing.TB, h http.Handler) (url string, open, made *atomic.Int64) {
	t.Helper()
	open, made = &atomic.Int64{}, &atomic.Int64{}
	server := httptest.NewUnstartedServer(h)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			open.Add(1)
			made.Add(1)
		case http.StateClosed, http.StateHijacked:
			open.Add(-1)
		default:
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, open, made
}
