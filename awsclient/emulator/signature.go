package emulator

import (
	"net/http"
	"strings"

	"oscope/model/rule"
)

// signature is what a request says of who signed it, and for what. Whether that is
// true is not looked at.
type signature struct {
	accessKey, region, service string
}

// signatureOf reads "AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/s3/aws4_request, …".
func signatureOf(r *http.Request) signature {
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	credential, _, _ = strings.Cut(credential, ",")
	parts := strings.Split(credential, "/")
	if len(parts) < 5 {
		return signature{}
	}
	// An access key id may hold slashes: count from the end.
	scope := len(parts) - 4
	return signature{strings.Join(parts[:scope], "/"), parts[scope+1], parts[scope+2]}
}

// accountKey is an access key that names its account. Those of AWS are as long, and
// begin with AKIA or ASIA.
var accountKey = rule.Pattern{Source: `.*[0-9]{12}`}

// AccessKey is an access key of an account, and of nobody elsewhere.
func AccessKey(account string) string { return "EMULATED" + account }

// place is where the request goes: what the signature leaves open is as in other.
func (s signature) place(other place) place {
	if accountKey.Match(s.accessKey) {
		other.account = s.accessKey[len(s.accessKey)-len("123456789012"):]
	}
	if regionPattern.Match(s.region) {
		other.region = s.region
	}
	return other
}
