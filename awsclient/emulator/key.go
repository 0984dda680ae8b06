package emulator

import (
	"cmp"
	"slices"
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
	// What DescribeKey says of the key. Two aliases of one key say the same.
	KeyState    string `json:"KeyState,omitempty"`
	KeyUsage    string `json:"KeyUsage,omitempty"`
	KeySpec     string `json:"KeySpec,omitempty"`
	MultiRegion bool   `json:"MultiRegion,omitempty"`
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
	defaultTo(&k.KeyState, "Enabled")
	defaultTo(&k.KeyUsage, "ENCRYPT_DECRYPT")
	defaultTo(&k.KeySpec, "SYMMETRIC_DEFAULT")
	return cmp.Or(
		oneOf("KeyState", k.KeyState, "Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable", "Updating"),
		oneOf("KeyUsage", k.KeyUsage, "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
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
		Aliases    []alias `json:"Aliases"`
		NextMarker string  `json:"NextMarker,omitempty"`
		Truncated  bool    `json:"Truncated"`
	}{shown(rows, (*Key).alias), next, next != ""}, nil
}

// alias is a key's alias as it is listed.
type alias struct {
	AliasName       string
	AliasARN        string    `json:"AliasArn"`
	TargetKeyID     string    `json:"TargetKeyId,omitempty"`
	CreationDate    Timestamp `json:",omitzero"`
	LastUpdatedDate Timestamp `json:",omitzero"`
}

func (k *Key) alias() alias {
	return alias{k.AliasName, k.AliasARN, k.TargetKeyID, k.CreationDate, k.LastUpdatedDate}
}

// describeKey knows a key by its id, its ARN, an alias or an alias's ARN.
func (s *state) describeKey(in struct {
	KeyID string `json:"KeyId"`
},
) (any, error) {
	for k := range s.keys.all() {
		arn := s.arn("kms", "key/"+k.TargetKeyID)
		if k.TargetKeyID == "" || !slices.Contains([]string{k.TargetKeyID, arn, k.AliasName, k.AliasARN}, in.KeyID) {
			continue
		}
		manager := "CUSTOMER"
		if strings.HasPrefix(k.AliasName, "alias/aws/") {
			manager = "AWS"
		}
		type metadata struct {
			AWSAccountID string `json:"AWSAccountId"`
			KeyID        string `json:"KeyId"`
			ARN          string `json:"Arn"`
			Enabled      bool
			KeyState     string
			KeyUsage     string
			KeySpec      string
			KeyManager   string
			Origin       string
			MultiRegion  bool
		}
		return struct{ KeyMetadata metadata }{metadata{
			s.account, k.TargetKeyID, arn, k.KeyState == "Enabled", k.KeyState, k.KeyUsage, k.KeySpec, manager, "AWS_KMS", k.MultiRegion,
		}}, nil
	}
	what := "Key '" + s.arn("kms", "key/"+in.KeyID) + "' does not exist"
	switch {
	case strings.HasPrefix(in.KeyID, "arn:"):
		what = "Key '" + in.KeyID + "' does not exist"
	case strings.HasPrefix(in.KeyID, "alias/"):
		what = "Alias " + s.arn("kms", in.KeyID) + " is not found."
	}
	return nil, refuse("NotFoundException", "%s", what)
}
