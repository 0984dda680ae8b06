package emulator

import (
	"cmp"
	"strings"

	"oscope/model"
	"oscope/model/rule"
)

// Key is an alias of a KMS key, with the members of ListAliases' entries.
type Key struct {
	AliasName       string    `json:"AliasName"`
	AliasARN        string    `json:"AliasArn"`
	TargetKeyID     string    `json:"TargetKeyId,omitempty"`
	CreationDate    Timestamp `json:"CreationDate,omitzero"`
	LastUpdatedDate Timestamp `json:"LastUpdatedDate,omitzero"`
}

var (
	aliasName = rule.Pattern{Source: `^alias/[a-zA-Z0-9/_-]+$`, Says: "alias/ and letters, digits and / _ -"}
	aliasRule = rule.Member{Name: "AliasName", Required: true, Min: 1, Max: 256, Pattern: &aliasName}
)

// complete fills in the members that a world leaves out. An alias of AWS's may
// have no key yet, as long as nobody has used it.
func (k *Key) complete(r *references) error {
	if !strings.HasPrefix(k.AliasName, "alias/aws/") {
		defaultTo(&k.TargetKeyID, uuid(r.account, r.region, "key", k.AliasName))
	}
	return cmp.Or(
		checkMember("AliasName", aliasRule, k.AliasName),
		derive("AliasArn", &k.AliasARN, r.arn("kms", k.AliasName)),
		r.define("AliasName", "alias", k.AliasName, ""),
	)
}

func (s *state) loadKey(k Key) {
	k.CreationDate = k.CreationDate.loaded(s.now)
	k.LastUpdatedDate = k.LastUpdatedDate.loaded(s.now)
	s.keys.add(k.AliasName, k)
}

func (s *state) listAliases(in struct {
	KeyID  string `json:"KeyId"`
	Limit  int    `json:"Limit"`
	Marker string `json:"Marker"`
},
) (any, error) {
	id := in.KeyID
	if key, ok := model.ParseARN(id); ok {
		id = key.Name
	}
	rows, next, err := page(&s.keys, listing{in.Marker, in.Limit}, "aliases", aliasPageSize, func(k *Key) bool {
		return id == "" || k.TargetKeyID == id
	})
	if err != nil {
		return nil, refuse("InvalidMarkerException", "The marker is not valid.")
	}
	return struct {
		Aliases    []*Key `json:"Aliases"`
		NextMarker string `json:"NextMarker,omitempty"`
		Truncated  bool   `json:"Truncated"`
	}{rows, next, next != ""}, nil
}
