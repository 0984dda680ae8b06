// Package awsclient is the only code that talks to AWS: calls of the SDK go in,
// values of package model come out. Pagination, batching, retries, the rate
// gate, the read-only switch and the translation of errors live here; what to
// ask and when is planned in package live, and nothing here is about a screen.
//
// The same path serves real use, the demo and the tests: only the source of the
// aws.Config differs (Shared for an account, InProcess for the emulator).
package awsclient
