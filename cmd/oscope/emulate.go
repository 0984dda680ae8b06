package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/exit"
)

type emulateSettings struct {
	addr      string
	world     string
	speed     float64
	latency   time.Duration
	awsConfig string
	public    bool
}

func newEmulateCommand() *cobra.Command {
	var s emulateSettings
	cmd := &cobra.Command{
		Use:   "emulate",
		Short: "Serve the embedded emulator on a port, for any AWS tool",
		Long: `Serves the emulator that --demo uses over HTTP. Any AWS SDK or the AWS CLI can
use it: set AWS_ENDPOINT_URL to its address, and any credentials.

It serves many accounts and Regions at once. The Region is that of the request;
an access key that ends in twelve digits is one of that account, any other one of
the world's first account. --world fleet:100x10 is a fleet of 100 accounts in 10
Regions each, in which 95 % of these hold nothing and the others 16 resources;
fleet:100x10:empty=50:each=40 has it otherwise.`,
		Example: `  oscope emulate --addr 127.0.0.1:4566 --world demo
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 \
    AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws opensearch list-applications

  oscope emulate --world fleet:100x10 --latency 80ms --aws-config fleet.config
  AWS_CONFIG_FILE=fleet.config oscope --profile '*' --region all`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return emulate(cmd.Context(), s) },
	}
	flags := cmd.Flags()
	flags.StringVar(&s.addr, "addr", "127.0.0.1:4566", "address to listen on")
	flags.StringVar(&s.world, "world", "", "file with the world to begin with, or demo, or fleet:ACCOUNTSxREGIONS (default: an empty one)")
	flags.Float64Var(&s.speed, "speed", 1, "emulated seconds per second; 0 stops the clock")
	flags.DurationVar(&s.latency, "latency", 0, "how long every answer waits, such as 80ms")
	flags.StringVar(&s.awsConfig, "aws-config", "", "write a shared AWS configuration file with a profile for each account")
	flags.BoolVar(&s.public, "public", false, "allow an address that other machines can reach")
	return cmd
}

func emulate(ctx context.Context, s emulateSettings) error {
	world, err := readWorld(s.world)
	if err == nil {
		err = s.check()
	}
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	e := emulator.New(world, emulator.Options{Speed: s.speed, Standstill: s.speed == 0, Latency: s.latency})
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", s.addr)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", s.addr, err)
	}
	if s.awsConfig != "" {
		if err := writeAWSConfig(s.awsConfig, awsConfig(world, endpoint(listener.Addr()))); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	fmt.Printf("emulating %s on http://%s\n", extent(world), listener.Addr())
	server := &http.Server{
		Handler:           e.Control(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// check returns what is wrong with the flags.
func (s emulateSettings) check() error {
	switch {
	case s.speed < 0 || math.IsNaN(s.speed) || math.IsInf(s.speed, 0):
		return errors.New("--speed must be a number, 0 or more")
	case s.latency < 0:
		return errors.New("--latency must not be negative")
	}
	return requireLoopback(s.addr, s.public)
}

// readWorld reads a world by its name: a file's, "demo", that of a fleet, or nothing
// for an empty one.
func readWorld(name string) (emulator.World, error) {
	if size, ok := strings.CutPrefix(name, "fleet:"); ok {
		fleet, err := emulator.ParseFleet(size)
		if err != nil {
			return emulator.World{}, fmt.Errorf("--world %s: %w", name, err)
		}
		return fleet.World(), nil
	}
	switch name {
	case "":
		return emulator.ParseWorld([]byte("{}"))
	case "demo":
		return emulator.DemoWorld(), nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return emulator.World{}, fmt.Errorf("reading the world: %w", err)
	}
	world, err := emulator.ParseWorld(data)
	if err != nil {
		return emulator.World{}, fmt.Errorf("%s: %w", name, err)
	}
	return world, nil
}

// requireLoopback refuses to serve other machines unless told to: the emulator
// checks no signatures, and its control routes need no credentials at all.
func requireLoopback(addr string, public bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %s: %w", addr, err)
	}
	if ip := net.ParseIP(host); public || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %s can be reached from other machines; add --public if that is meant", addr)
}
