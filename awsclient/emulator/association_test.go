package emulator_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

// associating is a world with domains that are ready, newborn, isolated, and unfit
// for custom plugins in one way each, and packages to associate with them.
const associating = `{
	"domains": [
		{"DomainName": "search-prod"}, {"DomainName": "other"},
		{"DomainName": "newborn", "DomainProcessingStatus": "Creating"}, {"DomainName": "isolated", "DomainProcessingStatus": "Isolated"},
		{"DomainName": "changing", "DomainProcessingStatus": "Modifying", "ModifyingProperties": [{"Name": "ClusterConfig.InstanceCount"}]},
		{"DomainName": "old", "EngineVersion": "OpenSearch_2.13"},
		{"DomainName": "between-nodes", "NodeToNodeEncryptionOptions": {"Enabled": false}},
		{"DomainName": "at-rest", "EncryptionAtRestOptions": {"Enabled": false}},
		{"DomainName": "plain-http", "DomainEndpointOptions": {"EnforceHTTPS": false}},
		{"DomainName": "old-tls", "DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}}
	],
	"packages": [
		{"PackageID": "F1", "PackageName": "synonyms", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]},
		{"PackageID": "F2", "PackageName": "stopwords"}, {"PackageID": "F3", "PackageName": "copying", "PackageStatus": "COPYING"},
		{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-a2", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-a3", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.13"},
		{"PackageID": "pkg-c1", "PackageName": "ranker-license", "PackageType": "PACKAGE-LICENSE"},
		{"PackageID": "pkg-c2", "PackageName": "ranker-config", "PackageType": "PACKAGE-CONFIG"},
		{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.13"},
		{"PackageID": "G2", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}
	],
	"associations": [
		{"PackageID": "F1", "DomainName": "other", "PackageVersion": "v1"},
		{"PackageID": "F2", "DomainName": "other", "usedByIndex": true},
		{"PackageID": "pkg-a2", "DomainName": "other", "usedByIndex": true}
	]
}`

func (c clients) associate(t *testing.T, id, domain string, prerequisites ...string) (*opensearch.AssociatePackageOutput, error) {
	return c.AssociatePackage(t.Context(), &opensearch.AssociatePackageInput{PackageID: &id, DomainName: &domain, PrerequisitePackageIDList: prerequisites})
}

// associateAll associates packages in one request; "a<b" names b as a prerequisite.
func (c clients) associateAll(t *testing.T, domain string, packages ...string) error {
	in := opensearch.AssociatePackagesInput{DomainName: &domain, PackageList: []types.PackageDetailsForAssociation{}}
	for _, text := range packages {
		id, prerequisite, ok := strings.Cut(text, "<")
		p := types.PackageDetailsForAssociation{PackageID: &id}
		if ok {
			p.PrerequisitePackageIDList = []string{prerequisite}
		}
		in.PackageList = append(in.PackageList, p)
	}
	_, err := c.AssociatePackages(t.Context(), &in)
	return err
}

func (c clients) dissociate(t *testing.T, id, domain string) error {
	_, err := c.DissociatePackage(t.Context(), &opensearch.DissociatePackageInput{PackageID: &id, DomainName: &domain})
	return err
}

// packages is what a domain has, as "F1 v2 ACTIVE, …".
func (c clients) packages(t *testing.T, domain string) string {
	t.Helper()
	var all []string
	for _, a := range c.associations(t, domain) {
		all = append(all, *a.PackageID+" "+aws.ToString(a.PackageVersion)+" "+string(a.DomainPackageStatus))
	}
	return strings.Join(all, ", ")
}

func (c clients) associations(t *testing.T, domain string) []types.DomainPackageDetails {
	t.Helper()
	out, err := c.ListPackagesForDomain(t.Context(), &opensearch.ListPackagesForDomainInput{DomainName: &domain})
	ok(t, err)
	return out.DomainPackageDetailsList
}

func TestAssociateADictionary(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(load(t, associating, emulator.Options{}))
		out, err := c.associate(t, "F1", "search-prod")
		ok(t, err)
		a := out.DomainPackageDetails
		if a.DomainPackageStatus != types.DomainPackageStatusAssociating || *a.PackageVersion != "v2" || *a.PackageName != "synonyms" || a.PackageType != types.PackageTypeTxtDictionary ||
			*a.DomainName != "search-prod" || a.ReferencePath != nil || !a.LastUpdated.Equal(time.Now()) {
			t.Errorf("got %+v", a)
		}
		if d := c.domain(t, "search-prod"); *d.Processing || d.DomainProcessingStatus != "Active" {
			t.Errorf("the domain is %s", d.DomainProcessingStatus)
		}
		_, err = c.associate(t, "F1", "search-prod")
		wantCode(t, err, "ConflictException", "Package is already in desired state")
		wantCode(t, c.dissociate(t, "F1", "search-prod"), "ConflictException", "ASSOCIATING")
		time.Sleep(14 * time.Second)
		if got := c.packages(t, "search-prod"); got != "F1 v2 ASSOCIATING" {
			t.Errorf("before: %s", got)
		}
		time.Sleep(time.Second)
		if got := c.associations(t, "search-prod")[0]; got.DomainPackageStatus != "ACTIVE" || *got.ReferencePath != "analyzers/F1" || !got.LastUpdated.Equal(time.Now()) {
			t.Errorf("after: %+v", got)
		}
		_, err = c.associate(t, "F1", "search-prod")
		wantCode(t, err, "ConflictException", "Package is already in desired state")

		ok(t, c.dissociate(t, "F1", "search-prod"))
		wantCode(t, c.dissociate(t, "F1", "search-prod"), "ConflictException", "DISSOCIATING")
		_, err = c.associate(t, "F1", "search-prod")
		wantCode(t, err, "ConflictException", "dissociated")
		time.Sleep(9 * time.Second)
		if got := c.packages(t, "search-prod"); got != "F1 v2 DISSOCIATING" {
			t.Errorf("before: %s", got)
		}
		time.Sleep(time.Second)
		if got := c.packages(t, "search-prod"); got != "" {
			t.Errorf("after: %s", got)
		}
		wantCode(t, c.dissociate(t, "F1", "search-prod"), "ResourceNotFoundException", "not associated")
	})
}

func TestAssociatingAnOlderVersionUpdatesIt(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true})
	c := connect(e)
	out, err := c.associate(t, "F1", "other")
	ok(t, err)
	if a := out.DomainPackageDetails; a.DomainPackageStatus != "ASSOCIATING" || *a.PackageVersion != "v2" {
		t.Errorf("got %+v", a)
	}
	e.Advance(time.Minute)
	if got := c.packages(t, "other"); !strings.HasPrefix(got, "F1 v2 ACTIVE, ") {
		t.Errorf("got %s", got)
	}
}

// A change of plugins is a blue/green deployment of the domain.
func TestPluginsAreDeployed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(load(t, associating, emulator.Options{}))
		busy := func(want bool) {
			t.Helper()
			d := c.domain(t, "search-prod")
			if *d.Processing != want || (d.DomainProcessingStatus == "Modifying") != want {
				t.Errorf("processing %v, %s", *d.Processing, d.DomainProcessingStatus)
			}
			const text = "A change/update is in progress. Please wait for it to complete before requesting another change."
			if want {
				_, err := c.associate(t, "G2", "search-prod")
				wantCode(t, err, "ValidationException", text)
				if change := d.ChangeProgressDetails; change.ConfigChangeStatus != "ApplyingChanges" {
					t.Errorf("change: %+v", change)
				}
			}
		}
		_, err := c.associate(t, "pkg-a1", "search-prod")
		ok(t, err)
		busy(true)
		_, err = c.associate(t, "F1", "search-prod") // needs no deployment
		ok(t, err)
		time.Sleep(59 * time.Second)
		busy(true)
		time.Sleep(time.Second)
		busy(false)
		if got := c.packages(t, "search-prod"); got != "pkg-a1 v1 ACTIVE, F1 v2 ACTIVE" {
			t.Errorf("deployed: %s", got)
		}
		if a := c.associations(t, "search-prod")[0]; a.ReferencePath != nil {
			t.Errorf("a plugin has the path %s", *a.ReferencePath)
		}
		ok(t, c.dissociate(t, "pkg-a1", "search-prod"))
		busy(true)
		time.Sleep(59 * time.Second)
		busy(true)
		time.Sleep(time.Second)
		busy(false)
		if got := c.packages(t, "search-prod"); got != "F1 v2 ACTIVE" {
			t.Errorf("removed: %s", got)
		}
	})
}

func TestRefusalsOfAssociations(t *testing.T) {
	c := connect(load(t, associating, emulator.Options{}))
	for name, test := range map[string]struct {
		id, domain string
		code, text string
	}{
		"an unknown domain":           {"F1", "nosuch", "ResourceNotFoundException", "Domain not found: nosuch"},
		"an unknown package":          {"F9", "search-prod", "ResourceNotFoundException", "Package not found: F9"},
		"a package that is not ready": {"F3", "search-prod", "ConflictException", "F3 is COPYING"},
		"a domain that is not ready":  {"F1", "newborn", "ValidationException", "A change/update is in progress."},
		"an isolated domain":          {"F1", "isolated", "ValidationException", "isolated is Isolated"},
		"a plugin on a busy domain":   {"pkg-a1", "changing", "ValidationException", "A change/update is in progress."},
		"another engine":              {"pkg-a1", "old", "ValidationException", "is for OpenSearch_2.19, and domain old is OpenSearch_2.13"},
		"an engine too old":           {"pkg-a3", "old", "ValidationException", "Custom plugins require OpenSearch 2.15 or later on domain old."},
		"no encryption between nodes": {"pkg-a1", "between-nodes", "ValidationException", "Custom plugins require node-to-node encryption on domain between-nodes."},
		"no encryption at rest":       {"pkg-a1", "at-rest", "ValidationException", "Custom plugins require encryption at rest on domain at-rest."},
		"no HTTPS":                    {"pkg-a1", "plain-http", "ValidationException", "Custom plugins require EnforceHTTPS on domain plain-http."},
		"an old TLS policy":           {"pkg-a1", "old-tls", "ValidationException", "Custom plugins require the TLS policy Policy-Min-TLS-1-2-PFS-2023-10 on domain old-tls."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.associate(t, test.id, test.domain)
			wantCode(t, err, test.code, test.text)
			wantCode(t, c.associateAll(t, test.domain, test.id), test.code, test.text)
		})
	}
	_, err := c.associate(t, "G1", "old") // AWS's own needs no more than its engine
	ok(t, err)
	_, err = c.associate(t, "F1", "changing") // a dictionary needs no deployment
	ok(t, err)
	_, err = c.AssociatePackage(t.Context(), &opensearch.AssociatePackageInput{
		PackageID: aws.String("F1"), DomainName: aws.String("search-prod"),
		AssociationConfiguration: &types.PackageAssociationConfiguration{KeyStoreAccessOption: &types.KeyStoreAccessOption{
			KeyStoreAccessEnabled: aws.Bool(false), KeyAccessRoleArn: aws.String("arn:aws:iam::123456789012:role/reader"),
		}},
	})
	wantCode(t, err, "ValidationException", "KeyAccessRoleArn can only be specified when KeyStoreAccessEnabled is true.")
	wantCode(t, c.dissociate(t, "F1", "nosuch"), "ResourceNotFoundException", "Domain not found")
	wantCode(t, c.dissociate(t, "F9", "other"), "ResourceNotFoundException", "Package not found")
	wantCode(t, c.dissociate(t, "G2", "other"), "ResourceNotFoundException", "not associated")
}

func TestKeyStoreAccess(t *testing.T) {
	c := connect(load(t, associating, emulator.Options{}))
	_, err := c.AssociatePackage(t.Context(), &opensearch.AssociatePackageInput{
		PackageID: aws.String("pkg-a1"), DomainName: aws.String("search-prod"),
		AssociationConfiguration: &types.PackageAssociationConfiguration{KeyStoreAccessOption: &types.KeyStoreAccessOption{
			KeyStoreAccessEnabled: aws.Bool(true), KeyAccessRoleArn: aws.String("arn:aws:iam::123456789012:role/reader"),
		}},
	})
	ok(t, err)
	if o := c.associations(t, "search-prod")[0].AssociationConfiguration.KeyStoreAccessOption; !*o.KeyStoreAccessEnabled || *o.KeyAccessRoleArn != "arn:aws:iam::123456789012:role/reader" {
		t.Errorf("got %+v", o)
	}
}

func TestPrerequisites(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true})
	c := connect(e)
	_, err := c.associate(t, "pkg-c1", "search-prod", "pkg-a1")
	wantCode(t, err, "ValidationException", "Prerequisite package pkg-a1 is not associated with domain search-prod.")
	wantCode(t, c.associateAll(t, "search-prod", "pkg-c1<pkg-c1"), "ValidationException", "Prerequisite package pkg-c1")
	_, err = c.associate(t, "pkg-a1", "search-prod")
	ok(t, err)
	_, err = c.associate(t, "pkg-c1", "search-prod", "pkg-a1")
	wantCode(t, err, "ValidationException", "Prerequisite package pkg-a1") // it is not there before it is ACTIVE
	e.Advance(time.Minute)
	_, err = c.associate(t, "pkg-c1", "search-prod", "pkg-a1")
	ok(t, err)
	ok(t, c.associateAll(t, "search-prod", "pkg-c2<pkg-a1", "F1"))
	e.Advance(time.Minute)
	if got := c.packages(t, "search-prod"); got != "pkg-a1 v1 ACTIVE, pkg-c1 v1 ACTIVE, pkg-c2 v1 ACTIVE, F1 v2 ACTIVE" {
		t.Errorf("got %s", got)
	}
	if got := c.associations(t, "search-prod")[1].PrerequisitePackageIDList; fmt.Sprint(got) != "[pkg-a1]" {
		t.Errorf("got %v", got)
	}

	// A plugin takes what was there for it along, and nothing else.
	ok(t, c.dissociate(t, "pkg-a1", "search-prod"))
	e.Advance(time.Minute)
	if got := c.packages(t, "search-prod"); got != "F1 v2 ACTIVE" {
		t.Errorf("got %s", got)
	}
}

// A licence that is being dissociated goes with its plugin. What is associated
// afterwards must not fall to the dissociation that was under way.
func TestWhatComesBackStays(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true, Durations: emulator.Durations{Dissociate: 90 * time.Second}})
	c := connect(e)
	ok(t, c.associateAll(t, "search-prod", "pkg-a1", "pkg-c1<pkg-a1"))
	e.Advance(time.Minute)
	ok(t, c.dissociate(t, "pkg-a1", "search-prod"))
	ok(t, c.dissociate(t, "pkg-c1", "search-prod"))
	e.Advance(time.Minute)
	if got := c.packages(t, "search-prod"); got != "" {
		t.Errorf("left: %s", got)
	}
	_, err := c.associate(t, "pkg-c1", "search-prod")
	ok(t, err)
	e.Advance(time.Minute)
	if got := c.packages(t, "search-prod"); got != "pkg-c1 v1 ACTIVE" {
		t.Errorf("got %s", got)
	}
}

func TestSeveralAtOnceOrNone(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true})
	c := connect(e)
	before := encode(t, e.World())
	for want, packages := range map[string][]string{
		"ConflictException F3 is COPYING":                     {"F1", "F3"},
		"ResourceNotFoundException F9":                        {"pkg-a1", "F9"},
		"ValidationException Prerequisite package pkg-a2":     {"F1", "pkg-a1", "pkg-c1<pkg-a2"},
		"ValidationException Package F1 is listed twice.":     {"F1", "F2", "F1"},
		"ValidationException is for OpenSearch_2.13":          {"F1", "pkg-a3"},
		"ValidationException 1 validation error detected":     {"F1", "X1"},
		"ResourceNotFoundException Package not found: pkg-ff": {"F1", "pkg-ff"},
	} {
		code, text, _ := strings.Cut(want, " ")
		wantCode(t, c.associateAll(t, "search-prod", packages...), code, text)
	}
	dissociate := func(packages ...string) error {
		_, err := c.DissociatePackages(t.Context(), &opensearch.DissociatePackagesInput{DomainName: aws.String("other"), PackageList: packages})
		return err
	}
	wantCode(t, dissociate("F1", "G2"), "ResourceNotFoundException", "G2 is not associated")
	wantCode(t, dissociate("F1", "F1"), "ValidationException", "F1 is listed twice")
	if after := encode(t, e.World()); !bytes.Equal(before, after) {
		t.Errorf("before %s\nafter  %s", before, after)
	}

	ok(t, c.associateAll(t, "search-prod", "F1", "pkg-c1<pkg-a1", "pkg-a1"))
	if got := c.packages(t, "search-prod"); got != "F1 v2 ASSOCIATING, pkg-c1 v1 ASSOCIATING, pkg-a1 v1 ASSOCIATING" {
		t.Errorf("got %s", got)
	}
	out, err := c.DissociatePackages(t.Context(), &opensearch.DissociatePackagesInput{DomainName: aws.String("other"), PackageList: []string{"F1", "F2"}})
	ok(t, err)
	if l := out.DomainPackageDetailsList; len(l) != 2 || l[0].DomainPackageStatus != "DISSOCIATING" || *l[1].PackageID != "F2" {
		t.Errorf("got %+v", l)
	}
}

func TestAnIndexKeepsAPackage(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true})
	c := connect(e)
	for _, id := range []string{"F2", "pkg-a2"} {
		ok(t, c.dissociate(t, id, "other"))
		e.Advance(time.Minute)
		for _, a := range c.associations(t, "other") {
			if *a.PackageID == id && (a.DomainPackageStatus != "DISSOCIATION_FAILED" || !strings.Contains(*a.ErrorDetails.ErrorMessage, "in use by an index")) {
				t.Errorf("got %+v", a)
			}
		}
		if d := c.domain(t, "other"); d.DomainProcessingStatus != "Active" {
			t.Errorf("the domain is %s", d.DomainProcessingStatus)
		}
		ok(t, c.dissociate(t, id, "other")) // and fails again
		e.Advance(time.Minute)
	}
	_, err := c.associate(t, "F2", "other") // which puts things right
	ok(t, err)
	e.Advance(time.Minute)
	if got := c.packages(t, "other"); got != "F1 v1 ACTIVE, F2 v1 ACTIVE, pkg-a2 v1 DISSOCIATION_FAILED" {
		t.Errorf("got %s", got)
	}
	if a := c.associations(t, "other")[1]; a.ErrorDetails != nil {
		t.Errorf("got %+v", a)
	}
}

func TestAnAssociatedPackageCannotBeDeleted(t *testing.T) {
	e := load(t, associating, emulator.Options{Standstill: true})
	c := connect(e)
	remove := func() error {
		_, err := c.DeletePackage(t.Context(), &opensearch.DeletePackageInput{PackageID: aws.String("F1")})
		return err
	}
	wantCode(t, remove(), "ConflictException", "associated with domain other")
	ok(t, c.dissociate(t, "F1", "other"))
	wantCode(t, remove(), "ConflictException", "associated with domain other")
	e.Advance(time.Minute)
	ok(t, remove())
}

func TestTwentyPluginsADomain(t *testing.T) {
	w := emulator.World{Domains: []emulator.Domain{{DomainName: "search-prod"}}}
	var ids []string
	for i := range 22 {
		id := fmt.Sprintf("G%d", i)
		ids = append(ids, id)
		w.Packages = append(w.Packages, emulator.Package{PackageID: id, PackageName: fmt.Sprint("plugin-", i), PackageType: "ZIP-PLUGIN", EngineVersion: "OpenSearch_2.19"})
	}
	w.Packages = append(w.Packages, emulator.Package{PackageID: "F1", PackageName: "synonyms"})
	e := emulator.New(w, emulator.Options{Standstill: true})
	c := connect(e)
	wantCode(t, c.associateAll(t, "search-prod", ids[:21]...), "LimitExceededException", "20 plugins")
	ok(t, c.associateAll(t, "search-prod", ids[:20]...))
	e.Advance(time.Minute)
	_, err := c.associate(t, ids[20], "search-prod")
	wantCode(t, err, "LimitExceededException", "20 plugins")
	_, err = c.associate(t, "F1", "search-prod")
	ok(t, err)
	ok(t, c.dissociate(t, ids[0], "search-prod"))
	e.Advance(time.Minute)
	_, err = c.associate(t, ids[20], "search-prod")
	ok(t, err)
}

func TestDomainsOfAPackage(t *testing.T) {
	w := emulator.World{Packages: []emulator.Package{{PackageID: "F1", PackageName: "synonyms"}, {PackageID: "F2", PackageName: "stopwords"}}}
	for i := range 120 {
		name := fmt.Sprint("domain-", i)
		w.Domains = append(w.Domains, emulator.Domain{DomainName: name})
		w.Associations = append(w.Associations, emulator.Association{PackageID: "F1", DomainName: name}, emulator.Association{PackageID: "F2", DomainName: name})
	}
	c := connect(emulator.New(w, emulator.Options{}))
	for size, want := range map[int32]string{0: "[100 20]", 50: "[50 50 20]"} {
		var sizes []int
		for p := opensearch.NewListDomainsForPackagePaginator(c, &opensearch.ListDomainsForPackageInput{PackageID: aws.String("F1"), MaxResults: size}); p.HasMorePages(); {
			out, err := p.NextPage(t.Context())
			ok(t, err)
			sizes = append(sizes, len(out.DomainPackageDetailsList))
			for _, a := range out.DomainPackageDetailsList {
				if *a.PackageID != "F1" || a.DomainPackageStatus != "ACTIVE" || *a.ReferencePath != "analyzers/F1" {
					t.Errorf("got %+v", a)
				}
			}
		}
		if fmt.Sprint(sizes) != want {
			t.Errorf("pages of %v, want %s", sizes, want)
		}
	}
	_, err := c.ListDomainsForPackage(t.Context(), &opensearch.ListDomainsForPackageInput{PackageID: aws.String("F9")})
	wantCode(t, err, "ResourceNotFoundException", "Package not found: F9")
	_, err = c.ListPackagesForDomain(t.Context(), &opensearch.ListPackagesForDomainInput{DomainName: aws.String("nosuch")})
	wantCode(t, err, "ResourceNotFoundException", "Domain not found: nosuch")
}

// An upgrade changes the packages of plugins by itself.
func TestAnUpgradeSwapsPlugins(t *testing.T) {
	e := load(t, `{
		"domains": [{"DomainName": "search-prod", "EngineVersion": "OpenSearch_2.13", "DomainProcessingStatus": "UpgradingEngineVersion",
			"ModifyingProperties": [{"Name": "EngineVersion", "ActiveValue": "OpenSearch_2.13", "PendingValue": "OpenSearch_2.19"}]}],
		"packages": [
			{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.13"},
			{"PackageID": "G2", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
			{"PackageID": "G3", "PackageName": "pinyin", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.13"},
			{"PackageID": "pkg-a1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}
		],
		"associations": [{"PackageID": "G1", "DomainName": "search-prod"}, {"PackageID": "G3", "DomainName": "search-prod"}]
	}`, emulator.Options{Standstill: true})
	c := connect(e)
	e.Advance(time.Hour)
	if got := c.packages(t, "search-prod"); got != "G3 v1 ACTIVE, G2 v1 ACTIVE" {
		t.Errorf("got %s", got)
	}
	_, err := c.associate(t, "pkg-a1", "search-prod")
	wantCode(t, err, "ConflictException", "same name is already installed")
}

// A world's plugin on its way makes its domain busy, until it is there.
func TestADeploymentOfAWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := load(t, `{
			"domains": [{"DomainName": "search-prod"}],
			"packages": [{"PackageID": "G1", "PackageName": "nori", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}],
			"associations": [{"PackageID": "G1", "DomainName": "search-prod", "DomainPackageStatus": "ASSOCIATING", "LastUpdated": "-20s"}]
		}`, emulator.Options{})
		time.Sleep(5 * time.Second)
		second := load(t, string(encode(t, first.World())), emulator.Options{})
		for _, e := range []*emulator.Emulator{first, second} {
			if d := connect(e).domain(t, "search-prod"); d.DomainProcessingStatus != "Modifying" || !*d.Processing {
				t.Errorf("at first %s", d.DomainProcessingStatus)
			}
		}
		time.Sleep(35 * time.Second)
		for _, e := range []*emulator.Emulator{first, second} {
			c := connect(e)
			if d := c.domain(t, "search-prod"); d.DomainProcessingStatus != "Active" || *d.Processing {
				t.Errorf("then %s", d.DomainProcessingStatus)
			}
			if got := c.packages(t, "search-prod"); got != "G1 v1 ACTIVE" {
				t.Errorf("then %s", got)
			}
		}
	})
}

func TestAssociationsGoWithTheirDomain(t *testing.T) {
	e := load(t, `{
		"domains": [{"DomainName": "search-prod", "DomainProcessingStatus": "Deleting"}], "packages": [{"PackageID": "F1", "PackageName": "synonyms"}],
		"associations": [{"PackageID": "F1", "DomainName": "search-prod"}]
	}`, emulator.Options{Standstill: true})
	e.Advance(time.Hour)
	if got := e.World().Associations; len(got) != 0 {
		t.Errorf("left behind: %+v", got)
	}
}
