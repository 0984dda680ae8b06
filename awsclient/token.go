package awsclient

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// tokenFile is a token of IAM Identity Center in the cache that the AWS CLI and the
// SDKs share (SERVICE.md §10.2), with the registration that it was got with. Members of which
// nothing is known here are kept.
type tokenFile map[string]json.RawMessage

// The members of the file.
const (
	tokenStartURL     = "startUrl"
	tokenRegion       = "region"
	tokenAccess       = "accessToken"
	tokenExpires      = "expiresAt"
	tokenClient       = "clientId"
	tokenSecret       = "clientSecret"
	tokenClientExpiry = "registrationExpiresAt"
	tokenRefresh      = "refreshToken"
)

// readToken reads a token's file. Of one that is not there, or is none, nothing is
// known.
func readToken(path string) tokenFile {
	t := tokenFile{}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &t) != nil {
		return tokenFile{}
	}
	return t
}

func (t tokenFile) text(member string) string {
	var text string
	if json.Unmarshal(t[member], &text) != nil {
		return ""
	}
	return text
}

// time returns a member that is a time; the zero one if there is none. It must be
// of RFC 3339: the AWS CLI once wrote another form, which the SDK refuses.
func (t tokenFile) time(member string) time.Time {
	at, err := time.Parse(time.RFC3339, t.text(member))
	if err != nil {
		return time.Time{}
	}
	return at
}

// set sets a member, or takes it out if it is empty.
func (t tokenFile) set(member, text string) {
	delete(t, member)
	if text != "" {
		t[member], _ = json.Marshal(text) //nolint:errchkjson // a text has always a form in JSON
	}
}

func (t tokenFile) setTime(member string, at time.Time) {
	t.set(member, at.UTC().Format(time.RFC3339))
}

// secrets are the members that nobody may see.
func (t tokenFile) secrets() []string {
	return []string{t.text(tokenAccess), t.text(tokenRefresh), t.text(tokenSecret)}
}

// write puts the file in its place at once, so that nobody reads half of it, and
// for nobody else to read.
func (t tokenFile) write(path string) error {
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, ".token-*") // of mode 0600
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return err
}

// stamp tells one content of a file from the next without reading it. That of no
// file is the zero one.
type stamp struct {
	modified time.Time
	size     int64
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.ModTime(), info.Size()}
}
