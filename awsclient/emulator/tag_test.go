package emulator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

func TestTags(t *testing.T) {
	e := load(t, `{"applications":[{"id":"metrics0","name":"metrics","tagList":[{"Key":"team","Value":"search"}]}],"domains":[{"DomainName":"search-prod","TagList":[{"Key":"team","Value":"search"}]}]}`, emulator.Options{})
	c := connect(e)
	for _, arn := range []string{"arn:aws:opensearch:us-east-1:123456789012:application/metrics0", searchProd} {
		tags := func() string {
			out, err := c.ListTags(t.Context(), &opensearch.ListTagsInput{ARN: &arn})
			ok(t, err)
			var all []string
			for _, tag := range out.TagList {
				all = append(all, *tag.Key+"="+*tag.Value)
			}
			return strings.Join(all, " ")
		}
		add := func(tags ...types.Tag) error {
			_, err := c.AddTags(t.Context(), &opensearch.AddTagsInput{ARN: &arn, TagList: tags})
			return err
		}
		tag := func(key, value string) types.Tag { return types.Tag{Key: &key, Value: &value} }

		ok(t, add(tag("stage", "prod"), tag("team", "logs")))
		if got := tags(); got != "stage=prod team=logs" {
			t.Errorf("added: %s", got)
		}
		var many []types.Tag
		for i := range 9 {
			many = append(many, tag(fmt.Sprint("k", i), ""))
		}
		wantCode(t, add(many...), "LimitExceededException", "at most 10 tags")
		ok(t, add(many[:8]...))
		_, err := c.RemoveTags(t.Context(), &opensearch.RemoveTagsInput{ARN: &arn, TagKeys: []string{"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "team", "nosuch"}})
		ok(t, err)
		if got := tags(); got != "stage=prod" {
			t.Errorf("removed: %s", got)
		}
		if got := send(e, "GET /2021-01-01/tags/?arn="+arn, ""); got.status != 200 || got.body != `{"TagList":[{"Key":"stage","Value":"prod"}]}` {
			t.Errorf("the path with a slash: %+v", got)
		}
		if got := send(e, "POST /2021-01-01/tags", `{"ARN":"`+arn+`","TagList":[]}`); got.status != 200 || got.body != "" {
			t.Errorf("AddTags answers %+v", got)
		}
	}
}

func TestTagsOfNothing(t *testing.T) {
	c := connect(load(t, `{}`, emulator.Options{}))
	_, err := c.ListTags(t.Context(), &opensearch.ListTagsInput{ARN: aws.String(searchProd)})
	wantCode(t, err, "ResourceNotFoundException", "search-prod")
	_, err = c.ListTags(t.Context(), &opensearch.ListTagsInput{ARN: aws.String("search-prod in us-east-1")})
	wantCode(t, err, "ValidationException", "Invalid value at 'arn': must be the ARN of a domain")
	_, err = c.AddTags(t.Context(), &opensearch.AddTagsInput{ARN: aws.String(searchProd), TagList: []types.Tag{}})
	wantCode(t, err, "ValidationException", "search-prod")
	_, err = c.RemoveTags(t.Context(), &opensearch.RemoveTagsInput{ARN: aws.String(searchProd), TagKeys: []string{"k"}})
	wantCode(t, err, "ValidationException", "search-prod")
}
