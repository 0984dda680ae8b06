package awsclient

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// direct is a client that follows no redirect. The SDK's own follows any number,
// past the rate gate and with our signature; the services that oscope asks send
// none. Nor does its own let go of connections that are not in use.
func direct(client aws.HTTPClient) aws.HTTPClient {
	if client == nil {
		client = awshttp.NewBuildableClient()
	}
	if buildable, ok := client.(*awshttp.BuildableClient); ok {
		client = &http.Client{Timeout: buildable.GetTimeout(), Transport: buildable.GetTransport()}
	}
	if standard, ok := client.(*http.Client); ok {
		copied := *standard
		copied.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		return &copied
	}
	return client
}
