package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/ui"
	"oscope/ui/ondemand"
	"oscope/ui/terminal"
)

// settings are the flags of the dashboard.
type settings struct {
	demo     bool
	readOnly bool
	profile  string
	region   string
	ascii    bool
}

func newRootCommand() *cobra.Command {
	var s settings
	root := &cobra.Command{
		Use:   "oscope",
		Short: "A live terminal dashboard for Amazon OpenSearch Service",
		Long: `oscope shows, live, what is in flight in one account and Region of Amazon
OpenSearch Service: applications being created, data sources waiting to attach.
Guided forms start those operations.

Credentials, Region, endpoints and proxies come from where every AWS tool takes
them. Without an account, --demo runs on an embedded emulator.`,
		Example: `  oscope --demo
  oscope --profile production --region eu-central-1 --read-only
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 oscope`,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
		RunE:          func(cmd *cobra.Command, _ []string) error { return runDashboard(cmd.Context(), s) },
	}
	flags := root.Flags()
	flags.BoolVar(&s.demo, "demo", false, "run on the embedded emulator, without an AWS account")
	flags.BoolVar(&s.readOnly, "read-only", false, "refuse every call that could change something")
	flags.StringVar(&s.profile, "profile", "", "profile of the shared AWS configuration (default: AWS_PROFILE)")
	flags.StringVar(&s.region, "region", "", "AWS Region (default: AWS_REGION, or the profile's)")
	flags.BoolVar(&s.ascii, "ascii", false, "draw status glyphs with ASCII characters (default when the locale is not UTF-8)")
	root.AddCommand(newEmulateCommand())
	return root
}

func runDashboard(ctx context.Context, s settings) error {
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return errors.New("standard input and output must be a terminal")
	}
	collectAfterStart()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	clients, scope := newClients(s)
	defer clients.Close()
	job := terminal.NewJob(os.Stdin)
	app := ui.New(ctx, ui.Options{
		Clients: clients, Scopes: []model.Scope{scope}, Demo: s.demo, ASCII: s.ascii || !utf8Locale(), Suspend: job.Suspend(),
	})

	options := []tea.ProgramOption{tea.WithoutSignalHandler(), tea.WithInput(terminal.Input(os.Stdin))}
	if os.Getenv("NO_COLOR") != "" { // Bubble Tea takes only "1" and "true"
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	err := job.Run(ctx, ondemand.NewProgram(ctx, os.Stdout, app, options...))
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil // a signal asked for it
	}
	if err != nil {
		return fmt.Errorf("the terminal program ended: %w", err)
	}
	return nil
}

// newClients returns the clients of the settings, and the scope, with its Region if it
// is known before any file is read.
func newClients(s settings) (*awsclient.Fleet, model.Scope) {
	source := func(of model.Scope) awsclient.Source { return awsclient.Shared(of.Profile, of.Region) }
	scope := model.Scope{Profile: s.profile, Region: s.region}
	if s.demo {
		demo := awsclient.InProcess(newDemo(), emulator.DemoRegion)
		source = func(model.Scope) awsclient.Source { return demo }
		scope.Region = emulator.DemoRegion
	}
	return awsclient.NewFleet(awsclient.FleetOptions{Source: source, ReadOnly: s.readOnly}), scope
}

// utf8Locale reports whether the environment asks for UTF-8, or does not say.
func utf8Locale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := os.Getenv(name); value != "" {
			value = strings.ToLower(value)
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return true
}
