package emulator

import (
	"slices"
	"time"
)

// token returns what an access token stands for, as long as it is good. The caller
// holds the lock.
func (i *identity) token(accessToken string, now time.Time) (Token, error) {
	at := slices.IndexFunc(i.tokens, func(t Token) bool { return t.AccessToken == accessToken })
	if at < 0 || !now.Before(i.tokens[at].ExpiresAt.Time) {
		return Token{}, refuse("UnauthorizedException", "Session token not found or invalid")
	}
	return i.tokens[at], nil
}

// signedIn looks at an access token and returns the Identity Center.
func (s *state) signedIn(accessToken string) (*IdentityCenter, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	_, err := i.token(accessToken, s.now)
	return &i.center, err
}

func noAccess() error { return refuse("ForbiddenException", "No access") }

func (s *state) getRoleCredentials(in struct {
	AccessToken string `json:"accessToken"`
	Role        string `json:"role_name"`
	Account     string `json:"account_id"`
},
) (any, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.portal.take(float64(i.center.CredentialRate), s.options.Now()) {
		return nil, refuse("ThrottlingException", "HTTP 429 Too Many Requests")
	}
	if _, err := i.token(in.AccessToken, s.now); err != nil {
		return nil, err
	}
	assigned, ok := i.center.assignment(in.Account)
	if !ok || !slices.Contains(assigned.Roles, in.Role) || slices.Contains(assigned.Stale, in.Role) {
		return nil, noAccess()
	}
	role := "AWSReservedSSO_" + in.Role + "_" + spell(hexadecimal, 16, "permission set", in.Role)
	c := i.open(in.Account, s.partition(), role, roleID(in.Account, role), i.center.User, s.now.Add(time.Hour), s.now)
	type credentials struct {
		AccessKeyID     string `json:"accessKeyId"`
		SecretAccessKey string `json:"secretAccessKey"`
		SessionToken    string `json:"sessionToken"`
		Expiration      int64  `json:"expiration"`
	}
	return struct {
		RoleCredentials credentials `json:"roleCredentials"`
	}{credentials{c.accessKey, c.secretKey, c.token, c.expires.UnixMilli()}}, nil
}

func (s *state) listAssignedAccounts(in struct {
	AccessToken string `json:"accessToken"`
	NextToken   string `json:"next_token"`
	MaxResult   *int   `json:"max_result"`
},
) (any, error) {
	center, err := s.signedIn(in.AccessToken)
	if err != nil {
		return nil, err
	}
	rows, next, err := portalPage(center.Assignments, "assigned accounts", in.NextToken, in.MaxResult)
	type account struct {
		AccountID    string `json:"accountId"`
		AccountName  string `json:"accountName"`
		EmailAddress string `json:"emailAddress"`
	}
	answer := struct {
		AccountList []account `json:"accountList"`
		NextToken   string    `json:"nextToken,omitempty"`
	}{[]account{}, next}
	for _, a := range rows {
		answer.AccountList = append(answer.AccountList, account{a.AccountID, a.AccountName, a.EmailAddress})
	}
	return answer, err
}

func (s *state) listAccountRoles(in struct {
	AccessToken string `json:"accessToken"`
	Account     string `json:"account_id"`
	NextToken   string `json:"next_token"`
	MaxResult   *int   `json:"max_result"`
},
) (any, error) {
	center, err := s.signedIn(in.AccessToken)
	if err != nil {
		return nil, err
	}
	assigned, ok := center.assignment(in.Account)
	if !ok {
		return nil, noAccess()
	}
	rows, next, err := portalPage(assigned.Roles, "assigned roles "+in.Account, in.NextToken, in.MaxResult)
	type role struct {
		RoleName  string `json:"roleName"`
		AccountID string `json:"accountId"`
	}
	answer := struct {
		RoleList  []role `json:"roleList"`
		NextToken string `json:"nextToken,omitempty"`
	}{[]role{}, next}
	for _, name := range rows {
		answer.RoleList = append(answer.RoleList, role{name, in.Account})
	}
	return answer, err
}

// logout ends a sign-in, with all tokens that came of it.
func (s *state) logout(in struct {
	AccessToken string `json:"accessToken"`
},
) (any, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	ended, err := i.token(in.AccessToken, s.now)
	if err != nil {
		return nil, err
	}
	i.tokens = slices.DeleteFunc(i.tokens, func(t Token) bool {
		return t.AccessToken == ended.AccessToken || t.RefreshToken != "" && t.RefreshToken == ended.RefreshToken
	})
	return nil, nil
}
