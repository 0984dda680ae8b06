package model_test

import (
	"testing"

	"oscope/model"
)

func TestRegionOff(t *testing.T) {
	for _, c := range []struct {
		code, region string
		want         bool
	}{
		{"OptInRequired", "us-east-1", true},
		{"RegionDisabledException", "eu-west-1", true},
		{"UnrecognizedClientException", "ap-east-2", true},
		{"InvalidClientTokenId", "mx-central-1", true},
		{"UnrecognizedClientException", "us-east-1", false}, // these credentials are wrong
		{"InvalidClientTokenId", "cn-north-1", false},       // of another partition
		{"InvalidClientTokenId", "", false},
		{"AccessDeniedException", "ap-east-2", false},
	} {
		if got := (&model.CallError{Code: c.code}).RegionOff(c.region); got != c.want {
			t.Errorf("%s in %s: %v", c.code, c.region, got)
		}
	}
}
