package model_test

import (
	"testing"

	"oscope/model"
)

func TestConsoleURL(t *testing.T) {
	t.Parallel()
	named := model.Resource{Key: model.Key{ID: "id1"}, Name: "a b"}
	for _, c := range []struct {
		item         model.Item
		region, want string
	}{
		{model.Domain{Resource: named}, "eu-west-1", "https://eu-west-1.console.aws.amazon.com/aos/home?region=eu-west-1#opensearch/domains/a%20b"},
		{model.Domain{Resource: named}, "cn-north-1", "https://cn-north-1.console.amazonaws.cn/aos/home?region=cn-north-1#opensearch/domains/a%20b"},
		{model.Collection{Resource: named}, "us-gov-west-1", "https://console.amazonaws-us-gov.com/aos/home?region=us-gov-west-1#opensearch/collections/id1"},
		{model.Application{Resource: named}, "us-east-1", "https://us-east-1.console.aws.amazon.com/aos/home?region=us-east-1#opensearch/applications/id1"},
		{model.Attachment{ApplicationID: "app"}, "us-east-1", "https://us-east-1.console.aws.amazon.com/aos/home?region=us-east-1#opensearch/applications/app"},
		{model.Association{Domain: "logs"}, "us-east-1", "https://us-east-1.console.aws.amazon.com/aos/home?region=us-east-1#opensearch/domains/logs"},
		{model.Package{Resource: named}, "us-east-1", "https://us-east-1.console.aws.amazon.com/aos/home?region=us-east-1"},
		{model.Domain{Resource: named}, "us-iso-east-1", ""},
		{model.Domain{Resource: named}, "", ""},
	} {
		if got := model.ConsoleURL(c.item, c.region); got != c.want {
			t.Errorf("%T in %s: %s, want %s", c.item, c.region, got, c.want)
		}
	}
}
