package emulator_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"oscope/awsclient/emulator"
)

// listAccounts lists with the credentials of an account and returns the sizes of the
// pages, and all accounts.
func listAccounts(t *testing.T, e *emulator.Emulator, account string, most int32) (sizes []int, all []types.Account, err error) {
	t.Helper()
	c := config(e)
	c.Credentials = credentials.NewStaticCredentialsProvider(emulator.AccessKey(account), "secret", "")
	in := &organizations.ListAccountsInput{}
	if most > 0 {
		in.MaxResults = &most
	}
	pages := organizations.NewListAccountsPaginator(organizations.NewFromConfig(c), in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			return nil, nil, err
		}
		sizes, all = append(sizes, len(page.Accounts)), append(all, page.Accounts...)
	}
	return sizes, all, nil
}

func TestListAccounts(t *testing.T) {
	e := load(t, `{"organization": {"id": "o-a1b2c3d4e5", "accounts": [
		{"Id": "111122223333", "Name": "orders", "Email": "orders@example.com", "JoinedMethod": "INVITED", "JoinedTimestamp": 1700000000},
		{"Id": "222233334444", "State": "SUSPENDED"}, {"Id": "333344445555", "Status": "ACTIVE"}]}}`, emulator.Options{})
	_, all, err := listAccounts(t, e, "123456789012", 0)
	ok(t, err)
	if len(all) != 4 || *all[0].Id != "123456789012" || all[0].State != types.AccountStateActive {
		t.Fatalf("got %+v", all)
	}
	orders := all[1]
	if *orders.Arn != "arn:aws:organizations::123456789012:account/o-a1b2c3d4e5/111122223333" || *orders.Name != "orders" || *orders.Email != "orders@example.com" ||
		orders.JoinedMethod != types.AccountJoinedMethodInvited || orders.JoinedTimestamp.Unix() != 1700000000 {
		t.Errorf("got %+v", orders)
	}
	if all[2].State != types.AccountStateSuspended || all[3].State != "" || all[3].Status != types.AccountStatusActive {
		t.Errorf("got the states %s and %s, and the status %s", all[2].State, all[3].State, all[3].Status)
	}
}

func TestPagesOfAccounts(t *testing.T) {
	var o emulator.Organization
	for i := range 44 {
		o.Accounts = append(o.Accounts, emulator.Account{ID: fmt.Sprintf("1111222233%02d", i)})
	}
	for name, tt := range map[string]struct {
		most  int32
		empty int
		want  []int
	}{
		"as many as there can be":     {0, 0, []int{20, 20, 5}},
		"few":                         {15, 0, []int{15, 15, 15}},
		"empty ones with more behind": {20, 2, []int{0, 0, 20, 20, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			o.EmptyPages = tt.empty
			sizes, all, err := listAccounts(t, emulator.New(emulator.World{Organization: &o}, emulator.Options{}), "123456789012", tt.most)
			ok(t, err)
			if !slices.Equal(sizes, tt.want) || len(all) != 45 {
				t.Errorf("pages of %v", sizes)
			}
		})
	}
}

func TestRefusalsOfListAccounts(t *testing.T) {
	const world = `{"organization": {"administrators": ["222233334444"], "accounts": [{"Id": "111122223333"}, {"Id": "222233334444"}]}}`
	for name, tt := range map[string]struct {
		world, account string
		most           int32
		code, text     string
	}{
		"no organisation":       {`{}`, "123456789012", 0, "AWSOrganizationsNotInUseException", "not a member of an organization"},
		"not of it":             {world, "999999999999", 0, "AWSOrganizationsNotInUseException", "not a member of an organization"},
		"a member":              {world, "111122223333", 0, "AccessDeniedException", "You don't have permissions to access this resource."},
		"too many at once":      {world, "123456789012", 21, "InvalidInputException", "less than or equal to 20"},
		"another administrator": {world, "222233334444", 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := listAccounts(t, load(t, tt.world, emulator.Options{}), tt.account, tt.most)
			if tt.code == "" {
				ok(t, err)
				return
			}
			wantCode(t, err, tt.code, tt.text)
		})
	}
}

func TestListAccountsThrottled(t *testing.T) {
	e := load(t, `{"organization": {}}`, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "ListAccounts", Kind: emulator.FaultThrottle, Times: 1}})
	_, _, err := listAccounts(t, e, "123456789012", 0)
	if _, throttled := errors.AsType[*types.TooManyRequestsException](err); !throttled {
		t.Errorf("got %v", err)
	}
	if got := e.Calls(); got["ListAccounts"] != 1 {
		t.Errorf("got %v", got)
	}
}

func TestWrongOrganizations(t *testing.T) {
	for world, want := range map[string]string{
		`{"organization": {"managementAccount": "1"}}`:                                         "organization.accounts[0].Id: must be 12 digits",
		`{"organization": {"emptyPages": -1}}`:                                                 "organization.emptyPages: must not be negative",
		`{"organization": {"accounts": [{"Id": "111122223333", "State": "OPEN"}]}}`:            `organization.accounts[1].State: "OPEN" is not one of PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED`,
		`{"organization": {"accounts": [{"Id": "123456789012"}, {"Id": "123456789012"}]}}`:     `organization.accounts[1].Id: "123456789012" is there twice`,
		`{"scopes": [{"region": "eu-west-1", "organization": {}}]}`:                            "scopes[0].namedRegionsOnly, organization, identityCenter: only the world itself has them",
		`{"regions": [{"RegionName": "mx-central-1", "RegionOptStatus": "ON"}]}`:               `regions[0].RegionOptStatus: "ON" is not one of ENABLED, ENABLING, DISABLING, DISABLED, ENABLED_BY_DEFAULT`,
		`{"roles": [{"RoleName": "Reader", "MaxSessionDuration": 60}]}`:                        "roles[0].MaxSessionDuration: must be from 3600 to 43200",
		`{"identityCenter": {"assignments": [{"accountId": "1"}]}}`:                            "identityCenter.assignments[0].accountId: must be 12 digits",
		`{"identityCenter": {"assignments": [{"accountId": "111122223333", "stale": ["A"]}]}}`: `identityCenter.assignments[0].stale: "A" is none of the roles`,
		`{"identityCenter": {"tokens": [{"accessToken": "a"}, {"accessToken": "a"}]}}`:         `identityCenter.tokens[1].accessToken: "a" is there twice`,
		`{"identityCenter": {"approveAfter": -1}}`:                                             "identityCenter.approveAfter, interval, codeExpiresIn, expiresIn, credentialRate: must not be negative",
	} {
		if _, err := emulator.ParseWorld([]byte(world)); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", world, err, want)
		}
	}
}
