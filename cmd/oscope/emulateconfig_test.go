package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// sharing loads a profile of a shared configuration file, and nothing else.
func sharing(t *testing.T, file, profile string) aws.Config {
	t.Helper()
	loaded, err := config.LoadDefaultConfig(t.Context(), config.WithSharedConfigFiles([]string{file}), config.WithSharedCredentialsFiles(nil), config.WithSharedConfigProfile(profile))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// Every account of the world has a profile with which the SDK reaches it.
func TestEmulateWritesAnAWSConfig(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_REGION", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
	}
	file := filepath.Join(t.TempDir(), "fleet.config")
	for _, accounts := range []int{3, 2} { // each over a file that was written before
		world := map[int]string{3: "fleet:3x2:empty=0", 2: "fleet:2x2:empty=0"}[accounts]
		if err := os.WriteFile(file, []byte(configMark), 0o644); err != nil {
			t.Fatal(err)
		}
		_, address, _ := emulating(t, "--world", world, "--aws-config", file)
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("the file: %v, %v", info, err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "[profile "); n != accounts || strings.Contains(string(text), "AKIA") {
			t.Errorf("%d profiles in\n%s", n, text)
		}
		for i := range accounts {
			account := "10000000000" + string(rune('1'+i))
			loaded := sharing(t, file, "account-"+account)
			identity, err := sts.NewFromConfig(loaded).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
			if err != nil || *identity.Account != account || loaded.Region != "us-east-1" {
				t.Errorf("%s: %+v in %q, %v", account, identity, loaded.Region, err)
			}
			if listed, err := opensearch.NewFromConfig(loaded).ListDomainNames(t.Context(), nil); err != nil || len(listed.DomainNames) == 0 {
				t.Errorf("%s: %+v, %v", account, listed, err)
			}
		}
		var calls []struct{ Account string }
		call(t, http.MethodGet, address+"/_emulator/calls/scopes", &calls)
		if len(calls) != accounts {
			t.Errorf("calls to %v", calls)
		}
	}
}

// What somebody else wrote is not touched, and what cannot be written ends the program.
func TestEmulateLeavesOtherFilesAlone(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "config")
	for _, text := range []string{"[default]\nregion = eu-west-1\n", "", "[default]\n" + configMark} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := run(t, "emulate", "--addr", "127.0.0.1:0", "--aws-config", file)
		if code != 1 || stdout != "" || !strings.Contains(stderr, "oscope: --aws-config "+file+": this file was not written by oscope emulate") {
			t.Errorf("exits with %d: %s%s", code, stdout, stderr)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("it is %q now, %v", got, err)
		}
	}
	for _, name := range []string{folder, filepath.Join(folder, "nosuch", "config")} {
		code, stdout, stderr := run(t, "emulate", "--addr", "127.0.0.1:0", "--aws-config", name)
		if code != 1 || stdout != "" || !strings.HasPrefix(stderr, "oscope: --aws-config: ") {
			t.Errorf("%s: exits with %d: %s%s", name, code, stdout, stderr)
		}
	}
}

func TestEmulateLatency(t *testing.T) {
	for _, name := range []string{"AWS_PROFILE", "AWS_REGION", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
	}
	file := filepath.Join(t.TempDir(), "config")
	emulating(t, "--latency", "150ms", "--aws-config", file)
	c := opensearch.NewFromConfig(sharing(t, file, "account-123456789012"))
	start := time.Now()
	done := make(chan error)
	for range 20 {
		go func() {
			_, err := c.ListDomainNames(t.Context(), nil)
			done <- err
		}()
	}
	for range 20 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if took := time.Since(start); took < 150*time.Millisecond || took > 20*150*time.Millisecond {
		t.Errorf("20 calls at once took %v", took)
	}
}

func TestEmulateRefuses(t *testing.T) {
	for arguments, want := range map[string]string{
		"--latency -1s":               "--latency must not be negative",
		"--world fleet:ten":           `--world fleet:ten: "ten" is no number of accounts and Regions such as 100x10`,
		"--world fleet:1x1:empty=200": "--world fleet:1x1:empty=200: empty: must be 0 to 100 percent",
	} {
		code, stdout, stderr := run(t, append([]string{"emulate", "--addr", "127.0.0.1:0"}, strings.Fields(arguments)...)...)
		if code != 2 || stdout != "" || stderr != "oscope: "+want+"\n" {
			t.Errorf("%s: exits with %d: %s%s", arguments, code, stdout, stderr)
		}
	}
}
