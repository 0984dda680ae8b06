package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"oscope/awsclient/emulator"
)

// look is a request for packages or associations.
var look = regexp.MustCompile("/packages/describe$|/packages/.*/domains$|/domain/.*/packages$")

// Scripts as people write them, each at an emulator of its own. Its time stands still
// but for eight seconds after each look, so that a script sees the same on any machine.
// The command world puts what a file says into it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			e := emulator.New(emulator.World{}, emulator.Options{Standstill: true})
			service := e.Control()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				service.ServeHTTP(w, r)
				if look.MatchString(r.URL.Path) {
					e.Advance(8 * time.Second)
				}
			}))
			env.Defer(server.Close)
			env.Values["emulator"] = e
			env.Vars = append(env.Vars, "AWS_ENDPOINT_URL="+server.URL, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1", "HOME="+env.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"world": func(ts *testscript.TestScript, _ bool, args []string) {
				w, err := emulator.ParseWorld([]byte(ts.ReadFile(args[0])))
				ts.Check(err)
				e, _ := ts.Value("emulator").(*emulator.Emulator)
				e.SetWorld(w)
			},
		},
	})
}
