package awsclient

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"

	"oscope/model"
	"oscope/model/rule"
)

// signIn is what somebody has to renew from time to time for the credentials of a
// configuration to be valid. It is empty where nothing is known of that.
type signIn struct {
	to      string // "the sso-session corp"
	role    string // "Operator in account 123456789012"
	advice  string
	center  *identityCenter // nil where it is no sign-in to IAM Identity Center
	codeFor string          // the profile that wants MFA codes, if one does
}

// signInOf returns the sign-in of a configuration.
func signInOf(c aws.Config) signIn {
	sources := credentialSources(c.Credentials)
	has := func(source aws.CredentialSource) bool { return slices.Contains(sources, source) }
	if has(aws.CredentialSourceEnvVars) {
		return signIn{advice: "They come from the environment, which does not change under a running program: start oscope again with new ones."}
	}
	profile := sharedConfig(c)
	if profile == nil {
		return signIn{}
	}
	s := signIn{}
	for ; ; profile = profile.Source {
		if profile.MFASerial != "" {
			s.codeFor = sharedConfig(c).Profile
		}
		if profile.Source == nil {
			break
		}
	}
	name := rule.ShellQuote(profile.Profile)
	var command string
	switch {
	case has(aws.CredentialSourceProfileSSO) && profile.SSOSession != nil:
		session := profile.SSOSession
		s.center = &identityCenter{session.Name, session.SSOStartURL, session.SSORegion}
		command = "aws sso login --sso-session " + rule.ShellQuote(session.Name)
	case has(aws.CredentialSourceSSOLegacy):
		s.center = &identityCenter{"", profile.SSOStartURL, profile.SSORegion}
		command = "aws sso login --profile " + name
	case has(aws.CredentialSourceLogin):
		s.to = "the aws login of profile " + profile.Profile
		command = "aws login --profile " + name
	default:
		return s
	}
	if s.center != nil {
		s.to = s.center.name()
		s.role = fmt.Sprintf("role %s in account %s", profile.SSORoleName, profile.SSOAccountID)
	}
	s.advice = "Sign in: " + command + ". oscope picks it up by itself."
	return s
}

// here names what one can sign in to in the program.
func (s signIn) here() string {
	switch {
	case s.center != nil:
		return s.to
	case s.codeFor != "":
		return "profile " + s.codeFor + ", with an MFA code"
	}
	return ""
}

// secrets are what a service could repeat of the token.
func (s signIn) secrets() []string {
	if s.center == nil {
		return nil
	}
	path, err := s.center.tokenPath()
	if err != nil {
		return nil
	}
	return readToken(path).secrets()
}

// explain makes of a provider's failure one that names the sign-in which is missing,
// if that is what it is.
func (s signIn) explain(err error) error {
	code, text := "", err.Error()
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		code, text = api.ErrorCode(), api.ErrorMessage()
	}
	switch {
	case code == "ForbiddenException" && ofService(err, "SSO"):
		return configurationError{
			kind: model.FailurePermission, action: "sso:GetRoleCredentials",
			message: "The " + cmp.Or(s.role, "role") + " is not assigned to who is signed in: " + text,
			advice:  "Have the role assigned, or name a profile with another one.",
			err:     err,
		}
	case strings.Contains(text, "missing permissions for the CreateOAuth2Token action"):
		return configurationError{
			kind: model.FailurePermission, action: "signin:CreateOAuth2Token",
			message: text,
			advice:  "Who signed in may not use aws login. Ask for the action to be allowed, or name a profile that signs in otherwise.",
			err:     err,
		}
	case kinds[code] == model.FailureExpired, signedOut(err):
		message := cmp.Or(text, oauthText(err), "it cannot be renewed") // few errors of SSO OIDC have a text
		if s.to != "" {
			message = "Not signed in to " + s.to + ": " + message
		}
		return configurationError{kind: model.FailureExpired, message: message, advice: s.advice, err: err}
	}
	return err
}

// signedOut reports whether one has to sign in again. Only the oldest kind of
// profile has an error of its own for that; of the others the SDK tells in words
// (SERVICE.md §10.1).
func signedOut(err error) bool {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok {
		return true
	}
	text := err.Error()
	for _, says := range []string{"SSO token is expired", "please reauthenticate", "failed to parse cached SSO token file", "cached SSO token must contain"} {
		if strings.Contains(text, says) {
			return true
		}
	}
	return errors.Is(err, fs.ErrNotExist) && strings.Contains(text, "cached SSO token file")
}

// ofService reports whether a call of a service has failed, or one that was made for
// its sake.
func ofService(err error, id string) bool {
	for err != nil {
		call, ok := errors.AsType[*smithy.OperationError](err)
		if ok && call.Service() == id {
			return true
		}
		err = nil
		if ok {
			err = call.Err
		}
	}
	return false
}

// oauthText is what SSO OIDC says of a failure. It does so in a member of its own,
// where the SDK does not look for the text of an error.
func oauthText(err error) string {
	api, ok := errors.AsType[smithy.APIError](err)
	if v := reflect.Indirect(reflect.ValueOf(api)); ok && v.Kind() == reflect.Struct {
		if member := v.FieldByName("Error_description"); member.IsValid() {
			text, _ := reflect.TypeAssert[*string](member)
			return aws.ToString(text)
		}
	}
	return ""
}
