package ui_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"

	"oscope/awsclient/emulator"
)

// Account and Region are in the header whatever else there is to say, on any
// terminal that oscope can be used on.
func TestHeaderAlwaysSaysWhere(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 100, 120, 200} {
		t.Run(strconv.Itoa(width), func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.pass(time.Second)
				s.aws.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 40}})
				s.press("r")
				s.pass(20 * time.Second)
				header := s.header()
				if !strings.Contains(header, "123456789012 · us-east-1") {
					t.Errorf("the header is %q", header)
				}
				if room := len(header) - len(strings.TrimRight(header, " ")); room > 30 && !strings.Contains(header, "! ") {
					t.Errorf("something went although there is room: %q", header)
				}
			}, size(width, 24), func(s *setup) { s.endpoint, s.readOnly = "http://opensearch.internal.example.com:4566", true })
		})
	}
}

// Whoever is about to confirm a write reads first where it goes.
func TestEveryReviewBeginsWithWhere(t *testing.T) {
	t.Parallel()
	for _, w := range everyWrite {
		t.Run(w.operation, func(t *testing.T) {
			t.Parallel()
			script(t, w.world, func(s *session) {
				w.ready(s)
				s.reads("Account 123456789012 · us-east-1")
			}, size(112, 30)) // room for the detail, which the tags come from
		})
	}
}

// The profile is shown, and so is where its calls go.
func TestHeaderNamesTheProfile(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(time.Second)
		if header := s.header(); !strings.Contains(header, "production · 123456789012 · us-east-1") {
			t.Errorf("the header is %q", header)
		}
		s.press("2", "D")
		s.sees("Account 123456789012 · us-east-1 · profile production")
		s.reads("--region us-east-1 --profile production") // the command goes there too
		s.press("esc", "n")
		s.write("fresh")
		s.field("Review")
		s.press("y")
		if !strings.HasSuffix(s.Clipboard(), " --profile production") {
			t.Errorf("copied %s", s.Clipboard())
		}
	}, size(120, 35), func(s *setup) {
		w, err := emulator.ParseWorld([]byte(shop))
		if err != nil {
			t.Fatal(err)
		}
		s.source = func(context.Context) (aws.Config, error) {
			c, err := inProcess(w)
			c.ConfigSources = []any{config.SharedConfig{Profile: "production"}}
			c.Credentials = ofProfile{c.Credentials}
			return c, err
		}
	})
}

// ofProfile are credentials that a profile of the shared files names.
type ofProfile struct{ aws.CredentialsProvider }

func (ofProfile) ProviderSources() []aws.CredentialSource {
	return []aws.CredentialSource{aws.CredentialSourceProfile}
}
