// Package integration is the room of the CloudWatch Logs integration: its page, the
// form that puts one, and its deletion.
package integration
