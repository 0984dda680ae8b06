package emulator

import (
	"cmp"
	"errors"
	"slices"

	"oscope/model"
)

// OptIn is a Region of an account, with the members of ListRegions' answer. A world
// names those whose status is not the one that they have in a new account.
type OptIn struct {
	RegionName      string `json:"RegionName"`
	RegionOptStatus string `json:"RegionOptStatus"`
}

// regionPageSize is the documented most, and what is chosen when none is asked for.
const regionPageSize = 50

const (
	enabledByDefault = "ENABLED_BY_DEFAULT"
	enabled          = "ENABLED"
	disabled         = "DISABLED"
)

var optStatuses = []string{enabled, "ENABLING", "DISABLING", disabled, enabledByDefault}

// complete checks the members.
func (o *OptIn) complete(known *references) error {
	if !regionPattern.Match(o.RegionName) {
		return located("RegionName", errors.New(`must be a Region such as "us-east-1"`))
	}
	return cmp.Or(
		oneOf("RegionOptStatus", o.RegionOptStatus, optStatuses...),
		known.ofAccount.define("RegionName", "opt-in", o.RegionName, ""),
	)
}

func (s *state) loadOptIn(o OptIn) {
	s.identity.optIns[s.account] = append(s.identity.optIns[s.account], o)
}

func (s *state) shownOptIns() []OptIn { return s.identity.optIns[s.account] }

// regionsOf are those of an account, by name.
func (s *state) regionsOf(account string) []OptIn {
	var all []OptIn
	for _, name := range model.Regions(s.partition()) {
		status := enabledByDefault
		if model.OptIn(name) {
			status = disabled
		}
		all = append(all, OptIn{name, status})
	}
	for i, o := range all {
		switch named := s.identity.named[place{account, o.RegionName}]; {
		case named && o.RegionOptStatus == disabled:
			all[i].RegionOptStatus = enabled // or the world could not have anything there
		case !named && s.identity.namedOnly:
			all[i].RegionOptStatus = disabled
		}
	}
	for _, o := range s.identity.optIns[account] {
		if i := slices.IndexFunc(all, func(known OptIn) bool { return known.RegionName == o.RegionName }); i >= 0 {
			all[i] = o
		} else {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b OptIn) int { return cmp.Compare(a.RegionName, b.RegionName) })
	return all
}

func (s *state) listRegions(in struct {
	AccountID               string `json:"AccountId"`
	MaxResults              int
	NextToken               string
	RegionOptStatusContains []string
},
) (any, error) {
	account := s.signer().account
	if o := s.identity.organization; in.AccountID != "" {
		if o == nil || account != o.ManagementAccount || in.AccountID == account || s.identity.members.get(in.AccountID) == nil {
			return nil, refuse("AccessDeniedException", "User: %s is not authorized to perform: account:ListRegions (The account ID of the request must be that of a member account.)", s.signer().arn)
		}
		account = in.AccountID
	}
	all := s.regionsOf(account)
	if wanted := in.RegionOptStatusContains; len(wanted) > 0 {
		all = slices.DeleteFunc(all, func(o OptIn) bool { return !slices.Contains(wanted, o.RegionOptStatus) })
	}
	rows, next, ok := pageOf(all, "regions", in.NextToken, cmp.Or(in.MaxResults, regionPageSize))
	if !ok {
		return nil, refuse("ValidationException", "The pagination token is not valid.")
	}
	return struct {
		Regions   []OptIn
		NextToken string `json:",omitempty"`
	}{rows, next}, nil
}
