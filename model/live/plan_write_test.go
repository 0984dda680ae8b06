package live_test

import (
	"fmt"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func TestAfterAWriteOfOurs(t *testing.T) {
	feed := attachmentsOf("app1")
	for name, write := range map[string]func(tl *timeline){
		"failed, perhaps": func(tl *timeline) { tl.Written(feed, tl.now) },
		"attached": func(tl *timeline) {
			tl.set(attachment("app1", "ATTACHED"))
			tl.Expect(feed, attachment("app1", "ATTACHED"), tl.now)
		},
		"detached": func(tl *timeline) {
			tl.remove(attachment("app1", ""))
			tl.Forget(feed, attachment("app1", "").Key, tl.now)
		},
	} {
		tl := begin(t, application("app1", "ACTIVE"), attachment("app1", "FAILED"))
		tl.run(10 * time.Second)
		write(tl)
		tl.run(time.Minute)
		tl.want(name+": at once and again", tl.times(feed), "0s 10s 11s")
	}
}

func TestWriteDuringAReading(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"))
	tl.run(time.Second)
	feed := attachmentsOf("app1")
	tl.Refresh(feed)
	before := tl.Begin(tl.Due(tl.now, tl.Attention)[0], tl.now)
	tl.forget()
	tl.set(attachment("app1", "ATTACHED"))
	tl.Expect(feed, attachment("app1", "ATTACHED"), tl.now)
	tl.run(500 * time.Millisecond)
	tl.Apply(live.Listing{Read: before, At: tl.now}) // what was so before the write
	tl.run(time.Minute)
	tl.want("read anew", tl.times(feed), "1s 2s")
	if tl.Len(model.KindAttachment) != 1 {
		t.Error("the reading from before the write removed what it made")
	}
}

// When there was no room at once, one reading late enough is enough.
func TestWriteThatHadToWait(t *testing.T) {
	tl := begin(t)
	tl.run(0)
	tl.Written(domains, tl.now)
	tl.now = tl.now.Add(10 * time.Second)
	tl.forget()
	tl.run(time.Minute)
	tl.want("late", tl.times(domains), "10s")
}

func TestRefresh(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	tl.fails[domains] = model.FailurePermission
	tl.run(time.Second)
	tl.Refresh(domains, live.Feed{Kind: live.FeedAttachments})
	tl.run(time.Minute)
	for _, feed := range []live.Feed{domains, attachmentsOf("app1"), attachmentsOf("app2")} {
		tl.want(fmt.Sprint(feed), tl.times(feed), "0s 1s")
	}
	tl.want("not asked for", tl.times(collections), "0s")
}

// A reading under way is as fresh as can be asked for.
func TestRefreshOfWhatIsBeingRead(t *testing.T) {
	s := scopeOf(domain("a", "Active"))
	reading := s.Begin(live.Read{Feed: domains}, after(time.Second))
	s.Refresh(domains)
	if !s.Current(reading) {
		t.Error("the reading was abandoned")
	}
	s.Apply(live.Listing{Read: reading, Items: []model.Item{domain("a", "Active")}, At: after(2 * time.Second)})
	for _, read := range s.Due(after(2*time.Second), live.Attention{}) {
		if read.Feed == domains {
			t.Error("it is read again")
		}
	}
}
