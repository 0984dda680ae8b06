// Package emulator is an embedded Amazon OpenSearch Service: an http.Handler that
// speaks the wire protocols of the service and of its neighbours (OpenSearch
// Serverless, CloudWatch Logs, S3, KMS, IAM, STS, Organizations, Account Management, Identity Center), keeps resources, and moves them
// through the documented life cycle on a clock of its own. The demo, the tests and
// `oscope emulate` all use this one handler; only what carries the requests to it
// differs.
//
// It refuses what the service refuses, in the service's words: the constraints
// come from package rule, the error texts and HTTP statuses from recordings.
// What nobody has documented or recorded had to be chosen; README.md lists every
// such choice.
//
// One emulator is many accounts and Regions: scope.go holds their states, and
// signature.go says which of them a request is for.
//
// A request passes through these files: emulator.go (one request from arrival to
// answer), operation.go (which operation it is; the table of all operations),
// protocol.go and query.go (reading and writing), then the file of the resource.
// World (world.go) is what the emulator holds, as JSON. Listening on a port and
// the flags of `oscope emulate` belong to package cmd.
package emulator
