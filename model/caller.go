package model

import "strings"

// Caller is who the credentials of a scope belong to, and where. All but account
// and ARN are the configuration's own: they are known before the service answers,
// and when it refuses to.
type Caller struct {
	Account string
	ARN     string
	Region  string
	// Profile is the one of the shared configuration whose credentials are used;
	// empty when they come from elsewhere, as from the environment.
	Profile string
	// Endpoint is where calls go instead of to AWS, without what is private of it:
	// "127.0.0.1:4566", or "s3: 127.0.0.1:9000" where that is not so of all services.
	Endpoint string
}

// Owns reports whether an ARN is of the caller's account and Region.
func (c Caller) Owns(arn string) bool {
	return strings.Contains(arn, ":"+c.Region+":"+c.Account+":")
}

// Role returns the part of the caller's ARN that a person recognises:
// "role/Operator" for an assumed role, "user/jane" for a user.
func (c Caller) Role() string {
	_, resource, _ := strings.Cut(c.ARN, c.Account+":")
	if rest, ok := strings.CutPrefix(resource, "assumed-role/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return "role/" + name
	}
	return resource
}

// PrincipalARN returns the ARN of who we are as policies name it: the role, not
// the session of it. It is empty while unknown.
func (c Caller) PrincipalARN() string {
	prefix, session, ok := strings.Cut(c.ARN, ":assumed-role/")
	if !ok {
		return c.ARN
	}
	role, _, _ := strings.Cut(session, "/")
	return strings.Replace(prefix, ":sts:", ":iam:", 1) + ":role/" + role
}
