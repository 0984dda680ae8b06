package model

import (
	"slices"
	"strings"
)

// alwaysOn are the Regions of the partition aws that every account has; all later ones
// have to be enabled first.
var alwaysOn = strings.Fields(`
	us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1
	eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3
	ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2`)

// OptIn reports whether an account has a Region only after it has enabled it.
func OptIn(region string) bool {
	return PartitionOf(region) == "aws" && !slices.Contains(alwaysOn, region)
}

// RegionOff reports whether a call to a Region failed because the account has not
// enabled it. Only few services say so: to the others the credentials of such an
// account are unknown there.
func (e *CallError) RegionOff(region string) bool {
	switch e.Code {
	case "OptInRequired", "RegionDisabledException":
		return true
	case "UnrecognizedClientException", "InvalidClientTokenId":
		return OptIn(region)
	}
	return false
}
