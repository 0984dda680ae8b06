package model

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
)

// WorkspaceConfiguration describes a workspace to be made with an attachment.
type WorkspaceConfiguration struct {
	Name string `json:"name,omitempty"`
	Type string `json:"workspaceType,omitempty"`
}

// AttachDataSourceRequest is the request of AttachDataSource; the tags are the
// service's member names. At most one of WorkspaceID and Workspace may be set.
type AttachDataSourceRequest struct {
	ApplicationID string                  `json:"id,omitempty"`
	DataSourceARN string                  `json:"dataSourceArn,omitempty"`
	WorkspaceID   string                  `json:"workspaceId,omitempty"`
	Workspace     *WorkspaceConfiguration `json:"workspaceConfiguration,omitempty"`
	ClientToken   string                  `json:"clientToken,omitempty"`
}

// DetachDataSourceRequest is the request of DetachDataSource.
type DetachDataSourceRequest struct {
	ApplicationID string `json:"id,omitempty"`
	DataSourceARN string `json:"dataSourceArn,omitempty"`
}

// Values returns a request's members as Operation.Check takes them.
func Values(request any) map[string]any {
	values := map[string]any{}
	// Requests are plain structs of strings and lists: neither step can fail.
	encoded, _ := json.Marshal(request)
	_ = json.Unmarshal(encoded, &values)
	return values
}

// CommandLine returns the AWS CLI command that makes the same request, ready for
// a POSIX shell. The client token is left out: it belongs to one attempt.
func (o *Operation) CommandLine(service, region string, request any) string {
	words := []string{"aws", service, kebab(o.Name)}
	values := Values(request)
	for _, m := range o.Members {
		value, set := values[m.Name]
		if !set || m.Name == clientToken.Name {
			continue
		}
		words = append(words, "--"+kebab(m.Name), shellQuote(commandValue(value)))
	}
	if region != "" {
		words = append(words, "--region", shellQuote(region))
	}
	return strings.Join(words, " ")
}

func commandValue(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // decoded from JSON a moment ago
	return strings.TrimSpace(b.String())
}

// kebab spells a member or operation as the AWS CLI does: "data-source-arn".
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) {
			startsWord := i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
			if startsWord {
				b.WriteByte('-')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func shellQuote(word string) string {
	plain := func(r rune) bool {
		return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./:=,@%+", r))
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
