package awsclient

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model"
	"oscope/model/rule"
)

// ScheduledActions returns what the service will do to a domain by itself.
func (c *Client) ScheduledActions(ctx context.Context, domain string) ([]model.ScheduledAction, error) {
	op := operation{&rule.ListScheduledActions, domain}
	return everything(ctx, op, func(ctx context.Context, token *string) ([]model.ScheduledAction, *string, error) {
		out, err := call(ctx, c, op, func(ctx context.Context, s *services) (*opensearch.ListScheduledActionsOutput, error) {
			return s.opensearch.ListScheduledActions(ctx, &opensearch.ListScheduledActionsInput{DomainName: &domain, NextToken: token, MaxResults: pageSize},
				opensearch.WithAPIOptions(addWholeTimes))
		})
		if err != nil {
			return nil, nil, err
		}
		all := make([]model.ScheduledAction, len(out.ScheduledActions))
		for i, a := range out.ScheduledActions {
			all[i] = model.ScheduledAction{
				ID: aws.ToString(a.Id), Type: string(a.Type), Severity: string(a.Severity), At: scheduledTime(a.ScheduledTime),
				Description: aws.ToString(a.Description), Status: string(a.Status), Mandatory: aws.ToBool(a.Mandatory),
			}
		}
		return all, out.NextToken, nil
	})
}

// scheduledTime is in seconds or in milliseconds, which the documentation has both
// (SERVICE.md §12.4): what is as long as this is in milliseconds.
func scheduledTime(number *int64) time.Time {
	const milliseconds = 1e11
	switch n := aws.ToInt64(number); {
	case n <= 0:
		return time.Time{}
	case n >= milliseconds:
		return time.UnixMilli(n).UTC()
	default:
		return time.Unix(n, 0).UTC()
	}
}

// addWholeTimes makes whole numbers of the times of scheduled actions, which the
// documentation shows with a fraction and an exponent: on these the SDK fails, with
// everything else that is in the answer (SERVICE.md §12.4).
func addWholeTimes(stack *middleware.Stack) error {
	return stack.Deserialize.Insert(middleware.DeserializeMiddlewareFunc("oscope:WholeTimes", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok {
			return out, metadata, err
		}
		body, err := io.ReadAll(response.Body)
		if err == nil {
			response.Body = readCloser{bytes.NewReader(wholeTimes(body)), response.Body}
		}
		return out, metadata, err
	}), boundsID, middleware.Before) // of the body that is bounded
}

// wholeTimes returns a body with whole times; one that is not as expected as it is.
func wholeTimes(body []byte) []byte {
	var members map[string]json.RawMessage
	var actions []map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil || json.Unmarshal(members["ScheduledActions"], &actions) != nil {
		return body
	}
	for _, a := range actions {
		number, there := a["ScheduledTime"]
		if !there {
			continue
		}
		var due float64
		if json.Unmarshal(bytes.Trim(number, `"`), &due) != nil || math.Abs(due) > 1e15 {
			delete(a, "ScheduledTime") // the rest can be read
			continue
		}
		a["ScheduledTime"], _ = json.Marshal(int64(due))
	}
	whole, err := json.Marshal(actions)
	if err != nil {
		return body
	}
	members["ScheduledActions"] = whole
	if changed, err := json.Marshal(members); err == nil {
		return changed
	}
	return body
}

// CompatibleVersions returns the engine versions that a domain can be upgraded to.
func (c *Client) CompatibleVersions(ctx context.Context, domain string) ([]string, error) {
	out, err := call(ctx, c, operation{&rule.GetCompatibleVersions, domain}, func(ctx context.Context, s *services) (*opensearch.GetCompatibleVersionsOutput, error) {
		return s.opensearch.GetCompatibleVersions(ctx, &opensearch.GetCompatibleVersionsInput{DomainName: &domain})
	})
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, v := range out.CompatibleVersions {
		all = append(all, v.TargetVersions...)
	}
	return all, nil
}
