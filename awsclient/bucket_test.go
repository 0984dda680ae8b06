package awsclient_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
)

const stored = `{"buckets": [
	{"Name": "acme-finance", "denied": true},
	{"Name": "acme-packages", "objects": [
		{"Key": "README.txt", "Size": 1204},
		{"Key": "dictionaries/"},
		{"Key": "dictionaries/de/synonyms & more.txt", "Size": 7},
		{"Key": "dictionaries/fr/synonyms.txt"},
		{"Key": "dictionaries/stopwords.txt", "Size": 3311},
		{"Key": "dictionaries/überschrift+1.txt", "Size": 2},
		{"Key": "plugins/ranker.zip", "Size": 6081740}
	]},
	{"Name": "acme-eu", "Region": "eu-west-1", "objects": [{"Key": "a.txt"}]},
	{"Name": "acme.with.dots", "objects": [{"Key": "a.txt", "Size": 1}]}
]}`

// A package can only be made of an object in its own Region.
func TestBuckets(t *testing.T) {
	got, err := connect(emulate(t, stored).Transport()).Buckets(t.Context())
	ok(t, err)
	if want := []string{"acme-finance", "acme-packages", "acme.with.dots"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestManyBuckets(t *testing.T) {
	var world emulator.World
	var want []string
	for i := range 2500 {
		name := fmt.Sprintf("bucket-%04d", i)
		want = append(want, name)
		world.Buckets = append(world.Buckets, emulator.Bucket{Name: name})
	}
	e := emulator.New(world, emulator.Options{})
	got, err := connect(e.Transport()).Buckets(t.Context())
	ok(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("got %d", len(got))
	}
	wantCalls(t, e, map[string]int{"ListBuckets": 3})
}

func TestFolder(t *testing.T) {
	c := connect(emulate(t, stored).Transport())
	for prefix, want := range map[string][]model.BucketEntry{
		"":              {{Key: "dictionaries/"}, {Key: "plugins/"}, {Key: "README.txt", Size: 1204}},
		"dictionaries/": {{Key: "dictionaries/de/"}, {Key: "dictionaries/fr/"}, {Key: "dictionaries/stopwords.txt", Size: 3311}, {Key: "dictionaries/überschrift+1.txt", Size: 2}},
		// A folder's own marker is not in it, and what it begins with need not end it.
		"dictionaries/de/": {{Key: "dictionaries/de/synonyms & more.txt", Size: 7}},
		"dictionaries/s":   {{Key: "dictionaries/stopwords.txt", Size: 3311}},
		"nosuch/":          nil,
	} {
		entries, more, err := c.Folder(t.Context(), "acme-packages", prefix)
		ok(t, err)
		if !reflect.DeepEqual(entries, want) || more {
			t.Errorf("%q: got %+v, more: %v", prefix, entries, more)
		}
	}
	entries, _, err := c.Folder(t.Context(), "acme.with.dots", "")
	ok(t, err)
	if !slices.Equal(entries, []model.BucketEntry{{Key: "a.txt", Size: 1}}) {
		t.Errorf("got %+v", entries)
	}
}

// A folder may hold more than anybody would look through.
func TestLargeFolder(t *testing.T) {
	bucket := emulator.Bucket{Name: "acme-packages"}
	for i := range 1000 {
		bucket.Objects = append(bucket.Objects, emulator.Object{Key: fmt.Sprintf("all/%04d", i)})
	}
	for _, more := range []bool{false, true} {
		if more {
			bucket.Objects = append(bucket.Objects, emulator.Object{Key: "all/z/1"})
		}
		e := emulator.New(emulator.World{Buckets: []emulator.Bucket{bucket}}, emulator.Options{})
		entries, got, err := connect(e.Transport()).Folder(t.Context(), "acme-packages", "all/")
		ok(t, err)
		if len(entries) != 1000 || got != more {
			t.Errorf("%d of %d, more: %v", len(entries), len(bucket.Objects), got)
		}
		wantCalls(t, e, map[string]int{"ListObjectsV2": 1})
	}
}

func TestFolderFailures(t *testing.T) {
	c := connect(emulate(t, stored).Transport())
	tests := []struct {
		bucket, prefix string
		kind           model.FailureKind
		code, brief    string
		status         int
	}{
		{"acme-finance", "2026/", model.FailurePermission, "AccessDenied", "no permission: s3:ListBucket", http.StatusForbidden},
		{"nosuch", "", model.FailureNotFound, "NoSuchBucket", "NoSuchBucket", http.StatusNotFound},
		{"acme-eu", "", model.FailureValidation, "PermanentRedirect", "PermanentRedirect", http.StatusMovedPermanently},
	}
	for _, tt := range tests {
		entries, more, err := c.Folder(t.Context(), tt.bucket, tt.prefix)
		failure := failureOf(t, err, tt.kind)
		if failure.Code != tt.code || failure.HTTPStatus != tt.status || failure.Brief() != tt.brief || failure.On != tt.bucket+"/"+tt.prefix || failure.Message == "" {
			t.Errorf("got %+v, brief %q", failure, failure.Brief())
		}
		if len(entries) != 0 || more {
			t.Errorf("%s: got %v, more: %v", tt.bucket, entries, more)
		}
	}
}

// Of AWS each bucket has a host of its own. An endpoint that somebody has set has
// none: there the bucket stands in the path.
func TestBucketInThePath(t *testing.T) {
	e := emulate(t, stored)
	var asked string
	c := awsclient.New(awsclient.Options{Source: func(ctx context.Context) (aws.Config, error) {
		config, err := awsclient.InProcess(carrier(func(r *http.Request) (*http.Response, error) {
			asked = r.URL.Host + r.URL.Path
			return e.Transport().RoundTrip(r)
		}), "us-east-1")(ctx)
		config.BaseEndpoint = nil
		return config, err
	}})
	_, _, err := c.Folder(t.Context(), "acme-packages", "")
	ok(t, err)
	if asked != "acme-packages.s3.us-east-1.amazonaws.com/" {
		t.Errorf("of AWS asked for %s", asked)
	}
	for _, variable := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} {
		t.Run(variable, func(t *testing.T) {
			home(t, twoProfiles, twoKeys)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = r.URL.Path
				e.ServeHTTP(w, r)
			}))
			defer server.Close()
			t.Setenv(variable, server.URL)
			_, _, err := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")}).Folder(t.Context(), "acme-packages", "")
			ok(t, err)
			if strings.TrimSuffix(asked, "/") != "/acme-packages" {
				t.Errorf("asked for %s", asked)
			}
		})
	}
}
