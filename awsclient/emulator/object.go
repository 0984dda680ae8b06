package emulator

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// rawAnswer is what an operation of S3 returns that answers with an object, and not
// with a document about one.
type rawAnswer struct {
	status int
	header http.Header
	body   []byte
	length int // of what is told about and not sent
}

// complete fills in the members of an object that a world leaves out.
func (o *Object) complete() error {
	if o.Plugin != nil {
		if err := o.Plugin.complete(); err != nil {
			return located("plugin", err)
		}
		o.Size = len(o.Plugin.archive())
	}
	defaultTo(&o.ServerSideEncryption, "AES256")
	defaultTo(&o.StorageClass, "STANDARD")
	if o.SSEKMSKeyID != "" && !strings.HasPrefix(o.ServerSideEncryption, "aws:kms") {
		return errors.New("SSEKMSKeyId: only an object that is encrypted by KMS has one")
	}
	return cmp.Or(
		oneOf("ServerSideEncryption", o.ServerSideEncryption, "AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"),
		oneOf("StorageClass", o.StorageClass, "STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
	)
}

// archived reports whether an object cannot be read before it is restored.
func (o *Object) archived() bool {
	return o.StorageClass == "GLACIER" || o.StorageClass == "DEEP_ARCHIVE"
}

// etag is made up of what an object is.
func (o *Object) etag(bucket string) string {
	return `"` + spell("0123456789abcdef", 32, bucket, o.Key, o.LastModified.String()) + `"`
}

// objectIn asks for one object.
type objectIn struct {
	Bucket        string
	Key           string
	Range         string
	SigningRegion string `json:"signingRegion"`
}

// object finds what a request asks for.
func (s *state) object(in objectIn) (*Bucket, *Object, error) {
	b := s.buckets.get(in.Bucket)
	switch {
	case b == nil:
		return nil, nil, refuse("NoSuchBucket", "The specified bucket does not exist")
	case in.SigningRegion != b.Region:
		return nil, nil, elsewhere()
	case b.Denied:
		return nil, nil, refuse("AccessDenied", "Access Denied")
	}
	i := slices.IndexFunc(b.Objects, func(o Object) bool { return o.Key == in.Key })
	if i < 0 {
		return nil, nil, refuse("NoSuchKey", "The specified key does not exist.")
	}
	return b, &b.Objects[i], nil
}

func elsewhere() error {
	return refuse("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
}

func (o *Object) header(bucket string) http.Header {
	h := make(http.Header)
	h.Set("ETag", o.etag(bucket))
	h.Set("Last-Modified", o.LastModified.UTC().Format(http.TimeFormat))
	h.Set("Accept-Ranges", "bytes")
	h.Set("X-Amz-Server-Side-Encryption", o.ServerSideEncryption)
	if o.SSEKMSKeyID != "" {
		h.Set("X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", o.SSEKMSKeyID)
	}
	if o.StorageClass != "STANDARD" {
		h.Set("X-Amz-Storage-Class", o.StorageClass)
	}
	return h
}

func (s *state) headObject(in objectIn) (any, error) {
	b, o, err := s.object(in)
	if err != nil {
		return nil, err
	}
	return rawAnswer{status: http.StatusOK, header: o.header(b.Name), length: o.Size}, nil
}

// getObject answers with an object, or with one range of it. What the world does not
// say the content of is zeros, and only so long as a request should be.
func (s *state) getObject(in objectIn) (any, error) {
	b, o, err := s.object(in)
	switch {
	case err != nil:
		return nil, err
	case o.archived():
		return nil, refuse("InvalidObjectState", "The operation is not valid for the object's storage class")
	}
	first, last, err := rangeOf(in.Range, o.Size)
	if err != nil {
		return nil, err
	}
	answer := rawAnswer{status: http.StatusOK, header: o.header(b.Name)}
	if in.Range != "" {
		answer.status = http.StatusPartialContent
		answer.header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", first, last, o.Size))
	}
	switch {
	case o.Plugin != nil:
		answer.body = o.Plugin.archive()[first : last+1]
	case last+1-first > maxBody:
		return nil, refuse("InternalException", "The emulator does not make objects that long. Ask for a range.")
	default:
		answer.body = make([]byte, last+1-first)
	}
	answer.length = len(answer.body)
	return answer, nil
}

// rangeOf reads "bytes=0-99" or "bytes=-100".
func rangeOf(text string, size int) (first, last int, err error) {
	wrong := refuse("InvalidRange", "The requested range is not satisfiable")
	if text == "" {
		return 0, size - 1, nil
	}
	bounds, ok := strings.CutPrefix(text, "bytes=")
	from, to, dash := strings.Cut(bounds, "-")
	if !ok || !dash {
		return 0, 0, wrong
	}
	last = size - 1
	if from == "" {
		n, err := strconv.Atoi(to)
		if err != nil || n <= 0 || size == 0 {
			return 0, 0, wrong
		}
		return max(0, size-n), last, nil
	}
	if first, err = strconv.Atoi(from); err != nil || first >= size {
		return 0, 0, wrong
	}
	if to != "" {
		n, err := strconv.Atoi(to)
		if err != nil || n < first {
			return 0, 0, wrong
		}
		last = min(last, n)
	}
	return first, last, nil
}

func (s *state) getBucketLocation(in struct{ Bucket string }) (any, error) {
	b := s.buckets.get(in.Bucket)
	switch {
	case b == nil:
		return nil, refuse("NoSuchBucket", "The specified bucket does not exist")
	case b.Denied:
		return nil, refuse("AccessDenied", "Access Denied")
	}
	answer := struct {
		XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ LocationConstraint"`
		Region  string   `xml:",chardata"`
	}{Region: b.Region}
	switch b.Region {
	case "us-east-1":
		answer.Region = ""
	case "eu-west-1":
		answer.Region = "EU"
	}
	return answer, nil
}
