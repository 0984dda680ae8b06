package model_test

import (
	"slices"
	"strings"
	"testing"

	"oscope/model"
)

func TestPartitionOf(t *testing.T) {
	for region, want := range map[string]string{
		"us-east-1": "aws", "eu-central-1": "aws", "mx-central-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov",
		"us-iso-east-1": "aws-iso", "us-isob-east-1": "aws-iso-b", "eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f",
		"eusc-de-east-1": "aws-eusc", "": "", "xy-west-1": "",
	} {
		if got := model.PartitionOf(region); got != want {
			t.Errorf("%q: %q, want %q", region, got, want)
		}
	}
}

// Every Region of the table is in the partition that its name tells, once, and is
// named as Regions are.
func TestRegions(t *testing.T) {
	all := model.Regions("")
	for _, region := range all {
		if !model.KnownRegion(region) || !model.PlausibleRegion(region) || !slices.Contains(model.Regions(model.PartitionOf(region)), region) {
			t.Errorf("%s is not what it seems", region)
		}
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(all))); len(distinct) != len(all) {
		t.Error("a Region is there twice")
	}
	if aws := model.Regions("aws"); len(aws) != 34 {
		t.Errorf("%d Regions in the partition aws", len(aws))
	}
}

func TestPlausibleRegion(t *testing.T) {
	for region, want := range map[string]bool{
		"us-east-1": true, "us-east-3": true, "ap-southwest-12": true, "eusc-fr-west-1": true, "us-gov-north-1": true, "cn-east-2": true,
		"us-esat-1": false, "eu-centrl-1": false, "us-east-1a": false, "US-EAST-1": false, "us east 1": false, "xy-east-1": false,
		"us-east-0": false, "us-east-01": false, "us-east-100": false, "us--east-1": false, "us-": false, "eusc-east-1": false,
		"eusc-DE-east-1": false, "eusc-de-x-east-1": false, "us-isox-east-1": false, "frankfurt": false, "": false, "-": false, "--": false, "east-1": false,
	} {
		if got := model.PlausibleRegion(region); got != want {
			t.Errorf("%q: %t", region, got)
		}
	}
}

func TestWhatIsSaidOfARegion(t *testing.T) {
	for region, want := range map[string]string{
		"us-esat-1":   "us-esat-1 is no Region of AWS; us-east-1?",
		"EU-WEST-1":   "EU-WEST-1 is no Region of AWS; eu-west-1?",
		"eu-centrl-2": "eu-centrl-2 is no Region of AWS; eu-central-2?",
		"frankfurt":   "frankfurt is no Region of AWS",
	} {
		if got := model.NoRegion(region); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for region, want := range map[string]string{
		"us-east-3":       "us-east-3 is not among the Regions that oscope knows; taken for a new one; us-east-1 or us-east-2?",
		"ap-southwest-42": "ap-southwest-42 is not among the Regions that oscope knows; taken for a new one",
	} {
		if got := model.NewRegion(region); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestServerlessIn(t *testing.T) {
	for region, want := range map[string]bool{
		"us-east-1": true, "eu-south-2": true, "ap-southeast-2": true, "us-gov-west-1": true, "us-east-9": true,
		"ap-southeast-3": false, "ap-east-2": false, "ca-west-1": false, "af-south-1": false, "cn-north-1": false, "eusc-de-east-1": false, "us-iso-east-1": false,
	} {
		if got := model.ServerlessIn(region); got != want {
			t.Errorf("%s: %t", region, got)
		}
	}
	offered := 0
	for _, region := range model.Regions("") {
		if model.ServerlessIn(region) {
			offered++
		}
	}
	if offered != 24 {
		t.Errorf("offered in %d Regions", offered)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"base", "prod", "prod-eu", "ops"}
	for _, c := range []struct{ name, within, first string }{
		{"prdo", "prod", "prod base prod-eu ops"},
		{"prod", "prod", "prod prod-eu base ops"},
		{"bse", "base", "base ops prod prod-eu"},
		{"prod-us", "prod-eu", "prod-eu prod ops base"},
		{"", "", "ops base prod prod-eu"},
	} {
		if got := strings.Join(model.Nearest(c.name, names, 2), " "); got != c.within {
			t.Errorf("%q is near %q, want %q", c.name, got, c.within)
		}
		got := strings.Join(model.NearestFirst(c.name, names), " ")
		if got != c.first {
			t.Errorf("%q: %q, want %q", c.name, got, c.first)
		}
	}
	if strings.Join(names, " ") != "base prod prod-eu ops" {
		t.Errorf("the names were put in another order: %q", names)
	}
}
