package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
)

// unhurried has the deployment of plugins take long enough to be looked at.
var unhurried = durations(emulator.Durations{PluginDeployment: 10 * time.Minute, DomainModify: 10 * time.Minute, DomainUpgrade: 10 * time.Minute})

// associateRanker puts the plugin of the library on search-a.
func (s *session) associateRanker() {
	s.t.Helper()
	s.openAssociate()
	s.pick("ranker")
	s.press("tab")
	s.pick("search-a")
	s.sends()
	s.atCursor("search-a", "ranker", "◐ ASSOCIATING")
}

// Without a key the row shows stage after stage, and so do the domain's and the overview.
func TestAPluginGoesStageByStage(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, page := range []struct{ key, form string }{
		{associationsView, "ASSOCIATING %d/8"},
		{dataSources, "Modifying %d/8"},
		{"1", "stage %d of 8: "},
	} {
		script(t, fmt.Sprintf(library, ""), func(s *session) {
			s.associateRanker()
			s.press(page.key)
			var seen []int
			for range 10 * 60 / 10 {
				s.pass(10 * time.Second)
				for stage := 1; stage <= 8; stage++ {
					if strings.Contains(s.Text(), fmt.Sprintf(page.form, stage)) && (len(seen) == 0 || seen[len(seen)-1] != stage) {
						seen = append(seen, stage)
					}
				}
			}
			if fmt.Sprint(seen) != "[1 2 3 4 5 6 7 8]" {
				t.Errorf("page %s has shown the stages %v:\n%s", page.key, seen, s.Text())
			}
			s.pass(time.Minute)
			s.seesNot("/8", "stage 8 of 8")
		}, size(160, 40), unhurried)
	}
}

// The detail of the association and of the domain has a bar for each stage, with how
// long it has taken; what is over stays to be looked at with the domain.
func TestTheStagesOfADetail(t *testing.T) {
	heavy(t)
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateRanker()
		s.pass(5 * time.Minute)
		for _, key := range []string{associationsView, dataSources} {
			s.press(key)
			s.sees("Stages · 6 of 8", "✓ Traffic routing on old nodes", "◐ Copying shards to new nodes", "To come        2 stages")
			s.reads("the data moves to the new nodes; usually the longest stage")
			s.line("✓ Validation", "12s")
			s.line("✓ Provisioning new nodes", "2m00s")
			s.line("░░", "██")
		}
		early := s.line("◐ Copying shards")
		s.pass(3 * time.Second)
		if s.line("◐ Copying shards") == early {
			t.Error("how long the stage has taken stands still")
		}
		s.pass(6 * time.Minute)
		s.sees("Last change", "Stages · 8", "✓ Deleting older resources", "30s")
	}, size(160, 60), unhurried)
}

// With ASCII the same is drawn without any sign beyond it.
func TestTheStagesInASCII(t *testing.T) {
	t.Parallel()
	script(t, shelves(`{"PackageID": "pkg-a1", "DomainName": "search-a", "DomainPackageStatus": "ASSOCIATING"}`), func(s *session) {
		s.pass(5 * time.Minute)
		s.press(dataSources)
		s.sees("+ Provisioning new nodes", "~ Copying shards to new nodes")
		s.line("..", "##")
	}, size(160, 60), unhurried, func(o *setup) { o.ascii = true })
}

// A validation that fails says its code and what to do within one poll, although the
// domain says Modifying and always will.
func TestAValidationThatFails(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, code := range []string{"RedCluster", "InsufficientFreeIPsForSubnets", "KMSKeyNotEnabled"} {
		why, _ := model.FindValidationFailure(code)
		world := strings.Replace(fmt.Sprintf(library, ""), `{"DomainName": "search-a"}`, `{"DomainName": "search-a", "change": {"failure": "`+code+`"}}`, 1)
		script(t, world, func(s *session) {
			s.associateRanker()
			s.press("1")
			s.pass(12 * time.Second) // the validation
			s.pass(15 * time.Second) // one poll at the most
			_, attention, _ := strings.Cut(s.Text(), "Needs attention")
			for _, text := range []string{"✗ Modifying", "✗ ASSOCIATION_FAILED", code + ": " + why.Cause} {
				if !strings.Contains(attention, text) {
					t.Errorf("%q does not need attention:\n%s", text, s.Text())
				}
			}
			s.reads(why.Action)
			s.sees("Nothing is in flight.")
			s.press(dataSources)
			s.line("search-a", "✗ Modifying "+code[:4])
			s.sees("Failed         "+code, "✗ Validation")
			s.reads(why.Cause, why.Action)
			s.press(associationsView)
			s.reads(why.Cause, why.Action)
			s.pass(10 * time.Minute)
			s.press(dataSources)
			s.line("search-a", "✗ Modifying")
		}, size(230, 50), unhurried, heedless)
	}
}

// What waits behind another change says behind which, and how far that is.
func TestAPluginThatWaitsForAnotherChange(t *testing.T) {
	t.Parallel()
	world := strings.Replace(shelves(`{"PackageID": "pkg-a1", "DomainName": "search-a", "DomainPackageStatus": "ASSOCIATING"}`), `{"DomainName": "search-a"}`,
		`{"DomainName": "search-a", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"StartTime": "-5m"},
			"ModifyingProperties": [{"Name": "ClusterConfig.InstanceType", "ActiveValue": "r6g.large.search", "PendingValue": "r7g.large.search"}]}`, 1)
	script(t, world, func(s *session) {
		s.pass(5 * time.Second)
		s.line("ranker → search-a", "waits: blue/green of another change, stage 6 of 8, 5m05s")
		s.line("search-a", "stage 6 of 8: Copying shards to new nodes", "ClusterConfig.InstanceType r6g.large.search → r7g.large.search")
		s.press(associationsView)
		s.line("search-a", "ranker", "◐ ASSOCIATING waits")
		s.reads("waits: blue/green of another change, stage 6 of 8, 5m05s")
		s.pass(6 * time.Minute)
		s.line("search-a", "ranker", "◐ ASSOCIATING 3/8") // now it is the plugin's own
		s.sees("the domain's change installs it")
	}, size(200, 50), unhurried)
}

// A change that AWS has begun says so, an upgrade how far its step is.
func TestOtherChanges(t *testing.T) {
	t.Parallel()
	script(t, `{"domains": [
		{"DomainName": "patched", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"InitiatedBy": "SERVICE"}},
		{"DomainName": "raised", "DomainProcessingStatus": "UpgradingEngineVersion", "EngineVersion": "OpenSearch_2.17",
		 "ModifyingProperties": [{"Name": "EngineVersion", "ActiveValue": "OpenSearch_2.17", "PendingValue": "OpenSearch_2.19"}]}
	]}`, func(s *session) {
		s.pass(150 * time.Second)
		s.line("patched", "stage 3 of 8: Provisioning new nodes", "begun by AWS")
		s.line("raised", "upgrade step 2 of 3: snapshot, ", "EngineVersion OpenSearch_2.17 → OpenSearch_2.19")
		s.press(dataSources, "end")
		s.pass(time.Second)
		s.reads("upgrade step 2 of 3: snapshot,")
	}, size(230, 50), unhurried)
}

// Where a change is stuck, the health of the domain is asked and said.
func TestAStuckChangeTellsTheHealth(t *testing.T) {
	heavy(t)
	t.Parallel()
	script(t, `{"domains": [{"DomainName": "orders", "DomainProcessingStatus": "Modifying", "change": {"stuck": true}, "health": {"ClusterHealth": "Red", "TotalUnAssignedShards": "3"}}]}`, func(s *session) {
		s.pass(20 * time.Minute)
		if n := s.calls("DescribeDomainHealth"); n != 0 {
			t.Errorf("asked %d times before anything is stuck", n)
		}
		s.pass(20 * time.Minute)
		if n := s.calls("DescribeDomainHealth"); n == 0 {
			t.Error("the health is not asked for")
		}
		s.press(dataSources)
		s.sees("Cluster        Red", "3 of 60 shards", "Stuck")
	}, size(160, 60), unhurried)
}

// Two hundred domains of which three are busy: three calls more for each poll of them.
func TestCallsForBusyDomains(t *testing.T) {
	t.Parallel()
	const all, busy = 200, 3
	var w emulator.World
	for i := range all {
		d := emulator.Domain{DomainName: fmt.Sprintf("domain-%03d", i)}
		if i < busy {
			d.DomainProcessingStatus = "Modifying"
		}
		w.Domains = append(w.Domains, d)
	}
	script(t, asJSON(t, w), func(s *session) {
		s.pass(time.Minute)
		s.aws.ResetCalls()
		s.pass(10 * time.Minute)
		calls := s.aws.Calls()
		listings := calls["ListDomainNames"] // each is followed by one call for five of all
		polls := listings + calls["DescribeDomains"] - listings*all/model.MaxDomains
		if got := calls["DescribeDomainChangeProgress"]; got != busy*polls || polls < 30 {
			t.Errorf("%d calls in %d polls of %d busy domains: %v", got, polls, busy, calls)
		}
		if n := calls["DescribeDomainHealth"] + calls["GetUpgradeStatus"] + calls["GetUpgradeHistory"]; n != 0 {
			t.Errorf("%d calls about upgrades and health", n)
		}
		s.aws.SetWorld(emulator.World{})
	}, durations(emulator.Durations{DomainModify: 100 * time.Hour}))
}

// The stages as they are drawn, of a change that goes on and of one that does not.
func TestGoldenOfChanges(t *testing.T) {
	heavy(t)
	t.Parallel()
	const world = `{"domains": [
		{"DomainName": "orders", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"StartTime": "-5m"},
		 "ModifyingProperties": [{"Name": "ClusterConfig.InstanceType", "ActiveValue": "r6g.large.search", "PendingValue": "r7g.large.search"}]},
		{"DomainName": "payments", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"StartTime": "-5m"}, "change": {"failure": "RedCluster"}}
	]}`
	for _, size := range sizes {
		golden(t, "change", world, func(s *session) { s.press(dataSources, "enter"); s.pass(2 * time.Second) }, size, dark, unhurried)
		golden(t, "change-failed", world, func(s *session) { s.press(dataSources, "j", "enter"); s.pass(2 * time.Second) }, size, dark, unhurried)
	}
	golden(t, "change", world, func(s *session) { s.press(dataSources, "enter"); s.pass(2 * time.Second) }, sizes[1], noColor, unhurried)
}
