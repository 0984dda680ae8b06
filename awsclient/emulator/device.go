package emulator

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// oauthClient is a program that has registered to sign somebody in.
type oauthClient struct {
	secret  string
	expires time.Time
	renews  bool // its tokens can be refreshed
}

// accountAccess is the scope whose tokens can be refreshed.
const accountAccess = "sso:account:access"

// device is a sign-in that was begun.
type device struct {
	code, userCode string
	client         string
	expires        time.Time // on the emulator's clock
	interval       time.Duration
	begun, asked   time.Time // in real time
	answered       bool
	approved, used bool
}

// settle approves what nobody has answered, if it has waited for long enough.
func (d *device) settle(approveAfter int, realNow time.Time) {
	wait := time.Duration(approveAfter) * time.Second
	if !d.answered && wait > 0 && realNow.Sub(d.begun) >= wait {
		d.answered, d.approved = true, true
	}
}

// answerSignIn approves or denies the sign-in with that user code.
func (i *identity) answerSignIn(code string, approve bool, now time.Time) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	at := slices.IndexFunc(i.devices, func(d *device) bool { return d.userCode == code })
	switch {
	case at < 0:
		return fmt.Errorf("there is no sign-in with the code %q", code)
	case !now.Before(i.devices[at].expires):
		return fmt.Errorf("the code %s has expired", code)
	case i.devices[at].answered:
		return fmt.Errorf("the code %s was answered before", code)
	}
	i.devices[at].answered, i.devices[at].approved = true, approve
	return nil
}

// waiting are the user codes that nobody has answered, in the order in which they were
// given out.
func (i *identity) waiting(now time.Time) []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	codes := []string{}
	for _, d := range i.devices {
		if !d.answered && now.Before(d.expires) {
			codes = append(codes, d.userCode)
		}
	}
	return codes
}

func (s *state) registerClient(in struct {
	Scopes []string `json:"scopes"`
},
) (any, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	const lifetime = 90 * 24 * time.Hour
	id := i.secret("client", 22, s.now)
	client := oauthClient{i.secret("client secret", 120, s.now), s.now.Add(lifetime), slices.Contains(in.Scopes, accountAccess)}
	i.clients[id] = client
	return struct {
		ClientID              string `json:"clientId"`
		ClientSecret          string `json:"clientSecret"`
		ClientIDIssuedAt      int64  `json:"clientIdIssuedAt"`
		ClientSecretExpiresAt int64  `json:"clientSecretExpiresAt"`
	}{id, client.secret, s.now.Unix(), client.expires.Unix()}, nil
}

// client returns a registered one. The caller holds the lock.
func (i *identity) client(id, secret string, now time.Time) (oauthClient, error) {
	c, ok := i.clients[id]
	if !ok || c.secret != secret || !now.Before(c.expires) {
		return oauthClient{}, refuse("InvalidClientException", "Invalid client provided")
	}
	return c, nil
}

func (s *state) startDeviceAuthorization(in struct {
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	StartURL     string `json:"startUrl"`
},
) (any, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	if _, err := i.client(in.ClientID, in.ClientSecret, s.now); err != nil {
		return nil, err
	}
	if in.StartURL != i.center.StartURL {
		return nil, refuse("InvalidRequestException", "Invalid start URL provided")
	}
	const consonants = "BCDFGHJKLMNPQRSTVWXZ"
	i.issued++
	letters := spell(consonants, 8, "user code", s.now.String(), strconv.Itoa(i.issued))
	d := &device{
		code: i.secret("device code", 86, s.now), userCode: letters[:4] + "-" + letters[4:], client: in.ClientID,
		expires:  s.now.Add(time.Duration(i.center.CodeExpiresIn) * time.Second),
		interval: time.Duration(i.center.Interval) * time.Second, begun: s.options.Now(),
	}
	i.devices = append(i.devices, d)
	address := in.StartURL + "/#/device"
	if s.requester.address != "" {
		address = s.requester.address + devicePath
	}
	return struct {
		DeviceCode              string `json:"deviceCode"`
		UserCode                string `json:"userCode"`
		VerificationURI         string `json:"verificationUri"`
		VerificationURIComplete string `json:"verificationUriComplete"`
		ExpiresIn               int    `json:"expiresIn"`
		Interval                int    `json:"interval"`
	}{d.code, d.userCode, address, address + "?user_code=" + d.userCode, i.center.CodeExpiresIn, i.center.Interval}, nil
}

// tokenRequest asks for a token, by a sign-in or by the token before.
type tokenRequest struct {
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	GrantType    string `json:"grantType"`
	DeviceCode   string `json:"deviceCode"`
	RefreshToken string `json:"refreshToken"`
}

func (s *state) createToken(in tokenRequest) (any, error) {
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	client, err := i.client(in.ClientID, in.ClientSecret, s.now)
	if err != nil {
		return nil, err
	}
	t := Token{RefreshToken: in.RefreshToken}
	switch in.GrantType {
	case "urn:ietf:params:oauth:grant-type:device_code":
		err = i.redeem(in, s.now, s.options.Now())
		t.RefreshToken = ""
		if client.renews {
			t.RefreshToken = i.secret("refresh token", 120, s.now)
		}
	case "refresh_token":
		if t.RefreshToken == "" || !slices.ContainsFunc(i.tokens, func(known Token) bool { return known.RefreshToken == t.RefreshToken }) {
			err = refuse("InvalidGrantException", "Invalid refresh token provided")
		}
	default:
		err = refuse("UnsupportedGrantTypeException", "Unsupported grant type provided")
	}
	if err != nil {
		return nil, err
	}
	t.AccessToken = i.secret("access token", 120, s.now)
	t.ExpiresAt = at(s.now.Add(time.Duration(i.center.ExpiresIn) * time.Second))
	i.tokens = append(i.tokens, t)
	return struct {
		AccessToken  string `json:"accessToken"`
		TokenType    string `json:"tokenType"`
		ExpiresIn    int    `json:"expiresIn"`
		RefreshToken string `json:"refreshToken,omitempty"`
	}{t.AccessToken, "Bearer", i.center.ExpiresIn, t.RefreshToken}, nil
}

// redeem ends a sign-in that was approved, or says why there is no token for it. Only
// who still waits can ask too often. The caller holds the lock.
func (i *identity) redeem(in tokenRequest, now, realNow time.Time) error {
	at := slices.IndexFunc(i.devices, func(d *device) bool { return d.code == in.DeviceCode && d.client == in.ClientID })
	if at < 0 || i.devices[at].used {
		return refuse("InvalidGrantException", "Invalid device code provided")
	}
	d := i.devices[at]
	d.settle(i.center.ApproveAfter, realNow)
	soon := !d.asked.IsZero() && realNow.Sub(d.asked) < d.interval
	d.asked = realNow
	switch {
	case !now.Before(d.expires):
		return refuse("ExpiredTokenException", "Device code has expired")
	case d.answered && !d.approved:
		return refuse("AccessDeniedException", "The sign-in was denied")
	case d.answered:
		d.used = true
		return nil
	case soon:
		d.interval += 5 * time.Second // as the client must (RFC 8628, section 3.5)
		return refuse("SlowDownException", "")
	}
	return refuse("AuthorizationPendingException", "")
}
