package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

func (c *Client) listAttachments(applicationID string) step {
	op := operation{&rule.ListDataSourceAttachments, applicationID}
	return pages(op, func(ctx context.Context, token *string) ([]model.Item, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListDataSourceAttachmentsOutput, error) {
			return s.opensearch.ListDataSourceAttachments(ctx, &opensearch.ListDataSourceAttachmentsInput{Id: &applicationID, NextToken: token, MaxResults: pageSize})
		})
		if err != nil {
			return nil, nil, err
		}
		items := make([]model.Item, len(out.Attachments))
		for i, a := range out.Attachments {
			items[i] = model.NewAttachment(applicationID, aws.ToString(a.DataSourceArn), aws.ToString(a.AttachmentId), model.Status(a.Status))
		}
		return items, out.NextToken, nil
	})
}

// Attachment returns the attachment of one data source to one application.
func (c *Client) Attachment(ctx context.Context, applicationID, dataSourceARN string) (model.Attachment, error) {
	op := operation{&rule.DescribeDataSourceAttachment, applicationID + " and " + dataSourceARN}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DescribeDataSourceAttachmentOutput, error) {
		return s.opensearch.DescribeDataSourceAttachment(ctx, &opensearch.DescribeDataSourceAttachmentInput{Id: &applicationID, DataSourceArn: &dataSourceARN})
	})
	if err != nil {
		return model.Attachment{}, err
	}
	return model.NewAttachment(applicationID, aws.ToString(out.DataSourceArn), aws.ToString(out.AttachmentId), model.Status(out.Status)), nil
}

// AttachDataSource attaches a data source to an application. The request should
// carry a client token: with it, sending it again is the same request.
func (c *Client) AttachDataSource(ctx context.Context, r rule.AttachDataSourceRequest) (model.Attachment, error) {
	input := &opensearch.AttachDataSourceInput{Id: &r.ApplicationID, DataSourceArn: &r.DataSourceARN}
	if r.ClientToken != "" {
		input.ClientToken = &r.ClientToken
	}
	if r.WorkspaceID != "" {
		input.WorkspaceId = &r.WorkspaceID
	}
	if r.Workspace != nil {
		input.WorkspaceConfiguration = &types.WorkspaceConfigurationInput{Name: &r.Workspace.Name, WorkspaceType: &r.Workspace.Type}
	}
	op := operation{&rule.AttachDataSource, r.ApplicationID + " and " + r.DataSourceARN}
	out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.AttachDataSourceOutput, error) {
		return s.opensearch.AttachDataSource(ctx, input)
	})
	if err != nil {
		return model.Attachment{}, err
	}
	return model.NewAttachment(r.ApplicationID, r.DataSourceARN, aws.ToString(out.AttachmentId), model.Status(out.Status)), nil
}

// DetachDataSource detaches a data source from an application. It is not sent
// again after a failure that leaves its outcome open, because a second detach
// would be refused as not found.
func (c *Client) DetachDataSource(ctx context.Context, r rule.DetachDataSourceRequest) error {
	op := operation{&rule.DetachDataSource, r.ApplicationID + " and " + r.DataSourceARN}
	_, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DetachDataSourceOutput, error) {
		return s.opensearch.DetachDataSource(ctx, &opensearch.DetachDataSourceInput{Id: &r.ApplicationID, DataSourceArn: &r.DataSourceARN})
	})
	return err
}
