package emulator_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

func (c clients) domain(t *testing.T, name string) *types.DomainStatus {
	t.Helper()
	out, err := c.DescribeDomain(t.Context(), &opensearch.DescribeDomainInput{DomainName: &name})
	ok(t, err)
	return out.DomainStatus
}

func TestAShortDomainIsComplete(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"search-prod"}]}`, emulator.Options{}))
	d := c.domain(t, "search-prod")
	if *d.DomainId != "123456789012/search-prod" || *d.ARN != searchProd || *d.EngineVersion != "OpenSearch_2.19" {
		t.Errorf("got %+v", d)
	}
	if d.DomainProcessingStatus != types.DomainProcessingStatusTypeActive || !*d.Created || *d.Deleted || *d.Processing || *d.UpgradeProcessing {
		t.Errorf("got %+v", d)
	}
	if d.Endpoint == nil || *d.ClusterConfig.InstanceCount == 0 || !*d.NodeToNodeEncryptionOptions.Enabled || !*d.EncryptionAtRestOptions.Enabled || !*d.DomainEndpointOptions.EnforceHTTPS {
		t.Errorf("got %+v", d)
	}
}

func TestLifeOfADomain(t *testing.T) {
	for status, test := range map[types.DomainProcessingStatusType]struct {
		takes  time.Duration
		change types.ConfigChangeStatus
		ready  bool // has an endpoint from the start
	}{
		types.DomainProcessingStatusTypeCreating:  {45 * time.Second, types.ConfigChangeStatusPending, false},
		types.DomainProcessingStatusTypeModifying: {90 * time.Second, types.ConfigChangeStatusApplyingChanges, true},
		types.DomainProcessingStatusTypeUpgrading: {3 * time.Minute, types.ConfigChangeStatusApplyingChanges, true},
		types.DomainProcessingStatusTypeUpdating:  {2 * time.Minute, types.ConfigChangeStatusApplyingChanges, true},
	} {
		t.Run(string(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				c := connect(load(t, `{"domains":[{"DomainName":"search-prod","DomainProcessingStatus":"`+string(status)+`","EngineVersion":"OpenSearch_2.11",
					"ModifyingProperties":[{"Name":"EngineVersion","ActiveValue":"OpenSearch_2.11","PendingValue":"OpenSearch_2.19","ValueType":"PLAIN_TEXT"}]}]}`, emulator.Options{}))
				time.Sleep(test.takes - time.Second)
				d := c.domain(t, "search-prod")
				if d.DomainProcessingStatus != status || !*d.Created || !*d.Processing || d.ChangeProgressDetails.ConfigChangeStatus != test.change {
					t.Errorf("before: %+v", d)
				}
				if (d.Endpoint != nil) != test.ready || *d.EngineVersion != "OpenSearch_2.11" || !d.ChangeProgressDetails.StartTime.Equal(start) {
					t.Errorf("before: %+v", d)
				}
				if *d.UpgradeProcessing != (status == types.DomainProcessingStatusTypeUpgrading) {
					t.Errorf("before: UpgradeProcessing %v", *d.UpgradeProcessing)
				}
				time.Sleep(2 * time.Second)
				d = c.domain(t, "search-prod")
				if d.DomainProcessingStatus != types.DomainProcessingStatusTypeActive || *d.Processing || *d.UpgradeProcessing || d.Endpoint == nil {
					t.Errorf("after: %+v", d)
				}
				if *d.EngineVersion != "OpenSearch_2.19" || len(d.ModifyingProperties) != 0 {
					t.Errorf("after: %+v", d)
				}
				if p := d.ChangeProgressDetails; p.ConfigChangeStatus != types.ConfigChangeStatusCompleted || !p.LastUpdatedTime.Equal(start.Add(test.takes)) {
					t.Errorf("after: %+v", p)
				}
			})
		})
	}
}

func TestADeletedDomainGoes(t *testing.T) {
	e := load(t, `{"domains":[{"DomainName":"search-old","DomainProcessingStatus":"Deleting"},{"DomainName":"search-bad","DomainProcessingStatus":"Isolated"}]}`, emulator.Options{Standstill: true})
	c := connect(e)
	if d := c.domain(t, "search-old"); !*d.Deleted || !*d.Processing {
		t.Errorf("while deleting: %+v", d)
	}
	e.Advance(time.Hour)
	_, err := c.DescribeDomain(t.Context(), &opensearch.DescribeDomainInput{DomainName: aws.String("search-old")})
	wantCode(t, err, "ResourceNotFoundException", "Domain not found: search-old")
	if d := c.domain(t, "search-bad"); d.DomainProcessingStatus != types.DomainProcessingStatusTypeIsolated {
		t.Errorf("an isolated one became %s", d.DomainProcessingStatus)
	}
}

func TestADomainInAVPC(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"search-prod","VPCOptions":{"VPCId":"vpc-1","SubnetIds":["subnet-1"]}}]}`, emulator.Options{}))
	d := c.domain(t, "search-prod")
	if d.Endpoint != nil || d.Endpoints["vpc"] == "" || *d.VPCOptions.VPCId != "vpc-1" {
		t.Errorf("got %+v", d)
	}
}

func TestListDomainNames(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"new-one"},{"DomainName":"old-one","EngineVersion":"Elasticsearch_7.10"}]}`, emulator.Options{}))
	for engine, want := range map[types.EngineType][]string{
		"":                            {"new-one OpenSearch", "old-one Elasticsearch"},
		types.EngineTypeOpenSearch:    {"new-one OpenSearch"},
		types.EngineTypeElasticsearch: {"old-one Elasticsearch"},
	} {
		out, err := c.ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{EngineType: engine})
		ok(t, err)
		var got []string
		for _, d := range out.DomainNames {
			got = append(got, *d.DomainName+" "+string(d.EngineType))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", engine, got, want)
		}
	}
}

func TestDescribeDomains(t *testing.T) {
	c := connect(load(t, `{"domains":[{"DomainName":"aaa"},{"DomainName":"bbb"},{"DomainName":"ccc"}]}`, emulator.Options{}))
	describe := func(names ...string) (*opensearch.DescribeDomainsOutput, error) {
		return c.DescribeDomains(t.Context(), &opensearch.DescribeDomainsInput{DomainNames: names})
	}
	out, err := describe("ccc", "nosuch", "aaa")
	ok(t, err)
	if len(out.DomainStatusList) != 2 || *out.DomainStatusList[0].DomainName != "ccc" || *out.DomainStatusList[1].DomainName != "aaa" {
		t.Errorf("got %+v", out.DomainStatusList)
	}
	_, err = describe("aaa", "bbb", "ccc", "ddd", "eee")
	ok(t, err)
	_, err = describe("aaa", "bbb", "ccc", "ddd", "eee", "fff")
	wantCode(t, err, "ValidationException", "Please provide a maximum of 5 domain names to describe.")
}
