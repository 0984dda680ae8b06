package plain_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"oscope/awsclient"
)

// shop has two applications, of which one has an attachment, and a domain besides.
const shop = `{
	"applications": [{"name": "console", "id": "a1b2c3d4e5"}, {"name": "logs", "id": "f6g7h8i9j0"}],
	"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}],
	"attachments": [{"id": "a1b2c3d4e5", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/analytics"}]
}`

func TestBrowsing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		typed []string
		says  []string
	}{
		"where one is":          {nil, []string{"Account 123456789012 · us-east-1", "0 in flight, 0 in need of attention", "1. Overview", "2. Applications: 2", "View, by number or name:"}},
		"a view by its number":  {[]string{"2"}, []string{"Applications · 2", "1. console, status ACTIVE, attached 1", "2. logs, status ACTIVE, attached 0"}},
		"a view by its name":    {[]string{"data sources"}, []string{"Data sources · 2", "1. analytics", "2. payments"}},
		"a view that is none":   {[]string{"12"}, []string{"There is no view 12. Type a number or a name of the menu."}},
		"the menu again":        {[]string{"2", "back"}, []string{"Applications · 2", "1. Overview"}},
		"a filter":              {[]string{"2", "filter name:log"}, []string{"Applications · 1 of 2 · name:log", "1. logs"}},
		"all again":             {[]string{"2", "filter log", "filter"}, []string{"1 of 2", "Applications · 2\n", "2. logs"}},
		"esc, as texts name it": {[]string{"2", "trouble", "esc"}, []string{"Nothing matches. Press esc to see all again.", "Applications · 2\n", "1. console"}},
		"no such column":        {[]string{"2", "filter colour:red"}, []string{"Nothing matches", "There is no column colour. Columns: name,"}},
		"no such row":           {[]string{"2", "7"}, []string{"There is no row 7 in this list."}},
		"a detail":              {[]string{"2", "1"}, []string{"console", "Status: ACTIVE", "Id: a1b2c3d4e5", "ATTACHED: analytics, link 1"}},
		"to a link and back":    {[]string{"2", "1", "1", "back", "back"}, []string{"ATTACHED: analytics, link 1", "analytics → console", "Status: ATTACHED", "Id: a1b2c3d4e5", "Applications · 2"}},
		"no such link":          {[]string{"2", "1", "9"}, []string{"There is no link 9 in this detail."}},
		"what can be done":      {[]string{"2", "1", "actions"}, []string{"Actions, about console:", ". new: create an application", "Action, by number or name:"}},
		"help":                  {[]string{"2", "?"}, []string{"filter TEXT:", "back: one step back", "quit: end oscope"}},
		"what is not known":     {[]string{"2", "frobnicate"}, []string{"Type a number of the list, filter TEXT, mark NUMBERS, actions, or ? for help."}},
		"marks":                 {[]string{"3", "mark 1", "actions"}, []string{"1 marked", ", marked", "Actions, about analytics → console:"}},
		"copied is said":        {[]string{"2", "1", "copy"}, []string{"the ARN:\narn:aws:opensearch:us-east-1:123456789012:application/a1b2c3d4e5\n"}},
		"as returned":           {[]string{"2", "1", "J"}, []string{`"id": "a1b2c3d4e5"`, "1. close"}},
		"failed calls":          {[]string{"actions", "errors"}, []string{"Failed calls of this run", "No call has failed."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			says, _ := script(t, shop, c.typed)
			inOrder(t, says, c.says...)
		})
	}
}

// A row of the Overview says in which section it is, and its number goes to the resource.
func TestOverview(t *testing.T) {
	t.Parallel()
	says, _ := script(t, `{"applications": [{"name": "logs", "status": "CREATING"}, {"name": "audit", "status": "FAILED"}]}`, []string{"overview", "2", "back", "x", "esc"})
	inOrder(t, says, "1. In flight: CREATING, application, logs, ", "2. Needs attention: FAILED, application, audit, ", "Recently: ",
		"audit\nStatus: FAILED", "Overview\n", "Overview · needs attention\n1. Needs attention: ", "Overview\n1. In flight: ")
}

// What cannot be done is listed with the reason, which is also what asking for it brings.
func TestWhatCannotBeDone(t *testing.T) {
	t.Parallel()
	says, _ := script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, []string{"2", "1", "actions", "open endpoint"})
	inOrder(t, says, "open endpoint, off: it has no endpoint yet", "Action, by number or name:", "it has no endpoint yet")
}

// More rows than are listed at a time come when they are asked for, and keep their numbers.
func TestMore(t *testing.T) {
	t.Parallel()
	var domains []string
	for i := range 45 {
		domains = append(domains, `{"DomainName": "domain-`+strconv.Itoa(100+i)+`"}`)
	}
	says, _ := script(t, `{"domains": [`+strings.Join(domains, ",")+`]}`, []string{"data sources", "more", "21", "back", "more", "more"})
	inOrder(t, says, "20. domain-119", "25 more", "21. domain-120", "40. domain-139", "5 more", "domain-120\nStatus: ", "41. domain-140", "45. domain-144", "There are no more rows.")
}

// A listing that is denied is never taken for an empty one.
func TestDenied(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"2", "actions"}, denied("ListApplications"))
	inOrder(t, says, "Not everything could be read: no permission", "Applications\nno permission: ", "AccessDeniedException", "Action, by number or name:")
	if strings.Contains(says, "No applications") {
		t.Errorf("it says that there are none:\n%s", says)
	}
}

// What a form is answered wrongly is refused with its rule, and nothing else is lost;
// then it is sent, and each transition is said until what it has led to rests.
func TestAttaching(t *testing.T) {
	t.Parallel()
	says, aws := script(t, shop, []string{"applications", "2", "attach", "", "nowhere", "pay", "1", "", "no", "", "", "", "yes", "no", "yes", "yes"})
	inOrder(t, says,
		"Question 1 of 3: Application [logs]", "Rule: pick one", "2. logs, ACTIVE, fails: administrator: ", ", picked",
		"Question 2 of 3: Data source [nothing]", "1. analytics, domain, Active", "2. payments, domain, Active",
		"Not taken: nowhere: must be the ARN of a domain or a collection", "Rule: pick one",
		"With pay:\n1. payments", "Question 3 of 3: Workspace [none]",
		"Review", "Account 123456789012 · us-east-1", "Attaches domain payments to application logs.", "passed: engine · payments", "aws opensearch attach-data-source",
		"Attach? yes or no:",
		"Question 1 of 3: Application [logs]", "Question 2 of 3: Data source [payments]", "Review",
		"A check says that this will fail. Send it all the same? yes or no:", "Attach? yes or no:",
		"Sending…", "attachment payments → logs: new → ATTACHED", "attached payments → logs", "Attachments · 2",
	)
	if n := len(aws.World().Attachments); n != 2 {
		t.Errorf("there are %d attachments", n)
	}
}

// An attachment that has to wait is followed from PENDING to ATTACHED.
func TestAttachingToWhatIsBeingCreated(t *testing.T) {
	t.Parallel()
	says, aws := script(t, `{"applications": [{"name": "logs", "status": "CREATING"}], "domains": [{"DomainName": "payments"}]}`,
		[]string{"2", "1", "attach", "", "payments", "", "yes", "yes"})
	inOrder(t, says, "Sending…", "attachment payments → logs: new → PENDING", "Accepted. Waiting until 1 change has settled",
		"attachment payments → logs: PENDING → ATTACHED", "Settled.")
	if w := aws.World(); len(w.Attachments) != 1 || w.Attachments[0].Status != "ATTACHED" {
		t.Errorf("the attachments are %v", w.Attachments)
	}
}

// Only the name that is typed deletes, and what is deleted is followed until it is gone.
func TestDeleting(t *testing.T) {
	t.Parallel()
	says, aws := script(t, shop, []string{"2", "2", "delete", "console", "logs"})
	inOrder(t, says, "Delete an application", "Deletes application logs with its workspaces and dashboards. This cannot be undone.", "aws opensearch delete-application",
		"Type logs to delete:", "The name, or back:", "That is not the name.", "The name, or back:",
		"Sending…", "application logs: ACTIVE → DELETING", "application logs: DELETING → gone", "Settled.", "Applications · 1")
	if n := len(aws.World().Applications); n != 1 {
		t.Errorf("there are %d applications", n)
	}
}

// What the service refuses is said whole, and the form is still there with all of it.
func TestRefused(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"2", "2", "attach", "", "payments", "", "yes", "yes", "no"}, denied("AttachDataSource"))
	inOrder(t, says, "Sending…", "Review", "AccessDeniedException", "Attaches domain payments to application logs.", "Question 1 of 3: Application [logs]")
}

// A list takes an entry a line, and one is taken away again; an empty line goes on.
func TestLists(t *testing.T) {
	t.Parallel()
	says, aws := script(t, `{}`, []string{"applications", "new", "Bad Name", "search", "", "alice", "bob", "-alice", "", "", "off", "", "team=search", "", "yes", "yes"})
	inOrder(t, says, "Question 1 of 7: Name [nothing]", "Not taken: ", "Rule: ", "Question 2 of 7: Data sources [nothing]",
		"Admin users [alice]", "Admin users [alice, bob]", "Admin users [bob]", "Tags [team=search]", "Creates application search.", "CREATING → ACTIVE")
	if w := aws.World(); len(w.Applications) != 1 || w.Applications[0].Name != "search" {
		t.Errorf("the applications are %v", w.Applications)
	}
}

// Where any number can be picked, numbers mean what was listed last, also when that was
// narrowed, and a second time they put back.
func TestPickingSeveral(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"applications", "new", "search", "pay", "1", "1", "1", "analytics", "", ""})
	inOrder(t, says, "1. analytics, domain", "2. payments, domain", "With pay:\n1. payments",
		"Data sources [payments]", "Data sources [nothing]", "Data sources [payments]", "Data sources [payments, analytics]", "Question 3 of 8: Details [none]")
}

// However far somebody has come, the end of the input ends the conversation, and sends
// nothing that was not confirmed.
func TestEndOfInput(t *testing.T) {
	t.Parallel()
	typed := []string{"applications", "2", "attach", "", "payments", "", "back", "back", "back", "back", "yes", "delete"}
	for n := range len(typed) + 1 {
		_, aws := script(t, shop, typed[:n])
		if calls := aws.Calls(); calls["AttachDataSource"]+calls["DeleteApplication"] > 0 {
			t.Errorf("after %q something has been sent: %v", typed[:n], calls)
		}
	}
}

// ctrl+c leads to the menu from wherever one is, and twice ends.
func TestInterrupts(t *testing.T) {
	t.Parallel()
	const creating = `{"applications": [{"name": "logs", "status": "CREATING"}], "domains": [{"DomainName": "payments"}]}`
	talking(t, creating, func(v *talk) {
		inOrder(t, v.types("2", "1", "attach", "", "payments", "", "yes", "yes"), "Waiting until 1 change has settled")
		inOrder(t, v.interrupt(), "Interrupted: back at the menu. ctrl+c again ends oscope.", "View, by number or name:")
		inOrder(t, v.types("3"), "1. logs, data source payments")
		inOrder(t, v.interrupt(), "back at the menu")
		v.interrupt()
		v.end()
		v.ended <- nil
	})
}

// A transition is a line while somebody watches, and what settles is told at any question.
func TestWatching(t *testing.T) {
	t.Parallel()
	const busy = `{"applications": [{"name": "logs", "status": "CREATING"}, {"name": "audit", "status": "CREATING"}]}`
	says, _ := script(t, busy, []string{"watch"})
	inOrder(t, says, "Watching: 2 in flight. enter or ctrl+c ends it.", ": CREATING → ACTIVE\n", ": CREATING → ACTIVE\n")
	talking(t, busy, func(v *talk) {
		inOrder(t, v.types("watch", ""), "Watching", "Menu")
		v.pass(30 * time.Minute)
		inOrder(t, v.clean(v.said.take()), "application logs: CREATING → ACTIVE", "View, by number or name:")
	})
}

// A dialog that opens by itself, while something else is asked, is talked about at once,
// and then what was asked before.
func TestCodeThatIsAskedFor(t *testing.T) {
	t.Parallel()
	talking(t, shop, func(v *talk) {
		v.types("2")
		given := make(chan string, 1)
		go func() {
			code, _ := v.codes.Ask(v.t.Context(), awsclient.CodeRequest{Profile: "base", Serial: "arn:aws:iam::123456789012:mfa/me"})
			given <- code
		}()
		v.pass(time.Second)
		inOrder(t, v.said.take(), "MFA code · profile base", "want the code that this device shows:", "arn:aws:iam::123456789012:mfa/me", "give none")
		inOrder(t, v.types("123456"), "go on")
		inOrder(t, v.types("go on"), "Applications · 2:")
		if code := <-given; code != "123456" {
			t.Errorf("the code is %q", code)
		}
	})
}

// Somebody who types on a terminal is asked before what was typed is thrown away.
func TestLeavingAForm(t *testing.T) {
	t.Parallel()
	talking(t, shop, func(v *talk) {
		inOrder(t, v.types("2", "2", "attach", "", "payments", "back", "back", "back"), "Throw these values away? yes or no:")
		inOrder(t, v.types("no"), "Application [logs]")
		inOrder(t, v.types("back", "yes"), "Throw these values away?", "logs:")
		inOrder(t, v.types("attach", "", "payments", "quit", "no"), "Throw these values away? yes or no:", "Workspace [none]")
		inOrder(t, v.types("quit", "yes"), "Throw these values away?")
		v.end()
		v.ended <- nil
	}, func(s *setup) { s.echo = true })
}

// Nothing that AWS returns is obeyed by a terminal, or breaks a line.
func TestUntrusted(t *testing.T) {
	t.Parallel()
	const world = `{"applications": [{"name": "logs", "id": "a1b2c3d4e5", "status": "FAILED"}]}`
	says, _ := script(t, world, []string{"1", "back", "2", "1", "actions"}, func(s *setup) {
		s.edit = func(answer []byte) []byte {
			return bytes.ReplaceAll(answer, []byte(`"logs"`), []byte(`"logs\u001b[2J\u202e\r\nquit"`))
		}
	})
	inOrder(t, says, "logs␛[2J·␍␊quit", "Actions, about logs␛[2J·␍␊quit:")
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"2", "2", "actions", "delete"}, func(s *setup) { s.readOnly = true })
	inOrder(t, says, "READ-ONLY", "delete, off: oscope runs read-only", "oscope runs read-only: it does not delete the application")
}

func TestASCII(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"1", "back", "2", "2", "attach", "", "payments", "", "yes", "yes"}, func(s *setup) { s.ascii = true })
	if i := strings.IndexFunc(says, func(r rune) bool { return r > '~' }); i >= 0 {
		t.Errorf("it is not ASCII: %q", says[i:min(len(says), i+40)])
	}
	inOrder(t, says, "payments > logs: new > ATTACHED")
}

// A dialog that opens by itself, or lists what to choose from, is gone through by numbers.
func TestChoosing(t *testing.T) {
	t.Parallel()
	says, _ := script(t, shop, []string{"actions", "regions", "us-west-2", "open what is picked", "2"})
	inOrder(t, says, "Regions", "1. us-east-1", "picked", "Choice, by number or name:", "us-west-2, picked", "2 scopes", "Applications · 2", "1. 123456789012, region us-east-1, name console")
}
