package emulator_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/awsclient/emulator"
)

func TestGetCallerIdentity(t *testing.T) {
	c := in(load(t, `{"account":"210987654321"}`, emulator.Options{}), "", "cn-north-1")
	out, err := c.sts.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	ok(t, err)
	if *out.Account != "210987654321" || *out.Arn != "arn:aws-cn:sts::210987654321:assumed-role/Operator/oscope" || *out.UserId == "" {
		t.Errorf("got %+v", out)
	}
}
