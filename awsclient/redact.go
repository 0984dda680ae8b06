package awsclient

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// secrets are the values of a client that no text may show. A service, a proxy or
// a credential_process may repeat them in what it says about a failure.
type secrets struct {
	mu    sync.Mutex
	known []string // the newest last
}

const (
	secretsMost = 64 // those of the last hours: session tokens are renewed
	// Values of emulators, such as "x" or "test", are no secrets and stand in every
	// other text.
	secretLeast = 8
	// A text may be cut within a secret: so much of its beginning gives it away.
	secretStart = 16
)

const redacted = "[redacted]"

// remember adds values that have come to be known.
func (s *secrets) remember(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range values {
		for _, form := range []string{value, url.QueryEscape(value)} {
			if len(form) >= secretLeast && !slices.Contains(s.known, form) {
				s.known = append(s.known, form)
			}
		}
	}
	s.known = s.known[max(0, len(s.known)-secretsMost):]
}

// redact takes out of a text what is secret, or looks like it.
func (s *secrets) redact(text string) string {
	s.mu.Lock()
	known := slices.Clone(s.known)
	s.mu.Unlock()
	for _, secret := range known {
		text = redactValue(text, secret)
	}
	for _, p := range secretPatterns {
		text = p().ReplaceAllString(text, "${1}"+redacted)
	}
	return text
}

// redactValue takes a secret out of a text, also one that the text breaks off.
func redactValue(text, secret string) string {
	start := secret[:min(len(secret), secretStart)]
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, start)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(redacted)
		more := secret[len(start):]
		for more != "" && rest != "" && more[0] == rest[0] {
			more, rest = more[1:], rest[1:]
		}
		text = rest
	}
}

// secretPatterns are what secrets look like in the texts of services and tools:
// signed headers, canonical requests, presigned URLs, JSON, shell traces. What
// stands in the group is kept.
var secretPatterns = []func() *regexp.Regexp{
	pattern(`(?i)(AWS4-[A-Z0-9-]+\s+Credential=)[^"'\r\n<>]+`),
	pattern(`(?i)(\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic|aws)\s+)[^"'\s<>,]+`),
	pattern(`(?i)((?:x-amz-(?:security-token|sso_bearer_token|credential|signature)|(?:aws_?)?secret_?access_?key|(?:aws_?)?session_?token|access_?token|refresh_?token|client_?secret)["']?\s*[:=]\s*["']?)[^"'\s<>,;&]+`),
	pattern(`(?i)(<(?:secretaccesskey|sessiontoken)>)[^<]+`),
	pattern(`\b((?:AKIA|ASIA))[A-Z2-7]{12,}\b`), // an access key's id: the kind is kept
	pattern(`(://)[^/@\s"']*:[^/@"']*@`),
}

// secretsOf are the secret values of a configuration; those that its provider
// brings come to be known later.
func secretsOf(c aws.Config, endpoints []serviceEndpoint) []string {
	var all []string
	for _, source := range c.ConfigSources {
		switch source := source.(type) {
		case config.EnvConfig:
			all = append(all, source.Credentials.SecretAccessKey, source.Credentials.SessionToken, source.ContainerAuthorizationToken)
		case config.SharedConfig:
			for profile := &source; profile != nil; profile = profile.Source {
				all = append(all, profile.Credentials.SecretAccessKey, profile.Credentials.SessionToken)
			}
		}
	}
	for _, e := range endpoints {
		// Also of what is no URL, which the SDK says by repeating it; user and
		// password are known by their place.
		_, query, _ := strings.Cut(aws.ToString(e.url), "?")
		all = append(all, query)
	}
	return all
}

var (
	escapeSequences = pattern(`\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])`)
	notPrintable    = pattern(`[\s\p{C}\x{FFFD}]+`)
)

// printable makes one line of what a program wrote, without what would do
// something to a terminal.
func printable(text string) string {
	text = escapeSequences().ReplaceAllString(strings.ToValidUTF8(text, " "), "")
	return strings.TrimSpace(notPrintable().ReplaceAllString(text, " "))
}
