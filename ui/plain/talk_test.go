package plain_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/ui"
	"oscope/ui/plain"
	"oscope/ui/theme"
)

// The times that are said are local ones, which must not depend on where a test runs.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// talk is a conversation in which somebody types, and the service behind it.
type talk struct {
	t          *testing.T
	aws        *emulator.Emulator
	in         *io.PipeWriter
	codes      *ui.Codes
	said       *said
	interrupts chan os.Signal
	ended      chan error
}

// said is what has been written.
type said struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

// take returns what has been written since it was last asked.
func (s *said) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.all.Reset()
	return s.all.String()
}

// setup is what a conversation may have besides its world.
type setup struct {
	faults   []emulator.Fault
	readOnly bool
	echo     bool
	ascii    bool
	edit     func(answer []byte) []byte
}

// edited is the service with its answers changed on their way.
type edited struct {
	next http.RoundTripper
	edit func([]byte) []byte
}

func (e edited) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := e.next.RoundTrip(r)
	if err != nil || e.edit == nil {
		return response, err
	}
	answer, err := io.ReadAll(response.Body)
	answer = e.edit(answer)
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(answer)), int64(len(answer))
	return response, err
}

func denied(operation string) func(*setup) {
	return func(s *setup) {
		s.faults = append(s.faults, emulator.Fault{Operation: operation, Kind: emulator.FaultDenied})
	}
}

// begin begins a conversation that reads from in.
func begin(t *testing.T, world string, in io.Reader, choices ...func(*setup)) *talk {
	t.Helper()
	var o setup
	for _, choose := range choices {
		choose(&o)
	}
	w, err := emulator.ParseWorld([]byte(world))
	if err != nil {
		t.Fatal("world: ", err)
	}
	v := &talk{t: t, aws: emulator.New(w, emulator.Options{}), codes: ui.NewCodes(), said: &said{}, interrupts: make(chan os.Signal, 1), ended: make(chan error, 1)}
	v.aws.SetFaults(o.faults)
	source := awsclient.InProcess(edited{v.aws.Transport(), o.edit}, w.Region)
	clients := awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return source }, ReadOnly: o.readOnly, CacheDir: os.DevNull})
	t.Cleanup(clients.Close)
	c := plain.New(plain.Options{In: in, Out: v.said, Echo: o.echo, ASCII: o.ascii, Interrupts: v.interrupts})
	app := ui.New(t.Context(), ui.Options{Clients: clients, Listener: c, Codes: v.codes, Look: theme.Look{Words: true}})
	go func() { v.ended <- c.Run(t.Context(), app) }()
	return v
}

// script has everything typed at once, as through a pipe, and returns what is said until
// the conversation ends with the input.
func script(t *testing.T, world string, typed []string, choices ...func(*setup)) (says string, aws *emulator.Emulator) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		v := begin(t, world, strings.NewReader(strings.Join(typed, "\n")+"\n"), choices...)
		says, aws = v.end(), v.aws
	})
	return says, aws
}

// end waits for the end of the conversation, and returns what was said last.
func (v *talk) end() string {
	v.t.Helper()
	select {
	case err := <-v.ended:
		if err != nil {
			v.t.Errorf("it ends with: %v", err)
		}
	case <-time.After(24 * time.Hour):
		v.t.Fatalf("it does not end:\n%s", v.said.take())
	}
	time.Sleep(time.Minute) // commands that outlive the program run out
	return v.clean(v.said.take())
}

// clean fails the test if anything but lines of text has been written.
func (v *talk) clean(says string) string {
	v.t.Helper()
	if i := strings.IndexFunc(says, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || 0x80 <= r && r < 0xa0 || r == '\u202e' }); i >= 0 {
		v.t.Errorf("it has written %q", says[max(0, i-40):min(len(says), i+40)])
	}
	return says
}

// talking is a conversation of turns.
func talking(t *testing.T, world string, turns func(*talk), choices ...func(*setup)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		in, typed := io.Pipe()
		v := begin(t, world, in, choices...)
		v.in = typed
		defer func() { _ = typed.Close() }() // which never fails
		v.pass(2 * time.Second)
		turns(v)
		_ = typed.Close()
		v.end()
	})
}

// pass lets time go by.
func (v *talk) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// types has lines typed and returns what is said then.
func (v *talk) types(lines ...string) string {
	v.t.Helper()
	v.said.take()
	for _, line := range lines {
		if _, err := io.WriteString(v.in, line+"\n"); err != nil {
			v.t.Fatal(err)
		}
		v.pass(400 * time.Millisecond)
	}
	return v.clean(v.said.take())
}

// interrupt presses ctrl+c.
func (v *talk) interrupt() string {
	v.said.take()
	v.interrupts <- syscall.SIGINT
	v.pass(time.Second)
	return v.clean(v.said.take())
}

// inOrder fails the test unless texts stand in what is said, one behind the other.
func inOrder(t *testing.T, says string, texts ...string) {
	t.Helper()
	rest := says
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Fatalf("%q is not said, or not there:\n%s", text, says)
		}
		rest = after
	}
}
