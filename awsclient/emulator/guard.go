package emulator

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// bodyTimeout is how long the body of a request may take to arrive.
const bodyTimeout = 30 * time.Second

// guarded lets through what a program on this machine asks for, and not what a web
// page has a browser ask for: any page can send requests to a port of the machine
// that it is looked at on, and read the answers too if it gives the machine's
// address out as that of its own name.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case onLoopback(r) && !loopbackHost(r.Host):
			http.Error(w, "The emulator does not answer to the host "+r.Host+" on this address. Use localhost or 127.0.0.1.", http.StatusForbidden)
			return
		case crossSite(r):
			http.Error(w, "The emulator does not answer to web pages.", http.StatusForbidden)
			return
		}
		if r.Body != nil && r.Body != http.NoBody {
			// A server's ReadTimeout would go on after the body and end a call that is
			// answered late on purpose. Where there is no connection there is no deadline.
			c := http.NewResponseController(w)
			_ = c.SetReadDeadline(time.Now().Add(bodyTimeout))
			r.Body = &timedBody{r.Body, func() { _ = c.SetReadDeadline(time.Time{}) }}
		}
		next.ServeHTTP(w, r)
	})
}

// timedBody calls arrived when all of it has been read.
type timedBody struct {
	io.ReadCloser
	arrived func()
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		b.arrived()
	}
	return n, err
}

// onLoopback reports whether a request came in on the loopback interface.
func onLoopback(r *http.Request) bool {
	address, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return address != nil && address.IP.IsLoopback()
}

// loopbackHost reports whether a Host header names the loopback interface, which
// names below localhost do as well (RFC 6761).
func loopbackHost(host string) bool {
	name := (&url.URL{Host: host}).Hostname()
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback()
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// crossSite reports whether a browser sends a request for a page that is not the
// emulator's own; it has none. Programs send neither header.
func crossSite(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	if site != "" && site != "same-origin" && site != "none" {
		return true
	}
	origin := r.Header.Get("Origin")
	from, err := url.Parse(origin)
	return origin != "" && (err != nil || from.Host != r.Host)
}
