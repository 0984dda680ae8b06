package rule_test

import "oscope/model/rule"

// otherOperations are those of services of which oscope only lists something.
var otherOperations = []example{
	{&rule.ListBuckets, `{"prefix": "acme", "bucket-region": "us-east-1", "max-buckets": 1000, "continuation-token": "n"}`},
	{&rule.ListObjectsV2, `{"Bucket": "acme-packages", "prefix": "dictionaries/", "delimiter": "/", "start-after": "a", "continuation-token": "n",
		"encoding-type": "url", "max-keys": 1000}`},
	{&rule.ListAliases, `{"KeyId": "` + keyARN + `", "Limit": 50, "Marker": "n"}`},
	{&rule.ListRoles, `{"PathPrefix": "/service/", "Marker": "n", "MaxItems": 1000}`},
	{&rule.GetCallerIdentity, `{}`},
}

// otherConstraints is the documentation of S3, KMS and IAM.
var otherConstraints = map[string][]constraint{
	"ListBuckets":   {{member: "max-buckets", min: 1, max: 10000}},
	"ListObjectsV2": {{member: "Bucket", required: true}, {member: "encoding-type", enum: []string{"url"}}},
	"ListAliases":   {{member: "KeyId", min: 1, max: 2048}, {member: "Limit", min: 1, max: 1000}, {member: "Marker", min: 1, max: 1024}},
	"ListRoles":     {{member: "PathPrefix", min: 1, max: 512}, {member: "Marker", min: 1, max: 320}, {member: "MaxItems", min: 1, max: 1000}},
}
