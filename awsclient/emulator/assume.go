package emulator

import (
	"slices"
	"strings"
	"time"

	"oscope/model"
)

// wrongCode is the one-time code that is never right. Any other six digits are, once.
const wrongCode = "000000"

// mfaFailed begins the texts about one-time codes. They are recorded, one for each way
// to fail (SERVICE.md §11.1).
const mfaFailed = "MultiFactorAuthentication failed"

// assumable returns the role with that ARN if it can be assumed at all: one of the
// world, or one that the organisation has in every account but its own.
func (i *identity) assumable(arn string) (Role, bool) {
	if r, known := i.roles[arn]; known {
		return r, !r.Denied
	}
	a, ok := model.ParseARN(arn)
	if !ok || a.Service != "iam" || a.Type != "role" || i.organization == nil || a.Account == i.organization.ManagementAccount {
		return Role{}, false
	}
	name := a.Name[strings.LastIndex(a.Name, "/")+1:]
	member := i.members.get(a.Account)
	if member == nil || !member.active() || !slices.Contains(i.organization.Roles, name) || slices.Contains(member.DeniedRoles, name) {
		return Role{}, false
	}
	return Role{RoleName: name, ARN: arn, RoleID: roleID(a.Account, name), MaxSessionDuration: leastSession}, true
}

func (s *state) assumeRole(in struct {
	RoleARN         string `json:"RoleArn"`
	RoleSessionName string
	DurationSeconds int
	ExternalID      string `json:"ExternalId"`
	SerialNumber    string
	TokenCode       string
},
) (any, error) {
	caller := s.signer()
	role, ok := s.identity.assumable(in.RoleARN)
	if !ok || role.ExternalID != "" && role.ExternalID != in.ExternalID || role.MFASerial != "" && in.SerialNumber == "" && in.TokenCode == "" {
		return nil, refuse("AccessDeniedException", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s", caller.arn, in.RoleARN)
	}
	defaultTo(&in.DurationSeconds, leastSession)
	switch chained := !caller.expires.IsZero(); {
	case chained && in.DurationSeconds > leastSession:
		return nil, refuse("ValidationException", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
	case in.DurationSeconds > role.MaxSessionDuration:
		return nil, refuse("ValidationException", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	i := s.identity
	i.mu.Lock()
	defer i.mu.Unlock()
	if err := i.checkCode(in.SerialNumber, in.TokenCode); err != nil {
		return nil, err
	}
	arn, _ := model.ParseARN(in.RoleARN)
	c := i.open(arn.Account, arn.Partition, role.RoleName, role.RoleID, in.RoleSessionName, s.now.Add(time.Duration(in.DurationSeconds)*time.Second), s.now)
	opened := i.sessions[c.accessKey]
	type user struct {
		AssumedRoleID string `xml:"AssumedRoleId"`
		ARN           string `xml:"Arn"`
	}
	type credentials struct {
		AccessKeyID     string `xml:"AccessKeyId"`
		SecretAccessKey string
		SessionToken    string
		Expiration      string
	}
	return struct {
		AssumedRoleUser user
		Credentials     credentials
	}{
		user{opened.userID, opened.arn},
		credentials{c.accessKey, c.secretKey, c.token, c.expires.UTC().Format(time.RFC3339)},
	}, nil
}

// checkCode uses up a one-time code of a device, if the request has one. The caller
// holds the lock.
func (i *identity) checkCode(serial, code string) error {
	used := serial + " " + code
	switch {
	case serial == "" && code == "":
		return nil
	case serial == "" || code == "":
		return refuse("AccessDeniedException", mfaFailed+", must provide both MFA serial number and one time pass code.")
	case !i.knowsDevice(serial):
		return refuse("AccessDeniedException", mfaFailed+", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.")
	case code == wrongCode || i.codes[used]:
		return refuse("AccessDeniedException", mfaFailed+" with invalid MFA one time pass code. ")
	}
	i.codes[used] = true
	return nil
}

// knowsDevice reports whether some role is to be assumed with that MFA device.
func (i *identity) knowsDevice(serial string) bool {
	for _, r := range i.roles {
		if r.MFASerial == serial {
			return true
		}
	}
	return false
}
