package emulator_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

const unlucky = `{
	"buckets": [{"Name": "packages", "objects": [{"Key": "lists/Unfit.txt"}, {"Key": "sticky.txt"}, {"Key": "synonyms.txt"}]}],
	"domains": [{"DomainName": "search-prod"}]
}`

func (c clients) newDictionary(t *testing.T, key string) (id string) {
	t.Helper()
	out, err := c.CreatePackage(t.Context(), &opensearch.CreatePackageInput{
		PackageName: aws.String("words"), PackageType: types.PackageTypeTxtDictionary, PackageSource: from("packages", key),
	})
	ok(t, err)
	time.Sleep(time.Minute)
	id = *out.PackageDetails.PackageID
	if got := c.found(t, id); got.PackageStatus != types.PackageStatusAvailable {
		t.Fatalf("made of %s it is %s", key, got.PackageStatus)
	}
	return id
}

// An association fails in the end, is tried again in vain, and works when the
// package has been mended; also if the emulator was saved and loaded in between.
func TestAnAssociationThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, unlucky, emulator.Options{})
		c := connect(e)
		id := c.newDictionary(t, "lists/Unfit.txt")
		e.SetWorld(e.World())
		for range 2 {
			_, err := c.associate(t, id, "search-prod")
			ok(t, err)
			time.Sleep(14 * time.Second)
			if got := c.associations(t, "search-prod")[0]; got.DomainPackageStatus != "ASSOCIATING" {
				t.Errorf("meanwhile it is %s", got.DomainPackageStatus)
			}
			time.Sleep(time.Second)
			got := c.associations(t, "search-prod")[0]
			if got.DomainPackageStatus != "ASSOCIATION_FAILED" || got.ErrorDetails == nil || *got.ErrorDetails.ErrorMessage == "" || got.ReferencePath != nil {
				t.Errorf("in the end it is %s, %+v", got.DomainPackageStatus, got.ErrorDetails)
			}
		}
		_, err := c.UpdatePackage(t.Context(), &opensearch.UpdatePackageInput{PackageID: &id, PackageSource: from("packages", "synonyms.txt")})
		ok(t, err)
		time.Sleep(time.Minute)
		_, err = c.associate(t, id, "search-prod")
		ok(t, err)
		time.Sleep(15 * time.Second)
		if got := c.associations(t, "search-prod")[0]; got.DomainPackageStatus != "ACTIVE" || got.ErrorDetails != nil {
			t.Errorf("mended it is %s, %+v", got.DomainPackageStatus, got.ErrorDetails)
		}
		if got := send(e, "GET /2021-01-01/packages/"+id+"/history", ""); got.status != 200 || strings.Contains(got.body, "PackageSource") {
			t.Errorf("the history tells where versions come from: %s", got.body)
		}
	})
}

func TestADeletionThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(load(t, unlucky, emulator.Options{}))
		id := c.newDictionary(t, "sticky.txt")
		remove := func() {
			t.Helper()
			_, err := c.DeletePackage(t.Context(), &opensearch.DeletePackageInput{PackageID: &id})
			ok(t, err)
			if got := c.found(t, id); got.PackageStatus != "DELETING" || got.ErrorDetails != nil {
				t.Errorf("meanwhile it is %s, %+v", got.PackageStatus, got.ErrorDetails)
			}
			time.Sleep(time.Minute)
		}
		remove()
		if got := c.found(t, id); got.PackageStatus != "DELETE_FAILED" || got.ErrorDetails == nil || *got.ErrorDetails.ErrorMessage == "" {
			t.Errorf("the first time it ends %s, %+v", got.PackageStatus, got.ErrorDetails)
		}
		remove()
		if got := c.filtered(t, "PackageID", id); len(got) != 0 {
			t.Errorf("the second time it ends %+v", got)
		}
	})
}
