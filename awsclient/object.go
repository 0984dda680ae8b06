package awsclient

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"oscope/model"
	"oscope/model/rule"
)

// BucketRegion returns the Region that a bucket is in.
func (c *Client) BucketRegion(ctx context.Context, bucket string) (string, error) {
	out, err := call(ctx, c, operation{&rule.GetBucketLocation, bucket}, func(ctx context.Context, s *services) (*s3.GetBucketLocationOutput, error) {
		return s.s3().GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: &bucket})
	})
	if err != nil {
		return "", err
	}
	if out.LocationConstraint == "EU" { // of buckets from before there were names
		return "eu-west-1", nil
	}
	return cmp.Or(string(out.LocationConstraint), "us-east-1"), nil
}

// Object returns what is told of an object without its content. That there is none is
// told only to who may list the bucket; to others it is a permission that is missing.
func (c *Client) Object(ctx context.Context, bucket, key string) (model.Object, error) {
	out, err := call(ctx, c, operation{&rule.HeadObject, bucket + "/" + key}, func(ctx context.Context, s *services) (*s3.HeadObjectOutput, error) {
		return s.s3().HeadObject(ctx, &s3.HeadObjectInput{Bucket: &bucket, Key: &key})
	})
	o := model.Object{Bucket: bucket, Key: key}
	if gone(err) {
		o.Gone = true
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.Size, o.ETag, o.Modified = aws.ToInt64(out.ContentLength), strings.Trim(aws.ToString(out.ETag), `"`), aws.ToTime(out.LastModified)
	o.Encryption, o.KMSKey = string(out.ServerSideEncryption), aws.ToString(out.SSEKMSKeyId)
	o.StorageClass = cmp.Or(string(out.StorageClass), "STANDARD")
	o.Restored = strings.Contains(aws.ToString(out.Restore), `ongoing-request="false"`)
	return o, nil
}

// gone reports whether a failure says that what was asked about is not there.
func gone(err error) bool {
	return err != nil && model.AsCallError(err).Kind == model.FailureNotFound
}

// objectRange reads some bytes of an object.
func (c *Client) objectRange(ctx context.Context, bucket, key string, from, length int64) ([]byte, error) {
	op := operation{&rule.GetObject, bucket + "/" + key}
	return call(ctx, c, op, func(ctx context.Context, s *services) ([]byte, error) {
		span := "bytes=" + strconv.FormatInt(from, 10) + "-" + strconv.FormatInt(from+length-1, 10)
		out, err := s.s3().GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key, Range: &span})
		if err != nil {
			return nil, err
		}
		defer func() { _ = out.Body.Close() }()
		data, err := io.ReadAll(io.LimitReader(out.Body, length))
		if err == nil && int64(len(data)) < length {
			err = io.ErrUnexpectedEOF
		}
		return data, err
	})
}
