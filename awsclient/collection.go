package awsclient

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"

	"oscope/model"
	"oscope/model/rule"
)

// listCollections brings each page of summaries and, after it, what summaries
// leave out. With only some ids wanted it gets just those.
func (c *Client) listCollections(only []string) step {
	if only != nil {
		return func(ctx context.Context) (page, bool, error) {
			wanted := only[:min(pageSize, len(only))]
			only = only[len(wanted):]
			items, err := c.collectionDetails(ctx, wanted)
			return page{items: items}, err == nil && len(only) > 0, err
		}
	}
	summaries := pages(collectionsOperation, c.collectionSummaries)
	var ids []string // listed by the last page and not yet detailed
	more := true
	return func(ctx context.Context) (page, bool, error) {
		if len(ids) > 0 {
			items, err := c.collectionDetails(ctx, ids)
			ids = nil
			return page{items: items}, err == nil && more, err
		}
		p, further, err := summaries(ctx)
		if err != nil {
			return page{}, false, err
		}
		more = further
		for _, item := range p.items {
			ids = append(ids, item.Common().Key.ID)
		}
		return p, more || len(ids) > 0, nil
	}
}

var collectionsOperation = operation{Operation: &rule.ListCollections}

func (c *Client) collectionSummaries(ctx context.Context, token *string) ([]model.Item, *string, error) {
	out, err := call(ctx, c, collectionsOperation, func(ctx context.Context, s *services) (*opensearchserverless.ListCollectionsOutput, error) {
		return s.serverless.ListCollections(ctx, &opensearchserverless.ListCollectionsInput{NextToken: token, MaxResults: aws.Int32(pageSize)})
	})
	if err != nil {
		return nil, nil, err
	}
	items := make([]model.Item, len(out.CollectionSummaries))
	for i, s := range out.CollectionSummaries {
		items[i] = model.Collection{
			Resource: model.Resource{
				Key:    model.Key{Kind: model.KindCollection, ID: aws.ToString(s.Id)},
				Name:   aws.ToString(s.Name),
				ARN:    aws.ToString(s.Arn),
				Status: model.Status(s.Status),
			},
			KMSKeyARN: aws.ToString(s.KmsKeyArn),
		}
	}
	return items, out.NextToken, nil
}

// collectionDetails returns what it can of some collections; one that is gone is
// missing from the answer.
func (c *Client) collectionDetails(ctx context.Context, ids []string) ([]model.Item, error) {
	op := operation{&rule.BatchGetCollection, fmt.Sprint(ids)}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearchserverless.BatchGetCollectionOutput, error) {
		return s.serverless.BatchGetCollection(ctx, &opensearchserverless.BatchGetCollectionInput{Ids: ids})
	})
	if err != nil {
		return nil, err
	}
	items := make([]model.Item, len(out.CollectionDetails))
	for i, d := range out.CollectionDetails {
		items[i] = model.Collection{
			Resource: model.Resource{
				Key:    model.Key{Kind: model.KindCollection, ID: aws.ToString(d.Id)},
				Name:   aws.ToString(d.Name),
				ARN:    aws.ToString(d.Arn),
				Status: model.Status(d.Status),
				Reason: aws.ToString(d.FailureMessage),
			},
			Type:              string(d.Type),
			Description:       aws.ToString(d.Description),
			Endpoint:          aws.ToString(d.CollectionEndpoint),
			DashboardEndpoint: aws.ToString(d.DashboardEndpoint),
			KMSKeyARN:         aws.ToString(d.KmsKeyArn),
			StandbyReplicas:   string(d.StandbyReplicas),
			FailureCode:       aws.ToString(d.FailureCode),
			CreatedAt:         epochMillis(d.CreatedDate),
			UpdatedAt:         epochMillis(d.LastModifiedDate),
		}
	}
	return items, nil
}

func epochMillis(ms *int64) time.Time {
	if ms == nil {
		return time.Time{}
	}
	return time.UnixMilli(*ms).UTC()
}
