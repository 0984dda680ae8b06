package model

// Scope names what a snapshot is about: the credentials of one account, and a Region.
type Scope struct {
	// Profile is the profile of the shared configuration that brings the credentials;
	// empty for those that every AWS tool finds by itself.
	Profile string
	// Account is the account of an organisation whose role is assumed with the
	// profile's credentials; empty where these are the account's own.
	Account string
	// Region is empty where the configuration tells it, which is known when that has
	// been read.
	Region string
}

// Ref identifies a resource across all scopes.
type Ref struct {
	Scope Scope
	Key   Key
}
