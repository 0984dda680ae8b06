package plain_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/rule"
	"oscope/ui"
)

// What is here goes over the pages and actions as they are declared: a new one is covered
// without a word.

// everything is the world with something on every page that the screen is tested with.
func everything(t *testing.T) string {
	t.Helper()
	world, err := os.ReadFile("../testdata/everything.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(world)
}

// declared is a page with its actions.
type declared struct {
	ui.View

	actions []ui.Possible
}

// pages are those that the program has.
func pages(t *testing.T) []declared {
	t.Helper()
	clients := awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return nil }, CacheDir: os.DevNull})
	app := ui.New(t.Context(), ui.Options{Clients: clients})
	var all []declared
	ask := func(f func(ui.Unseen)) {
		app.Update(ui.Ask(func(u ui.Unseen) tea.Cmd { f(u); return nil }))
	}
	ask(func(u ui.Unseen) {
		for _, v := range u.Views() {
			all = append(all, declared{View: v})
		}
	})
	for i := range all {
		ask(func(u ui.Unseen) { u.Turn(all[i].Number); all[i].actions = u.Actions() })
	}
	return all
}

// Every page stands in the menu, and is gone to by its number and by its name.
func TestEveryPageIsInTheMenu(t *testing.T) {
	t.Parallel()
	for _, p := range pages(t) {
		for _, typed := range []string{strconv.Itoa(p.Number), p.Name} {
			says, _ := script(t, everything(t), []string{typed})
			inOrder(t, says, "Menu", strconv.Itoa(p.Number)+". "+p.Name, "View, by number or name:", p.Name)
			if _, after, _ := strings.Cut(says, "View, by number or name:"); !strings.Contains(after, p.Name) || strings.Contains(after, "There is no view") {
				t.Errorf("%s does not lead to it:\n%s", typed, says)
			}
		}
	}
}

// Every action of every page, on its first row, says something or why it is off, and is
// left again without having changed anything.
func TestEveryActionIsBegunAndLeft(t *testing.T) {
	t.Parallel()
	leave := strings.Split(strings.Repeat("back ", 8), " ")
	for _, p := range pages(t) {
		for _, x := range p.actions {
			t.Run(p.Name+"/"+x.Name, func(t *testing.T) {
				t.Parallel()
				says, aws := script(t, everything(t), append([]string{p.Name, "actions", x.Name}, leave...))
				_, after, found := strings.Cut(says, "Action, by number or name:")
				if !found || strings.Contains(after, "There is no action") {
					t.Fatalf("it is not among what can be done:\n%s", says)
				}
				begun, _, _ := strings.Cut(strings.TrimSpace(after), "\n")
				if begun == "" || strings.HasPrefix(begun, p.Name) && strings.HasSuffix(begun, ": ") { // the next question
					t.Errorf("it says nothing:\n%s", says)
				}
				if !strings.HasSuffix(strings.TrimSpace(says), "View, by number or name:") {
					t.Errorf("it cannot be left:\n%s", says)
				}
				if !strings.Contains(says, ". "+x.Name+": "+x.Help) && !strings.Contains(says, ". "+x.Name+", off: ") {
					t.Errorf("it is not explained:\n%s", says)
				}
				calls := aws.Calls()
				for _, operation := range rule.Operations {
					if operation.Effect != rule.Reads && calls[operation.Name] > 0 {
						t.Errorf("it has called %s", operation.Name)
					}
				}
			})
		}
	}
}
