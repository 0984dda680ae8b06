package emulator

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"oscope/model/rule"
)

// Bucket is a bucket of Amazon S3 with what is in it.
type Bucket struct {
	Name         string    `json:"Name"`
	Region       string    `json:"Region"`
	CreationDate Timestamp `json:"CreationDate,omitzero"`
	// Denied makes every look into the bucket AccessDenied.
	Denied  bool     `json:"denied,omitempty"`
	Objects []Object `json:"objects,omitempty"`
}

// Object is an object of Amazon S3; Size is in bytes.
type Object struct {
	Key          string    `json:"Key"`
	Size         int       `json:"Size"`
	LastModified Timestamp `json:"LastModified,omitzero"`
	// How it is stored, as HeadObject tells.
	ServerSideEncryption string `json:"ServerSideEncryption,omitempty"`
	SSEKMSKeyID          string `json:"SSEKMSKeyId,omitempty"`
	StorageClass         string `json:"StorageClass,omitempty"`
	// Plugin is what is in it, if it is the zip of a plugin; its size follows from that.
	Plugin *PluginArchive `json:"plugin,omitempty"`
}

// maxObjects is how many entries a listing of a bucket has at most.
const maxObjects = 1000

var (
	bucketName = rule.Pattern{Source: `[a-z0-9][a-z0-9.-]+[a-z0-9]`, Says: "lower-case letters, digits and . -"}
	bucketRule = rule.Member{Name: "Name", Required: true, Min: 3, Max: 63, Pattern: &bucketName}
)

// complete fills in the members that a world leaves out.
func (b *Bucket) complete(r *references) error {
	defaultTo(&b.Region, r.region)
	if !regionPattern.Match(b.Region) {
		return located("Region", errors.New(`must be a Region such as "us-east-1"`))
	}
	b.Objects = slices.Clone(b.Objects)
	slices.SortStableFunc(b.Objects, func(o, other Object) int { return strings.Compare(o.Key, other.Key) })
	for i, o := range b.Objects {
		switch {
		case o.Key == "":
			return errors.New("objects: Key is required")
		case o.Size < 0:
			return fmt.Errorf("objects: the Size of %q must not be negative", o.Key)
		case i > 0 && o.Key == b.Objects[i-1].Key:
			return fmt.Errorf("objects: %q is there twice", o.Key)
		}
		if err := b.Objects[i].complete(); err != nil {
			return fmt.Errorf("objects: %q: %w", o.Key, err)
		}
	}
	return cmp.Or(
		checkMember("Name", bucketRule, b.Name),
		r.ofAccount.define("Name", "bucket", b.Name, ""),
	)
}

func (s *state) loadBucket(b Bucket) {
	b.CreationDate = b.CreationDate.loaded(s.now).or(s.now)
	b.Objects = slices.Clone(b.Objects)
	for i := range b.Objects {
		b.Objects[i].LastModified = b.Objects[i].LastModified.loaded(s.now).or(b.CreationDate.Time)
	}
	s.buckets.add(b.Name, b)
}

// source finds the object that a package is imported from, or says why it cannot
// be read. A bucket must be in the same Region. Without a source, as in a world,
// there is nothing that could be wrong.
func (s *state) source(p *Package) (Object, *ErrorDetails) {
	from := p.PackageSource
	if from == nil {
		return Object{}, nil
	}
	b := s.buckets.get(from.S3BucketName)
	switch {
	case b == nil:
		return Object{}, failure("The bucket %s does not exist.", from.S3BucketName)
	case b.Denied:
		return Object{}, failure("Access to the bucket %s is denied.", b.Name)
	case b.Region != s.region:
		return Object{}, failure("The bucket %s is in %s, not in %s.", b.Name, b.Region, s.region)
	}
	i := slices.IndexFunc(b.Objects, func(o Object) bool { return o.Key == from.S3Key })
	if i < 0 {
		return Object{}, failure("The object %s does not exist in the bucket %s.", from.S3Key, b.Name)
	}
	return b.Objects[i], nil
}

// iso8601 is how S3 writes times.
func iso8601(t Timestamp) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

type bucketEntry struct {
	Name         string
	CreationDate string
	BucketRegion string
}

func (s *state) listBuckets(in struct {
	Prefix     string `json:"prefix"`
	Region     string `json:"bucket-region"`
	MaxBuckets int    `json:"max-buckets"`
	Token      string `json:"continuation-token"`
},
) (any, error) {
	rows, next, err := page(&s.buckets, listing{in.Token, in.MaxBuckets}, "buckets", len(s.buckets.rows), func(b *Bucket) bool {
		return strings.HasPrefix(b.Name, in.Prefix) && (in.Region == "" || in.Region == b.Region)
	})
	if err != nil {
		return nil, wrongToken()
	}
	return struct {
		XMLName           xml.Name      `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListAllMyBucketsResult"`
		Owner             string        `xml:"Owner>ID"`
		Buckets           []bucketEntry `xml:"Buckets>Bucket"`
		ContinuationToken string        `xml:",omitempty"`
		Prefix            string        `xml:",omitempty"`
	}{
		Owner:             uuid("canonical user", s.account),
		Buckets:           shown(rows, func(b *Bucket) bucketEntry { return bucketEntry{b.Name, iso8601(b.CreationDate), b.Region} }),
		ContinuationToken: next,
		Prefix:            in.Prefix,
	}, nil
}

func wrongToken() error {
	return refuse("InvalidArgument", "The continuation token provided is incorrect")
}

type objectEntry struct {
	Key          string
	LastModified string
	ETag         string
	Size         int
	StorageClass string
}

type prefixEntry struct {
	Prefix string
}

// objectQuery says what of a bucket is wanted.
type objectQuery struct {
	Bucket        string `json:"Bucket"`
	Prefix        string `json:"prefix"`
	Delimiter     string `json:"delimiter"`
	StartAfter    string `json:"start-after"`
	Token         string `json:"continuation-token"`
	EncodingType  string `json:"encoding-type"`
	MaxKeys       *int   `json:"max-keys"`
	SigningRegion string `json:"signingRegion"`
}

// entry is what a key appears as: itself, or all that it has in common with the
// keys up to the next delimiter.
func (q objectQuery) entry(key string) (name string, common bool) {
	if q.Delimiter != "" {
		before, _, found := strings.Cut(key[len(q.Prefix):], q.Delimiter)
		if found {
			return q.Prefix + before + q.Delimiter, true
		}
	}
	return key, false
}

// encode writes a key as the request wants it.
func (q objectQuery) encode(key string) string {
	if q.EncodingType != "url" {
		return key
	}
	return strings.ReplaceAll(url.QueryEscape(key), "%2F", "/")
}

func (s *state) listObjectsV2(in objectQuery) (any, error) {
	b := s.buckets.get(in.Bucket)
	switch {
	case b == nil:
		return nil, refuse("NoSuchBucket", "The specified bucket does not exist")
	case in.SigningRegion != b.Region:
		return nil, elsewhere()
	case b.Denied:
		return nil, refuse("AccessDenied", "Access Denied")
	case in.MaxKeys != nil && *in.MaxKeys < 0:
		return nil, refuse("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647")
	}
	size := maxObjects
	if in.MaxKeys != nil {
		size = min(size, *in.MaxKeys)
	}
	after, err := base64.RawURLEncoding.DecodeString(in.Token)
	if err != nil {
		return nil, wrongToken()
	}
	answer := struct {
		XMLName               xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
		Name                  string
		Prefix                string
		Delimiter             string `xml:",omitempty"`
		StartAfter            string `xml:",omitempty"`
		EncodingType          string `xml:",omitempty"`
		KeyCount              int
		MaxKeys               int
		IsTruncated           bool
		ContinuationToken     string `xml:",omitempty"`
		NextContinuationToken string `xml:",omitempty"`
		Contents              []objectEntry
		CommonPrefixes        []prefixEntry
	}{
		Name: b.Name, Prefix: in.encode(in.Prefix), Delimiter: in.encode(in.Delimiter), StartAfter: in.encode(in.StartAfter),
		EncodingType: in.EncodingType, MaxKeys: size, ContinuationToken: in.Token,
	}
	last := string(after)
	for _, o := range b.Objects {
		if !strings.HasPrefix(o.Key, in.Prefix) || o.Key <= in.StartAfter {
			continue
		}
		name, common := in.entry(o.Key)
		if name <= last {
			continue // on a page before, or the common prefix that was just listed
		}
		if answer.KeyCount == size {
			if size > 0 {
				answer.IsTruncated = true
				answer.NextContinuationToken = base64.RawURLEncoding.EncodeToString([]byte(last))
			}
			break
		}
		answer.KeyCount++
		last = name
		if common {
			answer.CommonPrefixes = append(answer.CommonPrefixes, prefixEntry{in.encode(name)})
		} else {
			answer.Contents = append(answer.Contents, objectEntry{
				Key: in.encode(o.Key), LastModified: iso8601(o.LastModified), Size: o.Size, StorageClass: o.StorageClass, ETag: o.etag(b.Name),
			})
		}
	}
	return answer, nil
}
