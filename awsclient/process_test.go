//go:build unix

package awsclient_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// processProfile makes a profile whose credentials a shell script brings.
func processProfile(t *testing.T, script, more string) *awsclient.Client {
	t.Helper()
	program := write(t, t.TempDir(), "program", script)
	home(t, "[default]\nregion = us-east-1\ncredential_process = sh "+program+"\n"+more, "")
	return awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")})
}

const processKeys = `printf '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"process-secret","SessionToken":"process-token"}'`

// Nothing that a credential_process writes reaches the terminal; what it complains
// about is told with the call that failed for it.
func TestProcessIsHeard(t *testing.T) {
	terminal, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	ok(t, err)
	stderr := os.Stderr
	t.Cleanup(func() { os.Stderr = stderr })
	os.Stderr = terminal

	c := processProfile(t, `printf '\033]0;owned\007\033[2J\033[1;31mthe vault\033[0m\r\nis sealed\t\302\233K (AKIAIOSFODNN7EXAMPLE, SecretAccessKey=wJalrXUtnFEMI)' >&2; exit 7`, "")
	failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureCredentials)
	want := "credential_process of profile default failed: exit status 7: the vault is sealed K (AKIA[redacted], SecretAccessKey=[redacted]"
	if !strings.HasPrefix(failure.Message, want) || failure.Brief() != failure.Message {
		t.Errorf("got  %q\nwant %q", failure.Message, want)
	}
	if !strings.Contains(failure.Explain(), "--profile default") {
		t.Error(failure.Explain())
	}
	endless := processProfile(t, `yes complaint | head -c 1000000 >&2; echo the end >&2; exit 1`, "")
	failure = failureOf(t, first(t, endless, live.FeedApplications), model.FailureCredentials)
	if !strings.HasSuffix(failure.Message, "complaint the end") || len(failure.Message) > 2500 {
		t.Errorf("%d bytes: …%s", len(failure.Message), failure.Message[max(0, len(failure.Message)-100):])
	}
	ok(t, terminal.Close())
	if written, err := os.ReadFile(terminal.Name()); err != nil || len(written) > 0 {
		t.Errorf("wrote %q, %v", written, err)
	}
}

// A credential_process has neither our keys nor our terminal.
func TestProcessHasNoTerminal(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	stdin := os.Stdin
	t.Cleanup(func() { os.Stdin = stdin })
	reader, writer, err := os.Pipe()
	ok(t, err)
	_, err = writer.WriteString("typed by the operator\n")
	ok(t, err)
	ok(t, writer.Close())
	os.Stdin = reader
	c := processProfile(t, `read line; echo "$line" > `+out+`; (exec < /dev/tty) 2>/dev/null && echo terminal >> `+out+`; `+processKeys, "")
	server, _ := signatures(t, emulate(t, `{}`), httptest.NewServer)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	ok(t, first(t, c, live.FeedApplications))
	got, err := os.ReadFile(out)
	ok(t, err)
	if string(got) != "\n" {
		t.Errorf("it read %q", got)
	}
}

// Credentials of a credential_process are used, also to assume roles with.
func TestProcessBringsCredentials(t *testing.T) {
	role := "[profile admin]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = default\nexternal_id = x1\nduration_seconds = 3600\n"
	c := processProfile(t, processKeys, role)
	server, signed := signatures(t, emulate(t, `{}`), httptest.NewServer)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	caller, err := c.Caller(t.Context())
	ok(t, err)
	if caller.Profile != "default" || signed()[0] != "AKIDPROCESS us-east-1" {
		t.Errorf("%+v signed %q", caller, signed())
	}

	var asked string
	sts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok(t, r.ParseForm())
		asked = r.Form.Encode() + " " + r.Header.Get("Authorization")
		_, err := w.Write([]byte(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>` +
			`<SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`))
		ok(t, err)
	}))
	defer sts.Close()
	t.Setenv("AWS_ENDPOINT_URL_STS", sts.URL)
	assumed := awsclient.New(awsclient.Options{Source: awsclient.Shared("admin", "")})
	ok(t, first(t, assumed, live.FeedApplications))
	for _, want := range []string{"ExternalId=x1", "DurationSeconds=3600", "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FAdmin", "Credential=AKIDPROCESS/"} {
		if !strings.Contains(asked, want) {
			t.Errorf("asked %s, want %s", asked, want)
		}
	}
	if got := signed(); got[len(got)-1] != "AKIDROLE us-east-1" {
		t.Errorf("signed %q", got)
	}
}

// A credential_process, and what it has started, ends with the client.
func TestProcessEndsWithTheClient(t *testing.T) {
	pids := filepath.Join(t.TempDir(), "pids")
	c := processProfile(t, `sleep 600 & echo $! $$ > `+pids+`; wait`, "")
	failed := make(chan error)
	go func() {
		_, err := c.Read(feed(live.FeedApplications)).Next(t.Context())
		failed <- err
	}()
	var running []string
	for deadline := time.Now().Add(10 * time.Second); len(running) < 2 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		text, _ := os.ReadFile(pids)
		running = strings.Fields(string(text))
	}
	if len(running) < 2 {
		t.Fatal("it did not start")
	}
	began := time.Now()
	c.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("closing took %s", took)
	}
	wantKind(t, <-failed, model.FailureCancelled)
	for _, text := range running {
		pid, err := strconv.Atoi(text)
		ok(t, err)
		gone := false
		for deadline := time.Now().Add(5 * time.Second); !gone && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
			state, err := os.ReadFile("/proc/" + text + "/stat")
			gone = syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(state), ") Z ")
		}
		if !gone {
			t.Errorf("process %d lives on", pid)
		}
	}
	wantKind(t, first(t, c, live.FeedApplications), model.FailureCancelled) // starts none
}
