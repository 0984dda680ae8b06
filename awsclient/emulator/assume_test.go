package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdkconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/awsclient/emulator"
)

const assumptionWorld = `{
	"roles": [
		{"RoleName": "Reader", "Path": "/team/", "RoleId": "AROAREADER", "MaxSessionDuration": 7200},
		{"RoleName": "Guarded", "mfaSerial": "arn:aws:iam::123456789012:mfa/jane"},
		{"RoleName": "Vendor", "externalId": "shared-with-us"},
		{"RoleName": "Closed", "denied": true}
	],
	"organization": {"roles": ["oscope"], "accounts": [
		{"Id": "111122223333"}, {"Id": "222233334444", "State": "SUSPENDED"}, {"Id": "333344445555", "deniedRoles": ["oscope"]}
	]},
	"scopes": [{"account": "111122223333", "roles": [{"RoleName": "Auditor"}], "domains": [{"DomainName": "theirs"}]}]
}`

// assumption is a request that is right, with what of it is changed.
func assumption(role string, change func(*sts.AssumeRoleInput)) *sts.AssumeRoleInput {
	in := &sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::" + role), RoleSessionName: aws.String("oscope")}
	if change != nil {
		change(in)
	}
	return in
}

func TestAssumeRole(t *testing.T) {
	e := load(t, assumptionWorld, emulator.Options{Standstill: true})
	out, err := connect(e).sts.AssumeRole(t.Context(), assumption("123456789012:role/team/Reader", nil))
	ok(t, err)
	if got := *out.AssumedRoleUser.Arn + " " + *out.AssumedRoleUser.AssumedRoleId; got != "arn:aws:sts::123456789012:assumed-role/Reader/oscope AROAREADER:oscope" {
		t.Errorf("assumed %s", got)
	}
	key := *out.Credentials.AccessKeyId
	if !strings.HasPrefix(key, "ASIA") || len(key) != 20 || !strings.HasSuffix(key, "123456789012") {
		t.Errorf("access key %s", key)
	}
	if left := time.Until(*out.Credentials.Expiration); left < 59*time.Minute || left > time.Hour {
		t.Errorf("expires in %v", left)
	}
}

// What is asked with a role's credentials is asked in the role's account, by the role.
func TestCredentialsOfAnAssumedRole(t *testing.T) {
	e := load(t, assumptionWorld, emulator.Options{Standstill: true})
	c := config(e)
	c.Credentials = stscreds.NewAssumeRoleProvider(sts.NewFromConfig(config(e)), "arn:aws:iam::111122223333:role/oscope", func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = "jane"
	})
	me, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	ok(t, err)
	if *me.Account != "111122223333" || *me.Arn != "arn:aws:sts::111122223333:assumed-role/oscope/jane" || !strings.HasSuffix(*me.UserId, ":jane") {
		t.Errorf("got %s %s %s", *me.Account, *me.Arn, *me.UserId)
	}
	domains, err := opensearch.NewFromConfig(c).ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
	ok(t, err)
	if len(domains.DomainNames) != 1 || *domains.DomainNames[0].DomainName != "theirs" {
		t.Errorf("got %+v", domains.DomainNames)
	}
	e.SetFaults([]emulator.Fault{{Operation: "GetCallerIdentity", Kind: emulator.FaultDenied}})
	_, err = sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	wantCode(t, err, "AccessDenied", "User: arn:aws:sts::111122223333:assumed-role/oscope/jane is not authorized")
}

func TestCredentialsExpire(t *testing.T) {
	e := load(t, assumptionWorld, emulator.Options{Standstill: true})
	out, err := connect(e).sts.AssumeRole(t.Context(), assumption("123456789012:role/team/Reader", func(in *sts.AssumeRoleInput) { in.DurationSeconds = aws.Int32(900) }))
	ok(t, err)
	c := config(e)
	c.Credentials = credentials.NewStaticCredentialsProvider(*out.Credentials.AccessKeyId, *out.Credentials.SecretAccessKey, *out.Credentials.SessionToken)
	ask := func() error {
		_, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		return err
	}
	e.Advance(14 * time.Minute)
	ok(t, ask())
	e.Advance(time.Minute)
	wantCode(t, ask(), "ExpiredToken", "The security token included in the request is expired")
}

func TestRefusalsOfAssumeRole(t *testing.T) {
	const denied = "User: arn:aws:sts::123456789012:assumed-role/Operator/oscope is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::"
	seconds := func(n int32) func(*sts.AssumeRoleInput) {
		return func(in *sts.AssumeRoleInput) { in.DurationSeconds = &n }
	}
	for name, tt := range map[string]struct {
		role       string
		change     func(*sts.AssumeRoleInput)
		code, text string // none: it is assumed
	}{
		"a role of the organisation":              {"111122223333:role/oscope", nil, "", ""},
		"a role of a scope":                       {"111122223333:role/Auditor", nil, "", ""},
		"a role that nobody may assume":           {"123456789012:role/Closed", nil, "AccessDenied", denied + "123456789012:role/Closed"},
		"a role that does not exist":              {"123456789012:role/Nosuch", nil, "AccessDenied", denied},
		"a role of an unknown account":            {"999999999999:role/oscope", nil, "AccessDenied", denied},
		"a role of a suspended account":           {"222233334444:role/oscope", nil, "AccessDenied", denied},
		"a role that one account denies":          {"333344445555:role/oscope", nil, "AccessDenied", denied},
		"the management account has no such role": {"123456789012:role/oscope", nil, "AccessDenied", denied},
		"without the external id":                 {"123456789012:role/Vendor", nil, "AccessDenied", denied},
		"with the external id":                    {"123456789012:role/Vendor", func(in *sts.AssumeRoleInput) { in.ExternalId = aws.String("shared-with-us") }, "", ""},
		"for as long as the role allows":          {"123456789012:role/team/Reader", seconds(7200), "", ""},
		"for longer":                              {"123456789012:role/team/Reader", seconds(7201), "ValidationError", "exceeds the MaxSessionDuration set for this role"},
		"for a moment":                            {"123456789012:role/team/Reader", seconds(60), "ValidationError", "greater than or equal to 900"},
		"with a name of spaces":                   {"123456789012:role/team/Reader", func(in *sts.AssumeRoleInput) { in.RoleSessionName = aws.String("a b") }, "ValidationError", "regular expression"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := connect(load(t, assumptionWorld, emulator.Options{Standstill: true})).sts.AssumeRole(t.Context(), assumption(tt.role, tt.change))
			if tt.code == "" {
				ok(t, err)
				return
			}
			wantCode(t, err, tt.code, tt.text)
		})
	}
}

// A role that is assumed by a role's session lasts an hour at most.
func TestChainedRoles(t *testing.T) {
	e := load(t, assumptionWorld, emulator.Options{Standstill: true})
	c := config(e)
	c.Credentials = stscreds.NewAssumeRoleProvider(sts.NewFromConfig(config(e)), "arn:aws:iam::111122223333:role/oscope")
	_, err := sts.NewFromConfig(c).AssumeRole(t.Context(), assumption("123456789012:role/team/Reader", func(in *sts.AssumeRoleInput) { in.DurationSeconds = aws.Int32(3601) }))
	wantCode(t, err, "ValidationError", "1 hour session limit for roles assumed by role chaining")
}

func TestMFA(t *testing.T) {
	const jane = "arn:aws:iam::123456789012:mfa/jane"
	const failed = "MultiFactorAuthentication failed"
	c := connect(load(t, assumptionWorld, emulator.Options{Standstill: true}))
	for _, tt := range []struct{ name, serial, code, text string }{
		{"neither", "", "", "is not authorized to perform: sts:AssumeRole"},
		{"no code", jane, "", failed + ", must provide both MFA serial number and one time pass code"},
		{"no device", "", "123456", failed + ", must provide both MFA serial number and one time pass code"},
		{"another device", "arn:aws:iam::123456789012:mfa/joe", "123456", failed + ", unable to validate MFA code"},
		{"a wrong code", jane, "000000", failed + " with invalid MFA one time pass code"},
		{"a right code", jane, "123456", ""},
		{"the same again", jane, "123456", failed + " with invalid MFA one time pass code"},
		{"another right code", jane, "123457", ""},
	} {
		_, err := c.sts.AssumeRole(t.Context(), assumption("123456789012:role/Guarded", func(in *sts.AssumeRoleInput) {
			if tt.serial != "" {
				in.SerialNumber = &tt.serial
			}
			if tt.code != "" {
				in.TokenCode = &tt.code
			}
		}))
		if tt.text == "" {
			ok(t, err)
			continue
		}
		t.Run(tt.name, func(t *testing.T) { wantCode(t, err, "AccessDenied", tt.text) })
	}
}

// The SDK's own provider assumes the role of a profile, with a code that somebody types.
func TestMFAForTheSDK(t *testing.T) {
	e := load(t, assumptionWorld, emulator.Options{})
	home(t, e)
	codes := []string{"000000", "123456"}
	c, err := sdkconfig.LoadDefaultConfig(t.Context(), sdkconfig.WithSharedConfigProfile("guarded"), sdkconfig.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
		o.TokenProvider = func() (string, error) {
			code := codes[0]
			codes = codes[1:]
			return code, nil
		}
	}))
	ok(t, err)
	_, err = sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	wantCode(t, err, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code")
	me, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	ok(t, err)
	if !strings.HasPrefix(*me.Arn, "arn:aws:sts::123456789012:assumed-role/Guarded/") {
		t.Errorf("got %s", *me.Arn)
	}
}

// Sessions of all accounts are opened and used at once.
func TestConcurrentSessions(t *testing.T) {
	e := emulator.New(emulator.Fleet{Accounts: 8, Regions: 2, Empty: 95, Each: 1}.World(), emulator.Options{})
	done := make(chan string)
	const workers = 8
	for i := range workers {
		go func() {
			account := fmt.Sprintf("10000000000%d", i+1)
			c := config(e)
			c.Credentials = stscreds.NewAssumeRoleProvider(sts.NewFromConfig(config(e)), "arn:aws:iam::"+account+":role/Operator")
			for range 20 {
				me, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
				if err != nil || *me.Account != account {
					done <- fmt.Sprint(me, err)
					return
				}
				_ = e.World()
			}
			done <- ""
		}()
	}
	for range workers {
		if wrong := <-done; wrong != "" {
			t.Error(wrong)
		}
	}
}
