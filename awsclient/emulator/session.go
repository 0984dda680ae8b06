package emulator

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// session is what temporary credentials are of.
type session struct {
	account, arn, userID string
	expires              time.Time
}

// issuedCredentials are temporary credentials on their way out.
type issuedCredentials struct {
	accessKey, secretKey, token string
	expires                     time.Time
}

// open gives out credentials for a role's session. The access key is as long as those
// of AWS and ends in the account, which is how requests with it find there. The caller
// holds the lock.
func (i *identity) open(account, partition, role, roleID, name string, expires, now time.Time) issuedCredentials {
	c := issuedCredentials{secretKey: i.secret("secret key", 40, now), token: i.secret("session token", 200, now), expires: expires.Truncate(time.Second)}
	for taken := true; taken; {
		i.issued++
		c.accessKey = "ASIA" + spell(upperAlphanumeric, 4, "access key", now.String(), strconv.Itoa(i.issued)) + account
		_, taken = i.sessions[c.accessKey]
	}
	i.sessions[c.accessKey] = session{
		account: account,
		arn:     fmt.Sprintf("arn:%s:sts::%s:assumed-role/%s/%s", partition, account, role, name),
		userID:  roleID + ":" + name,
		expires: c.expires,
	}
	return c
}

// session returns the one that an access key was given out for.
func (i *identity) session(accessKey string) (session, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	found, ok := i.sessions[accessKey]
	return found, ok
}

// requester is what a request says of where it comes from and how it came here.
type requester struct {
	accessKey string
	// address is where a browser reaches the emulator; empty within the process.
	address string
}

func requesterOf(a arrival) requester {
	from := requester{accessKey: a.signature.accessKey}
	if _, served := a.Context().Value(http.LocalAddrContextKey).(net.Addr); served {
		from.address = "http://" + a.Host
	}
	return from
}

// signer is who signed the request that is being served. What was not given out here
// is taken for the operator's.
func (s *state) signer() session {
	if known, ok := s.identity.session(s.requester.accessKey); ok {
		return known
	}
	return session{account: s.account, arn: s.caller(), userID: "AROAEMULATEDOPERATOR1:oscope"}
}

// admit refuses credentials that were given out here and have expired.
func (s *state) admit() error {
	if known, ok := s.identity.session(s.requester.accessKey); ok && !s.now.Before(known.expires) {
		return refuse("ExpiredTokenException", "The security token included in the request is expired")
	}
	return nil
}
