package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"oscope/awsclient"
	"oscope/cmd/oscope/archive"
	"oscope/cmd/oscope/command"
	"oscope/cmd/oscope/config"
	"oscope/cmd/oscope/crash"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/recent"
	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/guard"
	"oscope/ui/notify"
	"oscope/ui/ondemand"
	"oscope/ui/terminal"
	"oscope/ui/theme"
)

// settings are the flags.
type settings struct {
	endpoint  string // a URL
	demo      bool
	readOnly  bool
	noHistory bool
	ascii     bool
	plain     bool
	log       string // a file for the calls
	theme     string

	profiles, regions list
	scopes            string // a set of the configuration
	organization      string // a role
	config            string // a file
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
  oscope --profile 'prod-*' --region eu-central-1,us-east-1
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 oscope`,
		Args:          knownCommand,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
		RunE:          func(cmd *cobra.Command, _ []string) error { return runDashboard(cmd.Context(), s) },
	}
	s.declare(root.PersistentFlags())
	root.Flags().BoolVar(&s.ascii, "ascii", false, "draw with ASCII characters only (default when the locale is not UTF-8)")
	root.Flags().BoolVar(&s.plain, "plain", false, "talk in lines of text, menus and typed answers: for screen readers, and through pipes")
	root.Flags().StringVar(&s.theme, "theme", "", "the theme: "+strings.Join(theme.Names(), ", ")+" (default: the configuration's, or auto)")
	s.complete(root)
	root.SetFlagErrorFunc(knownFlag)
	root.AddCommand(newConfigCommand(&s.config), newEmulateCommand(), newVersionCommand(), newManualCommand(), newPolicyCommand(&s))
	root.AddCommand(
		command.NewGet(s.open), command.NewWait(s.open), command.NewWatch(s.open), command.NewStatus(s.open),
		command.NewHistory(s.kept, s.named, s.open),
	)
	root.AddCommand(command.NewWrites(s.open)...)
	root.AddCommand(command.NewCheck(s.open))
	return root
}

// declare has the flags set them.
func (s *settings) declare(flags *pflag.FlagSet) {
	flags.BoolVar(&s.demo, "demo", false, "run on the embedded emulator, without an AWS account")
	flags.BoolVar(&s.readOnly, "read-only", false, "refuse every call that could change something")
	flags.Var(&s.profiles, "profile", "profiles of the shared AWS configuration, by name or pattern (default: AWS_PROFILE)")
	flags.Var(&s.regions, "region", "AWS Regions, by name or pattern, or all (default: AWS_REGION, or the profile's)")
	flags.StringVar(&s.scopes, "scopes", "", "set of profiles and Regions that the configuration file names")
	flags.StringVar(&s.organization, "organization", "", "role to assume in every account of the organisation")
	configFlag(flags, &s.config)
	flags.StringVar(&s.endpoint, "endpoint-url", "", "where all calls go instead of to AWS, as AWS_ENDPOINT_URL has it")
	flags.BoolVar(&s.noHistory, "no-history", false, "neither keep what happens nor read what was kept")
	flags.StringVar(&s.log, "log", "", "file to which every call is written, without anything private")
}

func runDashboard(ctx context.Context, s settings) error {
	c, chosen, err := s.chosen()
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	look, err := s.look(c)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	codes := ui.NewCodes()
	calls, err := openCalls(s.log) //nolint:contextcheck // a log has none
	if err != nil {
		return err
	}
	defer calls.close()
	clients := newClients(s, c, calls.take, codes.Ask)
	defer clients.Close()
	start, err := s.begin(ctx, clients, chosen)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	s.plain = s.plain || c.Plain
	if !s.plain && (!term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd())) {
		return exit.Usagef("standard input and output must be a terminal; without one: oscope get, wait, watch and status, or --plain")
	}
	o := ui.Options{
		Clients: clients, Opening: start, Codes: codes, Accounts: accounts(c), Look: look, Keys: c.Keys.Chosen(),
		Layout: desk.Layout(c.Layout), NoMouse: !c.Mouse, Demo: s.demo,
		Archive: past(s, c), Recent: lately(s, c), Columns: columns(s, c), Tell: telling(ctx, c.Notify), Terminal: notify.Of(os.Getenv),
	}
	if s.plain {
		return talk(ctx, s, calls, o)
	}
	return show(ctx, s, calls, o)
}

// show shows what is to be opened.
func show(ctx context.Context, s settings, calls *calls, o ui.Options) error {
	collectAfterStart()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	job := terminal.NewJob(os.Stdin)
	o.ASCII, o.Suspend = s.ascii || !utf8Locale(), job.Suspend()
	app := ui.New(ctx, o)

	options := []tea.ProgramOption{tea.WithoutSignalHandler(), tea.WithInput(terminal.Input(os.Stdin))}
	if os.Getenv("NO_COLOR") != "" { // Bubble Tea takes only "1" and "true"
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	guarded := guard.New(ctx, app)
	program := ondemand.NewProgram(ctx, os.Stdout, guarded, options...)
	calls.complain(func(err error) { program.Send(ui.Complaint(err)) })
	err := job.Run(ctx, program)
	if p := guarded.Panic(); p != nil {
		return crashed(calls, p)
	}
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil // a signal asked for it
	}
	if err != nil {
		return fmt.Errorf("the terminal program ended: %w", err)
	}
	if ctx.Err() == nil { // else the terminal may be gone, or nobody reads from it
		fmt.Print(farewell(app.Farewell(), s))
	}
	return nil
}

// crashed leaves a report of a panic.
func crashed(calls *calls, p *guard.Panic) error {
	return crash.Error(archive.StateFolder(), calls.record.Report(p, version()), time.Now())
}

// newClients returns the clients of the settings, which ask for MFA codes where somebody
// can be asked.
func newClients(s settings, c config.Config, trace awsclient.Trace, ask awsclient.AskCode) *awsclient.Fleet {
	o := awsclient.FleetOptions{ReadOnly: s.readOnly, Trace: trace, AskCode: ask}
	for id, account := range c.Accounts {
		if account.ReadOnly {
			o.ReadOnlyAccounts = append(o.ReadOnlyAccounts, string(id))
		}
	}
	if s.demo {
		newDemo().serve(&o)
	}
	return awsclient.NewFleet(o)
}

// past is where what happens is kept: not what happens in the demo.
func past(s settings, c config.Config) ui.Archive {
	if s.demo || s.noHistory || c.History.Off {
		return nil
	}
	return archive.Archive{Folder: archive.DefaultFolder()}
}

// lately is where it is kept which profiles and Regions were opened.
func lately(s settings, c config.Config) ui.Recent {
	if s.demo || s.noHistory || c.History.Off {
		return nil
	}
	return recent.In(archive.StateFolder())
}

// kept is the same for commands.
func kept(s settings, c config.Config) command.Archive {
	if files, ok := past(s, c).(archive.Archive); ok {
		return files
	}
	return nil
}

// columns are which columns are shown: what was chosen in the program goes before what is
// configured.
func columns(s settings, c config.Config) ui.Columns {
	all := ui.Columns{Configured: map[string][]string{}}
	for view, names := range c.Columns {
		for _, name := range names {
			all.Configured[string(view)] = append(all.Configured[string(view)], string(name))
		}
	}
	if file, ok := lately(s, c).(recent.File); ok {
		all.Chosen, all.Keep = file.Columns(), file.ChooseColumns
	}
	return all
}

// accounts are what the screen shows of accounts.
func accounts(c config.Config) map[string]desk.Account {
	all := map[string]desk.Account{}
	for id, account := range c.Accounts {
		all[string(id)] = desk.Account{Name: account.Name, Colour: account.Colour.Color(), ReadOnly: account.ReadOnly}
	}
	return all
}

// look is the theme of the flag or of the configuration, with its own colours.
func (s *settings) look(c config.Config) (theme.Look, error) {
	t := c.Theme
	look := theme.Look{Name: cmp.Or(s.theme, string(t.Name)), Own: theme.Own{
		Settled: t.Settled.Color(), InFlight: t.InFlight.Color(), Failed: t.Failed.Color(), Warning: t.Warning.Color(),
		Accent: t.Accent.Color(), Dim: t.Dim.Color(), Border: t.Border.Color(), Mark: t.Mark.Color(), Selected: t.Selected.Color(),
	}}
	if err := theme.Check(look.Name); err != nil {
		return theme.Look{}, fmt.Errorf("--theme: %w", err)
	}
	return look, nil
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
