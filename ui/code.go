package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// Codes brings the requests for MFA codes from the clients, which make them in the midst
// of a call, to the program, and the codes back.
type Codes struct{ requests chan codeAsked }

// codeAsked is a request, and where its answer goes.
type codeAsked struct {
	awsclient.CodeRequest

	ctx    context.Context // of who waits for the answer
	answer chan<- string   // empty: the operator gives none
}

// NewCodes returns Codes that nobody has asked for.
func NewCodes() *Codes { return &Codes{make(chan codeAsked)} }

// errNoCodeGiven is the operator's decision.
var errNoCodeGiven = errors.New("none was given")

// Ask implements awsclient.AskCode.
func (c *Codes) Ask(ctx context.Context, request awsclient.CodeRequest) (string, error) {
	answer := make(chan string, 1)
	select {
	case c.requests <- codeAsked{request, ctx, answer}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case code := <-answer:
		if code == "" {
			return "", errNoCodeGiven
		}
		return code, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// awaitCode waits for the next request.
func (a *App) awaitCode() tea.Cmd {
	codes, ctx := a.option.Codes, a.ctx
	if codes == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case asked := <-codes.requests:
			return ownMsg(func(a *App) tea.Cmd { return a.askCode(asked) })
		case <-ctx.Done():
			return nil
		}
	}
}

// askCode opens the dialog, which closes by itself when nobody waits for it any more.
func (a *App) askCode(q codeAsked) tea.Cmd {
	d := &codeDialog{app: a, asked: q, input: form.NewInput(""), opened: a.Now}
	ctx := a.ctx
	over := func() tea.Msg {
		select {
		case <-q.ctx.Done():
		case <-ctx.Done():
		}
		return ownMsg(func(a *App) tea.Cmd {
			a.Close(d)
			return nil
		})
	}
	return tea.Batch(a.openOwn(d), a.awaitCode(), over)
}

// codeDialog asks for the code that an MFA device shows.
type codeDialog struct {
	app    *App
	asked  codeAsked
	input  form.Input
	opened time.Time
}

// codeDigits is how long an MFA code is.
const codeDigits = 6

// Title implements desk.Dialog.
func (d *codeDialog) Title() string { return text.Join("MFA code", "profile "+d.asked.Profile) }

// Size implements desk.Dialog.
func (d *codeDialog) Size(width, height int) (int, int) { return min(width, 76), min(height, 8) }

// Body implements desk.Dialog.
func (d *codeDialog) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	d.input.SetWidth(width - 8)
	lines := append(layout.Blank(width, 1), layout.Paragraph("", "The credentials of profile "+d.asked.Profile+" want the code that this device shows:", 2, width)...)
	lines = append(lines, layout.Paragraph(th.Bold, d.asked.Serial, 2, width)...)
	lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Key, "› ").Styled(d.input.View()).String())
	if d.asked.Refused != "" {
		lines = append(lines, layout.Paragraph(th.Warn, d.asked.Refused, 2, width)...)
	}
	return layout.Fill(lines, width, height)
}

// Hints implements desk.Dialog.
func (d *codeDialog) Hints(*desk.Desk) []desk.Hint {
	return []desk.Hint{{Key: "enter", Name: "go on", Off: len(d.input.Value()) != codeDigits}, {Key: "esc", Name: "give none"}}
}

// Key implements desk.Dialog. The dialog opens by itself: what was on its way to
// something else neither closes it nor is taken for a code.
func (d *codeDialog) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	if at.Now.Sub(d.opened) < desk.Grace {
		return nil
	}
	switch msg.String() {
	case "esc":
		d.give("")
	case "enter":
		if len(d.input.Value()) == codeDigits {
			d.give(d.input.Value())
		}
	default:
		d.edit(msg)
	}
	return nil
}

// edit keeps the digits of what is typed.
func (d *codeDialog) edit(msg tea.Msg) {
	next, _ := d.input.Update(msg)
	digits := make([]byte, 0, codeDigits)
	for _, c := range []byte(next.Value()) {
		if '0' <= c && c <= '9' && len(digits) < codeDigits {
			digits = append(digits, c)
		}
	}
	if string(digits) != next.Value() {
		next.SetValue(string(digits))
	}
	d.input = next
}

// give answers, and closes the dialog.
func (d *codeDialog) give(code string) {
	d.asked.answer <- code
	d.app.Close(d)
}

// Paste implements desk.Dialog.
func (d *codeDialog) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	d.edit(msg)
	return nil
}
