package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/model"
	"oscope/model/rule"
)

// change is the change that a domain is in, or was in last.
func change(c *types.ChangeProgressDetails) model.Change {
	if c == nil {
		return model.Change{}
	}
	return model.Change{
		ID:        aws.ToString(c.ChangeId),
		Status:    model.ChangeStatus(c.ConfigChangeStatus),
		By:        string(c.InitiatedBy),
		Message:   aws.ToString(c.Message),
		StartedAt: aws.ToTime(c.StartTime),
		UpdatedAt: aws.ToTime(c.LastUpdatedTime),
	}
}

// modifying is what is being changed of a domain; nil if that is nothing.
func modifying(list []types.ModifyingProperties) *[]model.Property {
	if len(list) == 0 {
		return nil
	}
	properties := make([]model.Property, len(list))
	for i, p := range list {
		properties[i] = model.Property{Name: aws.ToString(p.Name), From: aws.ToString(p.ActiveValue), To: aws.ToString(p.PendingValue)}
	}
	return &properties
}

// aDomain brings one page with what tell adds to a domain that knows nothing else of
// itself.
func aDomain(name string, tell func(context.Context, *model.Domain) error) step {
	return func(ctx context.Context) (page, bool, error) {
		d := model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: name}, Name: name}}
		if err := tell(ctx, &d); err != nil {
			return page{}, false, err
		}
		return page{items: []model.Item{d}}, false, nil
	}
}

// describeChange brings the stages of the change that a domain is in, or was in last.
func (c *Client) describeChange(name string) step {
	return aDomain(name, func(ctx context.Context, d *model.Domain) error {
		op := operation{&rule.DescribeDomainChangeProgress, name}
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DescribeDomainChangeProgressOutput, error) {
			return s.opensearch.DescribeDomainChangeProgress(ctx, &opensearch.DescribeDomainChangeProgressInput{DomainName: &name})
		})
		if err == nil {
			d.Progress = progress(out.ChangeProgressStatus)
		}
		return err
	})
}

func progress(p *types.ChangeProgressStatusDetails) *model.ChangeProgress {
	m := &model.ChangeProgress{
		ID:        aws.ToString(p.ChangeId),
		Status:    model.ChangeStatus(p.ConfigChangeStatus),
		Total:     int(p.TotalNumberOfStages),
		StartedAt: aws.ToTime(p.StartTime),
		UpdatedAt: aws.ToTime(p.LastUpdatedTime),
	}
	for _, s := range p.ChangeProgressStages {
		m.Stages = append(m.Stages, model.Stage{
			Name: aws.ToString(s.Name), Status: aws.ToString(s.Status), Description: aws.ToString(s.Description), UpdatedAt: aws.ToTime(s.LastUpdated),
		})
	}
	return m
}

// describeHealth brings the health of a domain's cluster.
func (c *Client) describeHealth(name string) step {
	return aDomain(name, func(ctx context.Context, d *model.Domain) error {
		op := operation{&rule.DescribeDomainHealth, name}
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.DescribeDomainHealthOutput, error) {
			return s.opensearch.DescribeDomainHealth(ctx, &opensearch.DescribeDomainHealthInput{DomainName: &name})
		})
		if err != nil {
			return err
		}
		d.Health = &model.DomainHealth{
			State: string(out.DomainState), Cluster: string(out.ClusterHealth), Master: string(out.MasterNode), Dedicated: aws.ToBool(out.DedicatedMaster),
			DataNodes: aws.ToString(out.DataNodeCount), Shards: aws.ToString(out.TotalShards), UnassignedShards: aws.ToString(out.TotalUnAssignedShards),
		}
		return nil
	})
}

// describeUpgrade brings how far the upgrade of a domain is: the step from the one call,
// and from the other how much of it is done.
func (c *Client) describeUpgrade(name string) step {
	return aDomain(name, func(ctx context.Context, d *model.Domain) error {
		out, err := call(ctx, c, operation{&rule.GetUpgradeStatus, name}, func(ctx context.Context, s *services) (*opensearch.GetUpgradeStatusOutput, error) {
			return s.opensearch.GetUpgradeStatus(ctx, &opensearch.GetUpgradeStatusInput{DomainName: &name})
		})
		if err != nil {
			return err
		}
		upgrade := model.Upgrade{Name: aws.ToString(out.UpgradeName), Step: string(out.UpgradeStep), Status: string(out.StepStatus)}
		past, err := call(ctx, c, operation{&rule.GetUpgradeHistory, name}, func(ctx context.Context, s *services) (*opensearch.GetUpgradeHistoryOutput, error) {
			return s.opensearch.GetUpgradeHistory(ctx, &opensearch.GetUpgradeHistoryInput{DomainName: &name, MaxResults: 1})
		})
		if err != nil {
			return err
		}
		addSteps(&upgrade, past.UpgradeHistories)
		d.Upgrade = &upgrade
		return nil
	})
}

// addSteps adds what the history, the newest upgrade first, tells of the step.
func addSteps(u *model.Upgrade, past []types.UpgradeHistory) {
	if len(past) == 0 || aws.ToString(past[0].UpgradeName) != u.Name {
		return
	}
	for _, s := range past[0].StepsList {
		if string(s.UpgradeStep) != u.Step {
			continue
		}
		u.Percent = aws.ToFloat64(s.ProgressPercent)
		if len(s.Issues) > 0 {
			u.Issues = s.Issues[0]
		}
	}
}
