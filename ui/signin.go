package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// signIn is the dialog of a sign-in: it shows where to go with which code, and waits
// until somebody has been there.
type signIn struct {
	app  *App
	at   *desk.Desk
	flow *awsclient.SignInFlow
	end  context.CancelFunc
	step *awsclient.SignInStep // nil before the first
}

// signInStepMsg is a step of a sign-in.
type signInStepMsg struct {
	dialog *signIn
	ctx    context.Context // in which the next is taken
	flow   *awsclient.SignInFlow
	step   awsclient.SignInStep
}

// SignIn implements desk.Program.
func (c clerk) SignIn() tea.Cmd {
	d := &signIn{app: c.App, at: c.at}
	c.open(d, c.at)
	return d.begin()
}

// signInAnywhere signs in where the row is, or else in the first scope that is shown of
// those that want it.
func (a *App) signInAnywhere() tea.Cmd {
	wants := func(at *desk.Desk) bool {
		sum, ok := a.Fleet.Summary(at.ID, a.Now, 0)
		return ok && sum.Err != nil && sum.Err.SignIn != ""
	}
	for _, at := range append([]*desk.Desk{a.subject().at}, a.scopes.shown...) {
		if wants(at) {
			a.use(at)
			return at.SignIn()
		}
	}
	return a.Toast(desk.Info, "nothing that is shown is signed out of what can be signed in to here")
}

// begin starts a flow, in the place of one that has ended.
func (d *signIn) begin() tea.Cmd {
	ctx, end := context.WithCancel(d.at.Ctx)
	d.end, d.flow, d.step = end, d.at.Client.SignIn(), nil
	return d.next(ctx)
}

func (d *signIn) next(ctx context.Context) tea.Cmd {
	flow := d.flow
	return func() tea.Msg {
		return signInStepMsg{d, ctx, flow, flow.Next(ctx)}
	}
}

// Take implements desk.Taker.
func (m signInStepMsg) Take(at *desk.Desk) tea.Cmd {
	d := m.dialog
	if m.flow != d.flow || !d.app.IsOpen(d) {
		return nil // it was begun anew, or given up
	}
	d.step = &m.step
	switch {
	case m.step.State == awsclient.SignInDone:
		d.app.Close(d)
		return tea.Batch(at.Toast(desk.Good, "signed in to "+m.step.To), d.app.signedIn(at))
	case m.step.State.Over():
		return nil
	}
	return d.next(m.ctx)
}

// Closed implements desk.Closer.
func (d *signIn) Closed() { d.end() }

// Title implements desk.Dialog.
func (d *signIn) Title() string { return "Sign in" }

// Size implements desk.Dialog.
func (d *signIn) Size(width, height int) (int, int) { return min(width, 88), min(height, 13) }

// Body implements desk.Dialog.
func (d *signIn) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	lines := layout.Blank(width, 1)
	say := func(style theme.Style, says string) {
		lines = append(lines, layout.Paragraph(style, says, 2, width)...)
	}
	if d.step == nil {
		say(th.InFlight, th.Glyphs.InFlight+" Beginning…")
		return layout.Fill(lines, width, height)
	}
	step := d.step
	if step.To != "" {
		say(th.Bold, "To "+step.To)
	}
	if step.Code != "" && !step.State.Over() {
		lines = append(lines, layout.Blank(width, 1)...)
		say("", "Open this page, and give it the code, or see that it shows the same:")
		lines = append(lines, layout.Blank(width, 1)...)
		say(th.Accent, step.Address)
		say(th.Bold, step.Code)
		lines = append(lines, layout.Blank(width, 1)...)
	}
	style, says := d.stands(th)
	say(style, says)
	if step.Failure != nil {
		say(th.Error, th.Glyphs.Failed+" "+step.Failure.Error())
		say("", step.Failure.Explain())
	}
	return layout.Fill(lines, width, height)
}

// stands says how far the sign-in has come.
func (d *signIn) stands(th *theme.Theme) (theme.Style, string) {
	until := " The code is good until " + text.Clock(d.step.Expires) + "."
	switch d.step.State {
	case awsclient.SignInExpired:
		return th.Warn, "The code was not given in time. Press enter for another one."
	case awsclient.SignInDenied:
		return th.Warn, "It was refused in the browser. Press enter to begin anew."
	case awsclient.SignInFailed:
		return th.Warn, "It has failed. Press enter to begin anew."
	case awsclient.SignInSlowed:
		return th.InFlight, th.Glyphs.InFlight + " Waiting; AWS wants to be asked less often." + until
	case awsclient.SignInCode, awsclient.SignInWaiting, awsclient.SignInDone:
	}
	return th.InFlight, th.Glyphs.InFlight + " Waiting until that is done." + until
}

// Hints implements desk.Dialog.
func (d *signIn) Hints(*desk.Desk) []desk.Hint {
	esc := desk.Hint{Key: "esc", Name: "give up"}
	switch {
	case d.step == nil:
		return []desk.Hint{esc}
	case d.step.State.Over():
		return []desk.Hint{{Key: "enter", Name: "begin anew"}, {Key: "esc", Name: "close"}}
	case d.step.Code == "":
		return []desk.Hint{esc}
	case page.OpensHere():
		return []desk.Hint{{Key: "enter", Name: "open the browser"}, {Key: "y", Name: "copy the address"}, esc}
	}
	return []desk.Hint{{Key: "enter", Name: "copy the address: no browser here"}, esc}
}

// theAddress is what is copied, with the code in it.
const theAddress = "the address of the sign-in"

// Key implements desk.Dialog.
func (d *signIn) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	switch {
	case key == "esc":
		at.Close(d)
	case d.step == nil:
	case key == "enter" && d.step.State.Over():
		d.end()
		return d.begin()
	case d.step.Link == "" || d.step.State.Over():
	case key == "enter":
		return page.OpenURL(at, theAddress, d.step.Link)
	case key == "y":
		return page.CopyAddress(at, theAddress, d.step.Link)
	}
	return nil
}

// Paste implements desk.Dialog.
func (d *signIn) Paste(*desk.Desk, tea.PasteMsg) tea.Cmd { return nil }

// signedIn brings back all scopes that a sign-in was for.
func (a *App) signedIn(at *desk.Desk) tea.Cmd {
	for _, other := range a.All() {
		if other.ID.Profile == at.ID.Profile {
			a.readAgain(other)
		}
	}
	return tea.Batch(a.Plan(), a.lookForSignIns())
}

// readAgain has everything that is read of a scope read as soon as possible.
func (a *App) readAgain(at *desk.Desk) {
	at.Refresh(append(a.views[0].Feeds(), live.Feed{Kind: live.FeedCaller})...)
}

// lookForSignIns looks whether somebody has signed in, here or with another tool.
func (a *App) lookForSignIns() tea.Cmd {
	clients := a.option.Clients
	return func() tea.Msg {
		renewed := clients.Renewed()
		return ownMsg(func(a *App) tea.Cmd {
			for _, id := range renewed {
				if s := a.scopes.of[id]; s != nil {
					a.readAgain(s.Desk)
				}
			}
			return a.Plan()
		})
	}
}

// signInPause is how soon a sign-in with another tool is noticed. To look costs the
// state of a file.
const signInPause = 5 * time.Second

// watchSignIns looks for sign-ins from time to time while something is signed out.
func (a *App) watchSignIns() tea.Cmd {
	if a.watching || a.Fleet.InState(live.StateSignedOut) == 0 {
		return nil
	}
	a.watching = true
	return after(a.ctx, signInPause, ownMsg(func(a *App) tea.Cmd {
		a.watching = false
		return a.lookForSignIns()
	}))
}
