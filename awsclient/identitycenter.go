package awsclient

import (
	"cmp"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
)

// identityCenter is a sign-in to IAM Identity Center as the shared files describe it.
// Any number of profiles may stand on one.
type identityCenter struct {
	Session  string // name of the sso-session; empty for the older kind of profile
	StartURL string
	Region   string
}

// key is what the token's file is named after, and what tells one sign-in from
// another.
func (c identityCenter) key() string { return cmp.Or(c.Session, c.StartURL) }

// name is the sign-in in words.
func (c identityCenter) name() string {
	if c.Session != "" {
		return "the sso-session " + c.Session
	}
	return cmp.Or(c.StartURL, "SSO")
}

// tokenPath is where the AWS CLI and the SDKs keep the token.
func (c identityCenter) tokenPath() (string, error) {
	return ssocreds.StandardCachedTokenFilepath(c.key())
}

// accountAccess is the scope that the AWS CLI asks for where the files name none. It
// is what a token can be renewed with.
const accountAccess = "sso:account:access"

// scopes are those to ask for. The older kind of profile has none, and a token that
// is never renewed.
func (c identityCenter) scopes() []string {
	if c.Session == "" {
		return nil
	}
	named := cmp.Or(setting(configFile(), "sso-session "+c.Session, "sso_registration_scopes"), accountAccess)
	var all []string
	for scope := range strings.SplitSeq(named, ",") {
		all = append(all, strings.TrimSpace(scope))
	}
	return all
}

func configFile() string {
	return cmp.Or(os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFilename())
}

// setting returns a value of a section of a shared file, of which the SDK tells only
// those that it needs itself; of a file that cannot be read there is none.
func setting(path, section, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	inside, found := false, ""
	for line := range strings.Lines(string(text)) {
		if header, opened := strings.CutPrefix(strings.TrimSpace(line), "["); opened {
			header, _, _ = strings.Cut(header, "]")
			inside = strings.Join(strings.Fields(strings.NewReplacer(`"`, "", "'", "").Replace(header)), " ") == section
			continue
		}
		if key, value, ok := strings.Cut(line, "="); ok && inside && strings.TrimSpace(key) == name {
			found = strings.TrimSpace(value)
		}
	}
	return found
}
