package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
)

// drag drags from one place to another with the left button.
func (s *session) drag(fromX, fromY, toX, toY int) {
	s.Send(tea.MouseClickMsg{X: fromX, Y: fromY, Button: tea.MouseLeft})
	s.Send(tea.MouseMotionMsg{X: toX, Y: toY, Button: tea.MouseLeft})
	s.Send(tea.MouseReleaseMsg{X: toX, Y: toY, Button: tea.MouseLeft})
	s.pass(300 * time.Millisecond)
}

// A click on the title of a column sorts by it, and another turns the order round.
func TestClickOnAColumnSorts(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.click("STATUS")
		s.sees("by status ▲")
		s.click("STATUS")
		s.sees("by status ▼")
		s.click("NAME")
		s.sees("by name ▲")
	}, size(120, 30))
}

// The divider follows the mouse, beside the table and below it, on all pages alike; no
// part of a page goes.
func TestDragOfTheDivider(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		x, y := s.spot("╮╭")
		s.drag(x, y+5, 60, y+5)
		if now, _ := s.spot("╮╭"); now != 59 {
			t.Errorf("the divider is at %d", now)
		}
		s.press("7")
		if now, _ := s.spot("╮╭"); now != 59 {
			t.Errorf("the divider of another page is at %d", now)
		}
		s.drag(59, 8, 1, 8)
		if now, _ := s.spot("╮╭"); now != 39 {
			t.Errorf("the table is %d columns wide", now+1)
		}
		s.press("p")
		_, y = s.spot("╰─")
		s.drag(20, y, 20, 12)
		if _, now := s.spot("╰─"); now != 11 {
			t.Errorf("the table ends at %d", now)
		}
		s.Send(tea.MouseMotionMsg{X: 20, Y: 25, Button: tea.MouseLeft})
		s.pass(time.Second)
		if _, now := s.spot("╰─"); now != 11 {
			t.Errorf("it moved after the button was released, to %d", now)
		}
	}, size(120, 35))
}

// A form is filled in with the mouse alone: fields, options, its button.
func TestFormByMouse(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3")
		s.click("a attach")
		s.sees("Attach a data source")
		s.click("analytics  domain")
		s.sees("Workspace")
		s.click("Application ")
		s.click("metrics")
		s.click("Data source ")
		s.click("vectors")
		s.click("Review")
		s.click("Attach  press enter")
		s.pass(time.Second)
		s.click("Attach  a check says")
		s.pass(3 * time.Second)
		s.seesNot("Attach a data source")
		s.sees("─ Attachments · 3")
	}, size(120, 40))
}

// What is offered in the palette and among Regions can be clicked.
func TestClickInThePalette(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press(":")
		s.Type("applic")
		s.pass(time.Second)
		s.click("view         Applications")
		s.sees("─ Applications · 3")
	}, size(120, 35))
}

// The configuration leaves the mouse to the terminal, and a key takes it back.
func TestMouseOffByConfiguration(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, shop, func(s *session) {
		if mode := app.View().MouseMode; mode != tea.MouseModeNone {
			t.Errorf("mode %v", mode)
		}
		s.press("M")
		s.sees("the mouse is for rows")
		if mode := app.View().MouseMode; mode == tea.MouseModeNone {
			t.Error("the mouse is not taken back")
		}
	}, chosen(func(o *ui.Options) { o.NoMouse = true }), func(s *setup) { s.app = &app })
}

// One key goes through the layouts, on all pages; the configuration says with which to begin.
func TestLayouts(t *testing.T) {
	t.Parallel()
	below := func(s *session) bool {
		return !strings.Contains(s.Text(), "╮╭") && strings.Count(s.Text(), "╭─") == 2
	}
	script(t, shop, func(s *session) {
		s.press("2")
		if !below(s) {
			t.Errorf("the detail is not below:\n%s", s.Text())
		}
		s.sees("Endpoint")
		s.press("p")
		s.sees("layout: the table alone")
		s.seesNot("Endpoint")
		s.press("p", "7")
		s.sees("layout: the detail beside the table", "╮╭", "Engine")
		s.press("p")
		s.sees("layout: the detail below the table", "Engine")
		s.press("2")
		if !below(s) {
			t.Errorf("the detail is not below:\n%s", s.Text())
		}
	}, size(120, 35), chosen(func(o *ui.Options) { o.Layout = desk.Below }))
}
