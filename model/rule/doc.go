// Package rule says what a request may be: the operations that oscope calls and the
// emulator serves with the constraints that the service puts on their members, the
// types of the requests, and the AWS CLI command that makes the same request.
//
// A form checks what is typed, and the emulator what arrives, against these rules
// and nothing else. What the resources are is in package model. Whether a resource
// is in a state that allows a request depends on what is known of the scope, and is
// in package live.
package rule
