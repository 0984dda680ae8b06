package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
)

// A Region without anything is not mistaken for one in which all is well.
func TestEmptyRegionSaysWhichItIs(t *testing.T) {
	t.Parallel()
	script(t, `{"account": "123456789012", "region": "eu-west-3"}`, func(s *session) {
		s.pass(time.Minute)
		s.reads("Nothing at all here: 0 applications, 0 domains, 0 packages in eu-west-3, account 123456789012, endpoint localhost:4566. Wrong Region? ctrl+r")
		s.seesNot("Nothing needs attention.")
		s.press("2")
		s.reads("No applications in this account and Region.", "This is eu-west-3, account 123456789012, endpoint localhost:4566.")
	}, func(s *setup) { s.endpoint = "http://jane:secret@localhost:4566/?token=abc" })
}

// What is wrong with a Region is said where its data would be.
func TestRegionThatDoesNotExistIsSaidInPlace(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(time.Minute)
		s.reads("us-esat-1 is no Region of AWS; us-east-1?", "Name another: --region")
		s.press("2")
		s.reads("us-esat-1 is no Region of AWS; us-east-1?", "Name another: --region")
	}, func(s *setup) {
		w, err := emulator.ParseWorld([]byte(shop))
		if err != nil {
			t.Fatal(err)
		}
		service := emulator.New(w, emulator.Options{})
		service.SetFaults(all(emulator.FaultReset))
		s.source = awsclient.InProcess(service.Transport(), "us-esat-1")
	})
}
