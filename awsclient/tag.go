package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// listTags brings an application's tags, on an application that knows nothing
// else of itself.
func (c *Client) listTags(arn string) step {
	return func(ctx context.Context) (page, bool, error) {
		tags, err := c.Tags(ctx, arn)
		if err != nil {
			return page{}, false, err
		}
		key := model.Key{Kind: model.KindApplication, ID: model.ARNName(arn)}
		return page{items: []model.Item{model.Application{Resource: model.Resource{Key: key, ARN: arn}, Tags: &tags}}}, false, nil
	}
}

// Tags returns the tags of the resource with an ARN.
func (c *Client) Tags(ctx context.Context, arn string) ([]model.Tag, error) {
	out, err := call(ctx, c, operation{&rule.ListTags, arn}, func(ctx context.Context, s *services) (*opensearch.ListTagsOutput, error) {
		return s.opensearch.ListTags(ctx, &opensearch.ListTagsInput{ARN: &arn})
	})
	if err != nil {
		return nil, err
	}
	tags := make([]model.Tag, len(out.TagList))
	for i, t := range out.TagList {
		tags[i] = model.Tag{Key: aws.ToString(t.Key), Value: aws.ToString(t.Value)}
	}
	return tags, nil
}

// AddTags sets tags of a resource; those with the same keys are replaced.
func (c *Client) AddTags(ctx context.Context, r rule.AddTagsRequest) error {
	_, err := call(ctx, c, operation{&rule.AddTags, r.ARN}, func(ctx context.Context, s *services) (*opensearch.AddTagsOutput, error) {
		return s.opensearch.AddTags(ctx, &opensearch.AddTagsInput{ARN: &r.ARN, TagList: sdkTags(r.Tags)})
	})
	return err
}

// RemoveTags removes tags of a resource by their keys.
func (c *Client) RemoveTags(ctx context.Context, r rule.RemoveTagsRequest) error {
	_, err := call(ctx, c, operation{&rule.RemoveTags, r.ARN}, func(ctx context.Context, s *services) (*opensearch.RemoveTagsOutput, error) {
		return s.opensearch.RemoveTags(ctx, &opensearch.RemoveTagsInput{ARN: &r.ARN, TagKeys: r.Keys})
	})
	return err
}

func sdkTags(tags []model.Tag) []types.Tag {
	var all []types.Tag
	for _, t := range tags {
		all = append(all, types.Tag{Key: &t.Key, Value: &t.Value})
	}
	return all
}
