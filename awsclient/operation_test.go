package awsclient_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oscope/awsclient"
	"oscope/model/rule"
)

// Of every declared operation it is said what its answer must hold. What some part
// of the program needs is called, and does what is declared of it.
func TestEveryOperationIsCalled(t *testing.T) {
	for _, o := range rule.Operations {
		if _, said := awsclient.Answers[o]; !said {
			t.Errorf("it is not said what an answer to %s must hold", o.Name)
		}
		i := slices.IndexFunc(calls, func(c clientCall) bool { return c.declared() == o })
		switch {
		case i < 0 && o.Where != "":
			t.Errorf("%s is needed for %q and never called", o.Name, o.Where)
		case i >= 0 && (calls[i].writes != (o.Effect != rule.Reads) || calls[i].once != (o.Effect == rule.Once)):
			t.Errorf("%s is declared to have the effect %d", o.Name, o.Effect)
		}
	}
	if len(awsclient.Answers) != len(rule.Operations) {
		t.Errorf("%d answers to %d operations", len(awsclient.Answers), len(rule.Operations))
	}
}

var sdkCall = regexp.MustCompile(`\bs\.(\w+)(?:\(\))?\.([A-Z]\w+)\(ctx, `)

// What the package calls by the SDK is declared, and tried by the tests' table of
// calls: an answer to anything else would be refused.
func TestEveryCallIsDeclared(t *testing.T) {
	services := map[string]rule.Service{
		"opensearch": rule.OpenSearch, "serverless": rule.Serverless, "logs": rule.Logs, "s3": rule.S3, "kms": rule.KMS, "iam": rule.IAM, "sts": rule.STS,
	}
	files, err := filepath.Glob("*.go")
	ok(t, err)
	found := map[*rule.Operation]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		ok(t, err)
		for _, match := range sdkCall.FindAllStringSubmatch(string(source), -1) {
			o := rule.Declared(services[match[1]].ID, match[2])
			if o == nil {
				t.Errorf("%s calls %s of %s, which is not declared", file, match[2], match[1])
			}
			found[o] = true
		}
	}
	for _, call := range calls {
		if !found[call.declared()] {
			t.Errorf("no source calls %s", call.name())
		}
		delete(found, call.declared())
	}
	for o := range found {
		t.Errorf("%v is called and not in the table of calls", o)
	}
}
