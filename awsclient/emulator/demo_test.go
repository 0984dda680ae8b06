package emulator_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"oscope/awsclient/emulator"
)

// The demo has something to do with packages: one that becomes available, one to
// update, one that cannot be removed, and objects to make others of.
func TestPackagesOfTheDemo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulator.New(emulator.DemoWorld(), emulator.Options{})
		c := connect(e)
		status := func(domain, id string) types.DomainPackageStatus {
			t.Helper()
			for _, a := range c.associations(t, domain) {
				if *a.PackageID == id {
					return a.DomainPackageStatus
				}
			}
			return ""
		}
		rollup := *c.filtered(t, "PackageName", "timeseries-rollup")[0].PackageID
		if got := status("metrics-long-term", rollup); got != "ASSOCIATING" {
			t.Errorf("timeseries-rollup is %s", got)
		}
		time.Sleep(60 * time.Second)
		if got := status("app-logs-prod", "G184392075"); got != "ACTIVE" {
			t.Errorf("analysis-nori is %s", got)
		}
		if got := status("metrics-long-term", rollup); got != "ASSOCIATING" {
			t.Errorf("timeseries-rollup has not waited and is %s", got)
		}
		time.Sleep(75 * time.Second)
		if got := status("metrics-long-term", rollup); got != "ACTIVE" {
			t.Errorf("timeseries-rollup is %s", got)
		}
		for _, p := range c.filtered(t, "PackageName", "query-guard") {
			if p.PackageStatus != "AVAILABLE" {
				t.Errorf("query-guard for %s is %s", *p.EngineVersion, p.PackageStatus)
			}
		}

		synonyms := *c.filtered(t, "PackageName", "product-synonyms")[0].PackageID
		_, err := c.associate(t, synonyms, "search-staging")
		ok(t, err)
		ok(t, c.dissociate(t, synonyms, "search-prod"))
		time.Sleep(15 * time.Second)
		if got := status("search-staging", synonyms); got != "ACTIVE" {
			t.Errorf("updated: %s", got)
		}
		if got := status("search-prod", synonyms); got != "DISSOCIATION_FAILED" {
			t.Errorf("removed, though an index uses it: %s", got)
		}

		listing, err := connectS3(e, true).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("acme-opensearch-packages"), Delimiter: aws.String("/")})
		ok(t, err)
		if got := listed(listing); got != "README.txt configurations/ dictionaries/ licences/ plugins/" {
			t.Errorf("the bucket has %s", got)
		}
		listing, err = connectS3(e, true).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("acme-opensearch-packages"), Prefix: aws.String("plugins/")})
		ok(t, err)
		var made []string
		for _, o := range listing.Contents {
			name := strings.NewReplacer("plugins/", "", ".zip", "", ".", "-").Replace(*o.Key)
			_, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{
				PackageName: &name, PackageType: types.PackageTypeZipPlugin, PackageSource: from("acme-opensearch-packages", *o.Key), EngineVersion: aws.String("OpenSearch_2.19"),
			})
			ok(t, err)
			made = append(made, name)
		}
		time.Sleep(12 * time.Second)
		failed := 0
		for _, name := range made {
			if c.filtered(t, "PackageName", name)[0].PackageStatus == "VALIDATION_FAILED" {
				failed++
			}
		}
		if len(made) != 5 || failed != 1 {
			t.Errorf("of %d plugins %d failed", len(made), failed)
		}
	})
}
