package emulator_test

import (
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
)

func TestClock(t *testing.T) {
	const world = `{"applications":[{"name":"logs","status":"CREATING"}]}`
	for name, test := range map[string]struct {
		options          emulator.Options
		advance          time.Duration
		creating, active time.Duration // real time at which it still is, and no longer is
	}{
		"as time goes":     {emulator.Options{}, 0, 14 * time.Second, 15 * time.Second},
		"ten times faster": {emulator.Options{Speed: 10}, 0, 1400 * time.Millisecond, 1500 * time.Millisecond},
		"half as fast":     {emulator.Options{Speed: 0.5}, 0, 29 * time.Second, 30 * time.Second},
		"moved on":         {emulator.Options{}, 10 * time.Second, 4 * time.Second, 5 * time.Second},
		"faster, moved on": {emulator.Options{Speed: 5}, 10 * time.Second, 900 * time.Millisecond, time.Second},
		"other durations":  {emulator.Options{Durations: emulator.Durations{ApplicationCreate: time.Hour}}, 0, 59 * time.Minute, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := load(t, world, test.options)
				e.Advance(test.advance)
				time.Sleep(test.creating)
				if got := e.World().Applications[0].Status; got != "CREATING" {
					t.Errorf("after %v: %s", test.creating, got)
				}
				time.Sleep(test.active - test.creating)
				if got := e.World().Applications[0].Status; got != "ACTIVE" {
					t.Errorf("after %v: %s", test.active, got)
				}
			})
		})
	}
	t.Run("at a standstill", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			e := load(t, world, emulator.Options{Standstill: true, Speed: 3})
			time.Sleep(24 * time.Hour)
			if got := e.World().Applications[0].Status; got != "CREATING" {
				t.Errorf("got %s", got)
			}
			e.Advance(15 * time.Second)
			if got := e.World().Applications[0].Status; got != "ACTIVE" {
				t.Errorf("moved on: got %s", got)
			}
		})
	})
}
