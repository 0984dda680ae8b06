package model_test

import (
	"strings"
	"testing"
	"time"

	"oscope/model"
)

var changeBegan = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// progressOf is the progress of a change of which each stage took a minute.
func progressOf(statuses ...string) *model.ChangeProgress {
	p := &model.ChangeProgress{ID: "c1", Total: 8, StartedAt: changeBegan}
	for i, status := range statuses {
		s := model.Stage{Name: model.Stages()[i], Status: status}
		if !strings.EqualFold(status, "pending") {
			s.UpdatedAt = changeBegan.Add(time.Duration(i+1) * time.Minute)
		}
		p.Stages = append(p.Stages, s)
	}
	return p
}

func TestWhichStageAChangeIsIn(t *testing.T) {
	for _, c := range []struct {
		statuses string
		current  int
		count    int
	}{
		{"", 0, 8},
		{"PENDING,PENDING", 0, 8},
		{"IN_PROGRESS", 1, 8},
		{"COMPLETED,COMPLETED,IN_PROGRESS,PENDING", 3, 8},
		{"completed,Completed,in_progress,pending", 3, 8},
		{"COMPLETED,SOMETHING_NEW,PENDING", 2, 8},
		{"FAILED,PENDING", 1, 8},
		{"COMPLETED,COMPLETED", 0, 8},
		{"COMPLETED,COMPLETED,COMPLETED,COMPLETED,COMPLETED,COMPLETED,COMPLETED,COMPLETED,COMPLETED,IN_PROGRESS", 10, 10},
	} {
		p := progressOf(strings.FieldsFunc(c.statuses, func(r rune) bool { return r == ',' })...)
		if p.Current() != c.current || p.Count() != c.count {
			t.Errorf("%q: stage %d of %d, want %d of %d", c.statuses, p.Current(), p.Count(), c.current, c.count)
		}
	}
	var none *model.ChangeProgress
	if none.Current() != 0 {
		t.Error("what has not been read is in a stage")
	}
}

func TestWhenStagesBeginAndEnd(t *testing.T) {
	p := progressOf("COMPLETED", "COMPLETED", "IN_PROGRESS", "PENDING")
	for i, want := range []struct{ began, ended time.Duration }{{0, time.Minute}, {time.Minute, 2 * time.Minute}, {2 * time.Minute, -1}, {3 * time.Minute, -1}} {
		if got := p.Began(i).Sub(changeBegan); got != want.began {
			t.Errorf("stage %d began after %s, want %s", i, got, want.began)
		}
		if ended := p.Ended(i); ended.IsZero() != (want.ended < 0) || !ended.IsZero() && ended.Sub(changeBegan) != want.ended {
			t.Errorf("stage %d ended at %s", i, ended)
		}
	}
	for after, stuck := range map[time.Duration]bool{3 * time.Minute: false, 2*time.Minute + model.StuckAfter: false, 3*time.Minute + model.StuckAfter: true} {
		if p.Stuck(changeBegan.Add(after)) != stuck {
			t.Errorf("after %s it counts as stuck: %t", after, !stuck)
		}
	}
	if progressOf("COMPLETED").Stuck(changeBegan.Add(time.Hour)) {
		t.Error("what is in no stage counts as stuck")
	}
}

func TestAChangeThatDoesNotGoOnNeedsSomebody(t *testing.T) {
	failed := progressOf("FAILED")
	failed.Stages[0].Description = "The change did not pass validation (RedCluster): index orders is red."
	other := progressOf("FAILED")
	other.ID = "c0"
	for name, c := range map[string]struct {
		change   model.Change
		progress *model.ChangeProgress
		status   model.Status
		concern  model.Phase
		code     string
		says     string
	}{
		"under way":             {change: model.Change{Status: "ApplyingChanges"}, status: "Modifying", concern: model.InFlight},
		"over":                  {change: model.Change{Status: "Completed"}, status: "Active", concern: model.Settled},
		"failed, as listed":     {change: model.Change{Status: "ValidationFailed"}, status: "Modifying", concern: model.Failed, says: "validation"},
		"with a message":        {change: model.Change{Status: "ValidationFailed", Message: "Cluster.Index.WriteBlock: indexes are blocked"}, status: "Modifying", concern: model.Failed, says: "WriteBlock"},
		"failed, with its code": {change: model.Change{Status: "ValidationFailed"}, progress: failed, status: "Modifying", concern: model.Failed, code: "RedCluster"},
		"the stage alone":       {change: model.Change{Status: "Validating"}, progress: failed, status: "Modifying", concern: model.Failed, code: "RedCluster"},
		"of another change":     {change: model.Change{Status: "Validating"}, progress: other, status: "Modifying", concern: model.InFlight},
		"cancelled since":       {change: model.Change{Status: "Cancelled"}, progress: failed, status: "Active", concern: model.Settled},
		"the domain is Active":  {change: model.Change{Status: "ValidationFailed"}, status: "Active", concern: model.Failed, says: "validation"},
		"asks for input":        {change: model.Change{Status: "PendingUserInput", Message: "InsufficientInstanceCapacity"}, status: "Modifying", concern: model.Failed, code: "InsufficientInstanceCapacity"},
	} {
		c.change.ID = "c1"
		d := model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "orders"}, Status: c.status}, Change: c.change, Progress: c.progress}
		why, is := d.Failure()
		if model.Concern(d) != c.concern || is != (c.concern == model.Failed) {
			t.Errorf("%s: it is %s, and failed %t", name, model.Concern(d), is)
		}
		if is && (why.Code != c.code || !strings.Contains(why.Cause, c.says) || why.Cause == "" || why.Action == "") {
			t.Errorf("%s: %+v", name, why)
		}
	}
}

func TestTheTablesOfChangesAreWhole(t *testing.T) {
	if len(model.ValidationFailures) != 21 || len(model.Stages()) != 12 {
		t.Errorf("%d codes and %d stages", len(model.ValidationFailures), len(model.Stages()))
	}
	seen := map[string]bool{}
	for _, f := range model.ValidationFailures {
		found, ok := model.FindValidationFailure("Validation failed: " + strings.ToLower(f.Code) + ".")
		if !ok || found != f || f.Cause == "" || f.Action == "" || seen[f.Code] {
			t.Errorf("%+v is not whole, there twice, or found as %+v", f, found)
		}
		seen[f.Code] = true
	}
	if f, ok := model.FindValidationFailure("RedClusters and TooManyShard"); ok {
		t.Errorf("found %s where there is none", f.Code)
	}
	for _, name := range model.Stages() {
		if (model.Stage{Name: name, Description: "of the service"}).Explain() == "of the service" {
			t.Errorf("%s is not explained", name)
		}
	}
	if got := (model.Stage{Name: "New", Description: "of the service"}).Explain(); got != "of the service" {
		t.Errorf("an unknown stage is explained as %q", got)
	}
}

// What a listing leaves out is kept as long as it is of the same change.
func TestWhatOnlyOneDomainsCallsTellIsKept(t *testing.T) {
	of := func(change string) model.Domain {
		return model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "orders"}, Status: "Modifying"}, Change: model.Change{ID: change}}
	}
	known := of("c1")
	known.Progress, known.Upgrade, known.Health = progressOf("IN_PROGRESS"), &model.Upgrade{Step: "SNAPSHOT"}, &model.DomainHealth{Cluster: "Red"}
	known.Modifying = &[]model.Property{{Name: "EngineVersion"}}
	listed := of("c1")
	listed.Modifying = &[]model.Property{{Name: "EngineVersion"}}
	merge := model.KindDomain.Facts().Merge
	if got := merge(known, listed); got != model.Item(known) {
		t.Errorf("a listing without news made %+v", got)
	}
	got, _ := merge(known, of("c2")).(model.Domain)
	if got.Progress != nil || got.Upgrade != nil || got.Health == nil || got.Modifying != nil {
		t.Errorf("another change keeps of the one before: %+v", got)
	}
}
