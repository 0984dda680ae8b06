package awsclient_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// A service or proxy that repeats what it was sent does not bring our secrets onto
// the screen; all else that it says gets there.
func TestEchoedSecretsAreRedacted(t *testing.T) {
	const (
		id     = "ASIAQ3EGRIYXEXAMPLE7"
		secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzEXAMPLEKEY"
		token  = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ=="
	)
	for name, echo := range map[string]func(r *http.Request) string{
		"signed headers": func(r *http.Request) string {
			return "got Authorization: " + r.Header.Get("Authorization") + "\nX-Amz-Security-Token: " + r.Header.Get("X-Amz-Security-Token")
		},
		"canonical request": func(r *http.Request) string {
			return "The Canonical String for this request should have been 'GET\n/\n\nx-amz-security-token:" + r.Header.Get("X-Amz-Security-Token") + "\n'"
		},
		"token by itself": func(r *http.Request) string { return "bad value " + r.Header.Get("X-Amz-Security-Token") + " given" },
		"token cut off":   func(r *http.Request) string { return "bad value " + r.Header.Get("X-Amz-Security-Token")[:24] },
		"token in a query": func(*http.Request) string {
			return "GET /?X-Amz-Security-Token=IQoJb3JpZ2luX2VjEJr%2F%2F%2F%2F%2F&X-Amz-Signature=0123456789abcdef"
		},
		"secret": func(*http.Request) string { return "signed with " + secret },
		"of others": func(*http.Request) string {
			return `{"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"}`
		},
		"the code": func(r *http.Request) string { return r.Header.Get("X-Amz-Security-Token") },
	} {
		t.Run(name, func(t *testing.T) {
			home(t, "[default]\nregion = us-east-1\n", "[default]\naws_access_key_id = "+id+"\naws_secret_access_key = "+secret+"\naws_session_token = "+token+"\n")
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("X-Amzn-Errortype", "ConflictException")
				if name == "the code" {
					w.Header().Set("X-Amzn-Errortype", echo(r))
				}
				w.Header().Set("X-Amzn-Requestid", "r-1")
				w.WriteHeader(http.StatusBadRequest)
				body, err := json.Marshal(map[string]string{"message": "Before " + echo(r) + "\nafter"})
				ok(t, err)
				_, err = w.Write(body)
				ok(t, err)
			}))
			defer server.Close()
			t.Setenv("AWS_ENDPOINT_URL", server.URL)
			c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")})
			failure, _ := errors.AsType[*model.CallError](first(t, c, live.FeedApplications))
			text := failure.Error() + failure.Explain() + failure.Brief()
			for _, private := range []string{id, secret, token, token[:20], "Signature=0123", "/20", "AKIAIOSFODNN7EXAMPLE", "je7MtGb"} {
				if strings.Contains(text, private) {
					t.Errorf("%q is in %s", private, text)
				}
			}
			for _, whole := range []string{"Before ", "after", "r-1", "[redacted]"} {
				if !strings.Contains(text, whole) {
					t.Errorf("%q is not in %s", whole, text)
				}
			}
		})
	}
}

// What is no secret is told whole, even if emulators are called with it as a key.
func TestOrdinaryTextIsNotRedacted(t *testing.T) {
	const says = "Authorization: denied for session token; test the access key AKIDOPS at https://docs.aws.amazon.com/x?y=z&test=1, mail a@b.test"
	home(t, "[default]\nregion = us-east-1\n", "[default]\naws_access_key_id = test\naws_secret_access_key = test\n")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", "ConflictException")
		w.WriteHeader(http.StatusConflict)
		_, err := w.Write([]byte(`{"message":"` + says + `"}`))
		ok(t, err)
	}))
	defer server.Close()
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	c := awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")})
	if failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureConflict); failure.Message != says {
		t.Errorf("got %q", failure.Message)
	}
}

// An endpoint's password and query are in no message about it.
func TestEndpointSecretsStayOut(t *testing.T) {
	for _, endpoint := range []string{"http://jane:pw12@127.0.0.1:1/?token=abc", "http://jane:pw12 x@127.0.0.1:1/?token=abc", "http://jane:pw12@127.0.0.1:port/?token=abc"} {
		t.Run(endpoint, func(t *testing.T) {
			home(t, twoProfiles, twoKeys)
			t.Setenv("AWS_ENDPOINT_URL", endpoint)
			t.Setenv("AWS_MAX_ATTEMPTS", "1")
			failure, _ := errors.AsType[*model.CallError](first(t, awsclient.New(awsclient.Options{Source: awsclient.Shared("", "")}), live.FeedApplications))
			for _, private := range []string{"pw12", "abc"} {
				if strings.Contains(failure.Error()+failure.Explain(), private) {
					t.Errorf("%q is in %s, %s", private, failure, failure.Explain())
				}
			}
		})
	}
}
