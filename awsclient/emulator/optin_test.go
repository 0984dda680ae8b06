package emulator_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"oscope/awsclient/emulator"
)

func regionsOf(t *testing.T, e *emulator.Emulator, of string, in *account.ListRegionsInput) (statuses map[string]types.RegionOptStatus, pages int, err error) {
	t.Helper()
	c := config(e)
	c.Credentials = credentials.NewStaticCredentialsProvider(emulator.AccessKey(of), "secret", "")
	statuses = make(map[string]types.RegionOptStatus)
	listing := account.NewListRegionsPaginator(account.NewFromConfig(c), in)
	for listing.HasMorePages() {
		page, err := listing.NextPage(t.Context())
		if err != nil {
			return nil, 0, err
		}
		pages++
		for _, r := range page.Regions {
			statuses[*r.RegionName] = r.RegionOptStatus
		}
	}
	return statuses, pages, nil
}

func TestListRegions(t *testing.T) {
	e := load(t, `{"regions": [{"RegionName": "mx-central-1", "RegionOptStatus": "ENABLED"}], "organization": {"accounts": [{"Id": "111122223333"}]},
		"scopes": [{"account": "111122223333", "region": "ap-east-2"}, {"account": "111122223333", "regions": [{"RegionName": "eu-south-2", "RegionOptStatus": "ENABLING"}]}]}`, emulator.Options{})
	mine, pages, err := regionsOf(t, e, "123456789012", &account.ListRegionsInput{MaxResults: aws.Int32(50)})
	ok(t, err)
	if len(mine) != 34 || pages != 1 || mine["us-east-1"] != types.RegionOptStatusEnabledByDefault || mine["eu-south-2"] != types.RegionOptStatusDisabled ||
		mine["mx-central-1"] != types.RegionOptStatusEnabled {
		t.Errorf("%d pages of %v", pages, mine)
	}
	all, pages, err := regionsOf(t, e, "123456789012", &account.ListRegionsInput{MaxResults: aws.Int32(10)})
	ok(t, err)
	if len(all) != 34 || pages != 4 {
		t.Errorf("%d Regions on %d pages", len(all), pages)
	}
	enabled, _, err := regionsOf(t, e, "123456789012", &account.ListRegionsInput{
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	})
	ok(t, err)
	if len(enabled) != 18 {
		t.Errorf("got %v", enabled)
	}
	theirs, _, err := regionsOf(t, e, "123456789012", &account.ListRegionsInput{AccountId: aws.String("111122223333")})
	ok(t, err)
	own, _, err := regionsOf(t, e, "111122223333", &account.ListRegionsInput{})
	ok(t, err)
	if theirs["ap-east-2"] != types.RegionOptStatusEnabled {
		t.Errorf("where the world has a scope, the Region is %s", theirs["ap-east-2"])
	}
	if theirs["eu-south-2"] != types.RegionOptStatusEnabling || theirs["mx-central-1"] != types.RegionOptStatusDisabled || own["eu-south-2"] != types.RegionOptStatusEnabling {
		t.Errorf("got %v and %v", theirs, own)
	}
}

func TestRefusalsOfListRegions(t *testing.T) {
	e := load(t, `{"organization": {"accounts": [{"Id": "111122223333"}]}}`, emulator.Options{})
	for name, tt := range map[string]struct {
		of         string
		in         account.ListRegionsInput
		code, text string
	}{
		"a member asks about another": {"111122223333", account.ListRegionsInput{AccountId: aws.String("123456789012")}, "AccessDeniedException", "account:ListRegions"},
		"an account of somebody else": {"123456789012", account.ListRegionsInput{AccountId: aws.String("999999999999")}, "AccessDeniedException", "account:ListRegions"},
		"too many at once":            {"123456789012", account.ListRegionsInput{MaxResults: aws.Int32(51)}, "ValidationException", "less than or equal to 50"},
		"a token of nothing":          {"123456789012", account.ListRegionsInput{NextToken: aws.String("x")}, "ValidationException", "token"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := regionsOf(t, e, tt.of, &tt.in)
			wantCode(t, err, tt.code, tt.text)
		})
	}
	e.SetFaults([]emulator.Fault{{Operation: "ListRegions", Kind: emulator.FaultThrottle}})
	if got := send(e, "POST /listRegions", "{}"); got.status != 429 || got.header.Get("X-Amzn-Errortype") != "TooManyRequestsException" {
		t.Errorf("throttled: %+v", got)
	}
}

// A fleet can be found by what it is: the accounts of an organisation in the Regions
// that they have enabled, by a role that can be assumed or is assigned.
func TestFleetIsAnOrganization(t *testing.T) {
	f, err := emulator.ParseFleet("25x3")
	ok(t, err)
	e := emulator.New(f.World(), emulator.Options{})
	_, all, err := listAccounts(t, e, "100000000001", 0)
	ok(t, err)
	if len(all) != 25 {
		t.Fatalf("%d accounts", len(all))
	}
	for _, a := range all {
		enabled, _, err := regionsOf(t, e, *a.Id, &account.ListRegionsInput{
			RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
		})
		ok(t, err)
		if len(enabled) != 3 {
			t.Errorf("%s has the Regions %v", *a.Id, enabled)
		}
		_, err = connect(e).sts.AssumeRole(t.Context(), assumption(*a.Id+":role/Operator", nil))
		ok(t, err)
	}
	s := beginSignIn(t, config(e))
	ok(t, e.AnswerSignIn(*s.started.UserCode, true))
	token, err := s.poll(t.Context())
	ok(t, err)
	_, err = roleCredentials(t, e, *token.AccessToken, "100000000025", "Operator")
	ok(t, err)
}
