package model

import (
	"slices"
	"strings"
)

// partition is a part of AWS with accounts of its own.
type partition struct {
	name    string
	begins  []string // how the names of its Regions begin
	regions []string
	// serverless are those with OpenSearch Serverless.
	serverless []string
}

// partitions are those of partitions.json of the SDKs, May 2026, the special ones
// first, whose Regions begin like others; where Serverless is offered is from the
// endpoints.json of that time. There will be other Regions: the table is for advice,
// never to refuse one that is named as Regions are.
var partitions = []partition{
	{name: "aws-cn", begins: []string{"cn-"}, regions: []string{"cn-north-1", "cn-northwest-1"}},
	{
		name: "aws-us-gov", begins: []string{"us-gov-"}, regions: []string{"us-gov-east-1", "us-gov-west-1"},
		serverless: []string{"us-gov-east-1", "us-gov-west-1"},
	},
	{name: "aws-iso", begins: []string{"us-iso-"}, regions: []string{"us-iso-east-1", "us-iso-west-1"}},
	{name: "aws-iso-b", begins: []string{"us-isob-"}, regions: []string{"us-isob-east-1", "us-isob-west-1"}},
	{name: "aws-iso-e", begins: []string{"eu-isoe-"}, regions: []string{"eu-isoe-west-1"}},
	{name: "aws-iso-f", begins: []string{"us-isof-"}, regions: []string{"us-isof-east-1", "us-isof-south-1"}},
	{name: "aws-eusc", begins: []string{"eusc-"}, regions: []string{"eusc-de-east-1"}},
	{
		name:   "aws",
		begins: []string{"us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"},
		regions: []string{
			"us-east-1", "us-east-2", "us-west-1", "us-west-2",
			"eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
			"ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
			"ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
			"ca-central-1", "ca-west-1", "sa-east-1", "mx-central-1", "me-central-1", "me-south-1", "il-central-1", "af-south-1",
		},
		serverless: []string{
			"us-east-1", "us-east-2", "us-west-1", "us-west-2",
			"eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
			"ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
			"ap-southeast-1", "ap-southeast-2", "ca-central-1", "sa-east-1",
		},
	},
}

// PartitionOf returns the partition that a Region belongs to; empty if its name
// does not tell.
func PartitionOf(region string) string {
	for _, p := range partitions {
		for _, begins := range p.begins {
			if strings.HasPrefix(region, begins) {
				return p.name
			}
		}
	}
	return ""
}

// Regions returns those of a partition that are known, or of all if it is empty.
func Regions(partition string) []string {
	var all []string
	for _, p := range partitions {
		if partition == "" || partition == p.name {
			all = append(all, p.regions...)
		}
	}
	return all
}

// KnownRegion reports whether a Region is in the table of those that AWS has.
func KnownRegion(region string) bool { return slices.Contains(Regions(""), region) }

// PlausibleRegion reports whether a Region may well exist: it is known, or is named as
// a new one of its partition would be.
func PlausibleRegion(region string) bool {
	parts := strings.Split(region, "-")
	last := len(parts) - 1
	if last < 2 || !isRegionNumber(parts[last]) || !isDirection(parts[last-1]) {
		return false
	}
	begins := strings.Join(parts[:last-1], "-") + "-"
	country, sovereign := strings.CutPrefix(begins, "eusc-") // has the country behind it
	if sovereign {
		return len(country) == len("de-") && isLower(country[:2])
	}
	return slices.ContainsFunc(partitions, func(p partition) bool { return slices.Contains(p.begins, begins) })
}

func isRegionNumber(text string) bool {
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	return len(text) == 1 && digit(text[0]) && text != "0" || len(text) == 2 && digit(text[0]) && digit(text[1]) && text[0] != '0'
}

// isDirection reports whether a word says where in its part of the world a Region is.
func isDirection(word string) bool {
	switch word {
	case "central", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest":
		return true
	}
	return false
}

func isLower(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < 'a' || r > 'z' })
}

// NoRegion says that a Region does not exist, and which was meant.
func NoRegion(region string) string { return region + " is no Region of AWS" + meantRegion(region) }

// NewRegion says that a Region is not known although it may exist, and which may have
// been meant.
func NewRegion(region string) string {
	return region + " is not among the Regions that oscope knows; taken for a new one" + meantRegion(region)
}

// meantRegion asks for the Regions that a name differs from by no more than two
// letters.
func meantRegion(region string) string {
	near := Nearest(strings.ToLower(region), Regions(""), 2)
	if len(near) == 0 {
		return ""
	}
	return "; " + strings.Join(near[:min(len(near), 3)], " or ") + "?"
}

// ServerlessIn reports whether OpenSearch Serverless is offered in a Region; of one
// that is not known nothing speaks against it.
func ServerlessIn(region string) bool {
	for _, p := range partitions {
		if slices.Contains(p.regions, region) {
			return slices.Contains(p.serverless, region)
		}
	}
	return true
}
