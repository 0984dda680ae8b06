package awsclient

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model"
	"oscope/model/rule"
)

// Returned is what the service says of one resource, as it said it.
type Returned struct {
	Operation string
	Text      string // JSON, indented; as it came if it is none
	At        time.Time
}

// describe asks for one resource by a call of its kind, and takes out of the answer
// what is of the resource alone; nil for all of it.
type describe struct {
	operation *rule.Operation
	ask       func(context.Context, *Client, model.Item) error
	within    func(body []byte, item model.Item) []byte
}

var describes = map[model.Kind]describe{
	model.KindApplication: {operation: &rule.GetApplication, ask: func(ctx context.Context, c *Client, item model.Item) error {
		_, err := c.Application(ctx, item.Common().Key.ID)
		return err
	}},
	model.KindAttachment: {operation: &rule.DescribeDataSourceAttachment, ask: func(ctx context.Context, c *Client, item model.Item) error {
		a, _ := item.(model.Attachment)
		_, err := c.Attachment(ctx, a.ApplicationID, a.DataSourceARN)
		return err
	}},
	model.KindDomain: {operation: &rule.DescribeDomains, ask: func(ctx context.Context, c *Client, item model.Item) error {
		_, err := c.describeFew(ctx, []string{item.Common().Name})
		return err
	}},
	model.KindCollection: {operation: &rule.BatchGetCollection, ask: func(ctx context.Context, c *Client, item model.Item) error {
		_, err := c.collectionDetails(ctx, []string{item.Common().Key.ID})
		return err
	}},
	model.KindDirectQuery: {operation: &rule.GetDirectQueryDataSource, ask: func(ctx context.Context, c *Client, item model.Item) error {
		return c.getDirectQuery(ctx, item.Common().Name)
	}},
	model.KindPackage:     {operation: &rule.DescribePackages, ask: describePackage},
	model.KindAssociation: {operation: &rule.ListPackagesForDomain, ask: findAssociation, within: onlyAssociation},
	model.KindIntegration: {operation: &rule.GetIntegration, ask: func(ctx context.Context, c *Client, item model.Item) error {
		_, err := c.Integration(ctx, item.Common().Name)
		return err
	}},
}

func describePackage(ctx context.Context, c *Client, item model.Item) error {
	id := item.Common().Key.ID
	_, err := call(ctx, c, operation{&rule.DescribePackages, id}, func(ctx context.Context, s *services) (*opensearch.DescribePackagesOutput, error) {
		return s.opensearch.DescribePackages(ctx, &opensearch.DescribePackagesInput{
			Filters: []types.DescribePackagesFilter{{Name: types.DescribePackagesFilterNamePackageID, Value: []string{id}}},
		})
	})
	return err
}

// findAssociation reads the associations of a domain up to the page that has the one.
func findAssociation(ctx context.Context, c *Client, item model.Item) error {
	a, _ := item.(model.Association)
	next := c.listPackagesForDomain(a.Domain)
	for {
		p, more, err := next(ctx)
		if err != nil || !more {
			return err
		}
		for _, other := range p.items {
			if other.Common().Key == a.Key {
				return nil
			}
		}
	}
}

// onlyAssociation is the one among those of its domain.
func onlyAssociation(body []byte, item model.Item) []byte {
	a, _ := item.(model.Association)
	var answer struct{ DomainPackageDetailsList []json.RawMessage }
	if json.Unmarshal(body, &answer) != nil {
		return body
	}
	for _, one := range answer.DomainPackageDetailsList {
		var named struct{ PackageID string }
		if json.Unmarshal(one, &named) == nil && named.PackageID == a.PackageID {
			return one
		}
	}
	return body
}

// Describes reports whether there is a call that tells of one resource of a kind.
func Describes(kind model.Kind) bool { return describes[kind].ask != nil }

// Returned asks for a resource and returns what the service says, member by member,
// those included that oscope does not know.
func (c *Client) Returned(ctx context.Context, item model.Item) (Returned, error) {
	d := describes[item.Common().Key.Kind]
	if d.ask == nil {
		return Returned{}, &model.CallError{Operation: "describing", On: item.Common().Name, Message: "no call tells of one " + string(item.Common().Key.Kind)}
	}
	var body []byte
	if err := d.ask(context.WithValue(ctx, bodyKey{}, &body), c, item); err != nil {
		return Returned{}, err
	}
	if d.within != nil {
		body = d.within(body, item)
	}
	text := string(body)
	var indented bytes.Buffer
	if json.Indent(&indented, body, "", "  ") == nil {
		text = indented.String()
	}
	return Returned{Operation: d.operation.Name, Text: c.identity.secrets.redact(text), At: time.Now()}, nil
}

type bodyKey struct{}

// addBody keeps the body of an answer for who has asked for it by the context. It
// stands above the bounds of bodies.
func addBody(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("oscope:Body", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		kept, wanted := ctx.Value(bodyKey{}).(*[]byte)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !wanted || !ok || response.Body == nil {
			return out, metadata, err
		}
		body, err := io.ReadAll(response.Body)
		if err == nil {
			*kept = body
			response.Body = readCloser{bytes.NewReader(body), response.Body}
		}
		return out, metadata, err
	}), middleware.After)
}
