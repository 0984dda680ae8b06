package ondemand_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"oscope/ui/ondemand"
)

// tick is the time between two ticks of Bubble Tea's, and a little more.
const tick = time.Second/120 + time.Microsecond

// counter shows how many counts it has taken, on an alternate screen.
type counter struct {
	n      int
	width  int
	init   tea.Cmd
	update func(tea.Msg) tea.Cmd // of other messages
	view   func()                // called by View
}

type count struct{}

func (c counter) Init() tea.Cmd { return c.init }

func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case count:
		c.n++
	case tea.WindowSizeMsg:
		c.width = msg.Width
	default:
		if c.update != nil {
			cmd := c.update(msg)
			return c, cmd
		}
	}
	return c, nil
}

func (c counter) View() tea.View {
	if c.view != nil {
		c.view()
	}
	v := tea.NewView(fmt.Sprintf("<%d:%d>", c.n, c.width))
	v.AltScreen = true
	return v
}

// output is where a program writes. While it is held it takes nothing.
type output struct {
	mu     sync.Mutex
	writes []string
	held   chan struct{}
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	held := o.held
	o.mu.Unlock()
	if held != nil {
		<-held
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.writes = append(o.writes, string(p))
	return len(p), nil
}

// take returns what was written since the last call, and in how many parts.
func (o *output) take() (string, int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	text, n := strings.Join(o.writes, ""), len(o.writes)
	o.writes = nil
	return text, n
}

func (o *output) hold() (letGo func()) {
	held := make(chan struct{})
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = held
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.held = nil
		close(held)
	}
}

// running is a program that runs.
type running struct {
	*tea.Program
	t     *testing.T
	out   *output
	ended chan struct{}
	err   error
}

func run(ctx context.Context, t *testing.T, m tea.Model) *running {
	t.Helper()
	r := &running{t: t, out: new(output), ended: make(chan struct{})}
	r.Program = ondemand.NewProgram(ctx, r.out, m,
		tea.WithInput(new(bytes.Buffer)), tea.WithoutSignalHandler(), tea.WithWindowSize(40, 5),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	go func() {
		_, r.err = r.Run()
		close(r.ended)
	}()
	return r
}

// idles lets the program come to rest and forgets what it has written.
func (r *running) idles() {
	time.Sleep(time.Hour)
	synctest.Wait()
	r.out.take()
}

// ends waits for the end, which must come at once, and returns what Run has.
func (r *running) ends() error {
	r.t.Helper()
	select {
	case <-r.ended:
	case <-time.After(time.Second):
		r.t.Fatal("the program does not end")
	}
	return r.err
}

// draws fails the test unless text was written since, now.
func (r *running) draws(text string) {
	r.t.Helper()
	synctest.Wait()
	if got, _ := r.out.take(); !strings.Contains(got, text) {
		r.t.Fatalf("wrote %q, and not %q", got, text)
	}
}

// waits waits, on the real clock, until text is written.
func (r *running) waits(text string) {
	r.t.Helper()
	var all string
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(all, text); time.Sleep(time.Millisecond) {
		got, _ := r.out.take()
		all += got
		if time.Now().After(deadline) {
			r.t.Fatalf("wrote %q, and not %q", all, text)
		}
	}
}

func bubble(t *testing.T, m counter, steps func(*running)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := run(context.Background(), t, m)
		time.Sleep(tick)
		synctest.Wait()
		steps(r)
		r.Quit()
		if err := r.ends(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestFirstFrameComesWithTheFirstTick(t *testing.T) {
	bubble(t, counter{}, func(r *running) { r.draws("<0:40>") })
}

// After a pause a frame is drawn without any time passing.
func TestDrawsAtOnce(t *testing.T) {
	bubble(t, counter{}, func(r *running) {
		for i := range 5 {
			r.idles()
			r.Send(count{})
			r.draws(strconv.Itoa(i + 1))
		}
	})
}

// Frames that follow on each other come with the ticks, and the last one is drawn.
func TestDrawsAFloodWithTheTicks(t *testing.T) {
	bubble(t, counter{}, func(r *running) {
		r.idles()
		const messages, pause = 5000, 100 * time.Microsecond
		for range messages {
			r.Send(count{})
			time.Sleep(pause)
		}
		time.Sleep(tick)
		synctest.Wait()
		got, frames := r.out.take()
		if most := int(messages*pause/tick) + 4; frames < most/2 || frames > most {
			t.Errorf("%d frames, want about %d", frames, most)
		}
		if !strings.Contains(got, "50") {
			t.Errorf("the last frame is not drawn: %q", got[max(0, len(got)-40):])
		}
	})
}

func TestWritesNothingWhenNothingChanges(t *testing.T) {
	bubble(t, counter{}, func(r *running) {
		r.idles()
		for range 100 {
			r.Send(struct{}{})
			time.Sleep(time.Second)
		}
		if got, _ := r.out.take(); got != "" {
			t.Errorf("wrote %q", got)
		}
	})
}

// What a program writes besides frames does not wait for one.
func TestCommandsAreWrittenPromptly(t *testing.T) {
	for _, c := range []struct {
		name string
		cmd  tea.Cmd
		want string
	}{
		{"raw", tea.Raw("\x1b]9;done\a"), "\x1b]9;done\a"},
		{"clipboard", tea.SetClipboard("copied"), "\x1b]52;c;Y29waWVk"},
		{"a query", tea.RequestBackgroundColor, "\x1b]11;?"},
		{"several", tea.Sequence(tea.Raw("a"), tea.Raw("b"), tea.Raw("c")), "abc"},
		{"redrawing", tea.ClearScreen, "<0:40>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, counter{update: func(tea.Msg) tea.Cmd { return nil }}, func(r *running) {
				r.idles()
				r.Send(c.cmd())
				time.Sleep(tick)
				r.draws(c.want)
				r.idles()
				r.Send(count{})
				r.draws("1")
			})
		})
	}
}

// child is run by tea.Exec.
type child struct{ run func() error }

func (c child) Run() error        { return c.run() }
func (child) SetStdin(io.Reader)  {}
func (child) SetStdout(io.Writer) {}
func (child) SetStderr(io.Writer) {}

// A child has the terminal for as long as it runs, and then the program has it.
func TestGivesTheTerminalToAChild(t *testing.T) {
	for _, failure := range []error{nil, errors.New("failed")} {
		var back error
		bubble(t, counter{update: func(msg tea.Msg) tea.Cmd { back, _ = msg.(error); return nil }}, func(r *running) {
			for i := range 20 {
				r.idles()
				r.Send(tea.Exec(child{func() error {
					if got, _ := r.out.take(); !strings.Contains(got, "\x1b[?1049l") {
						t.Errorf("the child is on the program's screen: %q", got)
					}
					time.Sleep(time.Hour)
					if got, _ := r.out.take(); got != "" {
						t.Errorf("the program writes meanwhile: %q", got)
					}
					return failure
				}}, func(err error) tea.Msg { return err })())
				time.Sleep(time.Hour + tick)
				r.draws("\x1b[?1049h")
				if !errors.Is(back, failure) {
					t.Errorf("the child's error is %v, want %v", back, failure)
				}
				r.idles()
				r.Send(count{})
				r.draws(strconv.Itoa(i + 1))
			}
		})
	}
}

// Sizes that follow on each other end with a frame of the last.
func TestResizes(t *testing.T) {
	bubble(t, counter{}, func(r *running) {
		r.idles()
		for i := range 1000 {
			r.Send(tea.WindowSizeMsg{Width: 40 + i%60, Height: 5 + i%7})
		}
		r.Send(tea.WindowSizeMsg{Width: 77, Height: 9})
		time.Sleep(tick)
		r.draws("<0:77>")
	})
}

// A terminal that takes no output for a while gets the newest frame when it does. On
// the real clock, because the event loop comes to wait for a mutex.
func TestGoesOnAfterAPausedTerminal(t *testing.T) {
	r := run(t.Context(), t, counter{})
	r.waits("<0:40>")
	letGo := r.out.hold()
	go func() {
		for range 7 {
			r.Send(count{})
			r.Send(tea.SetClipboard("x")())
		}
	}()
	time.Sleep(1200 * time.Millisecond) // longer than the gate's own patience
	if got, _ := r.out.take(); got != "" {
		t.Fatalf("wrote %q", got)
	}
	letGo()
	r.waits("7")
	r.Quit()
	if err := r.ends(); err != nil {
		t.Fatal(err)
	}
}

// Whatever ends the program ends it at once, also while it rests, and gives the
// terminal back.
func TestEnds(t *testing.T) {
	boom := func() tea.Msg { panic("boom") }
	for _, c := range []struct {
		name string
		end  func(r *running, cancel func())
		want error
	}{
		{"quit", func(r *running, _ func()) { r.Quit() }, nil},
		{"kill", func(r *running, _ func()) { r.Kill() }, tea.ErrProgramKilled},
		{"interrupt", func(r *running, _ func()) { r.Send(tea.InterruptMsg{}) }, tea.ErrInterrupted},
		{"context", func(_ *running, cancel func()) { cancel() }, context.Canceled},
		{"panic in Update", func(r *running, _ func()) { r.Send(tea.Cmd(boom)) }, tea.ErrProgramPanic},
		{"panic in View", func(r *running, _ func()) { r.Send("view") }, tea.ErrProgramPanic},
		{"panic in a command", func(r *running, _ func()) { r.Send("command") }, tea.ErrProgramPanic},
		{"panic in a batch", func(r *running, _ func()) { r.Send(tea.Batch(boom, boom)()) }, tea.ErrProgramPanic},
		{"panic in a sequence", func(r *running, _ func()) { r.Send(tea.Sequence(boom, boom)()) }, tea.ErrProgramPanic},
		{"panic in a child", func(r *running, _ func()) {
			r.Send(tea.Exec(child{func() error { panic("boom") }}, nil)())
		}, tea.ErrProgramPanic},
	} {
		for _, rested := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, rested=%v", c.name, rested), func(t *testing.T) {
				silence(t)
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancel(context.Background())
					defer cancel()
					var inView func()
					r := run(ctx, t, counter{
						view: func() {
							if inView != nil {
								inView()
							}
						},
						update: func(msg tea.Msg) tea.Cmd {
							switch msg := msg.(type) {
							case tea.Cmd:
								msg()
							case string:
								if msg == "command" {
									return func() tea.Msg { time.Sleep(time.Minute); return boom() }
								}
								inView = func() { panic("boom") }
							}
							return nil
						},
					})
					time.Sleep(tick)
					synctest.Wait()
					r.draws("\x1b[?1049h")
					if rested {
						r.idles()
					} else {
						r.Send(count{})
					}
					c.end(r, cancel)
					if strings.HasSuffix(c.name, "a command") {
						time.Sleep(time.Minute)
					}
					if err := r.ends(); !errors.Is(err, c.want) {
						t.Errorf("Run returns %v, want %v", err, c.want)
					}
					synctest.Wait()
					if got, _ := r.out.take(); !strings.Contains(got, "\x1b[?1049l") && !strings.HasSuffix(c.name, "child") {
						t.Errorf("the alternate screen is left on: %q", got)
					}
				})
			})
		}
	}
}

// silence drops what panics print.
func silence(t *testing.T) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	stderr := os.Stderr
	os.Stderr = null
	t.Cleanup(func() {
		os.Stderr = stderr
		_ = null.Close()
	})
}

// A context that has ended before the program has begun ends it, too.
func TestEndsBeforeItHasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := run(ctx, t, counter{}).ends(); !errors.Is(err, context.Canceled) {
			t.Errorf("Run returns %v", err)
		}
	})
}

// On the real clock, for the race detector: messages, commands and children from
// everywhere, and it still draws.
func TestManyAtOnce(t *testing.T) {
	r := run(t.Context(), t, counter{init: tea.RequestBackgroundColor})
	var wg sync.WaitGroup
	const senders, rounds = 4, 150
	for range senders {
		wg.Go(func() {
			for i := range rounds {
				r.Send(count{})
				switch i % 10 {
				case 3:
					r.Send(tea.SetClipboard("x")())
				case 5:
					r.Send(tea.Raw("\x1b]9;x\a")())
				case 7:
					time.Sleep(20 * time.Millisecond)
				case 9:
					r.Send(tea.WindowSizeMsg{Width: 40 + i%5, Height: 5})
				}
			}
		})
	}
	wg.Wait()
	time.Sleep(100 * time.Millisecond)
	r.out.take()
	r.Send(tea.WindowSizeMsg{Width: 99, Height: 5})
	r.waits(fmt.Sprintf("<%d:99>", senders*rounds))
	r.Quit()
	if err := r.ends(); err != nil {
		t.Fatal(err)
	}
}
