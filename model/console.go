package model

import (
	"cmp"
	"net/url"
)

// consoleHost is where the console of a Region is; empty in partitions whose console is
// not known.
func consoleHost(region string) string {
	switch cmp.Or(PartitionOf(region), "aws") {
	case "aws":
		return region + ".console.aws.amazon.com"
	case "aws-cn":
		return region + ".console.amazonaws.cn"
	case "aws-us-gov":
		return "console.amazonaws-us-gov.com"
	}
	return ""
}

// ConsoleURL is the page of a resource in the console of AWS; empty where the console
// has no known address. What has no page of its own leads to what it belongs to.
func ConsoleURL(item Item, region string) string {
	host := consoleHost(region)
	if host == "" || region == "" {
		return ""
	}
	in := url.QueryEscape(region)
	home := "https://" + host + "/aos/home?region=" + in
	switch r := item.(type) {
	case Domain:
		return home + "#opensearch/domains/" + url.PathEscape(r.Name)
	case Association:
		return home + "#opensearch/domains/" + url.PathEscape(r.Domain)
	case Collection:
		return home + "#opensearch/collections/" + url.PathEscape(r.Key.ID)
	case Application:
		return home + "#opensearch/applications/" + url.PathEscape(r.Key.ID)
	case Attachment:
		return home + "#opensearch/applications/" + url.PathEscape(r.ApplicationID)
	case Package:
		return home
	case Integration:
		return "https://" + host + "/cloudwatch/home?region=" + in + "#logsV2:logs-insights"
	}
	return ""
}
