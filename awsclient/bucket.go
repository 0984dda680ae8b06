package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"oscope/model"
	"oscope/model/rule"
)

// Buckets returns the names of the account's buckets in its Region.
func (c *Client) Buckets(ctx context.Context) ([]string, error) {
	op := operation{Operation: &rule.ListBuckets}
	return everything(ctx, op, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*s3.ListBucketsOutput, error) {
			return s.s3().ListBuckets(ctx, &s3.ListBucketsInput{BucketRegion: &s.region, MaxBuckets: aws.Int32(1000), ContinuationToken: token})
		})
		if err != nil {
			return nil, nil, err
		}
		names := make([]string, len(out.Buckets))
		for i, b := range out.Buckets {
			names[i] = aws.ToString(b.Name)
		}
		return names, out.ContinuationToken, nil
	})
}

// Folder returns what lies directly below a prefix of a bucket: the prefixes that
// go on, each with a slash at its end, and the objects. It is one page: at most a
// thousand of both, and more says whether there are further ones.
func (c *Client) Folder(ctx context.Context, bucket, prefix string) (entries []model.BucketEntry, more bool, err error) {
	op := operation{&rule.ListObjectsV2, bucket + "/" + prefix}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*s3.ListObjectsV2Output, error) {
		return s.s3().ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &bucket, Prefix: optional(prefix), Delimiter: aws.String("/")})
	})
	if err != nil {
		return nil, false, err
	}
	for _, p := range out.CommonPrefixes {
		entries = append(entries, model.BucketEntry{Key: aws.ToString(p.Prefix)})
	}
	for _, o := range out.Contents {
		if key := aws.ToString(o.Key); key != prefix {
			entries = append(entries, model.BucketEntry{Key: key, Size: aws.ToInt64(o.Size)})
		}
	}
	return entries, aws.ToBool(out.IsTruncated), nil
}
