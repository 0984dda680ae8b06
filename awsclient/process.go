package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/model"
	"oscope/model/rule"
)

// processTimeout is how long a credential_process may take: a little less than the
// calls that wait for it, so that they can still tell what it said.
const processTimeout = callTimeout - time.Second

// process obtains credentials from a profile's credential_process. The SDK's own
// provider gives the program the terminal, which is the dashboard's: it would take
// its keys and write over the screen. Nor does it end the program when nobody
// waits for it any more.
type process struct {
	profile  string
	command  string
	children *children
}

// Retrieve implements aws.CredentialsProvider.
func (p process) Retrieve(ctx context.Context) (aws.Credentials, error) {
	var (
		value aws.Credentials
		said  tail
	)
	provider := processcreds.NewProviderCommand(processcreds.NewCommandBuilderFunc(func(ctx context.Context) (*exec.Cmd, error) {
		cmd := shell(ctx, p.command)
		cmd.Env = os.Environ()
		cmd.Stderr = &said
		isolate(cmd)
		cmd.WaitDelay = time.Second // for what holds its output open and is not of its group
		return cmd, nil
	}), func(o *processcreds.Options) { o.Timeout = processTimeout })
	err := p.children.run(ctx, func(ctx context.Context) (err error) {
		value, err = provider.Retrieve(ctx)
		return err
	})
	if err != nil {
		return aws.Credentials{}, p.failure(err, printable(said.String()))
	}
	return value, nil
}

func shell(ctx context.Context, command string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		return exec.CommandContext(ctx, "cmd.exe", "/C", command)
	}
	return exec.CommandContext(ctx, "sh", "-c", command)
}

// failure tells how the program failed and what it said about that.
func (p process) failure(err error, said string) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	why := err.Error()
	if provider, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		// The SDK quotes all that the program wrote if it cannot parse it, which may
		// be credentials: only what is wrong with it is told.
		err = cmp.Or(errors.Unwrap(provider.Err), provider.Err)
		why = err.Error()
	}
	if said != "" {
		why += ": " + said
	}
	return configurationError{
		kind:    model.FailureCredentials,
		message: fmt.Sprintf("credential_process of profile %s failed: %s", p.profile, why),
		advice: "It runs without a terminal here. If it has to ask for something, let it do so in a shell first, as by aws sts get-caller-identity --profile " +
			rule.ShellQuote(p.profile) + "; oscope tries again by itself.",
		err: err,
	}
}

// withProcess returns the credentials of a configuration, with a credential_process
// in them run by us.
func withProcess(c aws.Config, all *children) aws.CredentialsProvider {
	profile := sharedConfig(c)
	if profile == nil || !slices.Contains(credentialSources(c.Credentials), aws.CredentialSourceProcess) {
		return c.Credentials
	}
	// The SDK assumes roles without regard to an endpoint for all services.
	c.BaseEndpoint = nil
	return processChain(c, profile, all)
}

// processChain repeats how the SDK gets from the profile that has the process to
// the roles that others assume with it.
func processChain(c aws.Config, profile *config.SharedConfig, all *children) aws.CredentialsProvider {
	var provider aws.CredentialsProvider = process{profile: profile.Profile, command: profile.CredentialProcess, children: all}
	if profile.Source != nil {
		provider = processChain(c, profile.Source, all)
	}
	if profile.RoleARN != "" {
		c.Credentials = provider
		provider = stscreds.NewAssumeRoleProvider(sts.NewFromConfig(c), profile.RoleARN, func(o *stscreds.AssumeRoleOptions) {
			o.RoleSessionName = profile.RoleSessionName
			if d := aws.ToDuration(profile.RoleDurationSeconds); d > stscreds.DefaultDuration {
				o.Duration = d
			}
			if profile.ExternalID != "" {
				o.ExternalID = &profile.ExternalID
			}
			if profile.MFASerial != "" {
				o.SerialNumber = &profile.MFASerial
			}
			roleOptions(c, o)
		})
	}
	return aws.NewCredentialsCache(provider, expiryWindow)
}

// roleOptions applies what a configuration was loaded with for assuming roles.
func roleOptions(c aws.Config, o *stscreds.AssumeRoleOptions) {
	for _, source := range c.ConfigSources {
		if loaded, ok := source.(config.LoadOptions); ok && loaded.AssumeRoleCredentialOptions != nil {
			loaded.AssumeRoleCredentialOptions(o)
		}
	}
}

// tail keeps the last that is written to it: programs end with what went wrong.
type tail struct{ kept []byte }

const tailMost = 2000 // bytes

func (t *tail) String() string { return string(t.kept) }

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p[max(0, len(p)-tailMost):]...)
	t.kept = t.kept[max(0, len(t.kept)-tailMost):]
	return len(p), nil
}
