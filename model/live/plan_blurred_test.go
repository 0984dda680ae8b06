package live_test

import (
	"fmt"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func TestBlurredTerminalAsksOnlyForWhatIsInFlight(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), application("app2", "ACTIVE"), domain("a", "Active"),
		attachment("app1", "PENDING"), attachment("app2", "ATTACHED"))
	tl.show(caller, applications, domains)
	tl.run(15 * time.Second)
	tl.Blurred = true
	tl.forget()
	tl.run(3 * time.Hour)
	for _, r := range tl.reads {
		if r.read.Feed != attachmentsOf("app1") {
			t.Fatalf("%s was read at %v", r.read.Feed.Kind, r.at)
		}
	}
	if len(tl.reads) < 180 {
		t.Errorf("what is in flight was read %d times in 3 hours", len(tl.reads))
	}
	tl.set(attachment("app1", "ATTACHED"))
	tl.run(2 * time.Minute)
	tl.forget()
	tl.run(time.Hour)
	tl.want("everything settled", fmt.Sprint(tl.reads), "[]")

	tl.Blurred = false
	now := tl.now.Sub(noon).String()
	tl.run(time.Second)
	for _, feed := range []live.Feed{caller, applications, domains, collections, attachmentsOf("app2")} {
		tl.want("looked at again: "+string(feed.Kind), tl.times(feed), now)
	}
}

// A write of ours is followed up without the focus too.
func TestBlurredTerminalFollowsUpAWrite(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"))
	tl.run(time.Minute)
	tl.Blurred = true
	tl.Written(attachmentsOf("app1"), tl.now)
	tl.run(time.Hour)
	tl.want("attachments", tl.times(attachmentsOf("app1")), "0s 1m0s 1m1s")
}

func TestBlurredTerminalLeavesFailuresAlone(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), domain("a", "Creating"), attachment("app1", "PENDING"))
	tl.show(collections)
	tl.run(time.Second)
	tl.Blurred = true
	tl.fails[domains], tl.fails[collections] = model.FailureThrottling, model.FailureThrottling
	tl.Refresh(domains, collections)
	tl.forget()
	tl.run(31 * time.Second)
	tl.want("nothing in flight", tl.times(collections), "1s")
	tl.want("something in flight", tl.times(domains), "1s 3s 7s 15s 31s")
	tl.Blurred = false
	tl.run(0)
	tl.want("looked at again", tl.times(collections), "1s 32s")
}

// What is in flight when nobody can be reached is followed again when somebody can,
// focus or not: that it has ended is what the operator waits for elsewhere.
func TestBlurredTerminalOutlivesAnOutage(t *testing.T) {
	feed := attachmentsOf("app1")
	tl := begin(t, application("app1", "ACTIVE"), attachment("app1", "PENDING"))
	tl.run(time.Minute)
	tl.Blurred = true
	tl.down = model.FailureNetwork
	tl.run(time.Minute)
	tl.down = model.FailureOther
	tl.forget()
	tl.set(attachment("app1", "ATTACHED"))
	tl.run(time.Minute)
	if got, _ := tl.Item(attachment("app1", "").Key); got.Common().Status != "ATTACHED" {
		t.Errorf("after the outage: %v; attachments were read at %q, the probe at %q", got, tl.times(feed), tl.times(applications))
	}
	tl.forget()
	tl.run(time.Hour)
	tl.want("everything settled", fmt.Sprint(tl.reads), "[]")

	tl.down = model.FailureNetwork
	tl.Refresh(applications)
	tl.run(time.Second)
	tl.forget()
	tl.run(time.Hour)
	tl.want("an outage with nothing in flight", fmt.Sprint(tl.reads), "[]")
}
