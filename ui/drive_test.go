package ui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/notify"
	"oscope/ui/screentest"
)

// The times on the screen are local ones, which must not depend on where a test
// runs.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// dataSources is the key of that view, which comes after a number of others.
var dataSources = viewKey("Data sources")

// viewKey returns the key that stands before a view's title on a wide terminal.
func viewKey(title string) string {
	var app tea.Model = ui.New(context.Background(), ui.Options{Clients: clients(nil)})
	app, _ = app.Update(tea.WindowSizeMsg{Width: 400, Height: 20})
	tabs := strings.Split(ansi.Strip(app.View().Content), "\n")[1]
	before, _, _ := strings.Cut(tabs, " "+title)
	return before[len(before)-1:]
}

// session is a person at a terminal in which oscope runs, and the service behind
// it. Tests read as scripts: press keys, let time pass, say what must be seen.
type session struct {
	*screentest.Terminal
	t        *testing.T
	aws      *emulator.Emulator
	wire     *wire
	heedless bool
}

// setup is what a script may choose besides its world.
type setup struct {
	terminal screentest.Options
	service  emulator.Options
	faults   []emulator.Fault
	source   awsclient.Source // instead of the emulator
	edit     func(operation string, answer []byte) []byte
	readOnly bool
	endpoint string
	demo     bool
	ascii    bool
	suspend  tea.Cmd
	archive  ui.Archive
	told     notify.Terminal
	scopes   []model.Scope // of accounts by the names of their profiles; see accountOf
	accounts map[string]desk.Account
	app      **ui.App // where the program itself is put
	shared   bool     // the profiles are those of the shared files; see home
	opening  *awsclient.Selection
	recent   ui.Recent
	columns  ui.Columns
	heedless bool
	chosen   []func(*ui.Options) // what the configuration says besides
}

func size(width, height int) func(*setup) {
	return func(s *setup) { s.terminal.Width, s.terminal.Height = width, height }
}

func profile(p colorprofile.Profile) func(*setup) {
	return func(s *setup) { s.terminal.Profile = p }
}

func durations(d emulator.Durations) func(*setup) {
	return func(s *setup) { s.service.Durations = d }
}

// failing has calls fail from the start on.
func failing(faults ...emulator.Fault) func(*setup) {
	return func(s *setup) { s.faults = faults }
}

// chosen has the operator's configuration say something.
func chosen(choose func(*ui.Options)) func(*setup) {
	return func(s *setup) { s.chosen = append(s.chosen, choose) }
}

func readOnly(s *setup) { s.readOnly = true }

// script plays steps on a fake clock: minutes cost nothing, and whatever the
// program can do by itself it has done before the next step.
func script(t *testing.T, world string, steps func(*session), choices ...func(*setup)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, world, choices...)
		s.Settle()
		steps(s)
	})
}

func start(t *testing.T, world string, choices ...func(*setup)) *session {
	t.Helper()
	var o setup
	for _, choose := range choices {
		choose(&o)
	}
	w, err := emulator.ParseWorld([]byte(world))
	if err != nil {
		t.Fatal("world: ", err)
	}
	s := &session{t: t, heedless: o.heedless, aws: emulator.New(w, o.service)}
	s.aws.SetFaults(o.faults)
	s.wire = &wire{next: s.aws.Transport(), edit: o.edit}
	source := o.source
	if source == nil {
		source = awsclient.InProcess(s.wire, w.Region)
	}
	if o.endpoint != "" {
		source = redirected(source, o.endpoint)
	}
	sources := func(model.Scope) awsclient.Source { return source }
	if o.scopes != nil {
		sources = s.sourceOf
	}
	codes := ui.NewCodes()
	fleet := awsclient.FleetOptions{Source: sources, ReadOnly: o.readOnly, AskCode: codes.Ask, CacheDir: os.DevNull}
	if o.shared {
		fleet.Source, fleet.Transport = nil, s.wire
	}
	clients := awsclient.NewFleet(fleet)
	t.Cleanup(clients.Close)
	var opening ui.Opening
	if o.opening != nil {
		opening = ui.Opening{Selection: *o.opening, Rest: clients.Resolve(*o.opening)}
		if opening.Found, err = opening.Rest.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !opening.Found.More {
			opening.Rest = nil
		}
	}
	options := ui.Options{
		Clients:  clients,
		Codes:    codes,
		Opening:  opening,
		Recent:   o.recent,
		Columns:  o.columns,
		Scopes:   o.scopes,
		Accounts: o.accounts,
		Demo:     o.demo,
		ASCII:    o.ascii,
		Suspend:  o.suspend,
		Archive:  o.archive,
		Terminal: o.told,
	}
	for _, choose := range o.chosen {
		choose(&options)
	}
	app := ui.New(t.Context(), options)
	if o.app != nil {
		*o.app = app
	}
	s.Terminal = screentest.Start(t, app, o.terminal)
	return s
}

// clients are those of scopes that all have the same source.
func clients(source awsclient.Source) *awsclient.Fleet {
	return awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return source }})
}

// redirected is a source whose calls go to an endpoint.
func redirected(source awsclient.Source, endpoint string) awsclient.Source {
	return func(ctx context.Context) (aws.Config, error) {
		config, err := source(ctx)
		config.BaseEndpoint = &endpoint
		return config, err
	}
}

// press presses keys one after the other, as fast as a person does.
func (s *session) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		s.Press(key)
		s.pass(300 * time.Millisecond)
		if key == "enter" && s.heedless && strings.Contains(s.Text(), "enter once more") {
			s.Press(key)
			s.pass(300 * time.Millisecond)
		}
	}
}

// heedless sends what a check says will fail all the same: its world is too small for a
// check that the test is not about.
func heedless(s *setup) { s.heedless = true }

// write types text.
func (s *session) write(text string) {
	s.t.Helper()
	s.Type(text)
	s.pass(300 * time.Millisecond)
}

// pass lets time go by.
func (s *session) pass(d time.Duration) {
	time.Sleep(d)
	s.Settle()
}

// sees fails the test unless all texts are on the screen.
func (s *session) sees(texts ...string) {
	s.t.Helper()
	screen := s.Text()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			s.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

// seesNot fails the test if one of the texts is on the screen.
func (s *session) seesNot(texts ...string) {
	s.t.Helper()
	screen := s.Text()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			s.t.Fatalf("%q is on the screen:\n%s", text, screen)
		}
	}
}

// reads is sees for text that may be broken into lines where it stands.
func (s *session) reads(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.letters(), letters(text)) {
			s.t.Fatalf("%q cannot be read on the screen:\n%s", text, s.Text())
		}
	}
}

func (s *session) letters() string { return letters(s.Text()) }

// letters are what is left of a text without blanks and borders.
func letters(text string) string {
	return strings.NewReplacer(" ", "", "\n", "", "│", "", "╭", "", "╮", "", "╰", "", "╯", "", "─", "").Replace(text)
}

// line returns the first row of the screen that has all of the texts.
func (s *session) line(texts ...string) string {
	s.t.Helper()
	for line := range strings.SplitSeq(s.Text(), "\n") {
		all := true
		for _, text := range texts {
			all = all && strings.Contains(line, text)
		}
		if all {
			return line
		}
	}
	s.t.Fatalf("no line of the screen has %q:\n%s", texts, s.Text())
	return ""
}

// atCursor fails the test unless the cursor is on a line with all of the texts.
func (s *session) atCursor(texts ...string) {
	s.t.Helper()
	s.line(append(texts, "▌")...)
}

// header is the first line of the screen.
func (s *session) header() string {
	header, _, _ := strings.Cut(s.Text(), "\n")
	return header
}

// attachment returns the status of an attachment in the world, "" if there is
// none.
func (s *session) attachment(application, source string) string {
	w := s.aws.World()
	for _, app := range w.Applications {
		for _, a := range w.Attachments {
			if app.Name == application && a.ID == app.ID && strings.HasSuffix(a.DataSourceARN, "/"+source) {
				return string(a.Status)
			}
		}
	}
	return ""
}

// calls returns how often an operation has been called since the last ask.
func (s *session) calls(operation string) int { return s.aws.Calls()[operation] }

// wire is the network: it hands on every request, keeps the bodies of those that
// write, and may change answers on their way back.
type wire struct {
	next http.RoundTripper
	edit func(operation string, answer []byte) []byte
	down atomic.Bool // nobody listens at the other end

	mu   sync.Mutex
	sent []sent
}

// sent is a request as it went over the wire.
type sent struct {
	operation string
	members   map[string]any
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.down.Load() {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	operation := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		_, operation, _ = strings.Cut(target, ".")
	}
	if operation == "attachDataSource" || operation == "detachDataSource" {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(body))
		call := sent{operation: operation}
		if err := json.Unmarshal(body, &call.members); err != nil {
			return nil, err
		}
		w.mu.Lock()
		w.sent = append(w.sent, call)
		w.mu.Unlock()
	}
	response, err := w.next.RoundTrip(r)
	if err != nil || w.edit == nil {
		return response, err
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	answer = w.edit(operation, answer)
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(answer)), int64(len(answer))
	return response, nil
}

// writes returns the requests that write, in order.
func (w *wire) writes() []sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]sent(nil), w.sent...)
}

// noCredentials is the configuration of somebody who has none.
func noCredentials(s *setup) {
	s.source = func(context.Context) (aws.Config, error) {
		return aws.Config{}, errors.New("no EC2 IMDS role found")
	}
}

// equalJSON compares two values as they are on the wire.
func equalJSON(x, y any) bool {
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// inProcess is the configuration of a new service that holds w.
func inProcess(w emulator.World) (aws.Config, error) {
	return awsclient.InProcess(emulator.New(w, emulator.Options{}).Transport(), w.Region)(context.Background())
}

// click clicks on the first of some text on the screen.
func (s *session) click(text string) {
	s.t.Helper()
	x, y := s.spot(text)
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.pass(300 * time.Millisecond)
}

// spot returns where on the screen some text is.
func (s *session) spot(text string) (x, y int) {
	s.t.Helper()
	for y, line := range strings.Split(s.Text(), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			return len([]rune(before)), y
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", text, s.Text())
	return 0, 0
}
