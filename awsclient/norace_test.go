//go:build !race

package awsclient_test

const underRace = false
