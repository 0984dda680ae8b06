package main

import (
	"bytes"
	"context"
	"image/gif"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
)

// sh is a shot of a shell script.
func sh(script string, steps ...step) shot {
	return shot{width: 40, height: 5, args: []string{"-c", script}, script: steps}
}

func TestTake(t *testing.T) {
	s := sh(`stty -echo; printf 'ready\n'; read x; printf "got %s in %s" "$x" "$(stty size)"; read x`,
		wait(`^ready$`), keys("a", "b", "\r"), wait(`^got ab in 5 40$`), settle())
	first, err := s.take(t.Context(), "/bin/sh")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(first.data)); err != nil {
		t.Error(err)
	}
	second, err := s.take(t.Context(), "/bin/sh")
	if err != nil || !bytes.Equal(first.data, second.data) {
		t.Errorf("the same screen became other bytes (error: %v)", err)
	}
}

// A film has a frame for each that was asked for, as long as was said, and of what has not
// changed none but the first shows anything.
func TestFilm(t *testing.T) {
	s := sh(`stty -echo; printf 'one\n'; read x; printf 'two\n'; read x`,
		wait(`^one$`), film(time.Second), keys("\r"), wait(`^two$`), film(2*time.Second), film(3*time.Second))
	taken, err := s.take(t.Context(), "/bin/sh")
	if err != nil || taken.extension != ".gif" {
		t.Fatal(taken.extension, err)
	}
	moving, err := gif.DecodeAll(bytes.NewReader(taken.data))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(moving.Delay, []int{100, 200, 300}) || moving.LoopCount != 0 {
		t.Errorf("delays %v, loops %d", moving.Delay, moving.LoopCount)
	}
	whole, second, third := moving.Image[0].Rect, moving.Image[1].Rect, moving.Image[2].Rect
	if !second.In(whole) || second.Dy() > 3*cellHeight || third.Dx() != 1 {
		t.Errorf("frames %v, %v, %v", whole, second, third)
	}
}

// The terminal must answer as one of its colours.
func TestBackgroundQuery(t *testing.T) {
	const query = `stty raw -echo; printf '\033]11;?\033\\\033[?996n'; printf 'answers:'; dd bs=1 count=32 2>/dev/null | tr -d '\033\007\\' ; sleep 60`
	for _, c := range []struct {
		light bool
		want  string
	}{
		{false, `answers:\]11;rgb:1414/1616/1c1c.*\?997;1`},
		{true, `answers:\]11;rgb:fcfc/fcfc/fbfb.*\?997;2`},
	} {
		s := sh(query, wait(c.want))
		s.width, s.light = 80, c.light
		if _, err := s.take(t.Context(), "/bin/sh"); err != nil {
			t.Error(err)
		}
	}
}

func TestTakeFails(t *testing.T) {
	for _, c := range []struct {
		name string
		shot shot
		want []string
	}{
		{"program ends", sh("echo boom; exit 3", wait("never")), []string{"ended", "boom"}},
		{"text does not come", sh("echo here; sleep 60", wait("here"), wait("never")), []string{"deadline", "here"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			_, err := c.shot.take(ctx, "/bin/sh")
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not say %q: %v", want, err)
				}
			}
		})
	}
}

func TestChoose(t *testing.T) {
	names := map[string]bool{}
	all, err := choose("")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if names[s.name] {
			t.Errorf("two shots are called %s", s.name)
		}
		names[s.name] = true
		if one, err := choose(s.name); err != nil || len(one) != 1 || one[0].name != s.name {
			t.Errorf("choosing %s gives %d shots (error: %v)", s.name, len(one), err)
		}
	}
	if _, err := choose("nothing"); err == nil || !strings.Contains(err.Error(), "overview-dark") {
		t.Errorf("choosing an unknown shot: %v; want the names that there are", err)
	}
}
