package emulator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// IdentityCenter is an instance of IAM Identity Center: who may use which role in which
// account, and who is signed in. Times are in seconds, as in the protocol.
type IdentityCenter struct {
	StartURL    string       `json:"startUrl"`
	User        string       `json:"user"` // names the sessions of the roles
	Assignments []Assignment `json:"assignments,omitempty"`
	Tokens      []Token      `json:"tokens,omitempty"`
	// ApproveAfter is when a sign-in that nobody answers is approved; never, if it is 0.
	ApproveAfter int `json:"approveAfter,omitempty"`
	// Interval is how long a client must wait between two questions whether a sign-in is
	// approved. It and ApproveAfter pass in real time.
	Interval int `json:"interval"`
	// CodeExpiresIn is how long a sign-in may be approved, and ExpiresIn how long its
	// token is good.
	CodeExpiresIn int `json:"codeExpiresIn"`
	ExpiresIn     int `json:"expiresIn"`
	// CredentialRate is how many GetRoleCredentials a second are answered, of real time.
	CredentialRate int `json:"credentialRate"`
}

// Assignment is the roles that may be used in an account.
type Assignment struct {
	AccountID    string   `json:"accountId"`
	AccountName  string   `json:"accountName"`
	EmailAddress string   `json:"emailAddress"`
	Roles        []string `json:"roles,omitempty"`
	// Stale are those of the roles that are listed still and give no credentials.
	Stale []string `json:"stale,omitempty"`
}

// Token is a sign-in. Tokens that came of each other have one refresh token.
type Token struct {
	AccessToken  string    `json:"accessToken"`
	RefreshToken string    `json:"refreshToken,omitempty"`
	ExpiresAt    Timestamp `json:"expiresAt,omitzero"` // left out: when ExpiresIn has passed
}

// complete fills in the members that a world leaves out. That the name of the start
// URL exists nowhere is sure (RFC 2606).
func (c *IdentityCenter) complete() {
	defaultTo(&c.StartURL, "https://identity-center.example/start")
	defaultTo(&c.User, "operator@example.com")
	defaultTo(&c.Interval, 1)
	defaultTo(&c.CodeExpiresIn, 600)
	defaultTo(&c.ExpiresIn, 8*60*60)
	defaultTo(&c.CredentialRate, 20)
	c.Assignments, c.Tokens = slices.Clone(c.Assignments), slices.Clone(c.Tokens)
	for i := range c.Assignments {
		a := &c.Assignments[i]
		defaultTo(&a.AccountName, "account-"+a.AccountID)
		defaultTo(&a.EmailAddress, a.AccountName+"@example.com")
	}
}

// check refuses what the world must not say.
func (c *IdentityCenter) check() error {
	seen := make(map[string]bool)
	once := func(place, of, text string) error {
		if seen[of+text] {
			return fmt.Errorf("%s: %q is there twice", place, text)
		}
		seen[of+text] = true
		return nil
	}
	for i, a := range c.Assignments {
		where := fmt.Sprintf("assignments[%d]", i)
		if !accountPattern.Match(a.AccountID) {
			return fmt.Errorf("%s.accountId: must be 12 digits", where)
		}
		for _, role := range a.Stale {
			if !slices.Contains(a.Roles, role) {
				return fmt.Errorf("%s.stale: %q is none of the roles", where, role)
			}
		}
		if err := once(where+".accountId", "account", a.AccountID); err != nil {
			return err
		}
	}
	for i, t := range c.Tokens {
		where := fmt.Sprintf("tokens[%d].accessToken", i)
		if t.AccessToken == "" {
			return fmt.Errorf("%s: is required", where)
		}
		if err := once(where, "token", t.AccessToken); err != nil {
			return err
		}
	}
	if min(c.ApproveAfter, c.Interval, c.CodeExpiresIn, c.ExpiresIn, c.CredentialRate) < 0 {
		return errors.New("approveAfter, interval, codeExpiresIn, expiresIn, credentialRate: must not be negative")
	}
	return nil
}

// assignment returns the one of an account.
func (c *IdentityCenter) assignment(account string) (Assignment, bool) {
	i := slices.IndexFunc(c.Assignments, func(a Assignment) bool { return a.AccountID == account })
	if i < 0 {
		return Assignment{}, false
	}
	return c.Assignments[i], true
}

// completeIdentity fills in what a world leaves out of its organisation and its
// Identity Center.
func (w *World) completeIdentity() error {
	p := place{w.Account, w.Region}
	if w.Organization != nil {
		o := *w.Organization
		w.Organization = &o
		if err := o.complete(p); err != nil {
			return fmt.Errorf("organization.%w", err)
		}
	}
	if w.IdentityCenter != nil {
		c := *w.IdentityCenter
		c.complete()
		w.IdentityCenter = &c
		if err := c.check(); err != nil {
			return fmt.Errorf("identityCenter.%w", err)
		}
	}
	return nil
}

// pageOf returns the entries of a list that a page is of, and the token for what
// follows.
func pageOf[T any](all []T, of, token string, size int) (entries []T, next string, ok bool) {
	start := 0
	if token != "" {
		if start, ok = readToken(of, token); !ok || start > len(all) {
			return nil, "", false
		}
	}
	end := min(start+size, len(all))
	if end < len(all) {
		next = writeToken(of, end)
	}
	return append([]T{}, all[start:end]...), next, true
}

// portalPageSize is chosen; of the operations that take a size it is optional.
const portalPageSize = 20

// portalPage turns the pages of the portal, whose bounds have a text of their own
// (recorded).
func portalPage[T any](all []T, of, token string, size *int) ([]T, string, error) {
	if size != nil && (*size < 1 || *size > 100) {
		return nil, "", refuse("ValidationException", "ResultSize parameter must be within the valid limits of: 1-100")
	}
	n := portalPageSize
	if size != nil {
		n = cmp.Or(*size, n)
	}
	entries, next, ok := pageOf(all, of, token, n)
	if !ok {
		return nil, "", refuse("ValidationException", "The next token is not valid.")
	}
	return entries, next, nil
}
