package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"oscope/model/rule"
)

// protocol is one way in which requests and answers are written.
type protocol interface {
	// read returns the members of a request, as encoding/json decodes them.
	read(a arrival) (map[string]any, error)
	// accept writes what an operation returned; nil is an empty body.
	accept(o *operation, requestID string, out any) (answer, error)
	refuse(requestID string, err *refusal) answer
}

// answer is an HTTP answer before it is sent.
type answer struct {
	status      int
	contentType string
	errorType   string // header X-Amzn-Errortype
	header      http.Header
	body        []byte
}

// restJSON is restJson1: members are in the path, in the query of a GET, or in
// a JSON body.
type restJSON struct{}

func (restJSON) read(a arrival) (map[string]any, error) {
	var values map[string]any
	var err error
	switch a.Method {
	case http.MethodGet:
		values = formValues(a.operation.Members, a.URL.Query())
	case http.MethodDelete:
		values = make(map[string]any)
	default:
		values, err = jsonObject(a.body)
	}
	if err != nil {
		return nil, err
	}
	if token := a.Header.Get("X-Amz-Sso_bearer_token"); token != "" {
		values[bearerToken.Name] = token // of the sign-in's portal
	}
	for name, value := range a.labels {
		values[name] = value
	}
	return values, nil
}

func (restJSON) accept(_ *operation, _ string, out any) (answer, error) {
	return jsonAnswer("application/json", out)
}

func (restJSON) refuse(_ string, err *refusal) answer {
	status := err.status
	if status == 0 {
		status = statusOf(err.code)
	}
	a, _ := jsonAnswer("application/json", map[string]string{err.member(): err.message})
	a.status, a.errorType = status, err.code
	return a
}

// awsJSON is awsJson1.0 or awsJson1.1: all members are in a JSON body.
type awsJSON struct {
	version string
}

func (awsJSON) read(a arrival) (map[string]any, error) { return jsonObject(a.body) }

func (p awsJSON) accept(_ *operation, _ string, out any) (answer, error) {
	return jsonAnswer(p.contentType(), out)
}

// refuse answers 400 to whatever is not the service's own fault.
func (p awsJSON) refuse(_ string, err *refusal) answer {
	status := err.status
	if status == 0 {
		if status = statusOf(err.code); status < 500 {
			status = http.StatusBadRequest
		}
	}
	a, _ := jsonAnswer(p.contentType(), map[string]string{"__type": err.code, err.member(): err.message})
	a.status = status
	return a
}

func (p awsJSON) contentType() string {
	if p.version != "1.1" {
		return "application/x-amz-json-1.0"
	}
	return "application/x-amz-json-1.1"
}

func (r *refusal) member() string {
	if r.capital {
		return "Message"
	}
	return "message"
}

func jsonAnswer(contentType string, out any) (answer, error) {
	if out == nil {
		return answer{status: http.StatusOK}, nil
	}
	body, err := json.Marshal(out)
	return answer{status: http.StatusOK, contentType: contentType, body: body}, err
}

// jsonObject reads a body that is one JSON object. No body is an empty one.
func jsonObject(body []byte) (map[string]any, error) {
	values := make(map[string]any)
	if len(bytes.TrimSpace(body)) == 0 {
		return values, nil
	}
	if err := json.Unmarshal(body, &values); err != nil || values == nil {
		return nil, refuse("SerializationException", "The body is not a JSON object.")
	}
	return values, nil
}

// formValues reads the members that a query or form carries. What is not of the
// member's type stays text, for the check to find.
func formValues(members []rule.Member, form url.Values) map[string]any {
	values := make(map[string]any)
	for _, m := range members {
		texts := form[m.Name]
		if len(texts) == 0 {
			continue
		}
		if m.Type != rule.List {
			values[m.Name] = formValue(m.Type, texts[0])
			continue
		}
		list := make([]any, len(texts))
		for i, text := range texts {
			list[i] = formValue(m.Element.Type, text)
		}
		values[m.Name] = list
	}
	return values
}

func formValue(t rule.Type, text string) any {
	switch t {
	case rule.Integer:
		if n, err := strconv.ParseInt(text, 10, 32); err == nil {
			return float64(n)
		}
	case rule.Boolean:
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	default: // stays text
	}
	return text
}

// declared leaves of a request only what its operation declares, as the service
// does, and of lists only what is there.
func declared(members []rule.Member, values map[string]any) map[string]any {
	kept := make(map[string]any)
	for _, m := range members {
		if value := values[m.Name]; value != nil {
			kept[m.Name] = declaredValue(m, value)
		}
	}
	return kept
}

func declaredValue(m rule.Member, value any) any {
	switch value := value.(type) {
	case map[string]any:
		return declared(m.Members, value)
	case []any:
		kept := make([]any, 0, len(value))
		for _, v := range value {
			if v != nil && m.Element != nil {
				kept = append(kept, declaredValue(*m.Element, v))
			}
		}
		return kept
	}
	return value
}

// maxBody is how long a request may be, in bytes.
const maxBody = 4 << 20

func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, refuse("SerializationException", "The body cannot be read.")
	case len(body) > maxBody:
		return nil, refuse("RequestEntityTooLargeException", "The body is longer than %d bytes.", maxBody)
	}
	return body, nil
}
