package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"

	"oscope/model"
	"oscope/model/rule"
)

// configurationError is a failure whose cause and remedy are known better than
// what the SDK says about it.
type configurationError struct {
	kind    model.FailureKind
	action  string // that is not allowed, if that is the cause
	message string
	advice  string
	err     error
}

func (e configurationError) Error() string { return e.message }

func (e configurationError) Unwrap() error { return e.err }

// loadError explains why a configuration could not be loaded. An empty profile is
// that of the environment.
func loadError(ctx context.Context, err error, profile string) error {
	env, envErr := config.NewEnvConfig()
	if envErr != nil {
		return err // of the environment itself
	}
	profile = cmp.Or(profile, env.SharedConfigProfile, "default")
	configFile := cmp.Or(env.SharedConfigFile, config.DefaultSharedConfigFilename())
	keysFile := cmp.Or(env.SharedCredentialsFile, config.DefaultSharedCredentialsFilename())

	if missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		says := "No profile " + missing.Profile
		if role, ok := errors.AsType[config.SharedConfigAssumeRoleError](err); ok {
			says = fmt.Sprintf("No profile %s, from which %s is to be assumed", missing.Profile, role.RoleARN)
		}
		return configurationError{
			kind:    model.FailureCredentials,
			message: says + "; " + knownProfiles(missing.Profile, configFile, keysFile),
			advice:  "Name another with --profile or AWS_PROFILE, or add it to " + configFile + "; oscope then picks it up by itself.",
			err:     err,
		}
	}
	if _, ok := errors.AsType[config.AssumeRoleTokenProviderNotSetError](err); ok {
		return codeWanted(ctx, err, profile, configFile, keysFile)
	}
	return err
}

// codeWanted explains that a role is only for those who type a code.
func codeWanted(ctx context.Context, err error, profile, configFile, keysFile string) error {
	shared, loadErr := config.LoadSharedConfigProfile(ctx, profile, func(o *config.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = []string{configFile}, []string{keysFile}
	})
	if loadErr != nil {
		return err
	}
	wants := &shared
	for wants.Source != nil && wants.MFASerial == "" {
		wants = wants.Source
	}
	again := "oscope"
	if shared.Region != "" {
		again += " --region " + rule.ShellQuote(shared.Region)
	}
	return configurationError{
		kind:    model.FailureCredentials,
		message: fmt.Sprintf("Profile %s wants an MFA code for %s", profile, wants.RoleARN),
		advice: fmt.Sprintf("oscope cannot ask for the code of %s. Let the AWS CLI ask and start oscope with what it gets: "+
			`eval "$(aws configure export-credentials --profile %s --format env)"; %s`, wants.MFASerial, rule.ShellQuote(profile), again),
		err: err,
	}
}

// profilesMost is how many profiles are named in a message.
const profilesMost = 8

// knownProfiles names the profiles of the shared files, those first that a name may
// have been meant for.
func knownProfiles(name, configFile, keysFile string) string {
	all := profileNames(configFile, keysFile)
	if len(all) == 0 {
		return "there are none in " + configFile + " and " + keysFile
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(distance(name, a), distance(name, b)) })
	says := "known: " + strings.Join(all[:min(len(all), profilesMost)], ", ")
	if more := len(all) - profilesMost; more > 0 {
		says += fmt.Sprintf(" and %d more", more)
	}
	return says
}

// profileNames lists the profiles of the shared files, which the SDK reads only by
// name. In the configuration all but the default one are called "profile NAME", and
// sections of other names are none.
func profileNames(configFile, keysFile string) []string {
	var all []string
	for _, section := range sections(configFile) {
		if name, ok := strings.CutPrefix(section, "profile "); ok {
			all = append(all, strings.TrimSpace(name))
		} else if strings.EqualFold(section, "default") {
			all = append(all, section)
		}
	}
	for _, section := range sections(keysFile) {
		if !strings.HasPrefix(section, "profile ") {
			all = append(all, section)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sections lists what stands in brackets at the beginning of the lines of a file;
// of one that cannot be read there is nothing.
func sections(path string) []string {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var all []string
	for line := range strings.Lines(string(text)) {
		line, opened := strings.CutPrefix(strings.TrimSpace(line), "[")
		if name, _, closed := strings.Cut(line, "]"); opened && closed {
			all = append(all, strings.TrimSpace(name))
		}
	}
	return all
}
