package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// emulating starts the emulator on a port that is free and returns the line that
// it says, the address in it, and the process.
func emulating(t *testing.T, arguments ...string) (says, address string, command *exec.Cmd) {
	t.Helper()
	command = program(t, append([]string{"emulate", "--addr", "127.0.0.1:0"}, arguments...)...)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	says, address, found := strings.Cut(strings.TrimSpace(line), " on ")
	if !found {
		t.Fatalf("it says %q", line)
	}
	return says, address, command
}

type worldSeen struct {
	Account, Region string
	Domains         []struct{ DomainName, DomainProcessingStatus string }
	Applications    []json.RawMessage
}

func call(t *testing.T, method, url string, into any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s, %v\n%s", method, url, answer.Status, err, body)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatal(err)
	}
}

func TestEmulateServesItsWorld(t *testing.T) {
	file := filepath.Join(t.TempDir(), "world.json")
	if err := os.WriteFile(file, []byte(`{"account": "111122223333", "region": "eu-central-1", "domains": [{"DomainName": "search"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		arguments, says       string
		domains, applications bool
	}{
		{"", "emulating account 123456789012 in us-east-1", false, false},
		{"--world " + file, "emulating account 111122223333 in eu-central-1", true, false},
		{"--world demo", "emulating account 123456789012 in us-east-1 and 2 scopes more (accounts: 2, Regions: 2)", true, true},
		{"--world fleet:30x4", "emulating account 100000000001 in us-east-1 and 119 scopes more (accounts: 30, Regions: 4)", true, true},
	} {
		t.Run(c.arguments, func(t *testing.T) {
			says, address, _ := emulating(t, strings.Fields(c.arguments)...)
			var world worldSeen
			call(t, http.MethodGet, address+"/_emulator/world", &world)
			if says != c.says || !strings.HasPrefix(says, "emulating account "+world.Account+" in "+world.Region) {
				t.Errorf("it says %q and serves %s in %s", says, world.Account, world.Region)
			}
			if len(world.Domains) > 0 != c.domains || len(world.Applications) > 0 != c.applications {
				t.Errorf("it has %d domains and %d applications", len(world.Domains), len(world.Applications))
			}
		})
	}
}

// At speed 0 time stands still, and at a high one a domain is there at once.
func TestEmulateSpeed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "world.json")
	if err := os.WriteFile(file, []byte(`{"domains": [{"DomainName": "search", "DomainProcessingStatus": "Creating"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for speed, want := range map[string]string{"0": "Creating", "1": "Creating", "1e6": "Active"} {
		_, address, _ := emulating(t, "--world", file, "--speed", speed)
		time.Sleep(50 * time.Millisecond) // 14 hours at the highest
		var world worldSeen
		call(t, http.MethodGet, address+"/_emulator/world", &world)
		if got := world.Domains[0].DomainProcessingStatus; got != want {
			t.Errorf("--speed %s: %s", speed, got)
		}
		call(t, http.MethodPost, address+"/_emulator/advance?by=10m", nil)
		call(t, http.MethodGet, address+"/_emulator/world", &world)
		if got := world.Domains[0].DomainProcessingStatus; got != "Active" {
			t.Errorf("--speed %s, 10 minutes later: %s", speed, got)
		}
	}
}

// Being told to end is no failure, whatever is still connected.
func TestEmulateEndsWhenTold(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		_, address, command := emulating(t)
		call(t, http.MethodGet, address+"/_emulator/world", nil) // keeps its connection
		if err := command.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := command.Wait(); err != nil {
			t.Errorf("%s: %v", signal, err)
		}
	}
}

func TestEmulateOnAPortInUse(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	address := listener.Addr().String()
	code, stdout, stderr := run(t, "emulate", "--addr", address)
	if code != 1 || stdout != "" || !strings.HasPrefix(stderr, "oscope: listening on "+address+": ") {
		t.Errorf("exits with %d: %s%s", code, stdout, stderr)
	}
}

// Nothing is listened on for others unless that was asked for.
func TestRequireLoopback(t *testing.T) {
	for _, c := range []struct {
		address string
		local   bool
	}{
		{"127.0.0.1:4566", true},
		{"127.8.0.1:0", true},
		{"localhost:4566", true},
		{"[::1]:4566", true},
		{"[::ffff:127.0.0.1]:4566", true},
		{":4566", false},
		{"0.0.0.0:4566", false},
		{"[::]:4566", false},
		{"192.168.0.7:4566", false},
		{"10.0.0.1:4566", false},
		{"example.com:4566", false},
		{"localhost.example.com:4566", false},
		{"127.0.0.1.example.com:4566", false},
		{"[fe80::1%lo]:4566", false},
	} {
		if err := requireLoopback(c.address, false); (err == nil) != c.local {
			t.Errorf("%s: %v", c.address, err)
		}
		if err := requireLoopback(c.address, true); err != nil {
			t.Errorf("%s with --public: %v", c.address, err)
		}
	}
	for _, address := range []string{"", "127.0.0.1", "::1", "localhost"} {
		for _, public := range []bool{false, true} {
			if err := requireLoopback(address, public); err == nil {
				t.Errorf("%q without a port is taken, public %t", address, public)
			}
		}
	}
}
