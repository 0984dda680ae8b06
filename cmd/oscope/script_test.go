package main

import (
	"net/http/httptest"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"oscope/awsclient/emulator"
)

// Scripts as people write them, each at an emulator of its own in which a second lasts
// a quarter of a minute. The command world puts what a file says into it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			e := emulator.New(emulator.World{}, emulator.Options{Speed: 15})
			server := httptest.NewServer(e.Control())
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
