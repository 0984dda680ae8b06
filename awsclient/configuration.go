package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"

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
			message: says + ". " + knownProfiles(missing.Profile, readProfiles(configFile, keysFile), configFile, keysFile),
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
