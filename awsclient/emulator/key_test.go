package emulator_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"oscope/awsclient/emulator"
)

const encrypted = `{"keys":[
	{"AliasName": "alias/packages", "TargetKeyId": "e4a1d7c2-58b3-4f06-9d21-63c8f05ab719", "CreationDate": 1605225005.466},
	{"AliasName": "alias/aws/es"},
	{"AliasName": "alias/logs"}
]}`

func TestListAliases(t *testing.T) {
	c := kms.NewFromConfig(config(load(t, encrypted, emulator.Options{})))
	out, err := c.ListAliases(t.Context(), &kms.ListAliasesInput{})
	ok(t, err)
	if len(out.Aliases) != 3 || out.Truncated || out.NextMarker != nil {
		t.Fatalf("got %+v", out)
	}
	a := out.Aliases[0]
	if *a.AliasName != "alias/packages" || *a.AliasArn != "arn:aws:kms:us-east-1:123456789012:alias/packages" ||
		*a.TargetKeyId != "e4a1d7c2-58b3-4f06-9d21-63c8f05ab719" || a.CreationDate.UnixMilli() != 1605225005466 {
		t.Errorf("got %+v", a)
	}
	if out.Aliases[1].TargetKeyId != nil || out.Aliases[2].TargetKeyId == nil {
		t.Errorf("got %+v", out.Aliases)
	}
	for _, key := range []string{*a.TargetKeyId, "arn:aws:kms:us-east-1:123456789012:key/" + *a.TargetKeyId} {
		out, err = c.ListAliases(t.Context(), &kms.ListAliasesInput{KeyId: &key})
		ok(t, err)
		if len(out.Aliases) != 1 || *out.Aliases[0].AliasName != "alias/packages" {
			t.Errorf("of one key: %+v", out.Aliases)
		}
	}
}

func TestPagesOfAliases(t *testing.T) {
	c := kms.NewFromConfig(config(load(t, encrypted, emulator.Options{})))
	var pages []string
	for p := kms.NewListAliasesPaginator(c, &kms.ListAliasesInput{Limit: aws.Int32(2)}); p.HasMorePages(); {
		out, err := p.NextPage(t.Context())
		ok(t, err)
		for _, a := range out.Aliases {
			pages = append(pages, *a.AliasName)
		}
		pages = append(pages, "|")
	}
	if got := strings.Join(pages, " "); got != "alias/packages alias/aws/es | alias/logs |" {
		t.Errorf("got %s", got)
	}
	_, err := c.ListAliases(t.Context(), &kms.ListAliasesInput{Marker: aws.String("?")})
	wantCode(t, err, "InvalidMarkerException", "marker")
	_, err = c.ListAliases(t.Context(), &kms.ListAliasesInput{Limit: aws.Int32(1001)})
	wantCode(t, err, "ValidationException", "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000")
}
