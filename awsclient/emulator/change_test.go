package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
	"oscope/model"
)

func (c clients) progress(t *testing.T, domain string) *types.ChangeProgressStatusDetails {
	t.Helper()
	out, err := c.DescribeDomainChangeProgress(t.Context(), &opensearch.DescribeDomainChangeProgressInput{DomainName: &domain})
	ok(t, err)
	return out.ChangeProgressStatus
}

// stages are the stages of a change as "Validation COMPLETED 1s", with the time since a
// start at which each was last heard of.
func stages(p *types.ChangeProgressStatusDetails, start time.Time) string {
	var all []string
	for _, s := range p.ChangeProgressStages {
		when := "-"
		if s.LastUpdated != nil {
			when = s.LastUpdated.Sub(start).Round(100 * time.Millisecond).String()
		}
		all = append(all, fmt.Sprintf("%s %s %s", *s.Name, *s.Status, when))
	}
	return strings.Join(all, ", ")
}

// Associating a plugin is a change of eight stages.
func TestTheStagesOfAPlugin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := connect(load(t, associating, emulator.Options{Durations: emulator.Durations{PluginDeployment: 100 * time.Second}}))
		_, err := c.associate(t, "pkg-a1", "search-prod")
		ok(t, err)
		p := c.progress(t, "search-prod")
		if p.TotalNumberOfStages != 8 || p.Status != types.OverallChangeStatusProcessing || p.InitiatedBy != types.InitiatedByCustomer || !p.StartTime.Equal(start) {
			t.Errorf("got %+v", p)
		}
		if got := *c.domain(t, "search-prod").ChangeProgressDetails.ChangeId; got != *p.ChangeId {
			t.Errorf("change %s, the domain says %s", *p.ChangeId, got)
		}
		for _, step := range []struct {
			at   time.Duration
			want string
		}{
			{0, "Validation IN_PROGRESS 0s"},
			{3 * time.Second, "Validation COMPLETED 2s, Creating a new environment IN_PROGRESS 2s"},
			{40 * time.Second, "Copying shards to new nodes IN_PROGRESS 33s"},
			{99 * time.Second, "Terminating nodes COMPLETED 1m35s, Deleting older resources IN_PROGRESS 1m35s"},
			{200 * time.Second, "Terminating nodes COMPLETED 1m35s, Deleting older resources COMPLETED 1m40s"},
		} {
			time.Sleep(time.Until(start.Add(step.at)))
			if got := stages(c.progress(t, "search-prod"), start); !strings.HasSuffix(got, step.want) {
				t.Errorf("after %s: %s", step.at, got)
			}
		}
		if p := c.progress(t, "search-prod"); p.Status != types.OverallChangeStatusCompleted || p.ConfigChangeStatus != types.ConfigChangeStatusCompleted {
			t.Errorf("it stays as %+v", p)
		}
	})
}

// What is changed decides about the stages.
func TestTheStagesOfOtherChanges(t *testing.T) {
	for properties, want := range map[string]string{
		`"ClusterConfig.InstanceType"`:                                  "Validation COMPLETED, Creating a new environment",
		`"ClusterConfig.InstanceCount"`:                                 "Validation COMPLETED, Dynamic update IN_PROGRESS",
		`"ClusterConfig.DedicatedMasterType"`:                           "Validation COMPLETED, Applying dedicated master related changes IN_PROGRESS",
		`"EBSOptions.VolumeSize"`:                                       "Validation COMPLETED, Applying volume related changes IN_PROGRESS",
		`"EBSOptions.VolumeSize"},{"Name":"ClusterConfig.InstanceType"`: "Validation COMPLETED, Creating a new environment",
	} {
		synctest.Test(t, func(t *testing.T) {
			c := connect(load(t, `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"Modifying","ClusterConfig":{"InstanceType":"r6g.large.search","InstanceCount":3,"DedicatedMasterEnabled":true},
				"ModifyingProperties":[{"Name":`+properties+`}]}]}`, emulator.Options{}))
			time.Sleep(30 * time.Second)
			p := c.progress(t, "orders")
			var got []string
			for _, s := range p.ChangeProgressStages {
				got = append(got, *s.Name+" "+*s.Status)
			}
			if !strings.HasPrefix(strings.Join(got, ", "), want) || len(p.PendingProperties) == 0 {
				t.Errorf("%s: %s; pending %v", properties, got, p.PendingProperties)
			}
		})
	}
}

// Every documented code can be had, fails the associations with it and leaves the domain
// as it is; and it is the same after the world was saved.
func TestValidationsThatFail(t *testing.T) {
	for _, failure := range model.ValidationFailures {
		synctest.Test(t, func(t *testing.T) {
			e := load(t, strings.Replace(associating, `{"DomainName": "search-prod"`, `{"DomainName": "search-prod", "change": {"failure": "`+failure.Code+`"}`, 1), emulator.Options{})
			c := connect(e)
			_, err := c.associate(t, "pkg-a1", "search-prod")
			ok(t, err)
			time.Sleep(2 * time.Second)
			for _, c := range []clients{c, connect(emulator.New(e.World(), emulator.Options{}))} {
				d := c.domain(t, "search-prod")
				if d.DomainProcessingStatus != types.DomainProcessingStatusTypeModifying || d.ChangeProgressDetails.ConfigChangeStatus != types.ConfigChangeStatusValidationFailed {
					t.Errorf("%s: %s, %+v", failure.Code, d.DomainProcessingStatus, d.ChangeProgressDetails)
				}
				p := c.progress(t, "search-prod")
				if stage := p.ChangeProgressStages[0]; p.Status != types.OverallChangeStatusFailed || *stage.Status != "FAILED" || !strings.Contains(*stage.Description, failure.Code) {
					t.Errorf("%s: %+v", failure.Code, p)
				}
				if a := c.associations(t, "search-prod")[0]; a.DomainPackageStatus != "ASSOCIATION_FAILED" || *a.ErrorDetails.ErrorType != failure.Code {
					t.Errorf("%s: %+v", failure.Code, a)
				}
			}
			time.Sleep(time.Hour)
			if d := c.domain(t, "search-prod"); d.DomainProcessingStatus != types.DomainProcessingStatusTypeModifying {
				t.Errorf("%s: it became %s", failure.Code, d.DomainProcessingStatus)
			}
		})
	}
}

// A plugin that is behind another change gets its own when that is over.
func TestAPluginThatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := connect(load(t, `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"Modifying","ChangeProgressDetails":{"StartTime":"-30s"},"ModifyingProperties":[{"Name":"ClusterConfig.InstanceType"}]}],
			"packages":[{"PackageID":"pkg-a1","PackageName":"ranker","PackageType":"ZIP-PLUGIN","EngineVersion":"OpenSearch_2.19"}],
			"associations":[{"PackageID":"pkg-a1","DomainName":"orders","DomainPackageStatus":"ASSOCIATING"}]}`, emulator.Options{}))
		first := *c.progress(t, "orders").ChangeId
		time.Sleep(61 * time.Second)
		p := c.progress(t, "orders")
		if *p.ChangeId == first || p.StartTime.Sub(start) != time.Minute || len(p.PendingProperties) > 0 {
			t.Errorf("after the other change: %+v", p)
		}
		if got := c.packages(t, "orders"); got != "pkg-a1 v1 ASSOCIATING" {
			t.Errorf("it has not waited: %s", got)
		}
		time.Sleep(time.Minute)
		if got := c.packages(t, "orders"); got != "pkg-a1 v1 ACTIVE" {
			t.Errorf("it waits for ever: %s", got)
		}
	})
}

func TestAChangeThatIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := connect(load(t, `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"Modifying","change":{"stuck":true},"ModifyingProperties":[{"Name":"ClusterConfig.InstanceType"}]}]}`, emulator.Options{}))
		time.Sleep(10 * time.Hour)
		if got := stages(c.progress(t, "orders"), start); !strings.HasSuffix(got, "Copying shards to new nodes IN_PROGRESS 29.7s") {
			t.Errorf("it is in %s", got)
		}
		health, err := c.DescribeDomainHealth(t.Context(), &opensearch.DescribeDomainHealthInput{DomainName: aws.String("orders")})
		ok(t, err)
		if health.ClusterHealth != types.DomainHealthYellow || *health.TotalUnAssignedShards != "6" {
			t.Errorf("its health is %+v", health)
		}
	})
}

func TestUpgradeSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(load(t, `{"domains":[{"DomainName":"orders","DomainProcessingStatus":"UpgradingEngineVersion",
			"ModifyingProperties":[{"Name":"EngineVersion","ActiveValue":"OpenSearch_2.17","PendingValue":"OpenSearch_2.19"}]}]}`,
			emulator.Options{Durations: emulator.Durations{DomainUpgrade: 100 * time.Second}}))
		var got []string
		for range 4 {
			status, err := c.GetUpgradeStatus(t.Context(), &opensearch.GetUpgradeStatusInput{DomainName: aws.String("orders")})
			ok(t, err)
			past, err := c.GetUpgradeHistory(t.Context(), &opensearch.GetUpgradeHistoryInput{DomainName: aws.String("orders"), MaxResults: 1})
			ok(t, err)
			parts := []string{string(status.UpgradeStep)}
			for _, h := range past.UpgradeHistories {
				if *h.UpgradeName != "Upgrade from OpenSearch_2.17 to OpenSearch_2.19" || *h.UpgradeName != *status.UpgradeName {
					t.Errorf("it is called %q", *h.UpgradeName)
				}
				last := h.StepsList[len(h.StepsList)-1]
				parts = append(parts, fmt.Sprintf("%s %.0f", last.UpgradeStep, *last.ProgressPercent))
			}
			got = append(got, strings.Join(parts, "/"))
			time.Sleep(35 * time.Second)
		}
		want := "PRE_UPGRADE_CHECK/PRE_UPGRADE_CHECK 0, SNAPSHOT/SNAPSHOT 83, UPGRADE/UPGRADE 50, "
		if strings.Join(got, ", ") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
		}
	})
}

func TestHealthOfDomains(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"fine"},{"DomainName":"red","change":{"failure":"RedCluster"}},
		{"DomainName":"said","health":{"ClusterHealth":"Yellow","TotalUnAssignedShards":"NotAvailable"}},{"DomainName":"new","DomainProcessingStatus":"Creating"}]}`, emulator.Options{}))
	for name, want := range map[string]string{"fine": "Active/Green/0", "red": "Active/Red/2", "said": "Active/Yellow/NotAvailable", "new": "Processing/NotAvailable/NotAvailable"} {
		out, err := c.DescribeDomainHealth(t.Context(), &opensearch.DescribeDomainHealthInput{DomainName: &name})
		ok(t, err)
		if got := fmt.Sprintf("%s/%s/%s", out.DomainState, out.ClusterHealth, *out.TotalUnAssignedShards); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestRefusalsOfProgress(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"orders"}]}`, emulator.Options{}))
	for _, in := range []struct{ domain, change, code string }{
		{"nosuch", "", "ResourceNotFoundException"},
		{"orders", "5f1c2a90-7b1e-4d7a-9a55-0c6f2c1e7d11", "ResourceNotFoundException"},
		{"orders", "not-a-change", "ValidationException"},
	} {
		input := &opensearch.DescribeDomainChangeProgressInput{DomainName: &in.domain}
		if in.change != "" {
			input.ChangeId = &in.change
		}
		_, err := c.DescribeDomainChangeProgress(t.Context(), input)
		wantCode(t, err, in.code, "")
	}
	if p := c.progress(t, "orders"); p.Status != types.OverallChangeStatusCompleted {
		t.Errorf("a domain that has never been changed: %+v", p)
	}
	for _, wrong := range []string{`{"kind":"green"}`, `{"failure":"NoSuchCode"}`, `{"stuck":"yes"}`} {
		if _, err := emulator.ParseWorld([]byte(`{"domains":[{"DomainName":"orders","change":` + wrong + `}]}`)); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
