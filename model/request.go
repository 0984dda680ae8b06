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

// CreateApplicationRequest is the request of CreateApplication.
type CreateApplicationRequest struct {
	ClientToken    string                  `json:"clientToken,omitempty"`
	Name           string                  `json:"name,omitempty"`
	DataSources    []ApplicationDataSource `json:"dataSources,omitempty"`
	IdentityCenter *IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
	Configs        []ApplicationConfig     `json:"appConfigs,omitempty"`
	Tags           []Tag                   `json:"tagList,omitempty"`
	KMSKeyARN      string                  `json:"kmsKeyArn,omitempty"`
}

// UpdateApplicationRequest is the request of UpdateApplication. A list that is nil
// stays as it is; one that is empty is cleared; any other replaces the whole list
// (api.md §1.11).
type UpdateApplicationRequest struct {
	ApplicationID  string                  `json:"id,omitempty"`
	DataSources    []ApplicationDataSource `json:"dataSources,omitzero"`
	Configs        []ApplicationConfig     `json:"appConfigs,omitzero"`
	IdentityCenter *IdentityCenter         `json:"iamIdentityCenterOptions,omitempty"`
}

// DeleteApplicationRequest is the request of DeleteApplication.
type DeleteApplicationRequest struct {
	ApplicationID string `json:"id,omitempty"`
}

// DefaultApplicationRequest is the request of PutDefaultApplicationSetting. Without
// SetAsDefault it clears the default, of which the ARN must be given.
type DefaultApplicationRequest struct {
	ApplicationARN string `json:"applicationArn,omitempty"`
	SetAsDefault   bool   `json:"setAsDefault"`
}

// AddTagsRequest is the request of AddTags.
type AddTagsRequest struct {
	ARN  string `json:"ARN,omitempty"`
	Tags []Tag  `json:"TagList,omitempty"`
}

// RemoveTagsRequest is the request of RemoveTags.
type RemoveTagsRequest struct {
	ARN  string   `json:"ARN,omitempty"`
	Keys []string `json:"TagKeys,omitempty"`
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
		switch value {
		case true:
			words = append(words, "--"+kebab(m.Name))
		case false:
			words = append(words, "--no-"+kebab(m.Name))
		default:
			words = append(words, "--"+kebab(m.Name), ShellQuote(commandValue(value)))
		}
	}
	if region != "" {
		words = append(words, "--region", ShellQuote(region))
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

// ShellQuote writes a word so that a POSIX shell reads it as it is.
func ShellQuote(word string) string {
	plain := func(r rune) bool {
		return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./:=,@%+", r))
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
