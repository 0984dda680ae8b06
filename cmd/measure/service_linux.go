package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// world is what oscope is measured with.
type world struct {
	name  string
	rows  int // applications
	going int // of them, being created
}

var worlds = []world{
	{"nothing in flight", 50, 0},
	{"50 in flight", 50, 50},
	{"10,000 rows, being read", 10_000, 0},
}

// service is an emulator in a process of its own.
type service struct {
	command *exec.Cmd
	address string
}

func serve(ctx context.Context, oscope, dir string, w world) (service, error) {
	type application struct {
		Name   string `json:"name"`
		Status string `json:"status"`
	}
	var content struct {
		Applications []application `json:"applications"`
	}
	for i := range w.rows {
		status := "ACTIVE"
		if i < w.going {
			status = "CREATING"
		}
		content.Applications = append(content.Applications, application{fmt.Sprintf("application-%05d", i), status})
	}
	text, err := json.Marshal(content)
	if err != nil {
		return service{}, err
	}
	file := filepath.Join(dir, "world.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return service{}, err
	}
	address, err := free(ctx)
	if err != nil {
		return service{}, err
	}
	s := service{exec.CommandContext(ctx, oscope, "emulate", "--addr", address, "--world", file, "--speed", "0"), address}
	s.command.Stderr = os.Stderr
	if err := s.command.Start(); err != nil {
		return service{}, err
	}
	for range 100 {
		if c, err := new(net.Dialer).DialContext(ctx, "tcp", address); err == nil {
			return s, c.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.end()
	return service{}, fmt.Errorf("the emulator of %q does not answer", w.name)
}

// free returns an address of this machine that nobody listens on.
func free(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func (s service) environment() []string {
	return []string{
		"AWS_ENDPOINT_URL=http://" + s.address, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=x", "AWS_SECRET_ACCESS_KEY=x",
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_PROFILE=",
	}
}

func (s service) end() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
}
