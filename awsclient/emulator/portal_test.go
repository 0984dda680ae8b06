package emulator_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sso/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/awsclient/emulator"
)

const centerWorld = `{"identityCenter": {
	"user": "jane@example.com", "tokens": [{"accessToken": "good", "refreshToken": "again"}, {"accessToken": "old", "expiresAt": "-1m"}],
	"assignments": [
		{"accountId": "111122223333", "accountName": "orders", "emailAddress": "aws@orders.example", "roles": ["Admin", "ReadOnly", "Former"], "stale": ["Former"]},
		{"accountId": "222233334444", "roles": ["ReadOnly"]}
	]
}}`

// unsigned is a client of the portal, which has no credentials.
func unsigned(e *emulator.Emulator) *sso.Client {
	c := config(e)
	c.Credentials = nil
	return sso.NewFromConfig(c)
}

func roleCredentials(t *testing.T, e *emulator.Emulator, token, account, role string) (*types.RoleCredentials, error) {
	t.Helper()
	out, err := unsigned(e).GetRoleCredentials(t.Context(), &sso.GetRoleCredentialsInput{AccessToken: &token, AccountId: &account, RoleName: &role})
	if err != nil {
		return nil, err
	}
	return out.RoleCredentials, nil
}

func TestGetRoleCredentials(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	got, err := roleCredentials(t, e, "good", "111122223333", "ReadOnly")
	ok(t, err)
	if left := time.Until(time.UnixMilli(got.Expiration)); left < 59*time.Minute || left > time.Hour || !strings.HasSuffix(*got.AccessKeyId, "111122223333") {
		t.Errorf("%s expires in %v", *got.AccessKeyId, left)
	}
	c := config(e)
	c.Credentials = credentials.NewStaticCredentialsProvider(*got.AccessKeyId, *got.SecretAccessKey, *got.SessionToken)
	me, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	ok(t, err)
	if !strings.HasPrefix(*me.Arn, "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_") || !strings.HasSuffix(*me.Arn, "/jane@example.com") {
		t.Errorf("got %s", *me.Arn)
	}
}

func TestRefusalsOfGetRoleCredentials(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	for name, tt := range map[string]struct{ token, account, role, code, text string }{
		"an unknown token":       {"made-up", "111122223333", "ReadOnly", "UnauthorizedException", "Session token not found or invalid"},
		"a token that expired":   {"old", "111122223333", "ReadOnly", "UnauthorizedException", "Session token not found or invalid"},
		"a role of another":      {"good", "222233334444", "Admin", "ForbiddenException", "No access"},
		"an account of others":   {"good", "999999999999", "ReadOnly", "ForbiddenException", "No access"},
		"a role that was listed": {"good", "111122223333", "Former", "ForbiddenException", "No access"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := roleCredentials(t, e, tt.token, tt.account, tt.role)
			wantCode(t, err, tt.code, tt.text)
		})
	}
	if got := send(e, "GET /federation/credentials?role_name=A&account_id=111122223333", "", "X-Amz-Sso_bearer_token", "good"); got.status != 403 {
		t.Errorf("no access is answered with %d", got.status)
	}
}

// 20 a second are answered, however they are spread, and the others are told to wait.
func TestCredentialRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, centerWorld, emulator.Options{})
		ask := func(n int) (refused int) {
			for range n {
				if _, err := roleCredentials(t, e, "good", "111122223333", "Admin"); err != nil {
					if _, ok := errors.AsType[*types.TooManyRequestsException](err); !ok {
						t.Errorf("got %v", err)
					}
					refused++
				}
			}
			return refused
		}
		if got := ask(30); got != 10 {
			t.Errorf("%d of 30 at once are refused", got)
		}
		time.Sleep(500 * time.Millisecond)
		if got := ask(30); got != 20 {
			t.Errorf("%d of 30 half a second later are refused", got)
		}
		time.Sleep(time.Minute)
		if got := ask(20); got != 0 {
			t.Errorf("%d of 20 a minute later are refused", got)
		}
		if got := e.Calls()["GetRoleCredentials"]; got != 80 {
			t.Errorf("%d calls are counted", got)
		}
	})
}

func TestAssignedAccounts(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	c := unsigned(e)
	out, err := c.ListAccounts(t.Context(), &sso.ListAccountsInput{AccessToken: aws.String("good")})
	ok(t, err)
	if len(out.AccountList) != 2 || *out.AccountList[0].AccountId != "111122223333" || *out.AccountList[0].AccountName != "orders" || *out.AccountList[0].EmailAddress != "aws@orders.example" {
		t.Errorf("got %+v", out.AccountList)
	}
	roles, err := c.ListAccountRoles(t.Context(), &sso.ListAccountRolesInput{AccessToken: aws.String("good"), AccountId: aws.String("111122223333")})
	ok(t, err)
	var names []string
	for _, r := range roles.RoleList {
		names = append(names, *r.RoleName+" "+*r.AccountId)
	}
	if want := []string{"Admin 111122223333", "ReadOnly 111122223333", "Former 111122223333"}; !slices.Equal(names, want) {
		t.Errorf("got %v", names)
	}
	_, err = c.ListAccountRoles(t.Context(), &sso.ListAccountRolesInput{AccessToken: aws.String("good"), AccountId: aws.String("999999999999")})
	wantCode(t, err, "ForbiddenException", "No access")
	if got := e.Calls(); got["sso:ListAccounts"] != 1 || got["ListAccounts"] != 0 {
		t.Errorf("got the calls %v", got)
	}
}

func TestPagesOfAssignedAccounts(t *testing.T) {
	center := emulator.IdentityCenter{Tokens: []emulator.Token{{AccessToken: "good"}}}
	for i := range 105 {
		center.Assignments = append(center.Assignments, emulator.Assignment{AccountID: fmt.Sprintf("111122223%03d", i), Roles: []string{"ReadOnly"}})
	}
	e := emulator.New(emulator.World{IdentityCenter: &center}, emulator.Options{})
	for most, want := range map[int32]int{0: 6, 100: 2, 40: 3} {
		in := &sso.ListAccountsInput{AccessToken: aws.String("good")}
		if most > 0 {
			in.MaxResults = &most
		}
		pages, all := 0, map[string]bool{}
		for p := sso.NewListAccountsPaginator(unsigned(e), in); p.HasMorePages(); pages++ {
			page, err := p.NextPage(t.Context())
			ok(t, err)
			for _, a := range page.AccountList {
				all[*a.AccountId] = true
			}
		}
		if pages != want || len(all) != 105 {
			t.Errorf("%d at once: %d accounts on %d pages, want %d", most, len(all), pages, want)
		}
	}
	for _, most := range []int32{-1, 101} {
		_, err := unsigned(e).ListAccounts(t.Context(), &sso.ListAccountsInput{AccessToken: aws.String("good"), MaxResults: &most})
		wantCode(t, err, "InvalidRequestException", "ResultSize parameter must be within the valid limits of: 1-100")
	}
}

func TestLogout(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	_, err := unsigned(e).Logout(t.Context(), &sso.LogoutInput{AccessToken: aws.String("good")})
	ok(t, err)
	_, err = roleCredentials(t, e, "good", "111122223333", "ReadOnly")
	wantCode(t, err, "UnauthorizedException", "")
	_, err = unsigned(e).Logout(t.Context(), &sso.LogoutInput{AccessToken: aws.String("good")})
	wantCode(t, err, "UnauthorizedException", "")
}

// Faults speak the language of the portal.
func TestFaultsOfThePortal(t *testing.T) {
	e := load(t, centerWorld, emulator.Options{Standstill: true})
	for kind, want := range map[emulator.FaultKind]string{
		emulator.FaultThrottle: "429 TooManyRequestsException",
		emulator.FaultDenied:   "403 ForbiddenException",
		emulator.FaultExpired:  "401 UnauthorizedException",
		emulator.FaultError:    "500 InternalException",
	} {
		e.SetFaults([]emulator.Fault{{Operation: "sso:ListAccounts", Kind: kind, Times: 1}})
		got := send(e, "GET /assignment/accounts", "", "X-Amz-Sso_bearer_token", "good")
		if is := fmt.Sprint(got.status, " ", got.header.Get("X-Amzn-Errortype")); is != want {
			t.Errorf("%s: %s, want %s", kind, is, want)
		}
	}
}
