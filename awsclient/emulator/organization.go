package emulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Organization is an organisation of AWS Organizations.
type Organization struct {
	ID string `json:"id"`
	// ManagementAccount is its owner's; default the world's. It is one of the accounts.
	ManagementAccount string `json:"managementAccount"`
	// Administrators are the accounts that may list the others besides.
	Administrators []string `json:"administrators,omitempty"`
	// Roles are names of roles that every account but the management account has.
	Roles []string `json:"roles,omitempty"`
	// EmptyPages is how many pages of accounts come first and hold none.
	EmptyPages int       `json:"emptyPages,omitempty"`
	Accounts   []Account `json:"accounts,omitempty"`
}

// Account is an account of an organisation, with the members of ListAccounts' answer.
type Account struct {
	ID              string    `json:"Id"`
	ARN             string    `json:"Arn"`
	Email           string    `json:"Email"`
	Name            string    `json:"Name"`
	State           string    `json:"State,omitempty"`  // default ACTIVE, unless there is a Status
	Status          string    `json:"Status,omitempty"` // what was there before State
	JoinedMethod    string    `json:"JoinedMethod"`     // default CREATED
	JoinedTimestamp Timestamp `json:"JoinedTimestamp,omitzero"`
	// DeniedRoles are those of the organisation's roles that cannot be assumed.
	DeniedRoles []string `json:"deniedRoles,omitempty"`
}

// accountPageSize is the documented most, and what is chosen when none is asked for.
const accountPageSize = 20

var accountStates = []string{"PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"}

func (a *Account) active() bool { return a.State == "ACTIVE" || a.State == "" && a.Status == "ACTIVE" }

// complete fills in the members that a world leaves out.
func (o *Organization) complete(p place) error {
	defaultTo(&o.ManagementAccount, p.account)
	defaultTo(&o.ID, "o-"+spell(lowerAlphanumeric, 10, "organization", o.ManagementAccount))
	o.Accounts = slices.Clone(o.Accounts)
	if !slices.ContainsFunc(o.Accounts, func(a Account) bool { return a.ID == o.ManagementAccount }) {
		o.Accounts = slices.Insert(o.Accounts, 0, Account{ID: o.ManagementAccount, Name: "management"})
	}
	seen := make(map[string]bool)
	for i := range o.Accounts {
		a := &o.Accounts[i]
		if err := a.complete(o, p); err != nil {
			return fmt.Errorf("accounts[%d].%w", i, err)
		}
		if seen[a.ID] {
			return fmt.Errorf("accounts[%d].Id: %q is there twice", i, a.ID)
		}
		seen[a.ID] = true
	}
	switch {
	case !accountPattern.Match(o.ManagementAccount):
		return errors.New("managementAccount: must be 12 digits")
	case o.EmptyPages < 0:
		return errors.New("emptyPages: must not be negative")
	}
	return nil
}

func (a *Account) complete(o *Organization, p place) error {
	defaultTo(&a.Name, "account-"+a.ID)
	defaultTo(&a.Email, strings.ToLower(strings.ReplaceAll(a.Name, " ", "-"))+"@example.com")
	defaultTo(&a.JoinedMethod, "CREATED")
	if a.Status == "" {
		defaultTo(&a.State, "ACTIVE")
	}
	switch {
	case !accountPattern.Match(a.ID):
		return located("Id", errors.New("must be 12 digits"))
	case len(a.Name) > 50:
		return located("Name", errors.New("must be at most 50 characters"))
	case a.State != "" && !slices.Contains(accountStates, a.State):
		return oneOf("State", a.State, accountStates...)
	}
	arn := fmt.Sprintf("arn:%s:organizations::%s:account/%s/%s", p.partition(), o.ManagementAccount, o.ID, a.ID)
	return derive("Arn", &a.ARN, arn)
}

func (s *state) listAccounts(in struct {
	NextToken  string
	MaxResults int
},
) (any, error) {
	i, o := s.identity, s.identity.organization
	account := s.signer().account
	switch {
	case o == nil || i.members.get(account) == nil:
		return nil, refuse("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
	case account != o.ManagementAccount && !slices.Contains(o.Administrators, account):
		return nil, refuse("AccessDeniedException", "You don't have permissions to access this resource.")
	}
	type listed struct {
		Accounts  []Account
		NextToken string `json:",omitempty"`
	}
	const empty = "empty pages of accounts"
	if n, ok := readToken(empty, in.NextToken); ok || in.NextToken == "" {
		if n < o.EmptyPages {
			return listed{[]Account{}, writeToken(empty, n+1)}, nil
		}
		in.NextToken = ""
	}
	rows, next, err := page(&i.members, listing{in.NextToken, in.MaxResults}, "accounts", accountPageSize, func(*Account) bool { return true })
	if err != nil {
		return nil, refuse("InvalidInputException", "You provided an invalid token.")
	}
	return listed{shown(rows, func(a *Account) Account {
		a2 := *a
		a2.DeniedRoles = nil
		return a2
	}), next}, nil
}
