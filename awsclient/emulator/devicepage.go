package emulator

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
)

// devicePath is where the browser of somebody who signs in is sent to.
const devicePath = "/_emulator/device"

var userCode = regexp.MustCompile(`^[A-Z]{4}-[A-Z]{4}$`)

// AnswerSignIn approves or denies the sign-in to Identity Center that shows that user
// code, as its user would in the browser.
func (e *Emulator) AnswerSignIn(code string, approve bool) error {
	return e.scopes.Load().identity.answerSignIn(code, approve, e.clock.now())
}

// SignIns returns the user codes of the sign-ins that wait for an answer, the oldest
// first.
func (e *Emulator) SignIns() []string {
	return e.scopes.Load().identity.waiting(e.clock.now())
}

// answerSignIn is the control route for AnswerSignIn, and where the page sends its
// form.
func (e *Emulator) answerSignIn(w http.ResponseWriter, r *http.Request) {
	code, answer := r.FormValue("code"), r.FormValue("answer")
	answers := map[string]string{"approve": "approved", "deny": "denied"}
	if answers[answer] == "" {
		http.Error(w, "answer: must be approve or deny", http.StatusBadRequest)
		return
	}
	if err := e.AnswerSignIn(code, answer == "approve"); err != nil {
		http.Error(w, "code: "+err.Error(), http.StatusBadRequest)
		return
	}
	_, _ = fmt.Fprintf(w, "The sign-in is %s. You can close this page.\n", answers[answer]) // an error means that the client is gone
}

// showDevice is the page that asks whether a sign-in is to be approved.
func showDevice(w http.ResponseWriter, r *http.Request) {
	code := r.URL.Query().Get("user_code")
	field := `<input name="code" placeholder="ABCD-EFGH" autofocus>`
	if userCode.MatchString(code) {
		field = `<input type="hidden" name="code" value="` + html.EscapeString(code) + `"><strong>` + html.EscapeString(code) + `</strong>`
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
	_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><head><title>Emulated sign-in</title></head><body>
<h1>Emulated sign-in</h1>
<p>A program asks to sign in to the emulator's Identity Center. Nothing of AWS is behind this.</p>
<form method="post" action="/_emulator/signin"><p>%s</p>
<p><button name="answer" value="approve">Approve</button> <button name="answer" value="deny">Deny</button></p></form>
</body></html>
`, field)
}
