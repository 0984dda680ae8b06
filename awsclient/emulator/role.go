package emulator

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"oscope/model/rule"
)

// Role is an IAM role, with the members of ListRoles' answer that name it.
type Role struct {
	Path        string    `json:"Path"` // default /
	RoleName    string    `json:"RoleName"`
	RoleID      string    `json:"RoleId"`
	ARN         string    `json:"Arn"`
	CreateDate  Timestamp `json:"CreateDate,omitzero"`
	Description string    `json:"Description,omitempty"`
	// MaxSessionDuration is in seconds; default 3600.
	MaxSessionDuration int `json:"MaxSessionDuration"`
	// MFASerial is the MFA device without whose code the role cannot be assumed.
	MFASerial string `json:"mfaSerial,omitempty"`
	// ExternalID must be in the request.
	ExternalID string `json:"externalId,omitempty"`
	// Denied is true when nobody may assume the role.
	Denied bool `json:"denied,omitempty"`
	// AssumeRolePolicyDocument is the trust policy; by default the account trusts itself.
	AssumeRolePolicyDocument json.RawMessage `json:"AssumeRolePolicyDocument,omitempty"`
	// Policies are those of the role. Without any it may do everything.
	Policies []json.RawMessage `json:"policies,omitempty"`
}

// leastSession is the shortest that a role's longest session may be, in seconds; it is
// also the default.
const leastSession = 3600

// rolePageSize is the documented one.
const rolePageSize = 100

var (
	roleName = rule.Pattern{Source: `[\w+=,.@-]{1,64}`}
	rolePath = rule.Pattern{Source: `/([!-~]+/)?`}
)

// complete fills in the members that a world leaves out.
func (r *Role) complete(known *references) error {
	defaultTo(&r.Path, "/")
	defaultTo(&r.MaxSessionDuration, leastSession)
	if r.AssumeRolePolicyDocument == nil {
		r.AssumeRolePolicyDocument = fmt.Appendf(nil,
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:%s:iam::%s:root"},"Action":"sts:AssumeRole"}]}`,
			known.partition(), known.account)
	}
	for i, policy := range r.Policies {
		if _, ok := statements(policy); !ok {
			return fmt.Errorf("policies[%d]: is no policy of IAM", i)
		}
	}
	defaultTo(&r.RoleID, roleID(known.account, r.RoleName))
	switch {
	case !roleName.Match(r.RoleName):
		return located("RoleName", errors.New("must be 1 to 64 letters, digits and _ + = , . @ -"))
	case len(r.Path) > 512 || !rolePath.Match(r.Path):
		return located("Path", errors.New("must begin and end with a slash"))
	case r.MaxSessionDuration < leastSession || r.MaxSessionDuration > 43200:
		return located("MaxSessionDuration", errors.New("must be from 3600 to 43200"))
	}
	return cmp.Or(
		derive("Arn", &r.ARN, known.roleARN(r.Path, r.RoleName)),
		known.ofAccount.define("RoleName", "role", r.RoleName, ""),
		known.ofAccount.define("RoleId", "role id", r.RoleID, ""),
	)
}

func (s *state) loadRole(r Role) {
	r.CreateDate = r.CreateDate.loaded(s.now).or(s.now)
	s.roles.add(r.RoleName, r)
	s.identity.roles[r.ARN] = r
}

func (s *state) listRoles(in struct {
	PathPrefix string
	Marker     string
	MaxItems   int
},
) (any, error) {
	rows, next, err := page(&s.roles, listing{in.Marker, in.MaxItems}, "roles", rolePageSize, func(r *Role) bool {
		return strings.HasPrefix(r.Path, in.PathPrefix)
	})
	type member struct {
		Path               string
		RoleName           string
		RoleID             string `xml:"RoleId"`
		ARN                string `xml:"Arn"`
		CreateDate         string
		Description        string `xml:",omitempty"`
		MaxSessionDuration int
	}
	var answer struct {
		Roles struct {
			Members []member `xml:"member"`
		}
		IsTruncated bool
		Marker      string `xml:",omitempty"`
	}
	answer.IsTruncated, answer.Marker = next != "", next
	for _, r := range rows {
		created := r.CreateDate.UTC().Format(time.RFC3339)
		answer.Roles.Members = append(answer.Roles.Members, member{r.Path, r.RoleName, r.RoleID, r.ARN, created, r.Description, r.MaxSessionDuration})
	}
	return answer, err
}
