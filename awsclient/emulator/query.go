package emulator

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"oscope/model/rule"
)

// query is awsQuery: members are in a form, answers are XML.
type query struct {
	namespace string
}

func (query) read(a arrival) (map[string]any, error) {
	form, err := url.ParseQuery(string(a.body))
	if err != nil {
		return nil, refuse("MalformedQueryString", "The form cannot be read.")
	}
	for _, m := range a.operation.Members {
		for n := 1; m.Type == rule.List; n++ { // Name.member.1, Name.member.2, …
			element := form[m.Name+".member."+strconv.Itoa(n)]
			if len(element) == 0 {
				break
			}
			form[m.Name] = append(form[m.Name], element[0])
		}
	}
	return formValues(a.operation.Members, form), nil
}

func (q query) accept(o *operation, requestID string, out any) (answer, error) {
	var result bytes.Buffer
	err := xml.NewEncoder(&result).EncodeElement(out, xml.StartElement{Name: xml.Name{Local: o.Name + "Result"}})
	if err != nil {
		return answer{}, err
	}
	return xmlAnswer(http.StatusOK, struct {
		XMLName   xml.Name
		Result    []byte `xml:",innerxml"`
		RequestID string `xml:"ResponseMetadata>RequestId"`
	}{xml.Name{Space: q.namespace, Local: o.Name + "Response"}, result.Bytes(), requestID})
}

// refuse writes the codes as the query services spell them: without Exception.
func (q query) refuse(requestID string, err *refusal) answer {
	status, sender := err.status, "Sender"
	if status == 0 {
		status = statusOf(err.code)
	}
	if status >= 500 {
		sender = "Receiver"
	}
	code := strings.TrimSuffix(err.code, "Exception")
	switch code {
	case "UnknownOperation":
		code, status = "InvalidAction", http.StatusBadRequest
	case "Validation":
		code = "ValidationError"
	}
	a, _ := xmlAnswer(status, struct {
		XMLName   xml.Name `xml:"ErrorResponse"`
		Type      string   `xml:"Error>Type"`
		Code      string   `xml:"Error>Code"`
		Message   string   `xml:"Error>Message"`
		RequestID string   `xml:"RequestId"`
	}{Type: sender, Code: code, Message: err.message, RequestID: requestID})
	return a
}

func xmlAnswer(status int, out any) (answer, error) {
	body, err := xml.Marshal(out)
	return answer{status: status, contentType: "text/xml", body: body}, err
}
