package awsclient

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/protocol/restjson"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"oscope/model"
	"oscope/model/rule"
)

// plainCall is an operation of a service whose module is not linked: those of
// Organizations and Account, of which oscope needs one operation each, would make
// every start 5 ms longer and the program 0.7 MB larger. It is signed, repeated,
// gated and translated as all others, by the same parts of the SDK. The services have
// one Region for each partition.
type plainCall struct {
	*rule.Operation

	path   string
	target string // of a service that tells its operations by a header; empty where the path does
	kind   string // Content-Type
}

// The calls that no client of a scope makes.
var (
	listAccounts = plainCall{
		&rule.ListAccounts,
		"/", "AWSOrganizationsV20161128.ListAccounts", "application/x-amz-json-1.1",
	}
	listRegions = plainCall{&rule.ListRegions, "/listRegions", "", "application/json"}
)

// home is where a partition has the services that it has once.
type home struct{ region, suffix string }

var homes = map[string]home{
	"aws":        {"us-east-1", "amazonaws.com"},
	"aws-cn":     {"cn-northwest-1", "amazonaws.com.cn"},
	"aws-us-gov": {"us-gov-west-1", "amazonaws.com"},
}

// plain makes a call with the credentials of a client.
func plain[Out any](ctx context.Context, c *Client, p plainCall, in any) (Out, error) {
	return call(ctx, c, operation{Operation: p.Operation}, func(ctx context.Context, s *services) (Out, error) {
		var out Out
		body, err := json.Marshal(in)
		if err != nil {
			return out, err
		}
		partition := cmp.Or(model.PartitionOf(s.region), "aws")
		at, ok := homes[partition]
		if !ok {
			return out, fmt.Errorf("it is not known where the partition %s has it", partition)
		}
		endpoint, err := p.endpoint(ctx, s.base.config, at)
		if err != nil {
			return out, err
		}
		ctx = middleware.WithOperationName(middleware.WithServiceID(middleware.ClearStackValues(ctx), p.Service.ID), p.Name)
		stack := middleware.NewStack(p.Name, smithyhttp.NewStackRequest)
		for _, add := range []func(*middleware.Stack) error{
			p.addRequest(endpoint, body), addRepeats, c.addGate, c.addTrace, p.addSignature(s.base.config, at, body),
			addJSONAnswer(&out), awsmiddleware.AddRequestIDRetrieverMiddleware, awsmiddleware.AddRawResponseToMetadata, awshttp.AddResponseErrorMiddleware, addErrorText, addBounds, c.limits.addFlight,
		} {
			if err := add(stack); err != nil {
				return out, err
			}
		}
		handler := smithyhttp.NewClientHandlerWithOptions(s.base.config.HTTPClient)
		_, _, err = middleware.DecorateHandler(handler, stack).Handle(ctx, body)
		if err != nil {
			err = &smithy.OperationError{ServiceID: p.Service.ID, OperationName: p.Name, Err: err}
		}
		return out, err
	})
}

// endpoint is where the call goes: to AWS, or where the environment and the profile
// send calls of the service instead, by the rules of the SDK.
func (p plainCall) endpoint(ctx context.Context, c aws.Config, at home) (string, error) {
	endpoint := "https://" + p.Service.Command + "." + at.region + "." + at.suffix
	if c.BaseEndpoint != nil {
		endpoint = *c.BaseEndpoint
	}
	if ignored, found, err := config.GetIgnoreConfiguredEndpoints(ctx, c.ConfigSources); err != nil || found && ignored {
		return endpoint, err
	}
	if os.Getenv("AWS_ENDPOINT_URL") != "" && os.Getenv("AWS_ENDPOINT_URL_"+strings.ToUpper(p.Service.ID)) == "" {
		return endpoint, nil
	}
	for _, source := range c.ConfigSources {
		if s, ok := source.(interface {
			GetServiceBaseEndpoint(context.Context, string) (string, bool, error)
		}); ok {
			if own, found, err := s.GetServiceBaseEndpoint(ctx, p.Service.ID); err != nil || found {
				return own, err
			}
		}
	}
	return endpoint, nil
}

func (p plainCall) addRequest(endpoint string, body []byte) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Serialize.Add(middleware.SerializeMiddlewareFunc("oscope:Request", func(
			ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
		) (middleware.SerializeOutput, middleware.Metadata, error) {
			var none middleware.SerializeOutput
			request, ok := in.Request.(*smithyhttp.Request)
			if !ok {
				return none, middleware.Metadata{}, fmt.Errorf("a request of the type %T", in.Request)
			}
			made, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(endpoint, "/")+p.path, http.NoBody)
			if err != nil {
				return none, middleware.Metadata{}, err
			}
			request.Request = made
			request.Header.Set("Content-Type", p.kind)
			if p.target != "" {
				request.Header.Set("X-Amz-Target", p.target)
			}
			request.ContentLength = int64(len(body))
			if request, err = request.SetStream(bytes.NewReader(body)); err != nil {
				return none, middleware.Metadata{}, err
			}
			in.Request = request
			return next.HandleSerialize(ctx, in)
		}), middleware.After)
	}
}

func addRepeats(stack *middleware.Stack) error {
	return stack.Finalize.Add(retry.NewAttemptMiddleware(newRetryer(), smithyhttp.RequestCloner), middleware.Before)
}

func (p plainCall) addSignature(c aws.Config, at home, body []byte) func(*middleware.Stack) error {
	sum := sha256.Sum256(body)
	return func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("Signing", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			var none middleware.FinalizeOutput
			value, err := c.Credentials.Retrieve(ctx)
			if err != nil {
				return none, middleware.Metadata{}, err
			}
			request, ok := in.Request.(*smithyhttp.Request)
			if !ok {
				return none, middleware.Metadata{}, fmt.Errorf("a request of the type %T", in.Request)
			}
			if err := v4.NewSigner().SignHTTP(ctx, value, request.Request, hex.EncodeToString(sum[:]), p.Service.Command, at.region, time.Now()); err != nil {
				return none, middleware.Metadata{}, err
			}
			return next.HandleFinalize(ctx, in)
		}), middleware.After)
	}
}

// addJSONAnswer reads the answer, or the error that it is.
func addJSONAnswer(out any) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("OperationDeserializer", func(
			ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
		) (middleware.DeserializeOutput, middleware.Metadata, error) {
			got, metadata, err := next.HandleDeserialize(ctx, in)
			if err != nil {
				return got, metadata, err
			}
			response, ok := got.RawResponse.(*smithyhttp.Response)
			if !ok {
				return got, metadata, fmt.Errorf("an answer of the type %T", got.RawResponse)
			}
			defer func() { _ = response.Body.Close() }()
			body, err := io.ReadAll(response.Body)
			switch {
			case err != nil:
				return got, metadata, &smithy.DeserializationError{Err: err}
			case response.StatusCode/100 != 2:
				return got, metadata, jsonError(response, body)
			}
			if err := json.Unmarshal(body, out); err != nil {
				return got, metadata, &smithy.DeserializationError{Err: errors.New("it is not JSON of the form expected")}
			}
			got.Result = out
			return got, metadata, nil
		}), middleware.After)
	}
}

// jsonError is the error that an answer tells, in a header or in its body.
func jsonError(response *smithyhttp.Response, body []byte) error {
	code := restjson.SanitizeErrorCode(response.Header.Get("X-Amzn-Errortype"))
	inBody, message, err := restjson.GetErrorInfo(json.NewDecoder(bytes.NewReader(body)))
	if code = cmp.Or(code, restjson.SanitizeErrorCode(inBody), "UnknownError"); err != nil {
		message = ""
	}
	return &smithy.GenericAPIError{Code: code, Message: message}
}
