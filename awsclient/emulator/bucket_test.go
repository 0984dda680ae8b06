package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"oscope/awsclient/emulator"
)

// stored is a world with three buckets, of which one is elsewhere and one closed.
const stored = `{"buckets":[
	{"Name": "packages", "CreationDate": 1605225005, "objects": [
		{"Key": "plugins/ranker.zip", "Size": 6081740, "LastModified": 1605225005.466},
		{"Key": "README.txt", "Size": 12},
		{"Key": "dictionaries/de/synonyms.txt"},
		{"Key": "dictionaries/fr/synonyms & more.txt"},
		{"Key": "dictionaries/stopwords.txt"},
		{"Key": "dictionaries.txt"}
	]},
	{"Name": "packages-eu", "Region": "eu-west-1"},
	{"Name": "finance", "denied": true}
]}`

const signedForS3 = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"

// connectS3 connects to S3, with the bucket in the path or in the host.
func connectS3(e *emulator.Emulator, pathStyle bool) *s3.Client {
	return s3.NewFromConfig(config(e), func(o *s3.Options) { o.UsePathStyle = pathStyle })
}

// listed is all keys and common prefixes of an answer, in their order.
func listed(out *s3.ListObjectsV2Output) string {
	var all []string
	for _, o := range out.Contents {
		all = append(all, *o.Key)
	}
	for _, p := range out.CommonPrefixes {
		all = append(all, *p.Prefix)
	}
	return strings.Join(all, " ")
}

func TestListObjects(t *testing.T) {
	e := load(t, stored, emulator.Options{})
	for name, test := range map[string]struct {
		in   s3.ListObjectsV2Input
		want string
	}{
		"everything": {s3.ListObjectsV2Input{}, "README.txt dictionaries.txt dictionaries/de/synonyms.txt dictionaries/fr/synonyms & more.txt dictionaries/stopwords.txt plugins/ranker.zip"},
		"the root":   {s3.ListObjectsV2Input{Delimiter: aws.String("/")}, "README.txt dictionaries.txt dictionaries/ plugins/"},
		"a folder":   {s3.ListObjectsV2Input{Delimiter: aws.String("/"), Prefix: aws.String("dictionaries/")}, "dictionaries/stopwords.txt dictionaries/de/ dictionaries/fr/"},
		"a prefix":   {s3.ListObjectsV2Input{Delimiter: aws.String("/"), Prefix: aws.String("dict")}, "dictionaries.txt dictionaries/"},
		"nothing":    {s3.ListObjectsV2Input{Prefix: aws.String("nosuch/")}, ""},
		"after":      {s3.ListObjectsV2Input{StartAfter: aws.String("dictionaries/fr/")}, "dictionaries/fr/synonyms & more.txt dictionaries/stopwords.txt plugins/ranker.zip"},
		"encoded":    {s3.ListObjectsV2Input{Prefix: aws.String("dictionaries/fr/"), EncodingType: types.EncodingTypeUrl}, "dictionaries/fr/synonyms+%26+more.txt"},
		"no keys":    {s3.ListObjectsV2Input{MaxKeys: aws.Int32(0)}, ""},
		"delimiter":  {s3.ListObjectsV2Input{Delimiter: aws.String("s/")}, "README.txt dictionaries.txt dictionaries/ plugins/"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, pathStyle := range []bool{true, false} {
				test.in.Bucket = aws.String("packages")
				out, err := connectS3(e, pathStyle).ListObjectsV2(t.Context(), &test.in)
				ok(t, err)
				if got := listed(out); got != test.want || *out.IsTruncated || int(*out.KeyCount) != len(out.Contents)+len(out.CommonPrefixes) {
					t.Errorf("got %s, truncated %v, %d keys, want %s", got, *out.IsTruncated, *out.KeyCount, test.want)
				}
			}
		})
	}
}

func TestWhatAnObjectIs(t *testing.T) {
	out, err := connectS3(load(t, stored, emulator.Options{}), true).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("packages"), Prefix: aws.String("plugins/")})
	ok(t, err)
	o := out.Contents[0]
	if *o.Size != 6081740 || o.LastModified.UnixMilli() != 1605225005466 || o.StorageClass != types.ObjectStorageClassStandard || len(*o.ETag) != 34 {
		t.Errorf("got %+v", o)
	}
	if *out.Name != "packages" || *out.Prefix != "plugins/" || *out.MaxKeys != 1000 {
		t.Errorf("got %+v", out)
	}
}

func TestPagesOfObjects(t *testing.T) {
	c := connectS3(load(t, stored, emulator.Options{}), true)
	for size, want := range map[int32]string{
		1: "README.txt|dictionaries.txt|dictionaries/|plugins/",
		2: "README.txt dictionaries.txt|dictionaries/ plugins/",
		3: "README.txt dictionaries.txt dictionaries/|plugins/",
		4: "README.txt dictionaries.txt dictionaries/ plugins/",
	} {
		var pages []string
		p := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: aws.String("packages"), Delimiter: aws.String("/"), MaxKeys: &size})
		for p.HasMorePages() {
			out, err := p.NextPage(t.Context())
			ok(t, err)
			pages = append(pages, listed(out))
		}
		if got := strings.Join(pages, "|"); got != want {
			t.Errorf("%d a page: got %s, want %s", size, got, want)
		}
	}
}

func TestAThousandObjectsAPage(t *testing.T) {
	bucket := emulator.Bucket{Name: "packages"}
	for i := range 2500 {
		bucket.Objects = append(bucket.Objects, emulator.Object{Key: fmt.Sprintf("dictionaries/%04d.txt", i)})
	}
	c := connectS3(emulator.New(emulator.World{Buckets: []emulator.Bucket{bucket}}, emulator.Options{}), true)
	p := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: aws.String("packages"), MaxKeys: aws.Int32(5000)})
	var sizes []int
	for p.HasMorePages() {
		out, err := p.NextPage(t.Context())
		ok(t, err)
		sizes = append(sizes, len(out.Contents))
	}
	if fmt.Sprint(sizes) != "[1000 1000 500]" {
		t.Errorf("pages of %v", sizes)
	}
}

func TestListBuckets(t *testing.T) {
	c := connectS3(load(t, stored, emulator.Options{}), true)
	for want, in := range map[string]s3.ListBucketsInput{
		"packages packages-eu finance": {},
		"packages finance":             {BucketRegion: aws.String("us-east-1")},
		"packages packages-eu":         {Prefix: aws.String("pack")},
		"packages-eu":                  {BucketRegion: aws.String("eu-west-1"), Prefix: aws.String("pack")},
	} {
		for _, size := range []*int32{nil, aws.Int32(1)} {
			in.MaxBuckets = size
			var all []string
			for p := s3.NewListBucketsPaginator(c, &in); p.HasMorePages(); {
				out, err := p.NextPage(t.Context())
				ok(t, err)
				if size != nil && len(out.Buckets) > 1 {
					t.Errorf("%d buckets in a page of one", len(out.Buckets))
				}
				for _, b := range out.Buckets {
					all = append(all, *b.Name)
				}
			}
			if got := strings.Join(all, " "); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
	out, err := c.ListBuckets(t.Context(), &s3.ListBucketsInput{})
	ok(t, err)
	if b := out.Buckets[0]; *b.BucketRegion != "us-east-1" || b.CreationDate.Unix() != 1605225005 {
		t.Errorf("got %+v", b)
	}
	if *out.Buckets[1].BucketRegion != "eu-west-1" || out.Owner == nil {
		t.Errorf("got %+v", out)
	}
}

func TestRefusalsOfS3(t *testing.T) {
	e := load(t, stored, emulator.Options{})
	c := connectS3(e, true)
	for name, test := range map[string]struct {
		in         s3.ListObjectsV2Input
		code, text string
	}{
		"no bucket":      {s3.ListObjectsV2Input{Bucket: aws.String("nosuch")}, "NoSuchBucket", "does not exist"},
		"denied":         {s3.ListObjectsV2Input{Bucket: aws.String("finance")}, "AccessDenied", "Access Denied"},
		"another Region": {s3.ListObjectsV2Input{Bucket: aws.String("packages-eu")}, "PermanentRedirect", "specified endpoint"},
		"a wrong token":  {s3.ListObjectsV2Input{Bucket: aws.String("packages"), ContinuationToken: aws.String("?")}, "InvalidArgument", "continuation token"},
		"below zero":     {s3.ListObjectsV2Input{Bucket: aws.String("packages"), MaxKeys: aws.Int32(-1)}, "InvalidArgument", "maxKeys"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.ListObjectsV2(t.Context(), &test.in)
			wantCode(t, err, test.code, test.text)
		})
	}
	t.Run("addressed as it should be", func(t *testing.T) {
		there := config(e)
		there.Region = "eu-west-1"
		_, err := s3.NewFromConfig(there).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("packages-eu")})
		ok(t, err)
	})
	_, err := c.ListBuckets(t.Context(), &s3.ListBucketsInput{ContinuationToken: aws.String("?")})
	wantCode(t, err, "InvalidArgument", "continuation token")
}

func TestS3OnTheWire(t *testing.T) {
	e := load(t, stored, emulator.Options{})
	signed := []string{"Authorization", signedForS3}
	for route, want := range map[string]struct {
		status int
		body   string
	}{
		"GET /nosuch?list-type=2":              {404, `<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><RequestId>`},
		"GET /packages":                        {501, `<Error><Code>NotImplemented</Code>`},
		"GET /packages?list-type=2&max-keys=x": {400, `<Error><Code>InvalidArgument</Code>`},
		"GET /?max-buckets=0":                  {400, `<Error><Code>InvalidArgument</Code>`},
		"GET /2021-01-01/domain":               {404, `<Error><Code>NoSuchBucket</Code>`},
		"DELETE /packages/README.txt":          {501, `<Error><Code>NotImplemented</Code>`},
		"PUT /packages":                        {501, `<Error><Code>NotImplemented</Code>`},
		"GET /packages/?list-type=2&prefix=R": {200, `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>packages</Name><Prefix>R</Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>` +
			`<Contents><Key>README.txt</Key><LastModified>2020-11-12T23:50:05.000Z</LastModified>`},
		"GET /?prefix=packages-": {200, `<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>`},
	} {
		got := send(e, route, "", signed...)
		if got.status != want.status || !strings.HasPrefix(got.body, want.body) || got.header.Get("Content-Type") != "application/xml" {
			t.Errorf("%s: got %d %s", route, got.status, got.body)
		}
	}
}

func TestFaultsOfS3(t *testing.T) {
	for kind, want := range map[emulator.FaultKind]struct{ code, text string }{
		emulator.FaultThrottle: {"SlowDown", "Rate exceeded"},
		emulator.FaultError:    {"InternalError", ""},
		emulator.FaultExpired:  {"ExpiredToken", "expired"},
		emulator.FaultDenied:   {"AccessDenied", "is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::packages because"},
	} {
		e := load(t, stored, emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "ListObjectsV2", Kind: kind}})
		_, err := connectS3(e, true).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("packages")})
		wantCode(t, err, want.code, want.text)
	}
}

func FuzzBucketRequest(f *testing.F) {
	f.Add("GET", "/packages?list-type=2&prefix=dict&delimiter=/&max-keys=2", "localhost")
	f.Add("GET", "/?list-type=2&continuation-token=ZGljdA&encoding-type=url&start-after=a", "packages.s3.us-east-1.amazonaws.com")
	f.Add("GET", "/?max-buckets=1&bucket-region=eu-west-1&prefix=p&continuation-token=YnVja2V0cyAx", "localhost")
	f.Add("PUT", "/packages", ".s3.")
	f.Fuzz(func(t *testing.T, method, target, host string) {
		r, err := http.NewRequest(method, "http://localhost"+target, http.NoBody)
		if err != nil {
			t.Skip() // no client can send it
		}
		r.Host = host
		r.Header.Set("Authorization", signedForS3)
		fuzzTarget(t, stored, r)
	})
}
