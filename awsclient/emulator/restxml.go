package emulator

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
)

// restXML is S3's protocol: members are in the path (or, as the SDKs prefer, the
// bucket in the host) and in the query of a GET; answers are XML.
type restXML struct{}

// signingRegion is a member that no request has: the Region for which it is
// signed, which is that of the endpoint it was meant for.
const signingRegion = "signingRegion"

func (restXML) read(a arrival) (map[string]any, error) {
	values := formValues(a.operation.Members, a.URL.Query())
	if r := a.Header.Get("Range"); r != "" {
		values["Range"] = r
	}
	for name, value := range a.labels {
		values[name] = value
	}
	values[signingRegion] = a.signature.region
	return values, nil
}

func (restXML) accept(_ *operation, _ string, out any) (answer, error) {
	if raw, ok := out.(rawAnswer); ok {
		raw.header.Set("Content-Length", strconv.Itoa(raw.length))
		return answer{status: raw.status, contentType: "binary/octet-stream", header: raw.header, body: raw.body}, nil
	}
	a, err := xmlAnswer(http.StatusOK, out)
	a.contentType = "application/xml"
	return a, err
}

// bucketErrors are S3's names and statuses of what other services name otherwise
// (its documentation, "Error responses").
var bucketErrors = map[string]struct {
	code   string
	status int
}{
	"ExpiredTokenException":     {"ExpiredToken", http.StatusBadRequest},
	"InternalException":         {"InternalError", http.StatusInternalServerError},
	"InvalidObjectState":        {"InvalidObjectState", http.StatusForbidden},
	"InvalidRange":              {"InvalidRange", http.StatusRequestedRangeNotSatisfiable},
	"NoSuchBucket":              {"NoSuchBucket", http.StatusNotFound},
	"NoSuchKey":                 {"NoSuchKey", http.StatusNotFound},
	"PermanentRedirect":         {"PermanentRedirect", http.StatusMovedPermanently},
	"SerializationException":    {"InvalidArgument", http.StatusBadRequest},
	"ThrottlingException":       {"SlowDown", http.StatusServiceUnavailable},
	"UnknownOperationException": {"NotImplemented", http.StatusNotImplemented},
	"ValidationException":       {"InvalidArgument", http.StatusBadRequest},
	"AccessDenied":              {"AccessDenied", http.StatusForbidden},
}

func (restXML) refuse(requestID string, err *refusal) answer {
	code, status := strings.TrimSuffix(err.code, "Exception"), statusOf(err.code)
	if known, ok := bucketErrors[err.code]; ok {
		code, status = known.code, known.status
	}
	if err.status != 0 {
		status = err.status
	}
	a, _ := xmlAnswer(status, struct {
		XMLName   xml.Name `xml:"Error"`
		Code      string
		Message   string
		RequestID string `xml:"RequestId"`
	}{Code: code, Message: err.message, RequestID: requestID})
	a.contentType = "application/xml"
	return a
}

// bucketPath is the path of an S3 request with the bucket in it, also when the
// bucket stands in the host: my-bucket.s3.us-east-1.amazonaws.com.
func bucketPath(r *http.Request) string {
	if bucket, _, ok := strings.Cut(r.Host, ".s3."); ok {
		return "/" + bucket + r.URL.EscapedPath()
	}
	return r.URL.EscapedPath()
}
